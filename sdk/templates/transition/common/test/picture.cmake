# Look at from.png, half.png and to.png, which this test leaves in the build folder.
include("${CMAKE_CURRENT_LIST_DIR}/steps.cmake")

function(apply progress from to after)
  host(apply @ID@ --plugin "${PLUGIN}" --progress ${progress} ${ARGN}
       "${from}" "${to}" -o "${after}")
endfunction()

picture_of(from.json from.png)
picture_of(to.json to.png)
apply(0.5 from.png to.png half.png)
different(half.png from.png "half way something of the new picture shows")
different(half.png to.png "half way something of the old picture shows")

apply(0 from.png to.png start.png)
same(start.png from.png "it starts with the old picture")
apply(1 from.png to.png end.png)
same(end.png to.png "it ends with the new picture")
foreach(softness IN ITEMS 0 0.5)
  apply(0.3 from.png from.png itself.png --param softness=${softness})
  same(itself.png from.png "from a picture to itself nothing changes")
endforeach()

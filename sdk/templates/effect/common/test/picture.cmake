# Look at before.png and after.png, which this test leaves in the build folder.
include("${CMAKE_CURRENT_LIST_DIR}/steps.cmake")

function(apply before after)
  host(apply @ID@ --plugin "${PLUGIN}" ${ARGN} "${before}" -o "${after}")
endfunction()

picture_of(scene.json before.png)
apply(before.png after.png --param amount=0.8)
different(before.png after.png "it does something")
apply(before.png nothing.png --param amount=0)
same(before.png nothing.png "an amount of 0 changes nothing")

# 200 times 0.84375 in each of four pixels: the example that was worked out by hand.
picture_of(flat.json flat.png)
picture_of(flat_expected.json flat_expected.png)
apply(flat.png flat_after.png --param amount=1 --param start=0)
same(flat_after.png flat_expected.png "a flat picture darkens as calculated")

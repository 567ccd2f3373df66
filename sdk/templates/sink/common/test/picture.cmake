# Look at picture.ppm, which this test leaves in the build folder.
include("${CMAKE_CURRENT_LIST_DIR}/steps.cmake")

string(HEX "P6\n3 2\n255\n" header)
string(REPEAT 102030 3 row)
set(expected "^${header}ff8000102030102030${row}")

host(frame "${TEST_DIR}/scene.json" --frame 0 --sink @ID@ -o picture.ppm --plugins "${PLUGIN_DIR}")
ends_with(picture.ppm "${expected}" "the file is a PPM of the picture")

host(render "${TEST_DIR}/scene.json" --sink @ID@ -o frames/ --plugins "${PLUGIN_DIR}")
foreach(number IN ITEMS 000000 000001)
  ends_with("frames/frame_${number}.ppm" "${expected}" "every frame has a file")
endforeach()

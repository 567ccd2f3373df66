# Exports two frames as NumPy arrays, the samples as they are: 4 x 2 floats, little-endian.
include("${CMAKE_CURRENT_LIST_DIR}/steps.cmake")

host(export "${TEST_DIR}/scene.json" --artifacts @ID@ -o out --color-format npy --float-format npy
     --plugins "${PLUGIN_DIR}")
file(GLOB_RECURSE arrays out/*.npy)
list(LENGTH arrays count)
if(NOT count EQUAL 2)
  message(FATAL_ERROR "two frames are two arrays, but there are ${count}")
endif()

set(one 0000803f)
set(half 8180003f) # 128 / 255
set(none 00000000)
foreach(array IN LISTS arrays)
  ends_with("${array}" "${one}${half}${half}${none}${one}${none}${none}${none}"
            "the numbers are the alpha of the picture")
endforeach()

# What the tests of a plugin are made of. A step that fails ends the test. HOST is the
# lattice-host to run and PLUGIN the library under test.
set(TEST_DIR "${CMAKE_CURRENT_LIST_DIR}")
get_filename_component(PLUGIN_DIR "${PLUGIN}" DIRECTORY)

# host(<word>...): lattice-host with these words has to succeed.
function(host)
  execute_process(COMMAND "${HOST}" ${ARGN} RESULT_VARIABLE status)
  if(NOT status EQUAL 0)
    string(JOIN " " words ${ARGN})
    message(FATAL_ERROR "lattice-host ${words}: ended with ${status}")
  endif()
endfunction()

# picture_of(<scene> <file>): the first frame of a composition in the test folder.
function(picture_of scene file)
  host(frame "${TEST_DIR}/${scene}" --frame 0 -o "${file}")
endfunction()

# same(<file> <file> <sentence>), different(...): the sentence says what should have been.
function(same one other sentence)
  execute_process(COMMAND "${CMAKE_COMMAND}" -E compare_files "${one}" "${other}"
                  RESULT_VARIABLE differs ERROR_QUIET)
  if(differs)
    message(FATAL_ERROR "${sentence}: ${one} and ${other} differ")
  endif()
endfunction()
function(different one other sentence)
  execute_process(COMMAND "${CMAKE_COMMAND}" -E compare_files "${one}" "${other}"
                  RESULT_VARIABLE differs ERROR_QUIET)
  if(NOT differs)
    message(FATAL_ERROR "${sentence}: ${one} and ${other} are the same")
  endif()
endfunction()

# ends_with(<file> <hex> <sentence>): the last bytes of the file, in hex digits.
function(ends_with file hex sentence)
  file(READ "${file}" all HEX)
  if(NOT all MATCHES "${hex}$")
    message(FATAL_ERROR "${sentence}: ${file} should end with ${hex}, but is ${all}")
  endif()
endfunction()

# find_package(LatticeSDK): what an author of plugins needs, from an install tree or from the
# stage of a build. Everything is found from the place of this file, so the tree may be moved.
#
#   lattice_add_plugin()    see LatticePlugin.cmake beside this file
#   LatticeSDK::headers     <lattice/plugin.h>, <lattice/plugin.hpp>
#   LatticeSDK::host        the program lattice-host, for tests:
#                           add_test(NAME check COMMAND LatticeSDK::host plugins check ...)
#   LatticeSDK_PREFIX       the folder that holds bin/, include/ and lib/
get_filename_component(LatticeSDK_PREFIX "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)

if(NOT EXISTS "${LatticeSDK_PREFIX}/include/lattice/plugin.h")
  set(LatticeSDK_FOUND FALSE)
  set(LatticeSDK_NOT_FOUND_MESSAGE
    "${LatticeSDK_PREFIX}/include/lattice/plugin.h is missing; install Lattice as a whole")
  return()
endif()

if(NOT TARGET LatticeSDK::headers)
  add_library(LatticeSDK::headers INTERFACE IMPORTED)
  set_target_properties(LatticeSDK::headers PROPERTIES
    INTERFACE_INCLUDE_DIRECTORIES "${LatticeSDK_PREFIX}/include")
endif()
if(NOT TARGET LatticeSDK::host AND EXISTS "${LatticeSDK_PREFIX}/bin/lattice-host")
  add_executable(LatticeSDK::host IMPORTED)
  set_target_properties(LatticeSDK::host PROPERTIES
    IMPORTED_LOCATION "${LatticeSDK_PREFIX}/bin/lattice-host")
endif()

include("${CMAKE_CURRENT_LIST_DIR}/LatticePlugin.cmake")

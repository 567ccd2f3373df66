# lattice_core_library(<folder> SOURCES <file>... [USES <folder>...] [LIBS <target>...])
#
# One static library per folder of core/. USES are the edges of docs/ARCHITECTURE.md;
# scripts/check_layering.py compares them and every #include with its table.
function(lattice_core_library folder)
  cmake_parse_arguments(arg "" "" "SOURCES;USES;LIBS" ${ARGN})
  set(target lattice_${folder})
  add_library(${target} STATIC ${arg_SOURCES})
  target_include_directories(${target} PUBLIC "${PROJECT_SOURCE_DIR}/core")
  target_link_libraries(${target} PUBLIC LatticeSDK::headers)
  foreach(used IN LISTS arg_USES)
    target_link_libraries(${target} PUBLIC lattice_${used})
  endforeach()
  target_link_libraries(${target} PRIVATE ${arg_LIBS})
endfunction()

# lattice_add_plugin(<name> KIND effect|transition|artifact|sink SOURCES <file>... [LIBS ...])
#
# A plugin library that exports its entry and nothing else, computes the same sums on every
# machine, and lands beside its siblings in the stage and in the install tree.
set(LATTICE_PLUGIN_VERSION_SCRIPT "${CMAKE_CURRENT_LIST_DIR}/plugin.map")

function(lattice_add_plugin name)
  cmake_parse_arguments(arg "" "KIND" "SOURCES;LIBS" ${ARGN})
  if(NOT arg_KIND MATCHES "^(effect|transition|artifact|sink)$")
    message(FATAL_ERROR "lattice_add_plugin(${name}): KIND must be effect, transition, artifact or sink")
  endif()
  set(target plugin_${arg_KIND}_${name})
  add_library(${target} MODULE ${arg_SOURCES})
  set_target_properties(${target} PROPERTIES
    PREFIX "" OUTPUT_NAME "lattice_${arg_KIND}_${name}"
    LIBRARY_OUTPUT_DIRECTORY "${LATTICE_STAGE}/${LATTICE_PLUGIN_SUBDIR}"
    C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden
    LINK_DEPENDS "${LATTICE_PLUGIN_VERSION_SCRIPT}")
  target_compile_options(${target} PRIVATE -ffp-contract=off -fno-fast-math)
  target_link_libraries(${target} PRIVATE LatticeSDK::headers ${arg_LIBS})
  target_link_options(${target} PRIVATE
    -Wl,--exclude-libs,ALL "-Wl,--version-script=${LATTICE_PLUGIN_VERSION_SCRIPT}" -Wl,--build-id)
  if(NOT LATTICE_SANITIZE)  # the sanitizers' own symbols come from the program
    target_link_options(${target} PRIVATE -Wl,-z,defs)
  endif()
  set_property(GLOBAL APPEND PROPERTY LATTICE_PLUGIN_TARGETS ${target})
  install(TARGETS ${target} LIBRARY DESTINATION ${LATTICE_PLUGIN_SUBDIR})
endfunction()

# lattice_add_plugin(<name> KIND effect|transition|artifact|sink SOURCES <file>... [LIBS ...])
#
# The target <name>, which builds the plugin library <name>.so: it exports its entry and
# nothing else, and computes the same sums on every machine. `cmake --install` puts it into
# lib/lattice/plugins under the prefix, where a lattice-host in <prefix>/bin finds it.
#
# KIND says what the library is for; one library may hold kinds of several sorts.

set(LATTICE_PLUGIN_VERSION_SCRIPT "${CMAKE_CURRENT_LIST_DIR}/plugin.map")
set(LATTICE_PLUGIN_SUBDIR "lib/lattice/plugins")

# What lets a compiler reassociate sums, drop NaN or fuse a multiply with an add. The first
# three also make GCC link a start-up object that flips the FPU mode of the whole process.
set(LATTICE_FAST_MATH_FLAGS
  -Ofast -ffast-math -funsafe-math-optimizations -fassociative-math -freciprocal-math
  -ffinite-math-only -fno-signed-zeros -ffp-contract=fast -ffp-contract=on
  -ffp-model=fast -fp-model=fast)

function(lattice_add_plugin name)
  cmake_parse_arguments(arg "" "KIND" "SOURCES;LIBS" ${ARGN})
  if(NOT arg_KIND MATCHES "^(effect|transition|artifact|sink)$")
    message(FATAL_ERROR "lattice_add_plugin(${name}): KIND must be effect, transition, artifact or "
      "sink, not \"${arg_KIND}\"")
  endif()
  if(NOT arg_SOURCES)
    message(FATAL_ERROR "lattice_add_plugin(${name}): there are no SOURCES; name at least one file")
  endif()
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "lattice_add_plugin(${name}): unknown arguments: ${arg_UNPARSED_ARGUMENTS}; "
      "known are KIND, SOURCES and LIBS")
  endif()
  add_library(${name} MODULE ${arg_SOURCES})
  set_target_properties(${name} PROPERTIES
    PREFIX "" OUTPUT_NAME "${name}" SUFFIX ".so"
    POSITION_INDEPENDENT_CODE ON
    C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
    LINK_DEPENDS "${LATTICE_PLUGIN_VERSION_SCRIPT}")
  get_property(languages GLOBAL PROPERTY ENABLED_LANGUAGES)
  if("C" IN_LIST languages)
    target_compile_features(${name} PRIVATE c_std_11)
  endif()
  if("CXX" IN_LIST languages)
    target_compile_features(${name} PRIVATE cxx_std_20)
  endif()
  target_compile_options(${name} PRIVATE
    "$<$<COMPILE_LANGUAGE:C,CXX>:-ffp-contract=off;-fno-fast-math>")
  target_link_libraries(${name} PRIVATE LatticeSDK::headers ${arg_LIBS})
  target_link_options(${name} PRIVATE
    -Wl,--exclude-libs,ALL "-Wl,--version-script=${LATTICE_PLUGIN_VERSION_SCRIPT}" -Wl,--build-id)
  install(TARGETS ${name} LIBRARY DESTINATION "${LATTICE_PLUGIN_SUBDIR}")
  # Flags may still change until the end of the folder's CMakeLists.txt; CMake itself reads
  # CMAKE_C_FLAGS and its kin there.
  cmake_language(EVAL CODE "cmake_language(DEFER CALL _lattice_finish_plugin [[${name}]])")
endfunction()

# Every flag with which `target` is compiled and linked, as a list.
function(_lattice_flags_of target result)
  set(flags "")
  set(configurations ${CMAKE_CONFIGURATION_TYPES} ${CMAKE_BUILD_TYPE})
  foreach(prefix CMAKE_C_FLAGS CMAKE_CXX_FLAGS CMAKE_MODULE_LINKER_FLAGS)
    list(APPEND flags ${${prefix}})
    foreach(configuration IN LISTS configurations)
      string(TOUPPER "${configuration}" configuration)
      list(APPEND flags ${${prefix}_${configuration}})
    endforeach()
  endforeach()
  foreach(property COMPILE_OPTIONS COMPILE_FLAGS LINK_OPTIONS LINK_FLAGS)
    get_target_property(value ${target} ${property})
    if(value)
      list(APPEND flags ${value})
    endif()
  endforeach()
  get_target_property(sources ${target} SOURCES)
  foreach(source IN LISTS sources)
    foreach(property COMPILE_OPTIONS COMPILE_FLAGS)
      get_source_file_property(value "${source}" ${property})
      if(value)
        list(APPEND flags ${value})
      endif()
    endforeach()
  endforeach()
  # "-O3 -ffast-math", "$<$<CONFIG:Release>:-Ofast>" and "SHELL:-O3 -Ofast" become words.
  string(REGEX REPLACE "[ ;:<>,\"']+" ";" flags "${flags}")
  set(${result} "${flags}" PARENT_SCOPE)
endfunction()

# At the end of the folder: refuses flags under which a plugin would compute other numbers
# elsewhere, and asks the linker for missing symbols.
function(_lattice_finish_plugin target)
  _lattice_flags_of(${target} flags)
  foreach(flag IN LISTS LATTICE_FAST_MATH_FLAGS)
    if("${flag}" IN_LIST flags)
      message(FATAL_ERROR "the plugin ${target} would be compiled with ${flag}: its pixels would "
        "depend on the machine, and every picture of the host with them; remove ${flag} from "
        "CMAKE_C_FLAGS, CMAKE_CXX_FLAGS, CFLAGS, CXXFLAGS, LDFLAGS and the options of the target "
        "(-O3 is welcome)")
    endif()
  endforeach()
  # Under a sanitizer the missing symbols come from the program.
  if(NOT "${flags}" MATCHES "-fsanitize=")
    target_link_options(${target} PRIVATE -Wl,-z,defs)
  endif()
endfunction()

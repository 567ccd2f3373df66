# Compiler, linker and folder settings that hold for the whole tree.

set(CMAKE_C_STANDARD 11)
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

# The build tree has the shape of the install tree, so that the host finds its plugins
# and its scanner in the same places relative to itself.
set(LATTICE_STAGE "${CMAKE_BINARY_DIR}/stage")
set(LATTICE_PLUGIN_SUBDIR "lib/lattice/plugins")
set(LATTICE_LIBEXEC_SUBDIR "libexec/lattice")
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${LATTICE_STAGE}/bin")

# One answer to every sum on every machine: no fused multiply-add behind our back.
add_compile_options(-ffp-contract=off -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion)
# GCC 12 warns of impossible sizes inside libstdc++'s own string and vector code (GCC bugs
# 105651 and 105329); only at -O2 and above, and only there.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_compile_options(-Wno-restrict -Wno-stringop-overflow)
endif()
if(LATTICE_WERROR)
  add_compile_options(-Werror)
endif()
if(LATTICE_SANITIZE)
  # The first finding ends the program: a test that printed one must not pass.
  add_compile_options(-fsanitize=${LATTICE_SANITIZE} -fno-sanitize-recover=all
                      -fno-omit-frame-pointer -g
                      $<$<NOT:$<CXX_COMPILER_ID:Clang>>:-Wno-maybe-uninitialized>)
  add_link_options(-fsanitize=${LATTICE_SANITIZE})
endif()

if(LATTICE_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "LATTICE_FUZZ needs clang and its fuzzer's runtime: use ./dev fuzz")
  endif()
  # Branches are counted in every library, and asserts hold: a broken one is a finding.
  add_compile_options(-fsanitize=fuzzer-no-link -UNDEBUG)
  add_link_options(-fsanitize=fuzzer-no-link)
endif()

find_program(LATTICE_CCACHE ccache)
if(LATTICE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER "${LATTICE_CCACHE}")
  set(CMAKE_CXX_COMPILER_LAUNCHER "${LATTICE_CCACHE}")
endif()
find_program(LATTICE_MOLD mold)
if(LATTICE_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

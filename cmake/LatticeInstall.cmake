# What is installed beside the host, the plugins, the scanner and the SDK, which their own
# folders install: bin/ include/lattice/ lib/cmake/LatticeSDK/ lib/lattice/plugins/
# lib/pkgconfig/ libexec/lattice/ share/lattice/.
# Nothing in the tree knows where it was installed: programs find the rest from their own
# place, and the tree may be moved. Only the shared libraries of the system are needed.

set(LATTICE_DOC_DIR "share/doc/lattice")
set(LATTICE_SHARE_DIR "share/lattice")

install(FILES LICENSE README.md CHANGELOG.md SECURITY.md DESTINATION ${LATTICE_DOC_DIR})
install(DIRECTORY docs/ DESTINATION ${LATTICE_DOC_DIR}/docs
  FILES_MATCHING PATTERN "*.md" PATTERN "*.jpg" PATTERN "*.png")
if(IS_DIRECTORY "${PROJECT_SOURCE_DIR}/schema")
  install(DIRECTORY schema/ DESTINATION ${LATTICE_SHARE_DIR}/schema
    FILES_MATCHING PATTERN "*.json")
endif()
# Sources of the examples; what a prepare script made of installed photographs stays here.
if(IS_DIRECTORY "${PROJECT_SOURCE_DIR}/examples")
  install(DIRECTORY examples/ DESTINATION ${LATTICE_SHARE_DIR}/examples
    USE_SOURCE_PERMISSIONS
    PATTERN "media" EXCLUDE)
endif()

# Pages link to each other as they lie in the source tree. Last, when all that they may link to
# is there.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
install(CODE "
  execute_process(COMMAND \"${Python3_EXECUTABLE}\" -B \"${PROJECT_SOURCE_DIR}/scripts/installed_docs.py\"
                          \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}\"
                  COMMAND_ERROR_IS_FATAL ANY)")

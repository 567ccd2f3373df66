# The install tree: bin/ lib/lattice/plugins/ libexec/lattice/ include/lattice/ share/.
# Nothing in it knows where it was installed.

install(FILES LICENSE README.md CHANGELOG.md DESTINATION share/doc/lattice)
install(DIRECTORY examples/ DESTINATION share/lattice/examples)

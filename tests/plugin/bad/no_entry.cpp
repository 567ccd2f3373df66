// Some library that has nothing to do with Lattice.
extern "C" [[gnu::visibility("default")]] int unrelated() { return 42; }

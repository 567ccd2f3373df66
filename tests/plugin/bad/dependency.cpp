extern "C" [[gnu::visibility("default")]] const char* name_from_dependency() {
  return "org.test.missing_dependency";
}

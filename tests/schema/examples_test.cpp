// tests/data/schema/valid loads, tests/data/schema/invalid does not; check_examples.py asks
// the published JSON Schema the same.
#include <algorithm>
#include <filesystem>

#include "schema/loaded.h"
#include "support/catch.h"

using namespace lattice;

namespace {

std::vector<std::string> files_in(const char* folder) {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator(
           std::filesystem::path(LATTICE_TEST_DATA) / "schema" / folder))
    out.push_back(entry.path().string());
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("the valid examples load", "[schema][examples]") {
  const auto files = files_in("valid");
  REQUIRE(files.size() >= 4);
  for (const std::string& file : files) {
    CAPTURE(file);
    CHECK(test::diagnostics_of(schema::load_composition_file(file, test::kinds())) == "");
  }
}

TEST_CASE("the invalid examples are refused for one reason each", "[schema][examples]") {
  const auto files = files_in("invalid");
  REQUIRE(files.size() >= 10);
  for (const std::string& file : files) {
    CAPTURE(file);
    const auto result = schema::load_composition_file(file, test::kinds());
    CHECK(result.diagnostics.size() == 1);
  }
}

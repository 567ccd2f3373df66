// Hostile and broken input: whatever the bytes, there is an answer and no crash.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "ir/verify.h"
#include "schema/loaded.h"
#include "support/catch.h"

using namespace lattice;
using test::load;

namespace {

std::vector<std::string> valid_files() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(LATTICE_TEST_DATA "/schema/valid"))
    paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> out;
  for (const auto& path : paths) {
    std::ifstream stream(path, std::ios::binary);
    out.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
  }
  REQUIRE(out.size() >= 4);
  return out;
}

// splitmix64 (Steele, Lea, Flood 2014): the same numbers everywhere.
struct Random {
  std::uint64_t state;
  std::uint64_t next() {
    std::uint64_t z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  std::size_t below(std::size_t limit) { return limit == 0 ? 0 : next() % limit; }
};

const char* const kTokens[] = {"{",
                               "}",
                               "[",
                               "]",
                               ",",
                               ":",
                               "null",
                               "true",
                               "0",
                               "-1",
                               "1e308",
                               "-0",
                               "0.5",
                               "\"\"",
                               "\"=1\"",
                               "\"#fff\"",
                               "{}",
                               "[]",
                               "[0]",
                               "[[0,0]]",
                               "\"bg\"",
                               "\"keys\":",
                               "1e18",
                               "4294967296",
                               "\"n\"",
                               "\"x\":",
                               "\"a\":",
                               "\"range\"",
                               "\"kind\"",
                               "\\u0000",
                               "\xff",
                               "{\"keys\":[[0,1]]}",
                               "[0,1,2]",
                               "\"group\"",
                               "\"sequence\"",
                               "\"transition_in\"",
                               "{\"crossfade\":30}",
                               "99999999999"};

// A few edits of bytes, tokens or stretches.
std::string mutated(std::string text, Random& random) {
  for (std::size_t edits = 1 + random.below(4); edits > 0; --edits) {
    const std::size_t at = random.below(text.size());
    const std::size_t length = random.below(random.below(4) == 0 ? 60 : 6);
    switch (random.below(5)) {
      case 0: text[at] = static_cast<char>(random.next()); break;
      case 1: text.erase(at, length); break;
      case 2: text.insert(at, kTokens[random.below(std::size(kTokens))]); break;
      case 3: text.insert(at, text.substr(random.below(text.size()), length)); break;
      default: text.replace(at, length, kTokens[random.below(std::size(kTokens))]); break;
    }
    if (text.empty()) text = " ";
  }
  return text;
}

void check_answer(const schema::LoadResult& result) {
  if (result.ok()) {
    REQUIRE(ir::verify(result.composition));
    REQUIRE(ir::verify_kinds(result.composition, test::kinds()));
    return;
  }
  for (const Diagnostic& d : result.diagnostics) {
    REQUIRE_FALSE(d.message.empty());
    REQUIRE_FALSE(d.message.ends_with('.'));
    REQUIRE(d.remedy != "report this as a bug");
    REQUIRE((d.domain == "json" || d.domain == "composition" || d.domain == "plugin"));
    REQUIRE((d.pointer.empty() || d.pointer[0] == '/' || d.pointer[0] == ':'));
  }
}

}  // namespace

TEST_CASE("a file cut at any byte is one syntax error with line and column", "[schema][robust]") {
  for (std::string file : valid_files()) {
    while (!file.empty() && file.back() == '\n') file.pop_back();
    for (std::size_t size = 0; size < file.size(); ++size) {
      const auto result = load(std::string_view(file).substr(0, size));
      REQUIRE(result.diagnostics.size() == 1);
      const Diagnostic& d = result.diagnostics[0];
      REQUIRE(d.domain == "json");
      REQUIRE(d.message.starts_with("syntax error: "));
      // ":line:column", the column one past what was read, or at the start of what broke.
      REQUIRE(d.pointer.starts_with(':'));
      const auto line = std::count(file.begin(), file.begin() + static_cast<long>(size), '\n') + 1;
      REQUIRE(d.pointer.substr(1, d.pointer.find(':', 1) - 1) == std::to_string(line));
    }
  }
}

TEST_CASE("ten thousand mutated files are answered, not crashed on", "[schema][robust]") {
  const auto files = valid_files();
  std::size_t accepted = 0;
  for (std::uint64_t seed = 0; seed < 10'000; ++seed) {
    Random random{seed};
    const std::string text = mutated(files[random.below(files.size())], random);
    CAPTURE(seed);
    const auto result = load(text);
    check_answer(result);
    accepted += result.ok() ? 1 : 0;
  }
  // Some edits are harmless; were it none or all, the test would not be testing.
  CHECK(accepted > 100);
  CHECK(accepted < 9'000);
}

TEST_CASE("nodes nested as deep as JSON may be are read", "[schema][robust]") {
  std::string root = R"({"leaf": "bg"})";
  for (int depth = 0; depth < 99; ++depth) root = "{\"group\": [" + root + "]}";
  const auto result = load(test::composition(root));
  CHECK(test::diagnostics_of(result) == "");
  CHECK(result.composition.nodes.size() == 100);
}

TEST_CASE("big numbers end in sentences, not in overflow", "[schema][robust]") {
  for (const char* number : {"1e308", "-1e308", "9223372036854775807", "-9223372036854775808",
                             "18446744073709551615", "2147483648", "1e18", "-2147483648"}) {
    CAPTURE(number);
    const std::string n = number;
    check_answer(load(test::leaf("\"range\": [" + n + ", " + n + "]")));
    check_answer(load(test::leaf("\"transition_in\": {\"crossfade\": " + n + "}")));
    check_answer(load(test::leaf("\"effects\": [{\"blur\": " + n + "}]")));
    check_answer(load(test::composition(R"({"leaf": "bg"})", "\"fps\": " + n + ",")));
    check_answer(load(test::leaf("\"transform\": {\"translate\": " + n + "}")));
  }
}

#include <fstream>
#include <string>
#include <vector>

#include "expr/ast.h"
#include "expr/parser.h"
#include "support/catch.h"

using Catch::Matchers::Contains;
using namespace lattice;
using namespace lattice::expr;

namespace {

std::string canonical_of(std::string_view source) {
  const auto ast = parse(source);
  return ast ? canonical(*ast) : ast.error().text();
}

struct GoldenLine {
  std::string source, expected;
};

// Lines "source => canonical form"; # begins a comment line.
std::vector<GoldenLine> golden_lines(const std::string& name) {
  std::ifstream file(std::string(LATTICE_SOURCE_DIR) + "/tests/golden/expr/" + name);
  std::vector<GoldenLine> lines;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t arrow = line.find(" => ");
    REQUIRE(arrow != std::string::npos);
    lines.push_back({line.substr(0, arrow), line.substr(arrow + 4)});
  }
  return lines;
}

}  // namespace

TEST_CASE("operators group as the golden file says", "[expr][parse]") {
  const auto lines = golden_lines("precedence.txt");
  CHECK(lines.size() >= 50);
  for (const GoldenLine& line : lines) {
    CAPTURE(line.source);
    CHECK(canonical_of(line.source) == line.expected);
  }
}

TEST_CASE("the canonical form of an expression parses to itself", "[expr][parse]") {
  for (const GoldenLine& line : golden_lines("precedence.txt")) {
    CAPTURE(line.source);
    CHECK(canonical_of(line.expected) == line.expected);
    CHECK(canonical_of("=" + line.source) == line.expected);
  }
}

TEST_CASE("what cannot be read is refused with its column", "[expr][parse]") {
  for (const GoldenLine& line : golden_lines("syntax_errors.txt")) {
    CAPTURE(line.source);
    CHECK(canonical_of(line.source) == line.expected);
  }
}

TEST_CASE("columns count characters, the equals sign included", "[expr][parse]") {
  CHECK(canonical_of("=1 +") == "column 5: expected a value, found the end");
  CHECK(canonical_of("1 +") == "column 4: expected a value, found the end");
  CHECK(canonical_of("=nodes[\"h\xC3\xB6he\"].opacity +") ==
        "column 25: expected a value, found the end");
}

TEST_CASE("an empty expression and one beyond its limits are refused", "[expr][parse]") {
  CHECK(canonical_of("") == "column 1: the expression is empty; write a value");
  CHECK(canonical_of("= \t") == "column 4: the expression is empty; write a value");
  const std::string longest(kMaxLength - 1, ' ');
  CHECK(canonical_of(longest + "1") == "1");
  CHECK_THAT(canonical_of(longest + "12"), Contains("longer than 16384 bytes"));
}

TEST_CASE("nesting is bounded however it is made", "[expr][parse]") {
  const auto repeated = [](std::string_view open, int times, std::string_view inner,
                           std::string_view close) {
    std::string out;
    for (int i = 0; i < times; ++i) out += open;
    out += inner;
    for (int i = 0; i < times; ++i) out += close;
    return out;
  };
  const struct {
    std::string_view open, inner, close;
  } kinds[] = {{"(", "1", ")"}, {"-", "1", ""},       {"not ", "true", ""}, {"abs(", "1", ")"},
               {"2^", "1", ""}, {"true?1:", "2", ""}, {"true?", "1", ":2"}, {"min(1,", "1", ")"}};
  for (const auto& kind : kinds) {
    CAPTURE(kind.open);
    CHECK(parse(repeated(kind.open, kMaxNesting - 1, kind.inner, kind.close)));
    const auto deeper = parse(repeated(kind.open, kMaxNesting, kind.inner, kind.close));
    REQUIRE_FALSE(deeper);
    CHECK_THAT(deeper.error().what, Contains("nested deeper than 128 levels"));
    CHECK_FALSE(parse(repeated(kind.open, 2000, kind.inner, kind.close)));
  }
}

TEST_CASE("the number of operations is bounded", "[expr][parse]") {
  std::string sum = "1";
  for (int i = 0; i < 2047; ++i) sum += "+1";
  CHECK(parse(sum));
  const auto more = parse(sum + "+1");
  REQUIRE_FALSE(more);
  CHECK_THAT(more.error().what, Contains("more than 4096 operations"));
}

TEST_CASE("numbers are read exactly, whatever the locale", "[expr][parse]") {
  for (const double value : {0.1, 1e-308, 5e-324, 1.7976931348623157e308, 123456789.125}) {
    char text[64];
    std::snprintf(text, sizeof text, "%.17g", value);
    const auto ast = parse(text);
    REQUIRE(ast);
    CHECK(ast->nodes.back().number == value);
  }
  CHECK_THAT(canonical_of("1e999"), Contains("outside the range"));
}

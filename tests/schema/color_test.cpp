#include "schema/loaded.h"
#include "support/catch.h"

using namespace lattice;
using test::composition;
using test::diagnostics_of;
using test::with;

namespace {

std::string with_background(std::string_view color) {
  return with(composition(R"({"leaf": "bg"})"), "50}",
              "50, \"background\": " + std::string(color) + "}");
}

}  // namespace

TEST_CASE("a colour has many spellings", "[schema][color]") {
  struct Case {
    const char* written;
    image::Color expected;
  };
  const Case cases[] = {
      {R"("#f80")", {1, 136 / 255.0, 0, 1}},
      {R"("#F80c")", {1, 136 / 255.0, 0, 204 / 255.0}},
      {R"("#336699")", {0.2, 0.4, 0.6, 1}},
      {R"("#33669980")", {0.2, 0.4, 0.6, 128 / 255.0}},
      {R"([0.25, 0.5, 1])", {0.25, 0.5, 1, 1}},
      {R"([0.25, 0.5, 1, 0])", {0.25, 0.5, 1, 0}},
      {R"({"r": 0.25, "g": 0.5, "b": 1})", {0.25, 0.5, 1, 1}},
      {R"({"b": 1, "a": 0.5, "r": 0.25, "g": 0.5})", {0.25, 0.5, 1, 0.5}},
      {R"({"h": 0, "s": 1, "l": 0.5})", {1, 0, 0, 1}},
      {R"({"h": 120, "s": 1, "l": 0.5, "a": 0.5})", {0, 1, 0, 0.5}},
      {R"({"h": -120, "s": 1, "l": 0.5})", {0, 0, 1, 1}},
      {R"({"h": 780, "s": 1, "l": 0.25})", {0.5, 0.5, 0, 1}},
      {R"({"h": 200, "s": 0, "l": 0.5})", {0.5, 0.5, 0.5, 1}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.written);
    const auto result = test::load(with_background(c.written));
    REQUIRE(diagnostics_of(result) == "");
    const image::Color read = result.composition.background;
    CHECK(read.r == Approx(c.expected.r).margin(1e-12));
    CHECK(read.g == Approx(c.expected.g).margin(1e-12));
    CHECK(read.b == Approx(c.expected.b).margin(1e-12));
    CHECK(read.a == c.expected.a);
  }
}

TEST_CASE("each wrong colour has its sentence", "[schema][color]") {
  const std::string spellings =
      "; write \"#rrggbb\", \"#rrggbbaa\", [r, g, b, a] or {\"r\", \"g\", \"b\", \"a\"} in 0..1, "
      "or {\"h\", \"s\", \"l\", \"a\"}";
  const std::string digits = "; after # stand 3, 4, 6 or 8 hexadecimal digits";
  struct Case {
    const char* written;
    std::string expected;
  };
  const Case cases[] = {
      {R"("red")", ": \"red\" is not a colour" + spellings},
      {R"("")", ": \"\" is not a colour" + spellings},
      {R"("#")", ": \"#\" is not a colour" + digits},
      {R"("#12345")", ": \"#12345\" is not a colour" + digits},
      {R"("#gggggg")", ": \"#gggggg\" is not a colour" + digits},
      {"7", ": \"background\" must be a colour, not a number" + spellings},
      {"null", ": \"background\" must be a colour, not null" + spellings},
      {"[1, 0]", ": a colour array has 3 or 4 numbers, not 2" + spellings},
      {"[1, 0, 2]", "/2: \"background\"[2] must be in 0..1, not 2"},
      {"[1, 0, \"0\"]", "/2: \"background\"[2] must be a number, not a string"},
      {R"({"r": 255, "g": 0, "b": 0})", "/r: \"r\" must be in 0..1, not 255"},
      {R"({"r": 1, "g": 0})", ": a colour needs \"b\"; add it"},
      {R"({"r": 1, "g": 0, "b": 0, "x": 0})", "/x: unknown key \"x\"; did you mean \"r\"?"},
      {R"({"h": 1, "s": 50, "l": 0})", "/s: \"s\" must be in 0..1, not 50"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.written);
    CHECK(diagnostics_of(with_background(c.written)) ==
          "scene.json:/canvas/background" + c.expected);
  }
}

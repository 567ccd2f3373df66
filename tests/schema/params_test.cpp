#include "anim/sample.h"
#include "schema/loaded.h"
#include "support/catch.h"

using namespace lattice;
using test::diagnostics_of;
using test::leaf;
using test::load;

namespace {

std::string with_params(std::string_view params) {
  return leaf(R"("effects": [{"kind": "test.everything", "params": {)" + std::string(params) +
              "}}]");
}

// Index in every_type().
enum { kAmount, kColor, kCount, kAt, kAxis, kLoud, kSide, kTable, kCurve, kText, kSecret };

struct Read {
  ir::Composition composition;
  const ir::Param& operator[](std::size_t i) const { return composition.params[i]; }
  std::vector<double> numbers(std::size_t i) const {
    const Span32 span = (*this)[i].numbers;
    const auto first = composition.numbers.begin() + span.first;
    return {first, first + span.count};
  }
  double at(std::size_t i, std::size_t lane, double frame) const {
    return anim::sample(composition.curves, (*this)[i].lanes[lane], {frame});
  }
};

Read read_params(std::string_view params) {
  auto result = load(with_params(params));
  REQUIRE(diagnostics_of(result) == "");
  REQUIRE(result.composition.params.size() == test::every_type().size());
  return {std::move(result.composition)};
}

}  // namespace

TEST_CASE("every type of param has its default", "[schema][params]") {
  const Read read = read_params("");
  CHECK(read[kAmount].lanes[0].constant == 1);
  CHECK(read[kColor].lanes[3].constant == 1);
  CHECK(read.numbers(kTable) == std::vector<double>{0, 1});
  CHECK(read.numbers(kCurve) == std::vector<double>{0, 0, 1, 1});
  CHECK(read.composition.text(read[kText].text) == "hello");
}

TEST_CASE("every type of param is read", "[schema][params]") {
  const Read read = read_params(
      R"("amount": 2, "color": "#ff000080", "count": 3, "at": 7, "axis": {"x": 1, "y": 2, "z": 3},
         "loud": true, "side": "right", "table": [3, 4, 5], "curve": [[0, 1], [0.5, 0], [2, 2]],
         "text": "b\u00e9", "secret": -4)");
  CHECK(read[kAmount].lanes[0].constant == 2);
  CHECK(read[kColor].lanes[0].constant == 1);
  CHECK(read[kColor].lanes[3].constant == 128 / 255.0);
  CHECK(read[kCount].lanes[0].constant == 3);
  CHECK(read[kAt].lanes[0].constant == 7);
  CHECK(read[kAt].lanes[1].constant == 7);
  CHECK(read[kAxis].lanes[2].constant == 3);
  CHECK(read[kLoud].lanes[0].constant == 1);
  CHECK(read[kSide].lanes[0].constant == 1);
  CHECK(read.numbers(kTable) == std::vector<double>{3, 4, 5});
  CHECK(read.numbers(kCurve) == std::vector<double>{0, 1, 0.5, 0, 2, 2});
  CHECK(read.composition.text(read[kText].text) == "b\u00e9");
  CHECK(read[kSecret].lanes[0].constant == -4);
}

TEST_CASE("numbers, vectors and colours animate whole or by lane", "[schema][params]") {
  const Read whole = read_params(
      R"("amount": {"keys": [[0, 0], [10, 2]]}, "color": {"keys": [[0, "#000000"], [10, [1, 0, 1, 0]]]},
         "axis": {"keys": [[0, [0, 0, 0]], [10, [1, 2, 3]]]})");
  CHECK(whole.at(kAmount, 0, 5) == 1);
  CHECK(whole[kColor].premultiplied);
  CHECK(whole.at(kColor, 0, 5) == 0);
  CHECK(whole.at(kColor, 3, 5) == 0.5);
  CHECK(whole.at(kAxis, 2, 5) == 1.5);
  const Read lanes = read_params(
      R"("color": {"r": {"keys": [[0, 0], [10, 1]]}, "g": 0.5, "b": 0}, "at": [{"keys": [[0, 0], [10, 10]]}, 3])");
  CHECK_FALSE(lanes[kColor].premultiplied);
  CHECK(lanes.at(kColor, 0, 5) == 0.5);
  CHECK(lanes[kColor].lanes[1].is_constant());
  CHECK(lanes[kColor].lanes[3].constant == 1);
  CHECK(lanes.at(kAt, 0, 5) == 5);
  CHECK(lanes[kAt].lanes[1].constant == 3);
  const Read computed = read_params(
      R"x("color": {"keys": [[0, "=rgba(1, 0.5, 0, 0.5)"], [10, ["=0.5 + 0.5", 0, 0, "=1 / 2"]]]})x");
  CHECK(computed[kColor].premultiplied);
  CHECK(computed.at(kColor, 0, 0) == 0.5);
  CHECK(computed.at(kColor, 1, 0) == 0.25);
  CHECK(computed.at(kColor, 3, 0) == 0.5);
  CHECK(computed.at(kColor, 0, 10) == 0.5);
}

TEST_CASE("each wrong param has its sentence", "[schema][params]") {
  struct Case {
    const char* params;
    const char* expected;
  };
  const Case cases[] = {
      {R"("amont": 1)",
       "/amont: unknown parameter \"amont\" of effect \"everything\"; did you mean \"amount\"?"},
      {R"("secrt": 1)",
       "/secrt: unknown parameter \"secrt\" of effect \"everything\"; known: amount, color, count, "
       "at, axis, loud, side, table, curve, text"},
      {R"("amount": 3)", "/amount: \"amount\" must be in 0..2, not 3"},
      {R"("amount": {"keys": [[0, 3]]})",
       "/amount/keys/0/1: \"keys\"[0][1] must be in 0..2, not 3"},
      {R"("amount": "1")", "/amount: \"amount\" must be a number, not a string"},
      {R"("color": [2, 0, 0])", "/color/0: \"color\"[0] must be in 0..1, not 2"},
      {R"("color": [0, 0])", "/color: \"color\" must have 3 or 4 numbers, not 2"},
      {R"("count": 1.5)", "/count: \"count\" must be a whole number, not 1.5"},
      {R"("count": 11)", "/count: \"count\" must be in 0..10, not 11"},
      {R"("count": {"keys": [[0, 0.5]]})",
       "/count/keys/0/1: \"keys\"[0][1] must be a whole number, not 0.5"},
      {R"("axis": 1)", "/axis: \"axis\" must be [x, y, z] or {\"x\", \"y\", \"z\"}, not a number"},
      {R"("axis": [1, 2])", "/axis: \"axis\" must have 3 numbers, not 2"},
      {R"("loud": 1)", "/loud: \"loud\" must be true or false, not a number"},
      {R"("loud": {"keys": [[0, true]]})", "/loud: \"loud\" must be true or false, not an object"},
      {R"("side": "rigth")", "/side: unknown value of \"side\" \"rigth\"; did you mean \"right\"?"},
      {R"("side": 1)", "/side: \"side\" must be a string, not a number"},
      {R"("table": 1)", "/table: \"table\" must be an array of numbers, not a number"},
      {R"("table": [1])", "/table: \"table\" must have 2..4 numbers, not 1"},
      {R"("table": [1, 2, 3, 4, 5])", "/table: \"table\" must have 2..4 numbers, not 5"},
      {R"("table": [1, "2"])", "/table/1: \"table\"[1] must be a number, not a string"},
      {R"("table": [1, {"keys": [[0, 1]]}])",
       "/table/1: the numbers of an array do not animate; give a constant"},
      {R"("curve": [[0, 0]])", "/curve: \"curve\" must have at least 4 numbers, not 2"},
      {R"("curve": [[0, 0], [0, 1]])",
       "/curve/1: the points of a curve must increase in x: 0 follows 0"},
      {R"("curve": [[0, 0], 1])", "/curve/1: \"curve\"[1] must be a point [x, y]"},
      {R"("text": 1)", "/text: \"text\" must be a string, not a number"},
      {R"("text": "a\u0000")", "/text: \"text\" must not contain the character U+0000"},
      {R"("secret": {"keys": [[0, 1]]})",
       "/secret: the parameter \"secret\" of effect \"everything\" does not animate; give a "
       "constant"},
      {R"("at": {"x": 1})", "/at: \"at\" needs \"y\"; add it"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.params);
    CHECK(diagnostics_of(with_params(c.params)) ==
          "scene.json:/root/effects/0/params" + std::string(c.expected) + " (node \"card\")");
  }
}

TEST_CASE("an alias is judged by what it makes of the number", "[schema][params]") {
  const auto of_blur = [](std::string_view params) {
    return diagnostics_of(leaf(R"("effects": [{"blur": {)" + std::string(params) + "}}]"));
  };
  const std::string at = "scene.json:/root/effects/0/blur/";
  CHECK(of_blur(R"("radius": 500)") == "");
  CHECK(of_blur(R"("radius": 600)") ==
        at + "radius: \"radius\" 600 makes \"sigma\" 300, which must be in 0..250 (node \"card\")");
  CHECK(of_blur(R"("sigma": 1, "radius": 2)") ==
        at + "radius: \"sigma\" and \"radius\" are the same parameter of effect \"blur\"; keep one "
             "of them (node \"card\")");
}

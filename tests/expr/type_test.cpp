#include <cmath>

#include "expr/evaluated.h"
#include "support/catch.h"

using Catch::Matchers::Contains;
using namespace lattice;
using namespace lattice::expr;
using namespace lattice::expr::testing;

namespace {

struct Case {
  const char* source;
  const char* error;
};

}  // namespace

TEST_CASE("types that do not fit are refused with the column", "[expr][types]") {
  const auto c = GENERATE(values<Case>({
      {"1 + true",
       "column 3: \"+\" cannot take a number and a bool; write condition ? 1 : 0 for a "
       "number"},
      {"1 + vars.at",
       "column 3: \"+\" cannot take a number and a vec2; write the components out, "
       "as in vec2(v.x + 1, v.y)"},
      {"vars.at + vars.accent",
       "column 9: \"+\" cannot take a vec2 and a colour; write the "
       "components out, as in vec2(v.x + 1, v.y)"},
      {"1 / vars.at",
       "column 3: \"/\" cannot take a number and a vec2; write the components out, "
       "as in vec2(v.x + 1, v.y)"},
      {"vars.at % 2", "column 9: \"%\" cannot take a vec2 and a number; it needs two numbers"},
      {"vars.at ^ vars.at", "column 9: \"^\" cannot take a vec2 and a vec2; it needs two numbers"},
      {"true * 2",
       "column 6: \"*\" cannot take a bool and a number; write condition ? 1 : 0 for a "
       "number"},
      {"-true", "column 2: \"-\" needs a number, vec2 or colour, and this is a bool"},
      {"not 1 ? 1 : 2",
       "column 5: \"not\" needs a bool here, and this is a number; compare it, as "
       "in x != 0"},
      {"(1 and true) ? 1 : 2",
       "column 2: \"and\" needs a bool here, and this is a number; compare "
       "it, as in x != 0"},
      {"(true or 0) ? 1 : 2",
       "column 10: \"or\" needs a bool here, and this is a number; compare "
       "it, as in x != 0"},
      {"true < false ? 1 : 2",
       "column 1: \"<\" needs a number here, and this is a bool; write "
       "condition ? 1 : 0"},
      {"1 <= vars.at ? 1 : 2", "column 6: \"<=\" needs a number here, and this is a vec2"},
      {"vars.at == 1 ? 1 : 2",
       "column 9: \"==\" compares two of the same type, not a vec2 and a "
       "number"},
      {"1 ? 2 : 3",
       "column 1: the condition before \"?\" needs a bool here, and this is a number; "
       "compare it, as in x != 0"},
      {"true ? 1 : false", "column 6: both branches must be of one type, not a number and a bool"},
      {"sin(true)",
       "column 5: sin(radians) needs a number here, and this is a bool; write "
       "condition ? 1 : 0"},
      {"max(1, 2, vars.at)", "column 11: max(a, b, ...) needs a number here, and this is a vec2"},
      {"2 * sin(1 + vars.at.x < 2)",
       "column 9: sin(radians) needs a number here, and this is a "
       "bool; write condition ? 1 : 0"},
      {"lerp(1, vars.at, 0)", "column 9: lerp(a, b, t) needs a number here, and this is a vec2"},
      {"lerp(true, false, 0)",
       "column 6: lerp(a, b, t) needs a number here, and this is a bool; "
       "write condition ? 1 : 0"},
      {"lerp(vars.at, vars.at, vars.at).x",
       "column 24: lerp(a, b, t) needs a number here, and "
       "this is a vec2"},
      {"vec2(true, 1).x",
       "column 6: vec2(x, y) needs a number here, and this is a bool; write "
       "condition ? 1 : 0"},
      {"vars.speed.x", "column 12: .x is of a vec2, and this is a number"},
      {"vars.accent.x", "column 13: .x is of a vec2, and this is a colour"},
      {"vars.at.r", "column 9: .r is of a colour, and this is a vec2"},
      {"value_at(self.opacity, true)",
       "column 24: value_at(lane, seconds) needs a number here, and "
       "this is a bool; write condition ? 1 : 0"},
  }));
  CHECK(error_of(c.source) == c.error);
}

TEST_CASE("an unknown name is refused with the nearest one", "[expr][types]") {
  const auto c = GENERATE(values<Case>({
      {"self.opactiy", "column 6: unknown lane \"opactiy\" of self; did you mean \"opacity\"?"},
      {"self.transform.translate",
       "column 6: unknown lane \"transform.translate\" of self; did you "
       "mean \"transform.translate.x\"?"},
      {"1 + nodes.title.transfrom.scale.x",
       "column 17: unknown lane \"transfrom.scale.x\" of node "
       "\"title\"; did you mean \"transform.scale.x\"?"},
      {"nodes.tilte.opacity", "column 7: unknown node \"tilte\"; did you mean \"title\"?"},
      {"nodes[\"old id\"].opacity", "column 7: unknown node \"old id\"; did you mean \"odd id\"?"},
      {"nodes.zzzzzzzz.opacity",
       "column 7: unknown node \"zzzzzzzz\"; known: card, title, odd id, "
       "n.0.3"},
      {"vars.spede", "column 6: unknown variable \"spede\"; did you mean \"speed\"?"},
      {"vars.title", "column 6: variable \"title\" cannot be used in an expression: it is text"},
      {"2 * vars.rows",
       "column 10: variable \"rows\" cannot be used in an expression: it is a "
       "list"},
      {"time.second", "column 6: unknown time \"second\"; did you mean \"seconds\"?"},
      {"item", "column 1: item is the row of a repeat, and there is no repeat around this"},
      {"item.value", "column 6: item is the row of a repeat, and there is no repeat around this"},
      {"index", "column 1: index counts the rows of a repeat, and there is no repeat around this"},
  }));
  CHECK(error_of(c.source) == c.error);
}

TEST_CASE("a lane that is a vec2 or a colour has components", "[expr][types]") {
  CHECK(error_of("self.test.at.x + nodes.title.test.tint.a").empty());
  CHECK(error_of("value_at(self.test.at.y, 1)").empty());
  CHECK(number("value_at(self.test.at.y, 1)") ==
        value_of("value_at(self.test.at, 1)", Type::vec2).lanes[1]);
  CHECK_THAT(error_of("self.test.at.r"), Contains("unknown lane \"test.at.r\" of self"));
  CHECK_THAT(error_of("self.opacity.x"), Contains("unknown lane \"opacity.x\" of self"));
  CHECK(error_of("self.test.at") == "column 1: this gives a vec2, and a number is wanted");
}

TEST_CASE("many names are not all listed", "[expr][types]") {
  World world;
  for (int i = 0; i < 5000; ++i) world.nodes.push_back("node_number_" + std::to_string(i));
  CHECK(error_of("nodes.zzzzzzzz.opacity", Type::f64, world) ==
        "column 7: unknown node \"zzzzzzzz\"");
}

TEST_CASE("self needs a node around it", "[expr][types]") {
  World world;
  world.around.reset();
  CHECK(error_of("self.opacity", Type::f64, world) ==
        "column 1: there is no node here that self could mean; write nodes.<id>");
  CHECK(error_of("nodes.card.opacity", Type::f64, world).empty());
}

TEST_CASE("within a repeat item and index are constants", "[expr][types]") {
  World world;
  world.repeats = true;
  CHECK(number("item.value * 400", world) == 300);
  CHECK(number("index + item.place.y", world) == 7);
  CHECK(number("item[\"odd field\"]", world) == 9);
  CHECK(compile("item.value * index", world, {})->graph.size() == 1);
  CHECK(error_of("item.valeu", Type::f64, world) ==
        "column 6: unknown field \"valeu\" of item; did you mean \"value\"?");
  CHECK(error_of("item.label", Type::f64, world) ==
        "column 6: item.label cannot be used in an expression: it is text");
  CHECK(error_of("item", Type::f64, world) ==
        "column 1: the item of this repeat is a record; name one of its fields; known: value, "
        "place, label, odd field");
}

TEST_CASE("an item that is a vec2 has components", "[expr][types]") {
  struct Points : World {
    std::optional<Item> item(std::string_view field) const override {
      if (field.empty()) return Item{{Type::vec2, {5, 6}}, {}};
      return std::nullopt;
    }
    std::optional<double> index() const override { return 0; }
  };
  CHECK(number("item.x * 10 + item.y", Points{}) == 56);
  CHECK(value_of("item", Type::vec2, Points{}).lanes[1] == 6);
  CHECK_THAT(error_of("item.r", Type::f64, Points{}), Contains("unknown field \"r\""));
}

TEST_CASE("the result must be what its place wants", "[expr][types]") {
  CHECK(error_of("vars.at") == "column 1: this gives a vec2, and a number is wanted");
  CHECK(error_of("=vars.loud") ==
        "column 2: this gives a bool, and a number is wanted; write condition ? 1 : 0");
  CHECK(error_of("1 + 2", Type::boolean) ==
        "column 1: this gives a number, and a bool is wanted; compare it, as in x != 0");
  CHECK(error_of(" (1 + 2) * 3", Type::color) ==
        "column 2: this gives a number, and a colour is wanted");
  CHECK(error_of("1 < 2", Type::boolean).empty());
}

TEST_CASE("a number is both lanes of a vec2", "[expr][types]") {
  CHECK(value_of("1 + 2", Type::vec2).lanes == std::array<double, 4>{3, 3, 0, 0});
}

TEST_CASE("a target component takes one lane of a whole", "[expr][types]") {
  const World world;
  const auto y = compile("vars.at * vec2(2, time.seconds)", world, {Type::vec2, 1});
  REQUIRE(y);
  CHECK(y->type == Type::f64);
  CHECK(y->graph.size() == 3);  // what x needs is gone
  const auto both = compile("time.seconds", world, {Type::vec2, 1});
  REQUIRE(both);
  CHECK(both->type == Type::f64);
  CHECK_FALSE(compile("vars.accent", world, {Type::vec2, 0}));
}

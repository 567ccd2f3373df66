// Masks, and the nodes that are drawn for masks and inputs of effects alone.
#include "eval/film.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::eval::testing;
using image::Mat3;

namespace {

constexpr char kRect[] = R"({"source": {"shape": {"rect": {"width": 4, "height": 4}}}})";

std::string masked_by(const std::string& node) {
  return R"("mask": {"source": {"node": ")" + node + R"("}})";
}

// The units of the matte of a node, with an asterisk where it is none.
std::string matte_of(const Film& film, const std::string& id) {
  const ir::NodeIdx node = find_node(film.composition, id);
  for (const eval::Matte& matte : film.graph.mattes)
    if (matte.node == node) return units_text(film.composition, film.graph, matte.first, matte.end);
  return "*";
}

const eval::ResolvedMask& mask_of(const Film& film, const std::string& id) {
  const eval::Unit& unit = film.unit(id);
  REQUIRE(unit.mask);
  return film.graph.masks[unit.mask.index()];
}

}  // namespace

TEST_CASE("a masked group is isolated, a masked leaf stays a leaf", "[eval][mask]") {
  Film film(group_of(R"({"id": "g", "group": [{"id": "a", "leaf": "bg"}], "mask": )" +
                     std::string(kRect) + R"(}, {"id": "b", "leaf": "bg", "mask": )" + kRect +
                     R"(}, {"id": "c", "leaf": "bg"})"));
  film.show(0);
  CHECK(film.units() == "g (a) b c");
  CHECK(film.unit("g").mask);
  CHECK(film.unit("b").mask);
  CHECK(film.unit("a").mask.is_none());
  CHECK(film.unit("c").mask.is_none());
}

TEST_CASE("a mask keeps a layer within its box, so that layers beside it do not overlap",
          "[eval][mask]") {
  const auto units = [](double x) {
    Film film(group_of(R"({"id": "g", "opacity": 0.5, "group": [
        {"id": "a", "leaf": "bg", "mask": )" +
                       std::string(kRect) +
                       R"(}, {"id": "b", "leaf": "bg", "transform": {"translate": [)" +
                       std::to_string(x) + ", 0]}}]}"));
    return film.show(0).units();
  };
  CHECK(units(10) == "a b");
  CHECK(units(9) == "g (a b)");
}

TEST_CASE("lanes of shapes and feather are sampled in the masked node's time", "[eval][mask]") {
  Film film(group_of(R"({"id": "a", "leaf": "bg", "range": [10, 60], "mask": {
      "source": {"shape": {"rounded_rect": {"x": -3, "y": "=time.frame",
         "width": {"keys": [[0, 0], [10, 20]]}, "height": {"keys": [[0, 5], [10, 0]]},
         "radius": "=0 - 1"}}},
      "feather": "=4 - time.frame"}})"));
  film.show(15);
  const eval::ResolvedMask& mask = mask_of(film, "a");
  CHECK(mask.lanes == std::array<double, 5>{-3, 5, 10, 2.5, 0});
  CHECK(mask.feather == 0);
  CHECK(mask.matte.is_none());
  film.show(20);
  CHECK(mask_of(film, "a").lanes == std::array<double, 5>{-3, 10, 20, 0, 0});
  CHECK(mask_of(film, "a").feather == 0);
  film.show(10);
  CHECK(mask_of(film, "a").feather == 4);
}

TEST_CASE("sources of masks are resolved to ids", "[eval][mask]") {
  Film film(
      group_of(R"({"id": "a", "leaf": "bg", "mask": {"source": {"asset": "bg"}, "mode": "luma"}},
      {"id": "b", "leaf": "bg", "mask": {"source": {"node": "m"}, "mode": {"stencil": {"threshold": 0.25}},
                                         "inverted": true}},
      {"id": "c", "leaf": "bg", "mask": {"source": {"shape": {"path": {"svg_path_d": "M0 0H9V9Z"}}}}},
      {"id": "m", "leaf": "bg"})"));
  film.show(0);
  const auto mask = [&](const char* id) {
    return film.composition.masks[mask_of(film, id).mask.index()];
  };
  CHECK(film.composition.text(film.composition.assets[mask("a").asset.index()].key) == "bg");
  CHECK(mask("a").mode == ir::MaskMode::luma);
  CHECK(mask("b").node == find_node(film.composition, "m"));
  CHECK(mask("b").mode == ir::MaskMode::stencil);
  CHECK(mask("b").threshold == 0.25);
  CHECK(mask("b").inverted);
  CHECK(mask("c").verbs.count == 4);
}

TEST_CASE("a mask node is never drawn itself, but as a matte where it stands", "[eval][mask]") {
  Film film(group_of(R"({"id": "a", "leaf": "bg", )" + masked_by("m") +
                     R"(}, {"id": "place", "transform": {"translate": [5, 6]}, "opacity": 0.25,
      "group": [{"id": "b", "leaf": "bg"},
                {"id": "m", "opacity": 0.5, "transform": {"translate": [1, 1]}, "group": [
                   {"id": "m1", "leaf": "bg"},
                   {"id": "m2", "leaf": "bg", "transform": {"translate": [20, 0]}}]}]})"));
  film.show(0);
  CHECK(film.units() == "a b");
  CHECK(matte_of(film, "m") == "m1 m2");
  REQUIRE(film.graph.canvas_units == 2);
  // Where it stands on the canvas, with its own opacity and not that of what is around it.
  CHECK(film.unit("m1").parent_from_node == Mat3::translation(6, 7));
  CHECK(film.unit("m2").parent_from_node == Mat3::translation(26, 7));
  CHECK(film.unit("m1").opacity == 0.5);
  CHECK(film.unit("m1").parent.is_none());
  CHECK(film.unit("b").opacity == 0.25);
  CHECK(film.state("m").is_matte);
  CHECK(film.state("m1").is_matte);
  CHECK_FALSE(film.state("place").is_matte);
  CHECK(film.graph.mattes[mask_of(film, "a").matte.index()].node ==
        find_node(film.composition, "m"));
}

TEST_CASE("a mask node keeps its time, and is empty where it is not visible", "[eval][mask]") {
  Film film(group_of(R"({"id": "a", "leaf": "bg", )" + masked_by("m") +
                     R"(}, {"id": "m", "leaf": "bg", "range": [10, 20],
                     "transform": {"translate": {"x": {"keys": [[0, 0], [9, 90]]}, "y": 0}}})"));
  CHECK(film.show(9).units() == "a");
  CHECK(matte_of(film, "m").empty());
  film.show(13);
  CHECK(film.units() == "a");
  CHECK(matte_of(film, "m") == "m");
  CHECK(film.unit("m").parent_from_node == Mat3::translation(30, 0));
  CHECK(film.show(20).units() == "a");
  CHECK(matte_of(film, "m").empty());
}

TEST_CASE("a matte that nobody asks for in a frame is not drawn", "[eval][mask]") {
  Film film(group_of(R"({"id": "a", "leaf": "bg", "range": [0, 10], )" + masked_by("m") +
                     R"(}, {"id": "m", "leaf": "bg"})"));
  film.show(5);
  CHECK(matte_of(film, "m") == "m");
  film.show(10);
  CHECK(film.units().empty());
  CHECK(matte_of(film, "m").empty());
}

TEST_CASE("a fully transparent group around a mask node does not empty it", "[eval][mask]") {
  Film film(group_of(R"({"id": "a", "leaf": "bg", )" + masked_by("m") +
                     R"(}, {"id": "hidden", "opacity": 0, "group": [{"id": "m", "leaf": "bg"}]})"));
  film.show(0);
  CHECK(film.units() == "a");
  CHECK(matte_of(film, "m") == "m");
}

TEST_CASE("masks nest, and each matte comes before those that it needs", "[eval][mask]") {
  Film film(group_of(
      R"({"id": "inner", "leaf": "bg"},
      {"id": "middle", "leaf": "bg", )" +
      masked_by("inner") + R"(}, {"id": "outer", "group": [{"id": "o1", "leaf": "bg", )" +
      masked_by("middle") + R"(}]}, {"id": "a", "leaf": "bg", )" + masked_by("outer") + "}"));
  film.show(0);
  CHECK(film.units() == "a");
  CHECK(matte_of(film, "outer") == "o1");
  CHECK(matte_of(film, "middle") == "middle");
  CHECK(matte_of(film, "inner") == "inner");
  const auto place = [&](const char* id) { return mask_of(film, id).matte; };
  CHECK(place("a") < place("o1"));
  CHECK(place("o1") < place("middle"));
}

TEST_CASE("a mask node may lie within what it masks, and serve several", "[eval][mask]") {
  Film film(group_of(R"({"id": "g", )" + masked_by("m") + R"(, "group": [
      {"id": "a", "leaf": "bg"}, {"id": "m", "leaf": "bg"}]}, {"id": "b", "leaf": "bg", )" +
                     masked_by("m") + "}"));
  film.show(0);
  CHECK(film.units() == "g (a) b");
  CHECK(matte_of(film, "m") == "m");
  CHECK(mask_of(film, "g").matte == mask_of(film, "b").matte);
}

TEST_CASE("groups within a matte are isolated by the same rules", "[eval][mask]") {
  Film film(group_of(R"({"id": "a", "leaf": "bg", )" + masked_by("m") +
                     R"(}, {"id": "m", "opacity": 0.5, "group": [
      {"id": "m1", "leaf": "bg"}, {"id": "m2", "leaf": "bg"}]})"));
  film.show(0);
  CHECK(matte_of(film, "m") == "m (m1 m2)");
  CHECK(film.unit("m").opacity == 0.5);
  CHECK(film.unit("m1").opacity == 1);
}

TEST_CASE("a mask node between two neighbours keeps them from pairing", "[eval][mask]") {
  Film film(R"({"id": "root", "stack": [
      {"id": "a", "range": [0, 20], "leaf": "bg", "transition_out": {"crossfade": 10}},
      {"id": "m", "leaf": "bg"},
      {"id": "b", "range": [10, 40], "leaf": "bg", "transition_in": {"crossfade": 10}, )" +
            masked_by("m") + "}]}");
  film.show(15);
  CHECK(film.units() == "a b");
  CHECK(film.unit("a").pair.is_none());
}

TEST_CASE("a node that feeds an effect is a matte too", "[eval][mask]") {
  Film film(group_of(R"({"id": "a", "leaf": "bg", "effects": [{"kind": "plain"},
        {"kind": "displace", "inputs": {"map": {"node": "m"}}},
        {"kind": "displace", "inputs": {"map": {"asset": "bg"}}}]},
      {"id": "m", "leaf": "bg"})"));
  film.show(0);
  CHECK(film.units() == "a");
  CHECK(matte_of(film, "m") == "m");
  REQUIRE(film.graph.effects.size() == 3);
  CHECK(film.graph.effects[0].inputs.empty());
  CHECK(film.graph.effects[2].inputs.empty());
  REQUIRE(film.graph.effects[1].inputs.count == 1);
  const eval::MatteIdx matte = film.graph.inputs[film.graph.effects[1].inputs.first];
  CHECK(film.graph.mattes[matte.index()].node == find_node(film.composition, "m"));
}

TEST_CASE("masks within compositions find the nodes of their own", "[eval][mask]") {
  Film film(
      group_of(
          R"({"id": "m", "leaf": "bg"}, {"id": "one", "comp": "c"}, {"id": "two", "comp": "c"})"),
      R"("compositions": {"c": {"duration": 60, "root": {"id": "g", "group": [
        {"id": "a", "leaf": {"null": {}}, "mask": {"source": {"node": "m"}}},
        {"id": "m", "leaf": {"null": {}}}]}}},)");
  film.show(0);
  CHECK(film.units() == "m one/a two/a");
  CHECK(matte_of(film, "one/m") == "one/m");
  CHECK(matte_of(film, "two/m") == "two/m");
  CHECK(matte_of(film, "m") == "*");
}

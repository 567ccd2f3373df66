// Collections: who is looked at, who is drawn, and in which order.
#include "eval/film.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::eval::testing;

namespace {

std::string leaf_at(const std::string& id, double z, const std::string& more = "") {
  return R"({"id": ")" + id + R"(", "leaf": "bg", "transform": {"z": )" + std::to_string(z) + "}" +
         more + "}";
}

std::string sorted(const std::string& mode, const std::string& children) {
  return R"({"id": "root", "depth_sort": true, ")" + mode + R"(": [)" + children + "]}";
}

}  // namespace

TEST_CASE("a switch shows its active child alone, and looks at no other", "[eval][collection]") {
  Film film(group_of(R"({"id": "s", "switch": {"active": {"keys": [[0, 0], [10, 1, "hold"]]},
      "children": [{"id": "a", "group": [{"id": "a1", "leaf": "bg", "transform": {"z": 3}}]},
                   {"id": "b", "leaf": "bg", "transform": {"z": 5}}]}})"));
  film.show(4);
  CHECK(film.units() == "a1");
  CHECK(film.state("a1").lanes.z == 3);
  CHECK_FALSE(film.state("b").is_sampled);
  CHECK(film.state("b").lanes.z == 0);
  film.show(10);
  CHECK(film.units() == "b");
  CHECK(film.state("b").lanes.z == 5);
  for (const char* id : {"a", "a1"}) {
    CHECK_FALSE(film.state(id).is_sampled);
    CHECK_FALSE(film.state(id).visible);
  }
}

TEST_CASE("an inactive child of a switch draws nothing, but its expressions are still defined",
          "[eval][collection]") {
  Film film(group_of(R"({"id": "s", "switch": {"active": 1, "children": [
        {"id": "a", "leaf": "bg", "range": [5, 60], "transform": {"z": "=time.frame * 2"}},
        {"id": "b", "leaf": "bg"}]}},
      {"id": "reader", "leaf": "bg", "transform": {"z": "=nodes.a.transform.z + 1"}})"));
  film.show(15);
  CHECK(film.units() == "b reader");
  CHECK(film.state("reader").lanes.z == 21);
  CHECK_FALSE(film.state("a").is_sampled);
}

TEST_CASE("the active child of a switch is its number rounded down and clamped",
          "[eval][collection]") {
  const auto shown = [](const std::string& active) {
    Film film(R"({"id": "s", "switch": {"active": )" + active + R"(, "children": [
        {"id": "a", "leaf": "bg"}, {"id": "b", "leaf": "bg"}, {"id": "c", "leaf": "bg"}]}})");
    return film.show(0).units();
  };
  CHECK(shown("0") == "a");
  CHECK(shown("\"=1.999\"") == "b");
  CHECK(shown("2") == "c");
  CHECK(shown("99") == "c");
  CHECK(shown("\"=0 - 5\"") == "a");
}

TEST_CASE("the active child of a switch has a range of its own", "[eval][collection]") {
  Film film(R"({"id": "s", "switch": {"active": 0, "children": [
      {"id": "a", "leaf": "bg", "range": [10, 20]}, {"id": "b", "leaf": "bg"}]}})");
  CHECK(film.show(9).units().empty());
  CHECK(film.show(10).units() == "a");
  CHECK(film.show(20).units().empty());
}

TEST_CASE("a switch without children shows nothing", "[eval][collection]") {
  Film film(R"({"id": "s", "switch": {"active": 0, "children": []}})");
  CHECK(film.show(0).units().empty());
}

TEST_CASE("hidden nodes are not looked at, unless somebody asks for all", "[eval][collection]") {
  Film film(group_of(R"({"id": "gone", "range": [50, 60], "transform": {"z": 4}, "group": [
      {"id": "inside", "leaf": "bg", "transform": {"z": 2}}]}, {"id": "a", "leaf": "bg"})"));
  film.show(0);
  CHECK_FALSE(film.state("gone").is_sampled);
  CHECK_FALSE(film.state("inside").is_sampled);
  CHECK(film.graph.sampled.size() == 2);
  CHECK(film.at(0, "inside").lanes.z == 2);
  CHECK(film.state("inside").z == 6);
  CHECK(film.state("inside").local_frame == -50);
  CHECK_FALSE(film.state("inside").visible);
  CHECK(film.graph.sampled.size() == 4);
  // What was there for one frame is not there for the next.
  film.show(1);
  CHECK(film.state("inside").lanes.z == 0);
}

TEST_CASE("a hidden node is looked at where a visible one follows its transform",
          "[eval][collection]") {
  Film film(group_of(R"({"id": "a", "leaf": "bg", "parent": "rig"},
      {"id": "gone", "range": [50, 60], "transform": {"translate": [100, 0]}, "group": [
         {"id": "rig", "leaf": "bg", "transform": {"translate": [1, 2]}},
         {"id": "other", "leaf": "bg"}]})"));
  film.show(0);
  CHECK(film.state("a").canvas_from_node == image::Mat3::translation(101, 2));
  CHECK(film.units() == "a");
  CHECK(film.state("rig").is_sampled);
  CHECK_FALSE(film.state("rig").visible);
  CHECK_FALSE(film.state("other").is_sampled);
}

TEST_CASE("both children of an overlap are seen at a boundary of a sequence",
          "[eval][collection]") {
  Film film(R"({"id": "s", "sequence": [
      {"id": "a", "range": [0, 20], "leaf": "bg", "transition_out": {"crossfade": 6}},
      {"id": "b", "range": [0, 20], "leaf": "bg", "transition_in": {"crossfade": 6}}]})");
  CHECK(film.show(13).units() == "a");
  for (std::int64_t k = 0; k < 6; ++k) {
    film.show(14 + k);
    CHECK(film.units() == "a b");
    CHECK(film.state("a").local_frame == static_cast<double>(14 + k));
    CHECK(film.state("b").local_frame == static_cast<double>(k));
    CHECK(film.unit("a").transition_out.progress == static_cast<double>(k) / 6);
    CHECK(film.unit("b").transition_in.progress == static_cast<double>(k) / 6);
    CHECK(film.unit("a").pair.index() == 1);
    CHECK(film.unit("b").pair.index() == 0);
  }
  CHECK(film.show(20).units() == "b");
  CHECK(film.show(33).units() == "b");
  CHECK(film.show(34).units().empty());
}

TEST_CASE("progress is eased, and an ease is part of what pairs", "[eval][collection]") {
  const auto sequence = [](const char* out, const char* in) {
    return std::string(R"({"id": "s", "stack": [
      {"id": "a", "range": [0, 20], "leaf": "bg", "transition_out":
         {"kind": "crossfade", "duration_frames": 4, "ease": ")") +
           out + R"("}}, {"id": "b", "range": [16, 40], "leaf": "bg", "transition_in":
         {"kind": "crossfade", "duration_frames": 4, "ease": ")" +
           in + R"("}}]})";
  };
  Film film(sequence("ease_in_quad", "ease_in_quad"));
  const double expected[] = {0, 1.0 / 16, 4.0 / 16, 9.0 / 16};
  for (std::int64_t k = 0; k < 4; ++k) {
    film.show(16 + k);
    CHECK(film.unit("a").transition_out.progress == expected[k]);
    CHECK(film.unit("b").transition_in.progress == expected[k]);
    CHECK(film.unit("a").pair);
  }
  Film apart(sequence("ease_in_quad", "linear"));
  apart.show(17);
  CHECK(apart.unit("a").pair.is_none());
  CHECK(apart.unit("b").pair.is_none());
}

TEST_CASE("depth_sort draws children back to front", "[eval][collection]") {
  for (const char* mode : {"group", "stack"}) {
    Film film(
        sorted(mode, leaf_at("near", -5) + "," + leaf_at("far", 100) + "," + leaf_at("mid", 7)));
    CHECK(film.show(0).units() == "far mid near");
  }
}

TEST_CASE("without depth_sort the document's order is the painter's", "[eval][collection]") {
  Film film(group_of(leaf_at("near", -5) + "," + leaf_at("far", 100) + "," + leaf_at("mid", 7)));
  CHECK(film.show(0).units() == "near far mid");
}

TEST_CASE("depth_sort leaves what is as far away in order", "[eval][collection]") {
  std::string children;
  for (int i = 0; i < 40; ++i)
    children += (i > 0 ? "," : "") + leaf_at("n" + std::to_string(i), i % 2 == 0 ? 1 : 2);
  Film film(sorted("stack", children));
  std::string expected;
  for (const int first : {1, 0})
    for (int i = first; i < 40; i += 2)
      expected += (expected.empty() ? "n" : " n") + std::to_string(i);
  CHECK(film.show(0).units() == expected);
}

TEST_CASE("depth_sort follows animated depth, and sorts groups as one", "[eval][collection]") {
  Film film(sorted("group", leaf_at("still", 10) +
                                R"(, {"id": "g", "transform": {"z": {"keys": [[0, 0], [20, 20]]}},
        "group": [)" + leaf_at("deep", 1000) +
                                "," + leaf_at("shallow", -1000) + "]}"));
  CHECK(film.show(9).units() == "still deep shallow");
  CHECK(film.show(10).units() == "still deep shallow");
  CHECK(film.show(11).units() == "deep shallow still");
}

TEST_CASE("depth_sort goes by where things are, not by what exports are told of them",
          "[eval][collection]") {
  Film film(sorted("group", leaf_at("told", 5, R"(, "conditioning": {"depth": 900})") + "," +
                                leaf_at("far", 50)));
  CHECK(film.show(0).units() == "far told");
  CHECK(film.state("told").z == 900);
}

TEST_CASE("depth_sort sees the z of a transform that a child follows", "[eval][collection]") {
  Film film(sorted("group", leaf_at("near", 1) + "," + leaf_at("tied", 0, R"(, "parent": "rig")") +
                                "," + leaf_at("rig", 70)));
  CHECK(film.show(0).units() == "tied rig near");
}

TEST_CASE("neighbours that depth_sort takes apart do not pair", "[eval][collection]") {
  const auto with_middle = [](double z) {
    return sorted(
        "stack", leaf_at("a", 10, R"(, "range": [0, 20], "transition_out": {"crossfade": 10})") +
                     "," +
                     leaf_at("b", 0, R"(, "range": [10, 40], "transition_in": {"crossfade": 10})") +
                     "," + leaf_at("between", z));
  };
  Film apart(with_middle(5)), together(with_middle(50));
  CHECK(apart.show(12).units() == "a between b");
  CHECK(apart.unit("a").pair.is_none());
  CHECK(apart.unit("b").pair.is_none());
  CHECK(together.show(12).units() == "between a b");
  CHECK(together.unit("a").pair.index() == 2);
  CHECK(together.unit("b").pair.index() == 1);
}

TEST_CASE("depth_sort turns the overlap of a sequence round only where depths differ",
          "[eval][collection]") {
  const auto units = [](double z) {
    Film film(sorted("sequence", leaf_at("a", 0, R"(, "range": [0, 20])") + "," +
                                     leaf_at("b", z, R"(, "range": [0, 20],
                                       "transition_in": {"crossfade": 6})")));
    return film.show(16).units();
  };
  CHECK(units(0) == "a b");
  CHECK(units(-1) == "a b");
  CHECK(units(1) == "b a");
}

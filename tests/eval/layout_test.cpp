// Nodes in layouts: who takes part, what moves them, what is solved again.
#include "base/json_writer.h"
#include "eval/film.h"
#include "eval/layout_dump.h"
#include "support/count_allocations.h"

using namespace lattice;
using namespace lattice::eval;
using namespace lattice::eval::testing;
using lattice::test::allocation_count;

namespace {

// A leaf of the given size, with more keys of the node.
std::string rect(const std::string& id, int width, int height, const std::string& more = "") {
  return R"({"id": ")" + id + R"(", "leaf": {"solid_rect": {"color": "#fff", "width": )" +
         std::to_string(width) + R"(, "height": )" + std::to_string(height) + "}}" +
         (more.empty() ? "" : ", ") + more + "}";
}

std::string flex(const std::string& id, const std::string& layout, const std::string& children,
                 const std::string& kind = "group") {
  return R"({"id": ")" + id + R"(", "layout": {)" + layout + R"(}, ")" + kind + R"(": [)" +
         children + "]}";
}

struct Place {
  double x = 0, y = 0;
  bool operator==(const Place&) const = default;
  friend std::ostream& operator<<(std::ostream& out, const Place& p) {
    return out << "(" << p.x << ", " << p.y << ")";
  }
};

// Where the node's origin comes to lie on the canvas.
Place origin(const Film& film, const std::string& id) {
  const image::Mat3& m = film.state(id).canvas_from_node;
  return {m.m[2], m.m[5]};
}

const layout::Rect* box(const Film& film, const std::string& id) {
  return film.evaluator->boxes().find(find_node(film.composition, id));
}

std::string dumped(const Film& film) {
  JsonWriter json(0);
  dump_layout(json, film.composition, film.evaluator->boxes());
  return json.take();
}

}  // namespace

TEST_CASE("children of a flexible box stand side by side", "[eval][layout]") {
  Film film(flex("row", R"("gap_px": 5, "padding_px": {"left": 3, "top": 4})",
                 rect("a", 10, 8) + "," + rect("b", 20, 8)));
  film.show(0);
  CHECK(origin(film, "a") == Place{3, 4});
  CHECK(origin(film, "b") == Place{18, 4});
}

TEST_CASE("the layout moves a node before its own transform does", "[eval][layout]") {
  Film film(
      R"({"id": "root", "transform": {"translate": [7, 9], "scale": 2}, "group": [)" +
      flex("row", R"("padding_px": {"left": 3})",
           rect("a", 10, 8) + "," +
               rect("b", 10, 8, R"("transform": {"translate": [1, 2], "rotation_deg": 90})")) +
      "]}");
  film.show(0);
  CHECK(origin(film, "a") == Place{7 + 2 * 3, 9});
  CHECK(origin(film, "b") == Place{7 + 2 * (13 + 1), 9 + 2 * 2});
  CHECK(film.state("b").canvas_from_node.m[1] == Approx(-2));
}

TEST_CASE("a child without a layout is an item with default properties", "[eval][layout]") {
  const std::string head = R"("justify_content": "end", "align_items": "end")";
  Film without(flex("row", head, rect("a", 10, 8) + "," + rect("b", 20, 8)));
  Film with(flex("row", head,
                 rect("a", 10, 8, R"("layout": {})") + "," + rect("b", 20, 8, R"("layout": {})")));
  without.show(0), with.show(0);
  CHECK(origin(without, "a") == Place{70, 92});
  CHECK(dumped(without) == dumped(with));
}

TEST_CASE("every kind of collection arranges its children", "[eval][layout]") {
  for (const char* kind : {"group", "stack"}) {
    CAPTURE(kind);
    Film film(flex("row", "", rect("a", 10, 8) + "," + rect("b", 20, 8), kind));
    film.show(0);
    CHECK(origin(film, "b") == Place{10, 0});
  }
}

TEST_CASE("the root of a composition without a size has the canvas's", "[eval][layout]") {
  Film film(
      flex("row", R"("align_items": "center", "justify_content": "center")", rect("a", 10, 20)));
  film.show(0);
  CHECK(*box(film, "row") == layout::Rect{0, 0, 100, 100});
  CHECK(origin(film, "a") == Place{45, 40});
}

TEST_CASE("other roots without a size fit their content, at most as wide as the canvas",
          "[eval][layout]") {
  Film film(
      group_of(flex("small", R"("padding_px": {"right": 4})", rect("a", 10, 20)) + "," +
               flex("large", R"("wrap": "wrap")", rect("b", 60, 10) + "," + rect("c", 60, 10))));
  film.show(0);
  CHECK(*box(film, "small") == layout::Rect{0, 0, 14, 20});
  CHECK(*box(film, "large") == layout::Rect{0, 0, 100, 20});
  CHECK(origin(film, "c") == Place{0, 10});
}

TEST_CASE("a group that arranges nothing is an item without a size, its children move with it",
          "[eval][layout]") {
  Film film(flex("row", R"("gap_px": 5)",
                 rect("a", 10, 8) + R"(, {"id": "plain", "group": [)" +
                     rect("in", 30, 30, R"("transform": {"translate": [2, 3]})") + "]}," +
                     rect("b", 10, 8)));
  film.show(0);
  CHECK(box(film, "plain")->width == 0);
  CHECK(box(film, "in") == nullptr);
  CHECK(origin(film, "in") == Place{17, 3});
  CHECK(origin(film, "b") == Place{20, 0});
}

TEST_CASE("a layout inside a group that arranges nothing is a root of its own", "[eval][layout]") {
  Film film(flex("row", "",
                 rect("a", 10, 8) + R"(, {"id": "plain", "group": [)" +
                     flex("inner", "", rect("b", 10, 8) + "," + rect("c", 10, 8)) + "]}"));
  film.show(0);
  CHECK(origin(film, "c") == Place{20, 0});
  CHECK(*box(film, "inner") == layout::Rect{0, 0, 20, 8});
}

TEST_CASE("what is not to be seen takes no room", "[eval][layout]") {
  Film film(flex(
      "row", R"("gap_px": 1)",
      rect("a", 10, 8) + "," + rect("b", 20, 8, R"("range": [10, 20])") + "," + rect("c", 10, 8)));
  film.show(0);
  CHECK(origin(film, "c") == Place{11, 0});
  CHECK(box(film, "b") == nullptr);
  film.show(10);
  CHECK(origin(film, "b") == Place{11, 0});
  CHECK(origin(film, "c") == Place{32, 0});
  film.show(20);
  CHECK(origin(film, "c") == Place{11, 0});
}

TEST_CASE("only the active child of a switch takes room", "[eval][layout]") {
  Film film(flex("row", "",
                 R"({"id": "choice", "layout": {}, "switch": {
                      "active": {"keys": [[0, 0], [1, 1, "hold"]]}, "children": [)" +
                     rect("a", 10, 8) + "," + rect("b", 30, 8) + "]}}," + rect("c", 10, 8)));
  film.show(0);
  CHECK(box(film, "choice")->width == 10);
  CHECK(origin(film, "c") == Place{10, 0});
  film.show(1);
  CHECK(box(film, "choice")->width == 30);
  CHECK(origin(film, "c") == Place{30, 0});
}

TEST_CASE("of a sequence those children take room whose time it is", "[eval][layout]") {
  Film film(flex(
      "row", "",
      flex("turns", "",
           rect("a", 10, 8, R"("range": [0, 5])") + "," + rect("b", 30, 8, R"("range": [0, 5])"),
           "sequence") +
          "," + rect("c", 10, 8)));
  film.show(4);
  CHECK(origin(film, "c") == Place{10, 0});
  film.show(5);
  CHECK(origin(film, "b") == Place{0, 0});
  CHECK(origin(film, "c") == Place{30, 0});
}

TEST_CASE("display none hides a node, what is inside it, and its room", "[eval][layout]") {
  Film film(flex("row", "",
                 flex("gone", R"("display": "none")", rect("in", 10, 8)) + "," + rect("a", 10, 8)));
  film.show(0);
  CHECK(!film.state("gone").visible);
  CHECK(!film.state("in").visible);
  CHECK(film.units() == "a");
  CHECK(origin(film, "a") == Place{0, 0});
  CHECK(dumped(film).find("gone") == std::string::npos);
}

TEST_CASE("lengths may be animated", "[eval][layout]") {
  Film film(flex("row", R"("gap_px": {"keys": [[0, 0], [10, 20]]},
                           "padding_px": {"left": {"keys": [[0, 1], [10, 11]]}})",
                 rect("a", 10, 8, R"("layout": {"size": {"width": {"keys": [[0, 10], [10, 30]]}},
                                                "margin_px": {"top": "=time.frame"}})") +
                     "," + rect("b", 10, 8)));
  film.show(0);
  CHECK(origin(film, "b") == Place{11, 0});
  film.show(5);
  CHECK(origin(film, "a") == Place{6, 5});
  CHECK(origin(film, "b") == Place{6 + 20 + 10, 0});
  film.show(0);
  CHECK(origin(film, "b") == Place{11, 0});
}

TEST_CASE("lengths are sampled in the time of their own node", "[eval][layout]") {
  Film film(flex("row", "",
                 rect("a", 10, 8, R"("range": [20, 40], "layout": {"size":
                      {"width": {"keys": [[0, 10], [10, 30]]}}})") +
                     "," + rect("b", 10, 8)));
  film.show(30);
  CHECK(origin(film, "b") == Place{30, 0});
}

TEST_CASE("what a length may not be it is clamped to", "[eval][layout]") {
  Film film(flex("row", R"("gap_px": "=-50")",
                 rect("a", 10, 8, R"("layout": {"size": {"width": "=0 - time.frame"}})") + "," +
                     rect("b", 10, 8)));
  film.show(7);
  CHECK(origin(film, "b") == Place{0, 0});
}

TEST_CASE("two insets and a percentage", "[eval][layout]") {
  Film film(flex("root", "", rect("a", 10, 8, R"("layout": {"position": "absolute",
                      "inset_px": {"right": 5, "bottom": 6}, "size": {"width": "20%"}})")));
  film.show(0);
  CHECK(*box(film, "a") == layout::Rect{75, 86, 20, 8});
}

TEST_CASE("a composition inside is as large as the box of its root", "[eval][layout]") {
  const std::string inside =
      R"("compositions": {"third": {"duration": 60, "root": )" +
      flex("bar", R"("gap_px": 2)",
           rect("x", 10, 8) + "," + rect("y", 10, 8, R"("range": [5, 60])")) +
      "}},";
  Film film(flex("row", "", R"({"id": "ref", "comp": "third"},)" + rect("a", 10, 8)), inside);
  film.show(0);
  CHECK(box(film, "ref")->width == 10);
  CHECK(origin(film, "a") == Place{10, 0});
  film.show(5);
  CHECK(box(film, "ref")->width == 22);
  CHECK(origin(film, "a") == Place{22, 0});
}

TEST_CASE("a composition inside whose root has no layout is as large as the canvas",
          "[eval][layout]") {
  const std::string inside =
      R"("compositions": {"film": {"duration": 60, "root": )" + group_of(rect("x", 10, 8)) + "}},";
  Film film(
      flex("row", "",
           R"({"id": "ref", "comp": "film", "layout": {"flex_shrink": 0}},)" + rect("a", 10, 8)),
      inside);
  film.show(0);
  CHECK(*box(film, "ref") == layout::Rect{0, 0, 100, 100});
  CHECK(origin(film, "a") == Place{100, 0});
}

TEST_CASE("a node that follows another one is moved by its own layout", "[eval][layout]") {
  Film film(R"({"id": "root", "group": [
                 {"id": "null", "leaf": {"null": {}}, "transform": {"translate": [40, 50]}},)" +
            flex("row", "", rect("a", 10, 8) + "," + rect("b", 10, 8, R"("parent": "null")")) +
            "]}");
  film.show(0);
  CHECK(origin(film, "b") == Place{50, 50});
}

TEST_CASE("layouts move nodes in space as well", "[eval][layout]") {
  Film film(
      flex("row", "",
           rect("a", 10, 8) + "," + rect("b", 10, 8, R"("transform": {"rotation_y_deg": 60})")));
  film.show(0);
  CHECK(origin(film, "b") == Place{10, 0});
  CHECK(film.state("b").canvas_from_node.m[0] == Approx(0.5));
}

TEST_CASE("a frame does not depend on those that were looked at before", "[eval][layout]") {
  const std::string root =
      flex("row", R"("gap_px": {"keys": [[0, 0], [30, 9]]}, "wrap": "wrap")",
           rect("a", 10, 8, R"("range": [0, 30], "opacity": {"keys": [[0, 0], [9, 1]]})") + "," +
               rect("b", 20, 8, R"("range": [10, 50], "transform": {"translate":
                    {"x": {"keys": [[0, 0], [30, 30]]}, "y": 2}})") +
               "," + rect("c", 80, 8, R"("transform": {"translate": [1, 2]})"));
  Film shuffled(root);
  for (const int frame : {20, 5, 55, 20, 0, 40, 31, 10, 29}) {
    CAPTURE(frame);
    Film fresh(root);
    fresh.show(frame), shuffled.show(frame);
    for (const char* id : {"a", "b", "c"})
      if (fresh.state(id).visible)
        CHECK(shuffled.state(id).canvas_from_node.m == fresh.state(id).canvas_from_node.m);
    CHECK(dumped(shuffled) == dumped(fresh));
    CHECK(shuffled.at(frame, "a").canvas_from_node.m == fresh.at(frame, "a").canvas_from_node.m);
  }
}

TEST_CASE("frames that change no length solve nothing", "[eval][layout]") {
  Film film(flex("row", "",
                 rect("a", 10, 8, R"("transform": {"rotation_deg": "=time.frame"})") + "," +
                     rect("b", 10, 8)));
  film.show(0);
  const auto before = film.evaluator->boxes().counters();
  for (int frame = 1; frame < 20; ++frame) film.show(frame);
  CHECK(film.evaluator->boxes().counters().solved == before.solved);
  CHECK(film.evaluator->boxes().counters().measured == before.measured);
}

TEST_CASE("a switch that turns solves its path only", "[eval][layout]") {
  std::string rows;
  for (int i = 0; i < 20; ++i)
    rows += flex("row" + std::to_string(i), "", rect("r" + std::to_string(i), 10, 4)) + ",";
  Film film(flex("root", R"("direction": "column")",
                 rows + R"({"id": "choice", "layout": {}, "switch": {"active": "=time.frame",
                            "children": [)" +
                     rect("a", 10, 8) + "," + rect("b", 30, 8) + "]}}"));
  film.show(0);
  const auto before = film.evaluator->boxes().counters().solved;
  film.show(1);
  // The root for good, the switch to measure it and for good.
  CHECK(film.evaluator->boxes().counters().solved - before == 3);
}

TEST_CASE("layouts allocate nothing once the tables have grown", "[eval][layout][allocation]") {
  Film film(flex("row", R"("gap_px": {"keys": [[0, 0], [59, 9]]}, "wrap": "wrap")",
                 rect("a", 10, 8, R"("range": [0, 30])") + "," +
                     flex("grid", R"("display": "grid", "grid_columns": 2,
                                     "padding_px": {"left": "=time.frame"})",
                          rect("b", 20, 8) + "," + rect("c", 20, 8, R"("range": [5, 50])")) +
                     "," + rect("d", 80, 8)));
  const auto round = [&] {
    const long before = allocation_count;
    for (int frame = 0; frame < 60; ++frame) film.evaluator->evaluate(frame, film.graph);
    return allocation_count - before;
  };
  CHECK(round() > 0);
  CHECK(round() == 0);
}

TEST_CASE("the dump lists boxes in canvas pixels without the transforms of nodes",
          "[eval][layout]") {
  Film film(R"({"id": "root", "transform": {"translate": [7, 9]}, "group": [)" +
            flex("outer", R"("padding_px": {"left": 3, "top": 4})",
                 flex("inner", R"("padding_px": {"left": 1})",
                      rect("a", 10, 8, R"("transform": {"scale": 3})"))) +
            "]}");
  film.show(0);
  CHECK(dumped(film) ==
        R"({"nodes": [{"id": "outer", "parent": null, "x": 0, "y": 0, "w": 14, "h": 12}, )"
        R"({"id": "inner", "parent": "outer", "x": 3, "y": 4, "w": 11, "h": 8}, )"
        R"({"id": "a", "parent": "inner", "x": 4, "y": 4, "w": 10, "h": 8}]})");
}

TEST_CASE("a composition without layouts has no boxes", "[eval][layout]") {
  Film film(group_of(rect("a", 10, 8)));
  film.show(0);
  CHECK(film.evaluator->boxes().empty());
  CHECK(dumped(film) == R"({"nodes": []})");
}

TEST_CASE("a path is as large as its data, wherever that lies", "[eval][layout]") {
  Film film(flex("row", R"("align_items": "start")",
                 R"({"id": "p", "leaf": {"path": {
      "svg_path_d": "M100 100h50v20h-50z", "stroke": "#fff", "stroke_width": 4}}},)" +
                     rect("b", 10, 8)));
  film.show(0);
  REQUIRE(box(film, "p"));
  CHECK(box(film, "p")->width == 50);
  CHECK(box(film, "p")->height == 20);
  CHECK(origin(film, "b") == Place{50, 0});
}

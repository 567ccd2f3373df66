// Boxes out of the flow.
#include "layout/boxes.h"

using namespace lattice::layout;
using namespace lattice::layout::testing;

namespace {

Style absolute() {
  Style style;
  style.position = Position::absolute;
  return style;
}

// A box of 200 x 100 with padding, and in it what is under test.
struct Panel {
  Boxes boxes;
  BoxIdx root = boxes.box({}, padded());

  static Style padded() {
    Style style = sized(200, 100);
    style.padding = {{{10, 20}, {5, 15}}};
    return style;
  }
  Rect place(const Style& style, double width = 30, double height = 20) {
    const BoxIdx leaf = boxes.leaf(root, width, height, style);
    boxes.solve(root);
    return boxes.at(leaf);
  }
};

}  // namespace

TEST_CASE("insets count from the parent's edges, padding or not", "[layout][absolute]") {
  Style style = absolute();
  style.inset = {{{px(3), {}}, {px(4), {}}}};
  CHECK(Panel().place(style) == Rect{3, 4, 30, 20});
  style.inset = {{{{}, px(3)}, {{}, px(4)}}};
  CHECK(Panel().place(style) == Rect{167, 76, 30, 20});
}

TEST_CASE("between two insets a box without a size is stretched", "[layout][absolute]") {
  Style style = absolute();
  style.inset = {{{px(10), px(30)}, {px(-5), px(25)}}};
  CHECK(Panel().place(style) == Rect{10, -5, 160, 80});
}

TEST_CASE("margins count, within insets and without", "[layout][absolute]") {
  Style style = absolute();
  style.margin = {{{1, 2}, {3, 4}}};
  style.inset = {{{px(10), px(30)}, {px(5), px(25)}}};
  CHECK(Panel().place(style) == Rect{11, 8, 157, 63});
  style.inset = {{{{}, px(30)}, {{}, px(25)}}};
  CHECK(Panel().place(style) == Rect{138, 51, 30, 20});
}

TEST_CASE("with two insets and a size, left and top win", "[layout][absolute]") {
  Style style = absolute();
  style.size = {px(50), px(40)};
  style.inset = {{{px(10), px(30)}, {px(5), px(25)}}};
  CHECK(Panel().place(style) == Rect{10, 5, 50, 40});
}

TEST_CASE("limits hold for what is stretched between insets", "[layout][absolute]") {
  Style style = absolute();
  style.inset = {{{px(10), px(30)}, {px(60), px(60)}}};
  style.max_size[kX] = px(100);
  style.min_size[kY] = percent(30);
  CHECK(Panel().place(style) == Rect{10, 60, 100, 30});
}

TEST_CASE("percentages are of the parent's whole box", "[layout][absolute]") {
  Style style = absolute();
  style.size = {percent(50), percent(50)};
  style.inset = {{{px(0), {}}, {px(0), {}}}};
  CHECK(Panel().place(style) == Rect{0, 0, 100, 50});
}

TEST_CASE("what is inside may take percentages of a box stretched between insets",
          "[layout][absolute]") {
  Panel panel;
  Style style = absolute(), half;
  style.inset = {{{px(0), px(0)}, {px(10), px(10)}}};
  half.size = {percent(50), percent(50)};
  const BoxIdx box = panel.boxes.box(panel.root, style);
  const BoxIdx leaf = panel.boxes.leaf(box, 1, 1, half);
  panel.boxes.solve(panel.root);
  CHECK(panel.boxes.at(leaf) == Rect{0, 0, 100, 40});
}

TEST_CASE("text shrinks to what an inset leaves of the parent", "[layout][absolute]") {
  Panel panel;
  Style style = absolute();
  style.inset[kX].start = px(150);
  style.inset[kY].end = px(0);
  const BoxIdx text = panel.boxes.text(panel.root, {10, 12, 8}, style);
  panel.boxes.solve(panel.root);
  CHECK(panel.boxes.at(text) == Rect{150, 76, 50, 24});
}

TEST_CASE("without insets a box lies where an only item would", "[layout][absolute]") {
  Panel panel;
  Style around = Panel::padded();
  around.justify_content = Align::space_between;
  around.align_items = Align::end;
  panel.boxes.tree.set_style(panel.root, around);
  CHECK(panel.place(absolute()) == Rect{10, 65, 30, 20});
  around.justify_content = Align::space_around;
  panel.boxes.tree.set_style(panel.root, around);
  panel.boxes.solve(panel.root);
  CHECK(panel.boxes.at(BoxIdx{std::size_t{1}}) == Rect{80, 65, 30, 20});
}

TEST_CASE("in a grid such a place is that of the padding box", "[layout][absolute]") {
  Panel panel;
  Style around = Panel::padded();
  around.display = Display::grid;
  around.align_items = Align::center;
  around.justify_content = Align::center;
  panel.boxes.tree.set_style(panel.root, around);
  CHECK(panel.place(absolute()) == Rect{0, 40, 30, 20});
}

TEST_CASE("what is out of the flow takes no room in it", "[layout][absolute]") {
  Boxes boxes;
  const BoxIdx root = boxes.box({});
  boxes.leaf(root, 500, 500, absolute());
  boxes.leaf(root, 10, 12);
  boxes.solve(root);
  CHECK(boxes.at(root) == Rect{0, 0, 10, 12});
}

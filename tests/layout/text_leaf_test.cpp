// Leaves whose height follows from their width.
#include "layout/boxes.h"

using namespace lattice::layout;
using namespace lattice::layout::testing;

namespace {

Style column_of(double width) {
  Style style;
  style.direction = Direction::column;
  style.size[kX] = px(width);
  return style;
}

}  // namespace

TEST_CASE("text flows into the width that it gets", "[layout][text]") {
  Boxes boxes;
  const BoxIdx root = boxes.box({}, column_of(55));
  const BoxIdx text = boxes.text(root, {10, 12, 12});
  boxes.solve(root);
  CHECK(boxes.at(text) == Rect{0, 0, 55, 36});
  CHECK(boxes.at(root).height == 36);
}

TEST_CASE("padding of text is not for words", "[layout][text]") {
  Boxes boxes;
  const BoxIdx root = boxes.box({}, column_of(60));
  Style padded;
  padded.padding = {{{10, 10}, {1, 2}}};
  const BoxIdx text = boxes.text(root, {10, 12, 12}, padded);
  boxes.solve(root);
  CHECK(boxes.at(text) == Rect{0, 0, 60, 39});
}

TEST_CASE("text in a row shrinks beside what does not, and grows in height", "[layout][text]") {
  Boxes boxes;
  const BoxIdx root = boxes.box({}, [] {
    Style style;
    style.size[kX] = px(100);
    return style;
  }());
  Style rigid = sized(40, 10);
  rigid.flex_shrink = 0;
  boxes.leaf(root, 0, 0, rigid);
  const BoxIdx text = boxes.text(root, {10, 12, 12});
  boxes.solve(root);
  CHECK(boxes.at(text) == Rect{40, 0, 60, 24});
}

TEST_CASE("text is no narrower than its longest word, unless it says so", "[layout][text]") {
  Boxes boxes;
  const BoxIdx root = boxes.box({}, sized(30, 100));
  const BoxIdx text = boxes.text(root, {50, 12, 3});
  boxes.solve(root);
  CHECK(boxes.at(text).width == 50);
  Style any;
  any.min_size[kX] = px(0);
  boxes.tree.set_style(text, any);
  boxes.solve(root);
  CHECK(boxes.at(text).width == 30);
}

TEST_CASE("text in a grid takes the width of its column", "[layout][text]") {
  Boxes boxes;
  Style grid;
  grid.display = Display::grid;
  grid.grid_columns = 2;
  grid.size[kX] = px(100);
  const BoxIdx root = boxes.box({}, grid);
  boxes.leaf(root, 10, 10);
  const BoxIdx text = boxes.text(root, {10, 12, 12});
  boxes.solve(root);
  CHECK(boxes.at(text) == Rect{50, 0, 50, 36});
  CHECK(boxes.at(root).height == 36);
}

TEST_CASE("text that changes pushes what follows it", "[layout][text]") {
  Boxes boxes;
  const BoxIdx root = boxes.box({}, column_of(50));
  const BoxIdx text = boxes.text(root, {10, 12, 5}), below = boxes.leaf(root, 10, 10);
  boxes.solve(root);
  CHECK(boxes.at(below).y == 12);
  boxes.content[text.index()].words = 6;
  boxes.tree.mark_dirty(text);
  boxes.solve(root);
  CHECK(boxes.at(below).y == 24);
}

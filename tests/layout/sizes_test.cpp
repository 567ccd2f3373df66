// How large boxes are: roots, percentages, limits, what is hidden.
#include "layout/boxes.h"

using namespace lattice::layout;
using namespace lattice::layout::testing;

namespace {

Style column() {
  Style style;
  style.direction = Direction::column;
  return style;
}

}  // namespace

TEST_CASE("a root without a size fits its content", "[layout]") {
  Boxes boxes;
  Style style;
  style.gap = {5, 0};
  style.padding = {{{1, 2}, {3, 4}}};
  const auto root = boxes.box({}, style);
  boxes.leaf(root, 30, 20);
  const auto b = boxes.leaf(root, 40, 25);
  boxes.solve(root);
  CHECK(boxes.at(root) == Rect{0, 0, 78, 32});
  CHECK(boxes.at(b) == Rect{36, 3, 40, 25});
}

TEST_CASE("a root without a size is at most as wide as what it is solved in", "[layout]") {
  Boxes boxes;
  const auto root = boxes.box({});
  const auto text = boxes.text(root, {10, 12, 20});
  boxes.solve(root, 90, 800);
  CHECK(boxes.at(root) == Rect{0, 0, 90, 36});
  CHECK(boxes.at(text) == Rect{0, 0, 90, 36});
}

TEST_CASE("a root's percentages are of what it is solved in, and its limits hold", "[layout]") {
  Boxes boxes;
  Style style;
  style.size = {percent(50), percent(25)};
  style.max_size = {px(300), {}};
  style.min_size[kY] = percent(50);
  const auto root = boxes.box({}, style);
  boxes.solve(root, 1000, 800);
  CHECK(boxes.at(root) == Rect{0, 0, 300, 400});
}

TEST_CASE("margins and insets of a root move nothing", "[layout]") {
  Boxes boxes;
  Style style = sized(50, 40);
  style.margin = {{{7, 7}, {7, 7}}};
  style.inset[kX].start = px(9);
  const auto root = boxes.box({}, style);
  boxes.solve(root);
  CHECK(boxes.at(root) == Rect{0, 0, 50, 40});
}

TEST_CASE("a leaf may be a root", "[layout]") {
  Boxes boxes;
  Style style;
  style.padding = {{{1, 1}, {2, 2}}};
  const auto root = boxes.leaf({}, 30, 20, style);
  boxes.solve(root);
  CHECK(boxes.at(root) == Rect{0, 0, 32, 24});
}

TEST_CASE("a percentage of a height that follows from content counts as auto", "[layout]") {
  Boxes boxes;
  const auto root = boxes.box({}, column());
  Style half;
  half.size = {percent(50), percent(50)};
  const auto row = boxes.box(root);
  const auto a = boxes.leaf(row, 30, 20, half);
  Style beside = sized(100, 60);
  boxes.leaf(row, 0, 0, beside);
  boxes.solve(root);
  CHECK(boxes.at(row).height == 60);
  CHECK(boxes.at(a).height == 20);
}

TEST_CASE("a stretched box has a height that percentages inside it are of", "[layout]") {
  Boxes boxes;
  const auto root = boxes.box({}, sized(200, 100));
  const auto row = boxes.box(root);
  Style half;
  half.size[kY] = percent(50);
  const auto leaf = boxes.leaf(row, 30, 20, half);
  boxes.solve(root);
  CHECK(boxes.at(row).height == 100);
  CHECK(boxes.at(leaf).height == 50);
}

TEST_CASE("where limits contradict each other the minimum wins", "[layout]") {
  Boxes boxes;
  const auto root = boxes.box({}, sized(200, 100));
  Style style;
  style.min_size = {px(80), px(70)};
  style.max_size = {px(40), px(30)};
  const auto leaf = boxes.leaf(root, 10, 10, style);
  boxes.solve(root);
  CHECK(boxes.at(leaf) == Rect{0, 0, 80, 70});
}

TEST_CASE("no box is smaller than its padding", "[layout]") {
  Boxes boxes;
  const auto root = boxes.box({}, sized(200, 100));
  Style style = sized(10, 10);
  style.padding = {{{20, 20}, {15, 15}}};
  const auto box = boxes.box(root, style);
  const auto leaf = boxes.leaf(box, 8, 8);
  boxes.solve(root);
  CHECK(boxes.at(box) == Rect{0, 0, 40, 30});
  CHECK(boxes.at(leaf) == Rect{20, 15, 8, 0});
}

TEST_CASE("sizes are not rounded to pixels", "[layout]") {
  Boxes boxes;
  const auto root = boxes.box({}, sized(100, 10));
  Style grows;
  grows.flex_grow = 1;
  BoxIdx last;
  for (int i = 0; i < 3; ++i) last = boxes.leaf(root, 0, 0, grows);
  boxes.solve(root);
  CHECK(boxes.at(last).width == Approx(100.0 / 3).epsilon(1e-15));
  CHECK(boxes.at(last).x == Approx(200.0 / 3).epsilon(1e-15));
}

TEST_CASE("what is hidden takes no room and makes no gap", "[layout]") {
  Boxes boxes;
  Style style = sized(100, 10);
  style.gap = {5, 0};
  const auto root = boxes.box({}, style);
  const auto a = boxes.leaf(root, 10, 10), b = boxes.leaf(root, 20, 10);
  const auto c = boxes.leaf(root, 30, 10);
  boxes.tree.set_hidden(b, true);
  boxes.solve(root);
  CHECK(!boxes.tree.is_shown(b));
  CHECK(boxes.at(a).x == 0);
  CHECK(boxes.at(c).x == 15);
  boxes.tree.set_hidden(b, false);
  boxes.solve(root);
  CHECK(boxes.at(b) == Rect{15, 0, 20, 10});
  CHECK(boxes.at(c).x == 40);
}

TEST_CASE("display none hides as well, with all that is inside", "[layout]") {
  Boxes boxes;
  const auto root = boxes.box({});
  Style none = sized(50, 50);
  none.display = Display::none;
  const auto hidden = boxes.box(root, none);
  boxes.leaf(hidden, 10, 10);
  boxes.leaf(root, 7, 6);
  boxes.solve(root);
  CHECK(boxes.at(root) == Rect{0, 0, 7, 6});
  CHECK(!boxes.tree.is_shown(hidden));
}

TEST_CASE("an inset moves a box in the flow and nothing else; left and top win", "[layout]") {
  Boxes boxes;
  const auto root = boxes.box({}, sized(100, 50));
  Style both, from_end;
  both.inset = {{{px(3), px(50)}, {px(-4), px(50)}}};
  from_end.inset = {{{{}, px(5)}, {{}, px(-6)}}};
  const auto a = boxes.leaf(root, 10, 10, both), b = boxes.leaf(root, 10, 10, from_end);
  const auto c = boxes.leaf(root, 10, 10);
  boxes.solve(root);
  CHECK(boxes.at(a) == Rect{3, -4, 10, 50});
  CHECK(boxes.at(b) == Rect{5, 6, 10, 50});
  CHECK(boxes.at(c) == Rect{20, 0, 10, 50});
}

TEST_CASE("several roots are solved on their own", "[layout]") {
  Boxes boxes;
  const auto a = boxes.box({}), b = boxes.box({});
  boxes.leaf(a, 10, 20);
  boxes.leaf(b, 30, 40);
  boxes.solve(b);
  CHECK(boxes.at(a) == Rect{});
  CHECK(boxes.at(b) == Rect{0, 0, 30, 40});
}

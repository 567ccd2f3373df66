// What holds for all trees.
#include "layout/random_boxes.h"

using namespace lattice::layout;
using namespace lattice::layout::testing;

namespace {

constexpr std::uint32_t kSeeds = 60;

std::vector<Rect> rects(const Boxes& boxes) {
  std::vector<Rect> out;
  std::vector<bool> is_shown;
  for (std::size_t i = 0; i < boxes.tree.size(); ++i) {
    const BoxIdx box{i}, parent = boxes.tree.parent(box);
    is_shown.push_back(boxes.tree.is_shown(box) && (!parent || is_shown[parent.index()]));
    out.push_back(is_shown.back() ? boxes.at(box) : Rect{});
  }
  return out;
}

// The same boxes in a tree that never saw anything else.
std::vector<Rect> solved_anew(Boxes& old) {
  Boxes boxes;
  for (std::size_t i = 0; i < old.tree.size(); ++i) {
    const BoxIdx box{i}, parent = old.tree.parent(box);
    Style style = old.tree.style(box);
    if (!old.tree.is_shown(box)) style.display = Display::none;
    if (old.is_leaf(box))
      boxes.text(parent, old.content[i], style);
    else
      boxes.box(parent, style);
  }
  boxes.solve(BoxIdx{std::size_t{0}}, 640, 360);
  return rects(boxes);
}

}  // namespace

TEST_CASE("every rect is made of finite numbers and no size is negative", "[layout][random]") {
  for (std::uint32_t seed = 0; seed < kSeeds; ++seed) {
    CAPTURE(seed);
    RandomBoxes random(seed);
    random.grow(120);
    random.solve();
    bool good = true;
    for (const Rect& rect : rects(random.boxes()))
      good = good && std::isfinite(rect.x) && std::isfinite(rect.y) && rect.width >= 0 &&
             rect.height >= 0 && std::isfinite(rect.width + rect.height);
    CHECK(good);
  }
}

TEST_CASE("what is remembered never changes a result", "[layout][random]") {
  for (std::uint32_t seed = 0; seed < kSeeds; ++seed) {
    CAPTURE(seed);
    RandomBoxes random(1000 + seed);
    random.grow(60);
    bool same = true;
    for (int round = 0; round < 12; ++round) {
      random.solve();
      same = same && rects(random.boxes()) == solved_anew(random.boxes());
      random.change();
    }
    CHECK(same);
  }
}

TEST_CASE("the work for a chain of boxes grows no faster than its depth squared",
          "[layout][random]") {
  constexpr std::uint64_t kLevels = 200;  // what the format allows
  for (std::uint32_t seed = 0; seed < 4 * kSeeds; ++seed) {
    CAPTURE(seed);
    RandomBoxes random(2000 + seed);
    random.grow_chain(kLevels);
    random.solve();
    CHECK(random.boxes().tree.counters().solved >= kLevels);
    CHECK(random.boxes().tree.counters().solved < kLevels * kLevels);
  }
}

TEST_CASE("percentages of percentages stay numbers, however large", "[layout][random]") {
  Boxes boxes;
  Style huge;
  huge.size = {percent(1e6), percent(1e6)};
  huge.padding = {{{1e9, 1e9}, {1e9, 1e9}}};
  huge.flex_shrink = 0;
  BoxIdx box = boxes.box({}, huge);
  for (int level = 1; level < 200; ++level) box = boxes.box(box, huge);
  boxes.leaf(box, 1, 1);
  boxes.solve(BoxIdx{std::size_t{0}});
  bool good = true;
  for (const Rect& rect : rects(boxes))
    good = good && std::isfinite(rect.x + rect.y) && std::isfinite(rect.width + rect.height);
  CHECK(good);
}

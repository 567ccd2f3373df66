#include "eval/overlap.h"

#include <random>

#include "support/catch.h"

using lattice::eval::OverlapSweep;
using lattice::image::Rect;

namespace {

bool overlap_by_pairs(const std::vector<Rect>& boxes) {
  for (std::size_t i = 0; i < boxes.size(); ++i)
    for (std::size_t k = i + 1; k < boxes.size(); ++k)
      if (!intersect(boxes[i], boxes[k]).empty()) return true;
  return false;
}

}  // namespace

TEST_CASE("boxes overlap when they share a pixel", "[eval][overlap]") {
  struct Case {
    const char* name;
    std::vector<Rect> boxes;
    bool overlaps;
  };
  const Case cases[] = {
      {"none", {}, false},
      {"one", {{0, 0, 5, 5}}, false},
      {"twice the same", {{0, 0, 5, 5}, {0, 0, 5, 5}}, true},
      {"side by side", {{0, 0, 5, 5}, {5, 0, 9, 5}}, false},
      {"above each other", {{0, 0, 5, 5}, {0, 5, 5, 9}}, false},
      {"one inside", {{0, 0, 9, 9}, {4, 4, 5, 5}}, true},
      {"a cross", {{0, 4, 9, 5}, {4, 0, 5, 9}}, true},
      {"a corner", {{0, 0, 5, 5}, {4, 4, 9, 9}}, true},
      {"corners that touch", {{0, 0, 5, 5}, {5, 5, 9, 9}}, false},
      {"an empty one inside", {{0, 0, 9, 9}, {4, 4, 4, 9}}, false},
      {"one that reaches past others that ended", {{0, 0, 9, 2}, {0, 3, 2, 9}, {3, 1, 5, 4}}, true},
  };
  OverlapSweep sweep;
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK(sweep.any_overlap(c.boxes) == c.overlaps);
  }
}

TEST_CASE("the sweep agrees with comparing every pair", "[eval][overlap]") {
  std::mt19937 random(7);
  const auto below = [&](unsigned n) { return static_cast<std::int32_t>(random() % n); };
  OverlapSweep sweep;
  int overlapping = 0;
  constexpr int kRounds = 3000;
  for (int round = 0; round < kRounds; ++round) {
    std::vector<Rect> boxes(random() % 9);
    for (Rect& box : boxes) {
      box.x0 = below(24), box.y0 = below(24);
      box.x1 = box.x0 + below(7), box.y1 = box.y0 + below(7);
    }
    const bool expected = overlap_by_pairs(boxes);
    overlapping += expected;
    REQUIRE(sweep.any_overlap(boxes) == expected);
  }
  CHECK(overlapping > kRounds / 10);
  CHECK(overlapping < kRounds * 9 / 10);
}

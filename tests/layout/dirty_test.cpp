// What is solved again when something changes, counted.
#include "layout/boxes.h"

using namespace lattice::layout;
using namespace lattice::layout::testing;

namespace {

constexpr std::size_t kCards = 20;

// A column of rows, each with a box around a leaf: root, row, card, leaf.
struct Cards {
  Boxes boxes;
  BoxIdx root;
  std::vector<BoxIdx> rows, cards, leaves;

  Cards() {
    Style column = sized(400, 2000);
    column.direction = Direction::column;
    root = boxes.box({}, column);
    for (std::size_t i = 0; i < kCards; ++i) {
      rows.push_back(boxes.box(root));
      cards.push_back(boxes.box(rows.back()));
      leaves.push_back(boxes.text(cards.back(), {10, 12, 3}));
    }
    boxes.solve(root);
  }

  // What a solve() costs.
  Counters cost() {
    const Counters before = boxes.tree.counters();
    boxes.solve(root);
    const Counters after = boxes.tree.counters();
    return {after.solved - before.solved, after.measured - before.measured};
  }
};

}  // namespace

TEST_CASE("with nothing dirty nothing is solved", "[layout][dirty]") {
  Cards cards;
  const Counters cost = cards.cost();
  CHECK(cost.solved == 0);
  CHECK(cost.measured == 0);
}

TEST_CASE("saying the same again makes nothing dirty", "[layout][dirty]") {
  Cards cards;
  const Style style = cards.boxes.tree.style(cards.cards[3]);
  cards.boxes.tree.set_style(cards.cards[3], style);
  cards.boxes.tree.set_hidden(cards.cards[3], false);
  CHECK(cards.cost().solved == 0);
}

TEST_CASE("a dirty leaf re-solves its path only", "[layout][dirty]") {
  Cards cards;
  const Rect before = cards.boxes.at(cards.rows[8]);
  cards.boxes.content[cards.leaves[7].index()].words = 80;
  cards.boxes.tree.mark_dirty(cards.leaves[7]);
  const Counters cost = cards.cost();
  // Root once; row and card once to measure them and once for good.
  CHECK(cost.solved <= 5);
  CHECK(cost.solved >= 3);
  // Its narrowest, its widest, its height.
  CHECK(cost.measured <= 3);
  CHECK(cards.boxes.at(cards.rows[8]).y == before.y + 12);
}

TEST_CASE("hiding a box re-solves what is around it, not what is in it", "[layout][dirty]") {
  Cards cards;
  cards.boxes.tree.set_hidden(cards.rows[7], true);
  Counters cost = cards.cost();
  CHECK(cost.solved == 1);
  CHECK(cost.measured == 0);
  cards.boxes.tree.set_hidden(cards.rows[7], false);
  cost = cards.cost();
  CHECK(cost.solved == 1);
  CHECK(cost.measured == 0);
}

TEST_CASE("what changes inside a hidden box costs nothing until it is shown", "[layout][dirty]") {
  Cards cards;
  cards.boxes.tree.set_hidden(cards.rows[7], true);
  cards.cost();
  cards.boxes.content[cards.leaves[7].index()].words = 80;
  cards.boxes.tree.mark_dirty(cards.leaves[7]);
  CHECK(cards.cost().solved == 0);
  cards.boxes.tree.set_hidden(cards.rows[7], false);
  cards.cost();
  CHECK(cards.boxes.at(cards.leaves[7]).height == 24);
}

TEST_CASE("a box that was hidden from the start is solved when it is shown", "[layout][dirty]") {
  Boxes boxes;
  const BoxIdx root = boxes.box({}), inner = boxes.box(root);
  const BoxIdx leaf = boxes.leaf(inner, 10, 12);
  boxes.tree.set_hidden(inner, true);
  boxes.solve(root);
  CHECK(boxes.at(root) == Rect{});
  Style wide;
  wide.size[kX] = px(50);
  boxes.tree.set_style(leaf, wide);
  boxes.tree.set_hidden(inner, false);
  boxes.solve(root);
  CHECK(boxes.at(root) == Rect{0, 0, 50, 12});
}

TEST_CASE("a change of style reaches all that depend on it", "[layout][dirty]") {
  Cards cards;
  Style wide = cards.boxes.tree.style(cards.cards[0]);
  wide.padding[kY] = {10, 10};
  cards.boxes.tree.set_style(cards.cards[0], wide);
  cards.cost();
  CHECK(cards.boxes.at(cards.leaves[0]).y == 10);
  CHECK(cards.boxes.at(cards.rows[1]).y == 32);
}

TEST_CASE("another size to solve in is a change", "[layout][dirty]") {
  Boxes boxes;
  Style half;
  half.size[kX] = percent(50);
  const BoxIdx root = boxes.box({}, half);
  boxes.solve(root, 100, 100);
  CHECK(boxes.at(root).width == 50);
  boxes.solve(root, 300, 100);
  CHECK(boxes.at(root).width == 150);
}

TEST_CASE("a leaf that is a root is measured again only when it is dirty", "[layout][dirty]") {
  Boxes boxes;
  const BoxIdx root = boxes.leaf({}, 10, 12);
  boxes.solve(root);
  const auto measured = boxes.tree.counters().measured;
  boxes.solve(root);
  CHECK(boxes.tree.counters().measured == measured);
  boxes.content[root.index()].width = 33;
  boxes.tree.mark_dirty(root);
  boxes.solve(root);
  CHECK(boxes.at(root).width == 33);
}

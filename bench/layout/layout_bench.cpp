// Layout, one thread: a page of sections, each a wrapping row or a grid of cards with a
// picture, two texts and a row of labels. The argument is the number of boxes.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>

#include "layout/tree.h"

namespace {

using namespace lattice::layout;

// Words of 9 x 18 px; how many depends on the leaf.
struct Words final : Content {
  static double count(BoxIdx leaf) { return static_cast<double>(3 + leaf.index() % 17); }
  double min_width(BoxIdx) override { return 9; }
  double max_width(BoxIdx leaf) override { return 9 * count(leaf); }
  double height(BoxIdx leaf, double width) override {
    return 18 * std::ceil(count(leaf) / std::max(1.0, std::floor(width / 9)));
  }
};

Style row(double gap) {
  Style style;
  style.gap = {gap, gap};
  return style;
}

Style column(double gap) {
  Style style = row(gap);
  style.direction = Direction::column;
  return style;
}

struct Page {
  Tree tree;
  BoxIdx root, last_leaf;

  explicit Page(std::size_t boxes) {
    Style page = column(24);
    page.size[kX] = px(1920);
    root = tree.add({}, page);
    for (std::size_t section = 0; tree.size() < boxes; ++section) {
      Style style = row(12);
      style.wrap = Wrap::wrap;
      if (section % 2 == 1) {
        style.display = Display::grid;
        style.grid_columns = 4;
      }
      const BoxIdx cards = tree.add(root, style);
      for (int i = 0; i < 8 && tree.size() < boxes; ++i) add_card(cards);
    }
  }

  void add_card(BoxIdx parent) {
    Style card = column(6);
    card.padding = {{{16, 16}, {16, 16}}};
    card.flex_grow = 1;
    card.max_size[kX] = percent(50);
    const BoxIdx box = tree.add(parent, card);
    Style picture;
    picture.size = {percent(100), px(90)};
    tree.add_leaf(box, picture);
    tree.add_leaf(box, {});
    last_leaf = tree.add_leaf(box, {});
    const BoxIdx labels = tree.add(box, row(4));
    for (int i = 0; i < 3; ++i) tree.add_leaf(labels, {});
  }
};

void from_scratch(benchmark::State& state) {
  const Page page(static_cast<std::size_t>(state.range(0)));
  Words words;
  Tree tree = page.tree;
  tree.solve(page.root, 1920, 1080, words);
  for (auto _ : state) {
    state.PauseTiming();
    tree = page.tree;
    state.ResumeTiming();
    tree.solve(page.root, 1920, 1080, words);
    benchmark::DoNotOptimize(tree.rect(page.last_leaf));
  }
  state.counters["solved"] = static_cast<double>(tree.counters().solved);
  state.counters["measured"] = static_cast<double>(tree.counters().measured);
}
BENCHMARK(from_scratch)->Arg(200)->Arg(2000)->Arg(20000)->Unit(benchmark::kMicrosecond);

void nothing_dirty(benchmark::State& state) {
  Page page(static_cast<std::size_t>(state.range(0)));
  Words words;
  for (auto _ : state) {
    page.tree.solve(page.root, 1920, 1080, words);
    benchmark::DoNotOptimize(page.tree.rect(page.last_leaf));
  }
}
BENCHMARK(nothing_dirty)->Arg(2000)->Unit(benchmark::kNanosecond);

void dirty_leaf(benchmark::State& state) {
  Page page(static_cast<std::size_t>(state.range(0)));
  Words words;
  for (auto _ : state) {
    page.tree.mark_dirty(page.last_leaf);
    page.tree.solve(page.root, 1920, 1080, words);
    benchmark::DoNotOptimize(page.tree.rect(page.last_leaf));
  }
}
BENCHMARK(dirty_leaf)->Arg(2000)->Unit(benchmark::kMicrosecond);

}  // namespace

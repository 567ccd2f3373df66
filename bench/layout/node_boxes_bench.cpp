// What a layout adds to the evaluation of a frame, one thread: a page of wrapping rows of cards,
// each a column of three rectangles. The argument is the number of nodes.
#include <benchmark/benchmark.h>

#include <stdexcept>
#include <string>

#include "eval/evaluator.h"
#include "schema/load.h"

namespace {

using namespace lattice;

std::string card(std::size_t number, const std::string& gap) {
  const std::string leaf = R"({"leaf": {"solid_rect": {"color": "#fff", "width": )" +
                           std::to_string(40 + number % 7) + R"(, "height": 12}}})";
  return R"({"layout": {"direction": "column", "flex_grow": 1, "gap_px": )" + gap +
         R"(, "padding_px": {"left": 8, "top": 8}}, "group": [)" + leaf + ", " + leaf + ", " +
         leaf + "]}";
}

// The last card has another gap.
std::string page(std::size_t nodes, const std::string& last_gap) {
  const std::size_t rows = nodes / 41;
  std::string out;
  for (std::size_t row = 0; row < rows; ++row) {
    out += row > 0 ? ", " : "";
    out += R"({"layout": {"wrap": "wrap", "gap_px": 6}, "group": [)";
    for (std::size_t i = 0; i < 10; ++i)
      out += (i > 0 ? ", " : "") + card(i, row + 1 == rows && i == 9 ? last_gap : "4");
    out += "]}";
  }
  return R"({"version": "0.3", "canvas": {"width": 1920, "height": 1080}, "duration": 100,
             "root": {"layout": {"direction": "column"}, "group": [)" +
         out + "]}}";
}

struct Film {
  ir::Catalog catalog;
  ir::Composition composition;
  assets::Store store;

  Film(std::size_t nodes, const std::string& last_gap) {
    auto loaded = schema::load_composition(page(nodes, last_gap), "page.json", catalog);
    if (!loaded.ok()) throw std::runtime_error(loaded.diagnostics.front().text());
    composition = std::move(loaded.composition);
    auto prepared = assets::Store::prepare(composition, {});
    if (!prepared) throw std::runtime_error(prepared.error().text());
    store = *std::move(prepared);
  }

  // NodeBoxes::solve() for one frame after the other, everything else left out.
  void play(benchmark::State& state) {
    eval::Evaluator evaluator(composition, catalog, store);
    eval::PropertyTable properties(composition);
    eval::NodeBoxes boxes(composition, store);
    anim::Cursors cursors(composition.curves);
    eval::EvaluatedGraph graphs[2];
    evaluator.evaluate(1, graphs[0]);
    evaluator.evaluate(2, graphs[1]);
    for (const eval::EvaluatedGraph& graph : graphs) boxes.solve(graph, cursors, properties);
    std::size_t frame = 0;
    for (auto _ : state) {
      boxes.solve(graphs[++frame % 2], cursors, properties);
      benchmark::DoNotOptimize(boxes.find(ir::NodeIdx{composition.nodes.size() - 1}));
    }
    state.counters["nodes"] = static_cast<double>(composition.nodes.size());
  }
};

void unchanged(benchmark::State& state) {
  Film(static_cast<std::size_t>(state.range(0)), "4").play(state);
}
BENCHMARK(unchanged)->Arg(2000)->Unit(benchmark::kMicrosecond);

void one_length_moves(benchmark::State& state) {
  Film(static_cast<std::size_t>(state.range(0)), "\"=time.frame\"").play(state);
}
BENCHMARK(one_length_moves)->Arg(2000)->Unit(benchmark::kMicrosecond);

}  // namespace

// What the evaluation of a frame costs, one thread: large compositions of which a part is to be
// seen, small ones of which all is, and the hashes of what they show.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "eval/evaluator.h"
#include "eval/hashes.h"
#include "schema/kinds.h"
#include "schema/load.h"

namespace {

using namespace lattice;

constexpr std::int64_t kFrames = 1000;

struct Film {
  ir::Catalog catalog = test::kinds();
  schema::LoadResult loaded;
  assets::Store store;
  std::unique_ptr<eval::Evaluator> evaluator;
  eval::EvaluatedGraph graph;

  explicit Film(const std::string& children) {
    loaded = schema::load_composition(
        R"({"version": "0.3", "canvas": {"width": 1920, "height": 1080}, "duration": 1000,
            "assets": {"card": {"solid_rect": {"color": "#336699", "width": 80, "height": 60}}},
            "root": {"stack": [)" +
            children + "]}}",
        "bench.json", catalog);
    if (!loaded.ok()) stop(loaded.diagnostics.front().text());
    auto prepared = assets::Store::prepare(loaded.composition, {});
    if (!prepared) stop(prepared.error().text());
    store = *std::move(prepared);
    evaluator = std::make_unique<eval::Evaluator>(loaded.composition, catalog, store);
  }

  [[noreturn]] static void stop(const std::string& why) {
    std::fprintf(stderr, "%s\n", why.c_str());
    std::exit(1);
  }

  void play(benchmark::State& state, eval::Sampling sampling = eval::Sampling::needed) {
    std::int64_t frame = 0;
    for (auto _ : state) {
      evaluator->evaluate(static_cast<double>(frame), graph, sampling);
      benchmark::DoNotOptimize(graph.units.data());
      frame = (frame + 1) % kFrames;
    }
    state.counters["nodes"] = static_cast<double>(loaded.composition.nodes.size());
    state.counters["units"] = static_cast<double>(graph.units.size());
  }
};

// Half of them stand still; the others move, turn, fade, or have an effect.
std::string leaf(std::int64_t number, const std::string& range) {
  static constexpr const char* kSorts[] = {
      R"("transform": {"translate": [40, 30]})",
      R"("opacity": 0.8)",
      R"("transform": {"translate": [10, 20], "rotation_deg": 15, "scale": 0.5})",
      R"("blend": "normal")",
      R"("transform": {"translate": {"keys": [[0, [0, 0]], [500, [800, 300], "ease_in_out_cubic"], [990, [0, 0]]]}})",
      R"("opacity": {"keys": [[0, 0.1], [300, 1, "ease_out"], [900, 0.2]]})",
      R"("transform": {"rotation_deg": {"keys": [[0, 0], [990, 720]]}, "anchor": [40, 30]})",
      R"("effects": [{"blur": {"keys": [[0, 0], [900, 8]]}}])",
  };
  return R"({"leaf": "card", )" + range +
         kSorts[static_cast<std::size_t>(number) % std::size(kSorts)] + "}";
}

std::string ranged(std::int64_t first, std::int64_t end) {
  return R"("range": [)" + std::to_string(first) + ", " + std::to_string(end) + "], ";
}

// Groups of 100; every tenth one is there at a time, the others begin after the last frame
// that is played or have ended.
std::string hidden_groups(std::int64_t nodes) {
  std::string out;
  for (std::int64_t g = 0; g * 100 < nodes; ++g) {
    out += (g > 0 ? ", {" : "{") + (g % 10 == 0 ? std::string() : ranged(0, 0)) + R"("group": [)";
    for (std::int64_t i = 0; i < 99; ++i) out += (i > 0 ? ", " : "") + leaf(i, "");
    out += "]}";
  }
  return out;
}

// The same number of leaves in groups that are all there, and one leaf of ten is.
std::string hidden_leaves(std::int64_t nodes) {
  std::string out;
  for (std::int64_t g = 0; g * 100 < nodes; ++g) {
    out += g > 0 ? R"(, {"group": [)" : R"({"group": [)";
    for (std::int64_t i = 0; i < 99; ++i)
      out += (i > 0 ? ", " : "") + leaf(i / 10, i % 10 == 0 ? "" : ranged(0, 0));
    out += "]}";
  }
  return out;
}

// Children of a sequence, ten frames each with an overlap.
std::string one_sequence(std::int64_t nodes) {
  std::string out = R"({"range": [0, 1000], "sequence": [)";
  for (std::int64_t i = 0; i < nodes; ++i)
    out += (i > 0 ? ", " : "") + leaf(i, ranged(0, 10) + R"("transition_in": {"crossfade": 2}, )");
  return out + "]}";
}

// A small scene, all of it visible.
std::string few_leaves(std::int64_t nodes) {
  std::string out;
  for (std::int64_t i = 0; i < nodes; ++i) out += (i > 0 ? ", " : "") + leaf(i, "");
  return out;
}

void one_in_ten_groups(benchmark::State& state) { Film(hidden_groups(state.range(0))).play(state); }
void one_in_ten_leaves(benchmark::State& state) { Film(hidden_leaves(state.range(0))).play(state); }
void sequence(benchmark::State& state) { Film(one_sequence(state.range(0))).play(state); }
void all_visible(benchmark::State& state) { Film(few_leaves(state.range(0))).play(state); }
void lanes_of_all(benchmark::State& state) {
  Film(hidden_groups(state.range(0))).play(state, eval::Sampling::all);
}

void hashes(benchmark::State& state) {
  Film film(few_leaves(state.range(0)));
  film.evaluator->evaluate(500, film.graph);
  eval::GraphHasher hasher(film.loaded.composition, film.catalog, film.store, *film.evaluator);
  eval::GraphHashes out;
  for (auto _ : state) {
    hasher.hash(film.graph, out);
    benchmark::DoNotOptimize(out.frame);
  }
}

constexpr auto kMicroseconds = benchmark::kMicrosecond;
BENCHMARK(one_in_ten_groups)->Arg(1000)->Arg(10000)->Arg(100000)->Unit(kMicroseconds);
BENCHMARK(one_in_ten_leaves)->Arg(1000)->Arg(10000)->Arg(100000)->Unit(kMicroseconds);
BENCHMARK(sequence)->Arg(1000)->Arg(10000)->Unit(kMicroseconds);
BENCHMARK(all_visible)->Arg(50)->Arg(1000)->Arg(10000)->Unit(kMicroseconds);
BENCHMARK(lanes_of_all)->Arg(10000)->Unit(kMicroseconds);
BENCHMARK(hashes)->Arg(50)->Arg(1000)->Unit(kMicroseconds);

}  // namespace

// What a frame costs before anything is drawn, one thread: sampling keyframes, computing
// expressions, and both within the evaluation of a composition.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "anim/sample.h"
#include "eval/evaluator.h"
#include "schema/kinds.h"
#include "schema/load.h"

namespace {

using namespace lattice;

constexpr std::int64_t kFrames = 600;
constexpr anim::EaseShape kCssEase = {0.25, 0.1, 0.25, 1};
constexpr anim::EaseShape kSpring = {100, 10, 1};  // stiffness, damping, mass

// Lanes of 20 keys each, at places of their own, played forward.
void keyframes(benchmark::State& state, anim::Ease ease, const anim::EaseShape& shape = {}) {
  const auto count = static_cast<std::size_t>(state.range(0));
  constexpr int kKeys = 20;
  anim::Curves curves;
  const std::uint32_t shape_index = curves.add_shape(shape);
  std::vector<anim::F64> lanes;
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<anim::Key> keys;
    for (int k = 0; k < kKeys; ++k)
      keys.push_back({static_cast<double>(k * 30 + static_cast<int>(i % 29)), (k * 7 % 11) * 0.1,
                      ease, shape_index});
    lanes.push_back(curves.add_track(keys));
  }
  anim::Cursors cursors(curves);
  anim::Moment moment;
  moment.duration_frames = kFrames;
  for (auto _ : state) {
    double sum = 0;
    for (const anim::F64& lane : lanes) sum += anim::sample(curves, lane, moment, &cursors);
    benchmark::DoNotOptimize(sum);
    moment.frame = moment.frame + 1 < kFrames ? moment.frame + 1 : 0;
  }
  state.counters["ns/lane"] = benchmark::Counter(
      static_cast<double>(count) / 1e9,
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK_CAPTURE(keyframes, linear, anim::Ease::linear)->Arg(10000)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(keyframes, in_out_cubic, anim::Ease::in_out_cubic)
    ->Arg(10000)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(keyframes, css_ease, anim::Ease::bezier, kCssEase)
    ->Arg(10000)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(keyframes, spring, anim::Ease::spring, kSpring)
    ->Arg(10000)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(keyframes, in_out_elastic, anim::Ease::in_out_elastic)
    ->Arg(10000)
    ->Unit(benchmark::kMicrosecond);

struct Film {
  ir::Catalog catalog = test::kinds();
  schema::LoadResult loaded;
  assets::Store store;
  std::unique_ptr<eval::Evaluator> evaluator;
  eval::EvaluatedGraph graph;

  explicit Film(const std::string& children) {
    loaded = schema::load_composition(
        R"({"version": "0.3", "canvas": {"width": 640, "height": 360}, "duration": 600,
            "variables": {"speed": 2}, "root": {"group": [)" +
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

  void play(benchmark::State& state) {
    std::int64_t frame = 0;
    for (auto _ : state) {
      evaluator->evaluate(static_cast<double>(frame), graph);
      benchmark::DoNotOptimize(graph.units.data());
      frame = (frame + 1) % kFrames;
    }
  }
};

constexpr char kLeaf[] = R"("leaf": {"solid_rect": {"color": "#336699", "width": 8, "height": 8}})";

// Nodes, each with an expression that reads the one before: what it adds is the difference
// to the same nodes without.
void chained(benchmark::State& state, bool with_expressions) {
  std::string children;
  for (std::int64_t i = 0; i < state.range(0); ++i) {
    const std::string number = std::to_string(i);
    children += (i > 0 ? ", {" : "{") + std::string(kLeaf) + R"(, "id": "n)" + number + "\"";
    const std::string before =
        i == 0 ? "time.phase" : "nodes.n" + std::to_string(i - 1) + ".transform.z";
    if (with_expressions)
      children += R"(, "transform": {"z": "=clamp(()" + before + " * 0.75 + time.progress * " +
                  number + " - vars.speed) / 3 + abs(" + before + " - 0.5) * 0.25, -1, 1) \"}";
    children += "}";
  }
  Film film(children);
  film.play(state);
}
BENCHMARK_CAPTURE(chained, nodes_alone, false)->Arg(500)->Arg(2000)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(chained, with_expressions, true)
    ->Arg(500)
    ->Arg(2000)
    ->Unit(benchmark::kMicrosecond);

}  // namespace

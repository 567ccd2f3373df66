// Loading: JSON text in, the verified normal form out, one thread. The cost must grow with
// the number of nodes and not faster: see the fit that the program prints last.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "load/scene.h"
#include "schema/json.h"
#include "schema/kinds.h"
#include "schema/load.h"

namespace {

using namespace lattice;

// SkipWithError and a fit of complexity do not go together: libbenchmark 1.7 crashes.
[[noreturn]] void stop(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  std::exit(1);
}

void counters(benchmark::State& state, std::size_t bytes) {
  state.SetComplexityN(state.range(0));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes));
  state.counters["us/node"] = benchmark::Counter(
      static_cast<double>(state.iterations()) * static_cast<double>(state.range(0)) / 1e6,
      benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

// The syntax alone.
void parse(benchmark::State& state) {
  const std::string text = bench::scene_of(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    const auto parsed = schema::parse_json(text, "scene.json");
    if (parsed.syntax_error) stop(parsed.syntax_error->text());
  }
  counters(state, text.size());
}

void load(benchmark::State& state) {
  const std::string text = bench::scene_of(static_cast<std::size_t>(state.range(0)));
  const ir::Catalog catalog = test::kinds();
  for (auto _ : state) {
    const auto loaded = schema::load_composition(text, "scene.json", catalog);
    if (!loaded.ok()) stop(loaded.diagnostics[0].text());
    if (loaded.composition.nodes.size() != static_cast<std::size_t>(state.range(0)))
      stop("the scene has another number of nodes");
  }
  counters(state, text.size());
}

void sizes(benchmark::internal::Benchmark* benchmark) {
  for (const int nodes : {1'000, 3'000, 10'000, 30'000, 100'000}) benchmark->Arg(nodes);
  benchmark->Unit(benchmark::kMillisecond)->Complexity(benchmark::oN);
}
BENCHMARK(parse)->Apply(sizes);
BENCHMARK(load)->Apply(sizes);

}  // namespace

// Expressions, one thread: n programs, each of which reads the one before, every one on a
// node of its own. `ops` is the number of instructions that one program became.
#include <benchmark/benchmark.h>

#include <charconv>
#include <deque>
#include <stdexcept>
#include <string>
#include <vector>

#include "expr/evaluator.h"
#include "expr/expression.h"

namespace {

using namespace lattice;
using namespace lattice::expr;

// Nodes "n0", "n1", ... with one lane, and one variable.
struct Chain : Resolver {
  std::size_t here = 0;

  std::optional<OwnerId> self() const override { return OwnerId{here}; }
  std::optional<OwnerId> node(std::string_view id) const override {
    std::size_t index = 0;
    std::from_chars(id.data() + 1, id.data() + id.size(), index);
    return OwnerId{index};
  }
  std::optional<Property> property(OwnerId node, std::string_view) const override {
    return Property{PropertyId{node.index()}, Type::f64};
  }
  std::optional<Variable> variable(std::string_view) const override {
    return Variable{VariableId{std::size_t{0}}, Type::f64, {}};
  }
  std::vector<std::string_view> node_ids() const override { return {}; }
  std::vector<std::string_view> lanes(OwnerId) const override { return {}; }
  std::vector<std::string_view> variables() const override { return {}; }
};

// %p is the lane before, %k a number that makes programs differ.
constexpr const char* kArithmetic =
    "=clamp((%p * 0.75 + time.progress * %k - vars.speed) / 3 + abs(%p - 0.5) * 0.25, -1, 1)";
constexpr const char* kMixed =
    "=%p > 0.5 ? %p * 0.5 + 0.25 * sin(time.seconds * vars.speed + %k) : 1 - lerp(%p, 0.75, 0.5)";
constexpr const char* kSines = "=sin(%p * 3 + %k) * cos(time.seconds + %k) + 0.5 * sin(%p - 1)";
constexpr const char* kNoise = "=%p * 0.5 + wiggle(2, 0.25, %k) * 0.5 + noise(%p * 4 + 0.5, 3)";

std::string text_of(std::string_view pattern, std::size_t k) {
  const std::string before = k == 0 ? "time.phase" : "nodes.n" + std::to_string(k - 1) + ".opacity";
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%') {
      out += pattern[i];
      continue;
    }
    out += pattern[++i] == 'p' ? before : std::to_string(k + 1);
  }
  return out;
}

struct Linked {
  std::deque<Expression> expressions;
  std::deque<ProgramSet> programs;  // one, which stays where it is
  std::vector<TimeContext> times;

  Linked(const char* pattern, std::size_t count) {
    Chain chain;
    std::vector<Definition> definitions;
    for (std::size_t k = 0; k < count; ++k) {
      chain.here = k;
      auto expression = compile(text_of(pattern, k), chain, {});
      if (!expression) throw std::runtime_error(expression.error().text());
      expressions.push_back(*std::move(expression));
      definitions.push_back({PropertyId{k}, OwnerId{k}, &expressions.back(), "n"});
      times.push_back(time_context(static_cast<double>(k % 60), 60, {30, 1}, 0.25));
    }
    auto linked = ProgramSet::link(definitions, 7);
    if (!linked) throw std::runtime_error(linked.error().text());
    programs.push_back(*std::move(linked));
  }
};

void frame(benchmark::State& state, const char* pattern) {
  const auto count = static_cast<std::size_t>(state.range(0));
  Linked linked(pattern, count);
  Evaluator evaluator(linked.programs[0]);
  for (double& lane : evaluator.variables()) lane = 2;
  for (auto _ : state) {
    evaluator.evaluate(linked.times, nullptr);
    benchmark::DoNotOptimize(evaluator.outputs().data());
    benchmark::ClobberMemory();
  }
  state.counters["ops"] =
      static_cast<double>(linked.programs[0].instructions().size()) / static_cast<double>(count);
}
BENCHMARK_CAPTURE(frame, arithmetic, kArithmetic)
    ->Arg(500)
    ->Arg(2000)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(frame, mixed, kMixed)->Arg(500)->Arg(2000)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(frame, sines, kSines)->Arg(500)->Arg(2000)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(frame, noise, kNoise)->Arg(500)->Arg(2000)->Unit(benchmark::kMicrosecond);

// From text to a set that can run: what loading a composition pays.
void compile_and_link(benchmark::State& state) {
  const auto count = static_cast<std::size_t>(state.range(0));
  for (auto _ : state) {
    Linked linked(kMixed, count);
    benchmark::DoNotOptimize(linked.programs[0].instructions().data());
  }
  state.SetComplexityN(state.range(0));
}
BENCHMARK(compile_and_link)
    ->Arg(500)
    ->Arg(2000)
    ->Arg(8000)
    ->Arg(32000)
    ->Complexity()
    ->Unit(benchmark::kMillisecond);

}  // namespace

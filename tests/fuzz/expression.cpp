// One input of the fuzzer: a line per expression. Whatever the bytes are, they are refused
// with a column or they compile, print, link and run; a failed check ends the program.
#include <algorithm>
#include <bit>
#include <deque>
#include <string_view>

#include "expr/parser.h"
#include "expr/world.h"
#include "fuzz/checks.h"

using namespace lattice;
using namespace lattice::expr;
using namespace lattice::expr::testing;
using fuzz::check;

namespace {

void check_refusal(const Error& error) {
  check(error.where.starts_with("column ") && !error.what.empty(), "a refusal has a column");
}

void check_canonical(const Ast& ast) {
  const std::string text = canonical(ast);
  if (text.size() > kMaxLength) return;
  const auto again = parse(text);
  // Its parentheses nest deeper than those of a long chain without any.
  if (!again)
    check(again.error().what.starts_with("nested deeper"), "canonical text parses");
  else
    check(canonical(*again) == text, "canonical text is canonical");
}

// The types that a place may want, by line.
constexpr Target kTargets[] = {
    {Type::f64, {}}, {Type::vec2, {}}, {Type::color, {}}, {Type::boolean, {}}, {Type::vec2, 1}};

struct Compiled {
  Expression expression;
  std::size_t property;
};

void compile_line(std::string_view line, std::size_t number, const World& world,
                  std::deque<Compiled>& out) {
  const auto ast = parse(line);
  if (!ast) return check_refusal(ast.error());
  check_canonical(*ast);
  auto expression = lower(*ast, line, world, kTargets[number % std::size(kTargets)]);
  if (!expression) return check_refusal(expression.error());
  for (std::size_t i = 0; i < expression->graph.size(); ++i)
    for_each_operand(expression->graph[i],
                     [&](Lane operand) { check(operand < i, "operands come first"); });
  // The first property of its type that is still free.
  for (std::size_t property = 0; property < world.nodes.size() * kLaneCount; ++property) {
    const auto taken = [&](const Compiled& other) { return other.property == property; };
    if (kLaneTypes[property % kLaneCount] != expression->type ||
        std::any_of(out.begin(), out.end(), taken))
      continue;
    out.push_back({*std::move(expression), property});
    return;
  }
}

void run(const std::deque<Compiled>& compiled, const World& world) {
  std::vector<Definition> definitions;
  for (const Compiled& one : compiled)
    definitions.push_back(
        {PropertyId{one.property}, OwnerId{one.property / kLaneCount}, &one.expression, "line"});
  const auto programs = ProgramSet::link(definitions, kSeed);
  if (!programs) return;
  for (const Instruction& instruction : programs->instructions())
    check(instruction.dst >= programs->layout().outputs.first &&
              instruction.dst < programs->layout().count,
          "instructions write outputs and temporaries only");
  Evaluator evaluator(*programs);
  set_variables(evaluator, *programs, world);
  const Sampler sampler;
  evaluator.evaluate(times_of(world), &sampler);
  const std::vector<double> first(evaluator.outputs().begin(), evaluator.outputs().end());
  evaluator.evaluate(times_of(world), &sampler);
  for (std::size_t i = 0; i < first.size(); ++i)
    check(std::bit_cast<std::uint64_t>(first[i]) ==
              std::bit_cast<std::uint64_t>(evaluator.outputs()[i]),
          "the same frame gives the same bits");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  World world;
  world.repeats = size % 2 == 0;
  std::string_view rest = fuzz::text_of(bytes, size);
  std::deque<Compiled> compiled;
  for (std::size_t line = 0; !rest.empty() && line < 64; ++line) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    compile_line(rest.substr(0, end), line, world, compiled);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  run(compiled, world);
  return 0;
}

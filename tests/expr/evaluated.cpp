#include "expr/evaluated.h"

#include <algorithm>

#include "support/catch.h"

namespace lattice::expr::testing {

Value value_of(std::string_view source, Type type, const World& world) {
  INFO(source);
  const auto expression = compile(source, world, {type, {}});
  if (!expression) FAIL(expression.error().text());
  const Definition definition{PropertyId{1000}, OwnerId{0}, &*expression, "test"};
  const auto programs = ProgramSet::link({&definition, 1}, kSeed);
  REQUIRE(programs);
  Evaluator evaluator(*programs);
  set_variables(evaluator, *programs, world);
  std::fill(evaluator.inputs().begin(), evaluator.inputs().end(), 0.5);
  const Sampler sampler;
  evaluator.evaluate(times_of(world), &sampler);
  Value value{type, {}};
  std::copy(evaluator.outputs().begin(), evaluator.outputs().end(), value.lanes.begin());
  return value;
}

double number(std::string_view source, const World& world) {
  return value_of(source, Type::f64, world).lanes[0];
}

std::string error_of(std::string_view source, Type type, const World& world) {
  const auto expression = compile(source, world, {type, {}});
  return expression ? std::string() : expression.error().text();
}

}  // namespace lattice::expr::testing

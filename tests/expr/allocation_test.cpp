#include "expr/world.h"
#include "support/catch.h"
#include "support/count_allocations.h"

using namespace lattice;
using namespace lattice::expr;
using namespace lattice::expr::testing;
using lattice::test::allocation_count;

TEST_CASE("no frame allocates, the first one included", "[expr][allocation]") {
  const World world;
  const auto a = compile("wiggle(2, 10) + value_at(nodes.title.opacity, time.seconds)", world, {});
  const auto b =
      compile("lerp(vars.accent, rgba(1, 0, 0), nodes.card.opacity % 1)", world, {Type::color, {}});
  REQUIRE((a && b));
  const Definition definitions[] = {
      {property_id(1, "test.tint"), OwnerId{1}, &*b, "title.test.tint"},
      {property_id(0, "opacity"), OwnerId{0}, &*a, "card.opacity"}};
  const auto programs = ProgramSet::link(definitions, kSeed);
  REQUIRE(programs);
  Evaluator evaluator(*programs);
  set_variables(evaluator, *programs, world);
  const Sampler sampler;
  std::vector<TimeContext> times = times_of(world, 0);

  const long before = allocation_count;
  double sum = 0;
  for (int frame = 0; frame < 100; ++frame) {
    times[0] = time_context(frame, 60, {30, 1}, 0);
    evaluator.evaluate(times, &sampler);
    sum += evaluator.outputs()[0];
  }
  CHECK(allocation_count == before);
  CHECK(sum != 0);
  const auto counted = allocation_count.load();
  std::vector<int> proof(3);
  CHECK((allocation_count > counted && proof.size() == 3));
}

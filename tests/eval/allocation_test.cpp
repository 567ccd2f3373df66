
#include "eval/film.h"
#include "eval/scene.h"
#include "support/catch.h"
#include "support/count_allocations.h"

using namespace lattice;
using namespace lattice::eval::testing;
using lattice::test::allocation_count;

namespace {

NodeSpec everything() {
  constexpr TransitionSpec kFade{kCrossfade, 5};
  const auto animate = [](ir::Node& n, ir::Composition& c) {
    n.opacity = keys(c, {{0, 0.1}, {30, 1.5}});
    n.transform.rotation_rad = keys(c, {{0, 0}, {30, 3}});
  };
  return stack(
      "root", 0, 60,
      {group("fading", 0, 60,
             {leaf("a", 0, 40).effect(kTypedEffect), leaf("b", 0, 60), leaf("c", 20, 60)})
           .with(animate),
       sequence("s", 0,
                {leaf("d", 0, 20).transition_out(kFade),
                 group("g", 0, 20, {leaf("e", 0, 20)}).transition_in(kFade).transition_out(kFade),
                 leaf("f", 0, 20).effect(kPlainEffect).with(animate).transition_in(kFade)})});
}

long allocations_of_a_round(Scene& scene) {
  const long before = allocation_count;
  for (std::int64_t frame = 0; frame < 60; ++frame) scene.at(frame);
  return allocation_count - before;
}

}  // namespace

TEST_CASE("nothing is allocated once the arrays have grown", "[eval][allocation]") {
  Scene scene(everything(), 60);
  CHECK(allocations_of_a_round(scene) > 0);
  CHECK(allocations_of_a_round(scene) == 0);
}

TEST_CASE("expressions allocate nothing either", "[eval][allocation]") {
  Film film(group_of(R"({"id": "a", "leaf": "bg", "opacity": "=nodes.b.opacity * vars.speed",
      "effects": [{"kind": "typed", "params": {"number": "=wiggle(2, 1, 3) + self.opacity"}}],
      "transform": {"translate": "=vec2(value_at(self.transform.z, time.seconds - 1), noise(time.frame)) ",
                    "z": {"keys": [[0, 0], [30, 10], [60, 0]]}}},
      {"id": "b", "leaf": "bg", "opacity": {"mix": {"a": {"delay": {"frames": 5, "of": "=time.progress"}},
                                                    "b": 1, "t": 0.5}}})"),
            R"("variables": {"speed": 0.5},)");
  const auto round = [&] {
    const long before = allocation_count;
    for (std::int64_t frame = 0; frame < 60; ++frame) film.evaluator->evaluate(frame, film.graph);
    return allocation_count - before;
  };
  round();
  CHECK(round() == 0);
}


#include "eval/film.h"
#include "eval/hashes.h"
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
    for (std::int64_t frame = 0; frame < 60; ++frame)
      film.evaluator->evaluate(static_cast<double>(frame), film.graph);
    return allocation_count - before;
  };
  round();
  CHECK(round() == 0);
}

TEST_CASE("masks, mattes, sorted children, switches and hashes allocate nothing either",
          "[eval][allocation]") {
  Film film(
      R"({"id": "root", "depth_sort": true, "group": [
      {"id": "a", "leaf": "bg", "mask": {"source": {"node": "m"}, "feather": "=time.frame"}},
      {"id": "m", "range": [5, 50], "opacity": 0.5, "group": [
         {"id": "m1", "leaf": "bg", "mask": {"source": {"node": "n"}}}, {"id": "m2", "leaf": "bg"}]},
      {"id": "n", "leaf": "bg", "transform": {"z": "=time.frame"}},
      {"id": "late", "range": [30, 60], "leaf": "bg", "parent": "rig",
       "effects": [{"kind": "displace", "inputs": {"map": {"node": "n"}}}]},
      {"id": "rig", "range": [0, 20], "leaf": "bg"},
      {"id": "s", "switch": {"active": "=time.frame / 20", "children": [
         {"id": "s0", "leaf": "bg"}, {"id": "s1", "comp": "c"}, {"id": "s2", "leaf": "bg"}]}}]})",
      R"("compositions": {"c": {"fps": 24, "duration": 60, "root": {"id": "in", "depth_sort": true,
                "stack": [{"leaf": {"null": {}}}, {"leaf": {"null": {}}, "transform": {"z": 1}}]}}},)");
  eval::GraphHasher hasher(film.composition, film.catalog, *film.store, *film.evaluator);
  eval::GraphHashes hashes;
  const auto round = [&](eval::Sampling sampling) {
    const long before = allocation_count;
    for (double frame = 0; frame < 60; frame += 0.5) {
      film.evaluator->evaluate(frame, film.graph, sampling);
      hasher.hash(film.graph, hashes);
    }
    return allocation_count - before;
  };
  for (const eval::Sampling sampling : {eval::Sampling::needed, eval::Sampling::all}) {
    round(sampling);
    CHECK(round(sampling) == 0);
  }
}

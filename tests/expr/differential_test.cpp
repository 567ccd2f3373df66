#include <algorithm>
#include <bit>
#include <numeric>
#include <vector>

#include "expr/parser.h"
#include "expr/random_text.h"
#include "expr/tree_walker.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::expr;
using namespace lattice::expr::testing;

namespace {

constexpr std::size_t kProgramsPerSet = 24;
constexpr std::size_t kSets = 420;

// Programs at random over one world, each of which may read what was made before it.
struct RandomSet {
  World world;
  RandomText text;
  std::vector<std::size_t> properties;  // all of the world, shuffled; the first are defined
  std::vector<std::string> sources;
  std::vector<Ast> trees;
  std::vector<Expression> expressions;
  std::vector<std::uint32_t> shuffled;  // the order in which they are handed over

  explicit RandomSet(std::uint64_t seed)
      : text(world, seed), properties(world.nodes.size() * kLaneCount) {
    std::iota(properties.begin(), properties.end(), std::size_t{0});
    shuffle(properties);
    for (std::size_t i = 0; i < kProgramsPerSet; ++i) make(i);
    shuffled.resize(kProgramsPerSet);
    std::iota(shuffled.begin(), shuffled.end(), 0u);
    shuffle(shuffled);
  }

  template <class T>
  void shuffle(std::vector<T>& items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[text.pick(i)]);
  }

  std::size_t rank(std::size_t node, std::size_t lane) const {
    const auto found = std::find(properties.begin(), properties.end(), node * kLaneCount + lane);
    return static_cast<std::size_t>(found - properties.begin());
  }
  std::size_t node_of(std::size_t i) const { return properties[i] / kLaneCount; }
  Type type_of(std::size_t i) const { return kLaneTypes[properties[i] % kLaneCount]; }

  void make(std::size_t i) {
    const auto may_sample = [&](std::size_t node, std::size_t lane) {
      return rank(node, lane) >= kProgramsPerSet;
    };
    const auto may_read = [&](std::size_t node, std::size_t lane) {
      return rank(node, lane) < i || may_sample(node, lane);
    };
    const int depth = 1 + static_cast<int>(text.pick(5));
    sources.push_back(text.expression(type_of(i), depth, may_read, may_sample));
    INFO(sources.back());
    auto tree = parse(sources.back());
    REQUIRE(tree);
    trees.push_back(*std::move(tree));
    world.around = OwnerId{node_of(i)};
    auto expression = lower(trees.back(), sources.back(), world, {type_of(i), {}});
    if (!expression) FAIL(expression.error().text());
    expressions.push_back(*std::move(expression));
  }

  std::vector<Definition> definitions() const {
    std::vector<Definition> out;
    for (const std::uint32_t i : shuffled)
      out.push_back({PropertyId{properties[i]}, OwnerId{node_of(i)}, &expressions[i], "x"});
    return out;
  }

  // The values of all properties by walking the trees; `values` holds those of the inputs.
  void walk_all(std::vector<Value>& values, std::span<const TimeContext> times,
                const Sampler& sampler) const {
    for (std::size_t i = 0; i < kProgramsPerSet; ++i)
      values[properties[i]] = walk(trees[i], {world, node_of(i), times, sampler,
                                              [&](PropertyId id) { return values[id.index()]; }});
  }
};

bool same_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

// Compares one frame; returns how many values were compared.
std::size_t compare_frame(RandomSet& set, const ProgramSet& programs, Evaluator& evaluator,
                          double frame) {
  const auto times = times_of(set.world, frame);
  const Sampler sampler;
  std::vector<Value> values(set.properties.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i].type = kLaneTypes[i % kLaneCount];
    for (double& lane : values[i].lanes)
      lane = values[i].type == Type::boolean ? static_cast<double>(set.text.pick(2))
                                             : set.text.number();
  }
  for (const auto& place : programs.inputs())
    std::copy_n(values[place.id.index()].lanes.begin(), lane_count(place.type),
                evaluator.inputs().begin() + place.first_lane);
  evaluator.evaluate(times, &sampler);
  set.walk_all(values, times, sampler);

  std::size_t compared = 0;
  for (const auto& place : programs.outputs())
    for (std::uint32_t lane = 0; lane < lane_count(place.type); ++lane, ++compared) {
      const double expected = values[place.id.index()].lanes[lane];
      const double got = evaluator.outputs()[place.first_lane + lane];
      if (same_bits(expected, got)) continue;
      CAPTURE(expected, got,
              set.sources[set.rank(place.id.index() / kLaneCount, place.id.index() % kLaneCount)]);
      FAIL_CHECK("the evaluator and the tree differ");
    }
  return compared;
}

}  // namespace

TEST_CASE("programs give the bits that walking their trees gives", "[expr][differential]") {
  std::size_t compared = 0, programs_seen = 0, finite = 0;
  for (std::uint64_t seed = 1; seed <= kSets; ++seed) {
    CAPTURE(seed);
    RandomSet set(seed);
    const auto programs = ProgramSet::link(set.definitions(), kSeed);
    REQUIRE(programs);
    Evaluator evaluator(*programs);
    set_variables(evaluator, *programs, set.world);
    for (const double frame : {0.0, 17.0, 44.5})
      compared += compare_frame(set, *programs, evaluator, frame);
    for (const double lane : evaluator.outputs()) finite += lane - lane == 0;
    programs_seen += programs->outputs().size();
  }
  CHECK(programs_seen >= 10000);
  CHECK(compared >= 3 * programs_seen);
  CHECK(finite > programs_seen / 2);  // not all NaN, which would prove little
}

TEST_CASE("the canonical text of a random expression parses to the same tree",
          "[expr][differential]") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const RandomSet set(seed);
    for (const Ast& tree : set.trees) {
      const std::string text = canonical(tree);
      const auto again = parse(text);
      INFO(text);
      REQUIRE(again);
      CHECK(canonical(*again) == text);
    }
  }
}

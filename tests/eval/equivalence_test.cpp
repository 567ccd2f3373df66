// Properties that hold for any composition: made up at random, from fixed seeds.
#include <random>

#include "eval/film.h"
#include "eval/hashes.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::eval::testing;

namespace {

constexpr int kTrials = 30;

class Inventor {
 public:
  explicit Inventor(unsigned seed) : random_(seed) {}

  // Children of a group, some levels deep, that play somewhere within 40 frames.
  std::string children(int depth) {
    std::string out;
    for (int i = whole(2, 4); i > 0; --i) out += (out.empty() ? "" : ", ") + node(depth);
    return out;
  }
  int whole(int first, int last) {
    return std::uniform_int_distribution<int>(first, last)(random_);
  }

 private:
  std::string node(int depth) {
    std::string out = R"({"id": "n)" + std::to_string(count_++) + "\"";
    const int first = whole(0, 10);
    out += R"(, "range": [)" + std::to_string(first) + ", " +
           std::to_string(first + whole(20, 40)) + "]";
    out += R"(, "opacity": )" + lane(0, 1) + R"(, "transform": {"translate": [)" + lane(-50, 50) +
           ", " + lane(-50, 50) + R"(], "rotation_deg": )" + lane(-90, 90) + R"(, "scale": )" +
           lane(1, 3) + R"(, "z": )" + lane(-9, 9) + "}";
    if (whole(0, 3) == 0)
      out += R"(, "effects": [{"kind": "typed", "params": {"number": )" + lane(0, 5) + "}}]";
    if (whole(0, 4) == 0)
      out += R"(, "transition_in": {"crossfade": )" + std::to_string(whole(1, 7)) + "}";
    return out + content(depth) + "}";
  }
  std::string content(int depth) {
    if (depth == 0 || whole(0, 2) == 0)
      return R"(, "leaf": {"solid_rect": {"color": "#fff", "width": 20, "height": 10}})";
    switch (whole(0, 2)) {
      case 0: return R"(, "stack": [)" + children(depth - 1) + "]";
      case 1: return R"(, "depth_sort": true, "group": [)" + children(depth - 1) + "]";
      default:
        return R"(, "switch": {"active": )" + lane(0, 2) + R"(, "children": [)" +
               children(depth - 1) + "]}";
    }
  }
  std::string lane(int least, int most) {
    const auto value = [&] { return std::to_string(whole(least, most)); };
    switch (whole(0, 3)) {
      case 0:
        return R"({"keys": [[)" + std::to_string(whole(0, 5)) + ", " + value() + "], [" +
               std::to_string(whole(6, 20)) + ", " + value() + R"(, "ease_in_out_cubic"]]})";
      case 1:
        return R"("=)" + std::to_string(least) + " + " + std::to_string(most - least) +
               " * fract(time.frame * 0.13 + time.progress + time.seconds)\"";
      default: return value();
    }
  }

  std::mt19937 random_;
  int count_ = 0;
};

// What a frame shows, without the numbers of its nodes.
struct Shown {
  std::string units;
  eval::GraphHashes hashes;

  explicit Shown(Film& film, double frame) {
    film.show(frame);
    eval::GraphHasher(film.composition, film.catalog, *film.store, *film.evaluator)
        .hash(film.graph, hashes);
    units = film.units();
  }
};

// The ids of what stands in a composition lose its prefix.
std::string without(std::string text, const std::string& prefix) {
  for (auto at = text.find(prefix); at != text.npos; at = text.find(prefix))
    text.erase(at, prefix.size());
  return text;
}

}  // namespace

TEST_CASE("what is made up shows something, and much of everything", "[eval][equivalence]") {
  std::size_t units = 0, hidden = 0, groups = 0;
  for (unsigned seed = 0; seed < kTrials; ++seed) {
    Film film(group_of(Inventor(seed).children(3)));
    film.show(20);
    units += film.graph.units.size();
    hidden += film.graph.nodes.size() - film.graph.visible.size();
    for (const eval::Unit& unit : film.graph.units) groups += unit.kind == eval::UnitKind::group;
  }
  CHECK(units > 60);
  CHECK(hidden > 60);
  CHECK(groups > 5);
}

TEST_CASE("shifting a node's range shifts its samples", "[eval][equivalence]") {
  for (unsigned seed = 0; seed < kTrials; ++seed) {
    CAPTURE(seed);
    const std::string children = Inventor(seed).children(2);
    const int shift = Inventor(seed + 1000).whole(1, 30);
    const auto shifted = [&](int begin) {
      return group_of(R"({"id": "node", "range": [)" + std::to_string(begin) + ", " +
                      std::to_string(begin + 45) + R"(], "group": [)" + children + "]}");
    };
    Film still(shifted(0), "", 100), moved(shifted(shift), "", 100);
    for (int frame = 0; frame < 50; frame += 3) {
      const Shown a(still, frame), b(moved, frame + shift);
      CHECK(a.units == b.units);
      CHECK(a.hashes.frame == b.hashes.frame);
    }
  }
}

TEST_CASE("a composition at identity time equals its inlined body", "[eval][equivalence]") {
  for (unsigned seed = 0; seed < kTrials; ++seed) {
    CAPTURE(seed);
    const std::string body = R"({"id": "body", "group": [)" + Inventor(seed).children(3) + "]}";
    Film inlined(group_of(R"({"id": "around", "range": [5, 55], "group": [)" + body + "]}"));
    Film referred(group_of(R"({"id": "around", "range": [5, 55], "comp": "c"})"),
                  R"("compositions": {"c": {"duration": 50, "root": )" + body + "}},");
    for (double frame = 0; frame < 60; frame += 2.5) {
      const Shown a(inlined, frame), b(referred, frame);
      CHECK(a.units == without(b.units, "around/"));
      CHECK(a.hashes.frame == b.hashes.frame);
    }
  }
}

TEST_CASE("looking at all nodes shows what looking at the visible ones does",
          "[eval][equivalence]") {
  for (unsigned seed = 0; seed < kTrials; ++seed) {
    CAPTURE(seed);
    Film film(group_of(Inventor(seed).children(3)));
    for (int frame = 0; frame < 60; frame += 7) {
      const Shown needed(film, frame);
      film.at(frame, "root");
      eval::GraphHashes all;
      eval::GraphHasher(film.composition, film.catalog, *film.store, *film.evaluator)
          .hash(film.graph, all);
      CHECK(needed.hashes.frame == all.frame);
      CHECK(needed.units == film.units());
      CHECK(film.graph.sampled.size() == film.graph.nodes.size());
    }
  }
}

TEST_CASE("a graph that another composition has used shows nothing of it", "[eval][equivalence]") {
  for (unsigned seed = 0; seed < kTrials; ++seed) {
    CAPTURE(seed);
    Film one(group_of(Inventor(seed).children(3))), two(group_of(Inventor(seed + 500).children(2)));
    const Shown fresh(two, 12);
    one.at(20, "root");
    two.graph = one.graph;
    const Shown used(two, 12);
    CHECK(fresh.units == used.units);
    CHECK(fresh.hashes.frame == used.hashes.frame);
    REQUIRE(two.graph.nodes.size() == two.composition.nodes.size());
    for (const eval::NodeState& state : two.graph.nodes)
      if (!state.is_sampled) CHECK(state.lanes.scale_x == 0);
  }
}

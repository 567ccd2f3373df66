// Time: whole frames stay whole at any frame rate, through any number of compositions.
#include <cmath>

#include "eval/film.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::eval::testing;

namespace {

// A composition "c" of some frame rate whose root "in" shows itself in [first, end).
std::string composition_of(const std::string& fps, std::int64_t duration, std::int64_t first,
                           std::int64_t end, const std::string& more = "") {
  return R"("compositions": {"c": {"fps": )" + fps + R"(, "duration": )" +
         std::to_string(duration) + R"(, "root": {"id": "in", "range": [)" + std::to_string(first) +
         ", " + std::to_string(end) + R"(], "leaf": {"solid_rect": {"color": "#fff"}})" + more +
         "}}},";
}

std::string node_of(const std::string& map, const std::string& range = "") {
  return R"({"id": "one", "kind": {"comp_ref": {"composition": "c")" + map + "}}" + range + "}";
}

}  // namespace

TEST_CASE("29.97 is exact after 100,000 frames", "[eval][clock]") {
  // 30000/1001 into 24000/1001 is 4/5: every fifth frame is a whole one.
  Film film(node_of(""), R"("fps": 29.97, )" + composition_of("23.976", 200'000, 80'000, 80'004),
            200'000);
  for (std::int64_t frame = 99'990; frame < 100'010; ++frame) {
    CAPTURE(frame);
    const eval::NodeState& in = film.at(frame, "one/in");
    CHECK(in.local_frame * 5 == Approx(static_cast<double>(frame * 4 - 400'000)).margin(1e-9));
    if (frame % 5 == 0) CHECK(in.local_frame == static_cast<double>(frame * 4 / 5 - 80'000));
    CHECK(in.visible == (frame >= 100'000 && frame < 100'005));
  }
}

TEST_CASE("time.seconds of 29.97 fps is exact after 100,000 frames", "[eval][clock]") {
  Film film(R"({"id": "a", "leaf": "bg", "transform": {"z": "=time.seconds"}})",
            R"("fps": 29.97, )", 200'000);
  CHECK(film.at(100'000, "a").lanes.z == 100'000.0 * 1001 / 30'000);
  CHECK(film.at(150'000, "a").lanes.z == 5005);
}

TEST_CASE("there and back again through other frame rates every frame is itself", "[eval][clock]") {
  const std::string extra =
      R"("fps": 30, "compositions": {
        "c": {"fps": 24, "duration": 100000, "root": {"id": "mid", "comp": "d"}},
        "d": {"fps": 29.97, "duration": 100000, "root": {"id": "mid", "comp": "e"}},
        "e": {"fps": 30, "duration": 100000, "root": {"id": "in", "leaf": {"null": {}}}}},)";
  Film film(node_of(""), extra, 100'000);
  for (std::int64_t frame = 0; frame < 100'000; frame += 997) {
    CAPTURE(frame);
    CHECK(film.at(frame, "one/mid/mid/in").local_frame == static_cast<double>(frame));
  }
}

TEST_CASE("a composition's second is scale times the node's, and its offset in its own frames",
          "[eval][clock]") {
  // The node begins at 10: frame 22 is 12 frames of 30, 0.4 s; twice that at 15 fps are 12
  // frames, and 3 more.
  Film film(group_of(node_of(R"(, "scale": 2, "offset": 3)", R"(, "range": [10, 60])")),
            composition_of("15", 100, 0, 100));
  CHECK(film.at(22, "one/in").local_frame == 15);
  CHECK(film.at(10, "one/in").local_frame == 3);
  CHECK(film.at(0, "one/in").local_frame == -7);
  CHECK_FALSE(film.at(9, "one/in").visible);
  CHECK(film.at(10, "one/in").visible);
}

TEST_CASE("a scale that is a short decimal is that decimal", "[eval][clock]") {
  // 0.29 is less than 29/100 as a double: 100 frames would end before frame 29.
  Film film(node_of(R"(, "scale": 0.29)"), composition_of("30", 1000, 29, 40), 1000);
  CHECK_FALSE(film.at(99, "one/in").visible);
  CHECK(film.at(100, "one/in").visible);
  CHECK(film.at(100, "one/in").local_frame == 0);
}

TEST_CASE("a negative scale plays backwards, and 0 stands still", "[eval][clock]") {
  Film backwards(node_of(R"(, "scale": -1, "offset": 20)"), composition_of("30", 100, 0, 100));
  CHECK(backwards.at(5, "one/in").local_frame == 15);
  CHECK(backwards.at(20, "one/in").visible);
  CHECK_FALSE(backwards.at(21, "one/in").visible);
  Film still(node_of(R"(, "scale": 0, "offset": 7.5)"), composition_of("30", 100, 0, 100));
  CHECK(still.at(0, "one/in").local_frame == 7.5);
  CHECK(still.at(59, "one/in").local_frame == 7.5);
}

TEST_CASE("a scale that is no fraction is still followed", "[eval][clock]") {
  Film film(node_of(R"(, "scale": 0.7071067811865476)"),
            composition_of("24", 1000, 5, 900, R"(, "transform": {"z": "=time.frame"})"));
  const double expected = 30 * 0.7071067811865476 * 24 / 30 - 5;
  CHECK(film.at(30, "one/in").local_frame == Approx(expected).epsilon(1e-14));
  CHECK(film.state("one/in").lanes.z == Approx(expected).epsilon(1e-14));
}

TEST_CASE("numbers that outgrow exact fractions are followed rounded", "[eval][clock]") {
  std::string extra = R"("fps": {"num": 2147483647, "den": 65537}, "compositions": {)";
  for (int i = 0; i < 4; ++i)
    extra += R"("c)" + std::to_string(i) + R"(": {"fps": {"num": )" +
             std::to_string(1'000'003 + 2 * i) + R"(, "den": 30011}, "duration": 100, "root": )" +
             (i < 3 ? R"({"id": "n", "kind": {"comp_ref": {"composition": "c)" +
                          std::to_string(i + 1) + R"(", "scale": 0.999983}}})"
                    : std::string(R"({"id": "in", "leaf": {"null": {}}})")) +
             (i < 3 ? "}," : "}");
  Film film(R"({"id": "one", "comp": "c0"})", extra + "},", 60);
  const double seconds = 50 * 65537.0 / 2147483647 * 0.999983 * 0.999983 * 0.999983;
  CHECK(film.at(50, "one/n/n/n/in").local_frame ==
        Approx(seconds * 1'000'009 / 30011).epsilon(1e-12));
}

TEST_CASE("outside of its clip a composition draws nothing, and its time goes on",
          "[eval][clock]") {
  Film film(node_of(R"(, "offset": 5, "clip": [10, 20])"), composition_of("30", 100, 0, 100));
  const std::pair<std::int64_t, bool> cases[] = {{4, false}, {5, true}, {14, true}, {15, false}};
  for (const auto& [frame, visible] : cases) {
    CAPTURE(frame);
    CHECK(film.at(frame, "one/in").visible == visible);
    CHECK(film.state("one/in").local_frame == static_cast<double>(frame + 5));
    CHECK(film.units() == (visible ? "one/in" : ""));
  }
}

TEST_CASE("a composition is shown for as long as its duration", "[eval][clock]") {
  Film film(
      node_of(R"(, "scale": 2)"),
      R"("compositions": {"c": {"duration": 40, "root": {"id": "in", "leaf": {"null": {}}}}},)");
  CHECK(film.at(19, "one/in").visible);
  CHECK_FALSE(film.at(20, "one/in").visible);
}

TEST_CASE("a group nested in a sequence in a composition at scale 2", "[eval][clock]") {
  const std::string extra = R"("compositions": {"c": {"fps": 30, "duration": 100, "root":
      {"id": "seq", "sequence": [
         {"id": "first", "range": [0, 20], "leaf": {"null": {}}},
         {"id": "second", "range": [0, 30], "group": [
            {"id": "late", "range": [4, 14], "leaf": {"null": {}},
             "transform": {"z": {"keys": [[0, 0], [10, 100]]}}}]}]}}},)";
  Film film(group_of(node_of(R"(, "scale": 2)", R"(, "range": [10, 60])")), extra);
  // Frame 22: 12 frames into the node, 24 into the composition, 4 into the second child, 0
  // into what begins there at 4.
  CHECK(film.at(22, "one/seq").local_frame == 24);
  CHECK(film.state("one/second").local_frame == 4);
  CHECK(film.state("one/late").local_frame == 0);
  CHECK(film.units() == "one/late");
  CHECK(film.at(24, "one/late").lanes.z == 40);
  CHECK(film.at(27, "one/late").local_frame == 10);
  CHECK(film.units().empty());
  CHECK(film.at(19, "one/first").visible);
  CHECK_FALSE(film.at(20, "one/first").visible);
}

TEST_CASE("frames between two whole ones are legal, and ranges half-open", "[eval][clock]") {
  Film film(group_of(R"({"id": "a", "leaf": "bg", "range": [10, 20],
                        "transform": {"z": {"keys": [[0, 0], [9, 90]]}}})"));
  const std::pair<double, bool> cases[] = {
      {9.999, false}, {10, true}, {10.25, true}, {19.999, true}, {20, false}};
  for (const auto& [frame, visible] : cases) {
    CAPTURE(frame);
    CHECK(film.at(frame, "a").visible == visible);
    CHECK(film.graph.frame == frame);
  }
  CHECK(film.at(12.25, "a").local_frame == 2.25);
  CHECK(film.state("a").lanes.z == 22.5);
  // Clamped to the first and the last frame.
  CHECK(film.at(19.5, "a").lanes.z == 90);
  CHECK(film.at(0.5, "a").lanes.z == 0);
}

TEST_CASE("nothing is visible before the first frame and after the last", "[eval][clock]") {
  Film film(group_of(R"({"id": "a", "leaf": "bg"})"));
  for (const double frame : {-0.25, 60.0, 1e9}) {
    CAPTURE(frame);
    film.show(frame);
    CHECK(film.units().empty());
    CHECK(film.graph.visible.empty());
  }
  CHECK(film.show(59.75).units() == "a");
}

TEST_CASE("sequences and transitions go on between whole frames", "[eval][clock]") {
  Film film(R"({"id": "s", "sequence": [
      {"id": "a", "range": [0, 20], "leaf": "bg", "transition_out": {"crossfade": 10}},
      {"id": "b", "range": [0, 20], "leaf": "bg", "transition_in": {"crossfade": 10}}]})");
  CHECK(film.show(9.75).units() == "a");
  CHECK(film.show(12.5).units() == "a b");
  CHECK(film.unit("b").transition_in.progress == 0.25);
  CHECK(film.unit("a").transition_out.progress == 0.25);
  CHECK(film.unit("a").pair);
  CHECK(film.show(20.25).units() == "b");
}

TEST_CASE("variables are bound for each use of a composition, and names are its own",
          "[eval][clock]") {
  const std::string extra = R"("variables": {"speed": 3}, "compositions": {"c": {"duration": 60,
      "variables": {"far": 1}, "root": {"id": "g", "group": [
        {"id": "a", "leaf": {"null": {}}, "transform": {"z": "=vars.far * 10"}},
        {"id": "b", "leaf": {"null": {}}, "transform": {"z": "=nodes.a.transform.z + 1"}}]}}},)";
  Film film(group_of(R"({"id": "a", "leaf": "bg", "transform": {"z": 500}},
      {"id": "one", "kind": {"comp_ref": {"composition": "c", "bindings": {"far": 2}}}},
      {"id": "two", "kind": {"comp_ref": {"composition": "c", "bindings": {"far": "vars.speed"}}}},
      {"id": "three", "comp": "c"})"),
            extra);
  CHECK(film.at(0, "one/b").lanes.z == 21);
  CHECK(film.state("two/b").lanes.z == 31);
  CHECK(film.state("three/b").lanes.z == 11);
  CHECK(film.state("a").lanes.z == 500);
}

#include "anim/sample.h"

#include <cmath>
#include <random>

#include "support/catch.h"

using namespace lattice::anim;

namespace {

constexpr double kPi = 3.14159265358979323846;

F64 ramp(Curves& curves) { return curves.add_track({{0, 0}, {100, 100}}); }

F64 bend(Curves& curves, SourceKind kind, std::initializer_list<double> numbers, F64 of) {
  return curves.add(kind, std::span(numbers.begin(), numbers.size()), {&of, 1});
}

Moment at(double frame) { return {frame, 100, 25, 7, {}}; }

}  // namespace

TEST_CASE("a cursor never changes what a track says", "[anim]") {
  std::mt19937 random(4);
  Curves curves;
  std::vector<Key> keys;
  for (int i = 0; i < 50; ++i)
    keys.push_back({i * 3 + static_cast<double>(random() % 2), static_cast<double>(random() % 100),
                    static_cast<Ease>(4 + random() % 30)});
  const F64 lane = curves.add_track(keys);
  Cursors cursors(curves);
  for (int i = 0; i < 4000; ++i) {  // forwards, then anywhere
    const double frame = i < 2000 ? i * 0.08 - 2 : static_cast<double>(random() % 1700) / 10 - 5;
    REQUIRE(sample(curves, lane, at(frame), &cursors) == sample(curves, lane, at(frame)));
  }
}

TEST_CASE("a segment with a shape uses it, a spring in seconds", "[anim]") {
  Curves curves;
  const auto bezier = curves.add_shape({0.25, 0.1, 0.25, 1});
  const auto spring = curves.add_shape({100, 10, 1, 0});
  const F64 lane =
      curves.add_track({{0, 0}, {10, 10, Ease::bezier, bezier}, {35, 20, Ease::spring, spring}});
  CHECK(sample(curves, lane, at(5)) == Approx(8.024033877399112));
  // 5 frames of 25 a second into the spring
  const double w = 10, z = 0.5, t = 0.2, d = w * std::sqrt(1 - z * z);
  const double x = 1 - std::exp(-z * w * t) * (std::cos(d * t) + z * w / d * std::sin(d * t));
  CHECK(sample(curves, lane, at(15)) == Approx(10 + 10 * x));
  CHECK(sample(curves, lane, at(35)) == 20);
}

TEST_CASE("a sine swings in seconds of its composition", "[anim]") {
  Curves curves;
  const double n[] = {2, 0.5, 0.25, 10};
  const F64 lane = curves.add(SourceKind::sine, n, {});
  CHECK(sample(curves, lane, at(0)) == Approx(10 + 2 * std::sin(0.25)));
  CHECK(sample(curves, lane, at(20)) == Approx(10 + 2 * std::sin(2 * kPi * 0.5 * 0.8 + 0.25)));
}

TEST_CASE("noise is smooth, bounded, and depends on both seeds", "[anim]") {
  Curves curves;
  const double n[] = {3, 2, 100, 1}, other[] = {3, 2, 100, 2};
  const F64 lane = curves.add(SourceKind::noise, n, {});
  const F64 second = curves.add(SourceKind::noise, other, {});
  double last = sample(curves, lane, at(0)), lowest = last, highest = last;
  for (int i = 1; i < 5000; ++i) {
    const double value = sample(curves, lane, at(i * 0.1));
    CHECK(std::fabs(value - last) < 3 * 2 * 1.5 * 2 * 0.1 / 25);
    lowest = std::min(lowest, value), highest = std::max(highest, value);
    last = value;
  }
  CHECK(lowest >= 97);
  CHECK(lowest < 98.5);
  CHECK(highest <= 103);
  CHECK(highest > 101.5);
  CHECK(sample(curves, lane, at(33)) != sample(curves, second, at(33)));
  Moment other_film = at(33);
  other_film.seed = 8;
  CHECK(sample(curves, lane, other_film) != sample(curves, lane, at(33)));
}

TEST_CASE("an envelope rises, falls to its level, and is released at the end", "[anim]") {
  Curves curves;
  const double n[] = {10, 20, 0.25, 40};
  const F64 lane = curves.add(SourceKind::envelope, n, {});
  CHECK(sample(curves, lane, at(0)) == 0);
  CHECK(sample(curves, lane, at(5)) == 0.5);
  CHECK(sample(curves, lane, at(10)) == 1);
  CHECK(sample(curves, lane, at(20)) == Approx(0.625));
  CHECK(sample(curves, lane, at(45)) == 0.25);
  CHECK(sample(curves, lane, at(60)) == 0.25);
  CHECK(sample(curves, lane, at(80)) == Approx(0.125));
  CHECK(sample(curves, lane, at(100)) == 0);

  const double none[] = {0, 0, 0.5, 0};
  const F64 flat = curves.add(SourceKind::envelope, none, {});
  CHECK(sample(curves, flat, at(0)) == 0.5);
  CHECK(sample(curves, flat, at(99)) == 0.5);
}

TEST_CASE("a procedural spring goes from one value to another", "[anim]") {
  Curves curves;
  const double n[] = {100, 20, 1, 5, 9};
  const F64 lane = curves.add(SourceKind::spring, n, {});
  CHECK(sample(curves, lane, at(0)) == 5);
  CHECK(sample(curves, lane, at(5)) == Approx(5 + 4 * (1 - std::exp(-2.0) * 3)));
  CHECK(sample(curves, lane, at(1e6)) == 9);
}

TEST_CASE("combinators bend the time of what they hold", "[anim]") {
  Curves curves;
  const F64 of = ramp(curves);
  const F64 delayed = bend(curves, SourceKind::delay, {10}, of);
  CHECK(sample(curves, delayed, at(5)) == 0);
  CHECK(sample(curves, delayed, at(25)) == 15);
  const F64 early = bend(curves, SourceKind::delay, {-10}, of);
  CHECK(sample(curves, early, at(5)) == 15);
  const F64 fast = bend(curves, SourceKind::speed, {2.5}, of);
  CHECK(sample(curves, fast, at(10)) == 25);
  const F64 back = bend(curves, SourceKind::reverse, {}, of);
  CHECK(sample(curves, back, at(0)) == 99);
  CHECK(sample(curves, back, at(99)) == 0);
  const F64 again = bend(curves, SourceKind::repeat, {30}, of);
  CHECK(sample(curves, again, at(29.5)) == 29.5);
  CHECK(sample(curves, again, at(30)) == 0);
  CHECK(sample(curves, again, at(75)) == 15);
  const F64 to_and_fro = bend(curves, SourceKind::pingpong, {30}, of);
  CHECK(sample(curves, to_and_fro, at(30)) == 30);
  CHECK(sample(curves, to_and_fro, at(40)) == 20);
  CHECK(sample(curves, to_and_fro, at(60)) == 0);
  CHECK(sample(curves, to_and_fro, at(70)) == 10);
}

TEST_CASE("a delayed generator waits at its beginning", "[anim]") {
  Curves curves;
  const double n[] = {1, 1, 0, 0};
  const F64 delayed = bend(curves, SourceKind::delay, {10}, curves.add(SourceKind::sine, n, {}));
  CHECK(sample(curves, delayed, at(5)) == 0);
  CHECK(sample(curves, delayed, at(10 + 25.0 / 4)) == Approx(1));
}

TEST_CASE("a mix lies between two by a third", "[anim]") {
  Curves curves;
  const F64 operands[] = {{10, {}}, {30, {}}, curves.add_track({{0, 0}, {100, 1}})};
  const F64 lane = curves.add(SourceKind::mix, {}, operands);
  CHECK(sample(curves, lane, at(0)) == 10);
  CHECK(sample(curves, lane, at(25)) == 15);
  CHECK(sample(curves, lane, at(100)) == 30);
}

TEST_CASE("parts follow each other, each from its own beginning", "[anim]") {
  Curves curves;
  const F64 of = ramp(curves);
  const F64 operands[] = {of, {-1, {}}, of};
  const double begins[] = {0, 20, 30};
  const F64 lane = curves.add(SourceKind::sequence, begins, operands);
  CHECK(sample(curves, lane, at(0)) == 0);
  CHECK(sample(curves, lane, at(19)) == 19);
  CHECK(sample(curves, lane, at(20)) == -1);
  CHECK(sample(curves, lane, at(30)) == 0);
  CHECK(sample(curves, lane, at(45)) == 15);
}

TEST_CASE("a property is read from what expressions computed", "[anim]") {
  Curves curves;
  const F64 lane = curves.add_property(2);
  const double values[] = {1, 2, 42};
  Moment moment = at(0);
  moment.properties = values;
  CHECK(sample(curves, lane, moment) == 42);
}

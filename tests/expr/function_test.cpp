#include <bit>
#include <cmath>
#include <limits>

#include "expr/evaluated.h"
#include "expr/functions.h"
#include "expr/operations.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::expr;
using namespace lattice::expr::testing;

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

struct Case {
  std::string source;
  double expected;
};

// The same through folding and at run time: every whole number n becomes n * vars.one.
std::string unfolded(const std::string& source) {
  std::string out;
  for (std::size_t i = 0; i < source.size(); ++i) {
    const bool starts = std::isdigit(static_cast<unsigned char>(source[i])) &&
                        (i == 0 || (!std::isalnum(static_cast<unsigned char>(source[i - 1])) &&
                                    source[i - 1] != '.' && source[i - 1] != '_'));
    if (!starts) {
      out += source[i];
      continue;
    }
    std::size_t end = i;
    while (end < source.size() &&
           (std::isdigit(static_cast<unsigned char>(source[end])) || source[end] == '.'))
      ++end;
    out += "(" + source.substr(i, end - i) + "*vars.one)";
    i = end - 1;
  }
  return out;
}

World world_with_one() {
  World world;
  world.vars.push_back({"one", {Type::f64, {1}}});
  return world;
}

void check_number(const Case& c) {
  CAPTURE(c.source);
  const World world = world_with_one();
  for (const std::string& source : {c.source, unfolded(c.source)}) {
    CAPTURE(source);
    const double value = number(source, world);
    if (std::isnan(c.expected))
      CHECK(std::isnan(value));
    else
      CHECK(value == c.expected);
  }
}

}  // namespace

TEST_CASE("operators compute what they say", "[expr][functions]") {
  for (const Case& c : std::initializer_list<Case>{
           {"1 + 2 * 3", 7},
           {"7 - 10 / 4", 4.5},
           {"2 ^ 10", 1024},
           {"-2 ^ 2", -4},
           {"(-2) ^ 3", -8},
           {"2 ^ -2", 0.25},
           {"3 ^ 2", 9},
           {"7 % 4", 3},
           {"-1 % 4", 3},
           {"7 % -4", -1},
           {"-7 % -4", -3},
           {"5.5 % 2", 1.5},
           {"-8 % 4", 0},
           {"1 < 2 ? 10 : 20", 10},
           {"2 < 2 ? 10 : 20", 20},
           {"2 <= 2 ? 10 : 20", 10},
           {"3 > 2 ? 10 : 20", 10},
           {"2 > 2 ? 10 : 20", 20},
           {"2 >= 2 ? 10 : 20", 10},
           {"2 >= 3 ? 10 : 20", 20},
           {"2 == 2 ? 10 : 20", 10},
           {"2 != 2 ? 10 : 20", 20},
           {"1 < 2 and 2 < 1 ? 10 : 20", 20},
           {"1 < 2 or 2 < 1 ? 10 : 20", 10},
           {"not 1 < 2 ? 10 : 20", 20},
           {"true and not false ? 10 : 20", 10},
       })
    check_number(c);
}

TEST_CASE("division by zero and its like follow IEEE 754", "[expr][functions]") {
  for (const Case& c : std::initializer_list<Case>{
           {"1 / 0", kInf},
           {"-1 / 0", -kInf},
           {"0 / 0", ops::kNaN},
           {"1 % 0", ops::kNaN},
           {"sqrt(-1)", ops::kNaN},
           {"log(0)", -kInf},
           {"log(-1)", ops::kNaN},
           {"(-8) ^ 0.5", ops::kNaN},
           {"0 ^ 0", 1},
           {"min(0 / 0, 1)", ops::kNaN},
           {"max(1, 0 / 0)", ops::kNaN},
           {"0 / 0 == 0 / 0 ? 10 : 20", 20},
           {"0 / 0 != 0 / 0 ? 10 : 20", 10},
           {"0 / 0 < 1 ? 10 : 20", 20},
           {"exp(1000)", kInf},
           {"clamp(1 / 0, 0, 5)", 5},
       })
    check_number(c);
}

TEST_CASE("functions compute what they say", "[expr][functions]") {
  for (const Case& c : std::initializer_list<Case>{
           {"min(3, 2)", 2},
           {"min(3, 2, 1, 4)", 1},
           {"max(3, 2, 1, 4)", 4},
           {"clamp(5, 0, 3)", 3},
           {"clamp(-5, 0, 3)", 0},
           {"clamp(2, 0, 3)", 2},
           {"abs(-3)", 3},
           {"sign(-3)", -1},
           {"sign(0)", 0},
           {"sign(7)", 1},
           {"floor(-1.5)", -2},
           {"floor(1.5)", 1},
           {"ceil(-1.5)", -1},
           {"ceil(1.5)", 2},
           {"round(0.5)", 1},
           {"round(-0.5)", -1},
           {"round(2.5)", 3},
           {"round(0.49999999999999994)", 0},
           {"round(4503599627370497)", 4503599627370497},
           {"fract(1.25)", 0.25},
           {"fract(-1.25)", 0.75},
           {"mod(-1, 4)", 3},
           {"pow(2, 10)", 1024},
           {"sqrt(16)", 4},
           {"exp(0)", 1},
           {"log(1)", 0},
           {"sin(0)", 0},
           {"cos(0)", 1},
           {"tan(0)", 0},
           {"atan2(0, -1)", math::kPi},
           {"atan2(1, 0)", math::kPi / 2},
           {"radians(180)", math::kPi / 180 * 180},
           {"degrees(pi)", 180},
           {"lerp(10, 20, 0.25)", 12.5},
           {"lerp(0.1, 0.3, 1)", 0.3},
           {"lerp(0.1, 0.3, 0)", 0.1},
           {"smoothstep(0, 10, -1)", 0},
           {"smoothstep(0, 10, 5)", 0.5},
           {"smoothstep(0, 10, 11)", 1},
           {"smoothstep(0, 4, 1)", 0.15625},
           {"smoothstep(2, 2, 1)", 0},
           {"smoothstep(2, 2, 2)", 1},
           {"step(2, 1)", 0},
           {"step(2, 2)", 1},
           {"loop(7, 3)", 1},
           {"loop(-1, 3)", 2},
           {"pingpong(1, 3)", 1},
           {"pingpong(4, 3)", 2},
           {"pingpong(7, 3)", 1},
           {"pingpong(-1, 3)", 1},
           {"vec2(3, 4).y", 4},
           {"rgba(1, 2, 3).a", 1},
           {"rgba(1, 2, 3, 0.5).a", 0.5},
           {"pi", math::kPi},
           {"tau", 2 * math::kPi},
           {"tau / pi", 2},
       })
    check_number(c);
}

TEST_CASE("transcendental functions are those of the project", "[expr][functions]") {
  for (const double x : {0.3, 2.0, 17.5}) {
    World world;
    world.vars[0].value.lanes[0] = x;
    CHECK(number("sin(vars.speed)", world) == lattice_sin(x));
    CHECK(number("cos(vars.speed)", world) == lattice_cos(x));
    CHECK(number("tan(vars.speed)", world) == lattice_tan(x));
    CHECK(number("exp(vars.speed)", world) == lattice_exp(x));
    CHECK(number("log(vars.speed)", world) == lattice_log(x));
    CHECK(number("vars.speed ^ 1.7", world) == lattice_pow(x, 1.7));
    CHECK(number("atan2(vars.speed, 3)", world) == lattice_atan2(x, 3));
    CHECK(number("vars.speed ^ 2", world) == x * x);
  }
}

TEST_CASE("a remainder stays below its divisor, however little is missing", "[expr][functions]") {
  CHECK(number("-0.00000000000000000001 % 1") == 0);
  CHECK(number("fract(-0.00000000000000000001)") == 0);
  for (int i = -2000; i < 2000; ++i)
    for (const double y : {0.1, 0.3, 3.0, 1e-300, 1e300}) {
      const double rest = ops::modulo(i * 0.1, y);
      CHECK((rest >= 0 && rest < y));
      const double negative = ops::modulo(i * 0.1, -y);
      CHECK((negative <= 0 && negative > -y));
    }
}

TEST_CASE("a remainder of zero has the sign of the divisor", "[expr][functions]") {
  for (const double x : {0.0, -0.0, 6.0, -6.0}) {
    CHECK_FALSE(std::signbit(ops::modulo(x, 3)));
    CHECK(std::signbit(ops::modulo(x, -3)));
  }
}

TEST_CASE("vec2 and colours are computed by component", "[expr][functions]") {
  using Lanes = std::array<double, 4>;
  CHECK(value_of("vars.at + vec2(1, 2)", Type::vec2).lanes == Lanes{11, 22});
  CHECK(value_of("vars.at * vec2(2, 3)", Type::vec2).lanes == Lanes{20, 60});
  CHECK(value_of("vars.at * 2 - 3 * vec2(1, 1)", Type::vec2).lanes == Lanes{17, 37});
  CHECK(value_of("-vars.at / 2", Type::vec2).lanes == Lanes{-5, -10});
  CHECK(value_of("lerp(vars.at, vec2(20, 40), 0.5)", Type::vec2).lanes == Lanes{15, 30});
  CHECK(value_of("vars.accent * 2", Type::color).lanes == Lanes{2, 1, 0.5, 1});
  CHECK(value_of("vars.loud ? vars.at : vec2(1, 2)", Type::vec2).lanes == Lanes{10, 20});
  CHECK(number("vars.at == vec2(10, 20) ? 1 : 2") == 1);
  CHECK(number("vars.at == vec2(10, 21) ? 1 : 2") == 2);
  CHECK(number("vars.at != vec2(10, 21) ? 1 : 2") == 1);
  CHECK(number("vars.loud == true ? 1 : 2") == 1);
  CHECK(number("vars.accent.r + vars.accent.g * 10 + vars.accent.b * 100") == 31);
}

TEST_CASE("colours mix premultiplied", "[expr][functions]") {
  using Lanes = std::array<double, 4>;
  CHECK(value_of("lerp(rgba(1, 0, 0, 0), rgba(0, 0, 1, 1), 0.5)", Type::color).lanes ==
        Lanes{0, 0, 1, 0.5});
  CHECK(value_of("lerp(rgba(1, 0, 0), rgba(0, 0, 1), 0.25)", Type::color).lanes ==
        Lanes{0.75, 0, 0.25, 1});
  CHECK(value_of("lerp(rgba(1, 1, 1, 0), rgba(1, 1, 1, 0), 0.5)", Type::color).lanes ==
        Lanes{0, 0, 0, 0});
}

TEST_CASE("noise is smooth, bounded and depends on both seeds", "[expr][functions]") {
  double largest = 0, steepest = 0;
  for (int i = -4000; i < 4000; ++i) {
    const double x = i / 16.0;
    const double here = value_noise(kSeed, 0, x), next = value_noise(kSeed, 0, x + 1.0 / 16);
    largest = std::max(largest, std::fabs(here));
    steepest = std::max(steepest, std::fabs(next - here));
    CHECK(std::fabs(here) <= 1);
  }
  CHECK(largest > 0.9);
  CHECK(steepest < 2 * 1.5 / 16);  // smoothstep's steepest slope is 1.5, the values differ by < 2
  CHECK(number("noise(3.5)") == value_noise(kSeed, 0, 3.5));
  CHECK(number("noise(3.5, 0)") == number("noise(3.5)"));
  CHECK(number("noise(3.5, 1)") != number("noise(3.5)"));
  CHECK(value_noise(kSeed, 0, 3.5) != value_noise(kSeed + 1, 0, 3.5));
  CHECK(std::isnan(number("noise(1 / 0)")));
  CHECK(std::isnan(number("noise(1, 0 / 0)")));
  CHECK(std::isfinite(number("noise(1e300)")));
}

TEST_CASE("random is even over its range and follows its seed", "[expr][functions]") {
  int tenths[10] = {};
  for (int i = 0; i < 10000; ++i) {
    const double value = random_unit(kSeed, i);
    REQUIRE((value >= 0 && value < 1));
    ++tenths[static_cast<int>(value * 10)];
  }
  for (const int count : tenths) CHECK(std::abs(count - 1000) < 150);
  CHECK(number("random(4)") == random_unit(kSeed, 4));
  CHECK(number("random(4) == random(4) ? 1 : 0") == 1);
  CHECK(number("random(4) == random(5) ? 1 : 0") == 0);
  CHECK(number("random(0) == random(-0) ? 1 : 0") == 1);
  CHECK(std::isnan(number("random(0 / 0)")));
}

TEST_CASE("the bits of noise and random never change", "[expr][functions]") {
  CHECK(std::bit_cast<std::uint64_t>(random_unit(0, 0)) == 0x3fd04c2d9192db48u);
  CHECK(std::bit_cast<std::uint64_t>(random_unit(7, 1.5)) == 0x3fb08291bf313e40u);
  CHECK(std::bit_cast<std::uint64_t>(value_noise(0, 0, 2.25)) == 0x3fda9a6abf95ce5eu);
  CHECK(std::bit_cast<std::uint64_t>(value_noise(7, 3, -1234.5)) == 0xbf53e24794bbe400u);
}

TEST_CASE("wiggle is noise over the seconds of its owner", "[expr][functions]") {
  const double seconds = times_of(World{})[0][TimeField::seconds];
  CHECK(number("wiggle(2, 10)") == 10 * value_noise(kSeed, 0, 2 * seconds));
  CHECK(number("wiggle(2, 10, 5)") == 10 * value_noise(kSeed, 5, 2 * seconds));
}

TEST_CASE("time is read by name", "[expr][functions]") {
  CHECK(number("time.frame") == 12);
  CHECK(number("time.fps") == 30);
  CHECK(number("time.duration") == 60);
  CHECK(number("time.progress") == 0.2);
  CHECK(number("time.seconds") == 0.4);
  CHECK(number("time.phase") == 0.1875);
}

TEST_CASE("progress stays within a node, frames and seconds are what they are", "[expr][time]") {
  const TimeContext before = time_context(-5, 60, {30, 1}, 0.5);
  CHECK(before[TimeField::frame] == -5);
  CHECK(before[TimeField::progress] == 0);
  const TimeContext after = time_context(90, 60, {30, 1}, 0.5);
  CHECK(after[TimeField::seconds] == 3);
  CHECK(after[TimeField::progress] == 1);
  const TimeContext between = time_context(1.5, 60, {30000, 1001}, 0.5);
  CHECK(between[TimeField::frame] == 1.5);
  CHECK(between[TimeField::seconds] == 1.5 * 1001 / 30000);
  const TimeContext nothing = time_context(3, 0, {30, 1}, 0);
  CHECK(nothing[TimeField::progress] == 0);
}

TEST_CASE("value_at reads a lane at another time", "[expr][functions]") {
  const double id = property_id(1, "opacity").value;
  CHECK(number("value_at(nodes.title.opacity, 3)") == 30 + id);
  CHECK(number("value_at(nodes.title.opacity, time.seconds - 0.4)") == id);
  const double at = property_id(0, "test.at").value;
  CHECK(value_of("value_at(self.test.at, 1)", Type::vec2).lanes ==
        std::array<double, 4>{10 + at, 10 + at + 0.25, 0, 0});
}

TEST_CASE("every function is known by its name", "[expr][functions]") {
  const auto names = function_names();
  CHECK(names.size() == 31);
  for (const std::string_view name : names) {
    const auto function = find_function(name);
    REQUIRE(function);
    CHECK(signature(*function).name == name);
    CHECK(signature(*function).form.starts_with(std::string(name) + "("));
  }
  CHECK_FALSE(find_function("length"));
}

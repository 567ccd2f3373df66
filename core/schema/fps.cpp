#include "schema/fps.h"

#include <cmath>

#include "schema/object_reader.h"

namespace lattice::schema {
namespace {

constexpr std::int64_t kMaxTerm = INT32_MAX;
constexpr std::int64_t kMaxDen = 1001;

// NTSC rates are written with two or three decimals.
std::optional<Rational> ntsc(double fps) {
  constexpr double kSlack = 0.0002;
  for (const int nominal : {24, 30, 48, 60, 120})
    if (std::fabs(fps - nominal * 1000 / 1001.0) < kSlack) return Rational{nominal * 1000, 1001};
  return {};
}

// Convergents of the continued fraction, until one is the number itself.
std::optional<Rational> fraction(double fps) {
  constexpr double kSameNumber = 1e-9;  // relative
  std::int64_t num_before = 1, den_before = 0;
  std::int64_t num = static_cast<std::int64_t>(std::floor(fps)), den = 1;
  double rest = fps - std::floor(fps);
  while (std::fabs(static_cast<double>(num) / static_cast<double>(den) - fps) > kSameNumber * fps) {
    const double term = std::floor(1 / rest);
    if (!(term <= kMaxDen)) return {};
    rest = 1 / rest - term;
    const auto step = static_cast<std::int64_t>(term);
    const std::int64_t next_num = step * num + num_before, next_den = step * den + den_before;
    num_before = num, den_before = den;
    num = next_num, den = next_den;
    if (den > kMaxDen || num > kMaxTerm) return {};
  }
  if (num < 1) return {};
  return reduced(num, den);
}

std::optional<Rational> from_object(const Json& value, Report& report) {
  ObjectReader reader(value, report);
  const auto num = reader.need("num", "a frame rate");
  const auto den = reader.need("den", "a frame rate");
  reader.finish();
  const auto n = num ? read_whole(*num, 1, kMaxTerm, report) : std::nullopt;
  const auto d = den ? read_whole(*den, 1, kMaxTerm, report) : std::nullopt;
  if (!n || !d) return {};
  return reduced(*n, *d);
}

}  // namespace

std::optional<Rational> rational_fps(double fps) {
  if (!(fps > 0) || fps > static_cast<double>(kMaxTerm)) return {};
  if (const auto rate = ntsc(fps)) return rate;
  return fraction(fps);
}

std::optional<Rational> read_fps(const Json& value, Report& report) {
  if (value.is_object()) return from_object(value, report);
  if (!value.is_number()) {
    report.wrong_type(value, "a number or {\"num\", \"den\"}");
    return {};
  }
  if (!(value.number() > 0)) {
    report.error(value, "\"fps\" must be greater than 0, not " + spelled(value.number()));
    return {};
  }
  const auto rate = rational_fps(value.number());
  if (!rate)
    report.error(
        value,
        "\"fps\" " + spelled(value.number()) + " is not a fraction with a denominator up to 1001",
        "write {\"num\", \"den\"}");
  return rate;
}

}  // namespace lattice::schema

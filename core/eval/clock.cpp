#include "eval/clock.h"

#include <cassert>
#include <cmath>
#include <numeric>
#include <optional>

#include "eval/timing.h"

namespace lattice::eval {
namespace {

struct Fraction {
  std::int64_t num = 0, den = 1;
};

// Products with frames below 2^22, a day and a half, stay whole numbers of a double.
constexpr std::int64_t kMaxTerm = std::int64_t{1} << 31;
constexpr std::int64_t kMaxShift = std::int64_t{1} << 52;

// The fraction that was written as this decimal: 0.29 is 29/100, which it is not as a double.
// None for numbers that are no short decimal.
std::optional<Fraction> fraction_of(double value) {
  constexpr std::int64_t kMaxDen = 1'000'000;
  for (std::int64_t den = 1; den <= kMaxDen; den *= 10) {
    const double num = std::floor(value * static_cast<double>(den) + 0.5);
    if (std::fabs(num) > 1e15) return {};
    if (num / static_cast<double>(den) != value) continue;
    const auto whole = static_cast<std::int64_t>(num);
    const std::int64_t divisor = std::gcd(whole, den);
    return Fraction{whole / divisor, den / divisor};
  }
  return {};
}

// Whole numbers that remember when they grew too large to be trusted.
class Whole {
 public:
  Whole(std::int64_t value) : value_(value) {}  // NOLINT: reads like a number on purpose

  Whole operator*(const Whole& other) const {
    Whole out(0);
    out.is_good_ =
        !__builtin_mul_overflow(value_, other.value_, &out.value_) && is_good_ && other.is_good_;
    return out;
  }
  Whole operator+(const Whole& other) const {
    Whole out(0);
    out.is_good_ =
        !__builtin_add_overflow(value_, other.value_, &out.value_) && is_good_ && other.is_good_;
    return out;
  }
  bool is_good() const { return is_good_; }
  std::int64_t value() const { return value_; }

 private:
  std::int64_t value_ = 0;
  bool is_good_ = true;
};

std::optional<FrameMap> reduced_map(const Whole& num, const Whole& shift, const Whole& den) {
  if (!num.is_good() || !shift.is_good() || !den.is_good()) return {};
  const std::int64_t divisor = std::gcd(std::gcd(num.value(), shift.value()), den.value());
  const std::int64_t n = num.value() / divisor, s = shift.value() / divisor,
                     d = den.value() / divisor;
  if (std::abs(n) > kMaxTerm || d > kMaxTerm || std::abs(s) > kMaxShift) return {};
  return FrameMap{static_cast<double>(n), static_cast<double>(d), static_cast<double>(s)};
}

// scale * fps inside / fps around.
std::optional<Fraction> speed_of(const ir::Domain& domain, Rational around) {
  const auto scale = fraction_of(domain.scale);
  if (!scale) return {};
  const Whole num = Whole(scale->num) * domain.fps.num * around.den;
  const Whole den = Whole(scale->den) * domain.fps.den * around.num;
  if (!num.is_good() || !den.is_good()) return {};
  const std::int64_t divisor = std::gcd(num.value(), den.value());
  return Fraction{num.value() / divisor, den.value() / divisor};
}

// A frame inside = speed * (around(frame) - origin) + offset, as one division.
std::optional<FrameMap> composed(const FrameMap& around, double origin, const ir::Domain& domain,
                                 Rational fps_around) {
  const auto speed = speed_of(domain, fps_around);
  const auto offset = fraction_of(domain.offset_frames);
  if (!speed || !offset) return {};
  const Whole num(static_cast<std::int64_t>(around.num)),
      den(static_cast<std::int64_t>(around.den)), shift(static_cast<std::int64_t>(around.shift)),
      begin(static_cast<std::int64_t>(-origin));
  const Whole moved = shift + begin * den;
  return reduced_map(
      Whole(speed->num) * num * offset->den,
      Whole(speed->num) * moved * offset->den + Whole(offset->num) * speed->den * den,
      Whole(speed->den) * den * offset->den);
}

// The same from one composition to the next, rounded.
FrameMap rounded(double origin, const ir::Domain& domain, Rational fps_around) {
  const double speed = domain.scale * domain.fps.value() / fps_around.value();
  return {speed, 1, domain.offset_frames - speed * origin};
}

}  // namespace

Clock::Clock(const ir::Composition& composition)
    : composition_(composition), frames_(composition.domains.size() + 1) {
  rows_.reserve(composition.nodes.size());
  sources_.reserve(composition.domains.size());
  for (const ir::Node& node : composition.nodes) {
    assert(node.parent.is_none() == rows_.empty());
    assert(node.parent.is_none() || node.parent.index() < rows_.size());
    Row row;
    row.domain = node.domain ? node.domain.value + 1 : 0;
    row.is_root = node.parent && composition.node(node.parent).inner_domain;
    const bool is_counted_from_parent = node.parent && !row.is_root;
    row.origin_frames = static_cast<double>(begin_frame(composition, node)) +
                        (is_counted_from_parent ? rows_[node.parent.index()].origin_frames : 0);
    row.duration_frames = static_cast<double>(node.duration_frames());
    rows_.push_back(row);
    if (node.inner_domain) add_domain(composition.domains[node.inner_domain.index()]);
  }
}

// Domains are numbered in the order of their owners.
void Clock::add_domain(const ir::Domain& domain) {
  const ir::Node& owner = composition_.node(domain.owner);
  const Row& row = rows_[domain.owner.index()];
  const Rational fps_around = composition_.fps_of(owner);
  assert(owner.inner_domain.index() == sources_.size());
  Source around;
  if (row.domain != 0) around = sources_[row.domain - 1];
  if (!around.is_exact) around = {{}, row.domain, true};
  const auto exact = composed(around.map, row.origin_frames, domain, fps_around);
  if (exact)
    sources_.push_back({*exact, around.domain, true});
  else
    sources_.push_back({rounded(row.origin_frames, domain, fps_around), row.domain, false});
}

void Clock::set(double frame) {
  frames_.front() = frame;
  for (std::size_t i = 0; i < sources_.size(); ++i)
    frames_[i + 1] = sources_[i].map.apply(frames_[sources_[i].domain]);
}

bool Clock::is_in_clip(std::uint32_t domain) const {
  const ir::Domain& around = composition_.domains[domain - 1];
  return !around.has_clip || (frames_[domain] >= static_cast<double>(around.clip_start) &&
                              frames_[domain] < static_cast<double>(around.clip_end));
}

}  // namespace lattice::eval

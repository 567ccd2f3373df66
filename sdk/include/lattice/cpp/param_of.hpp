// What the declarations of all params have in common.
#ifndef LATTICE_CPP_PARAM_OF_HPP
#define LATTICE_CPP_PARAM_OF_HPP
#include <array>
#include <cstddef>
#include <cstdint>

#include "../param.h"
#include "check.hpp"

namespace lattice::detail {

inline constexpr std::size_t kMaxAliases = 4;

struct Alias {
  const char *id = nullptr;
  double factor = 1;
};

// What a type of param allows: (may animate, may be a length, consists of numbers).
template <bool Animates, bool Scales, bool Numbers>
struct Allows {
  static constexpr bool kAnimates = Animates, kScales = Scales, kHasRange = Numbers;
};

// What all params have in common. Every modifier returns a changed copy, so that a
// declaration reads as a chain.
template <class Self, class ValueType, class Allowed>
class ParamOf {
 public:
  using Value = ValueType;

  // The host accepts it, but does not list it to users.
  constexpr Self hidden() const { return with_flag(LATTICE_PARAM_HIDDEN); }
  // No default: a composition must give it.
  constexpr Self required() const { return with_flag(LATTICE_PARAM_REQUIRED); }
  // May change from frame to frame.
  constexpr Self animates() const requires Allowed::kAnimates {
    return with_flag(LATTICE_PARAM_ANIMATES);
  }
  // A length in canonical pixels: values arrive multiplied by frame.scale().
  constexpr Self scales() const requires Allowed::kScales {
    return with_flag(LATTICE_PARAM_SCALES);
  }
  // Of every number in the value.
  constexpr Self range(double min, double max) const requires Allowed::kHasRange {
    require(is_finite(min) && is_finite(max) && min < max,
            "range(min, max) needs min < max");
    Self out = self();
    out.min_ = min;
    out.max_ = max;
    return out;
  }
  // "px", "deg", "s", "frames", ...
  constexpr Self unit(const char *unit) const requires Allowed::kHasRange {
    require(is_line(unit), "unit() needs one line of text");
    Self out = self();
    out.unit_ = unit;
    return out;
  }
  // Another name under which users may give it; the value is then given * factor.
  constexpr Self alias(const char *id, double factor = 1) const {
    require(is_name(id), "the id of an alias must match [a-z0-9_]+");
    require(is_finite(factor) && factor != 0,
            "the factor of an alias must be finite and not 0");
    require(factor == 1 || Allowed::kHasRange,
            "only numbers can have a factor in an alias");
    Self out = self();
    require(out.alias_count_ < kMaxAliases, "at most four aliases of one param");
    out.aliases_[out.alias_count_++] = {id, factor};
    return out;
  }

  constexpr const char *id() const { return id_; }
  constexpr std::uint32_t alias_count() const { return alias_count_; }
  constexpr const Alias &alias_at(std::size_t i) const { return aliases_[i]; }

  // All but choices and aliases, which need addresses of their own.
  constexpr lattice_param row() const {
    lattice_param row{};
    row.struct_size = sizeof row;
    row.type = Self::kType;
    row.flags = flags_;
    row.alias_count = alias_count_;
    row.id = id_;
    row.hint = hint_;
    row.unit = unit_;
    row.min = min_;
    row.max = max_;
    row.initial.f64 = 0;
    self().complete(row);
    return row;
  }
  constexpr void check() const {
    require(is_name(id_), "the id of a param must match [a-z0-9_]+");
    require(is_line(hint_), "a param needs a hint: one sentence");
    if ((flags_ & LATTICE_PARAM_REQUIRED) == 0) self().check_initial();
  }

 protected:
  constexpr ParamOf(const char *id, const char *hint) : id_(id), hint_(hint) {}

  constexpr void check_number(double v) const {
    require(is_finite(v), "the initial value must be finite");
    require(min_ == max_ || (min_ <= v && v <= max_),
            "the initial value lies outside range()");
  }
  // vec3 and colours are floats: so are their limits.
  constexpr void check_float(float v) const {
    require(is_finite(static_cast<double>(v)), "the initial value must be finite");
    require(
        min_ == max_ || (static_cast<float>(min_) <= v && v <= static_cast<float>(max_)),
        "the initial value lies outside range()");
  }

 private:
  constexpr const Self &self() const { return static_cast<const Self &>(*this); }
  constexpr Self with_flag(std::uint32_t flag) const {
    Self out = self();
    out.flags_ |= flag;
    return out;
  }

  const char *id_;
  const char *hint_;
  const char *unit_ = nullptr;
  double min_ = 0, max_ = 0;
  std::array<Alias, kMaxAliases> aliases_{};
  std::uint32_t alias_count_ = 0;
  std::uint32_t flags_ = 0;
};

}  // namespace lattice::detail
#endif

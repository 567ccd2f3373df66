// Declarations of params: one chain of builders for each, checked by the compiler.
#ifndef LATTICE_CPP_PARAM_HPP
#define LATTICE_CPP_PARAM_HPP
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "../param.h"
#include "check.hpp"
#include "param_of.hpp"
#include "value.hpp"

namespace lattice {

// ---- The types of param, made by the functions below them ---------------------------

struct F64 : detail::ParamOf<F64, double, detail::Allows<true, true, true>> {
  static constexpr std::uint32_t kType = LATTICE_PARAM_F64;
  constexpr F64(const char *id, const char *hint) : ParamOf(id, hint) {}
  constexpr F64 initial(double v) const {
    F64 out = *this;
    out.initial_ = v;
    return out;
  }
  constexpr void complete(lattice_param &row) const { row.initial.f64 = initial_; }
  constexpr void check_initial() const { check_number(initial_); }
  static double read(const lattice_value &v) noexcept { return v.f64; }

 private:
  double initial_ = 0;
};

struct Integer : detail::ParamOf<Integer, std::int64_t, detail::Allows<true, false, true>> {
  static constexpr std::uint32_t kType = LATTICE_PARAM_INT;
  constexpr Integer(const char *id, const char *hint) : ParamOf(id, hint) {}
  constexpr Integer initial(std::int64_t v) const {
    Integer out = *this;
    out.initial_ = v;
    return out;
  }
  constexpr void complete(lattice_param &row) const { row.initial.i64 = initial_; }
  constexpr void check_initial() const {
    constexpr std::int64_t kExact = std::int64_t{1} << 53;
    detail::require(initial_ >= -kExact && initial_ <= kExact,
                    "the initial value of an integer must lie within 2^53");
    check_number(static_cast<double>(initial_));
  }
  static std::int64_t read(const lattice_value &v) noexcept { return v.i64; }

 private:
  std::int64_t initial_ = 0;
};

struct Vec2Param : detail::ParamOf<Vec2Param, Vec2, detail::Allows<true, true, true>> {
  static constexpr std::uint32_t kType = LATTICE_PARAM_VEC2;
  constexpr Vec2Param(const char *id, const char *hint) : ParamOf(id, hint) {}
  constexpr Vec2Param initial(double x, double y) const {
    Vec2Param out = *this;
    out.initial_ = {x, y};
    return out;
  }
  constexpr void complete(lattice_param &row) const {
    row.initial = lattice_value{.vec2 = {initial_.x, initial_.y}};
  }
  constexpr void check_initial() const {
    check_number(initial_.x);
    check_number(initial_.y);
  }
  static Vec2 read(const lattice_value &v) noexcept { return {v.vec2[0], v.vec2[1]}; }

 private:
  Vec2 initial_{0, 0};
};

struct Vec3Param : detail::ParamOf<Vec3Param, Vec3, detail::Allows<true, true, true>> {
  static constexpr std::uint32_t kType = LATTICE_PARAM_VEC3;
  constexpr Vec3Param(const char *id, const char *hint) : ParamOf(id, hint) {}
  constexpr Vec3Param initial(float x, float y, float z) const {
    Vec3Param out = *this;
    out.initial_ = {x, y, z};
    return out;
  }
  constexpr void complete(lattice_param &row) const {
    row.initial = lattice_value{.vec3 = {initial_.x, initial_.y, initial_.z}};
  }
  constexpr void check_initial() const {
    check_float(initial_.x);
    check_float(initial_.y);
    check_float(initial_.z);
  }
  static Vec3 read(const lattice_value &v) noexcept {
    return {v.vec3[0], v.vec3[1], v.vec3[2]};
  }

 private:
  Vec3 initial_{0, 0, 0};
};

struct ColorParam : detail::ParamOf<ColorParam, Color, detail::Allows<true, false, true>> {
  static constexpr std::uint32_t kType = LATTICE_PARAM_COLOR;
  constexpr ColorParam(const char *id, const char *hint) : ParamOf(id, hint) {}
  constexpr ColorParam initial(float r, float g, float b, float a = 1) const {
    ColorParam out = *this;
    out.initial_ = {r, g, b, a};
    return out;
  }
  constexpr void complete(lattice_param &row) const {
    row.initial = lattice_value{.rgba = {initial_.r, initial_.g, initial_.b, initial_.a}};
  }
  constexpr void check_initial() const {
    for (const float v : {initial_.r, initial_.g, initial_.b, initial_.a}) check_float(v);
  }
  static Color read(const lattice_value &v) noexcept {
    return {v.rgba[0], v.rgba[1], v.rgba[2], v.rgba[3]};
  }

 private:
  Color initial_{0, 0, 0, 1};
};

struct Boolean : detail::ParamOf<Boolean, bool, detail::Allows<false, false, false>> {
  static constexpr std::uint32_t kType = LATTICE_PARAM_BOOL;
  constexpr Boolean(const char *id, const char *hint) : ParamOf(id, hint) {}
  constexpr Boolean initial(bool v) const {
    Boolean out = *this;
    out.initial_ = v;
    return out;
  }
  constexpr void complete(lattice_param &row) const {
    row.initial.index = initial_ ? 1 : 0;
  }
  constexpr void check_initial() const {}
  static bool read(const lattice_value &v) noexcept { return v.index != 0; }

 private:
  bool initial_ = false;
};

// One choice: `id` is stable forever, `hint` says what it is for.
struct Option {
  const char *id;
  const char *hint;
};

// E is what arrives: a position in the list, or an enum whose enumerators are listed in
// its order, from 0.
template <class E, std::size_t N>
struct Choice : detail::ParamOf<Choice<E, N>, E, detail::Allows<false, false, false>> {
  static constexpr std::uint32_t kType = LATTICE_PARAM_CHOICE;
  constexpr Choice(const char *id, const char *hint, const std::array<Option, N> &options)
      : Choice::ParamOf(id, hint), options_(options) {}
  constexpr Choice initial(E v) const {
    Choice out = *this;
    out.initial_ = static_cast<std::uint64_t>(v);
    return out;
  }
  constexpr void complete(lattice_param &row) const {
    row.initial.index = initial_;
    row.choice_count = N;
  }
  constexpr void check_initial() const {
    detail::require(initial_ < N, "the initial choice is not one of the options");
    for (std::size_t i = 0; i < N; ++i) {
      detail::require(detail::is_name(options_[i].id),
                      "the id of an option must be [a-z0-9_]+");
      detail::require(detail::is_line(options_[i].hint),
                      "an option needs a hint: one sentence");
      for (std::size_t k = 0; k < i; ++k)
        detail::require(std::string_view(options_[i].id) != options_[k].id,
                        "two options share one id");
    }
  }
  constexpr const Option &option_at(std::size_t i) const { return options_[i]; }
  static E read(const lattice_value &v) noexcept { return static_cast<E>(v.index); }

 private:
  std::array<Option, N> options_;
  std::uint64_t initial_ = 0;
};

// UTF-8. The view ends before a NUL and lives as long as the instance.
struct Text : detail::ParamOf<Text, std::string_view, detail::Allows<false, false, false>> {
  static constexpr std::uint32_t kType = LATTICE_PARAM_STRING;
  constexpr Text(const char *id, const char *hint) : ParamOf(id, hint) {}
  constexpr Text initial(const char *text) const {
    Text out = *this;
    out.initial_ = text;
    return out;
  }
  constexpr void complete(lattice_param &row) const {
    row.initial = lattice_value{.str = {initial_.data(), initial_.size()}};
  }
  constexpr void check_initial() const {}
  static std::string_view read(const lattice_value &v) noexcept {
    return v.str.data == nullptr ? std::string_view()
                                 : std::string_view(v.str.data, v.str.size);
  }

 private:
  std::string_view initial_ = "";
};

namespace detail {

// Arrays and curves. Rows point to the numbers in here, so a row() is made of a constant
// with static storage only.
template <class Self, class Value, std::size_t N>
class NumbersOf : public ParamOf<Self, Value, Allows<false, false, true>> {
 public:
  constexpr void complete(lattice_param &row) const {
    row.initial = lattice_value{.array = {N == 0 ? nullptr : numbers_.data(), N}};
    row.min_count = min_count_;
    row.max_count = max_count_;
  }
  constexpr void check_initial() const {
    require(N >= min_count_ && (max_count_ == 0 || N <= max_count_),
            "initial() has more or fewer numbers than allowed");
    for (std::size_t i = 0; i < N; ++i) this->check_number(numbers_[i]);
  }

 protected:
  constexpr NumbersOf(const char *id, const char *hint,
                      const std::array<double, N> &numbers)
      : NumbersOf::ParamOf(id, hint), numbers_(numbers) {}

  constexpr void limit(std::uint32_t min_count, std::uint32_t max_count) {
    require(max_count == 0 || min_count <= max_count, "the smallest count comes first");
    min_count_ = min_count;
    max_count_ = max_count;
  }

  std::array<double, N> numbers_;
  std::uint32_t min_count_ = 0, max_count_ = 0;
};

}  // namespace detail

// Numbers. They live as long as the instance.
template <std::size_t N>
struct F64Array : detail::NumbersOf<F64Array<N>, std::span<const double>, N> {
  static constexpr std::uint32_t kType = LATTICE_PARAM_F64_ARRAY;
  constexpr F64Array(const char *id, const char *hint, const std::array<double, N> &numbers)
      : detail::NumbersOf<F64Array<N>, std::span<const double>, N>(id, hint, numbers) {}
  // How many numbers may be given; 0 as max_count: any number of them.
  constexpr F64Array counts(std::uint32_t min_count, std::uint32_t max_count) const {
    F64Array out = *this;
    out.limit(min_count, max_count);
    return out;
  }
  static std::span<const double> read(const lattice_value &v) noexcept {
    return {v.array.data, v.array.count};
  }
};

// N counts numbers: two for every point.
template <std::size_t N>
struct CurveParam : detail::NumbersOf<CurveParam<N>, Curve, N> {
  static constexpr std::uint32_t kType = LATTICE_PARAM_CURVE;
  constexpr CurveParam(const char *id, const char *hint,
                       const std::array<double, N> &numbers)
      : detail::NumbersOf<CurveParam<N>, Curve, N>(id, hint, numbers) {}
  // How many points may be given; 0 as max_count: any number of them.
  constexpr CurveParam counts(std::uint32_t min_count, std::uint32_t max_count) const {
    CurveParam out = *this;
    out.limit(2 * min_count, 2 * max_count);
    return out;
  }
  constexpr void check_initial() const {
    detail::NumbersOf<CurveParam<N>, Curve, N>::check_initial();
    for (std::size_t i = 2; i < N; i += 2)
      detail::require(this->numbers_[i] > this->numbers_[i - 2],
                      "the x of the points of a curve must be strictly increasing");
  }
  static Curve read(const lattice_value &v) noexcept {
    return {v.array.data, v.array.count / 2};
  }
};

// ---- Builders: lattice::f64("radius", "How far it reaches.").range(0, 100).unit("px") ---

constexpr F64 f64(const char *id, const char *hint) { return {id, hint}; }
constexpr Integer integer(const char *id, const char *hint) { return {id, hint}; }
constexpr Vec2Param vec2(const char *id, const char *hint) { return {id, hint}; }
constexpr Vec3Param vec3(const char *id, const char *hint) { return {id, hint}; }
// Initially opaque black.
constexpr ColorParam color(const char *id, const char *hint) { return {id, hint}; }
constexpr Boolean boolean(const char *id, const char *hint) { return {id, hint}; }
constexpr Text text(const char *id, const char *hint) { return {id, hint}; }

constexpr Option option(const char *id, const char *hint) { return {id, hint}; }

// choice<Direction>("direction", "...", option("left", "..."), option("right", "..."))
template <class E = std::size_t, class... Options>
constexpr Choice<E, 1 + sizeof...(Options)> choice(const char *id, const char *hint,
                                                   const Option &first,
                                                   const Options &...others) {
  return {id, hint, {first, others...}};
}

// Initially empty, or the numbers given.
constexpr F64Array<0> f64_array(const char *id, const char *hint) { return {id, hint, {}}; }
template <std::size_t N>
constexpr F64Array<N> f64_array(const char *id, const char *hint,
                                const double (&initial)[N]) {
  return {id, hint, std::to_array(initial)};
}

constexpr CurveParam<0> curve(const char *id, const char *hint) { return {id, hint, {}}; }
template <std::size_t N>
constexpr CurveParam<2 * N> curve(const char *id, const char *hint,
                                  const Vec2 (&initial)[N]) {
  std::array<double, 2 * N> numbers{};
  for (std::size_t i = 0; i < N; ++i) {
    numbers[2 * i] = initial[i].x;
    numbers[2 * i + 1] = initial[i].y;
  }
  return {id, hint, numbers};
}

}  // namespace lattice
#endif

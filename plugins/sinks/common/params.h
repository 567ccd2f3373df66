// Param schemas as constants.
#pragma once
#include <lattice/param.h>

#include <cstddef>

namespace lattice::sinks {

constexpr lattice_choice choice(const char* id, const char* hint) {
  return {sizeof(lattice_choice), 0, id, hint};
}

constexpr lattice_param param(std::uint32_t type, const char* id, const char* hint) {
  lattice_param p{};
  p.struct_size = sizeof(lattice_param);
  p.type = type;
  p.id = id;
  p.hint = hint;
  return p;
}

template <std::size_t N>
constexpr lattice_param choice_param(const char* id, const char* hint,
                                     const lattice_choice* const (&choices)[N],
                                     std::uint64_t initial) {
  lattice_param p = param(LATTICE_PARAM_CHOICE, id, hint);
  p.choices = choices;
  p.choice_count = N;
  p.initial.index = initial;
  return p;
}

constexpr lattice_param int_param(const char* id, const char* hint, const char* unit,
                                  std::int64_t initial, double min, double max) {
  lattice_param p = param(LATTICE_PARAM_INT, id, hint);
  p.unit = unit;
  p.initial.i64 = initial;
  p.min = min;
  p.max = max;
  return p;
}

constexpr lattice_param f64_param(const char* id, const char* hint, double initial, double min,
                                  double max) {
  lattice_param p = param(LATTICE_PARAM_F64, id, hint);
  p.initial.f64 = initial;
  p.min = min;
  p.max = max;
  return p;
}

}  // namespace lattice::sinks

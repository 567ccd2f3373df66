// Eases: how a segment gets from one key to the next. Named ones are Penner's, as collected
// on easings.net; ease, ease_in, ease_out and ease_in_out are the curves of CSS.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace lattice::anim {

// Families stand as in, out, in_out.
enum class Ease : std::uint8_t {
  hold,  // the first key's value until the second key
  linear,
  bezier,  // EaseShape: x1, y1, x2, y2, with x1 and x2 in [0, 1]
  spring,  // EaseShape: stiffness, damping, mass; in seconds since the first key
  in_sine,
  out_sine,
  in_out_sine,
  in_quad,
  out_quad,
  in_out_quad,
  in_cubic,
  out_cubic,
  in_out_cubic,
  in_quart,
  out_quart,
  in_out_quart,
  in_quint,
  out_quint,
  in_out_quint,
  in_expo,
  out_expo,
  in_out_expo,
  in_circ,
  out_circ,
  in_out_circ,
  in_back,
  out_back,
  in_out_back,
  in_elastic,
  out_elastic,
  in_out_elastic,
  in_bounce,
  out_bounce,
  in_out_bounce,
};
inline constexpr int kEaseCount = static_cast<int>(Ease::in_out_bounce) + 1;

using EaseShape = std::array<double, 4>;

// As compositions spell it: "hold", "ease_in_out_cubic"; "cubic_bezier" and "spring" for the
// two with a shape.
std::string_view name_of(Ease ease);

// 0 -> 0, 1 -> 1, except hold, which is 0 below 1. `t` in [0, 1]; results may lie outside.
// Not for bezier and spring, which have a shape.
double eased(Ease ease, double t);

// CSS cubic-bezier(): y where the curve's x is `t`, to about 1e-10. Not clamped.
double eased_bezier(const EaseShape& shape, double t);

}  // namespace lattice::anim

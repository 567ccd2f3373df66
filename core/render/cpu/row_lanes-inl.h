// Rows of RGBA8 as 16-bit lanes, and the arithmetic of rows.h on them. Included once per
// instruction set, after hwy/highway.h.
#if defined(LATTICE_RENDER_ROW_LANES_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef LATTICE_RENDER_ROW_LANES_INL_H
#undef LATTICE_RENDER_ROW_LANES_INL_H
#else
#define LATTICE_RENDER_ROW_LANES_INL_H
#endif

#include <hwy/highway.h>

#include <cstdint>

HWY_BEFORE_NAMESPACE();
namespace lattice::render::cpu {
namespace HWY_NAMESPACE {
#if HWY_TARGET != HWY_SCALAR
namespace hn = hwy::HWY_NAMESPACE;

using D8 = hn::ScalableTag<std::uint8_t>;
using D16 = hn::Repartition<std::uint16_t, D8>;
using D32 = hn::Repartition<std::uint32_t, D8>;
using V8 = hn::Vec<D8>;
using V16 = hn::Vec<D16>;

// A row is worked on as 16-bit lanes: r and b of each pixel in `even`, g and a in `odd`.
// Splitting and joining are shifts, so no lane ever crosses another.
HWY_INLINE V16 even(V8 v) {
  const D16 d;
  return hn::And(hn::BitCast(d, v), hn::Set(d, std::uint16_t{0xff}));
}
HWY_INLINE V16 odd(V8 v) {
  const D16 d;
  return hn::ShiftRight<8>(hn::BitCast(d, v));
}
HWY_INLINE V8 join(V16 even_lanes, V16 odd_lanes) {
  const D8 d8;
  return hn::BitCast(d8, hn::Or(even_lanes, hn::ShiftLeft<8>(odd_lanes)));
}

HWY_INLINE V16 product(V16 s, V16 w) {
  return hn::MulHigh(hn::Or(s, hn::ShiftLeft<8>(s)), w);  // 257 s w >> 16
}

HWY_INLINE V16 round257(V16 q) {
  const D16 d;
  return hn::ShiftRight<8>(
      hn::Add(hn::Sub(q, hn::ShiftRight<8>(q)), hn::Set(d, std::uint16_t{128})));
}

HWY_INLINE V16 div255(V16 x) {
  const D16 d;
  const V16 t = hn::Add(x, hn::Set(d, std::uint16_t{128}));
  return hn::MulHigh(t, hn::Set(d, std::uint16_t{257}));  // (t + (t >> 8)) >> 8
}

HWY_INLINE V8 weigh(V8 v, V16 weight) {
  return join(round257(product(even(v), weight)), round257(product(odd(v), weight)));
}

#endif  // HWY_TARGET
}  // namespace HWY_NAMESPACE
}  // namespace lattice::render::cpu
HWY_AFTER_NAMESPACE();

#endif  // LATTICE_RENDER_ROW_LANES_INL_H

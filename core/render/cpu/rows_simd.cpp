// The same arithmetic through Highway: this file is compiled once per instruction set, and
// the best one is picked at run time.
#include "render/cpu/rows.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "render/cpu/rows_simd.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "render/cpu/row_lanes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace lattice::render::cpu {
namespace HWY_NAMESPACE {
#if HWY_TARGET == HWY_SCALAR
// One lane at a time is what the plain versions do.
void over(std::uint8_t* dst, const std::uint8_t* src, std::size_t pixels, std::uint16_t weight) {
  scalar_rows().over(dst, src, pixels, weight);
}
void mix(std::uint8_t* dst, const std::uint8_t* from, const std::uint8_t* to, std::size_t pixels,
         std::uint16_t from_weight, std::uint16_t to_weight) {
  scalar_rows().mix(dst, from, to, pixels, from_weight, to_weight);
}
#else
// The alphas of the odd lanes, beside themselves: one for g and a, one for r and b.
HWY_INLINE V16 splat_alpha(V16 odd_lanes) {
  const D16 d;
  const D32 d32;
  const auto a = hn::ShiftRight<16>(hn::BitCast(d32, odd_lanes));
  return hn::BitCast(d, hn::Or(a, hn::ShiftLeft<16>(a)));
}

HWY_INLINE V16 composite(V16 d_lanes, V16 s_lanes, V16 keep) {
  const D16 d;
  return hn::Min(hn::Add(s_lanes, div255(hn::Mul(d_lanes, keep))), hn::Set(d, std::uint16_t{255}));
}

template <bool is_weighed>
HWY_INLINE std::size_t over_vectors(std::uint8_t* dst, const std::uint8_t* src, std::size_t bytes,
                                    std::uint16_t weight) {
  const D8 d8;
  const D16 d16;
  const std::size_t lanes = hn::Lanes(d8);
  const V16 w = hn::Set(d16, weight);
  std::size_t i = 0;
  for (; i + lanes <= bytes; i += lanes) {
    const V8 s = hn::LoadU(d8, src + i);
    const V8 d = hn::LoadU(d8, dst + i);
    const V16 s_even = is_weighed ? round257(product(even(s), w)) : even(s);
    const V16 s_odd = is_weighed ? round257(product(odd(s), w)) : odd(s);
    const V16 keep = hn::Sub(hn::Set(d16, std::uint16_t{255}), splat_alpha(s_odd));
    hn::StoreU(join(composite(even(d), s_even, keep), composite(odd(d), s_odd, keep)), d8, dst + i);
  }
  return i;
}

// The full weight is the identity: most rows have it, and it takes half of the time.
void over(std::uint8_t* dst, const std::uint8_t* src, std::size_t pixels, std::uint16_t weight) {
  const std::size_t bytes = 4 * pixels;
  const std::size_t done = weight == 65535 ? over_vectors<false>(dst, src, bytes, weight)
                                           : over_vectors<true>(dst, src, bytes, weight);
  if (done < bytes) scalar_rows().over(dst + done, src + done, (bytes - done) / 4, weight);
}

void mix(std::uint8_t* dst, const std::uint8_t* from, const std::uint8_t* to, std::size_t pixels,
         std::uint16_t from_weight, std::uint16_t to_weight) {
  const D8 d8;
  const D16 d16;
  const std::size_t lanes = hn::Lanes(d8), bytes = 4 * pixels;
  const V16 wf = hn::Set(d16, from_weight), wt = hn::Set(d16, to_weight);
  std::size_t i = 0;
  for (; i + lanes <= bytes; i += lanes) {
    const V8 f = hn::LoadU(d8, from + i);
    const V8 t = hn::LoadU(d8, to + i);
    const V16 r_even = round257(hn::SaturatedAdd(product(even(f), wf), product(even(t), wt)));
    const V16 r_odd = round257(hn::SaturatedAdd(product(odd(f), wf), product(odd(t), wt)));
    hn::StoreU(join(r_even, r_odd), d8, dst + i);
  }
  if (i < bytes)
    scalar_rows().mix(dst + i, from + i, to + i, (bytes - i) / 4, from_weight, to_weight);
}

#endif  // HWY_TARGET

const char* target_name() { return hwy::TargetName(HWY_TARGET); }

}  // namespace HWY_NAMESPACE
}  // namespace lattice::render::cpu
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lattice::render::cpu {

HWY_EXPORT(over);
HWY_EXPORT(mix);
HWY_EXPORT(target_name);

const RowKernels& best_rows() {
  static const RowKernels kRows = [] {
    // Highway picks its table at the first call of each; do that once, here.
    return RowKernels{
        [](std::uint8_t* dst, const std::uint8_t* src, std::size_t n, std::uint16_t w) {
          HWY_DYNAMIC_DISPATCH(over)
          (dst, src, n, w);
        },
        [](std::uint8_t* dst, const std::uint8_t* from, const std::uint8_t* to, std::size_t n,
           std::uint16_t wf, std::uint16_t wt) {
          HWY_DYNAMIC_DISPATCH(mix)(dst, from, to, n, wf, wt);
        },
        HWY_DYNAMIC_DISPATCH(target_name)()};
  }();
  return kRows;
}

}  // namespace lattice::render::cpu
#endif

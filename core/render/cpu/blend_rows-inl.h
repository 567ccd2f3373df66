// The way of every blend mode of RGBA8 over a row, whatever happens to a vector of pixels.
// Included once per instruction set, after hwy/highway.h.
#if defined(LATTICE_RENDER_BLEND_ROWS_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef LATTICE_RENDER_BLEND_ROWS_INL_H
#undef LATTICE_RENDER_BLEND_ROWS_INL_H
#else
#define LATTICE_RENDER_BLEND_ROWS_INL_H
#endif

#include "render/cpu/blend.h"
#include "render/cpu/row_lanes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace lattice::render::cpu {
namespace HWY_NAMESPACE {
#if HWY_TARGET != HWY_SCALAR
// Each pixel's alpha in all of its four bytes.
HWY_INLINE V8 alpha_bytes(V8 v) {
  alignas(16) static constexpr std::uint8_t kAlphas[16] = {3,  3,  3,  3,  7,  7,  7,  7,
                                                           11, 11, 11, 11, 15, 15, 15, 15};
  const D8 d;
  return hn::TableLookupBytes(v, hn::LoadDup128(d, kAlphas));
}

// As many bytes of the row as fill vectors; gives how many those are.
template <class Mode, bool is_weighed>
HWY_INLINE std::size_t blend_vectors(std::uint8_t* dst, const std::uint8_t* src, std::size_t bytes,
                                     std::uint16_t weight) {
  const D8 d8;
  const V16 w = hn::Set(D16(), weight);
  const std::size_t lanes = hn::Lanes(d8);
  std::size_t i = 0;
  for (; i + lanes <= bytes; i += lanes) {
    const V8 loaded = hn::LoadU(d8, src + i), d = hn::LoadU(d8, dst + i);
    const V8 s = is_weighed ? weigh(loaded, w) : loaded;
    const V8 sa = alpha_bytes(s), da = alpha_bytes(d);
    hn::StoreU(Mode::of(hn::Min(s, sa), sa, hn::Min(d, da), da), d8, dst + i);
  }
  return i;
}

// The full weight is the identity: most rows have it, and it takes half of the time.
// Mode::of(s, its alphas, d, its alphas) makes a vector; the plain version of the mode, which
// is `plain`, makes what does not fill one.
template <class Mode, image::Blend plain>
void blend_row(std::uint8_t* dst, const std::uint8_t* src, std::size_t pixels,
               std::uint16_t weight) {
  const std::size_t bytes = 4 * pixels;
  const std::size_t done = weight == 65535 ? blend_vectors<Mode, false>(dst, src, bytes, weight)
                                           : blend_vectors<Mode, true>(dst, src, bytes, weight);
  if (done < bytes) scalar_blend(plain)(dst + done, src + done, (bytes - done) / 4, weight);
}

#endif  // HWY_TARGET
}  // namespace HWY_NAMESPACE
}  // namespace lattice::render::cpu
HWY_AFTER_NAMESPACE();

#endif  // LATTICE_RENDER_BLEND_ROWS_INL_H

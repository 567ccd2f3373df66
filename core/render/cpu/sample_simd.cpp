// Bilinear sampling through Highway, as many pixels at a time as the vectors hold. Where all
// of them have their four neighbours inside the picture; the rest is the plain version's.
#include "render/cpu/row_positions.h"
#include "render/cpu/sample.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "render/cpu/sample_simd.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace lattice::render::cpu {
namespace HWY_NAMESPACE {
// Gathers need wide vectors to pay: below AVX2 the plain version is as fast.
#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX3_DL
namespace hn = hwy::HWY_NAMESPACE;

using DF = hn::ScalableTag<double>;
using DI = hn::ScalableTag<std::int32_t>;  // twice as many lanes as DF
using DIHalf = hn::Half<DI>;
using DU = hn::RebindToUnsigned<DI>;
using VF = hn::Vec<DF>;
using VI = hn::Vec<DI>;
using VU = hn::Vec<DU>;

// RowPositions::to_fixed() for positions that may belong to a picture; others saturate to
// what no picture reaches.
HWY_INLINE hn::Vec<DIHalf> to_fixed(VF v) {
  const DF d;
  const DIHalf half;
  const VF scaled = hn::Add(hn::Mul(v, hn::Set(d, 256.0)), hn::Set(d, 0.5));
  return hn::DemoteTo(half, hn::Floor(scaled));
}

// Positions of DI's lanes, the first one at x.
HWY_INLINE VI positions(double step, double start, std::int32_t x) {
  const DF d;
  const DI di;
  const VF lanes = hn::Iota(d, 0.5);
  const auto at = [&](std::int32_t first) {
    const VF center = hn::Add(lanes, hn::Set(d, static_cast<double>(first)));
    const VF moved = hn::Add(hn::Mul(hn::Set(d, step), center), hn::Set(d, start));
    return to_fixed(hn::Sub(moved, hn::Set(d, 0.5)));
  };
  return hn::Combine(di, at(x + static_cast<std::int32_t>(hn::Lanes(d))), at(x));
}

// The exact blend of two channels, in the even 16 bits of each half: v = top * (256 - fy) +
// bottom * fy, 16.16, rounded.
HWY_INLINE VU vertical(VU top, VU bottom, VU fy) {
  const DU d;
  const VU keep = hn::Sub(hn::Set(d, 256u), fy);
  const VU low = hn::Set(d, 0xffffu), half = hn::Set(d, 0x8000u);
  const VU first = hn::Add(hn::Mul(hn::And(top, low), keep), hn::Mul(hn::And(bottom, low), fy));
  const VU second =
      hn::Add(hn::Mul(hn::ShiftRight<16>(top), keep), hn::Mul(hn::ShiftRight<16>(bottom), fy));
  return hn::Or(hn::ShiftRight<16>(hn::Add(first, half)),
                hn::And(hn::Add(second, half), hn::Set(d, 0xffff0000u)));
}

// a * (256 - fx) + b * fx in 16-bit lanes: at most 255 * 256, exact. `fx` fills both lanes.
HWY_INLINE VU horizontal(VU a, VU b, VU fx) {
  const DU d;
  const hn::Repartition<std::uint16_t, DU> d16;
  const auto f = hn::BitCast(d16, fx);
  const auto keep = hn::Sub(hn::Set(d16, std::uint16_t{256}), f);
  return hn::BitCast(d,
                     hn::Add(hn::Mul(hn::BitCast(d16, a), keep), hn::Mul(hn::BitCast(d16, b), f)));
}

void sample_row(std::uint8_t* dst, const Picture& picture, const image::Mat3& source_from_output,
                std::int32_t x0, std::int32_t y, std::int32_t count) {
  const DI di;
  const DU du;
  const auto lanes = static_cast<std::int32_t>(hn::Lanes(di));
  const image::Rect& r = picture.region;
  const std::int64_t row_bytes = picture.view.row_bytes[0];
  std::int32_t i = 0;
  // Offsets and positions are 32 bits wide; what does not fit, or has no neighbours, is left
  // to the plain version.
  constexpr std::int32_t kNear = 1 << 22;
  const bool fits = r.width() > 1 && r.height() > 1 && r.x0 > -kNear && r.y0 > -kNear &&
                    r.x1 < kNear && r.y1 < kNear && row_bytes > 0 &&
                    row_bytes * r.height() < (std::int64_t{1} << 31);
  if (fits) {
    const RowPositions row(source_from_output, y);
    const auto* origin =
        reinterpret_cast<const std::int32_t*>(image::pixel(picture.view, r.x0, r.y0));
    const VI left = hn::Set(di, r.x0), top = hn::Set(di, r.y0);
    const VI max_x = hn::Set(di, r.width() - 2), max_y = hn::Set(di, r.height() - 2);
    const VI zero = hn::Zero(di), fraction = hn::Set(di, 255);
    const VI pitch = hn::Set(di, static_cast<std::int32_t>(row_bytes));
    const VU channels = hn::Set(du, 0x00ff00ffu);
    for (; i + lanes <= count; i += lanes) {
      const VI at_x = positions(row.step_x, row.start_x, x0 + i);
      const VI at_y = positions(row.step_y, row.start_y, x0 + i);
      const VI sx = hn::Sub(hn::ShiftRight<8>(at_x), left);
      const VI sy = hn::Sub(hn::ShiftRight<8>(at_y), top);
      const auto outside = hn::Or(hn::Or(hn::Lt(sx, zero), hn::Gt(sx, max_x)),
                                  hn::Or(hn::Lt(sy, zero), hn::Gt(sy, max_y)));
      if (!hn::AllFalse(di, outside)) {
        sample_row_scalar(dst + 4 * i, picture, source_from_output, x0 + i, y, lanes);
        continue;
      }
      const VI offset = hn::Add(hn::Mul(sy, pitch), hn::ShiftLeft<2>(sx));
      const VI right = hn::Add(offset, hn::Set(di, 4)), below = hn::Add(offset, pitch);
      const auto gather = [&](VI at) { return hn::BitCast(du, hn::GatherOffset(di, origin, at)); };
      const VU p00 = gather(offset), p01 = gather(right);
      const VU p10 = gather(below), p11 = gather(hn::Add(below, hn::Set(di, 4)));
      const VU fx_one = hn::BitCast(du, hn::And(at_x, fraction));
      const VU fx = hn::Or(fx_one, hn::ShiftLeft<16>(fx_one));
      const VU fy = hn::BitCast(du, hn::And(at_y, fraction));
      const auto even = [&](VU p) { return hn::And(p, channels); };
      const auto odd = [&](VU p) { return hn::And(hn::ShiftRight<8>(p), channels); };
      const VU rb =
          vertical(horizontal(even(p00), even(p01), fx), horizontal(even(p10), even(p11), fx), fy);
      const VU ga =
          vertical(horizontal(odd(p00), odd(p01), fx), horizontal(odd(p10), odd(p11), fx), fy);
      hn::StoreU(hn::Or(rb, hn::ShiftLeft<8>(ga)), du,
                 reinterpret_cast<std::uint32_t*>(dst + 4 * i));
    }
  }
  if (i < count) sample_row_scalar(dst + 4 * i, picture, source_from_output, x0 + i, y, count - i);
}

#else
void sample_row(std::uint8_t* dst, const Picture& picture, const image::Mat3& source_from_output,
                std::int32_t x0, std::int32_t y, std::int32_t count) {
  sample_row_scalar(dst, picture, source_from_output, x0, y, count);
}
#endif
}  // namespace HWY_NAMESPACE
}  // namespace lattice::render::cpu
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lattice::render::cpu {

HWY_EXPORT(sample_row);

SampleRow best_sample_row() {
  return [](std::uint8_t* dst, const Picture& picture, const image::Mat3& source_from_output,
            std::int32_t x0, std::int32_t y, std::int32_t count) {
    HWY_DYNAMIC_DISPATCH(sample_row)(dst, picture, source_from_output, x0, y, count);
  };
}

}  // namespace lattice::render::cpu
#endif

// Sample by sample conversions between dtypes, whatever the channels mean.
#include <cstdint>

#include "image/convert_kernels.h"
#include "image/half.h"

namespace lattice::image {
namespace {

template <class Sample>
const Sample* samples(const std::byte* p) {
  return reinterpret_cast<const Sample*>(p);
}
template <class Sample>
Sample* samples(std::byte* p) {
  return reinterpret_cast<Sample*>(p);
}

// round(v * kMax), halves up, v limited to 0..1 and NaN taken as 0. In double, where the
// product of 24 and 16 bits is exact.
template <class Whole, int kMax>
void unit_float_to_whole(const std::byte* src, std::byte* dst, std::size_t count) {
  const auto* in = samples<float>(src);
  auto* out = samples<Whole>(dst);
  for (std::size_t i = 0; i < count; ++i) {
    const float from_zero = in[i] > 0.0f ? in[i] : 0.0f;
    const float unit = from_zero < 1.0f ? from_zero : 1.0f;
    out[i] = static_cast<Whole>(static_cast<int>(static_cast<double>(unit) * kMax + 0.5));
  }
}

void float_to_half(const std::byte* src, std::byte* dst, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i)
    samples<std::uint16_t>(dst)[i] = half_from_float(samples<float>(src)[i]);
}

void half_to_float(const std::byte* src, std::byte* dst, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i)
    samples<float>(dst)[i] = float_from_half(samples<std::uint16_t>(src)[i]);
}

bool only_dtype_differs(const Type& src, Type dst) {
  dst.dtype = src.dtype;
  return same_type(src, dst) && src.layout == LATTICE_INTERLEAVED && src.bits == 0;
}

}  // namespace

RowKernel sample_kernel(const Type& src, const Type& dst) {
  if (!only_dtype_differs(src, dst)) return nullptr;
  if (src.dtype == LATTICE_F16 && dst.dtype == LATTICE_F32) return half_to_float;
  if (src.dtype != LATTICE_F32) return nullptr;
  if (dst.dtype == LATTICE_F16) return float_to_half;
  // A colour in whole numbers means code values, which are not plain products.
  const bool is_measure = src.space == LATTICE_SPACE_DATA && src.alpha == LATTICE_ALPHA_NONE;
  if (!is_measure) return nullptr;
  if (dst.dtype == LATTICE_U16) return unit_float_to_whole<std::uint16_t, 65535>;
  if (dst.dtype == LATTICE_U8) return unit_float_to_whole<std::uint8_t, 255>;
  return nullptr;
}

}  // namespace lattice::image

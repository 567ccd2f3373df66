// Premultiplied sRGB RGBA8 to the interleaved colour types of sinks.
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "image/convert_kernels.h"
#include "image/half.h"
#include "image/premul_tables.h"

namespace lattice::image {
namespace {

static_assert(std::endian::native == std::endian::little, "pixels are read as words, red lowest");

const std::uint8_t* bytes_of(const std::byte* p) {
  return reinterpret_cast<const std::uint8_t*>(p);
}
std::uint8_t* bytes_of(std::byte* p) { return reinterpret_cast<std::uint8_t*>(p); }

// n / a == n * kReciprocal[a] >> 24 for n <= 255 * a + a / 2: the excess of the reciprocal
// is below a / 2^24, n times that is below 1, and the product stays below 2^32.
constexpr std::array<std::uint32_t, 256> kReciprocal = [] {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t a = 1; a < 256; ++a) table[a] = ((1u << 24) + a - 1) / a;
  return table;
}();

// round(c * 255 / a), halves up; 0 for a = 0, 255 for c > a.
std::uint32_t straight(std::uint32_t c, std::uint32_t a) {
  const std::uint32_t inside = c < a ? c : a;
  return ((inside * 255 + a / 2) * kReciprocal[a]) >> 24;
}

void straight_pixel(const std::uint8_t* src, std::uint8_t* dst) {
  const std::uint32_t a = src[3];
  for (int c = 0; c < 3; ++c) dst[c] = static_cast<std::uint8_t>(straight(src[c], a));
  dst[3] = src[3];
}

// Most pixels of a frame are opaque or empty, so runs of 16 are tested as a whole first.
void to_straight_rgba8(const std::byte* src, std::byte* dst, std::size_t count) {
  constexpr std::size_t kRun = 16;
  std::array<std::uint32_t, kRun> run;
  std::size_t i = 0;
  for (; i + kRun <= count; i += kRun, src += 4 * kRun, dst += 4 * kRun) {
    std::memcpy(run.data(), src, sizeof run);
    std::uint32_t all = ~0u, any = 0;
    for (const std::uint32_t pixel : run) all &= pixel, any |= pixel;
    if (all >= 0xff000000u)
      std::memcpy(dst, src, sizeof run);
    else if (any <= 0x00ffffffu)
      std::memset(dst, 0, sizeof run);
    else
      for (std::size_t k = 0; k < kRun; ++k)
        straight_pixel(bytes_of(src) + 4 * k, bytes_of(dst) + 4 * k);
  }
  for (; i < count; ++i, src += 4, dst += 4) straight_pixel(bytes_of(src), bytes_of(dst));
}

// Over black, a premultiplied colour is what it already is.
void to_rgb8(const std::byte* src, std::byte* dst, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i, src += 4, dst += 3)
    dst[0] = src[0], dst[1] = src[1], dst[2] = src[2];
}

template <class Sample>
Sample unit_sample(std::uint8_t code);
template <>
float unit_sample<float>(std::uint8_t code) {
  return static_cast<float>(code) / 255.0f;
}
constexpr std::array<std::uint16_t, 256> kUnitHalf = [] {
  std::array<std::uint16_t, 256> table{};
  for (std::size_t c = 0; c < 256; ++c) table[c] = half_from_float(static_cast<float>(c) / 255.0f);
  return table;
}();
template <>
std::uint16_t unit_sample<std::uint16_t>(std::uint8_t code) {
  return kUnitHalf[code];
}

// c / 255, still premultiplied and still sRGB code values.
template <class Sample, int kChannels>
void to_code_values(const std::byte* src, std::byte* dst, std::size_t count) {
  const std::uint8_t* in = bytes_of(src);
  auto* out = reinterpret_cast<Sample*>(dst);
  for (std::size_t i = 0; i < count; ++i, in += 4, out += kChannels)
    for (int c = 0; c < kChannels; ++c) out[c] = unit_sample<Sample>(in[c]);
}

template <class Sample>
const Sample* linear_row(std::uint8_t alpha);
template <>
const float* linear_row<float>(std::uint8_t alpha) {
  return linear_premul_tables().f32[alpha];
}
template <>
const std::uint16_t* linear_row<std::uint16_t>(std::uint8_t alpha) {
  return linear_premul_tables().f16[alpha];
}

// Linear light of the unpremultiplied colour, premultiplied again; alpha is c / 255.
template <class Sample, int kChannels>
void to_linear(const std::byte* src, std::byte* dst, std::size_t count) {
  const std::uint8_t* in = bytes_of(src);
  auto* out = reinterpret_cast<Sample*>(dst);
  for (std::size_t i = 0; i < count; ++i, in += 4, out += kChannels) {
    const Sample* row = linear_row<Sample>(in[3]);
    for (int c = 0; c < 3; ++c) out[c] = row[in[c]];
    if constexpr (kChannels == 4) out[3] = unit_sample<Sample>(in[3]);
  }
}

template <class Sample>
RowKernel float_kernel(const Type& dst) {
  const bool rgba = dst.channels == 4;
  if (dst.space == LATTICE_SPACE_SRGB)
    return rgba ? to_code_values<Sample, 4> : to_code_values<Sample, 3>;
  if (dst.space == LATTICE_SPACE_LINEAR_SRGB)
    return rgba ? to_linear<Sample, 4> : to_linear<Sample, 3>;
  return nullptr;
}

}  // namespace

RowKernel rgba8_kernel(const Type& dst) {
  if (dst.layout != LATTICE_INTERLEAVED || dst.bits != 0) return nullptr;
  const bool rgba = dst.channels == 4, rgb = dst.channels == 3 && dst.alpha == LATTICE_ALPHA_NONE;
  if (dst.dtype == LATTICE_U8 && dst.space == LATTICE_SPACE_SRGB) {
    if (rgba && dst.alpha == LATTICE_ALPHA_STRAIGHT) return to_straight_rgba8;
    if (rgb) return to_rgb8;
    return nullptr;
  }
  if (!rgb && !(rgba && dst.alpha == LATTICE_ALPHA_PREMUL)) return nullptr;
  if (dst.dtype == LATTICE_F32) return float_kernel<float>(dst);
  if (dst.dtype == LATTICE_F16) return float_kernel<std::uint16_t>(dst);
  return nullptr;
}

}  // namespace lattice::image

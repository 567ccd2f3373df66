#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "image/convert.h"
#include "image/half.h"
#include "image/pictures.h"
#include "support/catch.h"

namespace lattice::image {
namespace {

Type measure(std::uint8_t dtype, std::uint8_t channels = 1) {
  return interleaved(dtype, channels, LATTICE_ALPHA_NONE, LATTICE_SPACE_DATA);
}

Buffer depth_of(const std::vector<float>& values) {
  Buffer out(kDepthF32, {0, 0, static_cast<std::int32_t>(values.size()), 1});
  std::memcpy(out.view().plane[0], values.data(), values.size() * sizeof(float));
  return out;
}

template <class Sample>
std::vector<Sample> converted(const Buffer& src, std::uint8_t dtype) {
  REQUIRE(check_conversion(src.view().type, measure(dtype)));
  const Rect bounds = bounds_of(src.view());
  Buffer dst(measure(dtype), bounds);
  convert(src.view(), dst.view(), bounds);
  std::vector<Sample> out(static_cast<std::size_t>(bounds.width()));
  std::memcpy(out.data(), dst.view().plane[0], out.size() * sizeof(Sample));
  return out;
}

}  // namespace

TEST_CASE("a float measure becomes the nearest whole number of its range", "[image][convert]") {
  constexpr float kInf = std::numeric_limits<float>::infinity();
  const std::vector<float> values{0.0f,  1.0f, 0.5f,          -0.25f,    1.5f,     1e-9f,
                                  -kInf, kInf, std::nanf(""), 0.999992f, 0.00196f, 1e30f};
  const Buffer src = depth_of(values);
  CHECK(converted<std::uint16_t>(src, LATTICE_U16) ==
        std::vector<std::uint16_t>{0, 65535, 32768, 0, 65535, 0, 0, 65535, 0, 65534, 128, 65535});
  CHECK(converted<std::uint8_t>(src, LATTICE_U8) ==
        std::vector<std::uint8_t>{0, 255, 128, 0, 255, 0, 0, 255, 0, 255, 0, 255});
}

TEST_CASE("every 16-bit measure survives the way through a float", "[image][convert]") {
  std::vector<float> values;
  for (int i = 0; i < 65536; ++i) values.push_back(static_cast<float>(i) / 65535.0f);
  const auto out = converted<std::uint16_t>(depth_of(values), LATTICE_U16);
  int wrong = 0;
  for (std::size_t i = 0; i < out.size(); ++i) wrong += out[i] != i;
  CHECK(wrong == 0);
}

TEST_CASE("a float measure becomes a half and back without limits of its range",
          "[image][convert]") {
  const std::vector<float> values{0.0f, -3.5f, 1000.25f, 0.1f, 1e9f};
  const Buffer src = depth_of(values);
  const auto halves = converted<std::uint16_t>(src, LATTICE_F16);
  for (std::size_t i = 0; i < values.size(); ++i) CHECK(halves[i] == half_from_float(values[i]));

  Buffer half(measure(LATTICE_F16), bounds_of(src.view()));
  convert(src.view(), half.view(), bounds_of(src.view()));
  const auto back = converted<float>(half, LATTICE_F32);
  for (std::size_t i = 0; i < values.size(); ++i) CHECK(back[i] == float_from_half(halves[i]));
}

TEST_CASE("all channels of a linear RGBA float picture become halves", "[image][convert]") {
  const Type src_type =
      interleaved(LATTICE_F32, 4, LATTICE_ALPHA_PREMUL, LATTICE_SPACE_LINEAR_SRGB);
  const Type dst_type =
      interleaved(LATTICE_F16, 4, LATTICE_ALPHA_PREMUL, LATTICE_SPACE_LINEAR_SRGB);
  REQUIRE(check_conversion(src_type, dst_type));
  Buffer src(src_type, {0, 0, 3, 2}), dst(dst_type, {0, 0, 3, 2});
  for (int y = 0; y < 2; ++y)
    for (int i = 0; i < 12; ++i)
      reinterpret_cast<float*>(pixel(src.view(), 0, y))[i] = static_cast<float>(i + 12 * y) / 7.0f;
  convert(src.view(), dst.view(), {0, 0, 3, 2});
  for (int y = 0; y < 2; ++y)
    for (int i = 0; i < 12; ++i)
      CHECK(reinterpret_cast<std::uint16_t*>(pixel(dst.view(), 0, y))[i] ==
            half_from_float(static_cast<float>(i + 12 * y) / 7.0f));
}

TEST_CASE("equal types are copied byte for byte, plane by plane", "[image][convert]") {
  const Type types[] = {
      kRgba8,
      kDepthF32,
      measure(LATTICE_U8),
      measure(LATTICE_U16),
      measure(LATTICE_U32, 2),
      test::planar_ycbcr(LATTICE_SPACE_YCBCR_BT709, LATTICE_RANGE_LIMITED, LATTICE_SUB_420,
                         LATTICE_SITING_LEFT),
  };
  const Type type = types[GENERATE(range(0, 6))];
  CAPTURE(describe(type));
  REQUIRE(check_conversion(type, type));
  const Rect bounds{2, 4, 17, 13};
  Buffer src(type, bounds), dst(type, bounds);
  test::Random random(11);
  auto* bytes = static_cast<std::uint8_t*>(src.view().plane[0]);
  for (std::size_t i = 0; i < src.bytes(); ++i) bytes[i] = static_cast<std::uint8_t>(random.next());
  std::memset(dst.view().plane[0], 0, dst.bytes());
  // In four parts, as tiles would.
  for (const Rect& part :
       {Rect{2, 4, 8, 8}, Rect{8, 4, 17, 8}, Rect{2, 8, 8, 13}, Rect{8, 8, 17, 13}})
    convert(src.view(), dst.view(), part);
  for (int p = 0; p < 4 && src.view().plane[p] != nullptr; ++p) {
    const bool chroma = p > 0;
    const int rows = chroma ? 5 : 9;
    const std::size_t width = (chroma ? 8u : 15u) * pixel_bytes(type);
    for (int y = 0; y < rows; ++y)
      CHECK(std::memcmp(static_cast<std::byte*>(src.view().plane[p]) + y * src.view().row_bytes[p],
                        static_cast<std::byte*>(dst.view().plane[p]) + y * dst.view().row_bytes[p],
                        width) == 0);
  }
}

}  // namespace lattice::image

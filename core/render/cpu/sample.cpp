#include "render/cpu/sample.h"

#include <cstring>
#include <limits>

#include "render/cpu/row_positions.h"

namespace lattice::render::cpu {
namespace {

using image::Rect;

const std::uint8_t* row_of(const Picture& picture, std::int32_t y) {
  return reinterpret_cast<const std::uint8_t*>(image::pixel(picture.view, picture.region.x0, y));
}

std::uint32_t load(const std::uint8_t* p) {
  std::uint32_t v;
  std::memcpy(&v, p, 4);
  return v;
}

// A pixel that may lie outside.
std::uint32_t tap(const Picture& picture, std::int64_t x, std::int64_t y) {
  const Rect& r = picture.region;
  if (x < r.x0 || x >= r.x1 || y < r.y0 || y >= r.y1) return 0;
  return load(row_of(picture, static_cast<std::int32_t>(y)) + 4 * (x - r.x0));
}

// Two of the four channels at once, 32 bits each: 255 * 65536 + 32768 fits.
std::uint64_t spread(std::uint32_t two_channels) {
  return (two_channels & 0xffu) | (static_cast<std::uint64_t>(two_channels & 0xff0000u) << 16);
}

std::uint32_t blend(const std::uint32_t (&p)[4], std::uint32_t fx, std::uint32_t fy) {
  const std::uint64_t w[4] = {(256 - fx) * (256 - fy), fx * (256 - fy), (256 - fx) * fy, fx * fy};
  constexpr std::uint64_t kHalf = 0x0000800000008000u;
  std::uint64_t rb = kHalf, ga = kHalf;
  for (int i = 0; i < 4; ++i) {
    rb += spread(p[i]) * w[i];
    ga += spread(p[i] >> 8) * w[i];
  }
  rb >>= 16, ga >>= 16;
  const auto pack = [](std::uint64_t v) {
    return static_cast<std::uint32_t>((v & 0xff) | ((v >> 16) & 0xff0000));
  };
  return pack(rb) | (pack(ga) << 8);
}

}  // namespace

void sample_row_scalar(std::uint8_t* dst, const Picture& picture,
                       const image::Mat3& source_from_output, std::int32_t x0, std::int32_t y,
                       std::int32_t count) {
  const Rect& r = picture.region;
  const std::int64_t row_bytes = picture.view.row_bytes[0];
  const RowPositions positions(source_from_output, y);
  for (std::int32_t i = 0; i < count; ++i) {
    const std::int64_t at_x = positions.x_at(x0 + i), at_y = positions.y_at(x0 + i);
    const std::int64_t sx = at_x >> 8, sy = at_y >> 8;
    std::uint32_t p[4] = {0, 0, 0, 0};
    if (sx >= r.x0 && sx + 1 < r.x1 && sy >= r.y0 && sy + 1 < r.y1) {
      const std::uint8_t* q = row_of(picture, static_cast<std::int32_t>(sy)) + 4 * (sx - r.x0);
      p[0] = load(q), p[1] = load(q + 4);
      p[2] = load(q + row_bytes), p[3] = load(q + row_bytes + 4);
    } else if (sx + 1 >= r.x0 && sx < r.x1 && sy + 1 >= r.y0 && sy < r.y1) {
      p[0] = tap(picture, sx, sy), p[1] = tap(picture, sx + 1, sy);
      p[2] = tap(picture, sx, sy + 1), p[3] = tap(picture, sx + 1, sy + 1);
    }
    const std::uint32_t out =
        blend(p, static_cast<std::uint32_t>(at_x & 255), static_cast<std::uint32_t>(at_y & 255));
    std::memcpy(dst + 4 * i, &out, 4);
  }
}

#ifndef LATTICE_HAVE_SIMD
SampleRow best_sample_row() { return sample_row_scalar; }
#endif

void sample_depth_row(float* dst, const Picture& picture, const image::Mat3& source_from_output,
                      std::int32_t x0, std::int32_t y, std::int32_t count) {
  const Rect& r = picture.region;
  const RowPositions positions(source_from_output, y);
  for (std::int32_t i = 0; i < count; ++i) {
    const std::int64_t sx = (positions.x_at(x0 + i) + 128) >> 8;
    const std::int64_t sy = (positions.y_at(x0 + i) + 128) >> 8;
    if (sx < r.x0 || sx >= r.x1 || sy < r.y0 || sy >= r.y1) {
      dst[i] = std::numeric_limits<float>::infinity();
      continue;
    }
    std::memcpy(dst + i, row_of(picture, static_cast<std::int32_t>(sy)) + 4 * (sx - r.x0), 4);
  }
}

}  // namespace lattice::render::cpu

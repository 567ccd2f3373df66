// RGBA8 to planar 8-bit Y'CbCr in 15-bit fixed point, with chroma filtered to its siting.
#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>
#include <cstring>

#include "image/convert_kernels.h"

namespace lattice::image {
namespace {

// ---- The matrix -----------------------------------------------------------------------
// E'Y = kr R + kg G + kb B, Cb = (B - E'Y) / (2 (1 - kb)), Cr = (R - E'Y) / (2 (1 - kr)),
// times 219 and 224 (limited) or 255 (full) over 255, as multiples of 2^-15. The green
// weight takes the rounding of the other two: white stays white and grey has no chroma.

constexpr int kFractionBits = 15;

struct Weights {
  std::int16_t r, g, b;
};

struct Matrix {
  Weights y, cb, cr;
  std::int32_t luma_offset;
};

constexpr std::int32_t fixed(double v) {
  return static_cast<std::int32_t>(v * (1 << kFractionBits) + (v < 0 ? -0.5 : 0.5));
}

constexpr Weights weights(std::int32_t r, std::int32_t b, std::int32_t sum) {
  return {static_cast<std::int16_t>(r), static_cast<std::int16_t>(sum - r - b),
          static_cast<std::int16_t>(b)};
}

constexpr Matrix matrix_of(double kr, double kb, bool limited) {
  const double luma = limited ? 219.0 / 255 : 1, chroma = limited ? 224.0 / 255 : 1;
  return {weights(fixed(kr * luma), fixed(kb * luma), fixed(luma)),
          weights(fixed(-kr / (2 * (1 - kb)) * chroma), fixed(chroma / 2), 0),
          weights(fixed(chroma / 2), fixed(-kb / (2 * (1 - kr)) * chroma), 0), limited ? 16 : 0};
}

constexpr Matrix kBt709Limited = matrix_of(0.2126, 0.0722, true);
constexpr Matrix kBt709Full = matrix_of(0.2126, 0.0722, false);
constexpr Matrix kBt601Limited = matrix_of(0.299, 0.114, true);
constexpr Matrix kBt601Full = matrix_of(0.299, 0.114, false);

const Matrix& matrix_for(const Type& t) {
  const bool limited = t.range == LATTICE_RANGE_LIMITED;
  if (t.space == LATTICE_SPACE_YCBCR_BT601) return limited ? kBt601Limited : kBt601Full;
  return limited ? kBt709Limited : kBt709Full;
}

// ---- One segment of a row -------------------------------------------------------------
// Segments keep the split planes in L1. 16-bit lanes, because SSE2 multiplies those.

constexpr std::size_t kSegment = 512;  // pixels, even

// One pixel more on the left and on the right, for the chroma filter.
struct Line {
  alignas(64) std::array<std::int16_t, kSegment + 2> samples;
  std::int16_t* data() { return samples.data() + 1; }
};

struct Lines {
  Line r, g, b;
};

void split(const std::byte* src, std::size_t count, Lines& lines) {
  std::int16_t *r = lines.r.data(), *g = lines.g.data(), *b = lines.b.data();
  for (std::size_t i = 0; i < count; ++i) {
    std::uint32_t pixel;
    std::memcpy(&pixel, src + 4 * i, 4);
    r[i] = static_cast<std::int16_t>(pixel & 255u);
    g[i] = static_cast<std::int16_t>((pixel >> 8) & 255u);
    b[i] = static_cast<std::int16_t>((pixel >> 16) & 255u);
  }
}

void set_pixel(Lines& lines, std::ptrdiff_t i, const std::byte* src) {
  lines.r.data()[i] = static_cast<std::int16_t>(src[0]);
  lines.g.data()[i] = static_cast<std::int16_t>(src[1]);
  lines.b.data()[i] = static_cast<std::int16_t>(src[2]);
}

// dst = offset + weighted sum / 2^(15 + scale_bits), rounded half up, at most 255. The
// lines hold 2^scale_bits times the colour.
void apply(const Weights& w, const Lines& in, int scale_bits, std::int32_t offset,
           std::size_t count, std::uint8_t* __restrict dst) {
  const std::int16_t* r = in.r.samples.data() + 1;
  const std::int16_t* g = in.g.samples.data() + 1;
  const std::int16_t* b = in.b.samples.data() + 1;
  const int shift = kFractionBits + scale_bits;
  const std::int32_t bias = (offset << shift) + (1 << (shift - 1));
  for (std::size_t i = 0; i < count; ++i) {
    const std::int32_t sum = r[i] * w.r + g[i] * w.g + b[i] * w.b + bias;
    dst[i] = static_cast<std::uint8_t>(std::min(sum >> shift, 255));
  }
}

// ---- Chroma filters -------------------------------------------------------------------

void add_line(Line& to, const Line& from, std::size_t count) {
  for (std::size_t i = 0; i < count + 2; ++i)
    to.samples[i] = static_cast<std::int16_t>(to.samples[i] + from.samples[i]);
}

// Between two luma columns: (1 1). Weighs 2.
void halve_centered(Line& line, std::size_t pairs) {
  std::int16_t* at = line.data();
  for (std::size_t i = 0; i < pairs; ++i)
    at[i] = static_cast<std::int16_t>(at[2 * i] + at[2 * i + 1]);
}

// On the even luma column: (1 2 1). Weighs 4.
void halve_cosited(Line& line, std::size_t pairs) {
  std::int16_t* at = line.data();
  std::int16_t before = at[-1];
  for (std::size_t i = 0; i < pairs; ++i) {
    const std::int16_t even = at[2 * i], odd = at[2 * i + 1];
    at[i] = static_cast<std::int16_t>(before + 2 * even + odd);
    before = odd;
  }
}

struct ChromaFilter {
  void (*halve)(Line&, std::size_t) = nullptr;  // null: full width
  bool half_height = false;                     // the mean of two rows, in either siting
  int scale_bits = 0;                           // log2 of all weights together
};

ChromaFilter filter_for(const Type& t) {
  ChromaFilter filter;
  if (t.subsampling == LATTICE_SUB_444) return filter;
  const bool cosited = t.siting == LATTICE_SITING_LEFT;
  filter.halve = cosited ? halve_cosited : halve_centered;
  filter.half_height = t.subsampling == LATTICE_SUB_420;
  filter.scale_bits = (cosited ? 2 : 1) + (filter.half_height ? 1 : 0);
  return filter;
}

// ---- Rows -----------------------------------------------------------------------------

class YcbcrConversion {
 public:
  YcbcrConversion(const View& src, const View& dst, const Rect& area)
      : src_(src),
        dst_(dst),
        area_(area),
        matrix_(matrix_for(dst.type)),
        filter_(filter_for(dst.type)) {
    columns_ = intersect(bounds_of(src), bounds_of(dst));
  }

  void run() {
    const std::int32_t step = filter_.half_height ? 2 : 1;
    for (std::int32_t y = area_.y0; y < area_.y1; y += step)
      for (std::int32_t x = area_.x0; x < area_.x1; x += static_cast<std::int32_t>(kSegment))
        segment(x, std::min(area_.x1, x + static_cast<std::int32_t>(kSegment)), y);
  }

 private:
  std::uint8_t* plane(int index, std::int32_t x, std::int32_t y) const {
    return static_cast<std::uint8_t*>(dst_.plane[index]) + y * dst_.row_bytes[index] + x;
  }

  void read(std::int32_t x0, std::int32_t x1, std::int32_t y, Lines& lines) const {
    const auto count = static_cast<std::size_t>(x1 - x0);
    split(pixel(src_, x0, y), count, lines);
    // The picture's edge is repeated outwards.
    set_pixel(lines, -1, pixel(src_, std::max(x0 - 1, columns_.x0), y));
    set_pixel(lines, static_cast<std::ptrdiff_t>(count),
              pixel(src_, std::min(x1, columns_.x1 - 1), y));
  }

  void luma(std::int32_t x, std::int32_t y, const Lines& lines, std::size_t count) const {
    apply(matrix_.y, lines, 0, matrix_.luma_offset, count,
          plane(0, x - dst_.bounds.x0, y - dst_.bounds.y0));
  }

  void segment(std::int32_t x0, std::int32_t x1, std::int32_t y) {
    const auto count = static_cast<std::size_t>(x1 - x0);
    read(x0, x1, y, lines_);
    luma(x0, y, lines_, count);
    if (filter_.half_height) {
      const bool has_second_row = y + 1 < area_.y1;
      if (has_second_row) {
        read(x0, x1, y + 1, second_);
        luma(x0, y + 1, second_, count);
      }
      Lines& below = has_second_row ? second_ : lines_;
      add_line(lines_.r, below.r, count);
      add_line(lines_.g, below.g, count);
      add_line(lines_.b, below.b, count);
    }
    chroma(x0 - dst_.bounds.x0, y - dst_.bounds.y0, count);
  }

  void chroma(std::int32_t x, std::int32_t y, std::size_t count) {
    if (filter_.halve != nullptr) {
      count = (count + 1) / 2;
      x /= 2;
      for (Line* line : {&lines_.r, &lines_.g, &lines_.b}) filter_.halve(*line, count);
    }
    if (filter_.half_height) y /= 2;
    apply(matrix_.cb, lines_, filter_.scale_bits, 128, count, plane(1, x, y));
    apply(matrix_.cr, lines_, filter_.scale_bits, 128, count, plane(2, x, y));
  }

  const View& src_;
  const View& dst_;
  Rect area_;
  Rect columns_;
  const Matrix& matrix_;
  ChromaFilter filter_;
  Lines lines_;  // becomes the sum of both rows, then the filtered chroma
  Lines second_;
};

}  // namespace

bool is_ycbcr_target(const Type& t) {
  const bool space = t.space == LATTICE_SPACE_YCBCR_BT709 || t.space == LATTICE_SPACE_YCBCR_BT601;
  const bool siting = t.subsampling == LATTICE_SUB_444 || t.siting == LATTICE_SITING_LEFT ||
                      t.siting == LATTICE_SITING_CENTER;
  return space && siting && t.dtype == LATTICE_U8 && t.channels == 3 &&
         t.alpha == LATTICE_ALPHA_NONE && t.layout == LATTICE_PLANAR &&
         t.subsampling <= LATTICE_SUB_420 && t.bits == 0 && t.range <= LATTICE_RANGE_LIMITED;
}

void convert_to_ycbcr(const View& src, const View& dst, const Rect& area) {
  [[maybe_unused]] const bool half_width = dst.type.subsampling != LATTICE_SUB_444;
  assert(!half_width || (area.x0 - dst.bounds.x0) % 2 == 0);
  assert(!half_width || (area.x1 - dst.bounds.x0) % 2 == 0 || area.x1 == dst.bounds.x1);
  YcbcrConversion(src, dst, area).run();
}

}  // namespace lattice::image

// What a frame's result is when it is a piece of algebra, so that no pixel is touched.
#ifndef LATTICE_CPP_FOLD_HPP
#define LATTICE_CPP_FOLD_HPP
#include <algorithm>
#include <array>
#include <cstdint>

#include "../filter.h"

namespace lattice {

// x' = a[0] x + a[1] y + a[2]; y' = a[3] x + a[4] y + a[5]
using Affine = std::array<double, 6>;

// 4x5, row-major, on straight RGBA in 0..1; the last column is added.
struct ColorMatrix {
  std::array<double, 20> m{};

  static constexpr ColorMatrix identity() noexcept { return scale(1, 1, 1); }
  static constexpr ColorMatrix scale(double r, double g, double b, double a = 1) noexcept {
    ColorMatrix out;
    out.m[0] = r;
    out.m[6] = g;
    out.m[12] = b;
    out.m[18] = a;
    return out;
  }
  // Multiplies the light.
  static constexpr ColorMatrix gain(double factor) noexcept {
    return scale(factor, factor, factor);
  }
  friend constexpr bool operator==(const ColorMatrix &, const ColorMatrix &) = default;
};

// What a mix does to one side: clip in its own pixels, then move, then multiply.
struct MixPort {
  double opacity = 1;
  Affine affine{1, 0, 0, 0, 1, 0};
  std::array<double, 4> clip{};  // x0, y0, x1, y1; read only with `clips`
  bool clips = false;
};

class Fold {
 public:
  // Not this time: run the passes.
  static constexpr Fold none() noexcept { return Fold(LATTICE_FOLD_NONE); }
  // The result is the input.
  static constexpr Fold identity() noexcept { return Fold(LATTICE_FOLD_IDENTITY); }
  static constexpr Fold opacity(double opacity) noexcept {
    Fold out(LATTICE_FOLD_OPACITY);
    out.raw_.opacity = opacity;
    return out;
  }
  static constexpr Fold affine(const Affine &affine) noexcept {
    Fold out(LATTICE_FOLD_AFFINE);
    std::ranges::copy(affine, out.raw_.affine);
    return out;
  }
  // `space`: the RGB space it acts in; 0 = the pixels as stored.
  static constexpr Fold color(const ColorMatrix &matrix, std::uint16_t space = 0) noexcept {
    Fold out(LATTICE_FOLD_COLOR);
    out.raw_.space = space;
    std::ranges::copy(matrix.m, out.raw_.color);
    return out;
  }
  // The same, and clamped to 0..1; it ends the run of folded matrices.
  static constexpr Fold clamped_color(const ColorMatrix &matrix,
                                      std::uint16_t space = 0) noexcept {
    Fold out = color(matrix, space);
    out.raw_.flags = LATTICE_FOLD_CLAMP;
    return out;
  }
  // Transitions: from + to, clamped in 8 bit.
  static constexpr Fold mix(const MixPort &from, const MixPort &to) noexcept {
    Fold out(LATTICE_FOLD_MIX);
    out.raw_.port[0] = raw(from);
    out.raw_.port[1] = raw(to);
    return out;
  }
  // Transitions: to over from.
  static constexpr Fold mix_over(const MixPort &from, const MixPort &to) noexcept {
    Fold out = mix(from, to);
    out.raw_.flags = LATTICE_FOLD_MIX_OVER;
    return out;
  }

  // For the host: everything but its struct_size.
  constexpr void write_to(lattice_fold &out) const noexcept {
    const std::uint32_t size = out.struct_size;
    out = raw_;
    out.struct_size = size;
  }

 private:
  constexpr explicit Fold(std::uint32_t kind) noexcept : raw_{} { raw_.kind = kind; }

  static constexpr lattice_fold_port raw(const MixPort &port) noexcept {
    lattice_fold_port out{};
    out.opacity = port.opacity;
    std::ranges::copy(port.affine, out.affine);
    std::ranges::copy(port.clip, out.clip);
    out.flags = port.clips ? LATTICE_FOLD_PORT_CLIP : 0;
    return out;
  }

  lattice_fold raw_;
};

}  // namespace lattice
#endif

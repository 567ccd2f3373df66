#include "session/check/filter_fold.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <span>

#include "image/buffer.h"
#include "image/mat3.h"
#include "image/transfer.h"
#include "render/cpu/sample.h"

namespace lattice::session::check {
namespace {

using image::Rect;

constexpr double kFloatTolerance = 1e-5;

using Sum = std::array<double, 4>;  // one pixel, 1 = full

Sum load(const Picture& from, std::int32_t x, std::int32_t y) {
  Sum out{};
  if (from.type.dtype == LATTICE_U8) {
    for (std::size_t c = 0; c < 4; ++c) out[c] = std::to_integer<int>(from.at(x, y)[c]) / 255.0;
  } else {
    float v[4];
    std::memcpy(v, from.at(x, y), sizeof v);
    for (std::size_t c = 0; c < 4; ++c) out[c] = static_cast<double>(v[c]);
  }
  return out;
}

void store(const Sum& pixel, Picture& to, std::int32_t x, std::int32_t y) {
  if (to.type.dtype == LATTICE_U8) {
    for (std::size_t c = 0; c < 4; ++c) {
      const double v = pixel[c] > 0 ? std::min(pixel[c], 1.0) : 0;
      to.at(x, y)[c] = static_cast<std::byte>(v * 255 + 0.5);
    }
  } else {
    float v[4];
    for (std::size_t c = 0; c < 4; ++c) v[c] = static_cast<float>(pixel[c]);
    std::memcpy(to.at(x, y), v, sizeof v);
  }
}

double unit(double v) { return v > 0 ? std::min(v, 1.0) : 0; }

// Between the working type's space and the one that a matrix acts in.
struct SpaceChange {
  bool to_linear = false, to_srgb = false;
};

std::optional<SpaceChange> change_to(std::uint16_t space, const lattice_type& working) {
  if (space == LATTICE_SPACE_UNKNOWN || space == working.space) return SpaceChange{};
  if (space == LATTICE_SPACE_LINEAR_SRGB && working.space == LATTICE_SPACE_SRGB)
    return SpaceChange{true, false};
  if (space == LATTICE_SPACE_SRGB && working.space == LATTICE_SPACE_LINEAR_SRGB)
    return SpaceChange{false, true};
  return std::nullopt;
}

double changed(double v, bool to_linear, bool to_srgb) {
  if (to_linear) return image::srgb_to_linear(v);
  return to_srgb ? image::linear_to_srgb(v) : v;
}

// Straight colour times the matrix; in 8 bit the store clamps, in floats nothing does but
// the flag.
Sum recolored(const Sum& pixel, const lattice_fold& fold, const SpaceChange& space,
              bool clamps_at_store) {
  Sum c{0, 0, 0, pixel[3]};
  if (pixel[3] != 0)
    for (std::size_t i = 0; i < 3; ++i)
      c[i] = changed(pixel[i] / pixel[3], space.to_linear, space.to_srgb);
  Sum out{};
  for (std::size_t row = 0; row < 4; ++row) {
    const double* m = fold.color + 5 * row;
    out[row] = m[0] * c[0] + m[1] * c[1] + m[2] * c[2] + m[3] * c[3] + m[4];
    if ((fold.flags & LATTICE_FOLD_CLAMP) != 0) out[row] = unit(out[row]);
  }
  for (std::size_t i = 0; i < 3; ++i) {
    out[i] = changed(out[i], space.to_srgb, space.to_linear);
    if (clamps_at_store) out[i] = unit(out[i]);
  }
  if (clamps_at_store) out[3] = unit(out[3]);
  for (std::size_t i = 0; i < 3; ++i) out[i] *= out[3];
  return out;
}

image::Mat3 matrix_of(const double (&a)[6]) {
  return {{a[0], a[1], a[2], a[3], a[4], a[5], 0, 0, 1}};
}

// Moved by whole pixels, in either type.
Picture moved(const Picture& picture, const Rect& region, std::int32_t dx, std::int32_t dy,
              const Rect& area) {
  Picture out(picture.type, area);
  for (std::int32_t y = area.y0; y < area.y1; ++y)
    for (std::int32_t x = area.x0; x < area.x1; ++x)
      if (region.contains({x - dx, y - dy, x - dx + 1, y - dy + 1}))
        std::memcpy(out.at(x, y), picture.at(x - dx, y - dy), out.pixel_bytes());
  return out;
}

Picture sampled(const Picture& picture, const Rect& region, const image::Mat3& source_from_output,
                const Rect& area) {
  render::cpu::Picture source;
  source.view.type = picture.type;
  source.view.bounds = source.view.valid = image::to_abi(picture.rect);
  source.view.plane[0] = const_cast<std::byte*>(picture.bytes.data());
  source.view.row_bytes[0] = static_cast<std::int64_t>(picture.row_bytes());
  source.region = region;
  Picture out(picture.type, area);
  for (std::int32_t y = area.y0; y < area.y1; ++y)
    render::cpu::sample_row_scalar(reinterpret_cast<std::uint8_t*>(out.at(area.x0, y)), source,
                                   source_from_output, area.x0, y, area.width());
  return out;
}

std::optional<Picture> transformed(const Picture& picture, const Rect& region,
                                   const image::Mat3& output_from_source, const Rect& area) {
  if (area.empty() || region.empty()) return Picture(picture.type, area);
  if (output_from_source.is_integer_translation())
    return moved(picture, region, static_cast<std::int32_t>(output_from_source.m[2]),
                 static_cast<std::int32_t>(output_from_source.m[5]), area);
  const auto inverse = image::inverse(output_from_source);
  if (!inverse) return Picture(picture.type, area);
  if (picture.type.dtype != LATTICE_U8) return std::nullopt;
  return sampled(picture, region, *inverse, area);
}

// Edges of a clip are taken to whole pixels.
Rect clipped(const Rect& rect, const lattice_fold_port& port) {
  if ((port.flags & LATTICE_FOLD_PORT_CLIP) == 0) return rect;
  const auto whole = [](double v) {
    return static_cast<std::int32_t>(std::clamp(std::floor(v + 0.5), -1e8, 1e8));
  };
  return image::intersect(
      rect, {whole(port.clip[0]), whole(port.clip[1]), whole(port.clip[2]), whole(port.clip[3])});
}

std::optional<Picture> mixed(const lattice_fold& fold, const FilterCase& with, const Rect& area) {
  std::array<Picture, 2> layers;
  for (std::size_t i = 0; i < 2; ++i) {
    auto layer = transformed(with.ports[i], clipped(with.bounds[i], fold.port[i]),
                             matrix_of(fold.port[i].affine), area);
    if (!layer) return std::nullopt;
    layers[i] = *std::move(layer);
  }
  Picture out(with.working, area);
  const double from_opacity = fold.port[0].opacity, to_opacity = fold.port[1].opacity;
  for (std::int32_t y = area.y0; y < area.y1; ++y) {
    for (std::int32_t x = area.x0; x < area.x1; ++x) {
      const Sum from = load(layers[0], x, y), to = load(layers[1], x, y);
      const double keep = (fold.flags & LATTICE_FOLD_MIX_OVER) != 0 ? 1 - to[3] * to_opacity : 1;
      Sum sum{};
      for (std::size_t c = 0; c < 4; ++c)
        sum[c] = from[c] * from_opacity * keep + to[c] * to_opacity;
      store(sum, out, x, y);
    }
  }
  return out;
}

bool near(double a, double b, double terms, bool is_bytes) {
  if (is_bytes) return std::fabs(a - b) <= 1.0001 / 255;
  return std::fabs(a - b) <= kFloatTolerance * std::max({1.0, std::fabs(b), terms});
}

// How large the terms are that a colour matrix adds up in a pixel, in premultiplied colour: the
// sum of their absolute values, at most over the rows.
double largest_terms(const lattice_fold& fold, const FilterCase& with, std::int32_t x,
                     std::int32_t y) {
  if (fold.kind != LATTICE_FOLD_COLOR) return 0;
  Sum c{};
  const Picture& src = with.ports[0];
  if (src.rect.contains({x, y, x + 1, y + 1})) c = load(src, x, y);
  const auto space = change_to(fold.space, with.working);
  if (c[3] != 0)
    for (std::size_t i = 0; i < 3; ++i)
      c[i] = changed(c[i] / c[3], space && space->to_linear, space && space->to_srgb);
  double largest = 0, alpha = 0;
  for (std::size_t row = 0; row < 4; ++row) {
    const double* m = fold.color + 5 * row;
    double terms = std::fabs(m[4]);
    for (std::size_t i = 0; i < 4; ++i) terms += std::fabs(m[i] * c[i]);
    largest = std::max(largest, terms);
    if (row == 3) alpha = terms;
  }
  // The curve between sRGB and linear light is nowhere steeper than this.
  constexpr double kSteepest = 12.92;
  const bool curved = space && (space->to_linear || space->to_srgb);
  return largest * std::max(1.0, alpha) * (curved ? kSteepest : 1);
}

}  // namespace

Picture placed(const Picture& picture, const Rect& area) {
  return moved(picture, picture.rect, 0, 0, area);
}

std::optional<Picture> evaluate(const lattice_fold& fold, const FilterCase& with,
                                const Rect& area) {
  if (fold.kind == LATTICE_FOLD_MIX) return mixed(fold, with, area);
  const Picture& src = with.ports[0];
  if (fold.kind == LATTICE_FOLD_AFFINE)
    return transformed(src, src.rect, matrix_of(fold.affine), area);
  Picture out = placed(src, area);
  if (fold.kind == LATTICE_FOLD_IDENTITY) return out;
  const auto space = change_to(fold.space, with.working);
  if (fold.kind == LATTICE_FOLD_COLOR && !space) return std::nullopt;
  for (std::int32_t y = area.y0; y < area.y1; ++y) {
    for (std::int32_t x = area.x0; x < area.x1; ++x) {
      Sum pixel = load(out, x, y);
      if (fold.kind == LATTICE_FOLD_OPACITY)
        for (double& v : pixel) v *= fold.opacity;
      else
        pixel = recolored(pixel, fold, *space, with.working.dtype == LATTICE_U8);
      store(pixel, out, x, y);
    }
  }
  return out;
}

std::optional<std::string> first_beyond_rounding(const Picture& drawn, const Picture& folded,
                                                 const lattice_fold& fold, const FilterCase& with,
                                                 const Rect& area) {
  const bool is_bytes = drawn.type.dtype == LATTICE_U8;
  for (std::int32_t y = area.y0; y < area.y1; ++y) {
    for (std::int32_t x = area.x0; x < area.x1; ++x) {
      const Sum a = load(drawn, x, y), b = load(folded, x, y);
      const double terms = is_bytes ? 0 : largest_terms(fold, with, x, y);
      for (std::size_t c = 0; c < 4; ++c)
        if (!near(a[c], b[c], terms, is_bytes))
          return "pixel " + place_text(x, y) + " is drawn as " + pixel_text(drawn, x, y) +
                 " and folded to " + pixel_text(folded, x, y);
    }
  }
  return std::nullopt;
}

}  // namespace lattice::session::check

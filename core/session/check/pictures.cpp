#include "session/check/pictures.h"

#include <cassert>
#include <cstring>

#include "image/type.h"
#include "plugin/number_text.h"

namespace lattice::session::check {
namespace {

// Straight colour and alpha in 0..1 of one pixel; premultiplied by whoever stores it.
struct Pixel {
  double rgba[4];
};

// A picture of a few kinds side by side, so that small ones have several too.
Pixel random_pixel(std::uint32_t x, std::uint32_t y, std::uint32_t kind, Random& random) {
  const double noise[4] = {random.unit(), random.unit(), random.unit(), random.unit()};
  const double ramp = static_cast<double>((x * 7 + y * 3) % 64) / 63;
  switch ((kind + x / 5 + y / 4) % 5) {
    case 0: return {{noise[0], noise[1], noise[2], noise[3]}};
    case 1: return {{ramp, 1 - ramp, noise[2], 1}};
    case 2: return {{0.25, ramp, 0.75, ramp}};
    case 3: return {{noise[0], noise[0], noise[0], 1}};
    default: return {{0, 0, 0, 0}};
  }
}

std::uint8_t to_byte(double v) { return static_cast<std::uint8_t>(v * 255 + 0.5); }

void store_bytes(const Pixel& pixel, std::byte* at) {
  const std::uint8_t alpha = to_byte(pixel.rgba[3]);
  std::uint8_t out[4];
  for (int c = 0; c < 3; ++c)
    out[c] = static_cast<std::uint8_t>((to_byte(pixel.rgba[c]) * alpha + 127) / 255);
  out[3] = alpha;
  std::memcpy(at, out, sizeof out);
}

// Scene-linear colour may be brighter than 1.
void store_floats(const Pixel& pixel, double exposure, std::byte* at) {
  float out[4];
  for (int c = 0; c < 3; ++c) out[c] = static_cast<float>(pixel.rgba[c] * pixel.rgba[3] * exposure);
  out[3] = static_cast<float>(pixel.rgba[3]);
  std::memcpy(at, out, sizeof out);
}

lattice_type rgba(std::uint8_t dtype, std::uint16_t space) {
  return image::interleaved(dtype, 4, LATTICE_ALPHA_PREMUL, space);
}

std::string sample_text(const Picture& picture, const std::byte* at) {
  switch (picture.type.dtype) {
    case LATTICE_U8: return std::to_string(std::to_integer<int>(*at));
    case LATTICE_U32: {
      std::uint32_t v = 0;
      std::memcpy(&v, at, sizeof v);
      return std::to_string(v);
    }
    case LATTICE_F32: {
      float v = 0;
      std::memcpy(&v, at, sizeof v);
      return plugin::number_text(static_cast<double>(v));
    }
    default: {  // half floats by their bits
      std::uint16_t v = 0;
      std::memcpy(&v, at, sizeof v);
      return std::to_string(v);
    }
  }
}

}  // namespace

lattice_type rgba8_type() { return rgba(LATTICE_U8, LATTICE_SPACE_SRGB); }
lattice_type rgba_f32_type() { return rgba(LATTICE_F32, LATTICE_SPACE_LINEAR_SRGB); }

const char* name_of_working(const lattice_type& type) {
  return type.dtype == LATTICE_U8 ? "8 bit" : "float";
}

Picture::Picture(const lattice_type& pixel_type, const image::Rect& over)
    : type(pixel_type), rect(over) {
  bytes.resize(static_cast<std::size_t>(over.area()) * pixel_bytes());
}

std::size_t Picture::pixel_bytes() const { return image::pixel_bytes(type); }

std::size_t Picture::row_bytes() const {
  return rect.empty() ? 0 : static_cast<std::size_t>(rect.width()) * pixel_bytes();
}

const std::byte* Picture::at(std::int32_t x, std::int32_t y) const {
  assert(rect.contains({x, y, x + 1, y + 1}));
  return bytes.data() + static_cast<std::size_t>(y - rect.y0) * row_bytes() +
         static_cast<std::size_t>(x - rect.x0) * pixel_bytes();
}

std::byte* Picture::at(std::int32_t x, std::int32_t y) {
  return const_cast<std::byte*>(static_cast<const Picture&>(*this).at(x, y));
}

Picture random_picture(const lattice_type& type, const image::Rect& rect, Random& random) {
  Picture out(type, rect);
  const std::uint32_t kind = random.below(5);
  const double exposure = type.dtype == LATTICE_F32 && random.one_in(3) ? 6 : 1;
  for (std::int32_t y = rect.y0; y < rect.y1; ++y) {
    for (std::int32_t x = rect.x0; x < rect.x1; ++x) {
      const Pixel pixel = random_pixel(static_cast<std::uint32_t>(x - rect.x0),
                                       static_cast<std::uint32_t>(y - rect.y0), kind, random);
      if (type.dtype == LATTICE_U8)
        store_bytes(pixel, out.at(x, y));
      else
        store_floats(pixel, exposure, out.at(x, y));
    }
  }
  return out;
}

Picture random_samples(const lattice_type& type, const image::Rect& rect, Random& random) {
  Picture out(type, rect);
  const std::size_t sample = image::sample_bytes(type.dtype);
  for (std::size_t at = 0; at < out.bytes.size(); at += sample) {
    if (type.dtype == LATTICE_F32) {
      const auto v = static_cast<float>(random.unit());
      std::memcpy(out.bytes.data() + at, &v, sizeof v);
    } else {
      // Halves below 0x7C00 are finite.
      const std::uint64_t v = type.dtype == LATTICE_F16 ? random.below(0x7C00) : random.next();
      std::memcpy(out.bytes.data() + at, &v, sample);
    }
  }
  return out;
}

std::optional<std::string> first_difference(const Picture& a, const Picture& b,
                                            const image::Rect& area) {
  if (area.empty()) return std::nullopt;
  const std::size_t row = static_cast<std::size_t>(area.width()) * a.pixel_bytes();
  for (std::int32_t y = area.y0; y < area.y1; ++y) {
    if (std::memcmp(a.at(area.x0, y), b.at(area.x0, y), row) == 0) continue;
    for (std::int32_t x = area.x0; x < area.x1; ++x)
      if (std::memcmp(a.at(x, y), b.at(x, y), a.pixel_bytes()) != 0)
        return "pixel " + place_text(x, y) + " is " + pixel_text(a, x, y) + " and then " +
               pixel_text(b, x, y);
  }
  return std::nullopt;
}

std::string place_text(std::int32_t x, std::int32_t y) {
  return "(" + std::to_string(x) + ", " + std::to_string(y) + ")";
}

std::string pixel_text(const Picture& picture, std::int32_t x, std::int32_t y) {
  std::string out = "[";
  const std::size_t sample = image::sample_bytes(picture.type.dtype);
  for (std::size_t c = 0; c * sample < picture.pixel_bytes(); ++c)
    out += (c == 0 ? "" : " ") + sample_text(picture, picture.at(x, y) + c * sample);
  return out + "]";
}

std::string rect_text(const image::Rect& rect) {
  return rect.empty() ? "nothing"
                      : place_text(rect.x0, rect.y0) + ".." + place_text(rect.x1, rect.y1);
}

Hash128 hash_of(const Picture& picture) {
  Hasher hasher;
  for (const std::int32_t n : {picture.rect.x0, picture.rect.y0, picture.rect.x1, picture.rect.y1})
    hasher.i64(n);
  hasher.bytes(picture.bytes.data(), picture.bytes.size());
  return hasher.digest();
}

}  // namespace lattice::session::check

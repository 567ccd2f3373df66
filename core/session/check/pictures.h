// Pictures of a case: content that follows from a seed, and comparison bit for bit.
#pragma once
#include <lattice/type.h>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/hash.h"
#include "image/rect.h"
#include "session/check/random.h"

namespace lattice::session::check {

// The two types that every session can work in.
lattice_type rgba8_type();
lattice_type rgba_f32_type();
// "8 bit", "float", for sentences.
const char* name_of_working(const lattice_type& type);

// Interleaved pixels over a rect, rows without gaps. An empty rect has none.
struct Picture {
  lattice_type type{};
  image::Rect rect;
  std::vector<std::byte> bytes;

  Picture() = default;
  Picture(const lattice_type& pixel_type, const image::Rect& over);  // transparent

  std::size_t pixel_bytes() const;
  std::size_t row_bytes() const;
  std::byte* at(std::int32_t x, std::int32_t y);
  const std::byte* at(std::int32_t x, std::int32_t y) const;
};

// Premultiplied, well-formed RGBA of either working type: ramps, noise, opaque and
// transparent parts.
Picture random_picture(const lattice_type& type, const image::Rect& rect, Random& random);
// Any bits that are finite numbers, for other types.
Picture random_samples(const lattice_type& type, const image::Rect& rect, Random& random);

// The pixel where the two differ first, within `area`, a part of both.
std::optional<std::string> first_difference(const Picture& a, const Picture& b,
                                            const image::Rect& area);
// "(12, 7)", and "(12, 7): 0 12 255 255" with the samples.
std::string place_text(std::int32_t x, std::int32_t y);
std::string pixel_text(const Picture& picture, std::int32_t x, std::int32_t y);
std::string rect_text(const image::Rect& rect);

Hash128 hash_of(const Picture& picture);

}  // namespace lattice::session::check

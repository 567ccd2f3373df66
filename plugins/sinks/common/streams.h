// What every image sink does with the streams it is offered and the packets it gets.
#pragma once
#include <lattice/stream.h>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "common/face.h"

namespace lattice::sinks {

// A stream as agreed, copied: the host's structs live during begin() only.
struct ImageStream {
  std::uint32_t index = 0;  // into the arrays of a packet
  bool auxiliary = false;
  std::string label;  // "rgba", "depth.z"
  std::string name;
  std::string path;                     // empty: packets bring their own
  std::array<std::string, 4> channels;  // empty where not named
  lattice_type type{};
  std::int32_t width = 0, height = 0;
  lattice_rational rate{};
};

// "rgba", or "depth.z" for a named output.
std::string label_of(const lattice_stream& stream);

// Bytes of a sample; 0 for an unknown dtype.
std::uint32_t sample_bytes(std::uint8_t dtype);

// RGB or RGBA that means a colour, rather than vectors or ids.
inline bool is_color(const lattice_type& type) {
  return type.channels >= 3 && type.space != LATTICE_SPACE_DATA;
}

constexpr lattice_type interleaved(std::uint8_t dtype, std::uint8_t channels, std::uint8_t alpha,
                                   std::uint16_t space) {
  lattice_type type{};
  type.dtype = dtype;
  type.channels = channels;
  type.alpha = alpha;
  type.space = space;
  return type;
}

// Refuses sound and documents, drops their auxiliary kin, and returns the positions of the
// image streams, of which one at least is not auxiliary. `sink` is the name to say.
std::vector<std::uint32_t> require_images(const char* sink, Offered offered, Wanted wanted);

// The image streams that were not dropped.
std::vector<ImageStream> agreed_images(Offered streams);

// The picture of `stream` in `packet`, of the agreed type and size.
const lattice_image& image_of(const lattice_packet& packet, const ImageStream& stream);

// The file for this frame of `stream`.
std::string path_of(const lattice_packet& packet, const ImageStream& stream);

inline const std::byte* row_of(const lattice_image& image, std::int32_t row) {
  return static_cast<const std::byte*>(image.plane[0]) + row * image.row_bytes[0];
}

}  // namespace lattice::sinks

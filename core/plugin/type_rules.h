// Whether a lattice_type that came from a plugin is one that the host knows.
#pragma once
#include <lattice/type.h>

#include <string>

#include "image/type.h"

namespace lattice::plugin {

inline bool is_unset(const lattice_type& t) { return image::same_type(t, lattice_type{}); }

inline bool is_known_space(std::uint16_t space) {
  return space <= LATTICE_SPACE_ACESCG ||
         (space >= LATTICE_SPACE_YCBCR_BT709 && space <= LATTICE_SPACE_YCBCR_BT2020);
}

inline bool is_valid(const lattice_type& t) {
  return image::sample_bytes(t.dtype) != 0 && t.channels >= 1 && t.channels <= 4 &&
         t.alpha <= LATTICE_ALPHA_STRAIGHT && t.layout <= LATTICE_SEMIPLANAR &&
         t.subsampling <= LATTICE_SUB_420 && t.bits <= 8 * image::sample_bytes(t.dtype) &&
         t.range <= LATTICE_RANGE_LIMITED && t.siting <= LATTICE_SITING_TOP_LEFT &&
         is_known_space(t.space);
}

// "4 x f32, premultiplied", for messages.
inline std::string type_text(const lattice_type& t) {
  static constexpr const char* kSamples[] = {"?", "u8", "u16", "u32", "f16", "f32"};
  static constexpr const char* kAlpha[] = {"no alpha", "premultiplied", "straight alpha"};
  const std::string sample = t.dtype <= LATTICE_F32 ? kSamples[t.dtype] : "?";
  const std::string alpha = t.alpha <= LATTICE_ALPHA_STRAIGHT ? kAlpha[t.alpha] : "?";
  return std::to_string(t.channels) + " x " + sample + ", " + alpha;
}

}  // namespace lattice::plugin

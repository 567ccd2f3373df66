// Anim: a number over time. A lane is either a constant or a track of keyframes in a pool
// that the whole composition shares; vectors and colours are several lanes.
#pragma once
#include <cstdint>
#include <vector>

#include "base/ids.h"

namespace lattice::anim {

// How a segment gets to the key that ends it.
enum class Ease : std::uint8_t { hold, linear };

struct Key {
  double frame = 0;  // node-local
  double value = 0;
  Ease ease = Ease::linear;
};

using TrackId = Id<struct TrackTag>;

struct F64 {
  double constant = 0;
  TrackId track;  // none: constant

  bool is_constant() const { return track.is_none(); }
};

struct Curves {
  std::vector<Key> keys;  // of one track: frames strictly increase
  std::vector<Span32> tracks;

  // `keys` must not be empty and must increase strictly.
  F64 add_track(const std::vector<Key>& track_keys);
};

// The value at a node-local frame, which may be fractional. Before the first key and after
// the last one it holds. O(1) for constants, O(log keys) otherwise.
double sample(const Curves& curves, const F64& lane, double frame);

}  // namespace lattice::anim

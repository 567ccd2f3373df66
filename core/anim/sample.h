// Lanes at a moment.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "anim/anim.h"

namespace lattice::anim {

// Where in its owner's time a lane is looked at.
struct Moment {
  double frame = 0;                         // node-local; may be fractional
  double duration_frames = 1;               // of the owner, in its parent's frames
  double fps = 30;                          // of its composition
  std::uint64_t seed = 0;                   // of its composition: noise
  std::span<const double> properties = {};  // what expressions computed for this frame
};

// Where each track was read last, so that playing forward costs no search. One per worker;
// what it holds never changes a result.
class Cursors {
 public:
  // Nothing is allocated later.
  explicit Cursors(const Curves& curves) : keys_(curves.sources.size()) {}

  std::uint32_t& of(SourceId track) { return keys_[track.index()]; }

 private:
  std::vector<std::uint32_t> keys_;  // offset of the key before the frame, by source
};

// Before its first key and after its last one a track holds. Without cursors every track is
// searched.
double sample(const Curves& curves, const F64& lane, const Moment& moment,
              Cursors* cursors = nullptr);

// The frame at which a source that bends time (delay, speed, reverse, repeat, pingpong) reads
// its operand, or a sequence the part that begins at `number`.
double bent_frame(SourceKind kind, double number, const Moment& moment);

// An eased fraction of a segment that takes `seconds`.
double eased(const Curves& curves, Ease ease, std::uint32_t shape, double t, double seconds);

}  // namespace lattice::anim

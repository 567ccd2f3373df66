// Anim: a number over time. A lane is a constant or a source in a pool that the whole
// composition shares; vectors and colours are several lanes.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "anim/ease.h"
#include "base/ids.h"

namespace lattice::anim {

using SourceId = Id<struct SourceTag>;

struct F64 {
  double constant = 0;  // with a source: its value at the first key, or 0
  SourceId source;      // none: constant

  bool is_constant() const { return source.is_none(); }
  bool is_zero() const { return is_constant() && constant == 0; }
};

// What a source computes at the local frame f. Seconds are f / fps.
enum class SourceKind : std::uint8_t {
  track,     // keyframes: keys[first, count)
  property,  // an expression: Moment::properties[first]
  sine,      // numbers: amp, freq_hz, phase_rad, offset
  noise,     // numbers: amp, freq_hz, offset, seed
  envelope,  // numbers: attack, decay, sustain, release; times in frames, sustain a level
  spring,    // numbers: stiffness, damping, mass, from, to
  delay,     // operands: of; numbers: frames
  speed,     // operands: of; numbers: rate
  reverse,   // operands: of
  repeat,    // operands: of; numbers: period in frames
  pingpong,  // operands: of; numbers: period in frames
  mix,       // operands: a, b, t
  sequence,  // operands: one per part; numbers: where each begins, in frames
};

// "keys", "property", "sine", ...: how dumps name it.
std::string_view name_of(SourceKind kind);

struct Source {
  SourceKind kind = SourceKind::track;
  std::uint32_t first = 0, count = 0;  // into Curves::keys, or Curves::operands
  std::uint32_t numbers = 0;           // into Curves::numbers
};

// How many operands and numbers it has.
struct Arity {
  std::uint32_t operands = 0, numbers = 0;
};
Arity arity_of(const Source& source);

struct Key {
  double frame = 0;  // node-local
  double value = 0;
  Ease ease = Ease::linear;  // of the segment that ends here
  std::uint32_t shape = 0;   // bezier and spring: into Curves::shapes
};

struct Curves {
  std::vector<Source> sources;
  std::vector<Key> keys;  // of one track: frames strictly increase
  std::vector<EaseShape> shapes;
  std::vector<F64> operands;  // every source comes after those it reads
  std::vector<double> numbers;

  // `track_keys` must not be empty and must increase strictly.
  F64 add_track(std::span<const Key> track_keys);
  F64 add_track(std::initializer_list<Key> track_keys) {
    return add_track(std::span(track_keys.begin(), track_keys.size()));
  }
  // A lane of a property that an expression computes.
  F64 add_property(std::uint32_t lane);
  // What the kind needs of each, in the order above.
  F64 add(SourceKind kind, std::span<const double> its_numbers, std::span<const F64> its_operands);

  std::uint32_t add_shape(const EaseShape& shape);
};

}  // namespace lattice::anim

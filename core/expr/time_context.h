// What `time.*` reads: the time of one node at one frame.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/rational.h"

namespace lattice::expr {

enum class TimeField : std::uint8_t { frame, fps, progress, duration, seconds, phase };
inline constexpr std::size_t kTimeFields = 6;

// In the order of TimeField, as they are written after "time.".
std::span<const std::string_view> time_field_names();

struct TimeContext {
  std::array<double, kTimeFields> fields{};

  double& operator[](TimeField field) { return fields[static_cast<std::size_t>(field)]; }
  double operator[](TimeField field) const { return fields[static_cast<std::size_t>(field)]; }
};

// The context of a node at its local frame, which may be fractional and, where a combinator
// bends time, outside of the node. progress = frame / duration within 0..1, 0 where the duration
// is 0. `phase` is the composition's, 0..1.
TimeContext time_context(double frame, double duration_frames, Rational fps, double phase);

}  // namespace lattice::expr

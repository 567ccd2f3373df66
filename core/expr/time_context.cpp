#include "expr/time_context.h"

#include <algorithm>

namespace lattice::expr {

std::span<const std::string_view> time_field_names() {
  static constexpr std::string_view kNames[kTimeFields] = {"frame",    "fps",     "progress",
                                                           "duration", "seconds", "phase"};
  return kNames;
}

TimeContext time_context(double frame, double duration_frames, Rational fps, double phase) {
  const double progress = duration_frames > 0 ? std::clamp(frame / duration_frames, 0.0, 1.0) : 0.0;
  TimeContext time;
  time[TimeField::frame] = frame;
  time[TimeField::fps] = fps.value();
  time[TimeField::progress] = progress;
  time[TimeField::duration] = duration_frames;
  time[TimeField::seconds] = seconds_at(frame, fps);
  time[TimeField::phase] = phase;
  return time;
}

}  // namespace lattice::expr

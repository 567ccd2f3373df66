// What libav and x264 have to say goes to the host instead of to stderr.
#pragma once
#include <string>

#include "common/face.h"

namespace lattice::sinks::ffmpeg {

// While one lives, warnings and errors that libav logs on this thread go to `host` as
// warnings. libav's log is one per process: what other threads log is handled as it was
// before this plugin came. [session, lane]
class LogScope {
 public:
  explicit LogScope(const Host& host);
  LogScope(const LogScope&) = delete;
  LogScope& operator=(const LogScope&) = delete;
  ~LogScope();

 private:
  const Host* before_;
};

}  // namespace lattice::sinks::ffmpeg

#include "ffmpeg/log.h"

extern "C" {
#include <libavutil/log.h>
}

#include <cstdarg>
#include <mutex>
#include <string_view>

namespace lattice::sinks::ffmpeg {
namespace {

thread_local const Host* target = nullptr;

void receive(void* source, int level, const char* format, va_list args) {
  if (target == nullptr) return av_log_default_callback(source, level, format, args);
  if (level > AV_LOG_WARNING) return;
  char line[1024];
  int prefix = 1;
  av_log_format_line2(source, level, format, args, line, sizeof line, &prefix);
  std::string_view text(line);
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
  if (text.empty()) return;
  try {
    target->log(LATTICE_LOG_WARNING, std::string(text));
  } catch (const std::bad_alloc&) {
    // A message less; libav's C code is no place to throw through.
  }
}

}  // namespace

LogScope::LogScope(const Host& host) : before_(target) {
  static std::once_flag installed;
  std::call_once(installed, [] { av_log_set_callback(&receive); });
  target = &host;
}

LogScope::~LogScope() { target = before_; }

}  // namespace lattice::sinks::ffmpeg

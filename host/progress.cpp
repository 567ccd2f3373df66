#include "host/progress.h"

#include <unistd.h>

#include <cstdio>
#include <iostream>

#include "base/json_writer.h"

namespace lattice::host {
namespace {

// Fast renders would otherwise spend their time on the terminal.
constexpr std::chrono::milliseconds kMinInterval{100};

}  // namespace

ProgressLine::ProgressLine(const std::string& style) {
  if (style == "json") style_ = Style::json;
  if (style == "auto" && ::isatty(STDERR_FILENO) != 0) style_ = Style::terminal;
}

void ProgressLine::update(std::int64_t done, std::int64_t total) {
  if (style_ == Style::none) return;
  const auto now = Clock::now();
  if (done < total && now - last_ < kMinInterval) return;
  last_ = now;
  const double elapsed = std::chrono::duration<double>(now - start_).count();
  const double fps = elapsed > 0 ? static_cast<double>(done) / elapsed : 0;
  const double eta = fps > 0 ? static_cast<double>(total - done) / fps : 0;
  if (style_ == Style::json) {
    JsonWriter json(0);
    json.begin_object().member("frame", done).member("total", total);
    json.member("fps", fps).member("eta_seconds", eta).end_object();
    std::cerr << json.text() << std::endl;
    return;
  }
  const auto seconds = static_cast<long>(eta + 0.5);
  std::fprintf(stderr, "\r\033[Kframe %lld/%lld  %.1f fps  ETA ", static_cast<long long>(done),
               static_cast<long long>(total), fps);
  if (seconds >= 3600) std::fprintf(stderr, "%ld:", seconds / 3600);
  std::fprintf(stderr, seconds >= 3600 ? "%02ld:%02ld" : "%ld:%02ld", seconds / 60 % 60,
               seconds % 60);
  std::fflush(stderr);
  open_line_ = true;
}

void ProgressLine::finish() {
  if (open_line_) std::fputc('\n', stderr);
  open_line_ = false;
}

}  // namespace lattice::host

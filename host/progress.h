// Tells how far a render is, on standard error.
#pragma once
#include <chrono>
#include <cstdint>
#include <string>

namespace lattice::host {

class ProgressLine {
 public:
  // "auto": a line that is written over, when standard error is a terminal; "json": a line
  // per update; "none".
  explicit ProgressLine(const std::string& style);

  void update(std::int64_t done, std::int64_t total);
  // Leaves the last line standing.
  void finish();

 private:
  enum class Style { none, terminal, json };
  using Clock = std::chrono::steady_clock;

  Style style_ = Style::none;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_{};
  bool open_line_ = false;
};

}  // namespace lattice::host

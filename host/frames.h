// Lists of frames on the command line: "0:99", "1,3,7:10:2". Ends are inclusive.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lattice::host {

// Every step-th frame from `first` to `last`; both may be the same.
struct FrameRun {
  std::int64_t first = 0, last = 0, step = 1;
};

// In the order given. Frames may come twice.
Result<std::vector<FrameRun>> parse_frames(std::string_view list);

// Code::usage for what is no frame of a composition; `option` is blamed.
Result<void> check_frames(const std::vector<FrameRun>& runs, std::int64_t duration_frames,
                          std::string_view option);

}  // namespace lattice::host

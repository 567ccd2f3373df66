// Runs the scanner program on library files, each in a process of its own, and turns what
// becomes of those processes into outcomes.
#pragma once
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "plugin/child_process.h"
#include "plugin/description.h"

namespace lattice::plugin {

// What the scanner writes before each step, so that the host knows where it died; then
// kStageDone and the record.
enum ScanStage : unsigned char {
  kStageOpen = 'O',
  kStageEntry = 'E',
  kStageDescribe = 'D',
  kStageDone = 'R',
};
inline constexpr int kScanResultFd = kChildResultFd;

// One outcome per path, in their order; at most two processes at a time, all of them gone
// on return. An Error means that the scanner itself could not be started.
Result<std::vector<Outcome>> scan_in_children(const std::filesystem::path& scanner,
                                              const std::vector<std::string>& paths,
                                              std::chrono::milliseconds time_limit);

}  // namespace lattice::plugin

// Which samples become which channels of an EXR file.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "common/streams.h"

namespace lattice::sinks::exr {

// Component of a stream that stands for zeros.
inline constexpr int kZeros = -1;

struct Channel {
  std::string name;
  std::uint32_t stream = 0;  // into Plan's streams
  int component = kZeros;
};

// One file: a main stream, and with the first of them its companions. Sorted by name.
//
// Colours are R G B (A). Everything else is R G B as well, because readers such as OpenCV and
// libav find nothing otherwise: one component in all three, two in R and G with B zero, three
// as they are. Beside them stand the names that the streams themselves give (Z, forward.u,
// N.X); where a companion and the main stream use the same name, the companion has the
// quantity itself and keeps it.
struct FilePlan {
  std::uint32_t main = 0;  // into the streams
  std::vector<Channel> channels;
};

// A file per main stream. Refuses names that cannot stand in one file, and companions of
// another size.
std::vector<FilePlan> plan_files(const std::vector<ImageStream>& streams);

}  // namespace lattice::sinks::exr

// Names of the files of an export: "<folder>/<output>/frame_000012.png".
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace lattice::exporter {

// Where one output of an artifact goes. `stem` already holds folder and output.
struct FileName {
  std::string stem;       // "depth/z/" of a sequence, or a whole path
  std::string extension;  // with the dot; "" for a whole path
  bool per_frame = false;

  // Sequences: the path for this frame, in memory that `room` lends; no allocation.
  const char* write(std::int64_t frame, std::span<char> room) const;
  std::string path(std::int64_t frame) const;
  std::size_t room() const;  // bytes that write() needs
};

// "<folder>/<output>/frame_%06d.<extension>", parts that are empty left out.
FileName sequence_name(std::string_view folder, std::string_view output,
                       std::string_view extension);
// `file` inside folder and output: "depth/z/depth.mp4". `file` may hold folders of its own.
FileName single_name(std::string_view folder, std::string_view output, std::string_view file);

}  // namespace lattice::exporter

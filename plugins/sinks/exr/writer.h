// Planes to the bytes of an OpenEXR file, in memory.
#pragma once
#include <lattice/type.h>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "exr/channels.h"

namespace lattice::sinks::exr {

enum class Compression { kNone, kRle, kZips, kZip, kPiz };

// Writes one scanline part to `file`. `images` are the pictures of `streams`, f16 or f32,
// interleaved. Works on the calling thread alone; same input, same bytes. Throws what OpenEXR
// throws, as a Refusal.
void write_exr(const FilePlan& plan, const std::vector<ImageStream>& streams,
               std::span<const lattice_image* const> images, Compression compression,
               std::string& file);

}  // namespace lattice::sinks::exr

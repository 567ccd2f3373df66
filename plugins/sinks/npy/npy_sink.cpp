// org.lattice.npy: a NumPy array per frame and stream, the samples exactly as they are.
#include <bit>
#include <cstring>
#include <string_view>

#include "common/face.h"
#include "common/output_file.h"
#include "common/scratch_pool.h"
#include "common/streams.h"

namespace lattice::sinks::npy {
namespace {

static_assert(std::endian::native == std::endian::little, "the arrays say little-endian");

constexpr const char* kExtensions[] = {"npy"};

const char* descr_of(std::uint8_t dtype) {
  switch (dtype) {
    case LATTICE_U8: return "|u1";
    case LATTICE_U16: return "<u2";
    case LATTICE_U32: return "<u4";
    case LATTICE_F16: return "<f2";
    default: return "<f4";
  }
}

// Version 1.0 of the format: magic, length, a Python dict, padded so that the samples
// start at a multiple of 64.
std::string header_of(const ImageStream& stream) {
  std::string dict = std::string("{'descr': '") + descr_of(stream.type.dtype) +
                     "', 'fortran_order': False, 'shape': (" + std::to_string(stream.height) +
                     ", " + std::to_string(stream.width);
  if (stream.type.channels > 1) dict += ", " + std::to_string(stream.type.channels);
  dict += "), }";
  constexpr std::size_t kPreamble = 10;
  const std::size_t total = (kPreamble + dict.size() + 1 + 63) / 64 * 64;
  dict.resize(total - kPreamble - 1, ' ');
  dict += '\n';
  std::string header("\x93NUMPY\x01\x00", 8);
  header += static_cast<char>(dict.size() & 0xff);
  header += static_cast<char>(dict.size() >> 8);
  return header + dict;
}

struct Scratch {
  std::vector<std::byte> samples;
};

class NpySink {
 public:
  static constexpr std::uint32_t kParamCount = 0;

  NpySink(Host host, Params) : files_(host.files()) {}

  // Companions are arrays of their own beside the main ones.
  void negotiate(Offered offered, Wanted wanted) const {
    for (const std::uint32_t i : require_images("npy", offered, wanted))
      if (offered[i]->type.layout != LATTICE_INTERLEAVED)
        refuse(LATTICE_ERR_UNSUPPORTED,
               "npy writes interleaved samples, but '" + label_of(*offered[i]) +
                   "' has a plane per channel; take it from the composition rather than from a "
                   "video decoder");
  }

  void begin(Offered streams) { streams_ = agreed_images(streams); }

  // Several threads.
  void push(const lattice_packet& packet) {
    for (const ImageStream& stream : streams_) write(packet, stream);
  }

  // Every file is whole when its push returns.
  void end(std::uint32_t) const {}

 private:
  void write(const lattice_packet& packet, const ImageStream& stream) {
    const lattice_image& image = image_of(packet, stream);
    const auto height = static_cast<std::size_t>(stream.height);
    const std::size_t row_bytes = static_cast<std::size_t>(stream.width) * stream.type.channels *
                                  sample_bytes(stream.type.dtype);
    OutputFile file(files_, path_of(packet, stream));
    const std::string header = header_of(stream);
    file.write(header.data(), header.size());
    if (image.row_bytes[0] == static_cast<std::int64_t>(row_bytes)) {
      file.write(image.plane[0], row_bytes * height);
    } else {
      const ScratchPool<Scratch>::Lease scratch(scratch_);
      scratch->samples.resize(row_bytes * height);
      for (std::size_t y = 0; y < height; ++y)
        std::memcpy(scratch->samples.data() + y * row_bytes,
                    row_of(image, static_cast<std::int32_t>(y)), row_bytes);
      file.write(scratch->samples.data(), scratch->samples.size());
    }
    file.commit();
  }

  const lattice_files& files_;
  std::vector<ImageStream> streams_;
  ScratchPool<Scratch> scratch_;
};

constexpr lattice_sink describe() {
  lattice_sink sink{};
  sink.flags = LATTICE_SINK_FILE_PER_FRAME | LATTICE_SINK_PARALLEL;
  sink.param_count = NpySink::kParamCount;
  sink.extension_count = 1;
  sink.id = "org.lattice.npy";
  sink.label = "NumPy arrays";
  sink.summary =
      "Writes each frame as a NumPy array of shape (height, width[, channels]), samples as is.";
  sink.extensions = kExtensions;
  return Face<NpySink>::table(sink);
}

constexpr lattice_sink kSink = describe();

}  // namespace
}  // namespace lattice::sinks::npy

LATTICE_SINK_LIBRARY(lattice::sinks::npy::kSink)

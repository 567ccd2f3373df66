#include "exr/writer.h"

#include <OpenEXR/ImfChannelList.h>
#include <OpenEXR/ImfChromaticities.h>
#include <OpenEXR/ImfFrameBuffer.h>
#include <OpenEXR/ImfHeader.h>
#include <OpenEXR/ImfIO.h>
#include <OpenEXR/ImfOutputFile.h>
#include <OpenEXR/ImfStandardAttributes.h>

#include <cstring>
#include <exception>

namespace lattice::sinks::exr {
namespace {

// OpenEXR writes the header in pieces of a few bytes and comes back for the table of
// offsets: memory takes that better than a file does.
class MemoryStream final : public Imf::OStream {
 public:
  explicit MemoryStream(std::string& bytes) : OStream("memory"), bytes_(bytes) { bytes_.clear(); }

  void write(const char* from, int size) override {
    const auto count = static_cast<std::size_t>(size);
    if (position_ + count > bytes_.size()) bytes_.resize(position_ + count);
    std::memcpy(bytes_.data() + position_, from, count);
    position_ += count;
  }
  std::uint64_t tellp() override { return position_; }
  void seekp(std::uint64_t position) override { position_ = position; }

 private:
  std::string& bytes_;
  std::size_t position_ = 0;
};

// 1920x1080, CPU time: level 2 takes 224 ms for a photograph in halves (9.2 MB) and 62 ms for
// depth in floats (0.9 MB); OpenEXR's own choice, 4, takes 303 ms (9.1 MB) and 147 ms (0.8 MB).
constexpr int kZipLevel = 2;

Imf::Compression to_imf(Compression compression) {
  switch (compression) {
    case Compression::kNone: return Imf::NO_COMPRESSION;
    case Compression::kRle: return Imf::RLE_COMPRESSION;
    case Compression::kZips: return Imf::ZIPS_COMPRESSION;
    case Compression::kZip: return Imf::ZIP_COMPRESSION;
    case Compression::kPiz: return Imf::PIZ_COMPRESSION;
  }
  return Imf::ZIP_COMPRESSION;
}

Imf::PixelType pixel_type(const ImageStream& stream) {
  return stream.type.dtype == LATTICE_F16 ? Imf::HALF : Imf::FLOAT;
}

// No clock, owner or host name in it: the bytes depend on the picture alone.
Imf::Header header_for(const FilePlan& plan, const std::vector<ImageStream>& streams,
                       Compression compression) {
  const ImageStream& main = streams[plan.main];
  Imf::Header header(main.width, main.height);
  header.compression() = to_imf(compression);
  header.zipCompressionLevel() = kZipLevel;
  // Default-constructed chromaticities are those of BT.709, which sRGB shares.
  if (is_color(main.type)) Imf::addChromaticities(header, Imf::Chromaticities());
  if (main.rate.num > 0 && main.rate.den > 0)
    Imf::addFramesPerSecond(header,
                            Imf::Rational(main.rate.num, static_cast<unsigned int>(main.rate.den)));
  for (const Channel& channel : plan.channels)
    header.channels().insert(channel.name, Imf::Channel(pixel_type(streams[channel.stream])));
  return header;
}

// `zeros` is one row of the widest sample; it serves every row with a stride of 0.
Imf::FrameBuffer frame_buffer_for(const FilePlan& plan, const std::vector<ImageStream>& streams,
                                  std::span<const lattice_image* const> images,
                                  std::vector<float>& zeros) {
  Imf::FrameBuffer buffer;
  for (const Channel& channel : plan.channels) {
    const ImageStream& stream = streams[channel.stream];
    const lattice_image& image = *images[channel.stream];
    const std::size_t sample = sample_bytes(stream.type.dtype);
    if (channel.component == kZeros) {
      zeros.assign(static_cast<std::size_t>(stream.width), 0.0f);
      buffer.insert(channel.name, Imf::Slice(pixel_type(stream),
                                             reinterpret_cast<char*>(zeros.data()), sample, 0));
      continue;
    }
    char* base =
        static_cast<char*>(image.plane[0]) + static_cast<std::size_t>(channel.component) * sample;
    buffer.insert(channel.name, Imf::Slice(pixel_type(stream), base, sample * stream.type.channels,
                                           static_cast<std::size_t>(image.row_bytes[0])));
  }
  return buffer;
}

}  // namespace

void write_exr(const FilePlan& plan, const std::vector<ImageStream>& streams,
               std::span<const lattice_image* const> images, Compression compression,
               std::string& file) {
  constexpr int kThreads = 0;  // none but the caller's
  try {
    MemoryStream stream(file);
    std::vector<float> zeros;
    Imf::OutputFile out(stream, header_for(plan, streams, compression), kThreads);
    out.setFrameBuffer(frame_buffer_for(plan, streams, images, zeros));
    out.writePixels(streams[plan.main].height);
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& e) {
    refuse(LATTICE_ERR_PLUGIN, "OpenEXR cannot write '" + streams[plan.main].label +
                                   "': " + e.what() + "; try --sink-param compression=none");
  }
}

}  // namespace lattice::sinks::exr

// org.lattice.png: a PNG per frame. Colours as straight sRGB, one-channel data as grey.
#include <array>

#include "common/face.h"
#include "common/output_file.h"
#include "common/params.h"
#include "common/scratch_pool.h"
#include "common/streams.h"
#include "png/encoder.h"

namespace lattice::sinks::png {
namespace {

constexpr lattice_choice kFast = choice("fast", "a quarter quicker, about 5 % larger");
constexpr lattice_choice kDefault = choice("default", "the best bytes per millisecond");
constexpr lattice_choice kSmall = choice("small", "several times slower; for keeping");
constexpr const lattice_choice* kCompressions[] = {&kFast, &kDefault, &kSmall};
constexpr lattice_param kCompression =
    choice_param("compression", "How much time goes into small files.", kCompressions, 1);
constexpr const lattice_param* kParams[] = {&kCompression};
constexpr const char* kExtensions[] = {"png"};

constexpr FilterSet kGuessed = only(Filter::kSub) | only(Filter::kUp) | only(Filter::kAverage);

// Flat masks compress best unfiltered, and only they have a single byte per pixel.
Effort effort_for(std::uint64_t compression, const lattice_type& type) {
  const bool mask = type.channels == 1 && type.dtype == LATTICE_U8;
  const FilterSet none = only(Filter::kNone);
  switch (compression) {
    case 0: return {mask ? none : only(Filter::kUp), Deflate::kIsal1};
    case 1: return {static_cast<FilterSet>(mask ? kGuessed | none : kGuessed), Deflate::kIsal2};
    default:
      return {static_cast<FilterSet>(kGuessed | none | only(Filter::kPaeth)),
              Deflate::kLibdeflate9};
  }
}

lattice_type grey_for(const lattice_stream& stream) {
  lattice_type type = stream.type;
  type.layout = LATTICE_INTERLEAVED;
  type.alpha = LATTICE_ALPHA_NONE;
  switch (type.dtype) {
    case LATTICE_U8:
      if (type.bits != 0) type.bits = 8;
      return type;
    case LATTICE_U16:
      if (type.bits != 0) type.bits = 16;
      return type;
    case LATTICE_F16:
    case LATTICE_F32:
      type.dtype = LATTICE_U16;
      type.bits = 16;
      type.space = LATTICE_SPACE_DATA;
      return type;
    default:
      refuse(LATTICE_ERR_UNSUPPORTED, "PNG has no 32-bit samples, as '" + label_of(stream) +
                                          "' needs; send it to --sink npy");
  }
}

lattice_type type_for(const lattice_stream& stream) {
  if (stream.type.channels == 1) return grey_for(stream);
  if (!is_color(stream.type))
    refuse(LATTICE_ERR_UNSUPPORTED, "'" + label_of(stream) +
                                        "' holds vectors, which PNG would cut to 0..1; send it "
                                        "to --sink exr or npy");
  return stream.type.alpha == LATTICE_ALPHA_NONE
             ? interleaved(LATTICE_U8, 3, LATTICE_ALPHA_NONE, LATTICE_SPACE_SRGB)
             : interleaved(LATTICE_U8, 4, LATTICE_ALPHA_STRAIGHT, LATTICE_SPACE_SRGB);
}

void check_size(const lattice_stream& stream, const lattice_type& type) {
  const std::uint64_t row_bytes =
      static_cast<std::uint64_t>(stream.width) * type.channels * sample_bytes(type.dtype) + 1;
  if (row_bytes * static_cast<std::uint64_t>(stream.height) > kMaxPictureBytes)
    refuse(LATTICE_ERR_UNSUPPORTED, "a picture of " + std::to_string(stream.width) + "x" +
                                        std::to_string(stream.height) +
                                        " is more than the 1 GiB that this PNG writer takes; "
                                        "send it to --sink exr or npy");
}

class PngSink {
 public:
  static constexpr std::uint32_t kParamCount = 1;

  PngSink(Host host, Params params) : files_(host.files()), compression_(params[0].index) {}

  // Every main stream has a file of its own; companions are left out.
  void negotiate(Offered offered, Wanted wanted) const {
    for (const std::uint32_t i : require_images("png", offered, wanted)) {
      if ((offered[i]->flags & LATTICE_STREAM_AUXILIARY) != 0) {
        wanted[i]->kind = 0;
        continue;
      }
      wanted[i]->type = type_for(*offered[i]);
      check_size(*offered[i], wanted[i]->type);
    }
  }

  void begin(Offered streams) { streams_ = agreed_images(streams); }

  // Several threads.
  void push(const lattice_packet& packet) {
    const ScratchPool<EncodeScratch>::Lease scratch(scratch_);
    for (const ImageStream& stream : streams_) {
      encode(image_of(packet, stream), effort_for(compression_, stream.type), *scratch);
      OutputFile file(files_, path_of(packet, stream));
      file.write(scratch->file.data(), scratch->file.size());
      file.commit();
    }
  }

  // Every file is whole when its push returns.
  void end(std::uint32_t) const {}

 private:
  const lattice_files& files_;
  std::uint64_t compression_;
  std::vector<ImageStream> streams_;
  ScratchPool<EncodeScratch> scratch_;
};

constexpr lattice_sink describe() {
  lattice_sink sink{};
  sink.flags = LATTICE_SINK_FILE_PER_FRAME | LATTICE_SINK_PARALLEL;
  sink.param_count = PngSink::kParamCount;
  sink.extension_count = 1;
  sink.id = "org.lattice.png";
  sink.label = "PNG sequence";
  sink.summary = "Writes each frame as a PNG: colours in sRGB, one-channel data as grey.";
  sink.params = kParams;
  sink.extensions = kExtensions;
  return Face<PngSink>::table(sink);
}

constexpr lattice_sink kSink = describe();

}  // namespace
}  // namespace lattice::sinks::png

LATTICE_SINK_LIBRARY(lattice::sinks::png::kSink)

// org.lattice.exr: an OpenEXR file per frame. Colours premultiplied and scene-linear, data
// under R G B and under its own names.
#include "common/face.h"
#include "common/output_file.h"
#include "common/params.h"
#include "common/scratch_pool.h"
#include "common/streams.h"
#include "exr/channels.h"
#include "exr/writer.h"

namespace lattice::sinks::exr {
namespace {

constexpr lattice_choice kAuto = choice("auto", "half for colours, float for data");
constexpr lattice_choice kHalf = choice("half", "16-bit floats; companions stay float");
constexpr lattice_choice kFloat = choice("float", "32-bit floats");
constexpr const lattice_choice* kTypes[] = {&kAuto, &kHalf, &kFloat};
constexpr lattice_param kType = choice_param("type", "The samples of the file.", kTypes, 0);

constexpr lattice_choice kNone = choice("none", "no compression: the quickest to write");
constexpr lattice_choice kRle = choice("rle", "run lengths: quick, good for flat areas");
constexpr lattice_choice kZips = choice("zips", "deflate line by line: for compositing programs");
constexpr lattice_choice kZip = choice("zip", "deflate in blocks of 16 lines: good in general");
constexpr lattice_choice kPiz =
    choice("piz", "wavelets: quicker and smaller than zip for photographs in half");
constexpr const lattice_choice* kCompressions[] = {&kNone, &kRle, &kZips, &kZip, &kPiz};
constexpr lattice_param kCompression =
    choice_param("compression", "Lossless compression of the file.", kCompressions, 3);

constexpr const lattice_param* kParams[] = {&kType, &kCompression};
constexpr const char* kExtensions[] = {"exr"};
constexpr std::uint64_t kTypeAuto = 0, kTypeHalf = 1;

class ExrSink {
 public:
  static constexpr std::uint32_t kParamCount = 2;

  ExrSink(Host host, Params params)
      : files_(host.files()),
        type_(params[0].index),
        compression_(static_cast<Compression>(params[1].index)) {}

  void negotiate(Offered offered, Wanted wanted) const {
    for (const std::uint32_t i : require_images("exr", offered, wanted))
      wanted[i]->type = type_for(*offered[i]);
    plan_files(agreed_images(Offered(wanted.data(), wanted.size())));
  }

  void begin(Offered streams) {
    streams_ = agreed_images(streams);
    plans_ = plan_files(streams_);
  }

  // Several threads.
  void push(const lattice_packet& packet) {
    const ScratchPool<Scratch>::Lease scratch(scratch_);
    scratch->images.clear();
    for (const ImageStream& stream : streams_) scratch->images.push_back(&image_of(packet, stream));
    for (const FilePlan& plan : plans_) {
      write_exr(plan, streams_, scratch->images, compression_, scratch->file);
      OutputFile file(files_, path_of(packet, streams_[plan.main]));
      file.write(scratch->file.data(), scratch->file.size());
      file.commit();
    }
  }

  // Every file is whole when its push returns.
  void end(std::uint32_t) const {}

 private:
  struct Scratch {
    std::vector<const lattice_image*> images;
    std::string file;
  };

  lattice_type type_for(const lattice_stream& stream) const {
    const lattice_type& offered = stream.type;
    if (offered.dtype == LATTICE_U32)
      refuse(LATTICE_ERR_UNSUPPORTED,
             "'" + label_of(stream) +
                 "' holds 32-bit ids, which the floats of this EXR writer would round; send it "
                 "to --sink npy");
    const bool color = is_color(offered);
    const bool companion = (stream.flags & LATTICE_STREAM_AUXILIARY) != 0;
    const bool half = !companion && (type_ == kTypeHalf || (type_ == kTypeAuto && color));
    const std::uint8_t dtype = half ? LATTICE_F16 : LATTICE_F32;
    if (!color) return interleaved(dtype, offered.channels, LATTICE_ALPHA_NONE, offered.space);
    return offered.alpha == LATTICE_ALPHA_NONE
               ? interleaved(dtype, 3, LATTICE_ALPHA_NONE, LATTICE_SPACE_LINEAR_SRGB)
               : interleaved(dtype, 4, LATTICE_ALPHA_PREMUL, LATTICE_SPACE_LINEAR_SRGB);
  }

  const lattice_files& files_;
  std::uint64_t type_;
  Compression compression_;
  std::vector<ImageStream> streams_;
  std::vector<FilePlan> plans_;
  ScratchPool<Scratch> scratch_;
};

constexpr lattice_sink describe() {
  lattice_sink sink{};
  sink.flags = LATTICE_SINK_FILE_PER_FRAME | LATTICE_SINK_PARALLEL;
  sink.param_count = ExrSink::kParamCount;
  sink.extension_count = 1;
  sink.id = "org.lattice.exr";
  sink.label = "OpenEXR sequence";
  sink.summary =
      "Writes each frame as OpenEXR: colours scene-linear, data as R G B and by its own names.";
  sink.params = kParams;
  sink.extensions = kExtensions;
  return Face<ExrSink>::table(sink);
}

constexpr lattice_sink kSink = describe();

}  // namespace
}  // namespace lattice::sinks::exr

LATTICE_SINK_LIBRARY(lattice::sinks::exr::kSink)

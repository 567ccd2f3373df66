// org.lattice.null: takes frames in a chosen type and forgets them, to measure the rest.
#include "common/face.h"
#include "common/params.h"
#include "common/streams.h"

namespace lattice::sinks::null {
namespace {

constexpr lattice_choice kNative = choice("native", "as the artifact makes it: no conversion");
constexpr lattice_choice kRgba8 = choice("rgba8", "what PNG gets: straight RGBA bytes in sRGB");
constexpr lattice_choice kI420 = choice("i420", "what video gets: planar 4:2:0 in BT.709");
constexpr const lattice_choice* kFormats[] = {&kNative, &kRgba8, &kI420};
constexpr lattice_param kFormat =
    choice_param("format", "The type to ask the host for.", kFormats, 0);
constexpr const lattice_param* kParams[] = {&kFormat};

lattice_type i420() {
  lattice_type type{};
  type.dtype = LATTICE_U8;
  type.channels = 3;
  type.alpha = LATTICE_ALPHA_NONE;
  type.layout = LATTICE_PLANAR;
  type.subsampling = LATTICE_SUB_420;
  type.range = LATTICE_RANGE_LIMITED;
  type.siting = LATTICE_SITING_LEFT;
  type.space = LATTICE_SPACE_YCBCR_BT709;
  return type;
}

class NullSink {
 public:
  static constexpr std::uint32_t kParamCount = 1;

  NullSink(Host host, Params params) : host_(host), format_(params[0].index) {}

  void negotiate(Offered offered, Wanted wanted) const {
    for (const std::uint32_t i : require_images("null", offered, wanted)) {
      if (format_ == 0) continue;
      if (!is_color(offered[i]->type))
        refuse(LATTICE_ERR_UNSUPPORTED, "'" + label_of(*offered[i]) +
                                            "' is not a colour and cannot be had in this "
                                            "format; use --sink-param format=native");
      wanted[i]->type = format_ == 1
                            ? interleaved(LATTICE_U8, 4, LATTICE_ALPHA_STRAIGHT, LATTICE_SPACE_SRGB)
                            : i420();
    }
  }

  void begin(Offered streams) {
    streams_ = agreed_images(streams);
    frames_ = 0;
  }

  void push(const lattice_packet& packet) {
    for (const ImageStream& stream : streams_) image_of(packet, stream);
    ++frames_;
  }

  void end(std::uint32_t) const {
    host_.log(LATTICE_LOG_INFO,
              "null took " + std::to_string(frames_) + (frames_ == 1 ? " frame" : " frames"));
  }

 private:
  Host host_;
  std::uint64_t format_;
  std::vector<ImageStream> streams_;
  std::uint64_t frames_ = 0;
};

constexpr lattice_sink describe() {
  lattice_sink sink{};
  sink.flags = LATTICE_SINK_IN_ORDER | LATTICE_SINK_NO_FILES;
  sink.param_count = NullSink::kParamCount;
  sink.id = "org.lattice.null";
  sink.label = "Nothing";
  sink.summary = "Counts the frames and drops them, to measure what comes before.";
  sink.params = kParams;
  return Face<NullSink>::table(sink);
}

constexpr lattice_sink kSink = describe();

}  // namespace
}  // namespace lattice::sinks::null

LATTICE_SINK_LIBRARY(lattice::sinks::null::kSink)

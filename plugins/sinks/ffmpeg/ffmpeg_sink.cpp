// org.lattice.ffmpeg: H.264 in MP4 or MOV, in process.
#include <array>
#include <optional>

#include "common/face.h"
#include "common/params.h"
#include "common/streams.h"
#include "ffmpeg/encoder.h"
#include "ffmpeg/log.h"
#include "ffmpeg/movie_file.h"

namespace lattice::sinks::ffmpeg {
namespace {

constexpr lattice_choice kH264 =
    choice("h264", "H.264 High in MP4, 8 bit: plays in every browser and editor");
constexpr const lattice_choice* kPresets[] = {&kH264};
constexpr lattice_param kPreset = choice_param("preset", "Codec and container.", kPresets, 0);

constexpr lattice_choice kUltrafast = choice("ultrafast", "no compression to speak of");
constexpr lattice_choice kSuperfast = choice("superfast", "for previews");
constexpr lattice_choice kVeryfast = choice("veryfast", "quick, a little larger");
constexpr lattice_choice kFaster = choice("faster", "between veryfast and fast");
constexpr lattice_choice kFast = choice("fast", "between faster and medium");
constexpr lattice_choice kMedium = choice("medium", "x264's own balance");
constexpr lattice_choice kSlow = choice("slow", "for masters");
constexpr lattice_choice kSlower = choice("slower", "for masters, with time");
constexpr lattice_choice kVeryslow = choice("veryslow", "the smallest files");
constexpr const lattice_choice* kSpeeds[] = {
    &kUltrafast, &kSuperfast, &kVeryfast, &kFaster, &kFast, &kMedium, &kSlow, &kSlower, &kVeryslow};
// 75 frames of 1920x1080, a slow pan over a photograph, crf 18, two threads: veryfast 44 ms a
// frame, 6.8 MB, 15.6 dB SSIM; faster 65 ms, 7.4 MB, 16.7 dB; medium 120 ms, 7.7 MB, 17.5 dB;
// superfast 32 ms, but 11.1 MB. At crf 18 none of them is told from the source by eye, so the
// default is the one that keeps up with the renderer beside it.
constexpr std::uint64_t kVeryfastIndex = 2;
constexpr lattice_param kSpeed =
    choice_param("speed", "How long x264 looks for a smaller file.", kSpeeds, kVeryfastIndex);

constexpr lattice_param kCrf = f64_param(
    "crf", "Constant quality: lower is better and larger, 18 looks like the source.", 18, 0, 51);
constexpr lattice_param kBitrate = int_param(
    "bitrate", "Average bit rate instead of constant quality; 0 = use crf.", "kbit/s", 0, 0, 1e6);
constexpr lattice_param kGop =
    int_param("gop", "Largest distance between keyframes; 0 = x264's 250.", "frames", 0, 0, 100000);

constexpr lattice_choice kYuv420 = choice("yuv420p", "what every player takes; needs even sizes");
constexpr lattice_choice kYuv444 = choice("yuv444p", "full chroma and any size; fewer players");
constexpr const lattice_choice* kPixelFormats[] = {&kYuv420, &kYuv444};
constexpr lattice_param kPixFmt =
    choice_param("pix_fmt", "How chroma is sampled.", kPixelFormats, 0);

constexpr lattice_param kThreads =
    int_param("threads",
              "Threads of the encoder. The file depends on the number, so it never follows the "
              "machine.",
              nullptr, 2, 1, 64);

constexpr lattice_choice kBt709 = choice("bt709", "the matrix of HD video");
constexpr const lattice_choice* kMatrices[] = {&kBt709};
constexpr lattice_param kMatrix =
    choice_param("matrix", "From RGB to Y'CbCr, as tagged in the file.", kMatrices, 0);

constexpr lattice_choice kLimited = choice("limited", "luma 16..235, chroma 16..240");
constexpr const lattice_choice* kRanges[] = {&kLimited};
constexpr lattice_param kRange = choice_param("range", "Range of the samples.", kRanges, 0);

// The order of the params; Settings are read by it.
enum : std::size_t { kAtPreset, kAtSpeed, kAtCrf, kAtBitrate, kAtGop, kAtPixFmt, kAtThreads };
constexpr const lattice_param* kParams[] = {&kPreset, &kSpeed,   &kCrf,    &kBitrate, &kGop,
                                            &kPixFmt, &kThreads, &kMatrix, &kRange};
constexpr const char* kExtensions[] = {"mp4", "mov", "m4v"};

// x264's MAX_RESOLUTION.
constexpr std::int32_t kMaxSide = 16384;

Settings settings_of(Params params) {
  Settings settings;
  settings.speed = kSpeeds[params[kAtSpeed].index]->id;
  settings.crf = params[kAtCrf].f64;
  settings.bitrate_kbps = static_cast<int>(params[kAtBitrate].i64);
  settings.gop_frames = static_cast<int>(params[kAtGop].i64);
  settings.full_chroma = params[kAtPixFmt].index == 1;
  settings.threads = static_cast<int>(params[kAtThreads].i64);
  return settings;
}

lattice_type picture_type(bool full_chroma) {
  lattice_type type{};
  type.dtype = LATTICE_U8;
  type.channels = 3;
  type.alpha = LATTICE_ALPHA_NONE;
  type.layout = LATTICE_PLANAR;
  type.subsampling = full_chroma ? LATTICE_SUB_444 : LATTICE_SUB_420;
  type.range = LATTICE_RANGE_LIMITED;
  type.siting = full_chroma ? LATTICE_SITING_CENTER : LATTICE_SITING_LEFT;
  type.space = LATTICE_SPACE_YCBCR_BT709;
  return type;
}

void check_video(const lattice_stream& stream, const Settings& settings) {
  const std::string label = "'" + label_of(stream) + "'";
  if (!is_color(stream.type))
    refuse(LATTICE_ERR_UNSUPPORTED, label +
                                        " is not a colour, and 8-bit video would ruin its "
                                        "numbers; send it to --sink exr, png or npy");
  if (stream.rate.num <= 0 || stream.rate.den <= 0)
    refuse(LATTICE_ERR_ARGUMENT, label + " has no frame rate");
  if (stream.width > kMaxSide || stream.height > kMaxSide)
    refuse(LATTICE_ERR_UNSUPPORTED,
           "x264 takes pictures of up to " + std::to_string(kMaxSide) +
               " pixels a side, and this is " + std::to_string(stream.width) + "x" +
               std::to_string(stream.height) + "; export at a lower resolution, or to --sink png");
  if (!settings.full_chroma && (stream.width % 2 != 0 || stream.height % 2 != 0))
    refuse(LATTICE_ERR_UNSUPPORTED, "yuv420p video needs an even width and height, and this is " +
                                        std::to_string(stream.width) + "x" +
                                        std::to_string(stream.height) +
                                        "; make it even, or use --sink-param pix_fmt=yuv444p");
}

class FfmpegSink {
 public:
  static constexpr std::uint32_t kParamCount = 9;

  FfmpegSink(Host host, Params params)
      : host_(host), files_(host.files()), settings_(settings_of(params)) {}
  FfmpegSink(const FfmpegSink&) = delete;
  FfmpegSink& operator=(const FfmpegSink&) = delete;
  // An encoder that begin() made before it failed says its last words to the host as well.
  ~FfmpegSink() {
    const LogScope log(host_);
    movie_.reset();
    encoder_.reset();
  }

  void negotiate(Offered offered, Wanted wanted) const {
    const LogScope log(host_);
    find_h264();
    const lattice_stream* video = nullptr;
    for (const std::uint32_t i : require_images("ffmpeg", offered, wanted)) {
      if ((offered[i]->flags & LATTICE_STREAM_AUXILIARY) != 0) {
        wanted[i]->kind = 0;
        continue;
      }
      if (video != nullptr)
        refuse(LATTICE_ERR_UNSUPPORTED, "a video holds one picture, but '" + label_of(*video) +
                                            "' and '" + label_of(*offered[i]) +
                                            "' were offered; give each a sink of its own");
      video = offered[i];
      check_video(*video, settings_);
      wanted[i]->type = picture_type(settings_.full_chroma);
    }
  }

  void begin(Offered streams) {
    const LogScope log(host_);
    stream_ = agreed_images(streams).at(0);
    if (stream_.path.empty())
      refuse(LATTICE_ERR_ARGUMENT, "a video is one file, but '" + stream_.label + "' has no path");
    const bool own_headers = (muxer_for(stream_.path)->flags & AVFMT_GLOBALHEADER) != 0;
    encoder_.emplace(settings_, stream_, own_headers);
    movie_.emplace(files_, stream_.path, encoder_->context());
    next_pts_ = 0;
  }

  void push(const lattice_packet& packet) {
    const LogScope log(host_);
    if (packet.pts < next_pts_)
      refuse(LATTICE_ERR_ARGUMENT, "frame " + std::to_string(packet.frame) +
                                       " came after a later one; video is written in order");
    next_pts_ = packet.pts + 1;
    encoder_->encode(image_of(packet, stream_), packet.pts,
                     [&](AVPacket& ready) { movie_->write(ready); });
  }

  void end(std::uint32_t outcome) {
    const LogScope log(host_);
    // Whatever happens below, both are gone afterwards, and with them an unfinished file.
    struct Close {
      FfmpegSink& sink;
      ~Close() {
        sink.movie_.reset();
        sink.encoder_.reset();
      }
    } close{*this};
    if (outcome != LATTICE_END_OK) return;
    if (next_pts_ == 0)
      refuse(LATTICE_ERR_PLUGIN, "no frame came for the video '" + stream_.path +
                                     "'; choose a range that holds at least one");
    encoder_->flush([&](AVPacket& ready) { movie_->write(ready); });
    movie_->finish();
  }

 private:
  Host host_;
  const lattice_files& files_;
  Settings settings_;
  ImageStream stream_;
  std::optional<Encoder> encoder_;
  std::optional<MovieFile> movie_;
  std::int64_t next_pts_ = 0;
};

constexpr lattice_sink describe() {
  lattice_sink sink{};
  sink.flags = LATTICE_SINK_IN_ORDER;
  sink.param_count = FfmpegSink::kParamCount;
  sink.extension_count = 3;
  sink.id = "org.lattice.ffmpeg";
  sink.label = "Video";
  sink.summary = "Writes H.264 video in BT.709 as MP4 or MOV, ready to stream.";
  sink.params = kParams;
  sink.extensions = kExtensions;
  return Face<FfmpegSink>::table(sink);
}

static_assert(std::size(kParams) == FfmpegSink::kParamCount);

constexpr lattice_sink kSink = describe();

}  // namespace
}  // namespace lattice::sinks::ffmpeg

LATTICE_SINK_LIBRARY(lattice::sinks::ffmpeg::kSink)

// H.264 through libx264, found in libavcodec by name.
#pragma once
#include <lattice/type.h>

#include <cstdint>
#include <functional>
#include <string>

#include "common/streams.h"
#include "ffmpeg/av.h"

namespace lattice::sinks::ffmpeg {

struct Settings {
  const char* speed = "medium";  // x264's name of a preset
  double crf = 18;               // constant quality, when bitrate_kbps is 0
  int bitrate_kbps = 0;
  int gop_frames = 0;        // largest distance of keyframes; 0 = the encoder's own
  bool full_chroma = false;  // yuv444p instead of yuv420p
  int threads = 2;           // the bytes depend on it
};

// Refuses when this libavcodec has none. [session]
const AVCodec* find_h264();

// One lane.
class Encoder {
 public:
  using Take = std::function<void(AVPacket&)>;

  // `own_headers`: parameter sets go to the container instead of every keyframe.
  Encoder(const Settings& settings, const ImageStream& stream, bool own_headers);

  const AVCodecContext& context() const { return *context_; }

  // The planes are read where they lie, and no longer when this returns. Packets that became
  // ready go to `take`, in units of context().time_base.
  void encode(const lattice_image& image, std::int64_t pts, const Take& take);
  // After the last picture.
  void flush(const Take& take);

 private:
  void drain(const Take& take);

  AvPtr<AVCodecContext> context_;
  AvPtr<AVFrame> frame_;
  AvPtr<AVPacket> packet_;
};

}  // namespace lattice::sinks::ffmpeg

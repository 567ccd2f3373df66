#include "ffmpeg/encoder.h"

extern "C" {
#include <libavutil/buffer.h>
#include <libavutil/opt.h>
}

namespace lattice::sinks::ffmpeg {
namespace {

void set_option(AVCodecContext& context, const char* name, const std::string& value) {
  check_av(av_opt_set(context.priv_data, name, value.c_str(), 0),
           std::string("set the option '") + name + "' of libx264 to '" + value + "'");
}

std::string number_text(double value) {
  // Thousandths are more than x264 tells apart; printf would follow the locale.
  const auto thousandths = static_cast<std::int64_t>(value * 1000 + 0.5);
  std::string fraction = std::to_string(thousandths % 1000);
  fraction.insert(0, 3 - fraction.size(), '0');
  return std::to_string(thousandths / 1000) + "." + fraction;
}

void set_picture(AVCodecContext& context, const Settings& settings, const ImageStream& stream) {
  context.width = stream.width;
  context.height = stream.height;
  context.pix_fmt = settings.full_chroma ? AV_PIX_FMT_YUV444P : AV_PIX_FMT_YUV420P;
  context.sample_aspect_ratio = {1, 1};
  context.time_base = {stream.rate.den, stream.rate.num};
  context.framerate = {stream.rate.num, stream.rate.den};
  context.color_primaries = AVCOL_PRI_BT709;
  context.color_trc = AVCOL_TRC_BT709;
  context.colorspace = AVCOL_SPC_BT709;
  context.color_range = AVCOL_RANGE_MPEG;
  if (!settings.full_chroma) context.chroma_sample_location = AVCHROMA_LOC_LEFT;
}

void set_rate(AVCodecContext& context, const Settings& settings) {
  if (settings.gop_frames > 0) context.gop_size = settings.gop_frames;
  if (settings.bitrate_kbps > 0)
    context.bit_rate = std::int64_t{settings.bitrate_kbps} * 1000;
  else
    set_option(context, "crf", number_text(settings.crf));
}

// Planes belong to the host; libav must not free them.
void keep(void*, std::uint8_t*) {}

AVBufferRef* borrow(void* plane, std::int64_t bytes) {
  AVBufferRef* buffer =
      av_buffer_create(static_cast<std::uint8_t*>(plane), static_cast<std::size_t>(bytes), &keep,
                       nullptr, AV_BUFFER_FLAG_READONLY);
  if (buffer == nullptr) throw std::bad_alloc();
  return buffer;
}

void point_at(AVFrame& frame, const lattice_image& image, bool full_chroma) {
  const std::int64_t height = image.bounds.y1 - image.bounds.y0;
  for (int p = 0; p < 3; ++p) {
    const std::int64_t rows = p == 0 || full_chroma ? height : (height + 1) / 2;
    frame.buf[p] = borrow(image.plane[p], image.row_bytes[p] * rows);
    frame.data[p] = static_cast<std::uint8_t*>(image.plane[p]);
    frame.linesize[p] = static_cast<int>(image.row_bytes[p]);
  }
}

}  // namespace

const AVCodec* find_h264() {
  const AVCodec* codec = avcodec_find_encoder_by_name("libx264");
  if (codec == nullptr)
    refuse(LATTICE_ERR_UNSUPPORTED,
           "this libavcodec was built without libx264; install the packages libavcodec59 and "
           "libx264-164 of Debian, or write an image sequence with --sink png");
  return codec;
}

Encoder::Encoder(const Settings& settings, const ImageStream& stream, bool own_headers)
    : context_(own(avcodec_alloc_context3(find_h264()))),
      frame_(own(av_frame_alloc())),
      packet_(own(av_packet_alloc())) {
  set_picture(*context_, settings, stream);
  set_rate(*context_, settings);
  context_->thread_count = settings.threads;
  context_->thread_type = FF_THREAD_FRAME;
  context_->flags |= AV_CODEC_FLAG_BITEXACT;
  if (own_headers) context_->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  set_option(*context_, "preset", settings.speed);
  // Without it x264 chooses among algorithms by the CPU it finds.
  set_option(*context_, "x264-params", "cpu-independent=1");
  check_av(avcodec_open2(context_.get(), context_->codec, nullptr),
           "start libx264 for " + std::to_string(stream.width) + "x" +
               std::to_string(stream.height) + " pictures");
}

void Encoder::encode(const lattice_image& image, std::int64_t pts, const Take& take) {
  struct Unref {
    AVFrame* frame;
    ~Unref() { av_frame_unref(frame); }
  } unref{frame_.get()};
  frame_->format = context_->pix_fmt;
  frame_->width = context_->width;
  frame_->height = context_->height;
  frame_->color_primaries = context_->color_primaries;
  frame_->color_trc = context_->color_trc;
  frame_->colorspace = context_->colorspace;
  frame_->color_range = context_->color_range;
  frame_->chroma_location = context_->chroma_sample_location;
  frame_->pts = pts;
  point_at(*frame_, image, context_->pix_fmt == AV_PIX_FMT_YUV444P);
  check_av(avcodec_send_frame(context_.get(), frame_.get()),
           "encode picture " + std::to_string(pts));
  drain(take);
  // libx264 copies a picture before it answers, so nobody may hold the planes by now: the
  // sink promised max_held = 0.
  for (int p = 0; p < 3; ++p)
    if (av_buffer_get_ref_count(frame_->buf[p]) != 1)
      refuse(LATTICE_ERR_PLUGIN,
             "this libavcodec keeps pictures longer than its libx264 encoder used to; use "
             "libavcodec 59");
}

void Encoder::flush(const Take& take) {
  check_av(avcodec_send_frame(context_.get(), nullptr), "finish the last pictures");
  drain(take);
}

void Encoder::drain(const Take& take) {
  while (true) {
    const int code = avcodec_receive_packet(context_.get(), packet_.get());
    if (code == AVERROR(EAGAIN) || code == AVERROR_EOF) return;
    check_av(code, "encode a picture");
    // libx264 leaves it open; a video of one picture would last no time.
    packet_->duration = 1;
    take(*packet_);
    av_packet_unref(packet_.get());
  }
}

}  // namespace lattice::sinks::ffmpeg

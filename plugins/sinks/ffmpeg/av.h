// Owners for the objects of libav, and its errors as sentences.
#pragma once
extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
}

#include <memory>
#include <string>

#include "common/refusal.h"

namespace lattice::sinks::ffmpeg {

struct AvFree {
  void operator()(AVCodecContext* p) const { avcodec_free_context(&p); }
  void operator()(AVFrame* p) const { av_frame_free(&p); }
  void operator()(AVPacket* p) const { av_packet_free(&p); }
  void operator()(AVFormatContext* p) const { avformat_free_context(p); }
  // A context over our own functions: its buffer is not its own.
  void operator()(AVIOContext* p) const {
    av_freep(&p->buffer);
    avio_context_free(&p);
  }
};
template <class T>
using AvPtr = std::unique_ptr<T, AvFree>;

template <class T>
AvPtr<T> own(T* object) {
  if (object == nullptr) throw std::bad_alloc();
  return AvPtr<T>(object);
}

inline std::string av_text(int code) {
  char text[AV_ERROR_MAX_STRING_SIZE] = {};
  av_strerror(code, text, sizeof text);
  return text;
}

// `doing` continues "libav failed to ".
inline int check_av(int code, const std::string& doing) {
  if (code >= 0) return code;
  if (code == AVERROR(ENOMEM)) throw std::bad_alloc();
  refuse(LATTICE_ERR_PLUGIN, "libav failed to " + doing + ": " + av_text(code));
}

}  // namespace lattice::sinks::ffmpeg

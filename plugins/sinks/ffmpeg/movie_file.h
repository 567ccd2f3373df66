// An MP4 or MOV file through lattice.files/1, its index in front of its samples.
#pragma once
#include <lattice/files.h>

#include <string>

#include "common/output_file.h"
#include "ffmpeg/av.h"

namespace lattice::sinks::ffmpeg {

// What a libav I/O context hands to its writer: const since FFmpeg 7.
#if LIBAVFORMAT_VERSION_MAJOR >= 61
using WrittenBytes = const std::uint8_t;
#else
using WrittenBytes = std::uint8_t;
#endif

// The muxer for the extension of `path`: "mov" for .mov, else "mp4". Refuses others than mp4,
// mov and m4v.
const AVOutputFormat* muxer_for(const std::string& path);

// One lane. What is not finished leaves no file.
class MovieFile {
 public:
  // Writes the head; `video` describes the only stream.
  MovieFile(const lattice_files& files, const std::string& path, const AVCodecContext& video);
  MovieFile(const MovieFile&) = delete;
  MovieFile& operator=(const MovieFile&) = delete;

  // In decoding order, in units of the encoder's time base.
  void write(AVPacket& packet);
  // Moves the index to the front and gives the file its name.
  void finish();

 private:
  // One position in the file, as a libav I/O context sees it. The muxer has one that writes,
  // and for a while another that reads what the first wrote.
  struct Cursor {
    MovieFile* movie = nullptr;
    std::uint64_t position = 0;
  };

  static int write_bytes(void* cursor, WrittenBytes* bytes, int size);
  static int read_bytes(void* cursor, std::uint8_t* bytes, int size);
  static std::int64_t seek(void* cursor, std::int64_t offset, int whence);
  static int open_again(AVFormatContext* context, AVIOContext** io, const char* url, int flags,
                        AVDictionary** options);
  static int close_again(AVFormatContext* context, AVIOContext* io);

  AvPtr<AVIOContext> make_io(Cursor& cursor, bool writes);
  // The file's own failure says more than libav's "input/output error".
  void check(int code, const char* doing);

  OutputFile file_;
  lattice_status failed_ = LATTICE_OK;  // first failure of files/1
  Cursor writer_{this, 0}, reader_{this, 0};
  AvPtr<AVIOContext> io_;
  AvPtr<AVFormatContext> context_;
  AVStream* stream_ = nullptr;
  AVRational time_base_;  // of the packets that come
};

}  // namespace lattice::sinks::ffmpeg

#include "ffmpeg/movie_file.h"

extern "C" {
#include <libavutil/opt.h>
}

namespace lattice::sinks::ffmpeg {
namespace {

constexpr int kIoBytes = 256 * 1024;

// In ASCII lower case, without the dot.
std::string extension_of(const std::string& path) {
  const auto dot = path.rfind('.');
  if (dot == std::string::npos || path.find('/', dot) != std::string::npos) return {};
  std::string extension = path.substr(dot + 1);
  for (char& c : extension)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return extension;
}

AvPtr<AVFormatContext> make_context(const std::string& path) {
  AVFormatContext* context = nullptr;
  check_av(avformat_alloc_output_context2(&context, muxer_for(path), nullptr, path.c_str()),
           "prepare the container for '" + path + "'");
  return own(context);
}

}  // namespace

const AVOutputFormat* muxer_for(const std::string& path) {
  const std::string extension = extension_of(path);
  if (extension != "mp4" && extension != "mov" && extension != "m4v")
    refuse(LATTICE_ERR_UNSUPPORTED, "ffmpeg writes mp4, mov and m4v, not '" + path +
                                        "'; change the extension of the output");
  const char* name = extension == "mov" ? "mov" : "mp4";
  const AVOutputFormat* format = av_guess_format(name, nullptr, nullptr);
  if (format == nullptr)
    refuse(LATTICE_ERR_UNSUPPORTED, std::string("this libavformat was built without the ") + name +
                                        " muxer; install libavformat59 of Debian");
  return format;
}

MovieFile::MovieFile(const lattice_files& files, const std::string& path,
                     const AVCodecContext& video)
    : file_(files, path),
      io_(make_io(writer_, true)),
      context_(make_context(path)),
      time_base_(video.time_base) {
  context_->pb = io_.get();
  context_->opaque = this;
  context_->io_open = &open_again;
  context_->io_close2 = &close_again;
  context_->flags |= AVFMT_FLAG_CUSTOM_IO | AVFMT_FLAG_BITEXACT;
  stream_ = avformat_new_stream(context_.get(), nullptr);
  if (stream_ == nullptr) throw std::bad_alloc();
  check_av(avcodec_parameters_from_context(stream_->codecpar, &video), "describe the video");
  stream_->time_base = video.time_base;
  stream_->avg_frame_rate = video.framerate;
  stream_->sample_aspect_ratio = video.sample_aspect_ratio;
  check_av(av_opt_set(context_->priv_data, "movflags", "+faststart+write_colr", 0),
           "set the flags of the container");
  check(avformat_write_header(context_.get(), nullptr), "write the head of the container");
}

void MovieFile::write(AVPacket& packet) {
  packet.stream_index = stream_->index;
  av_packet_rescale_ts(&packet, time_base_, stream_->time_base);
  check(av_write_frame(context_.get(), &packet), "write a picture into the container");
}

void MovieFile::finish() {
  check(av_write_trailer(context_.get()), "write the index of the container");
  avio_flush(io_.get());
  check(io_->error, "write the end of the container");
  file_.commit();
}

void MovieFile::check(int code, const char* doing) {
  if (code < 0 || io_->error < 0) file_.check(failed_, "write");
  check_av(code, std::string(doing) + " of '" + file_.path() + "'");
  check_av(io_->error, std::string(doing) + " of '" + file_.path() + "'");
}

AvPtr<AVIOContext> MovieFile::make_io(Cursor& cursor, bool writes) {
  auto* buffer = static_cast<unsigned char*>(av_malloc(kIoBytes));
  if (buffer == nullptr) throw std::bad_alloc();
  AVIOContext* io =
      avio_alloc_context(buffer, kIoBytes, writes ? 1 : 0, &cursor, writes ? nullptr : &read_bytes,
                         writes ? &write_bytes : nullptr, &seek);
  if (io == nullptr) av_free(buffer);
  return own(io);
}

int MovieFile::write_bytes(void* opaque, WrittenBytes* bytes, int size) {
  auto& cursor = *static_cast<Cursor*>(opaque);
  MovieFile& movie = *cursor.movie;
  const auto count = static_cast<std::uint64_t>(size);
  const lattice_status status = movie.file_.write_at(cursor.position, bytes, count);
  if (status != LATTICE_OK) {
    if (movie.failed_ == LATTICE_OK) movie.failed_ = status;
    return AVERROR(EIO);
  }
  cursor.position += count;
  return size;
}

int MovieFile::read_bytes(void* opaque, std::uint8_t* bytes, int size) {
  auto& cursor = *static_cast<Cursor*>(opaque);
  MovieFile& movie = *cursor.movie;
  std::uint64_t got = 0;
  const lattice_status status =
      movie.file_.read_at(cursor.position, bytes, static_cast<std::uint64_t>(size), &got);
  if (status != LATTICE_OK) {
    if (movie.failed_ == LATTICE_OK) movie.failed_ = status;
    return AVERROR(EIO);
  }
  cursor.position += got;
  return got == 0 ? AVERROR_EOF : static_cast<int>(got);
}

std::int64_t MovieFile::seek(void* opaque, std::int64_t offset, int whence) {
  auto& cursor = *static_cast<Cursor*>(opaque);
  const auto size = static_cast<std::int64_t>(cursor.movie->file_.size());
  switch (whence & ~AVSEEK_FORCE) {
    case AVSEEK_SIZE: return size;
    case SEEK_SET: break;
    case SEEK_CUR: offset += static_cast<std::int64_t>(cursor.position); break;
    case SEEK_END: offset += size; break;
    default: return AVERROR(EINVAL);
  }
  if (offset < 0) return AVERROR(EINVAL);
  cursor.position = static_cast<std::uint64_t>(offset);
  return offset;
}

// Called by the muxer's trailer alone, to read the samples while it moves them back to make
// room for the index.
int MovieFile::open_again(AVFormatContext* context, AVIOContext** io, const char*, int flags,
                          AVDictionary**) {
  auto& movie = *static_cast<MovieFile*>(context->opaque);
  if ((flags & AVIO_FLAG_WRITE) != 0) return AVERROR(EPERM);
  movie.reader_.position = 0;
  try {
    *io = movie.make_io(movie.reader_, false).release();
  } catch (const std::bad_alloc&) {
    return AVERROR(ENOMEM);
  }
  return 0;
}

int MovieFile::close_again(AVFormatContext*, AVIOContext* io) {
  AvPtr<AVIOContext>(io).reset();
  return 0;
}

}  // namespace lattice::sinks::ffmpeg

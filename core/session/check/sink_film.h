// What a sink is offered in one case: streams of a few small frames, and their pictures.
#pragma once
#include <lattice/sink.h>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ir/catalog.h"
#include "session/check/guarded_image.h"
#include "session/check/random.h"

namespace lattice::session::check {

// One stream of an offer, as an artifact would make it.
struct StreamSpec {
  std::uint32_t kind = LATTICE_STREAM_IMAGE;
  std::uint32_t flags = 0;
  const char* artifact = "";
  const char* name = "";
  const char* channels[4] = {};
  lattice_type type{};
};

struct Offer {
  const char* text;  // "rgba in 8 bit and depth", for sentences
  std::vector<StreamSpec> streams;
};

// Everything a session could offer, and what it could offer one day: sound and documents.
std::span<const Offer> offers();

struct FilmSize {
  std::int32_t width, height;
  std::size_t frame_count;
};

// Read-only once made.
class Film {
 public:
  // `extension` without the dot; empty: the sink writes no files.
  Film(const Offer& offer, const lattice_sink& sink, FilmSize size, const std::string& extension,
       Random& random);
  Film(const Film&) = delete;
  Film& operator=(const Film&) = delete;

  const char* text() const { return text_; }
  std::size_t frame_count() const { return size_.frame_count; }
  std::size_t stream_count() const { return streams_.size(); }
  image::Rect rect() const { return {0, 0, size_.width, size_.height}; }
  std::span<const lattice_stream* const> offered() const { return offered_; }
  bool is_pictures_only() const;

  std::int64_t frame_number(std::size_t frame) const;
  // Null when the stream has a path of its own, or writes nothing.
  const char* packet_path(std::size_t stream, std::size_t frame) const;
  const Picture& picture(std::size_t stream, std::size_t frame) const;

 private:
  void add(const StreamSpec& spec, const lattice_sink& sink, const std::string& extension,
           Random& random);

  struct Stream {
    std::string path;                // of the whole stream
    std::vector<std::string> paths;  // of each frame
    std::vector<Picture> pictures;
    lattice_stream facts{};
  };
  const char* text_;
  FilmSize size_;
  std::vector<Stream> streams_;
  std::vector<const lattice_stream*> offered_;
};

}  // namespace lattice::session::check

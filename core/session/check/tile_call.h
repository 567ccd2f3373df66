// One tile() call in guarded memory: lays out sources, destination and scratch, calls, and
// looks at what was left behind.
#pragma once
#include <lattice/filter.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "session/check/call.h"
#include "session/check/guarded_memory.h"
#include "session/check/pictures.h"

namespace lattice::session::check {

// What stands in memory that a plugin must not take anything from.
struct Poison {
  unsigned char destination = 0xAA, scratch = 0xCC, outside = 0xFF;
};

// An input of a pass: where it may be non-transparent, and the part that was made.
struct TileInput {
  image::Rect bounds;
  const Picture* pixels = nullptr;
};

// What all tiles of one pass share.
struct TileSetting {
  const lattice_filter* table = nullptr;
  const void* self = nullptr;
  lattice_frame frame{};
  std::uint32_t pass = 0;
  lattice_type type{};  // of the destination
  image::Rect bounds;   // of the pass
  std::vector<TileInput> inputs;
  Poison poison;
};

// A breach that the memory shows.
struct Trespass {
  int rule = 0;
  std::string sentence;
};

struct TileOutcome {
  const char* function = "tile";  // the call that `call` is about: "roi", "scratch", "tile"
  CallOutcome call;
  Sighting seen;  // the first of roi(), scratch() and tile(), and in which of them
  const char* seen_in = "";
  std::optional<Trespass> trespass;
  bool no_memory = false;

  // The outcome of one call more. False when it failed.
  bool add(const char* name, CallOutcome outcome);
  bool ok() const { return call.ok() && !trespass && !no_memory; }
};

// The memory of one thread, used again from tile to tile.
class TileMemory {
 public:
  // Runs one tile and copies its area to `out`, whose rect contains it. What the sources
  // hold was made before; `worker` is the dense index of this thread.
  TileOutcome run(const TileSetting& setting, const image::Rect& area, std::uint32_t worker,
                  Picture& out);

 private:
  lattice_image source(const TileInput& input, const image::Rect& valid, const lattice_type& type,
                       unsigned char poison, GuardedMemory& memory);
  std::byte* destination(const TileSetting& setting, const image::Rect& area);
  std::optional<Trespass> look(const TileSetting& setting, const image::Rect& area) const;
  bool margins_intact(const image::Rect& area, unsigned char pattern) const;
  void copy_out(const image::Rect& area, Picture& out) const;

  std::vector<std::unique_ptr<GuardedMemory>> sources_;
  GuardedMemory destination_{Role::destination}, scratch_{Role::scratch};
  std::vector<lattice_image> images_;
  lattice_image dst_{};
  bool lacks_memory_ = false;
};

// What pass `pass` reads of input `input` for `want`, as roi() answers; absent: `want`.
CallOutcome ask_roi(const TileSetting& setting, std::uint32_t input, const image::Rect& want,
                    image::Rect& out);

}  // namespace lattice::session::check

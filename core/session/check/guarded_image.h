// An image of any type in guarded memory, and its samples without the gaps between rows.
#pragma once
#include <lattice/type.h>

#include <cstddef>
#include <vector>

#include "image/rect.h"
#include "session/check/guarded_memory.h"
#include "session/check/pictures.h"

namespace lattice::session::check {

// Samples of all planes, row after row, without gaps.
using Samples = std::vector<std::byte>;

// One thread at a time.
class GuardedImage {
 public:
  // Everything, samples and gaps, holds `pattern`.
  GuardedImage(Role role, const lattice_type& type, const image::Rect& bounds,
               unsigned char pattern);

  // There was memory for it.
  explicit operator bool() const { return memory_ != nullptr; }
  const lattice_image& view() const { return view_; }

  // From here on a source: writing into it is fatal.
  void show(const Samples& samples);
  // Writes `pattern` over everything again.
  void wipe(unsigned char pattern);
  Samples samples() const;
  // Nothing but samples was written since the pattern was.
  bool gaps_intact() const;

 private:
  template <class Row>
  void for_each_row(Row&& row) const;

  GuardedMemory guard_;
  std::byte* memory_ = nullptr;
  std::size_t bytes_ = 0;
  lattice_image view_{};
  unsigned char pattern_;
};

// A picture in another type, which must be one that image::check_conversion() allows.
Samples converted(const Picture& picture, const lattice_type& type);
// Depth as a plane has it: canvas units, and +infinity where nothing is.
Picture random_depth(const image::Rect& rect, Random& random);

}  // namespace lattice::session::check

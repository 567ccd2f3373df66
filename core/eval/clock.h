// Which frame of its own every node is at when the composition is at a frame. The way into
// compositions inside is exact where it can be: whole frames stay whole at any frame rate.
#pragma once
#include <cstdint>
#include <vector>

#include "ir/composition.h"

namespace lattice::eval {

// Composed over all compositions around, in lowest terms: 29.97 into 24 is 800 / 1001. Products
// with frames stay below 2^53, and one division rounds.
struct FrameMap {
  double num = 1, den = 1, shift = 0;  // whole numbers where the map is exact

  double apply(double frame) const { return (frame * num + shift) / den; }
};

// One per evaluator. Allocates when it is made and never again.
class Clock {
 public:
  explicit Clock(const ir::Composition& composition);

  // Any frame of the composition, also between two whole ones.
  void set(double frame);

  double frame() const { return frames_.front(); }
  // Of any node, seen or not. Negative before it begins, not clamped.
  double local_frame(ir::NodeIdx node) const {
    const Row& row = rows_[node.index()];
    return frames_[row.domain] - row.origin_frames;
  }
  // Within the node's own half-open range, and within the clip of the composition whose root it
  // is; the nodes around it have ranges of their own.
  bool is_in_range(ir::NodeIdx node) const {
    const Row& row = rows_[node.index()];
    const double local = frames_[row.domain] - row.origin_frames;
    return local >= 0 && local < row.duration_frames && (!row.is_root || is_in_clip(row.domain));
  }

 private:
  struct Row {
    double origin_frames = 0;  // in frames of its domain, where it begins
    double duration_frames = 0;
    std::uint32_t domain = 0;  // 0: the composition; else DomainIdx + 1
    bool is_root = false;      // of a domain
  };
  // A domain of which no exact map is known counts on from the one around it.
  struct Source {
    FrameMap map;
    std::uint32_t domain = 0;  // what the map is applied to
    bool is_exact = true;
  };

  void add_domain(const ir::Domain& domain);
  bool is_in_clip(std::uint32_t domain) const;

  const ir::Composition& composition_;
  std::vector<Row> rows_;        // by NodeIdx
  std::vector<Source> sources_;  // by domain, without the composition
  std::vector<double> frames_;   // by domain
};

}  // namespace lattice::eval

// What one case of a filter is made of: type, params, frames, ports and their pictures, all
// of it from the case's seed.
#pragma once
#include <lattice/filter.h>

#include <vector>

#include "ir/catalog.h"
#include "session/check/groups.h"
#include "session/check/param_values.h"
#include "session/check/pictures.h"

namespace lattice::session::check {

// A frame together with the params that it points at.
struct FrameSpec {
  ParamValues params;
  lattice_frame frame{};  // params and param_count are set by abi()

  lattice_frame abi() const;
};

struct FilterCase {
  lattice_type working{};
  double scale = 1;
  image::Rect canvas;                                // at `scale`
  std::int32_t canvas_width = 0, canvas_height = 0;  // canonical
  std::uint64_t instance_seed = 0;
  ParamValues statics;
  std::vector<FrameSpec> frames;    // different moments; at least three
  std::vector<image::Rect> bounds;  // of the ports; empty: not connected
  std::vector<Picture> ports;
  bool is_plain = false;  // defaults: a failure is the plugin's fault
  // Of a result that is larger, a part of this size is made.
  std::int32_t window_width = 44, window_height = 32;

  std::string text(const ir::Kind& kind) const;
};

FilterCase make_filter_case(const ir::Kind& kind, const lattice_type& working, Style style,
                            std::uint64_t seed);

// With defaults, and pictures that are wider than the tiles of the host.
FilterCase make_wide_case(const ir::Kind& kind, const lattice_type& working, std::uint64_t seed);

// Types that `table` accepts out of the two that sessions work in.
std::vector<lattice_type> accepted_types(const lattice_filter& table);

}  // namespace lattice::session::check

// The render plan of one frame: surfaces, the ops that make them, and the order of work.
// Written by `compile`, run by `render`; plain arrays that keep their capacity from frame
// to frame, so that planning allocates nothing after warm-up.
#pragma once
#include <lattice/filter.h>

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

#include "base/hash.h"
#include "base/ids.h"
#include "image/blend.h"
#include "image/mat3.h"
#include "image/rect.h"
#include "image/type.h"

namespace lattice::plan {

using SurfaceId = Id<struct SurfaceTag>;
using OpId = Id<struct OpTag>;
// Index into the session's table of filter instances.
using InstanceId = Id<struct InstanceTag>;

// A picture that exists outside the plan: a prepared asset at a time and a scale.
struct SourceRef {
  std::uint32_t asset = 0;
  double pts_seconds = 0;
  double scale = 1;
};

// Where a surface lives while it is needed. One with an empty roi lives nowhere: a filter
// reads none of its pixels, only its bounds.
enum class Storage : std::uint8_t {
  full,  // all of its roi in memory
  tile,  // made tile by tile inside its only reader, never whole
};

struct Surface {
  image::Type type{};
  image::Rect bounds;  // pixels that may be non-empty
  image::Rect roi;     // the part of bounds that somebody reads; what is made
  Storage storage = Storage::full;
  OpId first_op, last_op;  // first writer, last reader (or last writer of a root)
  std::uint32_t readers = 0;
  Hash128 fingerprint;  // of everything its pixels depend on
};

enum class OpKind : std::uint8_t {
  fill,    // every pixel becomes one value: the first op of a surface that is drawn into
  draw,    // one source, blended with what is there
  mix,     // two sources added with weights (draws[payload], draws[payload + 1]), then blended
  filter,  // one pass of a plugin: makes every pixel of its output
  depth,   // one source's coverage sets the depth where it is at least one half
};

struct Op {
  OpKind kind = OpKind::fill;
  SurfaceId output;
  image::Rect area;           // of the output: what it may touch; inside the output's roi
  std::uint32_t payload = 0;  // index into fills, draws, draws, filters, depths
  std::uint32_t node = 0;     // the node it stands for, for messages and dumps
  Span32 inputs;              // into RenderPlan::inputs; a none id is an unconnected port
  Span32 deps;                // into RenderPlan::deps: ops that must have finished
  Hash128 fingerprint;
};

struct Fill {
  std::array<std::uint8_t, 4> rgba{};  // premultiplied, colour surfaces
  float depth = 0;                     // depth surfaces
};

// "Nothing here" in a depth surface.
inline constexpr Fill kNoDepth{{}, std::numeric_limits<float>::infinity()};

enum class SourceKind : std::uint8_t { solid, asset, surface };

// A colour matrix on straight RGBA in 0..1 (4x5, row-major, last column added), and
// whether its result is clamped before the next one. The store clamps in any case.
struct ColorMatrix {
  std::array<float, 20> m{};
  std::uint16_t space = 0;  // LATTICE_SPACE_*: 0 = as stored
  bool clamp = false;
};

struct Draw {
  SourceKind kind = SourceKind::solid;
  SourceRef asset;
  SurfaceId surface;
  std::array<std::uint8_t, 4> color{};  // solid: premultiplied
  // Extent of the source in its own pixels. Outside it is transparent.
  image::RectF extent;
  image::Mat3 output_from_source;
  double opacity = 1;
  image::Blend blend =
      image::Blend::normal;  // how it meets what is there; the same for both of a mix
  Span32 colors;             // into RenderPlan::colors, applied in order to what was sampled
};

struct FilterCall {
  InstanceId instance;
  std::uint32_t pass = 0;
  Span32 values;  // into RenderPlan::values; frame.params is set from it
  lattice_frame frame{};
};

struct Depth {
  Draw draw;          // whose alpha times opacity decides, whatever its blend
  float z = 0;        // where `surface` has nothing to say
  SurfaceId surface;  // depth of an isolated group's content; none: z everywhere
  image::Mat3 output_from_surface;
};

// A root leaves the plan through this, converted to the type that was asked for.
struct Store {
  SurfaceId surface;
  std::uint32_t destination = 0;  // index into the destinations given to the backend
};

// One surface with Storage::full (or a root): all of its tiles may run at once.
struct Step {
  SurfaceId surface;
  Span32 ops;    // into RenderPlan::step_ops: the ops that write it, in order
  Span32 frees;  // into RenderPlan::freed: surfaces whose last reader this was
};

struct RenderPlan {
  std::vector<Surface> surfaces;
  std::vector<Op> ops;
  std::vector<SurfaceId> inputs;
  std::vector<OpId> deps;
  std::vector<Fill> fills;
  std::vector<Draw> draws;
  std::vector<FilterCall> filters;
  std::vector<Depth> depths;
  std::vector<ColorMatrix> colors;
  std::vector<lattice_value> values;
  std::vector<Store> stores;
  std::vector<SurfaceId> roots;

  std::vector<Step> steps;  // in an order that respects all dependencies
  std::vector<OpId> step_ops;
  std::vector<SurfaceId> freed;
  // Ops of a surface, also of those made tile by tile: step_ops[surface_ops[id]].
  std::vector<Span32> surface_ops;

  Hash128 fingerprint;  // of all roots: equal plans make equal frames

  void clear();
  bool is_root(SurfaceId surface) const;
  // The frame of a filter call, its params pointing into `values`.
  lattice_frame frame_of(const FilterCall& call) const;
};

}  // namespace lattice::plan

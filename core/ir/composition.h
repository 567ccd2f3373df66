// The normal form of a composition: flat arrays addressed by dense ids. Built once by
// `schema`, finished by the normalize passes, then immutable and shared by all threads.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "anim/anim.h"
#include "base/ids.h"
#include "base/rational.h"
#include "image/color.h"
#include "ir/asset.h"
#include "ir/catalog.h"
#include "ir/expressions.h"
#include "ir/node.h"
#include "ir/variables.h"

namespace lattice::ir {

enum class TimeModel : std::uint8_t { finite, cyclic, infinite };
enum class WorkingSpace : std::uint8_t { srgb8, linear_srgb_f32, acescg_f32 };

const char* name_of(TimeModel model);
const char* name_of(WorkingSpace space);

struct TimeRoot {
  TimeModel model = TimeModel::finite;
  double period_seconds = 0;  // cyclic
  bool pingpong = false;      // cyclic: every other cycle runs backwards
  double window_seconds = 0;  // infinite
};

// The time of what is inside a comp_ref node. A frame of it is
//   scale * (owner's local frame) * fps / (owner's fps) + offset.
struct Domain {
  NodeIdx owner;
  TextId name;  // of the composition that it shows
  Rational fps;
  std::int64_t duration_frames = 1;
  std::uint64_t seed = 0;
  double scale = 1, offset_frames = 0;
  // With has_clip nothing is drawn at frames outside [clip_start, clip_end).
  bool has_clip = false;
  std::int64_t clip_start = 0, clip_end = 0;
};

// World axes: x right, y down, z away from the viewer, in canvas pixels.
struct Camera {
  bool has_target = false;  // looks at `target`; else along +z turned by `rotation_rad`
  std::array<anim::F64, 3> position, target, rotation_rad;
  std::array<anim::F64, 3> up{{{0, {}}, {-1, {}}, {0, {}}}};
  anim::F64 fov_deg{50, {}};  // vertical
  double near = 1, far = 10000;
  TextId pointer;
};

// A pass that ran, and how long it took: for reports only.
struct PassRun {
  const char* name = "";
  bool skipped = false;
  double seconds = 0;
};

struct Composition {
  std::int32_t width = 0, height = 0;
  image::Color background;  // straight
  Rational fps;
  std::int64_t duration_frames = 0;
  std::uint64_t seed = 0;
  TimeRoot time;
  WorkingSpace working = WorkingSpace::srgb8;
  std::optional<Camera> camera;  // none: orthographic along +z
  MotionBlur motion_blur;        // of nodes without one of their own

  std::vector<Domain> domains;
  std::vector<Node> nodes;  // document order: parents first, root is 0
  std::vector<NodeIdx> child_nodes;
  // Set by the `transform_order` pass: every node after the one whose transform it follows.
  // Empty where the order of `nodes` is such an order already.
  std::vector<NodeIdx> transform_order;
  std::vector<Asset> assets;
  AssetDetails details;  // what assets have beyond the common part
  std::vector<Effect> effects;
  std::vector<Input> inputs;  // of effects; none: a port that is not connected
  std::vector<Transition> transitions;
  std::vector<Mask> masks;
  std::vector<image::Verb> mask_verbs;  // of masks that are paths, as image::Path has them
  std::vector<image::Point> mask_points;
  std::vector<Layout> layouts;
  std::vector<MotionBlur> motion_blurs;
  std::vector<Param> params;
  std::vector<double> numbers;
  anim::Curves curves;
  std::vector<Variable> variables;  // by expr::VariableId
  Expressions expressions;

  // Diagnostics, dumps and plugin string params; nothing looks anything up by them.
  std::vector<std::string> texts;
  TextId file;
  std::vector<PassRun> passes;  // that made this form, in order

  const std::string& text(TextId id) const { return texts[id.index()]; }
  const Node& node(NodeIdx id) const { return nodes[id.index()]; }
  Rational fps_of(const Node& node) const {
    return node.domain ? domains[node.domain.index()].fps : fps;
  }
  std::uint64_t seed_of(const Node& node) const {
    return node.domain ? domains[node.domain.index()].seed : seed;
  }
  // "scene.json:/root/kind/..., node "card"", for errors after load.
  std::string where(NodeIdx id) const;
};

}  // namespace lattice::ir

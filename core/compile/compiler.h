// EvaluatedGraph to RenderPlan: what has to be isolated, what folds into what, which
// pixels are needed. One Compiler per worker; everything it reads is shared and constant.
#pragma once
#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

#include "base/result.h"
#include "eval/evaluator.h"
#include "eval/graph.h"
#include "ir/composition.h"
#include "plan/plan.h"
#include "plugin/instance.h"

namespace lattice::compile {

struct AssetFacts {
  double width = 0, height = 0;
  Hash128 content;
};

// What a session hands to its compilers; all of it outlives them.
struct Context {
  const ir::Composition* composition = nullptr;
  const ir::Catalog* catalog = nullptr;
  const eval::Evaluator* evaluator = nullptr;  // for static transition values
  // One instance per effect of the composition, then one per transition.
  std::span<const plugin::Filter> filters;
  std::span<const Hash128> digests;      // of those instances: outside state
  std::span<const std::uint64_t> seeds;  // of those instances: what frame.seed comes from
  std::span<const AssetFacts> assets;    // by AssetIdx
};

struct Request {
  bool depth = false;  // make the depth plane too
  // Destinations in order; each names the root it is stored from (LATTICE_PLANE_*).
  std::span<const std::uint32_t> destination_planes;
};

// A layer on its way to where it is drawn: a source, and the algebra that has piled up on
// it. Effects that fold change only this.
struct Layer {
  plan::Draw draw;                // kind, source and extent; the rest comes at the end
  image::Color solid;             // of a solid, straight
  image::Mat3 local_from_source;  // into the node's local space
  bool source_is_raster = false;  // source pixels are the target's raster pixels
  double opacity = 1;             // after the colours
  std::uint32_t first_color = 0;  // its finished runs are RenderPlan::colors from here
  bool color_open = false;        // `color` may still be multiplied
  std::array<double, 20> color{};
  std::uint16_t color_space = 0;
};

// Whether an effect that answered so needs the layer as pixels of the node's own raster: it
// has passes, or lifts transparent pixels, which must end where the layer does.
inline bool needs_raster(const lattice_fold& fold) {
  return fold.kind == LATTICE_FOLD_NONE || (fold.kind == LATTICE_FOLD_COLOR && fold.color[19] != 0);
}

class Compiler {
 public:
  explicit Compiler(const Context& context);

  Result<void> compile(const eval::EvaluatedGraph& graph, const Request& request,
                       plan::RenderPlan& out);

 private:
  // A surface being drawn into and the space its pixels form.
  struct Target {
    plan::SurfaceId color, depth;    // none: not asked for
    image::Mat3 raster_from_parent;  // from the enclosing unit's local space
    double opacity = 1;              // of all units around: what depth counts with
    float* nearest_z = nullptr;      // gathers the nearest z drawn into it
  };
  // A unit compiled: the layer, what places it, and the depth of its content.
  struct Placed {
    Layer layer;
    image::Mat3 raster_from_local;
    double opacity = 1;  // of the unit
    image::Blend blend = image::Blend::normal;
    // Depth where `depth` has nothing to say; infinity: then there is none.
    float z = 0;
    plan::SurfaceId depth;  // isolated groups
    image::Mat3 local_from_depth;
    bool depth_is_raster = false;
    std::uint32_t node = 0;
  };
  // A filter at this frame, and what it folds to.
  struct Folded {
    plan::InstanceId instance;
    Span32 values;        // into RenderPlan::values
    lattice_frame frame;  // without params
    lattice_fold fold{};
  };

  Result<void> compile_siblings(std::uint32_t first, std::uint32_t last, const Target& target);
  Result<void> compile_alone(std::uint32_t unit, const Target& target);
  Result<void> compile_pair(std::uint32_t from, std::uint32_t to, const Target& target);
  Result<Placed> place(std::uint32_t unit, const Target& target);
  double scale_of(const eval::Unit& unit, const image::Mat3& raster_from_local) const;
  bool has_transition_inside(std::uint32_t unit) const;
  Result<void> place_group(std::uint32_t unit, Span32 effects, double scale, const Target& target,
                           Placed& placed);
  lattice_frame frame_at(plan::InstanceId instance, std::uint32_t node, double scale) const;

  // transition.cpp.
  Result<void> transition(ir::TransitionIdx which, double progress, const Placed* from,
                          const Placed* to, const Target& target);
  static bool blends_alike(const Placed* const (&ports)[2]);
  plan::Draw draw_port(const lattice_fold_port& port, const Placed& placed,
                       const image::Mat3& move);
  void emit_fold_mix(const lattice_fold& fold, const Placed* const (&ports)[2],
                     const Target& target, std::uint32_t node);
  void emit_together(const plan::Draw (&draws)[2], const Target& target, std::uint32_t node);
  Result<void> run_passes(const Folded& call, const Placed* const (&ports)[2], const Target& target,
                          std::uint32_t node);

  // layer.cpp: effects.
  Layer asset_layer(ir::AssetIdx asset) const;
  Result<Span32> fold_effects(const eval::Unit& unit, double scale);  // into folded_
  Result<Folded> fold_effect(const eval::Unit& unit, std::uint32_t index, double scale);
  Result<void> apply_effects(Span32 effects, double scale, Placed& placed);
  Result<plan::SurfaceId> run_effect(const Folded& effect, plan::SurfaceId pixels, double scale,
                                     std::uint32_t node);
  plan::SurfaceId input_surface(ir::AssetIdx asset, double scale, std::uint32_t node);
  void replace_by_surface(Placed& placed, plan::SurfaceId surface, double scale);
  void fold_into(Placed& placed, const lattice_fold& fold, double scale);
  void fold_color(Layer& layer, const double (&matrix)[20], std::uint16_t space, bool clamp);
  void close_color(Layer& layer, bool clamp);
  void close_layer(Layer& layer);
  plan::Draw finish_layer(const Placed& placed, const image::Mat3& raster_from_local,
                          double opacity) const;
  Span32 scaled_values(ir::KindId kind, std::span<const lattice_value> values, double scale);

  // emit.cpp: surfaces and ops.
  plan::SurfaceId add_surface(const image::Type& type, const image::Rect& bounds);
  plan::SurfaceId materialize(const Placed& placed, const image::Mat3& raster_from_local,
                              bool with_unit_opacity);
  plan::Draw surface_draw(plan::SurfaceId surface) const;
  void emit_fill(plan::SurfaceId surface, const plan::Fill& fill, std::uint32_t node);
  void emit_draw(plan::SurfaceId surface, const plan::Draw& draw, std::uint32_t node);
  void emit_mix(plan::SurfaceId surface, const plan::Draw& from, const plan::Draw& to,
                std::uint32_t node);
  // `move`: what a transition did to the draw after it was placed.
  void emit_depth(const Target& target, const plan::Draw& draw, const Placed& placed,
                  const image::Mat3& move = {});
  void add_reading_op(plan::OpKind kind, plan::SurfaceId output, std::size_t payload,
                      const image::Rect& area, std::uint32_t node,
                      std::initializer_list<plan::SurfaceId> inputs);
  Result<plan::SurfaceId> emit_filter(plan::InstanceId instance, const lattice_frame& frame,
                                      Span32 values, std::span<const plan::SurfaceId> ports,
                                      std::uint32_t node);
  void add_op(plan::OpKind kind, plan::SurfaceId output, std::size_t payload,
              const image::Rect& area, std::uint32_t node, std::span<const plan::SurfaceId> inputs);

  void grow(plan::SurfaceId surface, const image::Rect& area);

  // regions.cpp: what is read of every surface, and what nobody reads.
  Result<void> propagate_regions();
  Result<void> want_inputs(plan::Op& op);
  void settle_region(const plan::Op& op);
  image::Rect want(plan::SurfaceId surface, const image::Rect& region);
  image::Rect want_source(const plan::Draw& draw, const image::Rect& area);
  void want_mix(plan::Op& op);
  void want_depth(plan::Op& op);
  void find_filter_inputs();
  void drop_dead_ops();

  // order.cpp: what lives in tiles, the steps, lifetimes.
  void find_readers();
  bool reads_in_place(const plan::Op& op, plan::SurfaceId surface) const;
  void choose_storage();
  void sort_ops();
  void order_steps();
  void free_surfaces();

  // fingerprint.cpp.
  void fingerprint();
  void hash_op(Hasher& hasher, const plan::Op& op) const;
  void hash_filter(Hasher& hasher, const plan::Op& op) const;
  void hash_draw(Hasher& hasher, const plan::Draw& draw) const;

  const plugin::Filter& filter_of(plan::InstanceId id) const {
    return context_.filters[id.index()];
  }
  plan::InstanceId instance_of(ir::TransitionIdx id) const {
    return plan::InstanceId{context_.composition->effects.size() + id.index()};
  }
  auto where(std::uint32_t node) const { return context_.composition->where(ir::NodeIdx{node}); }

  Context context_;
  // Per kind: does its param number i scale with the raster? By KindId.
  std::vector<std::vector<std::uint8_t>> scaling_params_;
  // Per kind: types of its params, for hashing. By KindId.
  std::vector<std::vector<std::uint8_t>> param_types_;

  const eval::EvaluatedGraph* graph_ = nullptr;
  plan::RenderPlan* plan_ = nullptr;

  std::vector<Folded> folded_;  // effects of the units being placed, innermost last

  // Work space that keeps its capacity. By SurfaceId unless said.
  std::vector<plan::SurfaceId> surface_map_;  // old number to new
  std::vector<char> is_filtered_;             // an input of a filter
  std::vector<std::uint32_t> reader_;         // an op that reads it
  std::vector<std::uint32_t> nesting_;        // tile surfaces inside it
  std::vector<plan::OpId> last_writer_;
  std::vector<plan::SurfaceId> order_;  // of full surfaces, as steps
  std::vector<std::uint32_t> step_of_;
  std::vector<std::uint32_t> last_reading_step_;
};

}  // namespace lattice::compile

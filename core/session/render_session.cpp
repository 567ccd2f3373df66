#include "session/render_session.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "image/convert.h"
#include "ir/filter_seed.h"
#include "schema/load.h"
#include "session/support.h"

namespace lattice::session {
namespace {

std::uint32_t abi_kind(ir::NodeKind kind) {
  switch (kind) {
    case ir::NodeKind::leaf: return LATTICE_NODE_LEAF;
    case ir::NodeKind::group: return LATTICE_NODE_GROUP;
    case ir::NodeKind::stack: return LATTICE_NODE_STACK;
    case ir::NodeKind::sequence: return LATTICE_NODE_SEQUENCE;
    case ir::NodeKind::selector: return LATTICE_NODE_SWITCH;
    case ir::NodeKind::comp_ref: return LATTICE_NODE_COMP;
  }
  return 0;
}

const char* plane_name(std::uint32_t plane) {
  static constexpr const char* kNames[] = {"color",        "depth",         "normal",
                                           "flow forward", "flow backward", "node id",
                                           "instance id",  "semantic id",   "position"};
  return plane < LATTICE_PLANE_COUNT ? kNames[plane] : "unknown";
}

}  // namespace

Error summary_of(const Diagnostics& diagnostics, const std::string& path) {
  std::size_t errors = 0, plugin_errors = 0, given_errors = 0;
  for (const Diagnostic& d : diagnostics) {
    if (d.severity != Severity::error) continue;
    ++errors;
    if (d.domain == "plugin") ++plugin_errors;
    if (d.file != path) ++given_errors;
  }
  const Code code = errors == plugin_errors  ? Code::plugin
                    : errors == given_errors ? Code::usage
                                             : Code::invalid;
  return {code, path, std::to_string(errors) + (errors == 1 ? " error" : " errors")};
}

Result<ir::Composition> load(const std::string& path, const ir::Catalog& catalog,
                             Diagnostics& diagnostics, const GivenVariables& variables) {
  schema::LoadResult loaded = schema::load_composition_file(path, catalog, variables);
  diagnostics.insert(diagnostics.end(), loaded.diagnostics.begin(), loaded.diagnostics.end());
  if (!loaded.ok()) return fail(summary_of(loaded.diagnostics, path));
  return std::move(loaded.composition);
}

RenderSession::RenderSession(ir::Composition composition, Plugins& plugins,
                             const SessionOptions& options)
    : composition_(std::move(composition)), plugins_(plugins), options_(options) {}

Result<std::unique_ptr<RenderSession>> RenderSession::open(ir::Composition composition,
                                                           Plugins& plugins,
                                                           const SessionOptions& options,
                                                           Diagnostics& diagnostics) {
  if (options.renders) LATTICE_TRY(check_renderable(composition, diagnostics));
  std::unique_ptr<RenderSession> out(new RenderSession(std::move(composition), plugins, options));
  LATTICE_TRY_ASSIGN(out->assets_,
                     assets::Store::prepare(out->composition_,
                                            {options.assets_root, options.threads}, &diagnostics));
  LATTICE_TRY(out->make_ready());
  return out;
}

// Everything that is made from the composition and its assets, from scratch.
Result<void> RenderSession::make_ready() {
  slots_.clear();
  backend_.reset();
  hasher_.reset();
  looked_at_ = {};
  asset_facts_.clear();
  for (std::size_t i = 0; i < assets_.size(); ++i) {
    const assets::Prepared& asset = assets_[ir::AssetIdx{i}];
    asset_facts_.push_back({asset.width, asset.height, asset.content});
  }
  evaluator_ = std::make_unique<eval::Evaluator>(composition_, plugins_.catalog(), assets_);
  LATTICE_TRY(bind_filters());
  backend_ = std::make_unique<render::Backend>(assets_, filters_, options_.backend);
  list_facts();
  return {};
}

Result<void> RenderSession::bind_filters() {
  filters_.clear();
  digests_.clear();
  seeds_.clear();
  std::vector<ir::KindId> kinds;
  for (const ir::Effect& effect : composition_.effects) kinds.push_back(effect.kind);
  for (const ir::Transition& transition : composition_.transitions)
    kinds.push_back(transition.kind);
  LATTICE_TRY(plugins_.registry().load(kinds));

  filters_.reserve(kinds.size());
  const std::vector<std::uint64_t> seeds = instance_seeds();
  for (std::size_t i = 0; i < composition_.effects.size(); ++i) {
    const ir::Effect& effect = composition_.effects[i];
    LATTICE_TRY(add_filter(effect.kind, evaluator_->static_values(static_cast<std::uint32_t>(i)),
                           seeds[i], effect.pointer));
  }
  for (std::size_t i = 0; i < composition_.transitions.size(); ++i) {
    const ir::Transition& transition = composition_.transitions[i];
    LATTICE_TRY(add_filter(transition.kind, evaluator_->transition_values(ir::TransitionIdx{i}),
                           seeds[composition_.effects.size() + i], transition.pointer));
  }
  return {};
}

// By filter: of effects, then of transitions.
std::vector<std::uint64_t> RenderSession::instance_seeds() const {
  std::vector<std::uint64_t> seeds(composition_.effects.size() + composition_.transitions.size());
  for (const ir::Node& node : composition_.nodes) {
    const auto seed = [&](std::uint32_t place) {
      return ir::filter_seed(composition_, node, place);
    };
    for (std::uint32_t i = 0; i < node.effects.count; ++i)
      seeds[node.effects.first + i] = seed(ir::kFirstEffect + i);
    const std::size_t transitions = composition_.effects.size();
    if (node.transition_in)
      seeds[transitions + node.transition_in.index()] = seed(ir::kTransitionIn);
    if (node.transition_out)
      seeds[transitions + node.transition_out.index()] = seed(ir::kTransitionOut);
  }
  return seeds;
}

Result<void> RenderSession::add_filter(ir::KindId kind, std::span<const lattice_value> statics,
                                       std::uint64_t seed, ir::TextId pointer) {
  LATTICE_TRY_ASSIGN(BoundFilter bound, bind_filter(kind, statics, seed, pointer));
  filters_.push_back(std::move(bound.filter));
  digests_.push_back(bound.digest);
  seeds_.push_back(seed);
  return {};
}

Result<RenderSession::BoundFilter> RenderSession::bind_filter(
    ir::KindId kind, std::span<const lattice_value> statics, std::uint64_t seed,
    ir::TextId pointer) const {
  lattice_filter_binding binding{};
  binding.struct_size = sizeof binding;
  binding.statics = statics.data();
  binding.static_count = static_cast<std::uint32_t>(statics.size());
  binding.seed = seed;
  binding.working = image::kRgba8;
  binding.canvas_width = composition_.width;
  binding.canvas_height = composition_.height;
  const auto located = [&](Error error) {
    error.where = composition_.text(composition_.file) + ":" + composition_.text(pointer);
    return fail(std::move(error));
  };
  auto filter = plugin::Filter::create(plugins_.registry(), kind, binding);
  if (!filter) return located(std::move(filter).error());
  auto digest = filter->digest();
  if (!digest) return located(std::move(digest).error());
  return BoundFilter{*std::move(filter), *digest};
}

image::Type RenderSession::plane_type(std::uint32_t plane) const {
  if (plane == LATTICE_PLANE_COLOR) return image::kRgba8;
  if (plane == LATTICE_PLANE_DEPTH) return image::kDepthF32;
  return {};
}

Result<void> RenderSession::check(const exporter::PlaneRequest& request) const {
  const image::Type from = plane_type(request.plane);
  if (from.channels == 0)
    return fail(Code::output, {},
                std::string("the plane \"") + plane_name(request.plane) +
                    "\" is not supported by this version; color and depth are");
  return image::check_conversion(from, request.type);
}

void RenderSession::list_facts() {
  node_ids_.clear();
  node_parents_.clear();
  node_kinds_.clear();
  for (const ir::Node& node : composition_.nodes) {
    node_ids_.push_back(composition_.text(node.id).c_str());
    node_parents_.push_back(node.parent ? static_cast<std::int32_t>(node.parent.value) : -1);
    node_kinds_.push_back(abi_kind(node.kind));
  }
  facts_.struct_size = sizeof facts_;
  facts_.node_count = static_cast<std::uint32_t>(node_ids_.size());
  facts_.node_id = node_ids_.data();
  facts_.node_parent = node_parents_.data();
  facts_.node_kind = node_kinds_.data();
  facts_.canvas_width = composition_.width;
  facts_.canvas_height = composition_.height;
  facts_.rate = {composition_.fps.num, composition_.fps.den};
  facts_.duration_frames = composition_.duration_frames;
}

Result<const lattice_scene_facts*> RenderSession::facts(std::uint32_t planes) {
  if ((planes & (1u << LATTICE_PLANE_DEPTH)) != 0) measure_depth();
  return &facts_;
}

namespace {

// Keyframes that hold or move along lines. Everything else may be extreme anywhere.
bool is_piecewise_linear(const anim::Curves& curves, const anim::Source& source) {
  if (source.kind != anim::SourceKind::track) return false;
  const auto keys = curves.keys.begin() + source.first;
  return std::all_of(keys, keys + source.count, [](const anim::Key& key) {
    return key.ease == anim::Ease::hold || key.ease == anim::Ease::linear;
  });
}

}  // namespace

// Runs of frames, by their first, at which the z of some leaf can be extreme. Sums of lanes
// that hold or move along lines are extreme at keys, at whole frames beside them, and where a node
// comes and goes; with any other lane every frame of its node counts. Where a node's frames are not
// those of the composition, or something besides ranges hides it, every frame of the composition
// counts.
std::vector<RenderSession::Frames> RenderSession::frames_of_extreme_depth() const {
  const bool is_simple =
      std::all_of(composition_.nodes.begin(), composition_.nodes.end(), [](const ir::Node& node) {
        return node.kind != ir::NodeKind::comp_ref && node.active.is_constant() &&
               node.attached_to.is_none();
      });
  if (!is_simple) return {{0, composition_.duration_frames - 1}};
  eval::EvaluatedGraph graph;
  evaluator_->evaluate(0, graph, eval::Sampling::all);
  const anim::Curves& curves = composition_.curves;
  const double last = static_cast<double>(composition_.duration_frames - 1);
  std::vector<Frames> runs;
  const auto add = [&](double from, double to) {
    runs.push_back({static_cast<std::int64_t>(std::clamp(from, 0.0, last)),
                    static_cast<std::int64_t>(std::clamp(to, 0.0, last))});
  };
  for (std::size_t i = 0; i < composition_.nodes.size(); ++i) {
    const ir::Node& node = composition_.nodes[i];
    const double begin = -graph.nodes[i].local_frame;  // the frame of its local frame 0
    const double end = begin + static_cast<double>(node.duration_frames() - 1);
    add(begin, begin);
    add(end, end);
    for (const anim::F64& lane : {node.transform.z, node.depth}) {
      if (lane.is_constant()) continue;
      const anim::Source& source = curves.sources[lane.source.index()];
      if (!is_piecewise_linear(curves, source)) {
        add(begin, end);
        continue;
      }
      for (std::uint32_t k = source.first; k < source.first + source.count; ++k) {
        const double frame = begin + std::floor(curves.keys[k].frame);
        add(frame - 1, frame + 1);
      }
    }
  }
  std::sort(runs.begin(), runs.end(),
            [](const Frames& a, const Frames& b) { return a.first < b.first; });
  return runs;
}

// Over the whole composition, whatever part of it is exported, so that parts agree.
void RenderSession::measure_depth() {
  double near = std::numeric_limits<double>::infinity(), far = -near;
  eval::EvaluatedGraph graph;
  std::int64_t next = 0;  // runs may overlap
  for (const Frames& run : frames_of_extreme_depth()) {
    for (std::int64_t frame = std::max(run.first, next); frame <= run.last; ++frame) {
      evaluator_->evaluate(static_cast<double>(frame), graph);
      for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        const eval::NodeState& node = graph.nodes[i];
        if (composition_.nodes[i].kind != ir::NodeKind::leaf || !node.visible || node.is_matte)
          continue;
        near = std::min(near, node.z);
        far = std::max(far, node.z);
      }
    }
    next = std::max(next, run.last + 1);
  }
  const bool any = near <= far;
  facts_.depth_near = any ? near : 0;
  facts_.depth_far = any ? far : 0;
}

std::unique_ptr<RenderSession::Slot> RenderSession::make_slot() {
  auto slot = std::make_unique<Slot>();
  slot->evaluator = std::make_unique<eval::Evaluator>(composition_, plugins_.catalog(), assets_);
  slot->compiler = std::make_unique<compile::Compiler>(
      compile::Context{&composition_, &plugins_.catalog(), slot->evaluator.get(), filters_,
                       digests_, seeds_, asset_facts_});
  slot->memory = std::make_unique<render::FrameMemory>(options_.backend);
  const std::size_t nodes = composition_.nodes.size();
  slot->visible.resize(nodes);
  slot->canvas_from_node.resize(9 * nodes);
  slot->z.resize(nodes);
  slot->opacity.resize(nodes);
  slot->bounds.resize(nodes);
  return slot;
}

Result<void> RenderSession::reserve_slots(int count,
                                          std::span<const exporter::PlaneRequest> requests) {
  requested_planes_.clear();
  for (const exporter::PlaneRequest& request : requests) {
    LATTICE_TRY(check(request));
    requested_planes_.push_back(request.plane);
  }
  slots_.clear();
  for (int i = 0; i < count; ++i) slots_.push_back(make_slot());
  return {};
}

Result<void> RenderSession::render(int index, std::int64_t frame, std::span<const image::View> dst,
                                   exporter::FrameScene& scene) {
  Slot& slot = *slots_[static_cast<std::size_t>(index)];
  slot.evaluator->evaluate(static_cast<double>(frame), slot.graph);
  LATTICE_TRY(check_numbers(slot.graph));
  compile::Request request;
  request.destination_planes = requested_planes_;
  request.depth = std::find(requested_planes_.begin(), requested_planes_.end(),
                            LATTICE_PLANE_DEPTH) != requested_planes_.end();
  LATTICE_TRY(slot.compiler->compile(slot.graph, request, slot.plan));
  if (auto failure = backend_->run(slot.plan, *slot.memory, dst); failure != nullptr) {
    const plan::Op& op = slot.plan.ops[failure->op.index()];
    failure->error.where = composition_.where(ir::NodeIdx{op.node});
    return fail(std::move(failure->error));
  }
  fill_scene(slot, frame, scene);
  return {};
}

void RenderSession::fill_scene(Slot& slot, std::int64_t frame, exporter::FrameScene& scene) const {
  for (std::size_t i = 0; i < composition_.nodes.size(); ++i) {
    const eval::NodeState& node = slot.graph.nodes[i];
    slot.visible[i] = node.visible && node.opacity > 0 && !node.is_matte;
    std::copy(node.canvas_from_node.m.begin(), node.canvas_from_node.m.end(),
              slot.canvas_from_node.begin() + static_cast<std::ptrdiff_t>(9 * i));
    slot.z[i] = node.z;
    slot.opacity[i] = node.opacity;
    image::Rect bounds;
    if (composition_.nodes[i].kind == ir::NodeKind::leaf && node.visible)
      bounds = image::round_out(
          image::map_bounds(node.canvas_from_node, slot.evaluator->content_bounds(ir::NodeIdx{i})));
    slot.bounds[i] = image::to_abi(bounds);
  }
  scene.scene = {};
  scene.scene.struct_size = sizeof scene.scene;
  scene.scene.node_count = static_cast<std::uint32_t>(composition_.nodes.size());
  scene.scene.node_visible = slot.visible.data();
  scene.scene.canvas_from_node = slot.canvas_from_node.data();
  scene.scene.node_z = slot.z.data();
  scene.scene.node_opacity = slot.opacity.data();
  scene.scene.node_bounds = slot.bounds.data();

  scene.frame = {};
  scene.frame.struct_size = sizeof scene.frame;
  scene.frame.index = frame;
  scene.frame.time = seconds_at(static_cast<double>(frame), composition_.fps);
  scene.frame.seed = composition_.seed;
  scene.frame.scale = 1;
  scene.frame.rate = {composition_.fps.num, composition_.fps.den};
  scene.frame.canvas = {0, 0, composition_.width, composition_.height};
}

}  // namespace lattice::session

#include "eval/dump.h"

#include <algorithm>
#include <span>
#include <string>

#include "eval/params.h"
#include "eval/timing.h"

namespace lattice::eval {
namespace {

struct NamedLane {
  const char* name;
  double Lanes::*lane;
};

constexpr NamedLane kLanes[] = {
    {"opacity", &Lanes::opacity},
    {"transform.translate.x", &Lanes::translate_x},
    {"transform.translate.y", &Lanes::translate_y},
    {"transform.rotation_rad", &Lanes::rotation_rad},
    {"transform.scale.x", &Lanes::scale_x},
    {"transform.scale.y", &Lanes::scale_y},
    {"transform.anchor.x", &Lanes::anchor_x},
    {"transform.anchor.y", &Lanes::anchor_y},
    {"transform.skew.x", &Lanes::skew_x_rad},
    {"transform.skew.y", &Lanes::skew_y_rad},
    {"transform.z", &Lanes::z},
    {"transform.rotation_x_rad", &Lanes::rotation_x_rad},
    {"transform.rotation_y_rad", &Lanes::rotation_y_rad},
};

class Dump {
 public:
  Dump(JsonWriter& json, const ir::Composition& composition, const ir::Catalog& catalog,
       const EvaluatedGraph& graph, const DumpOptions& options)
      : json_(json),
        composition_(composition),
        catalog_(catalog),
        graph_(graph),
        options_(options) {}

  void all() {
    json_.begin_object();
    json_.member("frame", graph_.frame);
    if (options_.hashes != nullptr) json_.member("hash", options_.hashes->frame.hex());
    if (!graph_.properties.empty()) properties();
    json_.key("nodes").begin_array();
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i)
      if (is_asked_for(ir::NodeIdx{i})) node(composition_.nodes[i], graph_.nodes[i]);
    json_.end_array();
    units(0, graph_.canvas_units);
    if (!graph_.mattes.empty()) mattes();
    json_.end_object();
  }

 private:
  bool is_asked_for(ir::NodeIdx node) const {
    return options_.only.is_none() || options_.only == node;
  }

  void node(const ir::Node& node, const NodeState& state) {
    json_.begin_object();
    json_.member("id", composition_.text(node.id));
    json_.member("visible", state.visible);
    json_.member("local_frame", state.local_frame);
    json_.member("duration", node.duration_frames());
    json_.member("opacity", state.opacity);
    lanes(node, state.lanes);
    matrix(state.canvas_from_node);
    effects(node, state);
    if (state.visible) transitions(node, state.local_frame);
    json_.end_object();
  }

  // What expressions come to: null for what is no finite number.
  void properties() {
    json_.key("expressions").begin_object();
    for (std::size_t i = 0; i < graph_.properties.size(); ++i) {
      const ir::Expressions& all = composition_.expressions;
      if (!is_asked_for(all.times[all.computed[i].time.index()].node)) continue;
      json_.key(composition_.text(composition_.expressions.computed[i].name));
      json_.value(graph_.properties[i]);
    }
    json_.end_object();
  }

  void units(std::uint32_t first, std::uint32_t end) {
    json_.key("units").begin_array();
    for (std::uint32_t i = first; i < end; ++i)
      if (is_asked_for(graph_.units[i].node)) unit(i, first);
    json_.end_array();
  }

  void unit(std::uint32_t index, std::uint32_t first) {
    const Unit& unit = graph_.units[index];
    json_.begin_inline_object();
    json_.member("kind", unit.kind == UnitKind::leaf ? "leaf" : "group");
    json_.member("node", composition_.text(composition_.node(unit.node).id));
    json_.member("opacity", unit.opacity);
    json_.member("blend", name_of(unit.blend));
    json_.key("pair");
    if (unit.pair)
      json_.value(unit.pair.value - first);
    else
      json_.null();
    if (unit.mask) mask(graph_.masks[unit.mask.index()]);
    if (options_.hashes != nullptr) json_.member("hash", options_.hashes->units[index].unit.hex());
    json_.end_inline_object();
  }

  void mattes() {
    json_.key("mattes").begin_array();
    for (const Matte& matte : graph_.mattes) {
      if (!shows_what_is_asked_for(matte)) continue;
      json_.begin_object();
      json_.member("node", composition_.text(composition_.node(matte.node).id));
      units(matte.first, matte.end);
      json_.end_object();
    }
    json_.end_array();
  }

  bool shows_what_is_asked_for(const Matte& matte) const {
    const auto units = std::span(graph_.units).subspan(matte.first, matte.end - matte.first);
    return is_asked_for(matte.node) ||
           std::any_of(units.begin(), units.end(),
                       [this](const Unit& unit) { return is_asked_for(unit.node); });
  }

  void mask(const ResolvedMask& resolved) {
    const ir::Mask& mask = composition_.masks[resolved.mask.index()];
    json_.key("mask").begin_inline_object();
    json_.member("source", ir::name_of(mask.source));
    json_.member("mode", ir::name_of(mask.mode));
    if (mask.mode == ir::MaskMode::stencil) json_.member("threshold", mask.threshold);
    json_.member("inverted", mask.inverted);
    json_.member("feather", resolved.feather);
    if (mask.node) json_.member("node", composition_.text(composition_.node(mask.node).id));
    if (mask.asset)
      json_.member("asset", composition_.text(composition_.assets[mask.asset.index()].key));
    for (std::size_t i = 0; i < ir::lane_count(mask.source); ++i)
      json_.member(ir::lane_name(mask.source, i), resolved.lanes[i]);
    json_.end_inline_object();
  }

  // As a composition would say it: the short name unless two kinds share it.
  std::string kind_name(ir::KindId kind) const {
    const std::string_view short_name = catalog_[kind].short_name();
    const auto found = catalog_.find(catalog_[kind].kind_class, short_name);
    return found && *found == kind ? std::string(short_name) : catalog_[kind].id;
  }

  void lanes(const ir::Node& node, const Lanes& lanes) {
    json_.key("lanes").begin_object();
    for (const NamedLane& named : kLanes) json_.member(named.name, lanes.*named.lane);
    if (node.kind == ir::NodeKind::selector) json_.member("switch.active", lanes.active);
    json_.end_object();
  }

  void matrix(const image::Mat3& matrix) {
    json_.key("canvas_from_node").begin_inline_array();
    for (const double m : matrix.m) json_.value(m);
    json_.end_inline_array();
  }

  void effects(const ir::Node& node, const NodeState& state) {
    const anim::Moment moment = moment_of(composition_, node, state.local_frame, graph_.properties);
    json_.key("effects").begin_array();
    for (std::uint32_t i = node.effects.first; i < node.effects.end(); ++i) {
      const ir::Effect& effect = composition_.effects[i];
      json_.begin_inline_object();
      json_.member("kind", kind_name(effect.kind));
      params(effect, moment);
      json_.end_inline_object();
    }
    json_.end_array();
  }

  void params(const ir::Effect& effect, const anim::Moment& moment) {
    const auto& schemas = catalog_[effect.kind].params;
    json_.key("params").begin_inline_object();
    for (std::uint32_t i = 0; i < effect.params.count; ++i) {
      json_.key(schemas[i].id);
      param(schemas[i], composition_.params[effect.params.first + i], moment);
    }
    json_.end_inline_object();
  }

  void param(const ir::ParamSchema& schema, const ir::Param& param, const anim::Moment& moment) {
    const lattice_value value = sample_param(composition_, shape_of(schema), param, moment);
    switch (schema.type) {
      case ir::ParamType::f64: json_.value(value.f64); break;
      case ir::ParamType::integer: json_.value(std::int64_t{value.i64}); break;
      case ir::ParamType::vec2:
      case ir::ParamType::vec3:
      case ir::ParamType::color: vector(schema, param, moment); break;
      case ir::ParamType::boolean: json_.value(value.index != 0); break;
      case ir::ParamType::choice: json_.value(schema.choices[value.index].id); break;
      case ir::ParamType::string:
        json_.value(std::string_view(value.str.data, value.str.size));
        break;
      case ir::ParamType::f64_array:
      case ir::ParamType::curve: numbers({value.array.data, value.array.count}); break;
    }
  }

  // From the lanes: plugins get some of these as floats, which would print as noise.
  void vector(const ir::ParamSchema& schema, const ir::Param& param, const anim::Moment& moment) {
    json_.begin_inline_array();
    const auto lanes = sample_lanes(composition_.curves, shape_of(schema), param, moment, nullptr);
    for (int i = 0; i < ir::lane_count(schema.type); ++i)
      json_.value(lanes[static_cast<std::size_t>(i)]);
    json_.end_inline_array();
  }

  void numbers(std::span<const double> numbers) {
    json_.begin_inline_array();
    for (const double number : numbers) json_.value(number);
    json_.end_inline_array();
  }

  void transitions(const ir::Node& node, double local_frame) {
    transition("transition_in", transition_in_at(composition_, node, local_frame));
    transition("transition_out", transition_out_at(composition_, node, local_frame));
  }

  void transition(const char* name, const ResolvedTransition& resolved) {
    if (resolved.transition.is_none()) return;
    const ir::Transition& transition = composition_.transitions[resolved.transition.index()];
    json_.key(name).begin_inline_object();
    json_.member("kind", kind_name(transition.kind));
    json_.member("progress", resolved.progress);
    json_.end_inline_object();
  }

  JsonWriter& json_;
  const ir::Composition& composition_;
  const ir::Catalog& catalog_;
  const EvaluatedGraph& graph_;
  const DumpOptions& options_;
};

}  // namespace

void dump(JsonWriter& json, const ir::Composition& composition, const ir::Catalog& catalog,
          const EvaluatedGraph& graph, const DumpOptions& options) {
  Dump(json, composition, catalog, graph, options).all();
}

}  // namespace lattice::eval

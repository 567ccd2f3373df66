#include "ir/dump.h"

#include <cassert>

#include "ir/dump_assets.h"
#include "ir/dump_expressions.h"
#include "ir/dump_nodes.h"

namespace lattice::ir {
namespace {

class Dumper {
 public:
  Dumper(JsonWriter& json, const Composition& composition, const Catalog& catalog)
      : json_(json), c_(composition), catalog_(catalog) {}

  void composition() {
    json_.begin_object();
    json_.key("canvas").begin_inline_object().member("width", c_.width).member("height", c_.height);
    json_.key("background");
    color(c_.background);
    json_.end_inline_object();
    json_.key("fps").begin_inline_object().member("num", c_.fps.num).member("den", c_.fps.den);
    json_.end_inline_object();
    json_.member("duration", c_.duration_frames).member("seed", c_.seed);
    dump_variables(json_, c_);
    dump_expressions(json_, c_);
    dump_root_settings(json_, c_);
    json_.key("assets").begin_array();
    for (std::size_t i = 0; i < c_.assets.size(); ++i) dump_asset(json_, c_, i);
    json_.end_array().key("nodes").begin_array();
    for (std::size_t i = 0; i < c_.nodes.size(); ++i) node(i);
    json_.end_array();
    if (!c_.transform_order.empty()) {
      json_.key("transform_order").begin_inline_array();
      for (const NodeIdx node : c_.transform_order) json_.value(node.value);
      json_.end_inline_array();
    }
    json_.key("passes").begin_inline_array();
    for (const PassRun& pass : c_.passes) json_.value(pass.name);
    json_.end_inline_array().end_object();
  }

 private:
  void color(const image::Color& color) {
    json_.begin_inline_array().value(color.r).value(color.g).value(color.b).value(color.a);
    json_.end_inline_array();
  }

  void index_or_null(std::string_view key, bool is_none, std::size_t index) {
    json_.key(key);
    if (is_none)
      json_.null();
    else
      json_.value(static_cast<std::uint64_t>(index));
  }

  void node(std::size_t index) {
    const Node& node = c_.nodes[index];
    json_.begin_object().member("index", static_cast<std::uint64_t>(index));
    json_.member("id", c_.text(node.id)).member("kind", ir::name_of(node.kind));
    index_or_null("parent", node.parent.is_none(), node.parent.index());
    json_.key("children").begin_inline_array();
    for (std::uint32_t i = node.children.first; i < node.children.end(); ++i)
      json_.value(c_.child_nodes[i].value);
    json_.end_inline_array();
    index_or_null("asset", node.asset.is_none(), node.asset.index());
    json_.key("range").begin_inline_array().value(node.start_frame).value(node.end_frame);
    json_.end_inline_array().member("sequence_offset", node.sequence_offset_frames);
    json_.member("blend", name_of(node.blend));
    lanes(node);
    json_.key("effects").begin_array();
    for (std::uint32_t i = node.effects.first; i < node.effects.end(); ++i) effect(c_.effects[i]);
    json_.end_array();
    transition("transition_in", node.transition_in);
    transition("transition_out", node.transition_out);
    dump_node_parts(json_, c_, node);
    json_.end_object();
  }

  void lanes(const Node& node) {
    const Transform& t = node.transform;
    json_.key("lanes").begin_object();
    lane("opacity", node.opacity);
    lane("transform.translate.x", t.translate_x);
    lane("transform.translate.y", t.translate_y);
    lane("transform.rotation_rad", t.rotation_rad);
    lane("transform.scale.x", t.scale_x);
    lane("transform.scale.y", t.scale_y);
    lane("transform.anchor.x", t.anchor_x);
    lane("transform.anchor.y", t.anchor_y);
    lane("transform.skew.x", t.skew_x_rad);
    lane("transform.skew.y", t.skew_y_rad);
    lane("transform.z", t.z);
    lane("transform.rotation_x_rad", t.rotation_x_rad);
    lane("transform.rotation_y_rad", t.rotation_y_rad);
    if (node.kind == NodeKind::selector) lane("switch.active", node.active);
    if (node.own_depth) lane("conditioning.depth", node.depth);
    json_.end_object();
  }

  void lane(std::string_view key, const anim::F64& lane) {
    json_.key(key);
    dump_lane(json_, lane, c_.curves);
  }

  void transition(std::string_view key, TransitionIdx id) {
    json_.key(key);
    if (id.is_none()) {
      json_.null();
      return;
    }
    const Transition& transition = c_.transitions[id.index()];
    const Kind& kind = catalog_[transition.kind];
    json_.begin_inline_object().member("kind", kind.id);
    json_.member("duration_frames", transition.duration_frames);
    params(kind, transition.params);
    json_.end_inline_object();
  }

  void effect(const Effect& effect) {
    const Kind& kind = catalog_[effect.kind];
    json_.begin_inline_object().member("kind", kind.id);
    params(kind, effect.params);
    if (!effect.inputs.empty()) inputs(kind, effect.inputs);
    json_.end_inline_object();
  }

  void inputs(const Kind& kind, Span32 inputs) {
    assert(inputs.count + 1 == kind.ports.size());
    json_.key("inputs").begin_inline_object();
    for (std::uint32_t i = 0; i < inputs.count; ++i) {
      const Input& input = c_.inputs[inputs.first + i];
      if (input.node)
        json_.key(kind.ports[i + 1].id)
            .begin_inline_object()
            .member("node", input.node.value)
            .end_inline_object();
      else
        index_or_null(kind.ports[i + 1].id, input.asset.is_none(), input.asset.index());
    }
    json_.end_inline_object();
  }

  void params(const Kind& kind, Span32 params) {
    assert(params.count == kind.params.size());
    json_.key("params").begin_inline_object();
    for (std::uint32_t i = 0; i < params.count; ++i) {
      json_.key(kind.params[i].id);
      param(kind.params[i], c_.params[params.first + i]);
    }
    json_.end_inline_object();
  }

  void param(const ParamSchema& schema, const Param& param) {
    switch (schema.type) {
      case ParamType::boolean: json_.value(param.lanes[0].constant != 0); return;
      case ParamType::choice: choice(schema, param.lanes[0].constant); return;
      case ParamType::string: json_.value(c_.text(param.text)); return;
      case ParamType::f64_array:
      case ParamType::curve: numbers(param.numbers); return;
      case ParamType::f64:
      case ParamType::integer: dump_lane(json_, param.lanes[0], c_.curves); return;
      case ParamType::vec2:
      case ParamType::vec3:
      case ParamType::color: break;
    }
    json_.begin_inline_array();
    for (int i = 0; i < lane_count(schema.type); ++i)
      dump_lane(json_, param.lanes[static_cast<std::size_t>(i)], c_.curves);
    json_.end_inline_array();
  }

  void choice(const ParamSchema& schema, double index) {
    const auto i = static_cast<std::size_t>(index);
    assert(i < schema.choices.size());
    json_.value(schema.choices[i].id);
  }

  void numbers(Span32 span) {
    json_.begin_inline_array();
    for (std::uint32_t i = span.first; i < span.end(); ++i) json_.value(c_.numbers[i]);
    json_.end_inline_array();
  }

  JsonWriter& json_;
  const Composition& c_;
  const Catalog& catalog_;
};

}  // namespace

namespace {

void dump_ease(JsonWriter& json, const anim::Curves& curves, const anim::Key& key) {
  const bool is_spring = key.ease == anim::Ease::spring;
  if (!is_spring && key.ease != anim::Ease::bezier) {
    json.value(anim::name_of(key.ease));
    return;
  }
  json.begin_inline_object().key(anim::name_of(key.ease)).begin_inline_array();
  for (std::size_t i = 0; i < (is_spring ? 3u : 4u); ++i) json.value(curves.shapes[key.shape][i]);
  json.end_inline_array().end_inline_object();
}

void dump_keys(JsonWriter& json, const anim::Curves& curves, const anim::Source& track) {
  for (std::uint32_t i = track.first; i < track.first + track.count; ++i) {
    const anim::Key& key = curves.keys[i];
    json.begin_inline_array().value(key.frame).value(key.value);
    dump_ease(json, curves, key);
    json.end_inline_array();
  }
}

}  // namespace

// {"keys": [[frame, value, ease]...]}, {"property": lane}, {"mix": {"of": [...], "numbers": [...]}}
void dump_lane(JsonWriter& json, const anim::F64& lane, const anim::Curves& curves) {
  if (lane.is_constant()) {
    json.value(lane.constant);
    return;
  }
  const anim::Source& source = curves.sources[lane.source.index()];
  json.begin_inline_object().key(anim::name_of(source.kind));
  if (source.kind == anim::SourceKind::property) {
    json.value(source.first);
  } else if (source.kind == anim::SourceKind::track) {
    json.begin_inline_array();
    dump_keys(json, curves, source);
    json.end_inline_array();
  } else {
    json.begin_inline_object().key("of").begin_inline_array();
    for (std::uint32_t i = 0; i < source.count; ++i)
      dump_lane(json, curves.operands[source.first + i], curves);
    json.end_inline_array().key("numbers").begin_inline_array();
    for (std::uint32_t i = 0; i < anim::arity_of(source).numbers; ++i)
      json.value(curves.numbers[source.numbers + i]);
    json.end_inline_array().end_inline_object();
  }
  json.end_inline_object();
}

void dump(JsonWriter& json, const Composition& composition, const Catalog& catalog) {
  Dumper(json, composition, catalog).composition();
}

}  // namespace lattice::ir

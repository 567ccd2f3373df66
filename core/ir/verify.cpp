#include "ir/verify.h"

#include <cmath>

#include "ir/pairing.h"
#include "ir/verify_assets.h"
#include "ir/verify_expressions.h"
#include "ir/verify_nodes.h"
#include "ir/verify_parts.h"

namespace lattice::ir {
namespace {

Result<void> verify_root(const Composition& c) {
  if (c.width < 1 || c.height < 1) return broken("canvas", "its size is not positive");
  if (c.fps.num < 1 || c.fps.den < 1) return broken("fps", "it is not positive");
  if (c.duration_frames < 1) return broken("duration", "it is shorter than one frame");
  if (!inside(c.file, c.texts)) return broken("file", "its text is not in the table");
  if (c.nodes.empty()) return broken("nodes", "there is no root");
  if (c.nodes.front().parent) return broken("nodes", "the root has a parent");
  std::size_t children = 0;
  for (const Node& node : c.nodes) children += node.children.count;
  if (children != c.child_nodes.size() || children + 1 != c.nodes.size())
    return broken("nodes", "not every node but the root is one node's child");
  return {};
}

Result<void> verify_track(const Composition& c, const anim::Source& track,
                          const std::string& where) {
  const Span32 keys{track.first, track.count};
  if (keys.empty() || !inside(keys, c.curves.keys))
    return broken(where, "its keys are not in the table");
  for (std::uint32_t i = keys.first; i < keys.end(); ++i) {
    const anim::Key& key = c.curves.keys[i];
    if (!std::isfinite(key.frame) || !std::isfinite(key.value))
      return broken(where, "a key is not finite");
    if (i > keys.first && !(key.frame > c.curves.keys[i - 1].frame))
      return broken(where, "its keys do not increase");
    const bool has_shape = key.ease == anim::Ease::bezier || key.ease == anim::Ease::spring;
    if (has_shape && key.shape >= c.curves.shapes.size())
      return broken(where, "an ease has no shape");
  }
  return {};
}

// Operands come before their users, so that sampling ends.
Result<void> verify_combinator(const Composition& c, std::size_t index, const std::string& where) {
  const anim::Source& source = c.curves.sources[index];
  const anim::Arity arity = anim::arity_of(source);
  const Span32 operands{source.first, source.count}, numbers{source.numbers, arity.numbers};
  if (source.count != arity.operands || !inside(operands, c.curves.operands) ||
      !inside(numbers, c.curves.numbers))
    return broken(where, "its operands are not in the table");
  for (std::uint32_t i = operands.first; i < operands.end(); ++i) {
    const anim::F64& operand = c.curves.operands[i];
    if (!std::isfinite(operand.constant) || (operand.source && operand.source.index() >= index))
      return broken(where, "it reads what comes after it");
  }
  for (std::uint32_t i = numbers.first; i < numbers.end(); ++i)
    if (!std::isfinite(c.curves.numbers[i])) return broken(where, "a number is not finite");
  return {};
}

Result<void> verify_curves(const Composition& c) {
  for (std::size_t i = 0; i < c.curves.sources.size(); ++i) {
    const anim::Source& source = c.curves.sources[i];
    const std::string where = "source " + std::to_string(i);
    if (source.kind == anim::SourceKind::track)
      LATTICE_TRY(verify_track(c, source, where));
    else if (source.kind != anim::SourceKind::property)
      LATTICE_TRY(verify_combinator(c, i, where));
  }
  return {};
}

bool good_lane(const Composition& c, const anim::F64& lane) {
  return std::isfinite(lane.constant) && none_or_inside(lane.source, c.curves.sources);
}

Result<void> verify_params(const Composition& c) {
  for (std::size_t i = 0; i < c.params.size(); ++i) {
    const Param& param = c.params[i];
    const std::string where = "param " + std::to_string(i);
    for (const anim::F64& lane : param.lanes)
      if (!good_lane(c, lane)) return broken(where, "a lane is not finite or has no source");
    if (!inside(param.numbers, c.numbers)) return broken(where, "its numbers are not in the table");
    if (!none_or_inside(param.text, c.texts)) return broken(where, "its text is not in the table");
  }
  for (const double number : c.numbers)
    if (!std::isfinite(number)) return broken("numbers", "one is not finite");
  return {};
}

Result<void> verify_instances(const Composition& c) {
  for (const Effect& effect : c.effects)
    if (!effect.kind || !inside(effect.params, c.params) || !inside(effect.pointer, c.texts) ||
        !inside(effect.inputs, c.inputs))
      return broken("effects", "one points outside the tables");
  for (const Transition& transition : c.transitions) {
    if (!transition.kind || !inside(transition.params, c.params) ||
        !inside(transition.pointer, c.texts))
      return broken("transitions", "one points outside the tables");
    if (transition.duration_frames < 1) return broken("transitions", "one is shorter than a frame");
  }
  return {};
}

Result<void> verify_inputs(const Composition& c) {
  for (const Input& input : c.inputs)
    if (!none_or_inside(input.asset, c.assets) || !none_or_inside(input.node, c.nodes))
      return broken("inputs", "one is neither an asset nor a node");
  return {};
}

bool good_lanes(const Composition& c, const Node& node) {
  const Transform& t = node.transform;
  for (const anim::F64* lane :
       {&t.translate_x, &t.translate_y, &t.rotation_rad, &t.scale_x, &t.scale_y, &t.anchor_x,
        &t.anchor_y, &t.skew_x_rad, &t.skew_y_rad, &t.z, &t.rotation_x_rad, &t.rotation_y_rad,
        &node.opacity, &node.depth})
    if (!good_lane(c, *lane)) return false;
  return true;
}

Result<void> verify_transitions(const Composition& c, const Node& node, NodeIdx index) {
  std::int64_t frames = 0;
  for (const TransitionIdx id : {node.transition_in, node.transition_out}) {
    if (!none_or_inside(id, c.transitions)) return broken(c.where(index), "no such transition");
    if (id) frames += c.transitions[id.index()].duration_frames;
  }
  if (frames > node.duration_frames())
    return broken(c.where(index), "its transitions are longer than the node");
  return {};
}

Result<void> verify_node(const Composition& c, NodeIdx index) {
  const Node& node = c.node(index);
  if (!inside(node.id, c.texts) || !inside(node.pointer, c.texts))
    return broken("node " + std::to_string(index.index()), "its texts are not in the table");
  const bool is_root = index.index() == 0;
  if (!is_root && !(node.parent && node.parent < index))
    return broken(c.where(index), "its parent does not come before it");
  if (node.start_frame > node.end_frame) return broken(c.where(index), "it ends before it starts");
  if (!good_lanes(c, node)) return broken(c.where(index), "a lane is not finite or has no source");
  if (!inside(node.effects, c.effects)) return broken(c.where(index), "no such effects");
  if (!inside(node.children, c.child_nodes)) return broken(c.where(index), "no such children");
  if (node.kind == NodeKind::leaf) {
    if (!inside(node.asset, c.assets)) return broken(c.where(index), "a leaf without an asset");
    if (!node.children.empty()) return broken(c.where(index), "a leaf with children");
  } else if (node.asset) {
    return broken(c.where(index), "a collection with an asset");
  }
  LATTICE_TRY(verify_node_parts(c, index));
  return verify_transitions(c, node, index);
}

// There are as many children as nodes without the root, each is its parent's, and they
// increase: so each node but the root stands in exactly one list, once.
Result<void> verify_children(const Composition& c, NodeIdx index) {
  const Node& node = c.node(index);
  for (std::uint32_t i = node.children.first; i < node.children.end(); ++i) {
    const NodeIdx child = c.child_nodes[i];
    if (!inside(child, c.nodes) || c.node(child).parent != index)
      return broken(c.where(index), "a child that is not its own");
    if (i > node.children.first && !(c.child_nodes[i - 1] < child))
      return broken(c.where(index), "its children are out of order");
    if (node.kind == NodeKind::sequence && c.node(child).start_frame != 0)
      return broken(c.where(child), "a sequence's child that does not start at 0");
  }
  return {};
}

Result<void> verify_placement(const Composition& c, NodeIdx index) {
  const Node& node = c.node(index);
  const bool is_sequence = node.kind == NodeKind::sequence;
  std::int64_t offset = 0;
  for (std::uint32_t i = node.children.first; i < node.children.end(); ++i) {
    const Node& child = c.node(c.child_nodes[i]);
    if (child.sequence_offset_frames != offset)
      return broken(c.where(c.child_nodes[i]), "it does not lie where its sequence puts it");
    if (!is_sequence || i + 1 == node.children.end()) continue;
    const Boundary next = boundary(c, child, c.node(c.child_nodes[i + 1]));
    if (next.form == Boundary::Form::mismatched)
      return broken(c.where(c.child_nodes[i + 1]), "its transition differs from its neighbour's");
    offset += child.duration_frames() - next.overlap_frames;
  }
  return {};
}

}  // namespace

Result<void> verify(const Composition& composition, Form form) {
  LATTICE_TRY(verify_root(composition));
  LATTICE_TRY(verify_settings(composition));
  LATTICE_TRY(verify_curves(composition));
  LATTICE_TRY(verify_params(composition));
  LATTICE_TRY(verify_instances(composition));
  LATTICE_TRY(verify_inputs(composition));
  LATTICE_TRY(verify_assets(composition));
  LATTICE_TRY(verify_masks(composition));
  LATTICE_TRY(verify_layouts(composition));
  LATTICE_TRY(verify_domains(composition));
  LATTICE_TRY(verify_expressions(composition));
  for (std::size_t i = 0; i < composition.nodes.size(); ++i)
    LATTICE_TRY(verify_node(composition, NodeIdx{i}));
  for (std::size_t i = 0; i < composition.nodes.size(); ++i)
    LATTICE_TRY(verify_children(composition, NodeIdx{i}));
  LATTICE_TRY(verify_transform_order(composition));
  if (form == Form::structure) return {};
  if (composition.nodes.front().sequence_offset_frames != 0)
    return broken(composition.where(NodeIdx{0}), "the root lies in no sequence");
  for (std::size_t i = 0; i < composition.nodes.size(); ++i)
    LATTICE_TRY(verify_placement(composition, NodeIdx{i}));
  return {};
}

namespace {

// One for each port that is not the picture itself; what must be fed is.
Result<void> verify_inputs(const Composition& c, const Effect& effect, const Kind& kind) {
  const std::size_t further_ports = kind.ports.empty() ? 0 : kind.ports.size() - 1;
  if (effect.inputs.count != further_ports)
    return broken(c.text(effect.pointer), "its inputs are not those of \"" + kind.id + "\"");
  for (std::uint32_t i = 0; i < effect.inputs.count; ++i)
    if (c.inputs[effect.inputs.first + i].is_none() && !kind.ports[i + 1].optional)
      return broken(c.text(effect.pointer), "\"" + kind.ports[i + 1].id + "\" is not connected");
  return {};
}

}  // namespace

Result<void> verify_kinds(const Composition& composition, const Catalog& catalog) {
  const auto check = [&](KindId kind, Span32 params, KindClass kind_class,
                         TextId pointer) -> Result<void> {
    const std::string& where = composition.text(pointer);
    if (!inside(kind, catalog.kinds) || catalog[kind].kind_class != kind_class)
      return broken(where, std::string("it is not a kind of ") + name_of(kind_class));
    if (params.count != catalog[kind].params.size())
      return broken(where, "its params are not those of \"" + catalog[kind].id + "\"");
    return {};
  };
  for (const Effect& effect : composition.effects) {
    LATTICE_TRY(check(effect.kind, effect.params, KindClass::effect, effect.pointer));
    LATTICE_TRY(verify_inputs(composition, effect, catalog[effect.kind]));
  }
  for (const Transition& transition : composition.transitions)
    LATTICE_TRY(
        check(transition.kind, transition.params, KindClass::transition, transition.pointer));
  return {};
}

}  // namespace lattice::ir

#include "eval/scene.h"

#include "support/catch.h"

namespace lattice::eval::testing {
namespace {

NodeSpec collection(ir::NodeKind kind, const std::string& id, std::int64_t start, std::int64_t end,
                    std::vector<NodeSpec> children) {
  NodeSpec spec;
  spec.kind = kind, spec.id = id, spec.start = start, spec.end = end;
  spec.children = std::move(children);
  return spec;
}

std::int64_t overlap_frames(const NodeSpec& from, const NodeSpec& to) {
  if (from.out) return from.out->duration_frames;
  return to.in ? to.in->duration_frames : 0;
}

std::vector<std::int64_t> sequence_offsets(const std::vector<NodeSpec>& children) {
  std::vector<std::int64_t> offsets;
  for (std::size_t i = 0; i < children.size(); ++i)
    offsets.push_back(i == 0 ? 0
                             : offsets.back() + children[i - 1].end -
                                   overlap_frames(children[i - 1], children[i]));
  return offsets;
}

ir::ParamSchema schema(const char* id, ir::ParamType type) {
  ir::ParamSchema out;
  out.id = id;
  out.type = type;
  return out;
}

ir::Kind kind(ir::KindClass kind_class, const char* id, std::vector<ir::ParamSchema> params) {
  ir::Kind out;
  out.kind_class = kind_class;
  out.id = id;
  out.params = std::move(params);
  return out;
}

std::vector<ir::ParamSchema> typed_params() {
  using Type = ir::ParamType;
  std::vector<ir::ParamSchema> params{
      schema("number", Type::f64),      schema("integer", Type::integer),
      schema("vec2", Type::vec2),       schema("vec3", Type::vec3),
      schema("color", Type::color),     schema("boolean", Type::boolean),
      schema("choice", Type::choice),   schema("string", Type::string),
      schema("array", Type::f64_array), schema("curve", Type::curve)};
  params[kNumber].min = 0, params[kNumber].max = 5;
  params[kChoice].choices = {{"first", ""}, {"second", ""}};
  return params;
}

}  // namespace

NodeSpec& NodeSpec::size(double w, double h) { return width = w, height = h, *this; }
NodeSpec& NodeSpec::effect(std::size_t effect_kind) {
  effects.push_back(effect_kind);
  return *this;
}
NodeSpec& NodeSpec::transition_in(const TransitionSpec& spec) { return in = spec, *this; }
NodeSpec& NodeSpec::transition_out(const TransitionSpec& spec) { return out = spec, *this; }
NodeSpec& NodeSpec::opacity(double value) {
  return with([value](ir::Node& node, ir::Composition&) { node.opacity.constant = value; });
}
NodeSpec& NodeSpec::at(double x, double y) {
  return with([x, y](ir::Node& node, ir::Composition&) {
    node.transform.translate_x.constant = x, node.transform.translate_y.constant = y;
  });
}
NodeSpec& NodeSpec::with(std::function<void(ir::Node&, ir::Composition&)> edit) {
  change = [before = change, edit = std::move(edit)](ir::Node& node, ir::Composition& c) {
    if (before) before(node, c);
    edit(node, c);
  };
  return *this;
}

NodeSpec leaf(const std::string& id, std::int64_t start, std::int64_t end) {
  return collection(ir::NodeKind::leaf, id, start, end, {});
}
NodeSpec group(const std::string& id, std::int64_t start, std::int64_t end,
               std::vector<NodeSpec> children) {
  return collection(ir::NodeKind::group, id, start, end, std::move(children));
}
NodeSpec stack(const std::string& id, std::int64_t start, std::int64_t end,
               std::vector<NodeSpec> children) {
  return collection(ir::NodeKind::stack, id, start, end, std::move(children));
}
NodeSpec sequence(const std::string& id, std::int64_t start, std::vector<NodeSpec> children) {
  const std::int64_t length =
      children.empty() ? 0 : sequence_offsets(children).back() + children.back().end;
  return collection(ir::NodeKind::sequence, id, start, start + length, std::move(children));
}

anim::F64 keys(ir::Composition& composition, const std::vector<anim::Key>& track) {
  return composition.curves.add_track(track);
}

ir::Catalog test_catalog() {
  ir::Catalog catalog;
  catalog.kinds = {
      kind(ir::KindClass::effect, "org.test.plain", {}),
      kind(ir::KindClass::effect, "org.test.typed", typed_params()),
      kind(ir::KindClass::transition, "org.test.crossfade", {}),
      kind(ir::KindClass::transition, "org.test.wipe", {schema("soft_edge", ir::ParamType::f64)})};
  return catalog;
}

Scene::Scene(const NodeSpec& root, std::int64_t duration_frames,
             const std::function<void(ir::Composition&)>& change)
    : catalog(test_catalog()) {
  composition.width = 100, composition.height = 100;
  composition.fps = {30, 1};
  composition.duration_frames = duration_frames;
  composition.file = add_text("scene.json");
  add(root, {});
  if (change) change(composition);
  auto prepared = assets::Store::prepare(composition, {});
  REQUIRE(prepared);
  store = std::make_unique<assets::Store>(std::move(*prepared));
  evaluator = std::make_unique<Evaluator>(composition, catalog, *store);
}

ir::TextId Scene::add_text(const std::string& text) {
  composition.texts.push_back(text);
  return ir::TextId{composition.texts.size() - 1};
}

ir::AssetIdx Scene::add_asset(const NodeSpec& spec) {
  ir::Asset asset;
  asset.key = add_text(spec.id);
  asset.pointer = add_text("/assets/" + spec.id);
  asset.color = {1, 0, 0, 1};
  asset.width = spec.width, asset.height = spec.height;
  composition.assets.push_back(asset);
  return ir::AssetIdx{composition.assets.size() - 1};
}

Span32 Scene::add_params(std::size_t kind_index) {
  const Span32 span{static_cast<std::uint32_t>(composition.params.size()),
                    static_cast<std::uint32_t>(catalog.kinds[kind_index].params.size())};
  composition.params.resize(span.end());
  return span;
}

ir::TransitionIdx Scene::add_transition(const TransitionSpec& spec) {
  const Span32 params = add_params(spec.kind);
  if (spec.kind == kWipe) composition.params[params.first].lanes[0].constant = spec.soft_edge;
  ir::Transition transition;
  transition.kind = ir::KindId{spec.kind};
  transition.duration_frames = spec.duration_frames;
  transition.params = params;
  composition.transitions.push_back(transition);
  return ir::TransitionIdx{composition.transitions.size() - 1};
}

Span32 Scene::add_effects(const std::vector<std::size_t>& kinds) {
  const Span32 span{static_cast<std::uint32_t>(composition.effects.size()),
                    static_cast<std::uint32_t>(kinds.size())};
  for (const std::size_t effect_kind : kinds)
    composition.effects.push_back({ir::KindId{effect_kind}, add_params(effect_kind), {}});
  return span;
}

ir::NodeIdx Scene::add(const NodeSpec& spec, ir::NodeIdx parent) {
  const ir::NodeIdx index{composition.nodes.size()};
  ir::Node node;
  node.kind = spec.kind;
  node.parent = parent;
  node.id = add_text(spec.id);
  node.start_frame = spec.start, node.end_frame = spec.end;
  if (spec.kind == ir::NodeKind::leaf) node.asset = add_asset(spec);
  node.effects = add_effects(spec.effects);
  if (spec.in) node.transition_in = add_transition(*spec.in);
  if (spec.out) node.transition_out = add_transition(*spec.out);
  if (spec.change) spec.change(node, composition);
  composition.nodes.push_back(node);

  std::vector<ir::NodeIdx> children;
  for (const NodeSpec& child : spec.children) children.push_back(add(child, index));
  if (spec.kind == ir::NodeKind::sequence) {
    const auto offsets = sequence_offsets(spec.children);
    for (std::size_t i = 0; i < children.size(); ++i)
      composition.nodes[children[i].index()].sequence_offset_frames = offsets[i];
  }
  composition.nodes[index.index()].children = {
      static_cast<std::uint32_t>(composition.child_nodes.size()),
      static_cast<std::uint32_t>(children.size())};
  composition.child_nodes.insert(composition.child_nodes.end(), children.begin(), children.end());
  return index;
}

ir::NodeIdx find_node(const ir::Composition& composition, const std::string& id) {
  for (std::size_t i = 0; i < composition.nodes.size(); ++i)
    if (composition.text(composition.nodes[i].id) == id) return ir::NodeIdx{i};
  FAIL("no node " << id);
  return {};
}

const NodeState& Scene::state(const std::string& id) const { return graph.nodes[find(id).index()]; }

std::string units_text(const ir::Composition& composition, const EvaluatedGraph& graph,
                       std::uint32_t first, std::uint32_t end) {
  std::string out;
  std::vector<std::uint32_t> ends;
  for (std::uint32_t i = first; i < end; ++i) {
    const Unit& unit = graph.units[i];
    if (!out.empty() && out.back() != '(') out += ' ';
    out += composition.text(composition.node(unit.node).id);
    if (unit.kind == UnitKind::group) out += " (", ends.push_back(unit.subtree_end);
    while (!ends.empty() && ends.back() == i + 1) out += ')', ends.pop_back();
  }
  return out;
}

UnitIdx Scene::unit_index(const std::string& id) const {
  const ir::NodeIdx node = find(id);
  for (std::size_t i = 0; i < graph.units.size(); ++i)
    if (graph.units[i].node == node) return UnitIdx{i};
  return {};
}

const Unit& Scene::unit(const std::string& id) const {
  const UnitIdx index = unit_index(id);
  CAPTURE(id, units());
  REQUIRE(index);
  return graph.units[index.index()];
}

}  // namespace lattice::eval::testing

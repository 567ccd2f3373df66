// What the readers of one document share, and the readers themselves. Each reads one part
// of the tree into `out` and reports what is wrong; none of them stops the others.
#pragma once
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "expr/expression.h"
#include "ir/composition.h"
#include "schema/load.h"
#include "schema/names.h"
#include "schema/report.h"

namespace lattice::schema {

class ObjectReader;

inline constexpr std::int64_t kMaxFrames = INT32_MAX;
inline constexpr double kMaxLength = 1e9;  // pixels
// What a file may come to beyond its own size; see Loading::may_expand().
inline constexpr std::size_t kMaxExpandedBytes = std::size_t{1} << 30;

// An expression that stands for one lane of a value.
struct PendingExpression {
  Json value;  // the string, or the object around it
  std::string_view text;
  expr::Target target;
  double factor = 1;           // from what is written to what is stored
  bool premultiplied = false;  // r, g or b of a colour that moves as a whole
  ir::NodeIdx node;            // around it; none outside of nodes
  ir::AssetIdx asset;          // that it stands in; none outside of assets
  const Scope* scope = nullptr;
  std::vector<ir::Bend> bends;
};

// A node named by another one: looked up when all of them are known.
struct NodeReference {
  enum class Use : std::uint8_t { mask, parent, input };
  Use use = Use::mask;
  Json name;  // a string
  ir::NodeIdx from;
  std::uint32_t place = 0;  // mask: into Composition::masks; input: into ::inputs
  const Scope* scope = nullptr;
};

// An entry of "compositions".
struct DeclaredComposition {
  Json value;
  bool is_used = false;
  bool is_open = false;  // being read
};

// What particles show, and where they name it.
struct SpriteUse {
  Json name;
  ir::AssetIdx sprite;
};

struct Loading {
  const ir::Catalog& catalog;
  ir::Composition& out;
  Report& report;
  std::string folder;  // absolute: what relative sources are relative to
  // Declared assets, the broken ones included, so that what uses them is not blamed too.
  std::map<std::string, ir::AssetIdx, std::less<>> assets;
  // Nodes by their ids, those of compositions inside with their prefix: "lower/title".
  std::unordered_map<std::string, ir::NodeIdx> nodes_by_id;

  // What names mean where something is being read; see schema/names.h.
  const Scope* scope = nullptr;
  std::deque<CompositionScope> compositions = {};
  std::deque<Scope> scopes = {};
  // The values of variables, by VariableId.
  std::vector<Json> variable_values = {};
  const GivenVariables* given_variables = nullptr;
  std::deque<ParsedJson> given_documents = {};
  Diagnostics given_diagnostics = {};
  // The node around what is being read; none outside of nodes.
  ir::NodeIdx node = {};
  // The asset that is being read; none outside of assets.
  ir::AssetIdx asset = {};
  // How the time of what is being read differs from its node's, outermost first.
  std::vector<ir::Bend> bends = {};
  // Expressions found so far: they are compiled when all nodes are known.
  std::vector<PendingExpression> expressions = {};

  std::vector<NodeReference> node_references = {};
  std::map<std::string, DeclaredComposition, std::less<>> declared_compositions = {};
  std::vector<std::string> open_compositions = {};  // by name, outermost first
  ir::DomainIdx domain = {};                        // of what is being read
  bool is_full = false;  // more than there may be was wanted, and that is reported
  std::size_t expanded_bytes = 0;

  // Sprites whose kinds are still to be looked at.
  std::vector<SpriteUse> sprites = {};

  // See substituted() in schema/names.h.
  std::optional<std::string> substitute(const Json& string) { return substituted(string, *this); }

  // What is read once more (rows of repeats, compositions that nodes show), and what stands for
  // a name in a text, has to ask for its size, so that a small file does not become a huge
  // composition. False when that is too much; then `at` is blamed, once.
  bool may_expand(std::size_t times, std::size_t bytes, const Json& at);

  ir::TextId add_text(std::string text) {
    out.texts.push_back(std::move(text));
    return ir::TextId{out.texts.size() - 1};
  }
};

// Entries of a node or asset in a table that all share.
template <class Entry>
Span32 appended(std::vector<Entry>& table, const std::vector<Entry>& entries) {
  const Span32 span{static_cast<std::uint32_t>(table.size()),
                    static_cast<std::uint32_t>(entries.size())};
  table.insert(table.end(), entries.begin(), entries.end());
  return span;
}

// ---- assets.cpp
// The whole "assets" object. Assets lie in `out` by name, not by place in the file.
void read_assets(const Json& object, Loading& loading);
// {"image": {...}}, {"text": {...}}, ...; `key` names it in messages and dumps.
ir::AssetIdx read_asset(const Json& object, const std::string& key, Loading& loading);
// A declared asset by its name, a string; none, and reported, when there is no such asset.
ir::AssetIdx find_asset(const Json& name, Loading& loading);

// What particles show: the name of an asset.
ir::AssetIdx read_sprite(const Json& value, Loading& loading);

// ---- params.cpp
// Values for every param of `kind`, in its order, defaults filled in. `given` is an object
// of params, or the value of the first one; `owner` is blamed for what is missing.
struct GivenParams {
  std::optional<Json> by_name;
  std::optional<Json> first_value;
  bool may_animate = true;
};
Span32 read_params(const ir::Kind& kind, const GivenParams& given, const Json& owner,
                   Loading& loading);

// ---- inputs.cpp
// An asset, or none, for every port of `kind` after "src". `given` is the "inputs" of the
// effect `owner`, which is blamed for what is missing.
Span32 read_inputs(const ir::Kind& kind, const std::optional<Json>& given, const Json& owner,
                   Loading& loading);

// ---- effects.cpp
// What stands behind the one key of {"blur": 8} or {"blur": {"sigma": 8}}.
GivenParams shorthand_params(const Json& value, const ir::Kind& kind);
Span32 read_effects(const Json& array, Loading& loading);
// None when it is null or wrong.
ir::TransitionIdx read_transition(const Json& value, Loading& loading);

// ---- transform.cpp
ir::Transform read_transform(const Json& value, Loading& loading);
anim::F64 read_opacity(const Json& value, Loading& loading);

// ---- node.cpp
inline constexpr std::size_t kMaxNodes = 1'000'000;
inline constexpr std::size_t kMaxNodeDepth = 256;

// Where a node hangs.
struct NodePlace {
  ir::NodeIdx parent;
  bool in_sequence = false;
  std::string path;                           // its default id: "n", "n.0", "n.0.3"
  std::optional<std::int64_t> parent_frames;  // none: unknown, because it was wrong
  std::size_t depth = 0;
};

// Always makes a node, so that its siblings and children find their places.
ir::NodeIdx read_node(const Json& value, const NodePlace& place, Loading& loading);
void read_root_node(const Json& value, std::optional<std::int64_t> duration_frames,
                    Loading& loading);

// ---- node_kind.cpp
// What the node is, from exactly one of the keys that say so, and everything inside it.
// `frames` is how long the node lasts, if that is known.
void read_node_kind(ObjectReader& reader, const NodePlace& place,
                    std::optional<std::int64_t> frames, ir::NodeIdx index, ir::Node& node,
                    Loading& loading);

// ---- comp_ref.cpp
// The root's "compositions". They are read where nodes show them.
void declare_compositions(const Json& object, Loading& loading);
// The name of a composition, or an object with it: its nodes are read under the node.
void read_comp_ref(const Json& value, const NodePlace& place, ir::NodeIdx index, ir::Node& node,
                   Loading& loading);
// What no node shows may be wrong too.
void check_unused_compositions(Loading& loading);

// ---- mask.cpp
// None when it is null or wrong.
ir::MaskIdx read_mask(const Json& value, ir::NodeIdx node, Loading& loading);

// ---- layout.cpp
ir::LayoutIdx read_layout(const Json& value, Loading& loading);

// ---- camera.cpp
std::optional<ir::Camera> read_camera(const Json& value, Loading& loading);
// None when it is null or wrong.
std::optional<ir::MotionBlur> read_motion_blur(const Json& value, Report& report);

// ---- node_references.cpp
// A node of the same composition by its id, within repeats that of the same row first.
ir::NodeIdx find_node(std::string_view id, const Scope* scope, const Loading& loading);
void add_node_reference(NodeReference::Use use, const Json& name, ir::NodeIdx from,
                        std::uint32_t place, Loading& loading);
// When every node is there: what masks, parents and inputs name, and no circles among them.
void resolve_node_references(Loading& loading);

// ---- sequence.cpp
// The rules that bind the children of a sequence to each other. `children` are where they
// stand in the document; lengths are compared only when all of them are known.
void check_sequence(const ir::Node& sequence, const std::vector<Json>& children, bool lengths_known,
                    Loading& loading);

// ---- expressions.cpp
// A lane that an expression gives its value: a constant when it is one, else a lane of the
// programs that resolve_expressions() makes of all of them. None when something was reported.
std::optional<anim::F64> read_expression(PendingExpression expression, Loading& loading);
// When every node is there.
void resolve_expressions(Loading& loading);

// ---- unused_expressions.cpp
// By Loading::expressions: does it stand in an asset that nothing shows or reads? Knows when every
// node is there.
std::vector<bool> find_unused_expressions(const Loading& loading);
// Takes them out of Loading::expressions; their lanes rest at 0.
void drop_expressions(const std::vector<bool>& dropped, Loading& loading);

// ---- root.cpp
std::optional<std::int64_t> read_duration_frames(ObjectReader& reader, std::string_view what,
                                                 Report& report);
// None when it is no seed.
std::optional<std::uint64_t> read_seed(const Json& value, Report& report);
void read_root(const Json& value, Loading& loading);

}  // namespace lattice::schema

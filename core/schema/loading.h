// What the readers of one document share, and the readers themselves. Each reads one part
// of the tree into `out` and reports what is wrong; none of them stops the others.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ir/composition.h"
#include "schema/report.h"

namespace lattice::schema {

inline constexpr std::int64_t kMaxFrames = INT32_MAX;

struct Loading {
  const ir::Catalog& catalog;
  ir::Composition& out;
  Report& report;
  std::string folder;  // absolute: what relative sources are relative to
  // Declared assets, the broken ones included, so that what uses them is not blamed too.
  std::map<std::string, ir::AssetIdx, std::less<>> assets;
  // Pointer of the first node with each id.
  std::map<std::string, std::string, std::less<>> node_pointers;

  ir::TextId add_text(std::string text) {
    out.texts.push_back(std::move(text));
    return ir::TextId{out.texts.size() - 1};
  }
};

// ---- assets.cpp
// The whole "assets" object. Assets lie in `out` by name, not by place in the file.
void read_assets(const Json& object, Loading& loading);
// {"image": {...}} or {"solid_rect": {...}}; `key` names it in messages and dumps.
ir::AssetIdx read_asset(const Json& object, const std::string& key, Loading& loading);
// A declared asset by its name, a string; none, and reported, when there is no such asset.
ir::AssetIdx find_asset(const Json& name, Loading& loading);

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
Span32 read_effects(const Json& array, Loading& loading);
// None when it is null or wrong.
ir::TransitionIdx read_transition(const Json& value, Loading& loading);

// ---- transform.cpp
ir::Transform read_transform(const Json& value, Loading& loading);
anim::F64 read_opacity(const Json& value, Loading& loading);

// ---- node.cpp
void read_root_node(const Json& value, std::optional<std::int64_t> duration_frames,
                    Loading& loading);

// ---- sequence.cpp
// The rules that bind the children of a sequence to each other. `children` are where they
// stand in the document; lengths are compared only when all of them are known.
void check_sequence(const ir::Node& sequence, const std::vector<Json>& children, bool lengths_known,
                    Loading& loading);

// ---- root.cpp
void read_root(const Json& value, Loading& loading);

}  // namespace lattice::schema

// Nodes: what they are, and the keys that every node has.
#include <algorithm>
#include <iterator>

#include "schema/canonical_parts.h"

namespace lattice::schema {
namespace {

constexpr Rewrite kNumber = anim_of<LaneShape::number>;
constexpr Rewrite kVec2 = anim_of<LaneShape::vec2>;

// ---- The keys of every node ------------------------------------------------------------

constexpr OutField kTransform[] = {
    {"translate", kVec2},        {"rotation_deg", kNumber},  {"scale", kVec2},
    {"anchor", kVec2},           {"skew_deg", kVec2},        {"z", kNumber},
    {"rotation_x_deg", kNumber}, {"rotation_y_deg", kNumber}};

constexpr OutField kShape[] = {{"x", kNumber},       {"y", kNumber},      {"width", kNumber},
                               {"height", kNumber},  {"radius", kNumber}, {"cx", kNumber},
                               {"cy", kNumber},      {"rx", kNumber},     {"ry", kNumber},
                               {"svg_path_d", plain}};
constexpr OutField kShapes[] = {{"rect", object_of<kShape>},
                                {"rounded_rect", object_of<kShape>},
                                {"ellipse", object_of<kShape>},
                                {"path", object_of<kShape>}};
constexpr OutField kMaskSource[] = {
    {"node", plain}, {"asset", plain}, {"shape", object_of<kShapes>}};
constexpr OutField kMask[] = {
    {"source", object_of<kMaskSource>}, {"mode", plain}, {"inverted", plain}, {"feather", kNumber}};

constexpr OutField kEdges[] = {
    {"top", kNumber}, {"right", kNumber}, {"bottom", kNumber}, {"left", kNumber}};
constexpr OutField kSize[] = {{"width", kNumber}, {"height", kNumber}};
constexpr OutField kLayout[] = {{"display", plain},
                                {"direction", plain},
                                {"wrap", plain},
                                {"justify_content", plain},
                                {"align_items", plain},
                                {"align_content", plain},
                                {"position", plain},
                                {"inset_px", object_of<kEdges>},
                                {"gap_px", kVec2},
                                {"padding_px", object_of<kEdges>},
                                {"margin_px", object_of<kEdges>},
                                {"flex_grow", kNumber},
                                {"flex_shrink", kNumber},
                                {"size", object_of<kSize>},
                                {"min_size", object_of<kSize>},
                                {"max_size", object_of<kSize>},
                                {"grid_columns", plain}};

constexpr OutField kMotionBlur[] = {
    {"samples", plain}, {"shutter_angle_deg", plain}, {"shutter_phase_deg", plain}};

constexpr OutField kConditioning[] = {
    {"semantic", plain}, {"instance", plain}, {"mask", plain}, {"depth", kNumber}};

constexpr OutField kCommon[] = {{"range", plain},
                                {"transform", object_of<kTransform>},
                                {"opacity", kNumber},
                                {"blend", plain},
                                {"effects", list_of<effect>},
                                {"mask", object_of<kMask>},
                                {"transition_in", transition},
                                {"transition_out", transition},
                                {"layout", object_of<kLayout>},
                                {"motion_blur", object_of<kMotionBlur>},
                                {"parent", plain},
                                {"depth_sort", plain},
                                {"conditioning", object_of<kConditioning>},
                                {"metadata", plain}};

// ---- What a node is --------------------------------------------------------------------

constexpr std::string_view kContents[] = {"id",       "kind",   "leaf", "group",   "stack",
                                          "sequence", "switch", "comp", "comp_ref"};

OutValue children(const Json& value, const Style& style) {
  return spread(list_of<node>(value, style));
}

OutValue leaf(const Json& value, const Style& style) {
  const auto named = value.is_object() ? value.find("asset") : std::nullopt;
  if (!value.is_string() && !named) return asset(value, style);
  if (style.is_brief) {
    const bool is_name = named && value.size() == 1 && named->is_string();
    return plain(is_name ? *named : value, style);
  }
  if (named) return plain(value, style);
  OutValue out = out_object();
  append(out, "asset", plain(value, style));
  return out;
}

OutValue comp_ref(const Json& value, const Style& style) {
  static constexpr OutField kFields[] = {{"composition", plain},
                                         {"offset", plain},
                                         {"scale", plain},
                                         {"clip", plain},
                                         {"bindings", plain}};
  const auto name = value.is_object() ? value.find("composition") : std::nullopt;
  if (style.is_brief && name && value.size() == 1 && name->is_string()) return plain(*name, style);
  if (style.is_brief || !value.is_string()) return rewritten(value, kFields, style);
  OutValue out = out_object();
  append(out, "composition", plain(value, style));
  return out;
}

// A collection in any of its spellings.
struct Collection {
  std::string mode;
  std::optional<Json> active;  // of a switch
  Json children;
};

std::optional<Collection> switch_of(const Json& value) {
  if (!value.is_object() || value.size() != 2) return {};
  const auto active = value.find("active"), children = value.find("children");
  if (!active || !children) return {};
  return Collection{"switch", active, *children};
}

std::optional<Collection> collection_of(const Json& value) {
  if (!value.is_object() || value.size() != 2) return {};
  const auto mode = value.find("mode"), children = value.find("children");
  if (!mode || !children) return {};
  if (mode->is_string() && mode->text() != "switch") return Collection{mode->text(), {}, *children};
  if (!mode->is_object() || mode->size() != 1) return {};
  const auto inner = mode->find("switch");
  if (!inner || !inner->is_object() || inner->size() != 1) return {};
  const auto active = inner->find("active");
  if (!active) return {};
  return Collection{"switch", active, *children};
}

OutValue long_collection(const Collection& collection, const Style& style) {
  OutValue inside = out_object();
  if (collection.active) {
    OutValue active = out_object(), mode = out_object();
    append(active, "active", kNumber(*collection.active, style));
    append(mode, "switch", std::move(active));
    append(inside, "mode", std::move(mode));
  } else {
    append(inside, "mode", out_text(collection.mode));
  }
  append(inside, "children", children(collection.children, style));
  return inside;
}

OutValue short_collection(const Collection& collection, const Style& style) {
  if (!collection.active) return children(collection.children, style);
  OutValue inside = out_object();
  append(inside, "active", kNumber(*collection.active, style));
  append(inside, "children", children(collection.children, style));
  return inside;
}

// "leaf", "group", "comp_ref", ...: into the object that is the "kind" of a node, or into the
// node itself.
void append_content(OutValue& out, const Json& value, const Style& style) {
  const std::string& key = value.key();
  if (key == "leaf") return append(out, "leaf", leaf(value, style));
  if (key == "comp" || key == "comp_ref")
    return append(out, style.is_brief ? "comp" : "comp_ref", comp_ref(value, style));
  const bool is_list = key == "group" || key == "stack" || key == "sequence";
  const auto collection = key == "collection" ? collection_of(value)
                          : key == "switch"   ? switch_of(value)
                          : is_list           ? std::optional(Collection{key, {}, value})
                                              : std::nullopt;
  if (!collection) return append(out, key, plain(value, style));
  if (style.is_brief)
    append(out, collection->mode, short_collection(*collection, style));
  else
    append(out, "collection", long_collection(*collection, style));
}

// The one key that says what the node is; none when there are several or none.
std::optional<Json> content_of(const Json& value) {
  std::optional<Json> found;
  for (const Json member : value) {
    const bool is_content =
        member.key() != "id" &&
        std::find(std::begin(kContents), std::end(kContents), member.key()) != std::end(kContents);
    if (!is_content) continue;
    if (found) return {};
    found = member;
  }
  if (!found || found->key() != "kind") return found;
  if (!found->is_object() || found->size() != 1) return {};
  return *found->begin();
}

OutValue repeat(const Json& value, const Style& style) {
  static constexpr OutField kInner[] = {{"over", plain}, {"child", node}};
  static constexpr OutField kRepeat[] = {{"repeat", object_of<kInner>}};
  return rewritten(value, kRepeat, style);
}

}  // namespace

OutValue node(const Json& value, const Style& style) {
  if (!value.is_object()) return plain(value, style);
  if (value.find("repeat")) return repeat(value, style);
  const auto content = content_of(value);
  if (!content) return plain(value, style);
  OutValue out = out_object();
  if (const auto id = value.find("id")) append(out, "id", plain(*id, style));
  if (style.is_brief) {
    append_content(out, *content, style);
  } else {
    OutValue kind = out_object();
    append_content(kind, *content, style);
    append(out, "kind", std::move(kind));
  }
  append_fields(out, value, kCommon, kContents, style);
  return out;
}

}  // namespace lattice::schema

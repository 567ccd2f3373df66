// Nodes: from the tree of the document to flat arrays, parents first.
#include <algorithm>
#include <vector>

#include "base/suggest.h"
#include "schema/lanes.h"
#include "schema/loading.h"
#include "schema/object_reader.h"

namespace lattice::schema {
namespace {

using ir::NodeKind;

constexpr std::string_view kModes[] = {"group", "stack", "sequence"};
constexpr std::string_view kLaterModes[] = {"switch"};
constexpr std::string_view kBlends[] = {"normal"};
constexpr std::string_view kLaterBlends[] = {
    "multiply",   "screen",     "overlay",    "darken",      "lighten",   "color_dodge",
    "color_burn", "soft_light", "hard_light", "difference",  "exclusion", "hue",
    "saturation", "color",      "luminosity", "plus_lighter"};
// The ways to say what a node is; exactly one of them stands on a node.
constexpr std::string_view kContents[] = {"kind", "leaf", "group", "stack", "sequence"};
constexpr std::string_view kLaterContents[] = {"switch", "comp", "repeat"};

// Where a node hangs.
struct Place {
  ir::NodeIdx parent;
  bool in_sequence = false;
  std::string path;                           // its default id: "n", "n.0", "n.0.3"
  std::optional<std::int64_t> parent_frames;  // none: unknown, because it was wrong
};

class NodeReader {
 public:
  explicit NodeReader(Loading& loading) : loading_(loading), report_(loading.report) {}

  // Always makes a node, so that its siblings and children find their places.
  ir::NodeIdx read(const Json& value, const Place& place) {
    const ir::NodeIdx index{loading_.out.nodes.size()};
    loading_.out.nodes.emplace_back();
    ir::Node node;
    node.parent = place.parent;
    const std::string id = read_id(value, place);
    const Report::InNode scope(report_, id);
    node.id = loading_.add_text(id);
    node.pointer = loading_.add_text(value.pointer());
    if (value.is_object())
      read_object(value, place, index, node);
    else
      report_.wrong_type(value, "an object");
    loading_.out.nodes[index.index()] = node;
    return index;
  }

 private:
  std::string read_id(const Json& value, const Place& place) {
    std::string id = place.path;
    const auto given = value.is_object() ? value.find("id") : std::nullopt;
    if (given) id = read_name(*given, report_).value_or(id);
    const auto [first, is_new] = loading_.node_pointers.try_emplace(id, value.pointer());
    if (!is_new) {
      const Report::InNode scope(report_, id);
      report_.error(given.value_or(value),
                    "the id " + in_quotes(id) + " is taken by the node at " + first->second,
                    "give each node an id of its own");
    }
    return id;
  }

  void read_object(const Json& value, const Place& place, ir::NodeIdx index, ir::Node& node) {
    ObjectReader reader(value, report_);
    reader.accept("id");
    const auto frames = read_range(reader, place, node);
    if (const auto given = reader.take("transform"))
      node.transform = read_transform(*given, loading_);
    if (const auto given = reader.take("opacity")) node.opacity = read_opacity(*given, loading_);
    if (const auto given = reader.take("blend"))
      read_choice(*given, "blend mode", kBlends, kLaterBlends, report_);
    if (const auto given = reader.take("effects")) node.effects = read_effects(*given, loading_);
    read_transitions(reader, frames, node);
    if (const auto given = reader.take("conditioning")) read_conditioning(*given, node);
    reader.accept("metadata");
    refuse_later_keys(reader);
    read_content(reader, place, frames, index, node);
    reader.finish();
  }

  static void refuse_later_keys(ObjectReader& reader) {
    for (const std::string_view key : {"mask", "layout", "motion_blur", "parent"})
      reader.refuse(key, is_null);
    reader.refuse("depth_sort", is_null_or_false);
    for (const std::string_view key : kLaterContents) reader.refuse(key, never);
  }

  // Duration of the node; none when that is unknown.
  std::optional<std::int64_t> read_range(ObjectReader& reader, const Place& place, ir::Node& node) {
    const auto range = reader.take("range");
    if (!range) {
      if (place.in_sequence) {
        report_.error(reader.object(), "a child of a sequence needs \"range\"",
                      "write \"range\": [0, frames]");
        return {};
      }
      node.end_frame = place.parent_frames.value_or(1);
      return place.parent_frames;
    }
    if (!range->is_array() || range->size() != 2) {
      report_.error(*range, "\"range\" must be [start, end) in whole frames");
      return {};
    }
    std::optional<std::int64_t> ends[2];
    for (const Json element : *range)
      ends[element.place()] = read_whole(element, -kMaxFrames, kMaxFrames, report_);
    if (!ends[0] || !ends[1] || !check_range(*range, *ends[0], *ends[1], place)) return {};
    node.start_frame = *ends[0];
    node.end_frame = *ends[1];
    return node.duration_frames();
  }

  bool check_range(const Json& range, std::int64_t start, std::int64_t end, const Place& place) {
    const std::string text = "[" + std::to_string(start) + ", " + std::to_string(end) + "]";
    if (start > end) {
      report_.error(range, "\"range\" " + text + " ends before it starts");
      return false;
    }
    if (!place.in_sequence || start == 0) return true;
    report_.error(range, "\"range\" " + text + " of a sequence's child must start at 0",
                  "write [0, " + std::to_string(end - start) + "]; the sequence places it");
    return false;
  }

  void read_transitions(ObjectReader& reader, std::optional<std::int64_t> frames, ir::Node& node) {
    const auto in = reader.take("transition_in");
    const auto out = reader.take("transition_out");
    if (in) node.transition_in = read_transition(*in, loading_);
    if (out) node.transition_out = read_transition(*out, loading_);
    if (!frames) return;
    const std::int64_t in_frames = duration_of(node.transition_in);
    const std::int64_t out_frames = duration_of(node.transition_out);
    if (in_frames > *frames) report_too_long(*in, in_frames, *frames);
    if (out_frames > *frames) report_too_long(*out, out_frames, *frames);
    if (in_frames <= *frames && out_frames <= *frames && in_frames + out_frames > *frames)
      report_.error(*out,
                    "\"transition_in\" and \"transition_out\" take " + std::to_string(in_frames) +
                        " + " + std::to_string(out_frames) + " frames of a node that lasts " +
                        std::to_string(*frames),
                    "shorten them or lengthen its \"range\"");
  }

  std::int64_t duration_of(ir::TransitionIdx transition) const {
    return transition ? loading_.out.transitions[transition.index()].duration_frames : 0;
  }

  void report_too_long(const Json& transition, std::int64_t frames, std::int64_t node_frames) {
    report_.error(transition,
                  label(transition) + " lasts " + std::to_string(frames) +
                      " frames, longer than its node (" + std::to_string(node_frames) + ")",
                  "shorten it or lengthen the node's \"range\"");
  }

  void read_conditioning(const Json& value, ir::Node& node) {
    if (!value.is_object()) return report_.wrong_type(value, "an object");
    ObjectReader reader(value, report_);
    if (const auto depth = reader.take("depth"); depth && !depth->is_null())
      node.own_depth =
          read_lanes(*depth, LaneRule{}, {&node.depth, 1}, loading_.out.curves, report_);
    reader.refuse("semantic", is_null);
    reader.refuse("instance", is_null);
    reader.refuse("mask", is_null_or_false);
    reader.finish();
  }

  // Exactly one way of saying what the node is.
  void read_content(ObjectReader& reader, const Place& place, std::optional<std::int64_t> frames,
                    ir::NodeIdx index, ir::Node& node) {
    std::vector<Json> given;
    for (const std::string_view key : kContents)
      if (const auto content = reader.take(key)) given.push_back(*content);
    if (given.size() == 1) {
      const Json& content = given.front();
      if (content.key() == "kind")
        read_kind(content, place, frames, index, node);
      else
        read_content(content, place, frames, index, node);
      return;
    }
    const auto is_later = [&](std::string_view key) {
      return reader.object().find(key).has_value();
    };
    if (given.empty() &&
        std::any_of(std::begin(kLaterContents), std::end(kLaterContents), is_later))
      return;  // refused by name already
    std::string has = given.empty() ? "this one has none of them" : "this one has ";
    for (const Json& content : given)
      has += (&content == &given.front() ? "" : " and ") + in_quotes(content.key());
    report_.error(
        reader.object(),
        "a node has one of \"kind\", \"leaf\", \"group\", \"stack\", \"sequence\"; " + has,
        given.empty() ? "add one" : "keep one");
  }

  void read_kind(const Json& value, const Place& place, std::optional<std::int64_t> frames,
                 ir::NodeIdx index, ir::Node& node) {
    static constexpr std::string_view kKinds[] = {"leaf", "collection", "group", "stack",
                                                  "sequence"};
    if (!value.is_object() || value.size() != 1)
      return report_.error(value, "\"kind\" must be an object with one key",
                           "write {\"leaf\": {\"asset\": ..}} or {\"collection\": {\"mode\": .., "
                           "\"children\": [..]}}");
    const Json content = *value.begin();
    const std::string& key = content.key();
    if (key == "comp_ref" || key == "switch" || key == "comp")
      report_.unsupported(content, "the node kind " + in_quotes(key),
                          "supported: leaf, collection");
    else if (key == "collection")
      read_collection(content, place, frames, index, node);
    else if (std::find(std::begin(kKinds), std::end(kKinds), key) != std::end(kKinds))
      read_content(content, place, frames, index, node);
    else
      report_.error(content, "unknown node kind " + in_quotes(key), suggestion(key, kKinds));
  }

  // "leaf": .., "group": [..], "stack": [..], "sequence": [..]
  void read_content(const Json& value, const Place& place, std::optional<std::int64_t> frames,
                    ir::NodeIdx index, ir::Node& node) {
    if (value.key() == "leaf") {
      node.kind = NodeKind::leaf;
      node.asset = read_leaf(value, node);
      return;
    }
    const auto mode = std::find(std::begin(kModes), std::end(kModes), value.key());
    read_children(value, kind_of(static_cast<std::size_t>(mode - std::begin(kModes))), place,
                  frames, index, node);
  }

  static NodeKind kind_of(std::size_t mode) {
    return static_cast<NodeKind>(static_cast<std::size_t>(NodeKind::group) + mode);
  }

  void read_collection(const Json& value, const Place& place, std::optional<std::int64_t> frames,
                       ir::NodeIdx index, ir::Node& node) {
    if (!value.is_object()) return report_.wrong_type(value, "an object");
    ObjectReader reader(value, report_);
    NodeKind kind = NodeKind::group;
    const auto mode = reader.need("mode", "a collection");
    if (mode && mode->is_object() && mode->find("switch"))
      report_.unsupported(*mode, "the mode \"switch\"", "supported: group, stack, sequence");
    else if (mode)
      kind = kind_of(read_choice(*mode, "mode", kModes, kLaterModes, report_).value_or(0));
    if (const auto children = reader.need("children", "a collection"))
      read_children(*children, kind, place, frames, index, node);
    reader.finish();
  }

  ir::AssetIdx read_leaf(const Json& value, const ir::Node& node) {
    if (value.is_string()) return find_asset(value, loading_);
    if (!value.is_object()) {
      report_.wrong_type(value, "the name of an asset, {\"asset\": name} or an asset itself");
      return {};
    }
    const bool is_inline = value.size() > 0 && !value.find("asset");
    if (is_inline) return read_asset(value, loading_.out.text(node.id), loading_);
    ObjectReader reader(value, report_);
    const auto name = reader.need("asset", "a leaf");
    reader.finish();
    if (!name) return {};
    if (name->is_string()) return find_asset(*name, loading_);
    report_.wrong_type(*name, "the name of an asset");
    return {};
  }

  void read_children(const Json& value, NodeKind kind, const Place& place,
                     std::optional<std::int64_t> frames, ir::NodeIdx index, ir::Node& node) {
    node.kind = kind;
    if (!value.is_array()) return report_.wrong_type(value, "an array of nodes");
    const bool in_sequence = kind == NodeKind::sequence;
    std::vector<ir::NodeIdx> children;
    std::vector<Json> sources;
    const std::size_t errors_before = report_.error_count();
    for (const Json element : value) {
      children.push_back(
          read(element,
               {index, in_sequence, place.path + "." + std::to_string(element.place()), frames}));
      sources.push_back(element);
    }
    std::vector<ir::NodeIdx>& all = loading_.out.child_nodes;
    node.children = {static_cast<std::uint32_t>(all.size()),
                     static_cast<std::uint32_t>(children.size())};
    all.insert(all.end(), children.begin(), children.end());
    const bool lengths_known = report_.error_count() == errors_before;
    if (in_sequence) check_sequence(node, sources, lengths_known, loading_);
  }

  Loading& loading_;
  Report& report_;
};

}  // namespace

void read_root_node(const Json& value, std::optional<std::int64_t> duration_frames,
                    Loading& loading) {
  NodeReader(loading).read(value, {{}, false, "n", duration_frames});
}

}  // namespace lattice::schema

// Nodes: from the tree of the document to flat arrays, parents first.
#include <array>
#include <vector>

#include "schema/lanes.h"
#include "schema/loading.h"
#include "schema/object_reader.h"

namespace lattice::schema {
namespace {

constexpr std::int64_t kMaxInstance = INT32_MAX;

std::array<std::string_view, image::kBlends> blend_names() {
  std::array<std::string_view, image::kBlends> names;
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = name_of(static_cast<image::Blend>(i));
  return names;
}

// While it lives, this is the node around what is read.
class InsideNode {
 public:
  InsideNode(Loading& loading, ir::NodeIdx node) : loading_(loading), outer_(loading.node) {
    loading.node = node;
  }
  ~InsideNode() { loading_.node = outer_; }
  InsideNode(const InsideNode&) = delete;
  InsideNode& operator=(const InsideNode&) = delete;

 private:
  Loading& loading_;
  ir::NodeIdx outer_;
};

// The keys that every kind of node has.
class NodeReader {
 public:
  NodeReader(ir::NodeIdx index, const NodePlace& place, Loading& loading)
      : index_(index), place_(place), loading_(loading), report_(loading.report) {}

  void read(const Json& value, ir::Node& node) {
    ObjectReader reader(value, report_);
    reader.accept("id");
    const auto frames = read_range(reader, node);
    read_appearance(reader, node);
    read_transitions(reader, frames, node);
    if (const auto given = reader.take("conditioning")) read_conditioning(*given, node);
    if (const auto given = reader.take("layout")) node.layout = read_layout(*given, loading_);
    if (const auto given = reader.take("motion_blur")) read_own_motion_blur(*given, node);
    read_parent(reader);
    reader.accept("metadata");
    const auto depth_sort = reader.take("depth_sort");
    if (depth_sort && !depth_sort->is_null())
      node.depth_sort = read_boolean(*depth_sort, report_).value_or(false);
    read_node_kind(reader, place_, frames, index_, node, loading_);
    if (node.depth_sort && node.kind == ir::NodeKind::leaf)
      report_.error(*depth_sort,
                    "\"depth_sort\" orders the children of a collection; a leaf has none",
                    "remove it");
    reader.finish();
  }

 private:
  void read_appearance(ObjectReader& reader, ir::Node& node) {
    if (const auto given = reader.take("transform"))
      node.transform = read_transform(*given, loading_);
    if (const auto given = reader.take("opacity")) node.opacity = read_opacity(*given, loading_);
    if (const auto given = reader.take("blend")) {
      static const auto kNames = blend_names();
      node.blend =
          static_cast<image::Blend>(read_choice(*given, "blend mode", kNames, report_).value_or(0));
    }
    if (const auto given = reader.take("effects")) node.effects = read_effects(*given, loading_);
    if (const auto given = reader.take("mask")) node.mask = read_mask(*given, index_, loading_);
  }

  // Duration of the node; none when that is unknown.
  std::optional<std::int64_t> read_range(ObjectReader& reader, ir::Node& node) {
    const auto range = reader.take("range");
    if (!range) {
      if (place_.in_sequence) {
        report_.error(reader.object(), "a child of a sequence needs \"range\"",
                      "write \"range\": [0, frames]");
        return {};
      }
      node.end_frame = place_.parent_frames.value_or(1);
      return place_.parent_frames;
    }
    if (!range->is_array() || range->size() != 2) {
      report_.error(*range, "\"range\" must be [start, end) in whole frames");
      return {};
    }
    std::optional<std::int64_t> ends[2];
    for (const Json element : *range)
      ends[element.place()] = read_whole(element, -kMaxFrames, kMaxFrames, report_);
    if (!ends[0] || !ends[1] || !check_range(*range, *ends[0], *ends[1])) return {};
    node.start_frame = *ends[0];
    node.end_frame = *ends[1];
    return node.duration_frames();
  }

  bool check_range(const Json& range, std::int64_t start, std::int64_t end) {
    const std::string text = "[" + std::to_string(start) + ", " + std::to_string(end) + "]";
    if (start > end) {
      report_.error(range, "\"range\" " + text + " ends before it starts");
      return false;
    }
    if (!place_.in_sequence || start == 0) return true;
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
    const auto given = [&](std::string_view key) {
      auto found = reader.take(key);
      return found && !found->is_null() ? found : std::nullopt;
    };
    if (const auto depth = given("depth"))
      node.own_depth = read_lanes(*depth, LaneRule{}, {&node.depth, 1}, loading_);
    if (const auto semantic = given("semantic"))
      if (const auto name = read_name(*semantic, report_))
        node.labels.semantic = loading_.add_text(*name);
    if (const auto instance = given("instance"))
      node.labels.instance = read_whole(*instance, 0, kMaxInstance, report_).value_or(-1);
    if (const auto mask = given("mask"))
      node.labels.mask = read_boolean(*mask, report_).value_or(false);
    reader.finish();
  }

  void read_own_motion_blur(const Json& value, ir::Node& node) {
    const auto blur = read_motion_blur(value, report_);
    if (!blur) return;
    node.motion_blur = ir::MotionBlurIdx{loading_.out.motion_blurs.size()};
    loading_.out.motion_blurs.push_back(*blur);
  }

  void read_parent(ObjectReader& reader) {
    const auto parent = reader.take("parent");
    if (!parent || parent->is_null()) return;
    if (!parent->is_string()) return report_.wrong_type(*parent, "the id of a node");
    add_node_reference(NodeReference::Use::parent, *parent, index_, 0, loading_);
  }

  ir::NodeIdx index_;
  const NodePlace& place_;
  Loading& loading_;
  Report& report_;
};

// With the composition's prefix and the suffixes of repeats, as everyone sees it.
std::string whole_id(const std::string& id, const Loading& loading) {
  if (loading.scope == nullptr) return id;
  return loading.scope->composition->id_prefix + id + loading.scope->id_suffix;
}

std::string read_id(const Json& value, const NodePlace& place, ir::NodeIdx index,
                    Loading& loading) {
  std::string id = place.path;
  const auto given = value.is_object() ? value.find("id") : std::nullopt;
  if (given) id = read_name(*given, loading.report).value_or(id);
  const std::size_t own_bytes = id.size();
  id = whole_id(id, loading);
  loading.may_expand(id.size() - own_bytes, kBytesPerCharacter, value);
  const auto [first, is_new] = loading.nodes_by_id.try_emplace(id, index);
  if (!is_new) {
    const Report::InNode scope(loading.report, id);
    const ir::Composition& out = loading.out;
    loading.report.error(given.value_or(value),
                         "the id " + in_quotes(id) + " is taken by the node at " +
                             out.text(out.node(first->second).pointer),
                         "give each node an id of its own");
  }
  return id;
}

}  // namespace

ir::NodeIdx read_node(const Json& value, const NodePlace& place, Loading& loading) {
  ir::Composition& out = loading.out;
  const ir::NodeIdx index{out.nodes.size()};
  ir::Node node;
  node.parent = place.parent;
  node.domain = loading.domain;
  out.nodes.push_back(node);
  const std::string id = read_id(value, place, index, loading);
  const Report::InNode in_report(loading.report, id);
  const InsideNode inside(loading, index);
  node.id = loading.add_text(id);
  node.pointer = loading.add_text(value.pointer());
  // Whoever is inside may be told where it is.
  out.nodes[index.index()] = node;
  if (!value.is_object())
    loading.report.wrong_type(value, "an object");
  else if (place.depth >= kMaxNodeDepth)
    loading.report.error(value,
                         "nodes nest deeper than " + std::to_string(kMaxNodeDepth) +
                             ", with the compositions that they show",
                         "make the tree flatter");
  else
    NodeReader(index, place, loading).read(value, node);
  out.nodes[index.index()] = node;
  return index;
}

void read_root_node(const Json& value, std::optional<std::int64_t> duration_frames,
                    Loading& loading) {
  read_node(value, {{}, false, "n", duration_frames, 0}, loading);
}

}  // namespace lattice::schema

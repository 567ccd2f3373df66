// What a node is: a leaf, a collection of any mode, or another composition.
#include <algorithm>
#include <vector>

#include "base/suggest.h"
#include "schema/lanes.h"
#include "schema/loading.h"
#include "schema/object_reader.h"

namespace lattice::schema {
namespace {

using ir::NodeKind;

// The ways to say what a node is; exactly one of them stands on a node.
constexpr std::string_view kContents[] = {"kind",     "leaf",   "group", "stack",
                                          "sequence", "switch", "comp"};
constexpr std::string_view kKinds[] = {"leaf",  "collection", "comp_ref", "group",
                                       "stack", "sequence",   "switch",   "comp"};
constexpr std::size_t kRowBytes = 256;  // of a row, whatever stands in it
constexpr std::string_view kModes[] = {"group", "stack", "sequence", "switch"};

class KindReader {
 public:
  KindReader(const NodePlace& place, std::optional<std::int64_t> frames, ir::NodeIdx index,
             ir::Node& node, Loading& loading)
      : place_(place),
        frames_(frames),
        index_(index),
        node_(node),
        loading_(loading),
        report_(loading.report) {}

  void read(ObjectReader& reader) {
    std::vector<Json> given;
    for (const std::string_view key : kContents)
      if (const auto content = reader.take(key)) given.push_back(*content);
    if (const auto repeat = reader.object().find("repeat")) {
      reader.accept("repeat");
      return report_.error(
          *repeat, "\"repeat\" stands alone, as a child of a collection",
          "write {\"repeat\": {\"over\": .., \"child\": {..}}} among the children");
    }
    for (const std::string_view key : {"collection", "comp_ref"})
      if (const auto inner = reader.object().find(key)) {
        reader.accept(key);
        return report_.error(*inner, in_quotes(key) + " stands in \"kind\"",
                             "write {\"kind\": {" + in_quotes(key) + ": ..}}");
      }
    if (given.size() == 1) return read_content(given.front());
    std::string has = given.empty() ? "this one has none of them" : "this one has ";
    for (const Json& content : given)
      has += (&content == &given.front() ? "" : " and ") + in_quotes(content.key());
    report_.error(reader.object(),
                  "a node has one of \"kind\", \"leaf\", \"group\", \"stack\", \"sequence\", "
                  "\"switch\", \"comp\"; " +
                      has,
                  given.empty() ? "add one" : "keep one");
  }

 private:
  // "kind": {..}, "leaf": .., "group": [..], "switch": {..}, "comp": ..
  void read_content(const Json& value) {
    const std::string& key = value.key();
    if (key == "kind") return read_kind(value);
    if (key == "leaf") {
      node_.kind = NodeKind::leaf;
      node_.asset = read_leaf(value);
    } else if (key == "comp" || key == "comp_ref") {
      node_.kind = NodeKind::comp_ref;
      read_comp_ref(value, place_, index_, node_, loading_);
    } else if (key == "collection") {
      read_collection(value);
    } else if (key == "switch") {
      read_switch(value);
    } else {
      const auto mode = std::find(std::begin(kModes), std::end(kModes), key);
      read_children(value, kind_of(static_cast<std::size_t>(mode - std::begin(kModes))));
    }
  }

  void read_kind(const Json& value) {
    if (!value.is_object() || value.size() != 1)
      return report_.error(value, "\"kind\" must be an object with one key",
                           "write {\"leaf\": {\"asset\": ..}} or {\"collection\": {\"mode\": .., "
                           "\"children\": [..]}}");
    const Json content = *value.begin();
    const std::string& key = content.key();
    if (std::find(std::begin(kKinds), std::end(kKinds), key) == std::end(kKinds))
      return report_.error(content, "unknown node kind " + in_quotes(key), suggestion(key, kKinds));
    read_content(content);
  }

  static NodeKind kind_of(std::size_t mode) {
    return static_cast<NodeKind>(static_cast<std::size_t>(NodeKind::group) + mode);
  }

  // {"mode": "group", "children": [..]} or {"mode": {"switch": {"active": 0}}, ..}
  void read_collection(const Json& value) {
    if (!value.is_object()) return report_.wrong_type(value, "an object");
    ObjectReader reader(value, report_);
    NodeKind kind = NodeKind::group;
    const auto mode = reader.need("mode", "a collection");
    if (mode && mode->is_object()) {
      kind = NodeKind::selector;
      read_switch_mode(*mode);
    } else if (mode) {
      kind = kind_of(read_choice(*mode, "mode", kModes, report_).value_or(0));
      if (kind == NodeKind::selector)
        report_.error(*mode, "the mode \"switch\" needs \"active\"",
                      "write {\"switch\": {\"active\": 0}}");
    }
    if (const auto children = reader.need("children", "a collection"))
      read_children(*children, kind);
    reader.finish();
  }

  void read_switch_mode(const Json& mode) {
    ObjectReader reader(mode, report_);
    if (const auto given = reader.need("switch", "a mode")) {
      if (given->is_object()) {
        ObjectReader inner(*given, report_);
        read_active(inner);
        inner.finish();
      } else {
        report_.wrong_type(*given, "an object {\"active\"}");
      }
    }
    reader.finish();
  }

  // {"active": Anim, "children": [..]}
  void read_switch(const Json& value) {
    if (!value.is_object())
      return report_.wrong_type(value, "an object {\"active\", \"children\"}");
    ObjectReader reader(value, report_);
    read_active(reader);
    if (const auto children = reader.need("children", "a switch"))
      read_children(*children, NodeKind::selector);
    reader.finish();
  }

  void read_active(ObjectReader& reader) {
    const auto given = reader.need("active", "a switch");
    if (!given) return;
    LaneRule rule;
    rule.whole = true;
    rule.max = static_cast<double>(kMaxNodes);
    read_lanes(*given, rule, {&node_.active, 1}, loading_);
  }

  ir::AssetIdx read_leaf(const Json& value) {
    if (value.is_string()) return find_asset(value, loading_);
    if (!value.is_object()) {
      report_.wrong_type(value, "the name of an asset, {\"asset\": name} or an asset itself");
      return {};
    }
    const bool is_inline = value.size() > 0 && !value.find("asset");
    if (is_inline) return read_asset(value, loading_.out.text(node_.id), loading_);
    ObjectReader reader(value, report_);
    const auto name = reader.need("asset", "a leaf");
    reader.finish();
    if (!name) return {};
    if (name->is_string()) return find_asset(*name, loading_);
    report_.wrong_type(*name, "the name of an asset");
    return {};
  }

  // ---- Children, and repeats among them ------------------------------------------------

  void read_children(const Json& value, NodeKind kind) {
    node_.kind = kind;
    if (!value.is_array()) return report_.wrong_type(value, "an array of nodes");
    const bool in_sequence = kind == NodeKind::sequence;
    // What is inside may ask what is around it.
    loading_.out.nodes[index_.index()] = node_;
    const std::size_t errors_before = report_.error_count();
    for (const Json element : value)
      read_child(element, {index_, in_sequence, place_.path + "." + std::to_string(element.place()),
                           frames_, place_.depth + 1});
    node_.children = appended(loading_.out.child_nodes, children_);
    const bool lengths_known = report_.error_count() == errors_before;
    if (in_sequence) check_sequence(node_, sources_, lengths_known, loading_);
  }

  void read_child(const Json& element, const NodePlace& place) {
    if (const auto repeat = element.is_object() ? element.find("repeat") : std::nullopt)
      return read_repeat(element, *repeat, place);
    if (loading_.out.nodes.size() >= kMaxNodes) return report_full(element);
    if (loading_.is_full) return;
    children_.push_back(read_node(element, place, loading_));
    sources_.push_back(element);
  }

  // {"repeat": {"over": "rows" | N, "child": {..}}}: the child once for every row.
  void read_repeat(const Json& element, const Json& value, const NodePlace& place) {
    ObjectReader outer(element, report_);
    outer.accept("repeat");
    outer.finish();
    if (!value.is_object()) return report_.wrong_type(value, "an object {\"over\", \"child\"}");
    ObjectReader reader(value, report_);
    const auto over = reader.need("over", "a repeat");
    const auto child = reader.need("child", "a repeat");
    reader.finish();
    const auto rows = over ? read_repeat_rows(*over, loading_) : std::nullopt;
    if (!rows || !child) return;
    if (!loading_.may_expand(rows->count, kRowBytes + child->weight(), element)) return;
    for (std::uint32_t k = 0; k < rows->count && !loading_.is_full; ++k) {
      Scope& row = loading_.scopes.emplace_back();
      row.composition = loading_.scope->composition;
      row.outer = loading_.scope;
      row.id_suffix = loading_.scope->id_suffix + "." + std::to_string(k);
      if (k < rows->items.size()) row.item = rows->items[k];
      row.index = k;
      const InScope in_row(loading_, row);
      read_child(*child, place);
    }
  }

  void report_full(const Json& at) {
    if (loading_.is_full) return;
    loading_.is_full = true;
    report_.error(at,
                  "more than 1000000 nodes, with the rows of repeats and the compositions that "
                  "nodes show",
                  "repeat less");
  }

  const NodePlace& place_;
  std::optional<std::int64_t> frames_;
  ir::NodeIdx index_;
  ir::Node& node_;
  Loading& loading_;
  Report& report_;
  std::vector<ir::NodeIdx> children_;
  std::vector<Json> sources_;
};

}  // namespace

void read_node_kind(ObjectReader& reader, const NodePlace& place,
                    std::optional<std::int64_t> frames, ir::NodeIdx index, ir::Node& node,
                    Loading& loading) {
  KindReader(place, frames, index, node, loading).read(reader);
}

}  // namespace lattice::schema

#include "eval/layout_dump.h"

#include <vector>

namespace lattice::eval {

void dump_layout(JsonWriter& json, const ir::Composition& composition, const NodeBoxes& boxes,
                 ir::NodeIdx only) {
  struct Origin {
    double x = 0, y = 0;
  };
  std::vector<Origin> origins;  // by NodeIdx
  json.begin_object().key("nodes").begin_array();
  for (std::size_t i = 0; i < composition.nodes.size(); ++i) {
    const ir::Node& node = composition.nodes[i];
    Origin& origin = origins.emplace_back();
    if (node.parent) origin = origins[node.parent.index()];
    const layout::Rect* rect = boxes.find(ir::NodeIdx{i});
    if (rect == nullptr) continue;
    origin.x += rect->x;
    origin.y += rect->y;
    if (only && only.index() != i) continue;
    json.begin_inline_object().member("id", composition.text(node.id)).key("parent");
    if (node.parent && boxes.find(node.parent) != nullptr)
      json.value(composition.text(composition.node(node.parent).id));
    else
      json.null();
    json.member("x", origin.x).member("y", origin.y);
    json.member("w", rect->width).member("h", rect->height).end_inline_object();
  }
  json.end_array().end_object();
}

}  // namespace lattice::eval

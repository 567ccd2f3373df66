#include "session/support_assets.h"

#include <string>
#include <vector>

namespace lattice::session {
namespace {

// What of the asset is not rendered; empty when all of it is.
std::string unrendered(const ir::Asset& asset) {
  switch (asset.kind) {
    case ir::AssetKind::image:
    case ir::AssetKind::null: return {};
    case ir::AssetKind::solid_rect:
      return asset.radius > 0 ? "the \"radius\" of a solid_rect" : std::string();
    default: return "an asset of kind \"" + std::string(name_of(asset.kind)) + "\"";
  }
}

// The first node that shows each asset; none for those that only effects or particles show.
std::vector<ir::NodeIdx> nodes_of(const ir::Composition& composition) {
  std::vector<ir::NodeIdx> out(composition.assets.size());
  for (std::size_t i = composition.nodes.size(); i-- > 0;)
    if (const ir::AssetIdx asset = composition.nodes[i].asset) out[asset.index()] = ir::NodeIdx{i};
  return out;
}

}  // namespace

void report_unrendered_assets(const ir::Composition& composition, Severity severity,
                              Diagnostics& diagnostics) {
  const std::vector<ir::NodeIdx> nodes = nodes_of(composition);
  for (std::size_t i = 0; i < composition.assets.size(); ++i) {
    const ir::Asset& asset = composition.assets[i];
    const std::string what = unrendered(asset);
    if (what.empty()) continue;
    Diagnostic d;
    d.severity = severity;
    d.domain = "composition";
    d.file = composition.text(composition.file);
    d.pointer = composition.text(asset.pointer);
    if (nodes[i]) d.node = composition.text(composition.node(nodes[i]).id);
    d.message = what + " is not rendered by this version";
    d.remedy = asset.kind == ir::AssetKind::solid_rect ? "remove it" : "remove what shows it";
    diagnostics.push_back(std::move(d));
  }
}

}  // namespace lattice::session

// Which assets this version renders, and how the others are named.
#include "session/support_assets.h"
#include "support/catch.h"

using namespace lattice;

namespace {

struct Scene {
  ir::Composition composition;

  Scene() { composition.file = text("scene.json"); }

  ir::TextId text(std::string value) {
    composition.texts.push_back(std::move(value));
    return ir::TextId{composition.texts.size() - 1};
  }

  ir::Asset& add(ir::AssetKind kind, std::string pointer) {
    ir::Asset asset;
    asset.kind = kind;
    asset.pointer = text(std::move(pointer));
    composition.assets.push_back(asset);
    return composition.assets.back();
  }

  void show(std::size_t asset, std::string id) {
    ir::Node node;
    node.asset = ir::AssetIdx{asset};
    node.id = text(std::move(id));
    composition.nodes.push_back(node);
  }

  std::string findings(Severity severity) const {
    Diagnostics found;
    session::report_unrendered_assets(composition, severity, found);
    std::string out;
    for (const Diagnostic& d : found) {
      CHECK(d.severity == severity);
      CHECK(d.domain == "composition");
      out += d.text() + "\n";
    }
    return out;
  }
};

}  // namespace

TEST_CASE("images, rectangles and nulls are rendered", "[session][support]") {
  Scene scene;
  for (const ir::AssetKind kind :
       {ir::AssetKind::image, ir::AssetKind::solid_rect, ir::AssetKind::null})
    scene.add(kind, "/assets/a");
  CHECK(scene.findings(Severity::error) == "");
}

TEST_CASE("every other asset is named with its pointer and the first node that shows it",
          "[session][support]") {
  Scene scene;
  scene.add(ir::AssetKind::video, "/assets/a");
  scene.add(ir::AssetKind::solid_rect, "/assets/b").radius = 3;
  scene.add(ir::AssetKind::particles, "/assets/c");
  scene.show(1, "card");
  scene.show(0, "film");
  scene.show(0, "again");
  CHECK(scene.findings(Severity::warning) ==
        "scene.json:/assets/a: an asset of kind \"video\" is not rendered by this version; remove "
        "what shows it (node \"film\")\n"
        "scene.json:/assets/b: the \"radius\" of a solid_rect is not rendered by this version; "
        "remove it (node \"card\")\n"
        "scene.json:/assets/c: an asset of kind \"particles\" is not rendered by this version; "
        "remove what shows it\n");
}

// What the format can say and this version does not render: named, and refused in one place.
#include "session/support.h"

#include "support/catch.h"

using namespace lattice;

namespace {

ir::TextId text(ir::Composition& c, const char* value) {
  c.texts.emplace_back(value);
  return ir::TextId{c.texts.size() - 1};
}

ir::Composition card() {
  ir::Composition c;
  c.file = text(c, "scene.json");
  ir::Node node;
  node.id = text(c, "card");
  node.pointer = text(c, "/root");
  c.nodes.push_back(node);
  return c;
}

std::string found_in(const ir::Composition& c) {
  std::string out;
  for (const Diagnostic& d : session::unrendered_parts(c, Severity::warning))
    out += (out.empty() ? "" : "\n") + d.text();
  return out;
}

}  // namespace

TEST_CASE("what renders whole has no findings", "[session][support]") {
  ir::Composition c = card();
  c.nodes[0].labels.instance = 3;
  c.nodes[0].blend = image::Blend::luminosity;
  c.nodes[0].layout = ir::LayoutIdx{std::size_t{0}};
  c.nodes[0].depth_sort = true;
  c.motion_blurs.push_back({1, 180, -90});
  c.nodes[0].motion_blur = ir::MotionBlurIdx{std::size_t{0}};
  Diagnostics diagnostics;
  CHECK(found_in(c) == "");
  CHECK(session::check_renderable(c, diagnostics));
  CHECK(diagnostics.empty());
}

TEST_CASE("each part that is not rendered is named with its place", "[session][support]") {
  ir::Composition c = card();
  c.time.model = ir::TimeModel::cyclic;
  c.working = ir::WorkingSpace::acescg_f32;
  c.camera.emplace();
  c.motion_blur.samples = 8;
  ir::Node& node = c.nodes[0];
  node.transform.rotation_x_rad.constant = 1;
  node.transform.rotation_y_rad.constant = 1;
  node.mask = ir::MaskIdx{std::size_t{0}};
  c.motion_blurs.push_back({4, 180, -90});
  node.motion_blur = ir::MotionBlurIdx{std::size_t{0}};
  ir::Effect effect;
  effect.pointer = text(c, "/root/effects/0");
  effect.inputs = {0, 1};
  c.effects.push_back(effect);
  c.inputs.push_back({{}, ir::NodeIdx{std::size_t{0}}});
  node.effects = {0, 1};
  const std::string version = " is not rendered by this version; ";
  CHECK(found_in(c) ==
        "scene.json:/time/model: the time model \"cyclic\"" + version + "write \"finite\"\n" +
            "scene.json:/color/working: the working space \"acescg_f32\"" + version +
            "write \"srgb8\"\n" + "scene.json:/camera: the camera" + version + "remove it\n" +
            "scene.json:/motion_blur: motion blur" + version +
            "remove it, or write {\"samples\": 1}\n" +
            "scene.json:/root/transform/rotation_x_deg: \"rotation_x_deg\"" + version +
            "remove it (node \"card\")\n" +
            "scene.json:/root/transform/rotation_y_deg: \"rotation_y_deg\"" + version +
            "remove it (node \"card\")\n" +
            "scene.json:/root/effects/0/inputs: a node as an input of an effect" + version +
            "name an asset: {\"asset\": NAME} (node \"card\")\n" +
            "scene.json:/root/mask: the mask of a node" + version + "remove it (node \"card\")\n" +
            "scene.json:/root/motion_blur: motion blur" + version +
            "remove it, or write {\"samples\": 1} (node \"card\")");
}

TEST_CASE("a place that many nodes are made of is named once", "[session][support]") {
  ir::Composition c = card();
  c.nodes[0].mask = ir::MaskIdx{std::size_t{0}};
  for (int row = 0; row < 5; ++row) c.nodes.push_back(c.nodes[0]);
  CHECK(found_in(c) ==
        "scene.json:/root/mask: the mask of a node is not rendered by this version; remove it "
        "(node \"card\")");
}

TEST_CASE("rendering is refused with every finding as an error", "[session][support]") {
  ir::Composition c = card();
  c.nodes[0].mask = ir::MaskIdx{std::size_t{0}};
  c.nodes[0].transform.rotation_x_rad.constant = 1;
  Diagnostics diagnostics;
  const auto refused = session::check_renderable(c, diagnostics);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Code::invalid);
  REQUIRE(diagnostics.size() == 2);
  CHECK(diagnostics[0].severity == Severity::error);
  CHECK(diagnostics[0].domain == "composition");
  CHECK(diagnostics[1].pointer == "/root/mask");
}

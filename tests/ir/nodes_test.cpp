// The parts of nodes: what verify() holds them to, and what the dump says of them.
#include <functional>
#include <limits>

#include "base/json_writer.h"
#include "ir/dump.h"
#include "ir/film.h"
#include "ir/passes/normalize.h"
#include "ir/verify.h"
#include "support/catch.h"

using namespace lattice;
using test::Film;

namespace {

// A group of three leaves: one masked, one laid out and blurred, one attached to the other; and
// a composition node around a leaf.
Film everything() {
  Film film(ir::NodeKind::group);
  film.add_leaf(30);
  film.add_leaf(30);
  film.add_leaf(30);
  ir::Composition& c = film.composition;
  ir::Mask mask;
  mask.source = ir::MaskSource::ellipse;
  mask.lanes[2].constant = 5;
  mask.pointer = film.text("/mask");
  c.masks.push_back(mask);
  c.nodes[1].mask = ir::MaskIdx{std::size_t{0}};
  ir::Layout layout;
  layout.pointer = film.text("/layout");
  layout.width = {ir::Dimension::Unit::percent, {50, {}}};
  c.layouts.push_back(layout);
  c.nodes[2].layout = ir::LayoutIdx{std::size_t{0}};
  c.motion_blurs.push_back({4, 180, -90});
  c.nodes[2].motion_blur = ir::MotionBlurIdx{std::size_t{0}};
  c.nodes[1].attached_to = ir::NodeIdx{std::size_t{3}};
  c.nodes[3].labels = {film.text("person"), 2, true};

  // The third leaf becomes a composition node with a leaf of its own.
  c.nodes[3].kind = ir::NodeKind::comp_ref;
  c.nodes[3].asset = {};
  c.nodes[3].inner_domain = ir::DomainIdx{std::size_t{0}};
  c.nodes[3].children = {static_cast<std::uint32_t>(c.child_nodes.size()), 1};
  ir::Node inner;
  inner.parent = ir::NodeIdx{std::size_t{3}};
  inner.domain = ir::DomainIdx{std::size_t{0}};
  inner.asset = ir::AssetIdx{std::size_t{0}};
  inner.end_frame = 10;
  inner.id = film.text("c/n");
  inner.pointer = film.text("/compositions/c/root");
  c.nodes.push_back(inner);
  c.child_nodes.push_back(ir::NodeIdx{std::size_t{4}});
  ir::Domain domain;
  domain.owner = ir::NodeIdx{std::size_t{3}};
  domain.name = film.text("c");
  domain.fps = {25, 1};
  domain.duration_frames = 10;
  c.domains.push_back(domain);
  ir::Camera camera;
  camera.pointer = film.text("/camera");
  c.camera = camera;
  return film;
}

}  // namespace

TEST_CASE("a composition with everything on its nodes is in order", "[ir][verify]") {
  Film film = everything();
  const auto runs = ir::normalize(film.composition);
  if (!runs) FAIL(runs.error().text());
  CHECK(ir::verify(film.composition));
  REQUIRE(film.composition.passes.size() == ir::normalize_passes().size());
  CHECK(std::string(film.composition.passes.front().name) == "unused_assets");
}

TEST_CASE("each broken part of a node is found", "[ir][verify]") {
  using C = ir::Composition;
  constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
  struct Case {
    const char* name;
    std::function<void(C&)> break_it;
  };
  const ir::NodeIdx far{std::size_t{99}};
  const Case cases[] = {
      {"no such mask", [](C& c) { c.nodes[1].mask = ir::MaskIdx{std::size_t{7}}; }},
      {"no such layout", [](C& c) { c.nodes[1].layout = ir::LayoutIdx{std::size_t{7}}; }},
      {"no such blur", [](C& c) { c.nodes[1].motion_blur = ir::MotionBlurIdx{std::size_t{7}}; }},
      {"no such label", [](C& c) { c.nodes[1].labels.semantic = ir::TextId{std::size_t{999}}; }},
      {"mask's lane", [&](C& c) { c.masks[0].lanes[0].constant = kNaN; }},
      {"mask's node", [&](C& c) { c.masks[0].source = ir::MaskSource::node; }},
      {"mask's node is none", [&](C& c) { c.masks[0].node = far; }},
      {"mask's path",
       [](C& c) {
         c.masks[0].verbs = {0, 3};
       }},
      {"mask's threshold", [](C& c) { c.masks[0].threshold = 2; }},
      {"layout's lane", [&](C& c) { c.layouts[0].gap_x.constant = kNaN; }},
      {"percent padding",
       [](C& c) {
         c.layouts[0].padding.top = {ir::Dimension::Unit::percent, {5, {}}};
       }},
      {"blur without samples", [](C& c) { c.motion_blurs[0].samples = 0; }},
      {"attached to itself", [](C& c) { c.nodes[1].attached_to = ir::NodeIdx{std::size_t{1}}; }},
      {"attached to none", [&](C& c) { c.nodes[1].attached_to = far; }},
      {"two owners", [](C& c) { c.domains[0].owner = ir::NodeIdx{std::size_t{2}}; }},
      {"no clock", [](C& c) { c.domains[0].fps.num = 0; }},
      {"clip", [](C& c) { c.domains[0].has_clip = true, c.domains[0].clip_start = 3; }},
      {"wrong domain", [](C& c) { c.nodes[4].domain = {}; }},
      {"no domain inside", [](C& c) { c.nodes[3].inner_domain = {}; }},
      {"active", [&](C& c) { c.nodes[1].active.constant = kNaN; }},
      {"camera", [](C& c) { c.camera->near = 0; }},
      {"period", [](C& c) { c.time.model = ir::TimeModel::cyclic; }},
      {"order", [](C& c) { std::swap(c.transform_order[0], c.transform_order[1]); }},
      {"order is short", [](C& c) { c.transform_order.pop_back(); }},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    Film film = everything();
    REQUIRE(ir::normalize(film.composition));
    c.break_it(film.composition);
    CHECK_FALSE(ir::verify(film.composition));
  }
}

TEST_CASE("the transform order is written only where the document's does not do", "[ir][passes]") {
  Film film = everything();
  ir::Composition& c = film.composition;
  const std::string_view skipped[] = {"transform_order"};
  REQUIRE(ir::normalize(c, skipped));
  CHECK(c.transform_order.empty());
  REQUIRE(ir::normalize(c));
  std::vector<std::size_t> order;
  for (const ir::NodeIdx node : c.transform_order) order.push_back(node.index());
  CHECK(order == std::vector<std::size_t>{0, 3, 1, 2, 4});
  c.nodes[1].attached_to = {};
  REQUIRE(ir::normalize(c));
  CHECK(c.transform_order.empty());
}

TEST_CASE("the dump tells what hangs on nodes", "[ir][dump]") {
  Film film = everything();
  REQUIRE(ir::normalize(film.composition));
  JsonWriter json;
  ir::dump(json, film.composition, {});
  const std::string text = json.take();
  for (const char* part :
       {R"("domains": [)", R"("composition": "c")", R"("inner_domain": 0)", R"("attached_to": 3)",
        R"("source": "ellipse")", R"("rx": 5)", R"("width": {"percent": 50})",
        R"("motion_blur": {"samples": 4, "shutter_angle_deg": 180, "shutter_phase_deg": -90})",
        R"("labels": {"semantic": "person", "instance": 2, "mask": true})", R"("camera": {)",
        R"("fov_deg": 50)", R"("transform_order": [0, 3, 1, 2, 4])",
        R"("passes": ["unused_assets", "sequences", "transform_order"])"}) {
    CAPTURE(part);
    CHECK(text.find(part) != text.npos);
  }
}

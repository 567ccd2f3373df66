// What cameras, depth and turned planes do to the graph of a frame.
#include <cmath>

#include "base/math.h"
#include "eval/film.h"
#include "eval/scene.h"
#include "support/catch.h"
#include "support/count_allocations.h"

using namespace lattice;
using namespace lattice::eval::testing;
using image::Mat3;
using image::Point;

namespace {

constexpr double kTolerance = 1e-9;
// Of the default camera, for a canvas of 100 x 100.
const double kDistance = 50 / math::tan(25 * math::kRadiansPerDegree);

NodeSpec& turned_y(NodeSpec& spec, double radians) {
  return spec.with([radians](ir::Node& node, ir::Composition&) {
    node.transform.rotation_y_rad.constant = radians;
  });
}
NodeSpec& turned_x(NodeSpec& spec, double radians) {
  return spec.with([radians](ir::Node& node, ir::Composition&) {
    node.transform.rotation_x_rad.constant = radians;
  });
}
NodeSpec& at_z(NodeSpec& spec, double z) {
  return spec.with([z](ir::Node& node, ir::Composition&) { node.transform.z.constant = z; });
}
NodeSpec card(const std::string& id) { return leaf(id, 0, 10); }

void add_camera(ir::Composition& c) {
  c.camera.emplace();
  c.camera->position = {{{50, {}}, {50, {}}, {-kDistance, {}}}};
}

Point seen(const eval::NodeState& state, Point p = {}) { return state.canvas_from_node.apply(p); }

// A film through a camera, its root a group of these children.
Film film(const std::string& camera, const std::string& children) {
  return Film(group_of(children), "\"camera\": {" + camera + "},");
}
const std::string kCard = R"({"id": "a", "leaf": "bg"})";

}  // namespace

TEST_CASE("the default camera sees what lies at z = 0 exactly where it would be without one",
          "[eval][camera]") {
  for (const double x : {0.0, 17.0, -0.1, 12.345}) {
    const auto build = [&](const std::function<void(ir::Composition&)>& change) {
      Scene scene(group("g", 0, 10, {leaf("a", 0, 10).with([](ir::Node& n, ir::Composition&) {
                          n.transform.translate_x.constant = 3;
                          n.transform.rotation_rad.constant = 0.4;
                          n.transform.scale_y.constant = 0.7;
                          n.transform.anchor_x.constant = 1.3;
                        })})
                      .at(x, 41),
                  10, change);
      scene.at(0);
      return std::pair(scene.state("g").canvas_from_node, scene.state("a").canvas_from_node);
    };
    CHECK(build(add_camera) == build({}));
    for (const auto& [width, height] : {std::pair(1920, 1080), std::pair(641, 359)})
      CHECK(build([w = width, h = height](ir::Composition& c) {
              c.width = w, c.height = h;
              add_camera(c);
              c.camera->position[0].constant = w / 2.0;
              c.camera->position[1].constant = h / 2.0;
              c.camera->position[2].constant = -(h / 2.0 / math::tan(25 * math::kRadiansPerDegree));
            }) == build({}));
  }
}

TEST_CASE("the camera that a composition leaves to its defaults is that one", "[eval][camera]") {
  Film loaded = film("", R"({"id": "a", "leaf": "bg", "transform": {"translate": [7, 9]}})");
  CHECK(loaded.at(0, "a").canvas_from_node == Mat3::translation(7, 9));
  CHECK(loaded.at(0, "a").z == Approx(kDistance));
}

TEST_CASE("what a turned node stands beside stays where it is, bit by bit", "[eval][camera]") {
  NodeSpec tilted = card("tilted"), flat = card("flat").at(0.1, 0.7);
  turned_x(tilted, 1);
  Scene scene(group("root", 0, 10, {tilted, flat}).at(0.3, 5));
  Scene alone(group("root", 0, 10, {flat}).at(0.3, 5));
  CHECK(scene.at(0).planes.size() == 3);
  CHECK(alone.at(0).planes.empty());
  CHECK(scene.state("flat").canvas_from_node == alone.state("flat").canvas_from_node);
}

TEST_CASE("a plane parallel to the canvas is scaled by its distance, and affine",
          "[eval][camera]") {
  NodeSpec far_away = card("a");
  at_z(far_away, kDistance);
  Scene scene(far_away.at(10, 50), 10, add_camera);
  scene.at(0);
  CHECK(scene.state("a").canvas_from_node.is_affine());
  CHECK(scene.state("a").canvas_from_node.m[0] == Approx(0.5));
  CHECK(seen(scene.state("a")).x == Approx(50 + 0.5 * (10 - 50)));
  CHECK(seen(scene.state("a")).y == Approx(50));
}

TEST_CASE("positive angles turn y away from the viewer, and x towards the viewer",
          "[eval][camera]") {
  NodeSpec x = card("x"), y = card("y");
  turned_x(x, 0.5), turned_y(y, 0.5);
  Scene scene(group("root", 0, 10, {x, y}));
  const eval::EvaluatedGraph& graph = scene.at(0);
  CHECK(graph.planes[scene.find("x").index()].depth.per_y == Approx(math::sin(0.5)));
  CHECK(graph.planes[scene.find("x").index()].depth.per_x == 0);
  CHECK(graph.planes[scene.find("y").index()].depth.per_x == Approx(-math::sin(0.5)));
  CHECK(graph.planes[scene.find("y").index()].depth.per_y == 0);
  CHECK(seen(scene.state("x"), {0, 10}).y == Approx(10 * math::cos(0.5)));
}

TEST_CASE("a node turns about its anchor", "[eval][camera]") {
  NodeSpec spec =
      card("a").with([](ir::Node& n, ir::Composition&) { n.transform.anchor_x.constant = 5; });
  Scene scene(turned_y(spec.at(20, 0), 1));
  scene.at(0);
  CHECK(seen(scene.state("a"), {5, 3}).x == Approx(25));
  CHECK(scene.graph.planes[0].depth.at({5, 3}) == Approx(0).margin(kTolerance));
}

TEST_CASE("a group that is turned or moved in depth takes its children along", "[eval][camera]") {
  NodeSpec outer = group("g", 0, 10, {card("a").at(10, 0)});
  turned_y(outer, math::kPi / 3);
  at_z(outer, 100);
  Scene scene(outer);
  scene.at(0);
  CHECK(scene.state("a").z == Approx(100 - 10 * math::sin(math::kPi / 3)));
  CHECK(seen(scene.state("a")).x == Approx(5));
}

TEST_CASE("a camera with a target has it in the middle, and up upwards", "[eval][camera]") {
  Film loaded = film(R"("position": [300, -200, -250], "target": [20, 30, 40])",
                     R"({"id": "a", "leaf": "bg", "transform": {"translate": [20, 30], "z": 40}},
                        {"id": "b", "leaf": "bg", "transform": {"translate": [20, 10], "z": 40}})");
  CHECK(seen(loaded.at(0, "a")).x == Approx(50));
  CHECK(seen(loaded.at(0, "a")).y == Approx(50));
  CHECK(loaded.at(0, "a").z == Approx(std::sqrt(280 * 280 + 230 * 230 + 290 * 290)));
  CHECK(seen(loaded.at(0, "b")).x == Approx(50));
  CHECK(seen(loaded.at(0, "b")).y < 50);
}

TEST_CASE("a camera is turned as nodes are: about y, what lies to the left comes in sight",
          "[eval][camera]") {
  // z turns to x: the camera looks to the right, and what was ahead moves to the left.
  Film right = film(R"("rotation_deg": [0, 10, 0])", kCard);
  CHECK(seen(right.at(0, "a"), {50, 50}).x < 50);
  // y turns to z, and z to -y: it looks up, and what was ahead moves down.
  Film up = film(R"("rotation_deg": [10, 0, 0])", kCard);
  CHECK(seen(up.at(0, "a"), {50, 50}).y > 50);
  // x turns to y: it is turned clockwise, the picture the other way.
  Film roll = film(R"("rotation_deg": [0, 0, 90])", kCard);
  CHECK(seen(roll.at(0, "a"), {60, 50}).x == Approx(50));
  CHECK(seen(roll.at(0, "a"), {60, 50}).y == Approx(40));
}

TEST_CASE("a camera on its side sees the picture on its side", "[eval][camera]") {
  Film side = film(R"("up": [1, 0, 0])", kCard);
  CHECK(seen(side.at(0, "a"), {60, 50}).x == Approx(50));
  CHECK(seen(side.at(0, "a"), {60, 50}).y == Approx(40));
}

TEST_CASE("a camera that passes through looking along up has x on its right", "[eval][camera]") {
  Film loaded =
      film(R"("position": [50, -100, 0], "target": [50, 0, {"keys": [[0, -50], [20, 50]]}])",
           R"({"id": "a", "leaf": "bg", "transform": {"rotation_x_deg": 90}})");
  const Mat3& down = loaded.at(10, "a").canvas_from_node;
  CHECK(down.apply({60, 0}).x > 50);
  CHECK(down.apply({60, 0}).y == Approx(50));
}

TEST_CASE("a camera that passes through its target looks along z there", "[eval][camera]") {
  Film loaded = film(
      R"("position": [{"keys": [[0, 40], [20, 60]]}, 50, -100], "target": [50, 50, -100])", kCard);
  CHECK(seen(loaded.at(10, "a"), {50, 50}).x == Approx(50));
  CHECK(loaded.at(10, "a").z == Approx(100));
  CHECK(loaded.at(10, "a").canvas_from_node.is_affine());
}

TEST_CASE("a camera moves in the time of the composition", "[eval][camera]") {
  Film loaded = film(R"("position": [50, 50, {"keys": [[0, -100], [50, -200]]}],
                        "fov_deg": {"keys": [[0, 90], [50, 60]]})",
                     R"({"id": "a", "leaf": "bg", "range": [10, 30]})");
  CHECK(loaded.at(0, "a").z == Approx(100));
  CHECK(loaded.at(20, "a").z == Approx(140));
  CHECK(loaded.at(20.5, "a").z == Approx(141));
  CHECK(loaded.at(59, "a").z == Approx(200));
  CHECK(loaded.at(0, "a").canvas_from_node.m[0] == Approx(0.5));
  CHECK(loaded.at(25, "a").canvas_from_node.m[0] ==
        Approx(50 / math::tan(0.6544984694978736) / 150));
}

TEST_CASE("a camera follows expressions", "[eval][camera]") {
  Film loaded = Film(group_of(kCard), R"("variables": {"depth": 30}, "camera":
      {"position": [50, 50, "=-vars.depth - time.frame"], "fov_deg": "=80 + 200 * time.frame"},)");
  CHECK(loaded.at(0, "a").z == Approx(30));
  CHECK(loaded.at(5, "a").z == Approx(35));
  CHECK(std::isfinite(seen(loaded.at(5, "a"), {1, 1}).x));  // fov_deg is limited to 179.99
}

TEST_CASE("what is behind, before near or beyond far leaves no unit", "[eval][camera]") {
  const auto units = [](double z) {
    NodeSpec spec = card("a");
    at_z(spec, z);
    Scene scene(group("root", 0, 10, {spec}), 10, [](ir::Composition& c) {
      add_camera(c);
      c.camera->near = 10, c.camera->far = 1000;
    });
    scene.at(0);
    CHECK(scene.state("a").culled == scene.units().empty());
    return scene.units();
  };
  CHECK(units(0) == "a");
  CHECK(units(-kDistance - 1) == "");
  CHECK(units(-kDistance) == "");
  CHECK(units(-kDistance + 9.99) == "");
  CHECK(units(-kDistance + 10.01) == "a");
  CHECK(units(-kDistance + 999.99) == "a");
  CHECK(units(-kDistance + 1000.01) == "");
}

TEST_CASE("a plane that crosses the near plane is kept, and its depth says where to clip",
          "[eval][camera]") {
  NodeSpec spec = leaf("a", 0, 10).size(400, 10);
  turned_y(spec.at(50, 50), 1.5);
  Scene scene(spec, 10, add_camera);
  scene.at(0);
  CHECK(scene.units() == "a");
  const eval::PlaneDepth& depth = scene.graph.planes[0].depth;
  CHECK(depth.at({0, 0}) > 0);
  CHECK(depth.at({400, 0}) < 0);
  const auto& m = scene.state("a").canvas_from_node.m;
  CHECK(m[8] == 1);
  CHECK(m[6] * 400 + m[8] < 0);
  CHECK(m[6] * 30 + m[8] == Approx(depth.at({30, 0}) / depth.at_origin));
}

TEST_CASE("where the origin is behind the eye the third row is the depth itself",
          "[eval][camera]") {
  NodeSpec spec = leaf("a", 0, 10).size(400, 10);
  turned_y(spec.at(50, 50), -1.5);
  at_z(spec, -kDistance - 20);
  Scene scene(spec, 10, add_camera);
  scene.at(0);
  CHECK(scene.units() == "a");
  const auto& m = scene.state("a").canvas_from_node.m;
  const eval::PlaneDepth& depth = scene.graph.planes[0].depth;
  CHECK(depth.at_origin == Approx(-20));
  CHECK(m[8] == depth.at_origin);
  CHECK(m[6] == depth.per_x);
  CHECK(m[6] * 400 + m[8] > 0);
}

TEST_CASE("where an effect may spread to nobody knows: only parallel planes are left out then",
          "[eval][camera]") {
  const auto units = [](double z, double angle) {
    NodeSpec spec = card("a").effect(kPlainEffect);
    at_z(spec, z);
    turned_y(spec, angle);
    Scene scene(group("root", 0, 10, {spec}), 10, add_camera);
    scene.at(0);
    return scene.units();
  };
  CHECK(units(-kDistance - 100, 0) == "");
  CHECK(units(-kDistance - 100, 0.1) == "a");
}

TEST_CASE("a plane seen from its edge draws nothing, from behind it is mirrored",
          "[eval][camera]") {
  const auto scene_at = [](double angle, bool has_camera) {
    NodeSpec spec = card("a");
    turned_y(spec.at(50, 0), angle);
    auto scene = std::make_unique<Scene>(
        group("root", 0, 10, {spec}), 10, has_camera ? add_camera : [](ir::Composition&) {});
    scene->at(0);
    return scene;
  };
  for (const bool has_camera : {false, true}) {
    CHECK(scene_at(math::kPi / 2, has_camera)->units() == "");
    CHECK(scene_at(1.5, has_camera)->units() == "a");
    const auto behind = scene_at(math::kPi, has_camera);
    CHECK(behind->units() == "a");
    CHECK(seen(behind->state("a"), {10, 0}).x == Approx(40));
  }
}

TEST_CASE("a plane that is no number draws nothing", "[eval][camera]") {
  NodeSpec spec = card("a").with([](ir::Node& n, ir::Composition&) {
    n.transform.translate_x.constant = 1e308, n.transform.scale_x.constant = 1e308;
    n.transform.anchor_x.constant = 1e308;
  });
  Scene scene(group("root", 0, 10, {spec}), 10, add_camera);
  scene.at(0);
  CHECK(scene.state("a").culled);
  CHECK(scene.units() == "");
}

TEST_CASE("a depth that is given replaces that along the view, and moves what follows",
          "[eval][camera]") {
  NodeSpec inner = card("a");
  at_z(inner, 5);
  NodeSpec outer = group("g", 0, 10, {inner}).with([](ir::Node& n, ir::Composition&) {
    n.own_depth = true;
    n.depth.constant = 0.4;
  });
  at_z(outer, 30);
  Scene scene(outer, 10, add_camera);
  scene.at(0);
  CHECK(scene.state("g").z == 0.4);
  CHECK(scene.unit("a").z == Approx(5.4));
  const eval::Plane& plane = scene.graph.planes[scene.find("a").index()];
  CHECK(plane.depth.at_origin == Approx(kDistance + 35));
  CHECK(plane.depth.at_origin + plane.depth_offset == Approx(5.4));
}

TEST_CASE("depth_sort orders by what the camera sees", "[eval][camera]") {
  const auto units = [](double camera_turned_y) {
    NodeSpec near = card("near"), far = card("far");
    at_z(far, 50);
    Scene scene(group("root", 0, 10, {near, far}).with([](ir::Node& n, ir::Composition&) {
      n.depth_sort = true;
    }),
                10, [&](ir::Composition& c) {
                  add_camera(c);
                  c.camera->rotation_rad[1].constant = camera_turned_y;
                  if (camera_turned_y != 0) c.camera->position[2].constant = 200;
                });
    scene.at(0);
    return scene.units();
  };
  CHECK(units(0) == "far near");
  CHECK(units(math::kPi) == "near far");
}

TEST_CASE("an isolated group is flat: what is turned inside it is only narrower",
          "[eval][camera]") {
  NodeSpec inner = card("a");
  turned_y(inner.at(20, 0), 1);
  at_z(inner, 70);
  NodeSpec outer = group("g", 0, 10, {inner}).effect(kPlainEffect);
  Scene scene(group("root", 0, 10, {outer}), 10, add_camera);
  scene.at(0);
  CHECK(scene.units() == "g (a)");
  const Mat3& in_group = scene.unit("a").parent_from_node;
  CHECK(in_group == Mat3{{math::cos(1), 0, 20, 0, 1, 0, 0, 0, 1}});
  CHECK(scene.state("a").canvas_from_node == in_group);
  CHECK(scene.state("a").z == Approx(kDistance + 70));
}

TEST_CASE("whole offsets within isolated groups in space stay whole", "[eval][camera]") {
  NodeSpec outer =
      group("g", 0, 10, {group("h", 0, 10, {card("a").at(3, 4)}).at(1, 2)}).effect(kPlainEffect);
  turned_y(outer.at(0.3, 0.1), 0.7);
  Scene scene(outer, 10, add_camera);
  scene.at(0);
  CHECK(scene.unit("a").parent_from_node == Mat3::translation(4, 6));
}

TEST_CASE("what is in an isolated group is seen or not as the group is", "[eval][camera]") {
  NodeSpec behind = card("a");
  at_z(behind, -2000);
  NodeSpec edge = card("b");
  turned_y(edge, math::kPi / 2);
  Scene scene(group("g", 0, 10, {behind, edge}).effect(kPlainEffect), 10, add_camera);
  scene.at(0);
  CHECK(scene.units() == "g (a)");

  NodeSpec hidden = group("g", 0, 10, {card("a")}).effect(kPlainEffect);
  at_z(hidden, -2000);
  Scene empty(group("root", 0, 10, {hidden}), 10, add_camera);
  empty.at(0);
  CHECK(empty.units() == "");
}

TEST_CASE("a node of an isolated group may follow one outside", "[eval][camera]") {
  NodeSpec outside = card("outside").at(30, 40);
  at_z(outside, 90);
  NodeSpec outer = group("g", 0, 10, {card("a").at(5, 6)}).effect(kPlainEffect);
  turned_y(outer.at(10, 0), math::kPi / 3);
  Scene scene(group("root", 0, 10, {outer, outside}), 10, [](ir::Composition& c) {
    add_camera(c);
    c.nodes[2].attached_to = ir::NodeIdx{3};
    c.transform_order = {ir::NodeIdx{0}, ir::NodeIdx{1}, ir::NodeIdx{3}, ir::NodeIdx{2}};
  });
  scene.at(0);
  // (35, 46, 90) from (10, 0, 0), along the group's x: (cos 60, 0, -sin 60).
  const Point origin = scene.unit("a").parent_from_node.apply({0, 0});
  CHECK(origin.x == Approx(25 * 0.5 - 90 * std::sqrt(0.75)));
  CHECK(origin.y == Approx(46));
}

TEST_CASE("a group that fades is flat when something in it leaves its plane", "[eval][camera]") {
  const auto units = [](double angle) {
    NodeSpec a = card("a");
    turned_y(a, angle);
    Scene scene(group("g", 0, 10, {a, card("b").at(50, 50)}).opacity(0.5), 10, add_camera);
    scene.at(0);
    return scene.units();
  };
  CHECK(units(0) == "a b");
  CHECK(units(0.5) == "g (a b)");
}

TEST_CASE("what is out of sight overlaps nothing", "[eval][camera]") {
  // To the right the plane of the group comes towards the viewer, and passes behind the eye.
  const auto units = [](double x) {
    NodeSpec fading = group("g", 0, 10, {card("a"), card("b").at(x, 0)}).opacity(0.5);
    turned_y(fading, 1.4);
    Scene scene(fading, 10, add_camera);
    scene.at(0);
    return scene.units();
  };
  CHECK(units(20) == "g (a b)");
  CHECK(units(1000) == "a");
}

TEST_CASE("transforms of the frame before are to be had, and change nothing", "[eval][camera]") {
  Film loaded = film(R"("position": [50, 50, {"keys": [[0, -100], [50, -200]]}])",
                     R"({"id": "a", "leaf": "bg", "range": [10, 30],
                         "transform": {"translate": {"keys": [[0, [0, 0]], [20, [40, 0]]]}}})");
  std::vector<Mat3> previous;
  for (const int frame : {0, 9, 10, 11, 29, 30}) {
    CAPTURE(frame);
    const Mat3 expected = loaded.at(std::max(frame - 1, 0), "a").canvas_from_node;
    const Mat3 now = loaded.at(frame, "a").canvas_from_node;
    loaded.evaluator->evaluate_previous(frame, previous);
    REQUIRE(previous.size() == 2);
    CHECK(previous[1] == expected);
    CHECK((frame == 0) == (previous[1] == now));
    CHECK(loaded.graph.nodes[1].canvas_from_node == now);
    CHECK(loaded.at(frame, "a").canvas_from_node == now);
  }
}

TEST_CASE("cameras and planes allocate nothing once the arrays have grown", "[eval][camera]") {
  Film loaded = film(
      R"("position": [50, "=50 + time.frame", {"keys": [[0, -100], [50, -200]]}], "target": [0, 0, 0])",
      R"({"id": "g", "effects": [{"kind": "plain"}], "group": [{"id": "a", "leaf": "bg",
          "transform": {"rotation_y_deg": {"keys": [[0, 0], [59, 360]]}, "z": 3}}]},
         {"id": "b", "leaf": "bg", "parent": "a"})");
  std::vector<Mat3> previous;
  const auto round = [&] {
    const long before = lattice::test::allocation_count;
    for (int frame = 0; frame < 60; ++frame) {
      loaded.evaluator->evaluate(frame, loaded.graph);
      loaded.evaluator->evaluate_previous(frame, previous);
    }
    return lattice::test::allocation_count - before;
  };
  CHECK(round() > 0);
  CHECK(round() == 0);
}

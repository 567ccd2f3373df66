#include "base/math.h"
#include "eval/scene.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::eval::testing;
using image::Mat3;

namespace {

constexpr double kTolerance = 1e-12;

void check_near(const Mat3& a, const Mat3& b) {
  for (std::size_t i = 0; i < 9; ++i) {
    CAPTURE(i);
    CHECK(a.m[i] == Approx(b.m[i]).margin(kTolerance));
  }
}

void make_busy(ir::Node& node, ir::Composition&) {
  ir::Transform& t = node.transform;
  t.translate_x.constant = 30, t.translate_y.constant = -7;
  t.rotation_rad.constant = 0.5;
  t.scale_x.constant = 2, t.scale_y.constant = -0.5;
  t.anchor_x.constant = 11, t.anchor_y.constant = 4;
  t.skew_x_rad.constant = 0.3, t.skew_y_rad.constant = -0.1;
}

Mat3 busy_matrix() {
  return Mat3::translation(30, -7) * Mat3::translation(11, 4) * Mat3::rotation(0.5) *
         Mat3::skew(0.3, -0.1) * Mat3::scaling(2, -0.5) * Mat3::translation(-11, -4);
}

}  // namespace

TEST_CASE("the local matrix is translate, anchor, rotation, skew, scale, minus anchor",
          "[eval][placement]") {
  Scene scene(leaf("a", 0, 10).with(make_busy));
  scene.at(0);
  check_near(scene.state("a").canvas_from_node, busy_matrix());
  check_near(scene.unit("a").parent_from_node, busy_matrix());
}

TEST_CASE("a positive rotation turns x towards y about the anchor", "[eval][placement]") {
  Scene scene(leaf("a", 0, 10).with([](ir::Node& n, ir::Composition&) {
    n.transform.rotation_rad.constant = math::kPi / 2;
    n.transform.anchor_x.constant = 5, n.transform.anchor_y.constant = 5;
  }));
  scene.at(0);
  const image::Point corner = scene.state("a").canvas_from_node.apply({10, 5});
  CHECK(corner.x == Approx(5).margin(kTolerance));
  CHECK(corner.y == Approx(10).margin(kTolerance));
}

TEST_CASE("without rotation, skew and scale the matrix is exactly the translation",
          "[eval][placement]") {
  Scene scene(leaf("a", 0, 10).with([](ir::Node& n, ir::Composition&) {
    n.transform.translate_x.constant = 3, n.transform.translate_y.constant = -4;
    n.transform.anchor_x.constant = 0.1, n.transform.anchor_y.constant = 1e17;
  }));
  scene.at(0);
  CHECK(scene.state("a").canvas_from_node == Mat3::translation(3, -4));
  CHECK(scene.state("a").canvas_from_node.is_integer_translation());
}

TEST_CASE("whole-pixel moves of parents and children add up to whole pixels", "[eval][placement]") {
  Scene scene(group("root", 0, 10, {leaf("a", 0, 10).at(3, 4)}).at(10, 20));
  scene.at(0);
  CHECK(scene.state("a").canvas_from_node == Mat3::translation(13, 24));
}

TEST_CASE("an animated transform gives the matrix that the same constants would",
          "[eval][placement]") {
  Scene scene(leaf("a", 0, 11).with([](ir::Node& n, ir::Composition& c) {
    make_busy(n, c);
    n.transform.rotation_rad = keys(c, {{0, 0}, {10, 1}});
  }));
  scene.at(5);
  check_near(scene.state("a").canvas_from_node, busy_matrix());
}

TEST_CASE("children are placed in their parents' space, visible or not", "[eval][placement]") {
  Scene scene(
      group("root", 0, 10,
            {group("g", 0, 5, {leaf("a", 0, 5).with(make_busy)})
                 .with([](ir::Node& n, ir::Composition&) { n.transform.scale_x.constant = 3; })})
          .at(1, 2));
  for (const std::int64_t frame : {0, 9}) {
    scene.at(frame);
    check_near(scene.state("a").canvas_from_node,
               Mat3::translation(1, 2) * Mat3::scaling(3, 1) * busy_matrix());
  }
}

TEST_CASE("opacities multiply down the tree, each clamped to 0..1", "[eval][placement]") {
  Scene scene(group("root", 0, 10,
                    {group("g", 0, 10, {leaf("a", 0, 10).opacity(0.5)})
                         .with([](ir::Node& n, ir::Composition& c) {
                           n.opacity = keys(c, {{0, 3}, {9, -6}});
                         })})
                  .opacity(0.5));
  scene.at(0);
  CHECK(scene.state("g").opacity == 0.5);
  CHECK(scene.state("a").opacity == 0.25);
  scene.at(9);
  CHECK(scene.state("a").opacity == 0);
}

TEST_CASE("z adds up down the tree", "[eval][placement]") {
  const auto z = [](double value) {
    return [value](ir::Node& n, ir::Composition&) { n.transform.z.constant = value; };
  };
  Scene scene(group("root", 0, 10, {leaf("a", 0, 10).with(z(5)), leaf("b", 0, 10)}).with(z(100)));
  scene.at(0);
  CHECK(scene.state("a").z == 105);
  CHECK(scene.unit("a").z == 105);
  CHECK(scene.unit("b").z == 100);
}

TEST_CASE("a node's own depth replaces the sum, and its children add to it", "[eval][placement]") {
  Scene scene(group("root", 0, 10,
                    {group("g", 0, 10, {leaf("a", 0, 10).with([](ir::Node& n, ir::Composition&) {
                             n.transform.z.constant = 2;
                           })})
                         .with([](ir::Node& n, ir::Composition& c) {
                           n.own_depth = true;
                           n.transform.z.constant = 1000;
                           n.depth = keys(c, {{0, 40}, {9, 49}});
                         })})
                  .with([](ir::Node& n, ir::Composition&) { n.transform.z.constant = 100; }));
  scene.at(3);
  CHECK(scene.state("g").z == 43);
  CHECK(scene.state("g").lanes.z == 1000);
  CHECK(scene.unit("a").z == 45);
}

TEST_CASE("a leaf's content reaches from the origin to its asset's size", "[eval][placement]") {
  Scene scene(group("root", 0, 10, {leaf("a", 0, 10).size(30, 20)}));
  const image::RectF bounds = scene.evaluator->content_bounds(scene.find("a"));
  CHECK(bounds.x0 == 0);
  CHECK(bounds.y0 == 0);
  CHECK(bounds.x1 == 30);
  CHECK(bounds.y1 == 20);
}

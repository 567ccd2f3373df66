// Where planes in space are seen, against plain 4 x 4 matrices in long double.
#include <array>
#include <cmath>
#include <cstdint>
#include <random>

#include "eval/scene.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::eval::testing;
using image::Mat3;
using image::Point;

namespace {

constexpr double kTolerance = 1e-9;
constexpr double kNear = 10, kFar = 5000;

// ---- The reference: points as columns (x, y, z, 1) -------------------------------------

using Real = long double;
using Point4 = std::array<Real, 4>;
using Matrix = std::array<Point4, 4>;  // rows

Matrix identity() { return {{{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}}}; }

Matrix operator*(const Matrix& a, const Matrix& b) {
  Matrix out{};
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t j = 0; j < 4; ++j)
      for (std::size_t k = 0; k < 4; ++k) out[i][j] += a[i][k] * b[k][j];
  return out;
}

Point4 operator*(const Matrix& a, const Point4& p) {
  Point4 out{};
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t k = 0; k < 4; ++k) out[i] += a[i][k] * p[k];
  return out;
}

Matrix translated(Real x, Real y, Real z) {
  Matrix out = identity();
  out[0][3] = x, out[1][3] = y, out[2][3] = z;
  return out;
}

// Turns axis `from` towards axis `to`.
Matrix turned(std::size_t from, std::size_t to, Real angle) {
  Matrix out = identity();
  out[from][from] = out[to][to] = std::cos(angle);
  out[to][from] = std::sin(angle);
  out[from][to] = -std::sin(angle);
  return out;
}

Matrix turned_zyx(Real x, Real y, Real z) {
  return turned(0, 1, z) * turned(2, 0, y) * turned(1, 2, x);
}

Matrix local_of(const ir::Transform& t) {
  Matrix skew = identity(), scale = identity();
  skew[0][1] = std::tan(static_cast<Real>(t.skew_x_rad.constant));
  skew[1][0] = std::tan(static_cast<Real>(t.skew_y_rad.constant));
  scale[0][0] = t.scale_x.constant, scale[1][1] = t.scale_y.constant;
  return translated(t.translate_x.constant, t.translate_y.constant, t.z.constant) *
         translated(t.anchor_x.constant, t.anchor_y.constant, 0) *
         turned_zyx(t.rotation_x_rad.constant, t.rotation_y_rad.constant, t.rotation_rad.constant) *
         skew * scale * translated(-t.anchor_x.constant, -t.anchor_y.constant, 0);
}

Matrix world_of(const ir::Composition& c, const ir::Node& node) {
  const ir::NodeIdx around = node.attached_to ? node.attached_to : node.parent;
  const Matrix local = local_of(node.transform);
  return around ? world_of(c, c.node(around)) * local : local;
}

using Vector = std::array<Real, 3>;

Vector cross(const Vector& a, const Vector& b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

Vector unit(const Vector& v) {
  const Real norm = std::sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
  return {v[0] / norm, v[1] / norm, v[2] / norm};
}

Vector vector_of(const std::array<anim::F64, 3>& lanes) {
  return {lanes[0].constant, lanes[1].constant, lanes[2].constant};
}

// Rows: right, down, ahead.
Matrix looking(const Vector& ahead, const Vector& up) {
  const Vector z = unit(ahead), x = unit(cross(z, up)), y = cross(z, x);
  return {{{x[0], x[1], x[2], 0}, {y[0], y[1], y[2], 0}, {z[0], z[1], z[2], 0}, {0, 0, 0, 1}}};
}

Matrix transposed(const Matrix& m) {
  Matrix out;
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t j = 0; j < 4; ++j) out[i][j] = m[j][i];
  return out;
}

// From the world to homogeneous canvas coordinates; w is the depth. Without a camera, z is.
Matrix canvas_from_world(const ir::Composition& c) {
  if (!c.camera) return identity();
  const ir::Camera& camera = *c.camera;
  const Vector eye = vector_of(camera.position), up = vector_of(camera.up);
  Matrix view;
  if (camera.has_target) {
    const Vector target = vector_of(camera.target);
    view = looking({target[0] - eye[0], target[1] - eye[1], target[2] - eye[2]}, up);
  } else {
    const Vector angles = vector_of(camera.rotation_rad);
    // An axis a of the view becomes R a, and its row the row a times R transposed.
    view = looking({0, 0, 1}, up) * transposed(turned_zyx(angles[0], angles[1], angles[2]));
  }
  const Real half = c.height / 2.0L;
  const Real degree = std::acos(-1.0L) / 180;
  const Real focal = half / std::tan(camera.fov_deg.constant * degree / 2);
  const Matrix lens{
      {{focal, 0, c.width / 2.0L, 0}, {0, focal, half, 0}, {0, 0, 1, 0}, {0, 0, 1, 0}}};
  return lens * view * translated(-eye[0], -eye[1], -eye[2]);
}

// ---- Scenes ----------------------------------------------------------------------------

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  double in(double low, double high) {
    return low + (high - low) * static_cast<double>(engine_() >> 11) * 0x1p-53;
  }
  bool one_in(int n) { return in(0, 1) < 1.0 / n; }

 private:
  std::mt19937_64 engine_;
};

void shake(Random& random, ir::Transform& t, double reach) {
  t.translate_x.constant = random.in(-reach, reach);
  t.translate_y.constant = random.in(-reach, reach);
  t.z.constant = random.one_in(3) ? 0 : random.in(-reach, reach);
  t.anchor_x.constant = random.in(-20, 20), t.anchor_y.constant = random.in(-20, 20);
  t.scale_x.constant = random.in(0.3, 2), t.scale_y.constant = random.in(-2, -0.3);
  if (random.one_in(2)) t.rotation_rad.constant = random.in(-7, 7);
  if (random.one_in(2)) t.rotation_x_rad.constant = random.in(-2, 2);
  if (random.one_in(2)) t.rotation_y_rad.constant = random.in(-2, 2);
  if (random.one_in(3)) t.skew_x_rad.constant = random.in(-1, 1);
  if (random.one_in(3)) t.skew_y_rad.constant = random.in(-0.4, 0.4);
}

void set(std::array<anim::F64, 3>& lanes, double x, double y, double z) {
  lanes = {{{x, {}}, {y, {}}, {z, {}}}};
}

void point_camera(Random& random, ir::Composition& c) {
  ir::Camera camera;
  set(camera.position, random.in(-300, 500), random.in(-300, 400), random.in(-900, -200));
  camera.has_target = random.one_in(2);
  if (camera.has_target)
    set(camera.target, random.in(-100, 300), random.in(-100, 300), random.in(-100, 100));
  else
    set(camera.rotation_rad, random.in(-1, 1), random.in(-1, 1), random.in(-3, 3));
  if (random.one_in(2)) set(camera.up, random.in(-1, 1), random.in(-1, -0.2), random.in(-0.5, 0.5));
  camera.fov_deg.constant = random.in(15, 120);
  camera.near = kNear, camera.far = kFar;
  c.camera = camera;
}

// root { a { b { leaf } }, c }, where c may follow b.
NodeSpec nested(Random& random) {
  const auto shaken = [&random](double reach) {
    return [&random, reach](ir::Node& node, ir::Composition&) {
      shake(random, node.transform, reach);
    };
  };
  return group("root", 0, 10,
               {group("a", 0, 10,
                      {group("b", 0, 10, {leaf("leaf", 0, 10).size(40, 25).with(shaken(60))})
                           .with(shaken(80))})
                    .with(shaken(150)),
                leaf("c", 0, 10).size(90, 60).with(shaken(200))})
      .with(shaken(100));
}

// Where the corner of a node is seen; false where it is not before the camera.
bool reference(const Scene& scene, const Matrix& canvas_from_plane, Point corner, Point& seen,
               double& depth) {
  const Point4 p = canvas_from_plane * Point4{corner.x, corner.y, 0, 1};
  const bool has_camera = scene.composition.camera.has_value();
  depth = static_cast<double>(has_camera ? p[3] : p[2]);
  if (has_camera && p[3] < kNear) return false;
  seen = {static_cast<double>(p[0] / p[3]), static_cast<double>(p[1] / p[3])};
  return true;
}

// The number of corners that were seen.
int check_node(const Scene& scene, const std::string& id) {
  const ir::NodeIdx index = scene.find(id);
  const ir::Composition& c = scene.composition;
  const eval::NodeState& state = scene.state(id);
  const eval::Plane& plane = scene.graph.planes[index.index()];
  const Matrix canvas_from_plane = canvas_from_world(c) * world_of(c, c.node(index));
  int seen = 0;
  for (const Point corner : {Point{0, 0}, Point{40, 0}, Point{0, 25}, Point{40, 25}}) {
    CAPTURE(id, corner.x, corner.y);
    Point expected;
    double depth = 0;
    const bool is_before = reference(scene, canvas_from_plane, corner, expected, depth);
    CHECK(plane.depth.at(corner) == Approx(depth).epsilon(kTolerance).margin(kTolerance));
    if (!is_before) continue;
    ++seen;
    const auto& m = state.canvas_from_node.m;
    CHECK(m[6] * corner.x + m[7] * corner.y + m[8] > 0);
    const Point actual = state.canvas_from_node.apply(corner);
    CHECK(actual.x == Approx(expected.x).epsilon(kTolerance).margin(kTolerance));
    CHECK(actual.y == Approx(expected.y).epsilon(kTolerance).margin(kTolerance));
  }
  CHECK(state.z == Approx(plane.depth.at_origin).margin(kTolerance));
  return seen;
}

int check_scenes(bool has_camera) {
  int seen = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Scene scene(nested(random), 10, [&](ir::Composition& c) {
      if (has_camera) point_camera(random, c);
      c.width = static_cast<int>(random.in(100, 800));
      c.height = static_cast<int>(random.in(100, 800));
      c.nodes.back().transform.rotation_x_rad.constant = 0.3;
      if (random.one_in(2)) c.nodes.back().attached_to = ir::NodeIdx{2};
      for (std::size_t i = 0; i < c.nodes.size(); ++i) c.transform_order.push_back(ir::NodeIdx{i});
    });
    scene.at(0);
    for (const char* id : {"root", "a", "b", "leaf", "c"}) seen += check_node(scene, id);
  }
  return seen;
}

}  // namespace

TEST_CASE("a camera sees every plane where an independent projection puts its corners",
          "[eval][projection]") {
  CHECK(check_scenes(true) > 2000);
}

TEST_CASE("without a camera planes are seen along z, wherever they are", "[eval][projection]") {
  CHECK(check_scenes(false) == 200 * 5 * 4);
}

TEST_CASE("without a camera every matrix is affine", "[eval][projection]") {
  Random random(7);
  Scene scene(nested(random), 10,
              [](ir::Composition& c) { c.nodes.back().transform.rotation_y_rad.constant = 1; });
  scene.at(0);
  for (const eval::NodeState& state : scene.graph.nodes) CHECK(state.canvas_from_node.is_affine());
}

TEST_CASE("what is in an isolated group is seen along the axis of the group's plane",
          "[eval][projection]") {
  int seen = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    NodeSpec root = nested(random);
    root.children[0].effect(kPlainEffect);
    Scene scene(root, 10, [&](ir::Composition& c) { point_camera(random, c); });
    scene.at(0);
    const ir::Composition& c = scene.composition;
    const auto& node = [&](const char* id) -> const ir::Node& { return c.node(scene.find(id)); };
    // Without the third row what was in space lies in the plane of the group.
    Matrix group_from_leaf = local_of(node("b").transform) * local_of(node("leaf").transform);
    group_from_leaf[2] = {0, 0, 0, 0};
    const Matrix canvas_from_leaf = canvas_from_world(c) * world_of(c, node("a")) * group_from_leaf;
    if (!scene.unit_index("leaf")) continue;
    const eval::NodeState& state = scene.state("leaf");
    const Mat3& parent_from_leaf = scene.unit("leaf").parent_from_node;
    CHECK(parent_from_leaf.is_affine());
    for (const Point corner : {Point{0, 0}, Point{40, 0}, Point{0, 25}, Point{40, 25}}) {
      CAPTURE(corner.x, corner.y);
      const Point4 in_group = group_from_leaf * Point4{corner.x, corner.y, 0, 1};
      CHECK(parent_from_leaf.apply(corner).x ==
            Approx(static_cast<double>(in_group[0])).epsilon(kTolerance).margin(kTolerance));
      CHECK(parent_from_leaf.apply(corner).y ==
            Approx(static_cast<double>(in_group[1])).epsilon(kTolerance).margin(kTolerance));
      Point expected;
      double depth = 0;
      const bool is_before = reference(scene, canvas_from_leaf, corner, expected, depth);
      const eval::Plane& plane = scene.graph.planes[scene.find("leaf").index()];
      CHECK(plane.depth.at(corner) == Approx(depth).epsilon(kTolerance).margin(kTolerance));
      CHECK(plane.depth.at_origin + plane.depth_offset == Approx(state.z));
      if (!is_before) continue;
      ++seen;
      const Point actual = state.canvas_from_node.apply(corner);
      CHECK(actual.x == Approx(expected.x).epsilon(kTolerance).margin(kTolerance));
      CHECK(actual.y == Approx(expected.y).epsilon(kTolerance).margin(kTolerance));
    }
  }
  CHECK(seen > 200);
}

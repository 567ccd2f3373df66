#include <cmath>
#include <limits>

#include "run_filter.h"
#include "support/catch.h"

using namespace plugins_test;

namespace {

constexpr float kNothing = std::numeric_limits<float>::infinity();

lattice_type depth_f32() {
  lattice_type type{};
  type.dtype = LATTICE_F32;
  type.channels = 1;
  type.space = LATTICE_SPACE_DATA;
  return type;
}

struct DepthParams {
  double near_z = 0, far_z = 0;
  bool invert = false;
};

// A depth artifact over a clip whose visible leaves lie between 100 and 300.
class Depth {
 public:
  explicit Depth(DepthParams given, double clip_near = 100, double clip_far = 300)
      : params_{number(given.near_z), number(given.far_z), choice(given.invert ? 1 : 0)} {
    facts_.struct_size = sizeof facts_;
    facts_.depth_near = clip_near;
    facts_.depth_far = clip_far;
    lattice_artifact_binding binding{};
    binding.struct_size = sizeof binding;
    binding.param_count = 3;
    binding.params = params_.data();
    binding.facts = &facts_;
    binding.working = rgba8();
    status_ = table_.create(host_.table(), &binding, &self_, &outputs_, &output_count_);
  }
  ~Depth() {
    if (status_ == LATTICE_OK) table_.destroy(self_);
  }
  Depth(const Depth&) = delete;
  Depth& operator=(const Depth&) = delete;

  lattice_status status() const { return status_; }
  const std::string& error() const { return host_.error(); }
  std::uint32_t output_count() const { return output_count_; }
  const lattice_output& output(std::size_t i) const { return *outputs_[i]; }

  Picture of(const Picture& z, const lattice_rect& bounds) const {
    Picture main(depth_f32(), bounds);
    main.fill_bytes(0xff);
    const lattice_image buffers[2] = {main.image(), z.image()};
    const lattice_image* plane[LATTICE_PLANE_COUNT] = {};
    plane[LATTICE_PLANE_DEPTH] = &z.image();
    const lattice_planes planes{sizeof(lattice_planes), LATTICE_PLANE_COUNT, plane};
    lattice_scene scene{};
    scene.struct_size = sizeof scene;
    const std::vector<lattice_value> none;
    const lattice_frame frame = frame_of(none);
    REQUIRE(table_.produce(self_, &frame, &planes, &scene, buffers) == LATTICE_OK);
    return main;
  }

  // Normalised values of one row of depths.
  std::vector<float> row(const std::vector<float>& depths) const {
    const lattice_rect bounds{0, 0, static_cast<std::int32_t>(depths.size()), 1};
    Picture z(depth_f32(), bounds);
    std::copy(depths.begin(), depths.end(), z.at<float>(0, 0));
    const Picture main = of(z, bounds);
    return {main.at<float>(0, 0), main.at<float>(0, 0) + depths.size()};
  }

 private:
  const lattice_artifact& table_ = artifact("depth");
  Host host_;
  lattice_scene_facts facts_{};
  std::vector<lattice_value> params_;
  void* self_ = nullptr;
  const lattice_output* const* outputs_ = nullptr;
  std::uint32_t output_count_ = 0;
  lattice_status status_ = LATTICE_OK;
};

}  // namespace

TEST_CASE("rgba hands on the colour plane", "[plugins][artifact]") {
  const lattice_artifact& rgba = artifact("rgba");
  CHECK(rgba.policy == LATTICE_PER_FRAME);
  CHECK(rgba.planes == 1u << LATTICE_PLANE_COLOR);
  void* self = nullptr;
  const lattice_output* const* outputs = nullptr;
  std::uint32_t count = 0;
  lattice_artifact_binding binding{};
  binding.struct_size = sizeof binding;
  const Host host;
  REQUIRE(rgba.create(host.table(), &binding, &self, &outputs, &count) == LATTICE_OK);
  REQUIRE(count == 1);
  CHECK(outputs[0]->kind == LATTICE_STREAM_IMAGE);
  CHECK(outputs[0]->alias_plane == LATTICE_ALIAS_COLOR);
  CHECK(std::string(outputs[0]->name).empty());
  const char* const channels[4] = {"R", "G", "B", "A"};
  for (int c = 0; c < 4; ++c) CHECK(std::string(outputs[0]->channels[c]) == channels[c]);
  rgba.destroy(self);
}

TEST_CASE("depth offers a normalised plane and the raw one beside it", "[plugins][artifact]") {
  CHECK(artifact("depth").planes == 1u << LATTICE_PLANE_DEPTH);
  const Depth depth({});
  REQUIRE(depth.status() == LATTICE_OK);
  REQUIRE(depth.output_count() == 2);
  CHECK(std::string(depth.output(0).name).empty());
  CHECK(depth.output(0).alias_plane == LATTICE_NO_ALIAS);
  CHECK(depth.output(0).type.dtype == LATTICE_F32);
  CHECK(depth.output(0).type.channels == 1);
  CHECK(depth.output(0).type.space == LATTICE_SPACE_DATA);
  CHECK(std::string(depth.output(1).name) == "z");
  CHECK(std::string(depth.output(1).channels[0]) == "Z");
  CHECK(depth.output(1).flags == LATTICE_STREAM_AUXILIARY);
  CHECK(depth.output(1).alias_plane == LATTICE_ALIAS_DEPTH);
}

TEST_CASE("depth is 0 near, 1 far and 1 where nothing is", "[plugins][artifact]") {
  CHECK(Depth({}).row({100, 150, 300, 50, 400, kNothing, std::nanf("")}) ==
        std::vector<float>{0, 0.25f, 1, 0, 1, 1, 1});
  CHECK(Depth({.near_z = -10, .far_z = 10}).row({-10, 0, 10, -kNothing}) ==
        std::vector<float>{0, 0.5f, 1, 0});
}

TEST_CASE("inverted depth is 1 near and 0 where nothing is", "[plugins][artifact]") {
  CHECK(Depth({.invert = true}).row({100, 150, 300, kNothing}) ==
        std::vector<float>{1, 0.75f, 0, 0});
}

TEST_CASE("a clip of one depth alone is near", "[plugins][artifact]") {
  CHECK(Depth({}, 5, 5).row({5, kNothing}) == std::vector<float>{0, 1});
  CHECK(Depth({}, 0, 0).row({0, 7, kNothing}) == std::vector<float>{0, 0, 1});
}

TEST_CASE("depth fills its buffer beyond a smaller plane", "[plugins][artifact]") {
  Picture z(depth_f32(), {1, 1, 3, 2});
  z.at<float>(1, 1)[0] = 100;
  z.at<float>(2, 1)[0] = 200;
  const Picture main = Depth({}).of(z, {0, 0, 4, 3});
  for (std::int32_t y = 0; y < 3; ++y)
    for (std::int32_t x = 0; x < 4; ++x) {
      const float want = y == 1 && x == 1 ? 0.0f : (y == 1 && x == 2 ? 0.5f : 1.0f);
      CAPTURE(x, y);
      CHECK(*main.at<float>(x, y) == want);
    }
}

TEST_CASE("depth refuses a range that is empty or upside down", "[plugins][artifact]") {
  for (const DepthParams& given : {DepthParams{5, 5}, DepthParams{10, 2}, DepthParams{0, -1}}) {
    const Depth depth(given);
    CAPTURE(given.near_z, given.far_z);
    CHECK(depth.status() == LATTICE_ERR_ARGUMENT);
    CHECK(depth.error().find("`near` must be smaller than `far`") != std::string::npos);
  }
}

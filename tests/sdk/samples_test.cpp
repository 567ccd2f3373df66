// The samples of the SDK in memory as hostile as the contract allows: in bytes and in floats,
// tile by tile, and each twin in C++ against the one in C.
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>

#include "plugins/run_filter.h"
#include "support/catch.h"

using namespace plugins_test;

namespace {

constexpr lattice_rect kBounds{-5, 3, 26, 24};
constexpr TileShape kTiles[] = {{1, 1}, {7, 3}, kWhole};

const lattice_plugin& sample(const std::string& name) {
  return library_at(LATTICE_SAMPLES "/sample_" + name + ".so");
}

const lattice_filter& filter_of(const std::string& name) {
  const lattice_plugin& plugin = sample(name);
  REQUIRE(plugin.effect_count + plugin.transition_count == 1);
  return plugin.effect_count == 1 ? *plugin.effects[0] : *plugin.transitions[0];
}

// Every kind of alpha; no colour exceeds it.
Picture noise(const lattice_type& type, unsigned seed) {
  Picture picture(type, kBounds);
  std::minstd_rand random(seed);
  for (std::int32_t y = kBounds.y0; y < kBounds.y1; ++y)
    for (std::int32_t x = kBounds.x0; x < kBounds.x1; ++x) {
      const unsigned alpha = random() % 3 == 0 ? 255 : random() % 256;
      for (unsigned c = 0; c < 4; ++c) {
        const unsigned value = c == 3 ? alpha : static_cast<unsigned>(random() % (alpha + 1));
        if (type.dtype == LATTICE_U8)
          picture.at<std::uint8_t>(x, y)[c] = static_cast<std::uint8_t>(value);
        else
          picture.at<float>(x, y)[c] = static_cast<float>(value) / 255.0f;
      }
    }
  return picture;
}

struct Case {
  const char* name;
  std::vector<lattice_value> params;
  double progress = 0;
};

Picture made(const std::string& name, const Case& it, const lattice_type& type, TileShape tiles) {
  const lattice_filter& filter = filter_of(name);
  REQUIRE(filter.param_count == it.params.size());
  const FilterInstance instance(filter, type, it.params);
  std::vector<Picture> ports;
  for (unsigned i = 0; i < filter.port_count; ++i) ports.push_back(noise(type, i + 1));
  return run_filter(instance, frame_of(it.params, it.progress, kBounds), ports, tiles);
}

// A LUT that hands red, green and blue on to their neighbours.
std::string rotating_cube() {
  const auto path = std::filesystem::temp_directory_path() /
                    ("lattice_samples_" + std::to_string(std::random_device{}()) + ".cube");
  std::ofstream file(path);
  file << "LUT_3D_SIZE 3\n";
  for (int b = 0; b < 3; ++b)
    for (int g = 0; g < 3; ++g)
      for (int r = 0; r < 3; ++r) file << b * 0.5 << ' ' << r * 0.5 << ' ' << g * 0.5 << '\n';
  return path.string();
}

lattice_value text(const std::string& given) {
  lattice_value value{};
  value.str.data = given.c_str();
  value.str.size = given.size();
  return value;
}

void same_in_every_way(const Case& it) {
  for (const lattice_type& type : {rgba8(), rgba_f32()}) {
    const Picture whole = made(std::string(it.name) + "_c", it, type, kWhole);
    for (const char* language : {"_c", "_cpp"})
      for (const TileShape& tiles : kTiles) {
        CAPTURE(it.name, language, type.dtype, tiles.width, tiles.height);
        CHECK(same_pixels(made(it.name + std::string(language), it, type, tiles), whole));
      }
  }
}

// The tent's mean at (x, y) of one channel, straight from its formula.
double tent_at(const Picture& src, double radius, std::int32_t x, std::int32_t y, int c) {
  double sum = 0, weights = 0;
  const auto reach = static_cast<std::int32_t>(std::ceil(radius));
  for (std::int32_t j = -reach; j <= reach; ++j)
    for (std::int32_t i = -reach; i <= reach; ++i) {
      const double weight = (radius + 1 - std::abs(i)) * (radius + 1 - std::abs(j));
      weights += weight;
      if (src.contains(x + i, y + j))
        sum += weight * static_cast<double>(src.at<float>(x + i, y + j)[c]);
    }
  return sum / weights;
}

lattice_fold fold_of(const std::string& name, double stops) {
  const std::vector<lattice_value> params{number(stops)};
  const lattice_frame frame = frame_of(params);
  lattice_fold fold{};
  fold.struct_size = sizeof fold;
  REQUIRE(filter_of(name).fold(nullptr, &frame, &fold) == LATTICE_OK);
  return fold;
}

class Luminance {
 public:
  Luminance(const std::string& name, const lattice_type& working)
      : table_(*sample(name).artifacts[0]) {
    lattice_artifact_binding binding{};
    binding.struct_size = sizeof binding;
    binding.working = working;
    status_ = table_.create(host_.table(), &binding, &self_, &outputs_, &output_count_);
  }
  ~Luminance() {
    if (status_ == LATTICE_OK) table_.destroy(self_);
  }
  Luminance(const Luminance&) = delete;
  Luminance& operator=(const Luminance&) = delete;

  lattice_status status() const { return status_; }
  const std::string& error() const { return host_.error(); }

  Picture of(const Picture& color, const lattice_rect& canvas) const {
    REQUIRE(output_count_ == 1);
    Picture out(outputs_[0]->type, canvas);
    out.fill_bytes(0xff);
    const lattice_image* plane[LATTICE_PLANE_COUNT] = {&color.image()};
    const lattice_planes planes{sizeof planes, LATTICE_PLANE_COUNT, plane};
    const std::vector<lattice_value> none;
    const lattice_frame frame = frame_of(none);
    lattice_scene scene{};
    scene.struct_size = sizeof scene;
    REQUIRE(table_.produce(self_, &frame, &planes, &scene, &out.image()) == LATTICE_OK);
    return out;
  }

 private:
  const lattice_artifact& table_;
  Host host_;
  void* self_ = nullptr;
  const lattice_output* const* outputs_ = nullptr;
  std::uint32_t output_count_ = 0;
  lattice_status status_ = LATTICE_ERR_PLUGIN;
};

}  // namespace

TEST_CASE("a sample has the same pixels in C and in C++, in every tile", "[sdk][samples]") {
  same_in_every_way({"effect_passes", {number(0)}});
  same_in_every_way({"effect_passes", {number(0.3)}});
  same_in_every_way({"effect_passes", {number(5.25)}});
  same_in_every_way({"effect_map", {number(-9)}});
  same_in_every_way({"effect_map", {number(13.5)}});
  same_in_every_way({"transition", {choice(0), number(0.2)}, 0.4});
  same_in_every_way({"transition", {choice(1), number(0)}, 0.9});
}

TEST_CASE("a LUT that swaps channels swaps them exactly", "[sdk][samples]") {
  const std::string path = rotating_cube();
  const Case it{"effect_lut", {text(path)}};
  same_in_every_way(it);
  const Picture src = noise(rgba8(), 1), out = made("effect_lut_c", it, rgba8(), kWhole);
  std::remove(path.c_str());
  for (std::int32_t y = kBounds.y0; y < kBounds.y1; ++y)
    for (std::int32_t x = kBounds.x0; x < kBounds.x1; ++x)
      for (int c = 0; c < 4; ++c) {
        const int from = c == 3 ? 3 : (c + 2) % 3;
        REQUIRE(out.at<std::uint8_t>(x, y)[c] == src.at<std::uint8_t>(x, y)[from]);
      }
}

TEST_CASE("exposure is the same matrix in C and in C++", "[sdk][samples]") {
  for (const double stops : {-20.0, -1.5, 0.0, 0.1, 3.0}) {
    const lattice_fold c = fold_of("effect_fold_c", stops), cpp = fold_of("effect_fold_cpp", stops);
    CHECK(std::memcmp(&c, &cpp, sizeof c) == 0);
    CHECK(c.kind == LATTICE_FOLD_COLOR);
    CHECK(c.space == LATTICE_SPACE_LINEAR_SRGB);
    CHECK(c.color[6] == Approx(std::exp2(stops)));
    CHECK(c.color[18] == 1);
  }
}

TEST_CASE("the soft blur is the mean under a tent", "[sdk][samples]") {
  constexpr double kRadius = 4.6;
  const Picture src = noise(rgba_f32(), 1);
  const Picture out = made("effect_passes_c", {"", {number(kRadius)}}, rgba_f32(), kWhole);
  CHECK(out.bounds().x0 == kBounds.x0 - 5);
  CHECK(out.bounds().y1 == kBounds.y1 + 5);
  for (std::int32_t y = out.bounds().y0; y < out.bounds().y1; ++y)
    for (std::int32_t x = out.bounds().x0; x < out.bounds().x1; ++x)
      for (int c = 0; c < 4; ++c)
        REQUIRE(static_cast<double>(out.at<float>(x, y)[c]) ==
                Approx(tent_at(src, kRadius, x, y, c)).margin(1e-6));
}

TEST_CASE("the luminance is that of the colour itself, without its alpha", "[sdk][samples]") {
  constexpr lattice_rect kCanvas{-8, 0, 20, 30};
  for (const lattice_type& type : {rgba8(), rgba_f32()}) {
    const Picture color = noise(type, 1);
    const Luminance c("artifact_c", type), cpp("artifact_cpp", type);
    REQUIRE(c.status() == LATTICE_OK);
    REQUIRE(cpp.status() == LATTICE_OK);
    const Picture out = c.of(color, kCanvas);
    CHECK(same_pixels(out, cpp.of(color, kCanvas)));
    CHECK(*out.at<float>(-8, 10) == 0);  // beside the picture
    if (type.dtype == LATTICE_U8) continue;
    const float* p = color.at<float>(0, 10);
    REQUIRE(p[3] > 0);
    CHECK(*out.at<float>(0, 10) == Approx((0.2126 * p[0] + 0.7152 * p[1] + 0.0722 * p[2]) / p[3]));
  }
}

TEST_CASE("the luminance refuses pixels of which it does not know the light", "[sdk][samples]") {
  lattice_type acescg = rgba_f32();
  acescg.space = LATTICE_SPACE_ACESCG;
  for (const char* name : {"artifact_c", "artifact_cpp"}) {
    const Luminance refused(name, acescg);
    CHECK(refused.status() == LATTICE_ERR_UNSUPPORTED);
    CHECK(refused.error().find("srgb8") != std::string::npos);
  }
}

#include <algorithm>
#include <cmath>

#include "run_filter.h"
#include "support/catch.h"

using namespace plugins_test;

namespace {

enum Edge : std::uint64_t { kTransparent = 0, kClamp, kMirror };

// Against the untruncated Gaussian in double, in steps of a byte; measured 0.66. 0.5 is the
// rounding of the result itself, the rest the end of the kernel at 3.5 sigma and its weights.
constexpr double kMaxByteError = 0.70;
constexpr double kMaxFloatError = 4e-4;  // of full scale: the end of the kernel; measured 3.3e-4
constexpr double kReferenceSigmas = 6;

std::uint32_t next_random(std::uint32_t& state) {
  state = state * 1664525u + 1013904223u;
  return state >> 8;
}

// Premultiplied noise of every alpha.
Picture noise(const lattice_rect& bounds) {
  Picture picture(rgba8(), bounds);
  std::uint32_t state = 5;
  for (std::int32_t y = bounds.y0; y < bounds.y1; ++y)
    for (std::int32_t x = bounds.x0; x < bounds.x1; ++x) {
      auto* p = picture.at<std::uint8_t>(x, y);
      p[3] = static_cast<std::uint8_t>(next_random(state));
      for (int c = 0; c < 3; ++c)
        p[c] = static_cast<std::uint8_t>(next_random(state) % (p[3] + 1u));
    }
  return picture;
}

// Opaque white against transparent along a line in x, and steps of colour along one in y.
Picture hard_edges(const lattice_rect& bounds) {
  Picture picture(rgba8(), bounds);
  const std::int32_t mid_x = (bounds.x0 + bounds.x1) / 2, mid_y = (bounds.y0 + bounds.y1) / 2;
  for (std::int32_t y = bounds.y0; y < bounds.y1; ++y)
    for (std::int32_t x = bounds.x0; x < bounds.x1; ++x) {
      auto* p = picture.at<std::uint8_t>(x, y);
      const bool full = x < mid_x;
      p[0] = full ? 255 : 0;
      p[1] = full && y < mid_y ? 255 : 0;
      p[2] = !full && y < mid_y ? 255 : 0;
      p[3] = 255 * (full || y < mid_y);
    }
  return picture;
}

Picture as_floats(const Picture& bytes) {
  Picture floats(rgba_f32(), bytes.bounds());
  for (std::int32_t y = bytes.bounds().y0; y < bytes.bounds().y1; ++y)
    for (std::int32_t x = bytes.bounds().x0; x < bytes.bounds().x1; ++x)
      for (int c = 0; c < 4; ++c)
        floats.at<float>(x, y)[c] = static_cast<float>(bytes.at<std::uint8_t>(x, y)[c]) / 255.0f;
  return floats;
}

// The coordinate that `at` stands for, or first - 1.
std::int32_t source(std::int32_t at, std::int32_t first, std::int32_t last, Edge edge) {
  if (at >= first && at < last) return at;
  if (edge == kTransparent) return first - 1;
  if (edge == kClamp) return std::clamp(at, first, last - 1);
  while (at < first || at >= last) at = at < first ? 2 * first - 1 - at : 2 * last - 1 - at;
  return at;
}

// One channel of the true result over `area`, in double.
std::vector<double> reference(const Picture& picture, int channel, double sigma, Edge edge,
                              const lattice_rect& area) {
  const lattice_rect& b = picture.bounds();
  const auto reach = static_cast<std::int32_t>(std::ceil(kReferenceSigmas * sigma));
  std::vector<double> weight;
  double sum = 0;
  for (std::int32_t k = -reach; k <= reach; ++k) {
    weight.push_back(std::exp(-0.5 * k * k / (sigma * sigma)));
    sum += weight.back();
  }
  const auto width = static_cast<std::size_t>(area.x1 - area.x0);
  std::vector<double> across(width * static_cast<std::size_t>(picture.height()));
  auto out = across.begin();
  for (std::int32_t y = b.y0; y < b.y1; ++y)
    for (std::int32_t x = area.x0; x < area.x1; ++x, ++out)
      for (std::int32_t k = -reach; k <= reach; ++k) {
        const std::int32_t from = source(x + k, b.x0, b.x1, edge);
        if (from >= b.x0)
          *out += weight[static_cast<std::size_t>(k + reach)] / sum *
                  picture.at<std::uint8_t>(from, y)[channel];
      }
  std::vector<double> result(width * static_cast<std::size_t>(area.y1 - area.y0));
  for (std::int32_t y = area.y0; y < area.y1; ++y)
    for (std::int32_t k = -reach; k <= reach; ++k) {
      const std::int32_t from = source(y + k, b.y0, b.y1, edge);
      if (from < b.y0) continue;
      const double w = weight[static_cast<std::size_t>(k + reach)] / sum;
      const double* row = across.data() + static_cast<std::size_t>(from - b.y0) * width;
      double* dst = result.data() + static_cast<std::size_t>(y - area.y0) * width;
      for (std::size_t x = 0; x < width; ++x) dst[x] += w * row[x];
    }
  return result;
}

Picture blurred_by(const lattice_filter& blur, const Picture& picture, double sigma, Edge edge,
                   TileShape tiles = kWhole) {
  const std::vector<lattice_value> params{number(sigma), choice(edge)};
  const FilterInstance instance(blur, picture.image().type, params);
  return run_filter(instance, frame_of(params), {picture}, tiles);
}

Picture blurred(const Picture& picture, double sigma, Edge edge, TileShape tiles = kWhole) {
  return blurred_by(effect("blur"), picture, sigma, edge, tiles);
}

// The largest distance from the reference, in units of the samples' full scale / `full`.
template <class Sample>
double worst_error(const Picture& bytes, double sigma, Edge edge, double full) {
  constexpr bool is_bytes = sizeof(Sample) == 1;
  const Picture result = blurred(is_bytes ? bytes : as_floats(bytes), sigma, edge);
  double worst = 0;
  for (int c = 0; c < 4; ++c) {
    const std::vector<double> want = reference(bytes, c, sigma, edge, result.bounds());
    auto at = want.begin();
    for (std::int32_t y = result.bounds().y0; y < result.bounds().y1; ++y)
      for (std::int32_t x = result.bounds().x0; x < result.bounds().x1; ++x, ++at)
        worst = std::max(
            worst, std::abs(static_cast<double>(result.at<Sample>(x, y)[c]) - *at / 255 * full));
  }
  return worst;
}

}  // namespace

TEST_CASE("blurred bytes are a true Gaussian", "[plugins][blur]") {
  const lattice_rect bounds{-7, 3, 41, 39};
  double worst = 0;
  for (const double sigma : {0.3, 0.5, 0.8, 1.0, 1.7, 2.0, 3.3, 4.0, 8.0, 16.0, 40.0})
    for (const Edge edge : {kTransparent, kClamp, kMirror}) {
      CAPTURE(sigma, edge);
      const double e = std::max(worst_error<std::uint8_t>(noise(bounds), sigma, edge, 255),
                                worst_error<std::uint8_t>(hard_edges(bounds), sigma, edge, 255));
      CHECK(e <= kMaxByteError);
      worst = std::max(worst, e);
    }
  CHECK(worst > 0.45);  // or the reference looked at nothing
}

TEST_CASE("blurred floats are a true Gaussian", "[plugins][blur]") {
  const lattice_rect bounds{2, -3, 33, 20};
  for (const double sigma : {0.4, 1.0, 3.0, 12.0})
    for (const Edge edge : {kTransparent, kClamp, kMirror}) {
      CAPTURE(sigma, edge);
      CHECK(worst_error<float>(noise(bounds), sigma, edge, 1) <= kMaxFloatError);
      CHECK(worst_error<float>(hard_edges(bounds), sigma, edge, 1) <= kMaxFloatError);
    }
}

TEST_CASE("the shape of the tiles leaves no trace in a blur", "[plugins][blur]") {
  for (const bool bytes : {true, false})
    for (const Edge edge : {kTransparent, kClamp, kMirror})
      for (const double sigma : {0.7, 2.5, 9.0}) {
        CAPTURE(bytes, edge, sigma);
        const Picture source = noise({-3, 2, 14, 13});
        const Picture picture = bytes ? source : as_floats(source);
        const Picture whole = blurred(picture, sigma, edge);
        CHECK(same_pixels(blurred(picture, sigma, edge, {1, 1}), whole));
        CHECK(same_pixels(blurred(picture, sigma, edge, {7, 3}), whole));
        CHECK(same_pixels(blurred(picture, sigma, edge, {kWhole.width, 5}), whole));
      }
}

TEST_CASE("the AVX2 loops of the blur give the same bits as the plain ones", "[plugins][blur]") {
  const lattice_filter& narrow = *library_at(BLUR_NARROW_PATH).effects[0];
  for (const bool bytes : {true, false})
    for (const double sigma : {0.5, 1.2, 2.0, 6.0, 21.0}) {
      CAPTURE(bytes, sigma);
      const Picture source = noise({0, 0, 61, 43});
      const Picture picture = bytes ? source : as_floats(source);
      CHECK(same_pixels(blurred(picture, sigma, kMirror),
                        blurred_by(narrow, picture, sigma, kMirror)));
    }
}

TEST_CASE("flat areas stay flat under any sigma", "[plugins][blur]") {
  for (const double sigma : {0.3, 1.0, 5.5, 40.0, 333.3})
    for (const int value : {1, 2, 3, 127, 128, 254, 255}) {
      Picture picture(rgba8(), {0, 0, 9, 7});
      picture.fill_bytes(static_cast<unsigned char>(value));
      CAPTURE(sigma, value);
      CHECK(same_pixels(blurred(picture, sigma, kClamp), picture));
      CHECK(same_pixels(blurred(picture, sigma, kMirror), picture));
    }
}

TEST_CASE("colour never exceeds alpha after a blur", "[plugins][blur]") {
  const Picture result = blurred(noise({0, 0, 40, 30}), 1.3, kTransparent);
  for (std::int32_t y = result.bounds().y0; y < result.bounds().y1; ++y)
    for (std::int32_t x = result.bounds().x0; x < result.bounds().x1; ++x) {
      const auto* p = result.at<std::uint8_t>(x, y);
      REQUIRE(std::max({p[0], p[1], p[2]}) <= p[3]);
    }
}

TEST_CASE("a point becomes a symmetric spot", "[plugins][blur]") {
  Picture picture(rgba8(), {0, 0, 1, 1});
  picture.fill_bytes(255);
  const Picture spot = blurred(picture, 2, kTransparent);
  for (std::int32_t y = -7; y <= 7; ++y)
    for (std::int32_t x = -7; x <= 7; ++x) {
      REQUIRE(spot.at<std::uint8_t>(x, y)[3] == spot.at<std::uint8_t>(-x, y)[3]);
      REQUIRE(spot.at<std::uint8_t>(x, y)[3] == spot.at<std::uint8_t>(y, x)[3]);
    }
  CHECK(spot.at<std::uint8_t>(0, 0)[3] == 10);  // 255 / (2 pi 4) = 10.1
}

TEST_CASE("only a transparent edge makes the picture grow", "[plugins][blur]") {
  const Picture picture = noise({10, 20, 30, 35});
  const lattice_rect grown = blurred(picture, 2, kTransparent).bounds();
  CHECK(grown.x0 == 3);
  CHECK(grown.y0 == 13);
  CHECK(grown.x1 == 37);
  CHECK(grown.y1 == 42);
  for (const Edge edge : {kClamp, kMirror}) {
    const lattice_rect same = blurred(picture, 2, edge).bounds();
    CHECK(std::memcmp(&same, &picture.bounds(), sizeof same) == 0);
  }
}

TEST_CASE("an empty picture stays empty and a huge one does not overflow", "[plugins][blur]") {
  const std::vector<lattice_value> params{number(1000), choice(kTransparent)};
  const FilterInstance instance(effect("blur"), rgba8(), params);
  const lattice_frame frame = frame_of(params);
  const lattice_rect empty{0, 0, 0, 0};
  lattice_rect out{1, 1, 1, 1};
  REQUIRE(effect("blur").bounds(instance.self(), &frame, &empty, 1, &out) == LATTICE_OK);
  CHECK(std::memcmp(&out, &empty, sizeof out) == 0);
  const lattice_rect huge{INT32_MIN, INT32_MIN, INT32_MAX, INT32_MAX};
  REQUIRE(effect("blur").bounds(instance.self(), &frame, &huge, 1, &out) == LATTICE_OK);
  CHECK(std::memcmp(&out, &huge, sizeof out) == 0);
}

TEST_CASE("a sigma that moves nothing folds away", "[plugins][blur]") {
  for (const double sigma : {0.0, 0.05, -1.0, std::nan("")}) {
    const std::vector<lattice_value> params{number(sigma), choice(kTransparent)};
    const lattice_frame frame = frame_of(params);
    lattice_fold fold{};
    fold.struct_size = sizeof fold;
    CAPTURE(sigma);
    REQUIRE(effect("blur").fold(nullptr, &frame, &fold) == LATTICE_OK);
    CHECK(fold.kind == LATTICE_FOLD_IDENTITY);
  }
  const std::vector<lattice_value> params{number(0.3), choice(kTransparent)};
  const lattice_frame frame = frame_of(params);
  lattice_fold fold{};
  fold.struct_size = sizeof fold;
  REQUIRE(effect("blur").fold(nullptr, &frame, &fold) == LATTICE_OK);
  CHECK(fold.kind == LATTICE_FOLD_NONE);
}

#include <lattice/math.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <sstream>

#include "loaded_plugin.h"
#include "support/catch.h"

using namespace plugins_test;

namespace {

// One folded matrix in double against the ideal of the fixture, which is rounded to three
// decimals of a byte's step.
constexpr double kFixtureTolerance = 0.01;

lattice_value array_of(const std::vector<double>& values) {
  lattice_value value{};
  value.array.data = values.data();
  value.array.count = values.size();
  return value;
}

lattice_fold fold_of(const lattice_filter& filter, const std::vector<lattice_value>& params,
                     double progress = 0) {
  const FilterInstance instance(filter, rgba8(), params);
  const lattice_frame frame = frame_of(params, progress);
  lattice_fold fold{};
  fold.struct_size = sizeof fold;
  REQUIRE(filter.fold(instance.self(), &frame, &fold) == LATTICE_OK);
  return fold;
}

void check_matrix(const lattice_fold& fold, const std::array<double, 20>& want) {
  REQUIRE(fold.kind == LATTICE_FOLD_COLOR);
  CHECK(fold.flags == 0);  // no clamp: runs of colour effects are one matrix
  for (std::size_t i = 0; i < 20; ++i) {
    CAPTURE(i);
    CHECK(fold.color[i] == Approx(want[i]).margin(1e-15));
  }
}

double to_linear(double v) {
  return v <= 0.04045 ? v / 12.92 : lattice_pow((v + 0.055) / 1.055, 2.4);
}
double to_srgb(double v) {
  return v <= 0.0031308 ? v * 12.92 : 1.055 * lattice_pow(v, 1 / 2.4) - 0.055;
}

// Straight bytes to premultiplied 0..255 through the fold, clamped at the end. The picture
// holds premultiplied bytes, so that is what the matrix gets to see, unpremultiplied again.
std::array<double, 4> through(const lattice_fold& fold, const std::array<int, 4>& color) {
  const bool linear = fold.space == LATTICE_SPACE_LINEAR_SRGB;
  std::array<double, 5> in{0, 0, 0, color[3] / 255.0, 1};
  for (std::size_t c = 0; c < 3 && color[3] != 0; ++c) {
    const double premultiplied = std::floor(color[c] * color[3] / 255.0 + 0.5);
    in[c] = linear ? to_linear(premultiplied / color[3]) : premultiplied / color[3];
  }
  std::array<double, 4> out{};
  for (std::size_t row = 0; row < 4; ++row) {
    for (std::size_t c = 0; c < 5; ++c) out[row] += fold.color[row * 5 + c] * in[c];
    out[row] = std::clamp(out[row], 0.0, 1.0);
  }
  for (std::size_t c = 0; c < 3; ++c) out[c] = (linear ? to_srgb(out[c]) : out[c]) * out[3] * 255;
  out[3] *= 255;
  return out;
}

}  // namespace

TEST_CASE("saturate folds to the matrix of CSS", "[plugins][color]") {
  check_matrix(fold_of(effect("saturate"), {number(0), choice(0)}),
               {0.213, 0.715, 0.072, 0, 0, 0.213, 0.715, 0.072, 0, 0,  //
                0.213, 0.715, 0.072, 0, 0, 0,     0,     0,     1, 0});
  check_matrix(fold_of(effect("saturate"), {number(2), choice(0)}),
               {1.787,  -0.715, -0.072, 0, 0, -0.213, 1.285, -0.072, 0, 0,  //
                -0.213, -0.715, 1.928,  0, 0, 0,      0,     0,      1, 0});
}

TEST_CASE("brightness folds to a factor", "[plugins][color]") {
  check_matrix(fold_of(effect("brightness"), {number(1.25), choice(0)}),
               {1.25, 0, 0, 0, 0, 0, 1.25, 0, 0, 0, 0, 0, 1.25, 0, 0, 0, 0, 0, 1, 0});
}

TEST_CASE("color_matrix folds to the matrix that it is given", "[plugins][color]") {
  std::vector<double> values(20);
  std::array<double, 20> want{};
  for (std::size_t i = 0; i < 20; ++i) want[i] = values[i] = 0.1 * static_cast<double>(i) - 1;
  check_matrix(fold_of(effect("color_matrix"), {array_of(values), choice(0)}), want);
}

TEST_CASE("color_matrix refuses an array that is no 4x5 matrix", "[plugins][color]") {
  const std::vector<double> values(19, 0.5);
  const std::vector<lattice_value> params{array_of(values), choice(0)};
  const lattice_frame frame = frame_of(params);
  lattice_fold fold{};
  fold.struct_size = sizeof fold;
  CHECK(effect("color_matrix").fold(nullptr, &frame, &fold) == LATTICE_ERR_ARGUMENT);
}

TEST_CASE("opacity_mul folds to an opacity", "[plugins][color]") {
  const lattice_fold fold = fold_of(effect("opacity_mul"), {number(0.25)});
  CHECK(fold.kind == LATTICE_FOLD_OPACITY);
  CHECK(fold.opacity == 0.25);
}

TEST_CASE("defaults and neutral values fold to nothing at all", "[plugins][color]") {
  for (const char* name : {"opacity_mul", "color_matrix", "saturate", "brightness", "blur"}) {
    CAPTURE(name);
    const lattice_filter& filter = effect(name);
    std::vector<lattice_value> defaults;
    for (std::uint32_t i = 0; i < filter.param_count; ++i)
      defaults.push_back(filter.params[i]->initial);
    CHECK(fold_of(filter, defaults).kind == LATTICE_FOLD_IDENTITY);
  }
}

TEST_CASE("the space param names the space of the matrix", "[plugins][color]") {
  CHECK(fold_of(effect("brightness"), {number(2), choice(0)}).space == LATTICE_SPACE_SRGB);
  CHECK(fold_of(effect("brightness"), {number(2), choice(1)}).space == LATTICE_SPACE_LINEAR_SRGB);
}

TEST_CASE("folded matrices give the ideal colours of Filter Effects", "[plugins][color]") {
  std::ifstream file(LATTICE_TEST_DATA "/plugins/color_cases.txt");
  REQUIRE(file.good());
  int cases = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    CAPTURE(line);
    std::istringstream in(line);
    std::string name, space;
    std::size_t count = 0;
    in >> name >> space >> count;
    std::vector<double> values(count);
    for (double& v : values) in >> v;
    std::array<int, 4> color{};
    for (int& c : color) in >> c;
    std::array<double, 4> want{};
    for (double& w : want) in >> w;
    REQUIRE(in);
    const lattice_value first = count == 20 ? array_of(values) : number(values.at(0));
    const lattice_fold fold =
        fold_of(effect(name), {first, choice(space == "linear_srgb" ? 1 : 0)});
    const std::array<double, 4> got = through(fold, color);
    for (std::size_t c = 0; c < 4; ++c) CHECK(std::abs(got[c] - want[c]) < kFixtureTolerance);
    ++cases;
  }
  CHECK(cases == 107);
}

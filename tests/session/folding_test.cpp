#include <algorithm>
#include <cmath>

#include "session/fixture.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::test;

namespace {

constexpr const char* kAssets = R"({"checks": {"image": {"source": "checks.png"}}})";

std::string layer(const std::string& effects) {
  return R"({"id": "all", "stack": [{"id": "card", "leaf": "checks", "effects": [)" + effects +
         "]}]}";
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++found;
  return found;
}

// Four effects from four libraries.
constexpr const char* kFour =
    R"({"brightness": 1.2}, {"saturate": 0.5}, {"opacity_mul": 0.75},
       {"color_matrix": [0.9,0.05,0.05,0,0, 0,0.8,0.2,0,0.02, 0.1,0.1,0.8,0,0, 0,0,0,1,0]})";

}  // namespace

TEST_CASE("four effects from four libraries fold into one op", "[session]") {
  Scene folded = open(scene(layer(kFour), 10, kAssets));
  const auto plan = folded.session->inspect_plan(0, false);
  REQUIRE(plan);
  CHECK(count(*plan, "\"kind\": \"draw\"") == 1);
  CHECK(count(*plan, "\"kind\": \"filter\"") == 0);
  CHECK(count(*plan, "\"matrix\"") == 1);
  check_golden("plan/four_effects.json", *plan);
}

TEST_CASE("the folded pixels are those of the product of the matrices", "[session]") {
  Scene plain = open(scene(layer(""), 10, kAssets));
  Scene folded = open(scene(layer(kFour), 10, kAssets));
  const Picture before = color_frame(plain, 0), after = color_frame(folded, 0);

  // The same algebra, one matrix after the other, in double, with one rounding.
  const double matrix[3][4] = {{0.9, 0.05, 0.05, 0}, {0, 0.8, 0.2, 0.02}, {0.1, 0.1, 0.8, 0}};
  double worst = 0;
  for (int y = 0; y < 48; ++y) {
    for (int x = 0; x < 64; ++x) {
      const Rgba p = before.at(x, y);
      double c[3] = {p.r / double(p.a), p.g / double(p.a), p.b / double(p.a)};
      for (double& v : c) v *= 1.2;
      const double s = 0.5;
      const double grey[3] = {0.213, 0.715, 0.072};
      const double luma = grey[0] * c[0] + grey[1] * c[1] + grey[2] * c[2];
      for (double& v : c) v = luma * (1 - s) + v * s;
      const double alpha = p.a / 255.0 * 0.75;
      const Rgba out = after.at(x, y);
      const int got[3] = {out.r, out.g, out.b};
      for (int k = 0; k < 3; ++k) {
        const double v =
            matrix[k][0] * c[0] + matrix[k][1] * c[1] + matrix[k][2] * c[2] + matrix[k][3];
        worst = std::max(worst, std::abs(got[k] - std::clamp(v, 0.0, 1.0) * alpha * 255));
      }
      worst = std::max(worst, std::abs(out.a - alpha * 255));
    }
  }
  CHECK(worst <= 1.0);  // one rounding of the colour, one of the opacity
}

TEST_CASE("identities leave no trace in the plan", "[session]") {
  Scene plain = open(scene(layer(""), 10, kAssets));
  Scene idle =
      open(scene(layer(R"({"saturate": 1}, {"brightness": 1}, {"opacity_mul": 1}, {"blur": 0})"),
                 10, kAssets));
  CHECK(*plain.session->inspect_plan(0, false) == *idle.session->inspect_plan(0, false));
}

TEST_CASE("opacity folds through a matrix that touches alpha in the order given", "[session]") {
  const char* set_alpha = R"({"color_matrix": [1,0,0,0,0, 0,1,0,0,0, 0,0,1,0,0, 0,0,0,0,1]})";
  Scene before =
      open(scene(layer(std::string(R"({"opacity_mul": 0.5}, )") + set_alpha), 10, kAssets));
  Scene after =
      open(scene(layer(std::string(set_alpha) + R"(, {"opacity_mul": 0.5})"), 10, kAssets));
  CHECK(color_frame(before, 0).at(20, 20).a == 255);
  CHECK(color_frame(after, 0).at(20, 20).a == 128);
}

TEST_CASE("a solid takes the matrix into its colour", "[session]") {
  Scene red = open(scene(R"({"stack": [{"leaf": {"solid_rect": {"color": "#804020"}},
                             "effects": [{"brightness": 1.5}]}]})"));
  CHECK(color_frame(red, 0).at(5, 5) == Rgba{192, 96, 48, 255});
  CHECK(count(*red.session->inspect_plan(0, false), "\"matrix\"") == 0);
}

TEST_CASE("a blur between two colours splits the fold in two", "[session]") {
  Scene split =
      open(scene(layer(R"({"brightness": 1.5}, {"blur": 2}, {"saturate": 0})"), 10, kAssets));
  const auto plan = split.session->inspect_plan(0, false);
  CHECK(count(*plan, "\"matrix\"") == 2);
  CHECK(count(*plan, "\"kind\": \"filter\"") == 2);
  const Rgba p = color_frame(split, 0).at(30, 20);
  CHECK(std::abs(p.r - p.g) <= 1);
  CHECK(std::abs(p.g - p.b) <= 1);
}

// The pictures of tests/data/raster, see its README.md.
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "assets/decode.h"
#include "raster/sweeps.h"
#include "support/catch.h"

namespace lattice::raster {
namespace {

using nlohmann::json;

const std::string kFolder = LATTICE_TEST_DATA "/raster/paths/";

std::vector<char> bytes_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

const json& paths() {
  static const json document = json::parse(bytes_of(kFolder + "paths.json"));
  return document["paths"];
}

struct Difference {
  double mean = 0;
  int above_16 = 0, worst = 0;
};

Difference compare(test::Mask<std::uint8_t>& mask, const std::string& file) {
  const auto bytes = bytes_of(file);
  const auto picture = assets::decode_png(std::as_bytes(std::span(bytes)));
  REQUIRE(picture.has_value());
  REQUIRE(picture->pixels.view().bounds.x1 == mask.area.x1);
  Difference out;
  for (int y = 0; y < mask.area.y1; ++y)
    for (int x = 0; x < mask.area.x1; ++x) {
      const int grey = static_cast<int>(*image::pixel(picture->pixels.view(), x, y));
      const int off = std::abs(mask.at(x, y) - grey);
      out.mean += off, out.above_16 += off > 16, out.worst = std::max(out.worst, off);
    }
  out.mean /= static_cast<double>(mask.samples.size());
  return out;
}

std::string stem(std::size_t number) {
  const std::string png = paths()[number]["png"];
  return kFolder + png.substr(0, png.size() - 4);
}

Stroke stroke_of(const json& entry, std::vector<double>& dashes) {
  Stroke stroke;
  stroke.width = entry["width"];
  stroke.miter_limit = entry["miter"];
  const std::string cap = entry["cap"], join = entry["join"];
  stroke.cap = cap == "round"    ? StrokeCap::round
               : cap == "square" ? StrokeCap::square
                                 : StrokeCap::butt;
  stroke.join = join == "round"   ? StrokeJoin::round
                : join == "bevel" ? StrokeJoin::bevel
                                  : StrokeJoin::miter;
  dashes = entry.value("dash", dashes);
  stroke.dashes = dashes;
  stroke.dash_offset = entry.value("dash_offset", 0.0);
  return stroke;
}

constexpr image::Rect kArea{0, 0, 128, 128};

// Steps of 255. Of the fills only those with arcs are off by more than 1: as cubic curves
// these stray from the circle by 3e-4 of its radius.
constexpr double kFillMean = 0.05;
constexpr int kFillWorst = 5;
// What the browser's own error allows.
constexpr double kStrokeMean = 0.3, kDashMean = 0.6;
constexpr int kStrokeAbove16 = 49, kDashAbove16 = 80;

}  // namespace

TEST_CASE("fills are the pictures of their exact coverage", "[raster][path]") {
  int seen = 0;
  for (std::size_t i = 0; i < paths().size(); ++i) {
    const json& entry = paths()[i];
    if (entry["op"] != "fill") continue;
    const std::string name = entry["name"];
    CAPTURE(name);
    const auto rule = entry["fill_rule"] == "evenodd" ? FillRule::evenodd : FillRule::nonzero;
    auto mask = test::filled(test::path_of(entry["d"].get<std::string>()), rule, kArea);
    const Difference off = compare(mask, stem(i) + ".exact.png");
    CAPTURE(off.worst);
    CHECK(off.mean <= kFillMean);
    CHECK(off.worst <= kFillWorst);
    ++seen;
  }
  CHECK(seen == 20);
}

TEST_CASE("strokes are the pictures of a browser's at sixteen times the size", "[raster][path]") {
  int seen = 0;
  for (std::size_t i = 0; i < paths().size(); ++i) {
    const json& entry = paths()[i];
    if (entry["op"] != "stroke") continue;
    const std::string name = entry["name"];
    CAPTURE(name);
    std::vector<double> dashes;
    const Stroke stroke = stroke_of(entry, dashes);
    auto mask = test::stroked(test::path_of(entry["d"].get<std::string>()), stroke, kArea);
    const Difference off = compare(mask, stem(i) + ".chr16x.png");
    CAPTURE(off.worst);
    CHECK(off.mean <= (dashes.empty() ? kStrokeMean : kDashMean));
    CHECK(off.above_16 <= (dashes.empty() ? kStrokeAbove16 : kDashAbove16));
    ++seen;
  }
  CHECK(seen == 6);
}

}  // namespace lattice::raster

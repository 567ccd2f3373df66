// Assets that need no file: rectangles, gradients, noise, and the one that shows nothing.
#include <algorithm>

#include "schema/asset_fields.h"

namespace lattice::schema {
namespace {

constexpr int kGradientKinds = 3, kNoiseKinds = 3;
constexpr std::int64_t kMaxOctaves = 16;

std::optional<ir::GradientStop> read_stop(const Json& value, Loading& loading) {
  if (!value.is_array() || value.size() != 2) {
    loading.report.error(value, "a stop is [position, colour]",
                         "write [0.5, \"#ff8800\"], the position in 0..1");
    return {};
  }
  ir::GradientStop stop;
  bool good = true;
  for (const Json part : value) {
    if (part.place() == 0) {
      const auto position = read_number(part, 0, 1, loading.report);
      stop.position = position.value_or(0);
      good &= position.has_value();
    } else {
      const auto color = read_asset_color(part, loading);
      stop.color = color.value_or(image::Color{});
      good &= color.has_value();
    }
  }
  return good ? std::optional(stop) : std::nullopt;
}

Span32 read_stops(const Json& value, Loading& loading) {
  Report& report = loading.report;
  std::vector<ir::GradientStop>& all = loading.out.details.stops;
  Span32 span{static_cast<std::uint32_t>(all.size()), 0};
  if (!value.is_array()) {
    report.wrong_type(value, "an array of stops [position, colour]");
    return span;
  }
  if (value.size() == 0) report.error(value, "a gradient without stops has no colour", "add one");
  for (const Json element : value) {
    const auto stop = read_stop(element, loading);
    if (!stop) continue;
    if (span.count > 0 && stop->position < all.back().position)
      report.error(element, "stops must not go back: position " + spelled(stop->position) +
                                " follows " + spelled(all.back().position));
    all.push_back(*stop);
    ++span.count;
  }
  return span;
}

// Where nothing else is said: linear from left to right, radial to the right edge, conic from
// the top.
void set_points(const ir::Asset& asset, ir::Gradient& gradient) {
  const bool is_linear = gradient.kind == ir::GradientKind::linear;
  const bool is_conic = gradient.kind == ir::GradientKind::conic;
  gradient.from_x = is_linear ? 0 : asset.width / 2;
  gradient.from_y = is_linear ? 0 : asset.height / 2;
  gradient.to_x = is_conic ? asset.width / 2 : asset.width;
  gradient.to_y = is_linear || is_conic ? 0 : asset.height / 2;
}

void read_points(Fields& fields, ir::Gradient& gradient) {
  const auto from_key = fields.object().find("from"), to_key = fields.object().find("to");
  const Pair from = fields.pair("from", {gradient.from_x, gradient.from_y});
  const Pair to = fields.pair("to", {gradient.to_x, gradient.to_y});
  gradient.from_x = from.x, gradient.from_y = from.y;
  gradient.to_x = to.x, gradient.to_y = to.y;
  if ((from_key || to_key) && from.x == to.x && from.y == to.y)
    fields.report().error(to_key ? *to_key : *from_key,
                          "\"from\" and \"to\" of a gradient are the same point",
                          "move one of them");
}

}  // namespace

// A radius as large as half a side makes that side round; a larger one cannot do more.
void read_solid_rect(const Json& object, ir::Asset& asset, Loading& loading) {
  Fields fields(object, "a solid_rect", loading);
  if (const auto color = fields.needed("color"))
    asset.color = read_asset_color(*color, loading).value_or(image::Color{});
  read_size(fields, asset);
  const double radius = fields.number("radius", 0, 0, kMaxAssetSize);
  asset.radius = std::min({radius, asset.width / 2, asset.height / 2});
  fields.finish();
}

void read_gradient(const Json& object, ir::Asset& asset, Loading& loading) {
  Fields fields(object, "a gradient", loading);
  ir::Gradient gradient;
  gradient.kind = fields.choice("kind", "gradient", kGradientKinds, gradient.kind);
  if (const auto stops = fields.needed("stops")) gradient.stops = read_stops(*stops, loading);
  read_size(fields, asset);
  set_points(asset, gradient);
  read_points(fields, gradient);
  fields.finish();
  asset.detail = add_detail(loading.out.details.gradients, gradient);
}

void read_noise(const Json& object, ir::Asset& asset, Loading& loading) {
  Fields fields(object, "a noise", loading);
  ir::Noise noise;
  noise.kind = fields.choice("kind", "noise", kNoiseKinds, noise.kind);
  noise.seed = fields.seed("seed");
  noise.scale_px = fields.positive("scale", noise.scale_px, kMaxAssetSize);
  noise.octaves = static_cast<std::uint32_t>(fields.whole("octaves", 1, 1, kMaxOctaves));
  read_size(fields, asset);
  fields.finish();
  asset.detail = add_detail(loading.out.details.noises, noise);
}

void read_null(const Json& object, ir::Asset&, Loading& loading) {
  Fields(object, "a null", loading).finish();
}

}  // namespace lattice::schema

// How text looks: font, size, colour and stroke, of a whole text or of a span.
#include <algorithm>
#include <charconv>

#include "base/suggest.h"
#include "schema/asset_fields.h"

namespace lattice::schema {
namespace {

constexpr double kMaxTextSize = 1e4;
constexpr double kMaxAxisValue = 32767;  // axes are 16.16 fixed point
constexpr std::size_t kMaxFeatureDigits = 5;
constexpr int kFontStyles = 3;
constexpr char kTagRemedy[] = "a tag is four letters or digits, such as \"wght\" or \"liga\"";

// Four printable ASCII characters, none of which has a meaning in a feature.
std::optional<ir::FontTag> tag_of(std::string_view text) {
  if (text.size() != 4) return {};
  ir::FontTag tag{};
  for (std::size_t i = 0; i < 4; ++i) {
    const char c = text[i];
    if (c < ' ' || c > '~' || c == '=' || c == '+' || c == '-') return {};
    tag[i] = c;
  }
  return tag;
}

Span32 read_axes(const Json& object, Loading& loading) {
  std::vector<ir::FontAxis> axes;
  for (const Json member : object) {
    const auto tag = tag_of(member.key());
    const auto value = read_number(member, -kMaxAxisValue, kMaxAxisValue, loading.report);
    if (!tag)
      loading.report.error(member, in_quotes(member.key()) + " is no axis of a font", kTagRemedy);
    else if (value)
      axes.push_back({*tag, *value});
  }
  // The order of keys means nothing.
  std::sort(axes.begin(), axes.end(),
            [](const ir::FontAxis& a, const ir::FontAxis& b) { return a.tag < b.tag; });
  return appended(loading.out.details.axes, axes);
}

// "tnum", "+tnum", "-liga", "salt=2"
std::optional<ir::FontFeature> feature_of(std::string_view text) {
  ir::FontFeature feature{{}, 1};
  const bool is_off = text.starts_with('-');
  const bool has_sign = is_off || text.starts_with('+');
  if (has_sign) text.remove_prefix(1);
  if (is_off) feature.value = 0;
  const auto tag = tag_of(text.substr(0, 4));
  if (!tag) return {};
  feature.tag = *tag;
  text.remove_prefix(4);
  if (text.empty()) return feature;
  if (has_sign || text.front() != '=' || text.size() > kMaxFeatureDigits + 1) return {};
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + 1, end, feature.value);
  return error == std::errc{} && stop == end ? std::optional(feature) : std::nullopt;
}

Span32 read_features(const Json& value, Loading& loading) {
  std::vector<ir::FontFeature>& all = loading.out.details.features;
  Span32 span{static_cast<std::uint32_t>(all.size()), 0};
  if (!value.is_array()) {
    loading.report.wrong_type(value, "an array such as [\"tnum\", \"liga=0\"]");
    return span;
  }
  for (const Json element : value) {
    const auto text = read_text(element, loading.report);
    if (!text) continue;
    if (const auto feature = feature_of(*text)) {
      all.push_back(*feature);
      ++span.count;
    } else {
      loading.report.error(element, in_quotes(*text) + " is no feature of a font",
                           "write \"tnum\", \"-liga\" or \"salt=2\"");
    }
  }
  return span;
}

// A file or a family; what a span names takes the place of what its text has.
void read_font(Fields& fields, ir::TextStyle& style) {
  const auto file = fields.unless_null("font_source");
  const auto family = fields.unless_null("font_family");
  if (file && family)
    return fields.report().error(*family, "\"font_source\" and \"font_family\" both name a font",
                                 "keep one");
  if (file) {
    style.font_source = fields.source("font_source");
    style.font_family = {};
  } else if (family) {
    const auto name = fields.text("font_family");
    if (name && name->empty()) fields.report().error(*family, "\"font_family\" must not be empty");
    if (name) style.font_family = fields.loading().add_text(*name);
    style.font_source = {};
  }
}

std::int32_t read_weight(const Json& value, std::int32_t initial, Report& report) {
  static constexpr std::string_view kNames[] = {"normal", "bold"};
  constexpr std::int32_t kNumbers[] = {400, 700};
  if (value.is_string()) {
    const auto choice = read_choice(value, "weight", kNames, report);
    return choice ? kNumbers[*choice] : initial;
  }
  return static_cast<std::int32_t>(read_whole(value, 1, 1000, report).value_or(initial));
}

void read_stroke(const Json& object, ir::TextStyle& style, Loading& loading) {
  Fields fields(object, "a stroke", loading);
  style.is_stroked = true;
  if (const auto color = fields.needed("color"))
    style.stroke_color = read_asset_color(*color, loading).value_or(image::Color{});
  style.stroke_width_px = fields.number("width", 1, 0, kMaxTextSize);
  fields.finish();
}

}  // namespace

void read_text_style(Fields& fields, ir::TextStyle& style) {
  read_font(fields, style);
  if (const auto weight = fields.given("weight"))
    style.weight = read_weight(*weight, style.weight, fields.report());
  style.style = fields.choice("style", "font style", kFontStyles, style.style);
  if (const auto axes = fields.object_at("axes", "an object such as {\"wght\": 550}"))
    style.axes = read_axes(*axes, fields.loading());
  if (const auto features = fields.given("features"))
    style.features = read_features(*features, fields.loading());
  style.size_px = fields.positive("size_px", style.size_px, kMaxTextSize);
  style.letter_spacing_px =
      fields.number("letter_spacing", style.letter_spacing_px, -kMaxTextSize, kMaxTextSize);
  style.color = fields.color("color", style.color);
  const auto stroke = fields.given("stroke");
  if (!stroke) return;
  if (stroke->is_object())
    read_stroke(*stroke, style, fields.loading());
  else if (stroke->is_null())
    style.is_stroked = false;
  else
    fields.report().wrong_type(*stroke, "an object {\"color\", \"width\"}");
}

}  // namespace lattice::schema

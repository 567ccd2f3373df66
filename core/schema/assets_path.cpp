// Paths: their outline, fill and stroke.
#include "image/path_data.h"
#include "schema/asset_fields.h"

namespace lattice::schema {
namespace {

constexpr double kMaxMiterLimit = 1e6;
constexpr image::Color kWhite{1, 1, 1, 1};
constexpr int kFillRules = 2, kCaps = 3, kJoins = 3;

void read_outline(const Json& value, ir::Path& path, Loading& loading) {
  const auto text = loading.substitute(value);
  if (!text) return;
  const auto outline = image::parse_path_data(*text);
  if (!outline) {
    loading.report.error(value,
                         label(value) + ", " + outline.error().where + ": " + outline.error().what);
    return;
  }
  path.verbs = appended(loading.out.details.verbs, outline->verbs);
  path.points = appended(loading.out.details.points, outline->points);
}

// As SVG has it: an odd list is gone through twice.
void read_dashes(const Json& value, ir::Path& path, Loading& loading) {
  Report& report = loading.report;
  if (!value.is_array()) return report.wrong_type(value, "an array of lengths");
  const std::size_t errors_before = report.error_count();
  std::vector<double> lengths;
  double sum = 0;
  for (const Json element : value) {
    lengths.push_back(read_number(element, 0, kMaxLength, report).value_or(0));
    sum += lengths.back();
  }
  if (report.error_count() != errors_before) return;
  if (!lengths.empty() && sum == 0)
    return report.error(value, "all lengths of \"dash\" are 0",
                        "make one greater, or write [] for a solid line");
  if (lengths.size() % 2 != 0) {
    const std::vector<double> once = lengths;
    lengths.insert(lengths.end(), once.begin(), once.end());
  }
  path.dashes = appended(loading.out.details.numbers, lengths);
}

// A colour, or null for none.
void read_paint(Fields& fields, std::string_view key, bool& is_painted, image::Color& color) {
  const auto given = fields.given(key);
  if (!given) return;
  is_painted = !given->is_null();
  if (is_painted) color = read_asset_color(*given, fields.loading()).value_or(color);
}

void read_stroke(Fields& fields, ir::Path& path) {
  read_paint(fields, "stroke", path.is_stroked, path.stroke);
  path.stroke_width = fields.number("stroke_width", 1, 0, kMaxAssetSize);
  path.cap = fields.choice("cap", "cap", kCaps, path.cap);
  path.join = fields.choice("join", "join", kJoins, path.join);
  path.miter_limit = fields.number("miter_limit", 4, 1, kMaxMiterLimit);
  if (const auto dashes = fields.given("dash")) read_dashes(*dashes, path, fields.loading());
  path.dash_offset = fields.number("dash_offset", 0, -kMaxLength, kMaxLength);
}

}  // namespace

void read_path(const Json& object, ir::Asset& asset, Loading& loading) {
  Fields fields(object, "a path", loading);
  ir::Path path;
  path.fill = kWhite;
  if (const auto outline = fields.needed("svg_path_d")) read_outline(*outline, path, loading);
  read_paint(fields, "fill", path.is_filled, path.fill);
  path.fill_rule = fields.choice("fill_rule", "fill rule", kFillRules, path.fill_rule);
  read_stroke(fields, path);
  fields.finish();
  asset.detail = add_detail(loading.out.details.paths, path);
}

}  // namespace lattice::schema

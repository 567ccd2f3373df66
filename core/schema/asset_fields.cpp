#include "schema/asset_fields.h"

#include <array>
#include <filesystem>

#include "schema/color.h"

namespace lattice::schema {
namespace {

// Two numbers of an array or object, which has nothing else.
bool read_both(const Json& value, double max, std::array<double, 2>& out, Report& report) {
  const std::size_t errors_before = report.error_count();
  if (value.is_array()) {
    for (const Json element : value)
      out[element.place()] = read_number(element, -max, max, report).value_or(0);
  } else {
    ObjectReader reader(value, report);
    for (std::size_t i = 0; i < 2; ++i)
      if (const auto lane = reader.need(i == 0 ? "x" : "y", label(value)))
        out[i] = read_number(*lane, -max, max, report).value_or(0);
    reader.finish();
  }
  return report.error_count() == errors_before;
}

}  // namespace

std::optional<image::Color> read_asset_color(const Json& value, Loading& loading) {
  const bool has_variables = value.is_string() && value.text().find("{{") != std::string::npos;
  if (!has_variables) return read_color(value, loading.report);
  const auto text = loading.substitute(value);
  return text ? read_hex_color(value, *text, loading.report) : std::nullopt;
}

std::optional<double> read_positive(const Json& value, double max, Report& report) {
  const auto number = read_number(value, report);
  if (!number || (*number > 0 && *number <= max)) return number;
  report.error(value, label(value) + " must be greater than 0 and at most " + spelled(max) +
                          ", not " + spelled(*number));
  return {};
}

std::optional<Pair> read_pair(const Json& value, double max, Report& report) {
  std::array<double, 2> both{};
  if (value.is_number()) {
    const auto number = read_number(value, -max, max, report);
    return number ? std::optional<Pair>({*number, *number}) : std::nullopt;
  }
  if (!(value.is_array() && value.size() == 2) && !value.is_object()) {
    report.error(value, label(value) + " must be [x, y], {\"x\", \"y\"} or a number for both",
                 value.is_array() ? "give it two numbers, not " + std::to_string(value.size())
                                  : std::string());
    return {};
  }
  if (!read_both(value, max, both, report)) return {};
  return Pair{both[0], both[1]};
}

std::optional<Json> Fields::unless_null(std::string_view key) {
  const auto found = reader_.take(key);
  return found && !found->is_null() ? found : std::nullopt;
}

std::optional<Json> Fields::object_at(std::string_view key, std::string_view wanted) {
  const auto found = unless_null(key);
  if (!found || found->is_object()) return found;
  report().wrong_type(*found, wanted);
  return {};
}

double Fields::number(std::string_view key, double initial, double min, double max) {
  const auto found = reader_.take(key);
  // -0 becomes 0, so that the two are one.
  return 0.0 + (found ? read_number(*found, min, max, report()).value_or(initial) : initial);
}

double Fields::positive(std::string_view key, double initial, double max) {
  const auto found = reader_.take(key);
  return found ? read_positive(*found, max, report()).value_or(initial) : initial;
}

std::int64_t Fields::whole(std::string_view key, std::int64_t initial, std::int64_t min,
                           std::int64_t max) {
  const auto found = reader_.take(key);
  return found ? read_whole(*found, min, max, report()).value_or(initial) : initial;
}

std::uint64_t Fields::seed(std::string_view key) {
  const auto found = reader_.take(key);
  return found ? read_seed(*found, report()).value_or(0) : 0;
}

bool Fields::flag(std::string_view key) {
  const auto found = reader_.take(key);
  if (found && !found->is(true) && !found->is(false)) report().wrong_type(*found, "true or false");
  return found && found->is(true);
}

Pair Fields::pair(std::string_view key, Pair initial, double max) {
  const auto found = reader_.take(key);
  return found ? read_pair(*found, max, report()).value_or(initial) : initial;
}

image::Color Fields::color(std::string_view key, const image::Color& initial) {
  const auto found = reader_.take(key);
  return found ? read_asset_color(*found, loading_).value_or(initial) : initial;
}

std::optional<std::string> Fields::text(std::string_view key) {
  const auto found = reader_.take(key);
  return found ? loading_.substitute(*found) : std::nullopt;
}

void Fields::lane(std::string_view key, const LaneRule& rule, anim::F64& lane) {
  const auto found = reader_.take(key);
  if (!found) return;
  anim::F64 read;
  if (read_lanes(*found, rule, {&read, 1}, loading_)) lane = read;
}

void Fields::lanes(std::string_view key, LaneRule rule, anim::F64& x, anim::F64& y) {
  const auto found = reader_.take(key);
  if (!found) return;
  rule.shape = LaneShape::vec2;
  std::array<anim::F64, 2> read;
  if (!read_lanes(*found, rule, read, loading_)) return;
  x = read[0];
  y = read[1];
}

ir::TextId Fields::source(std::string_view key) {
  const auto found = reader_.take(key);
  return found ? read_source(*found) : ir::TextId{};
}

ir::TextId Fields::needed_source(std::string_view key) {
  const auto found = needed(key);
  return found ? read_source(*found) : ir::TextId{};
}

ir::TextId Fields::read_source(const Json& value) {
  const auto name = loading_.substitute(value);
  if (!name) return {};
  if (name->empty()) {
    report().error(value, label(value) + " must not be empty");
    return {};
  }
  return loading_.add_text(
      (std::filesystem::path(loading_.folder) / *name).lexically_normal().string());
}

void read_size(Fields& fields, ir::Asset& asset) {
  asset.width = fields.number("width", fields.loading().out.width, 0, kMaxAssetSize);
  asset.height = fields.number("height", fields.loading().out.height, 0, kMaxAssetSize);
}

}  // namespace lattice::schema

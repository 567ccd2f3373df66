#include "schema/eases.h"

#include <string>
#include <vector>

#include "schema/object_reader.h"

namespace lattice::schema {
namespace {

using anim::Ease;
using anim::EaseShape;

struct CssEase {
  std::string_view name;
  EaseShape shape;
};
constexpr CssEase kCssEases[] = {{"ease", {0.25, 0.1, 0.25, 1}},
                                 {"ease_in", {0.42, 0, 1, 1}},
                                 {"ease_out", {0, 0, 0.58, 1}},
                                 {"ease_in_out", {0.42, 0, 0.58, 1}}};

constexpr double kMaxSpringNumber = 1e9;

bool has_shape(Ease ease) { return ease == Ease::bezier || ease == Ease::spring; }

EaseValue with_shape(Ease ease, const EaseShape& shape, anim::Curves& curves) {
  return {ease, curves.add_shape(shape)};
}

std::optional<EaseValue> named(const Json& value, anim::Curves& curves, Report& report) {
  std::vector<std::string_view> names;
  std::vector<Ease> eases;
  for (const CssEase& css : kCssEases) names.push_back(css.name);
  for (int i = 0; i < anim::kEaseCount; ++i) {
    const auto ease = static_cast<Ease>(i);
    if (has_shape(ease)) continue;
    names.push_back(anim::name_of(ease));
    eases.push_back(ease);
  }
  const auto choice = read_choice(value, "ease", names, report);
  if (!choice) return {};
  if (*choice < std::size(kCssEases))
    return with_shape(Ease::bezier, kCssEases[*choice].shape, curves);
  return EaseValue{eases[*choice - std::size(kCssEases)], 0};
}

std::optional<EaseValue> bezier(const Json& value, anim::Curves& curves, Report& report) {
  if (!value.is_array() || value.size() != 4) {
    report.error(value, "a cubic Bezier ease has four numbers: [x1, y1, x2, y2]");
    return {};
  }
  const std::size_t errors_before = report.error_count();
  EaseShape shape{};
  for (const Json number : value) {
    const bool is_x = number.place() % 2 == 0;
    const auto read = is_x ? read_number(number, 0, 1, report) : read_number(number, report);
    shape[number.place()] = read.value_or(0);
  }
  if (report.error_count() != errors_before) return {};
  return with_shape(Ease::bezier, shape, curves);
}

std::optional<EaseValue> spring_ease(const Json& value, anim::Curves& curves, Report& report) {
  if (!value.is_object()) {
    report.wrong_type(value, "an object {\"stiffness\", \"damping\", \"mass\"}");
    return {};
  }
  ObjectReader reader(value, report);
  const EaseShape shape = read_spring_numbers(reader, report);
  reader.finish();
  return with_shape(Ease::spring, shape, curves);
}

}  // namespace

EaseShape read_spring_numbers(ObjectReader& reader, Report& report) {
  EaseShape shape{100, 10, 1, 0};
  const auto positive = [&](std::string_view key, double& out) {
    const auto given = reader.take(key);
    const auto read = given ? read_number(*given, 0, kMaxSpringNumber, report) : std::nullopt;
    if (!read) return;
    out = *read;
    if (out == 0) report.error(*given, label(*given) + " must be greater than 0");
  };
  positive("stiffness", shape[0]);
  if (const auto damping = reader.take("damping"))
    shape[1] = read_number(*damping, 0, kMaxSpringNumber, report).value_or(0);
  positive("mass", shape[2]);
  return shape;
}

std::optional<EaseValue> read_ease(const Json& value, anim::Curves& curves, Report& report) {
  if (value.is_array()) return bezier(value, curves, report);
  if (!value.is_object()) return named(value, curves, report);
  const std::size_t errors_before = report.error_count();
  std::optional<EaseValue> out;
  ObjectReader reader(value, report);
  if (const auto points = reader.take("cubic_bezier")) {
    out = bezier(*points, curves, report);
  } else if (const auto spring = reader.take("spring")) {
    out = spring_ease(*spring, curves, report);
  } else if (value.size() == 0) {
    report.error(value,
                 "an ease is a name, {\"cubic_bezier\": [x1, y1, x2, y2]} or {\"spring\": {...}}");
  }
  reader.finish();
  if (report.error_count() != errors_before) return {};
  return out;
}

}  // namespace lattice::schema

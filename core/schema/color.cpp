#include "schema/color.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "schema/object_reader.h"

namespace lattice::schema {
namespace {

constexpr char kRemedy[] =
    "write \"#rrggbb\", \"#rrggbbaa\", [r, g, b, a] or {\"r\", \"g\", \"b\", \"a\"} in 0..1, "
    "or {\"h\", \"s\", \"l\", \"a\"}";

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<image::Color> from_array(const Json& value, Report& report) {
  if (value.size() != 3 && value.size() != 4) {
    report.error(value, "a colour array has 3 or 4 numbers, not " + std::to_string(value.size()),
                 kRemedy);
    return {};
  }
  std::array<double, 4> lanes{0, 0, 0, 1};
  bool good = true;
  for (const Json element : value) {
    const auto number = read_number(element, 0, 1, report);
    good &= number.has_value();
    lanes[element.place()] = number.value_or(0);
  }
  if (!good) return {};
  return image::Color{lanes[0], lanes[1], lanes[2], lanes[3]};
}

// CSS Color 4, hslToRgb: f(n) = l - s min(l, 1 - l) max(-1, min(k - 3, 9 - k, 1)) with
// k = (n + h / 30) mod 12.
image::Color rgb_from_hsl(double h_deg, double s, double l, double a) {
  const double turn = h_deg / 360 - std::floor(h_deg / 360);
  const auto lane = [&](double n) {
    double k = n + turn * 12;
    if (k >= 12) k -= 12;
    return l - s * std::min(l, 1 - l) * std::max(-1.0, std::min({k - 3, 9 - k, 1.0}));
  };
  return {lane(0), lane(8), lane(4), a};
}

std::optional<image::Color> from_object(const Json& value, Report& report) {
  const bool by_hue = is_hsl(value);
  static constexpr std::string_view kNames[2][3] = {{"r", "g", "b"}, {"h", "s", "l"}};
  const std::size_t errors_before = report.error_count();
  ObjectReader reader(value, report);
  std::array<double, 4> lanes{0, 0, 0, 1};
  for (std::size_t i = 0; i < 3; ++i) {
    const auto lane = reader.need(kNames[by_hue ? 1 : 0][i], "a colour");
    if (!lane) continue;
    const bool is_hue = by_hue && i == 0;
    lanes[i] = (is_hue ? read_number(*lane, report) : read_number(*lane, 0, 1, report)).value_or(0);
  }
  if (const auto alpha = reader.take("a")) lanes[3] = read_number(*alpha, 0, 1, report).value_or(1);
  reader.finish();
  if (report.error_count() != errors_before) return {};
  if (by_hue) return rgb_from_hsl(lanes[0], lanes[1], lanes[2], lanes[3]);
  return image::Color{lanes[0], lanes[1], lanes[2], lanes[3]};
}

}  // namespace

std::optional<image::Color> read_hex_color(const Json& value, const std::string& text,
                                           Report& report) {
  const std::string_view digits = std::string_view(text).substr(text.empty() ? 0 : 1);
  const bool known_length =
      digits.size() == 3 || digits.size() == 4 || digits.size() == 6 || digits.size() == 8;
  if (text.empty() || text.front() != '#') {
    report.error(value, in_quotes(text) + " is not a colour", kRemedy);
    return {};
  }
  if (!known_length ||
      std::any_of(digits.begin(), digits.end(), [](char c) { return hex_digit(c) < 0; })) {
    report.error(value, in_quotes(text) + " is not a colour",
                 "after # stand 3, 4, 6 or 8 hexadecimal digits");
    return {};
  }
  std::array<double, 4> lanes{0, 0, 0, 1};
  const std::size_t width = digits.size() <= 4 ? 1 : 2;
  for (std::size_t i = 0; i < digits.size() / width; ++i) {
    const int high = hex_digit(digits[i * width]);
    lanes[i] = (high * 16 + hex_digit(digits[i * width + width - 1])) / 255.0;
  }
  return image::Color{lanes[0], lanes[1], lanes[2], lanes[3]};
}

bool is_hsl(const Json& value) {
  return value.is_object() && (value.find("h") || value.find("s") || value.find("l"));
}

std::optional<image::Color> read_color(const Json& value, Report& report) {
  switch (value.type()) {
    case JsonType::string: return read_hex_color(value, value.text(), report);
    case JsonType::array: return from_array(value, report);
    case JsonType::object: return from_object(value, report);
    default:
      report.error(value, label(value) + " must be a colour, not " + name_of(value.type()),
                   kRemedy);
      return {};
  }
}

}  // namespace lattice::schema

#include "session/apply_value.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <vector>

namespace lattice::session {
namespace {

using ir::ParamType;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

template <class Number>
std::optional<Number> all_of(std::string_view text) {
  Number out{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return out;
}

// A number that JSON can hold.
std::optional<double> number_of(std::string_view text) {
  const auto number = all_of<double>(trimmed(text));
  return number && std::isfinite(*number) ? number : std::nullopt;
}

bool is_bracketed(std::string_view text) {
  return text.size() >= 2 && text.front() == '[' && text.back() == ']';
}

// "1,2" and "[1, 2]"; nothing when a part is no number. An empty text has no numbers.
std::optional<std::vector<double>> numbers_of(std::string_view text) {
  text = trimmed(text);
  if (is_bracketed(text)) text = trimmed(text.substr(1, text.size() - 2));
  std::vector<double> out;
  while (!text.empty()) {
    const auto comma = text.find(',');
    const auto number = number_of(text.substr(0, comma));
    if (!number) return {};
    out.push_back(*number);
    if (comma == text.npos) break;
    text.remove_prefix(comma + 1);
    if (text.empty()) return {};
  }
  return out;
}

// "[[0,0],[1,1]]" without its brackets, or as it is: "0,0,1,1".
std::optional<std::vector<double>> points_of(std::string_view text) {
  text = trimmed(text);
  if (!is_bracketed(text)) return numbers_of(text);
  text = trimmed(text.substr(1, text.size() - 2));
  if (!text.starts_with('[')) return numbers_of(text);
  std::vector<double> out;
  while (true) {
    const auto end = text.find(']');
    if (!text.starts_with('[') || end == text.npos) return {};
    const auto point = numbers_of(text.substr(0, end + 1));
    if (!point || point->size() != 2) return {};
    out.insert(out.end(), point->begin(), point->end());
    text = trimmed(text.substr(end + 1));
    if (text.empty()) return out;
    if (!text.starts_with(',')) return {};
    text = trimmed(text.substr(1));
  }
}

void write_numbers(JsonWriter& json, const std::vector<double>& numbers) {
  json.begin_inline_array();
  for (const double number : numbers) json.value(number);
  json.end_inline_array();
}

bool write_number(JsonWriter& json, std::string_view text) {
  // Whole numbers beyond 2^53 keep all their digits.
  if (const auto whole = all_of<std::int64_t>(trimmed(text))) return json.value(*whole), true;
  const auto number = number_of(text);
  if (number) json.value(*number);
  return number.has_value();
}

bool write_list(JsonWriter& json, std::string_view text) {
  const auto numbers = numbers_of(text);
  if (numbers) write_numbers(json, *numbers);
  return numbers.has_value();
}

bool write_vector(JsonWriter& json, std::string_view text) {
  const auto numbers = numbers_of(text);
  if (!numbers || numbers->empty()) return false;
  // One number stands for all lanes, as in a composition.
  if (numbers->size() == 1 && !is_bracketed(trimmed(text))) return write_number(json, text);
  write_numbers(json, *numbers);
  return true;
}

bool write_curve(JsonWriter& json, std::string_view text) {
  const auto numbers = points_of(text);
  if (!numbers || numbers->size() % 2 != 0) return false;
  json.begin_inline_array();
  for (std::size_t i = 0; i < numbers->size(); i += 2)
    write_numbers(json, {(*numbers)[i], (*numbers)[i + 1]});
  json.end_inline_array();
  return true;
}

bool write_boolean(JsonWriter& json, std::string_view text) {
  const bool is_true = text == "true" || text == "1";
  if (!is_true && text != "false" && text != "0") return false;
  json.value(is_true);
  return true;
}

bool write_by_type(JsonWriter& json, ParamType type, std::string_view text) {
  switch (type) {
    case ParamType::f64:
    case ParamType::integer: return write_number(json, text);
    case ParamType::vec2:
    case ParamType::vec3: return write_vector(json, text);
    case ParamType::color: return !text.empty() && write_list(json, text);
    case ParamType::boolean: return write_boolean(json, text);
    case ParamType::f64_array: return write_list(json, text);
    case ParamType::curve: return write_curve(json, text);
    case ParamType::choice:
    case ParamType::string: break;
  }
  return false;
}

}  // namespace

void write_typed_value(JsonWriter& json, const ir::ParamSchema& schema, std::string_view text) {
  if (!write_by_type(json, schema.type, text)) json.value(text);
}

}  // namespace lattice::session

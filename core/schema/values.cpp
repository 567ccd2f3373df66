#include "schema/values.h"

#include <algorithm>

#include "schema/color.h"
#include "schema/object_reader.h"

namespace lattice::schema {
namespace {

using ir::VariableType;

bool is_hex_color(const Json& value) {
  if (!value.is_string()) return false;
  const std::string_view text = value.text();
  if (text.size() != 4 && text.size() != 5 && text.size() != 7 && text.size() != 9) return false;
  return text.front() == '#' && text.find_first_not_of("0123456789abcdefABCDEF", 1) == text.npos;
}

bool is_all_numbers(const Json& array) {
  for (const Json element : array)
    if (!element.is_number()) return false;
  return array.size() > 0;
}

std::optional<VariableValue> color_value(const Json& value, Report& report) {
  const auto color = read_color(value, report);
  if (!color) return {};
  return VariableValue{VariableType::color, {color->r, color->g, color->b, color->a}};
}

std::optional<VariableValue> vec2_value(const Json& value, Report& report) {
  VariableValue out{VariableType::vec2, {}};
  if (value.is_number()) {
    out.lanes[0] = out.lanes[1] = value.number();
    return out;
  }
  if (value.is_array() && value.size() == 2 && is_all_numbers(value)) {
    for (const Json element : value) out.lanes[element.place()] = element.number();
    return out;
  }
  if (!value.is_object()) {
    report.wrong_type(value, "two numbers [x, y]");
    return {};
  }
  const std::size_t errors_before = report.error_count();
  ObjectReader reader(value, report);
  for (const std::string_view name : {"x", "y"})
    if (const auto lane = reader.need(name, "a vec2"))
      out.lanes[name == "y"] = read_number(*lane, report).value_or(0);
  reader.finish();
  if (report.error_count() != errors_before) return {};
  return out;
}

// A row's fields and single values are no lists themselves.
bool is_good_cell(const Json& cell, Report& report) {
  const auto read = read_value(cell, report);
  if (!read) return false;
  if (read->type != VariableType::list) return true;
  report.error(cell, label(cell) + " is a list within a list",
               "rows hold bools, numbers, vec2, colours and strings");
  return false;
}

std::optional<VariableValue> list_value(const Json& value, Report& report) {
  if (!value.is_array()) {
    report.wrong_type(value, "a list");
    return {};
  }
  bool good = true;
  for (const Json row : value) {
    // An object is a record here, also one of x and y.
    if (!row.is_object()) good &= is_good_cell(row, report);
    if (row.is_object())
      for (const Json field : row) good &= is_good_cell(field, report);
  }
  if (!good) return {};
  return VariableValue{VariableType::list, {}};
}

std::optional<VariableValue> array_value(const Json& value, Report& report) {
  if (!is_all_numbers(value)) return list_value(value, report);
  if (value.size() == 2) return vec2_value(value, report);
  if (value.size() == 3 || value.size() == 4) return color_value(value, report);
  report.error(value,
               label(value) + " has " + std::to_string(value.size()) +
                   (value.size() == 1 ? " number" : " numbers"),
               "two are a vec2, three or four a colour; a list has records as its rows");
  return {};
}

}  // namespace

std::optional<VariableValue> read_value(const Json& value, Report& report) {
  if (value.is(true) || value.is(false))
    return VariableValue{VariableType::boolean, {value.is(true) ? 1.0 : 0.0}};
  if (value.is_number()) return VariableValue{VariableType::number, {value.number()}};
  if (is_hex_color(value)) return color_value(value, report);
  if (value.is_string()) return read_value_as(VariableType::string, value, report);
  if (value.is_array()) return array_value(value, report);
  if (value.is_object() && value.find("x")) return vec2_value(value, report);
  if (value.is_object() && (value.find("r") || is_hsl(value))) return color_value(value, report);
  report.wrong_type(value, "a bool, a number, a vec2, a colour, a string or a list of records");
  return {};
}

std::optional<VariableValue> read_value_as(VariableType type, const Json& value, Report& report) {
  switch (type) {
    case VariableType::vec2: return vec2_value(value, report);
    case VariableType::color: return color_value(value, report);
    case VariableType::list: return list_value(value, report);
    case VariableType::boolean:
      if (value.type() == JsonType::boolean) return read_value(value, report);
      report.wrong_type(value, "true or false");
      return {};
    case VariableType::number:
      if (value.is_number()) return read_value(value, report);
      report.wrong_type(value, "a number");
      return {};
    case VariableType::string: break;
  }
  if (!read_text(value, report)) return {};
  return VariableValue{VariableType::string, {}};
}

std::optional<std::string> spelled(const Json& value, const VariableValue& read) {
  switch (read.type) {
    case VariableType::string: return value.text();
    case VariableType::number: return spelled(read.lanes[0]);
    case VariableType::boolean: return read.lanes[0] != 0 ? "true" : "false";
    case VariableType::color:
      if (value.is_string()) return value.text();
      return {};
    case VariableType::vec2:
    case VariableType::list: break;
  }
  return {};
}

}  // namespace lattice::schema

#include "schema/object_reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/suggest.h"

namespace lattice::schema {
namespace {

bool contains(std::span<const std::string_view> names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::optional<Json> ObjectReader::take(std::string_view key) {
  known_.push_back(key);
  return object_.find(key);
}

std::optional<Json> ObjectReader::need(std::string_view key, std::string_view what) {
  auto found = take(key);
  if (!found) report_.error(object_, std::string(what) + " needs " + in_quotes(key), "add it");
  return found;
}

void ObjectReader::finish() {
  for (const Json member : object_) {
    const std::string& key = member.key();
    if (contains(known_, key)) continue;
    report_.error(member, "unknown key " + in_quotes(key),
                  report_.is_full() ? std::string() : suggestion(key, known_));
  }
}

std::optional<double> read_number(const Json& value, Report& report) {
  if (value.is_number()) return value.number();
  report.wrong_type(value, "a number");
  return {};
}

std::optional<double> read_number(const Json& value, double min, double max, Report& report) {
  const auto number = read_number(value, report);
  if (!number || (*number >= min && *number <= max)) return number;
  report.error(value, label(value) + " must be in " + spelled(min) + ".." + spelled(max) +
                          ", not " + spelled(*number));
  return {};
}

std::optional<std::int64_t> read_whole(const Json& value, std::int64_t min, std::int64_t max,
                                       Report& report) {
  const auto number = read_number(value, report);
  if (!number) return {};
  const auto whole = value.as_int64();
  if (whole && *whole >= min && *whole <= max) return whole;
  report.error(value, label(value) + " must be a whole number in " + std::to_string(min) + ".." +
                          std::to_string(max) + ", not " +
                          (whole ? std::to_string(*whole) : spelled(*number)));
  return {};
}

std::optional<bool> read_boolean(const Json& value, Report& report) {
  if (value.is(true) || value.is(false)) return value.is(true);
  report.wrong_type(value, "true or false");
  return {};
}

std::optional<std::string> read_text(const Json& value, Report& report) {
  if (!value.is_string()) {
    report.wrong_type(value, "a string");
    return {};
  }
  if (value.text().find('\0') == std::string::npos) return value.text();
  report.error(value, label(value) + " must not contain the character U+0000");
  return {};
}

std::optional<std::string> read_name(const Json& value, Report& report) {
  auto text = read_text(value, report);
  if (!text || !text->empty()) return text;
  report.error(value, label(value) + " must not be empty");
  return {};
}

std::optional<std::size_t> read_choice(const Json& value, std::string_view what,
                                       std::span<const std::string_view> names, Report& report) {
  if (!value.is_string()) {
    report.wrong_type(value, "a string");
    return {};
  }
  const std::string& typed = value.text();
  const auto found = std::find(names.begin(), names.end(), typed);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  report.error(value, "unknown " + std::string(what) + " " + in_quotes(typed),
               suggestion(typed, names));
  return {};
}

std::string spelled(double number) {
  // As people write numbers. Beyond, zeros would have to be counted.
  constexpr double kLeast = 1e-6, kMost = 1e15;
  const double size = std::fabs(number);
  const bool is_plain = number == 0 || (size >= kLeast && size < kMost);
  char buffer[64];
  const auto end =
      is_plain ? std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::fixed)
               : std::to_chars(buffer, buffer + sizeof buffer, number);
  return {buffer, end.ptr};
}

}  // namespace lattice::schema

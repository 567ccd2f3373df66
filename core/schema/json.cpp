#include "schema/json.h"

#include <cmath>

namespace lattice::schema {
namespace {

// Doubles hold every whole number up to here.
constexpr double kExactLimit = 9007199254740992.0;  // 2^53

std::string escaped(std::string_view key) {
  std::string out;
  for (const char c : key) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

}  // namespace

const char* name_of(JsonType type) {
  static constexpr const char* kNames[] = {"null",     "a boolean", "a number", "a number",
                                           "a number", "a string",  "an array", "an object"};
  return kNames[static_cast<int>(type)];
}

double Json::number() const {
  switch (type()) {
    case JsonType::negative: return static_cast<double>(value().negative);
    case JsonType::whole: return static_cast<double>(value().whole);
    case JsonType::real: return value().real;
    default: return 0;
  }
}

std::optional<std::int64_t> Json::as_int64() const {
  if (type() == JsonType::negative) return value().negative;
  if (type() == JsonType::whole && value().whole <= INT64_MAX)
    return static_cast<std::int64_t>(value().whole);
  if (type() == JsonType::real && std::fabs(value().real) <= kExactLimit &&
      std::floor(value().real) == value().real)
    return static_cast<std::int64_t>(value().real);
  return {};
}

std::optional<std::uint64_t> Json::as_uint64() const {
  if (type() == JsonType::whole) return value().whole;
  if (const auto exact = as_int64(); exact && *exact >= 0)
    return static_cast<std::uint64_t>(*exact);
  return {};
}

std::string Json::pointer() const {
  std::vector<std::uint32_t> path;
  for (std::uint32_t i = index_; i != 0; i = document_->values[i].parent) path.push_back(i);
  std::string out;
  for (auto i = path.rbegin(); i != path.rend(); ++i) {
    const Json step{*document_, *i};
    out += '/';
    out += step.is_member() ? escaped(step.key()) : std::to_string(step.place());
  }
  return out;
}

std::size_t Json::weight() const {
  constexpr std::size_t kValueBytes = 128;
  // In document order, what follows the last value in it belongs to a container around it.
  std::uint32_t end = 0;
  for (std::uint32_t i = index_; end == 0 && i != 0; i = document_->values[i].parent)
    end = document_->values[i].next;
  if (end == 0) end = static_cast<std::uint32_t>(document_->values.size());
  std::size_t out = 0;
  for (std::uint32_t i = index_; i < end; ++i) {
    const JsonValue& value = document_->values[i];
    out += kValueBytes;
    if (value.type == JsonType::string)
      out += kBytesPerCharacter * document_->texts[value.text].size();
  }
  return out;
}

std::optional<Json> Json::find(std::string_view name) const {
  for (const Json member : *this)
    if (member.key() == name) return member;
  return {};
}

}  // namespace lattice::schema

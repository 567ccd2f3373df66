#include "ir/bind_params.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/suggest.h"

namespace lattice::ir {
namespace {

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

// The shortest text that reads back as the same number.
std::string number_text(double v) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, v).ptr;
  return {buffer, end};
}

// All of `text` as a finite number; from_chars knows no locale, white space or '+'.
std::optional<double> parse_number(std::string_view text) {
  double v = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), v);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(v)) return {};
  return v;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t v = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), v);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return v;
}

// A text and the schema entry that it was given for, perhaps under another name.
struct Given {
  const Kind& kind;
  const ParamSchema& param;
  const std::string& name;  // as typed
  std::string_view text;
  double factor = 1;

  Failure fail(std::string_view what) const {
    return ::lattice::fail(Code::usage,
                           std::string(name_of(kind.kind_class)) + " " + quoted(kind.short_name()) +
                               ", param " + quoted(name),
                           what);
  }
};

Result<double> in_range(const Given& given, double v) {
  const ParamSchema& p = given.param;
  if (p.bounded() && !(v >= p.min && v <= p.max)) {
    std::string what = number_text(v) + " is out of range";
    if (given.name != p.id) what += " as " + quoted(p.id);
    return given.fail(what + "; give a value from " + number_text(p.min) + " to " +
                      number_text(p.max));
  }
  return v;
}

Result<double> number(const Given& given, std::string_view text) {
  const auto v = parse_number(text);
  if (!v)
    return given.fail(quoted(text) +
                      " is not a number; write digits with a decimal point, such as 0.5");
  const double scaled = *v * given.factor;
  if (!std::isfinite(scaled)) return given.fail(quoted(text) + " is too large a number");
  return in_range(given, scaled);
}

// Comma-separated numbers; an empty text is an empty list.
Result<std::vector<double>> number_list(const Given& given) {
  std::vector<double> out;
  std::string_view rest = given.text;
  while (!rest.empty()) {
    const auto comma = rest.find(',');
    LATTICE_TRY_ASSIGN(const double v, number(given, rest.substr(0, comma)));
    out.push_back(v);
    if (comma == rest.npos) break;
    rest.remove_prefix(comma + 1);
    if (rest.empty()) return given.fail(quoted(given.text) + " ends with a comma; remove it");
  }
  return out;
}

Result<std::vector<double>> exactly(const Given& given, std::size_t count) {
  LATTICE_TRY_ASSIGN(auto numbers, number_list(given));
  if (numbers.size() != count)
    return given.fail(quoted(given.text) + " has " + std::to_string(numbers.size()) +
                      " numbers; give " + std::to_string(count) + ", separated by commas");
  return numbers;
}

Result<std::vector<double>> array(const Given& given) {
  LATTICE_TRY_ASSIGN(auto numbers, number_list(given));
  const ParamSchema& p = given.param;
  const auto size = numbers.size();
  if (size < p.min_count || (p.max_count > 0 && size > p.max_count)) {
    const std::string most = p.max_count > 0 ? " to " + std::to_string(p.max_count) : " or more";
    return given.fail("has " + std::to_string(size) + " numbers; give " +
                      (p.min_count == p.max_count ? std::to_string(p.min_count)
                                                  : std::to_string(p.min_count) + most));
  }
  if (p.type != ParamType::curve) return numbers;
  if (size % 2 != 0) return given.fail("a curve is made of pairs; give x0,y0,x1,y1 and so on");
  for (std::size_t i = 2; i < size; i += 2)
    if (!(numbers[i] > numbers[i - 2]))
      return given.fail("the x of a curve must grow from point to point, but " +
                        number_text(numbers[i]) + " follows " + number_text(numbers[i - 2]));
  return numbers;
}

Result<std::int64_t> integer(const Given& given) {
  const auto whole = parse_integer(given.text);
  if (whole && given.factor == 1) {
    LATTICE_TRY(in_range(given, static_cast<double>(*whole)));
    return *whole;
  }
  // Beyond 2^53 a double is no longer exact; no param multiplies numbers of that size.
  constexpr double kExact = 9007199254740992.0;
  const double scaled = whole ? static_cast<double>(*whole) * given.factor : 0.5;
  if (scaled != std::floor(scaled) || std::fabs(scaled) > kExact)
    return given.fail(quoted(given.text) + " is not a whole number" +
                      (whole ? " once multiplied by " + number_text(given.factor) : "") +
                      "; write digits only, such as 18");
  LATTICE_TRY(in_range(given, scaled));
  return static_cast<std::int64_t>(scaled);
}

Result<std::uint64_t> boolean(const Given& given) {
  if (given.text == "true" || given.text == "1") return std::uint64_t{1};
  if (given.text == "false" || given.text == "0") return std::uint64_t{0};
  return given.fail(quoted(given.text) + " is neither true nor false; write true, false, 1 or 0");
}

Result<std::uint64_t> choice(const Given& given) {
  std::vector<std::string_view> known;
  for (std::size_t i = 0; i < given.param.choices.size(); ++i) {
    if (given.param.choices[i].id == given.text) return std::uint64_t{i};
    known.push_back(given.param.choices[i].id);
  }
  return given.fail("unknown choice " + quoted(given.text) + "; " + suggestion(given.text, known));
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

Result<lattice_value> color(const Given& given) {
  const std::string_view text = given.text;
  lattice_value out{};
  out.rgba[3] = 1;
  bool good = (text.size() == 7 || text.size() == 9) && text[0] == '#';
  for (std::size_t i = 1; good && i < text.size(); i += 2) {
    const int high = hex_digit(text[i]), low = hex_digit(text[i + 1]);
    good = high >= 0 && low >= 0;
    if (good) out.rgba[(i - 1) / 2] = static_cast<float>((high * 16 + low) / 255.0);
  }
  if (!good)
    return given.fail(quoted(text) +
                      " is not a colour; write #rrggbb or #rrggbbaa, such as #ff8800");
  return out;
}

void store_text(BoundParams& out, std::string_view text, lattice_value& value) {
  const std::string& kept = out.texts.emplace_back(text);
  value.str = {kept.c_str(), kept.size()};
}

void store_array(BoundParams& out, std::vector<double> numbers, lattice_value& value) {
  const std::vector<double>& kept = out.arrays.emplace_back(std::move(numbers));
  value.array = {kept.data(), kept.size()};
}

Result<lattice_value> parse(const Given& given, BoundParams& out) {
  lattice_value value{};
  switch (given.param.type) {
    case ParamType::f64: {
      LATTICE_TRY_ASSIGN(value.f64, number(given, given.text));
      break;
    }
    case ParamType::integer: {
      LATTICE_TRY_ASSIGN(value.i64, integer(given));
      break;
    }
    case ParamType::vec2: {
      LATTICE_TRY_ASSIGN(const auto v, exactly(given, 2));
      for (std::size_t i = 0; i < 2; ++i) value.vec2[i] = v[i];
      break;
    }
    case ParamType::vec3: {
      LATTICE_TRY_ASSIGN(const auto v, exactly(given, 3));
      for (std::size_t i = 0; i < 3; ++i) value.vec3[i] = static_cast<float>(v[i]);
      break;
    }
    case ParamType::color: return color(given);
    case ParamType::boolean: {
      LATTICE_TRY_ASSIGN(value.index, boolean(given));
      break;
    }
    case ParamType::choice: {
      LATTICE_TRY_ASSIGN(value.index, choice(given));
      break;
    }
    case ParamType::string: {
      // It crosses the C ABI as a NUL-terminated string.
      if (given.text.find('\0') != given.text.npos)
        return given.fail("the text holds a NUL byte; remove it");
      store_text(out, given.text, value);
      break;
    }
    case ParamType::f64_array:
    case ParamType::curve: {
      LATTICE_TRY_ASSIGN(auto numbers, array(given));
      store_array(out, std::move(numbers), value);
      break;
    }
  }
  return value;
}

lattice_value initial(const ParamSchema& param, BoundParams& out) {
  lattice_value value{};
  switch (param.type) {
    case ParamType::f64: value.f64 = param.initial[0]; break;
    case ParamType::integer: value.i64 = static_cast<std::int64_t>(param.initial[0]); break;
    case ParamType::vec2:
      for (std::size_t i = 0; i < 2; ++i) value.vec2[i] = param.initial[i];
      break;
    case ParamType::vec3:
      for (std::size_t i = 0; i < 3; ++i) value.vec3[i] = static_cast<float>(param.initial[i]);
      break;
    case ParamType::color:
      for (std::size_t i = 0; i < 4; ++i) value.rgba[i] = static_cast<float>(param.initial[i]);
      break;
    case ParamType::boolean:
    case ParamType::choice: value.index = static_cast<std::uint64_t>(param.initial[0]); break;
    case ParamType::string: store_text(out, param.initial_text, value); break;
    case ParamType::f64_array:
    case ParamType::curve: store_array(out, param.initial_array, value); break;
  }
  return value;
}

struct Found {
  std::size_t index;
  double factor;
};

Result<Found> find_param(const Kind& kind, const std::string& name) {
  std::vector<std::string_view> known;
  for (std::size_t i = 0; i < kind.params.size(); ++i) {
    const ParamSchema& p = kind.params[i];
    if (p.id == name) return Found{i, 1};
    for (const ParamAlias& alias : p.aliases)
      if (alias.id == name) return Found{i, alias.factor};
    if (p.hidden) continue;
    known.push_back(p.id);
    for (const ParamAlias& alias : p.aliases) known.push_back(alias.id);
  }
  const std::string hint = known.empty() ? "it takes none" : suggestion(name, known);
  return fail(Code::usage, std::string(name_of(kind.kind_class)) + " " + quoted(kind.short_name()),
              "unknown param " + quoted(name) + "; " + hint);
}

}  // namespace

Result<BoundParams> bind_params(const Kind& kind, std::span<const GivenParam> given) {
  BoundParams out;
  out.values.resize(kind.params.size());
  std::vector<const std::string*> given_as(kind.params.size(), nullptr);
  for (const auto& [name, text] : given) {
    LATTICE_TRY_ASSIGN(const Found found, find_param(kind, name));
    const Given one{kind, kind.params[found.index], name, text, found.factor};
    if (const std::string* before = given_as[found.index])
      return one.fail(*before == name ? "is given twice; give it once"
                                      : "is another name of " + quoted(*before) +
                                            ", which is given too; give one of them");
    given_as[found.index] = &name;
    LATTICE_TRY_ASSIGN(out.values[found.index], parse(one, out));
  }
  for (std::size_t i = 0; i < kind.params.size(); ++i) {
    const ParamSchema& p = kind.params[i];
    if (given_as[i]) continue;
    if (p.required)
      return Given{kind, p, p.id, {}}.fail(std::string("is required and has no default; give a ") +
                                           name_of(p.type));
    out.values[i] = initial(p, out);
  }
  return out;
}

}  // namespace lattice::ir

#include "session/check/param_values.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "plugin/number_text.h"

namespace lattice::session::check {
namespace {

using ir::ParamSchema;
using ir::ParamType;

constexpr double kExtreme = 1e6;
constexpr double kLargestExactInteger = 9007199254740992.0;  // 2^53
constexpr std::uint32_t kMostNumbers = 64;                   // of an array without a limit

double initial_lane(const ParamSchema& p, std::size_t lane) {
  if (!p.required) return p.initial[lane];
  return p.bounded() ? p.min + (p.max - p.min) / 2 : 0.5;
}

// Half of the random numbers lie near the initial value, where filters usually are.
double random_number(const ParamSchema& p, double initial, Random& random) {
  const double t = random.unit() * 2 - 1;
  double v = initial;
  if (!p.bounded()) {
    constexpr double kScales[] = {1, 10, 100, 1000};
    v += t * kScales[random.below(4)];
  } else if (random.one_in(2)) {
    v = p.min + (p.max - p.min) * ((t + 1) / 2);
  } else {
    v += t * std::min(4.0, (p.max - p.min) / 2);
  }
  return p.bounded() ? std::clamp(v, p.min, p.max) : v;
}

double number(const ParamSchema& p, double initial, Choose how, Random& random) {
  double v = initial;
  if (how == Choose::random) v = random_number(p, initial, random);
  if (p.bounded() && how == Choose::least) v = p.min;
  if (p.bounded() && how == Choose::most) v = p.max;
  if (p.type == ParamType::integer) {
    v = std::clamp(std::floor(v), -kLargestExactInteger, kLargestExactInteger);
    if (p.bounded() && v < p.min) v = std::ceil(p.min);
  }
  return v;
}

std::uint64_t one_of(std::size_t count, std::uint64_t initial, Choose how, Random& random) {
  switch (how) {
    case Choose::defaults: return initial;
    case Choose::least: return 0;
    case Choose::most: return count - 1;
    case Choose::random: return random.below(static_cast<std::uint32_t>(count));
  }
  return initial;
}

std::vector<double> numbers_of(const ParamSchema& p, Choose how, Random& random) {
  const bool curve = p.type == ParamType::curve;
  std::size_t count = p.initial_array.size();
  if (how == Choose::least || (p.required && how == Choose::defaults)) count = p.min_count;
  if (how == Choose::most)
    count = p.max_count != 0 ? p.max_count : std::max<std::size_t>(count, kMostNumbers);
  if (how == Choose::random) {
    const std::uint32_t most = p.max_count != 0 ? p.max_count : std::max(p.min_count, kMostNumbers);
    count = p.min_count + random.below(std::min(most - p.min_count, kMostNumbers) + 1);
  }
  if (curve) count -= count % 2;
  std::vector<double> out(count);
  for (std::size_t i = 0; i < count; ++i) {
    const double initial = i < p.initial_array.size() ? p.initial_array[i] : initial_lane(p, 0);
    out[i] = number(p, p.bounded() ? std::clamp(initial, p.min, p.max) : initial, how, random);
  }
  if (!curve) return out;
  // x rises evenly over what the limits allow.
  const double first = p.bounded() ? p.min : 0, last = p.bounded() ? p.max : 1;
  for (std::size_t i = 0; i < count; i += 2)
    out[i] = first + (last - first) * static_cast<double>(i) / static_cast<double>(count);
  return out;
}

std::string text_of(const ParamSchema& p, Choose how, Random& random) {
  if (how != Choose::random || random.one_in(2)) return p.initial_text;
  static const char* const kTexts[] = {"", "a", "no such file.cube", "gr\xC3\xBC\xC3\x9F dich",
                                       "one two three four five six seven eight nine ten"};
  return kTexts[random.below(5)];
}

}  // namespace

lattice_value ParamValues::array_value(std::vector<double> numbers) {
  const auto& kept = arrays_.emplace_back(std::move(numbers));
  lattice_value v{};
  v.array.data = kept.data();
  v.array.count = kept.size();
  return v;
}

lattice_value ParamValues::text_value(std::string text) {
  const auto& kept = texts_.emplace_back(std::move(text));
  lattice_value v{};
  v.str.data = kept.c_str();
  v.str.size = kept.size();
  return v;
}

void ParamValues::add(const ParamSchema& p, Choose how, Random& random) {
  lattice_value v{};
  const auto lane = [&](std::size_t i) {
    const double n = number(p, initial_lane(p, i), how, random);
    extreme_ = extreme_ || std::fabs(n) > kExtreme;
    return n;
  };
  switch (p.type) {
    case ParamType::f64: v.f64 = lane(0); break;
    case ParamType::integer: v.i64 = static_cast<std::int64_t>(lane(0)); break;
    case ParamType::vec2:
      for (std::size_t i = 0; i < 2; ++i) v.vec2[i] = lane(i);
      break;
    case ParamType::vec3:
      for (std::size_t i = 0; i < 3; ++i) v.vec3[i] = static_cast<float>(lane(i));
      break;
    case ParamType::color:
      for (std::size_t i = 0; i < 4; ++i) v.rgba[i] = static_cast<float>(lane(i));
      break;
    case ParamType::boolean:
      v.index = one_of(2, static_cast<std::uint64_t>(p.initial[0]), how, random);
      break;
    case ParamType::choice:
      v.index = one_of(p.choices.size(), static_cast<std::uint64_t>(p.initial[0]), how, random);
      break;
    case ParamType::string: v = text_value(text_of(p, how, random)); break;
    case ParamType::f64_array:
    case ParamType::curve: {
      v = array_value(numbers_of(p, how, random));
      for (std::uint64_t i = 0; i < v.array.count; ++i)
        extreme_ = extreme_ || std::fabs(v.array.data[i]) > kExtreme;
      break;
    }
  }
  values_.push_back(v);
}

void ParamValues::add_copy(const ParamSchema& p, const lattice_value& value) {
  lattice_value v = value;
  if (p.type == ParamType::string)
    v = text_value(std::string(value.str.data, value.str.size));
  else if (p.type == ParamType::f64_array || p.type == ParamType::curve)
    v = array_value({value.array.data, value.array.data + value.array.count});
  values_.push_back(v);
}

ParamValues ParamValues::choose(std::span<const ParamSchema> schema, Choose how, Random& random) {
  ParamValues out;
  for (const ParamSchema& param : schema) {
    // With many params at random at once, most pictures of most filters are plain noise.
    const bool rest = how == Choose::random && random.one_in(4);
    out.add(param, rest ? Choose::defaults : how, random);
  }
  return out;
}

ParamValues ParamValues::animated(std::span<const ParamSchema> schema, Random& random) const {
  ParamValues out;
  out.extreme_ = extreme_;
  for (std::size_t i = 0; i < schema.size(); ++i) {
    if (schema[i].animates)
      out.add(schema[i], Choose::random, random);
    else
      out.add_copy(schema[i], values_[i]);
  }
  return out;
}

ParamValues ParamValues::scaled(std::span<const ParamSchema> schema, double scale) const {
  ParamValues out;
  out.extreme_ = extreme_;
  for (std::size_t i = 0; i < schema.size(); ++i) {
    out.add_copy(schema[i], values_[i]);
    if (!schema[i].scales) continue;
    lattice_value& v = out.values_.back();
    if (schema[i].type == ParamType::f64) v.f64 *= scale;
    if (schema[i].type == ParamType::vec2)
      for (double& n : v.vec2) n *= scale;
    if (schema[i].type == ParamType::vec3)
      for (float& n : v.vec3) n = static_cast<float>(static_cast<double>(n) * scale);
  }
  return out;
}

std::string ParamValues::text(std::span<const ParamSchema> schema) const {
  std::string out;
  const auto number = [](double n) { return plugin::number_text(n); };
  for (std::size_t i = 0; i < schema.size(); ++i) {
    const lattice_value& v = values_[i];
    out += (i == 0 ? "" : ", ") + schema[i].id + "=";
    switch (schema[i].type) {
      case ParamType::f64: out += number(v.f64); break;
      case ParamType::integer: out += std::to_string(v.i64); break;
      case ParamType::vec2: out += number(v.vec2[0]) + "," + number(v.vec2[1]); break;
      case ParamType::vec3:
      case ParamType::color:
        for (int k = 0; k < ir::lane_count(schema[i].type); ++k)
          out += (k == 0 ? "" : ",") + number(static_cast<double>(v.rgba[k]));
        break;
      case ParamType::boolean: out += v.index != 0 ? "true" : "false"; break;
      case ParamType::choice: out += schema[i].choices[v.index].id; break;
      case ParamType::string: out += '"' + std::string(v.str.data, v.str.size) + '"'; break;
      case ParamType::f64_array:
      case ParamType::curve: out += std::to_string(v.array.count) + " numbers"; break;
    }
  }
  return out;
}

}  // namespace lattice::session::check

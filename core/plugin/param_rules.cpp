#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <string_view>

#include "plugin/broken_rule.h"
#include "plugin/kind_rules.h"
#include "plugin/limits.h"
#include "plugin/number_text.h"
#include "plugin/text_rules.h"

namespace lattice::plugin {
namespace {

using ir::ParamType;

constexpr double kLargestExactInteger = 9007199254740992.0;  // 2^53

bool is_array(ParamType type) { return type == ParamType::f64_array || type == ParamType::curve; }

// Values of vec3 and colour are floats in the ABI: their limits are rounded likewise.
bool in_range(const ir::ParamSchema& p, double value) {
  if (!p.bounded()) return true;
  if (p.type != ParamType::vec3 && p.type != ParamType::color)
    return value >= p.min && value <= p.max;
  return value >= static_cast<double>(static_cast<float>(p.min)) &&
         value <= static_cast<double>(static_cast<float>(p.max));
}

Result<void> check_number(const ir::ParamSchema& p, double value, const std::string& where) {
  if (!std::isfinite(value))
    return refuse(DescriptionRule::param, where, "initial holds a number that is not finite");
  if (!in_range(p, value))
    return refuse(DescriptionRule::param, where,
                  "initial " + number_text(value) + " lies outside min..max (" +
                      number_text(p.min) + " to " + number_text(p.max) + ")");
  return {};
}

Result<void> check_range(const ir::ParamSchema& p, const std::string& where) {
  if (!std::isfinite(p.min) || !std::isfinite(p.max))
    return refuse(DescriptionRule::param, where,
                  "min or max is not a finite number; equal numbers mean unbounded");
  if (p.min > p.max)
    return refuse(DescriptionRule::param, where,
                  "min " + number_text(p.min) + " is above max " + number_text(p.max));
  if (!is_array(p.type) && (p.min_count != 0 || p.max_count != 0))
    return refuse(DescriptionRule::param, where,
                  "min_count and max_count belong to arrays and curves only");
  if (p.max_count != 0 && p.min_count > p.max_count)
    return refuse(DescriptionRule::param, where, "min_count is above max_count");
  if (p.type == ParamType::curve && (p.min_count % 2 != 0 || p.max_count % 2 != 0))
    return refuse(DescriptionRule::param, where,
                  "min_count and max_count of a curve must be even: points are pairs");
  return {};
}

Result<void> check_initial_array(const ir::ParamSchema& p, const std::string& where) {
  const auto& numbers = p.initial_array;
  if (numbers.size() < p.min_count || (p.max_count != 0 && numbers.size() > p.max_count))
    return refuse(DescriptionRule::param, where,
                  "initial has " + std::to_string(numbers.size()) +
                      " numbers, which min_count and max_count forbid");
  for (const double number : numbers) LATTICE_TRY(check_number(p, number, where));
  if (p.type != ParamType::curve) return {};
  if (numbers.size() % 2 != 0)
    return refuse(DescriptionRule::param, where, "initial of a curve has an odd number of numbers");
  for (std::size_t i = 2; i < numbers.size(); i += 2)
    if (numbers[i] <= numbers[i - 2])
      return refuse(DescriptionRule::param, where,
                    "initial of a curve must have strictly increasing x");
  return {};
}

Result<void> check_initial(const ir::ParamSchema& p, const std::string& where) {
  if (p.type != ParamType::string && !p.initial_text.empty())
    return refuse(DescriptionRule::param, where, "initial holds a text, but the type is no string");
  if (!is_array(p.type) && !p.initial_array.empty())
    return refuse(DescriptionRule::param, where, "initial holds an array, but the type is none");
  const double first = p.initial[0];
  switch (p.type) {
    case ParamType::boolean:
      return first == 0 || first == 1
                 ? Result<void>{}
                 : refuse(DescriptionRule::param, where, "initial of a bool must be 0 or 1");
    case ParamType::choice:
      return first >= 0 && first < static_cast<double>(p.choices.size()) &&
                     first == std::floor(first)
                 ? Result<void>{}
                 : refuse(DescriptionRule::param, where,
                          "initial names choice " + number_text(first) + " of " +
                              std::to_string(p.choices.size()));
    case ParamType::string:
      return is_utf8(p.initial_text) ? Result<void>{}
                                     : refuse(DescriptionRule::text, where, "initial is not UTF-8");
    default: break;
  }
  if (p.required) return {};
  if (is_array(p.type)) return check_initial_array(p, where);
  if (p.type == ParamType::integer &&
      !(std::fabs(first) <= kLargestExactInteger && first == std::floor(first)))
    return refuse(DescriptionRule::param, where,
                  "initial of an integer must be whole and within 2^53");
  for (int i = 0; i < ir::lane_count(p.type); ++i)
    LATTICE_TRY(check_number(p, p.initial[static_cast<std::size_t>(i)], where));
  return {};
}

Result<void> check_choices(const ir::ParamSchema& p, const std::string& where) {
  if (p.type != ParamType::choice)
    return p.choices.empty() ? Result<void>{}
                             : refuse(DescriptionRule::param, where,
                                      "choice_count is not 0, but the type is no choice");
  if (p.choices.empty())
    return refuse(DescriptionRule::param, where, "a choice needs at least one entry in choices");
  std::set<std::string_view> seen;
  for (const ir::Choice& choice : p.choices) {
    if (!is_param_id(choice.id))
      return refuse(DescriptionRule::text, where,
                    "choice id \"" + choice.id + "\" must match [a-z0-9_]+");
    if (!seen.insert(choice.id).second)
      return refuse(DescriptionRule::twice, where, "choice \"" + choice.id + "\" is there twice");
    if (!is_line(choice.hint))
      return refuse(DescriptionRule::text, where,
                    "the hint of choice \"" + choice.id + "\" is not one line of UTF-8");
  }
  return {};
}

Result<void> check_aliases(const ir::ParamSchema& p, const std::string& where) {
  const bool scalable = ir::lane_count(p.type) > 0 || is_array(p.type);
  for (const ir::ParamAlias& alias : p.aliases) {
    if (!is_param_id(alias.id))
      return refuse(DescriptionRule::text, where,
                    "alias \"" + alias.id + "\" must match [a-z0-9_]+");
    if (!std::isfinite(alias.factor) || alias.factor == 0)
      return refuse(DescriptionRule::param, where,
                    "the factor of alias \"" + alias.id + "\" must be finite and not 0");
    if (!scalable && alias.factor != 1)
      return refuse(DescriptionRule::param, where,
                    "the factor of alias \"" + alias.id + "\" must be 1: a " + ir::name_of(p.type) +
                        " cannot be multiplied");
  }
  return {};
}

// "an integer", "a curve".
std::string one_of(ParamType type) {
  const std::string name = ir::name_of(type);
  const bool vowel = std::string_view("aeiou").find(name.front()) != std::string_view::npos;
  return (vowel ? "an " : "a ") + name;
}

}  // namespace

Result<void> check_param(const ir::ParamSchema& p, const std::string& where) {
  if (p.type < ParamType::f64 || p.type > ParamType::curve)
    return refuse(
        DescriptionRule::param, where,
        "type " + std::to_string(static_cast<int>(p.type)) + " is not known to this host");
  if (!is_param_id(p.id))
    return refuse(DescriptionRule::text, where, "id \"" + p.id + "\" must match [a-z0-9_]+");
  if (!is_line(p.hint))
    return refuse(DescriptionRule::text, where, "hint is not one line of UTF-8");
  if (!is_line(p.unit))
    return refuse(DescriptionRule::text, where, "unit is not one line of UTF-8");
  if (p.animates && ir::lane_count(p.type) == 0)
    return refuse(DescriptionRule::param, where,
                  "ANIMATES is set, but " + one_of(p.type) + " never animates");
  if (p.scales && p.type != ParamType::f64 && p.type != ParamType::vec2 &&
      p.type != ParamType::vec3)
    return refuse(DescriptionRule::param, where,
                  "SCALES is set, but " + one_of(p.type) +
                      " is not a length: it belongs to F64, VEC2 and VEC3");
  LATTICE_TRY(check_range(p, where));
  LATTICE_TRY(check_choices(p, where));
  LATTICE_TRY(check_aliases(p, where));
  return check_initial(p, where);
}

}  // namespace lattice::plugin

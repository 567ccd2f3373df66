#include "expr/random_text.h"

#include <limits>

#include "expr/functions.h"

namespace lattice::expr::testing {

std::string RandomText::expression(Type type, int depth, const Allows& may_read,
                                   const Allows& may_sample) {
  may_read_ = &may_read;
  may_sample_ = &may_sample;
  return (pick(2) == 0 ? "=" : "") + any(type, depth);
}

double RandomText::number() {
  constexpr double kInf = std::numeric_limits<double>::infinity();
  constexpr double kAwkward[] = {0,   -0.0, 1,      -1,    kInf,   -kInf, std::nan(""),
                                 0.5, -2.5, 5e-324, 1e308, 1e-308, 1e17,  -1e-20,
                                 3,   60};
  if (pick(3) == 0) return kAwkward[pick(std::size(kAwkward))];
  return (static_cast<double>(random_() >> 11) * 0x1p-53 - 0.5) * (pick(2) == 0 ? 4 : 4000);
}

std::string RandomText::any(Type type, int depth) {
  if (depth <= 0) return leaf(type);
  if (pick(12) == 0)
    return "(" + any(Type::boolean, depth - 1) + " ? " + any(type, depth - 1) + " : " +
           any(type, depth - 1) + ")";
  switch (type) {
    case Type::f64: return number_text(depth);
    case Type::boolean: return bool_text(depth);
    case Type::vec2:
    case Type::color: break;
  }
  return composite_text(type, depth);
}

// A lane that may be named, or nothing.
std::string RandomText::lane_text(Type type, const Allows& allows) {
  for (int attempt = 0; attempt < 8; ++attempt) {
    const std::size_t node = pick(world_.nodes.size()), lane = pick(kLaneCount);
    if (kLaneTypes[lane] == type && allows(node, lane))
      return "nodes[\"" + world_.nodes[node] + "\"]." + std::string(kLanes[lane]);
  }
  return {};
}

std::string RandomText::leaf(Type type) {
  if (pick(3) == 0)
    if (std::string lane = lane_text(type, *may_read_); !lane.empty()) return lane;
  if (type == Type::boolean) {
    constexpr const char* kBools[] = {"true", "false", "vars.loud"};
    return kBools[pick(3)];
  }
  if (type == Type::vec2) return pick(2) == 0 ? "vars.at" : "vec2(1.5, time.frame)";
  if (type == Type::color) return pick(2) == 0 ? "vars.accent" : "rgba(0.2, 0.4, 1, 0.75)";
  constexpr const char* kNumbers[] = {
      "0",  "1",   "2",    "0.5",  "3.75",       "10",           "1e300",         "1e-300",
      "60", "pi",  "tau",  "0.1",  "vars.speed", "time.seconds", "time.progress", "time.frame",
      "7",  "180", "1e17", "0.25", "time.fps",   "time.phase",   "time.duration", "vars.at.y"};
  return kNumbers[pick(std::size(kNumbers))];
}

std::string RandomText::number_text(int depth) {
  constexpr const char* kOperators[] = {"+", "-", "*", "/", "%", "^"};
  switch (pick(8)) {
    case 0: return "-" + any(Type::f64, depth - 1);
    case 1: return "(" + composite_text(Type::vec2, depth - 1) + ")." + "xy"[pick(2)];
    case 2: return "(" + composite_text(Type::color, depth - 1) + ")." + "rgba"[pick(4)];
    case 3:
      if (const std::string lane = lane_text(Type::f64, *may_sample_); !lane.empty())
        return "value_at(" + lane + ", " + any(Type::f64, depth - 1) + ")";
      [[fallthrough]];
    case 4:
    case 5: return call_text(depth);
    default: break;
  }
  // Sometimes without parentheses: then precedence decides, for both evaluators alike.
  const std::string inner =
      any(Type::f64, depth - 1) + " " + kOperators[pick(6)] + " " + any(Type::f64, depth - 1);
  return pick(4) == 0 ? inner : "(" + inner + ")";
}

std::string RandomText::call_text(int depth) {
  const auto names = function_names();
  for (;;) {
    const Signature& called = signature(*find_function(names[pick(names.size())]));
    if (called.name == "vec2" || called.name == "rgba" || called.name == "value_at") continue;
    const std::size_t most = called.max_arguments == kAnyNumber ? 4 : called.max_arguments;
    const std::size_t count = called.min_arguments + pick(most - called.min_arguments + 1);
    std::string out(called.name);
    for (std::size_t i = 0; i < count; ++i)
      out += (i == 0 ? "(" : ", ") + any(Type::f64, depth - 1);
    return out + ")";
  }
}

std::string RandomText::bool_text(int depth) {
  constexpr const char* kComparisons[] = {"<", "<=", ">", ">=", "==", "!="};
  switch (pick(6)) {
    case 0: return "(not " + any(Type::boolean, depth - 1) + ")";
    case 1:
      return "(" + any(Type::boolean, depth - 1) + " and " + any(Type::boolean, depth - 1) + ")";
    case 2:
      return "(" + any(Type::boolean, depth - 1) + " or " + any(Type::boolean, depth - 1) + ")";
    case 3: {
      constexpr Type kTypes[] = {Type::boolean, Type::vec2, Type::color};
      const Type type = kTypes[pick(3)];
      return "((" + any(type, depth - 1) + ") " + kComparisons[4 + pick(2)] + " (" +
             any(type, depth - 1) + "))";
    }
    default: break;
  }
  return "((" + any(Type::f64, depth - 1) + ") " + kComparisons[pick(6)] + " (" +
         any(Type::f64, depth - 1) + "))";
}

std::string RandomText::composite_text(Type type, int depth) {
  if (depth <= 0) return leaf(type);
  constexpr const char* kOperators[] = {"+", "-", "*", "/"};
  switch (pick(6)) {
    case 0: return "(-" + any(type, depth - 1) + ")";
    case 1: return "(" + any(type, depth - 1) + ") * (" + any(Type::f64, depth - 1) + ")";
    case 2: return "(" + any(type, depth - 1) + ") / (" + any(Type::f64, depth - 1) + ")";
    case 3:
      return "lerp(" + any(type, depth - 1) + ", " + any(type, depth - 1) + ", " +
             any(Type::f64, depth - 1) + ")";
    case 4:
      return "((" + any(type, depth - 1) + ") " + kOperators[pick(4)] + " (" +
             any(type, depth - 1) + "))";
    default: break;
  }
  std::string out = type == Type::vec2 ? "vec2(" : "rgba(";
  const std::size_t count = type == Type::vec2 ? 2 : 3 + pick(2);
  for (std::size_t i = 0; i < count; ++i) out += (i ? ", " : "") + any(Type::f64, depth - 1);
  return out + ")";
}

}  // namespace lattice::expr::testing

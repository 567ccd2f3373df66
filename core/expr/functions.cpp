#include "expr/functions.h"

#include <algorithm>
#include <array>

namespace lattice::expr {
namespace {

// In the order of Function.
constexpr auto kSignatures = std::to_array<Signature>({
    {"min", "min(a, b, ...)", 2, kAnyNumber},
    {"max", "max(a, b, ...)", 2, kAnyNumber},
    {"clamp", "clamp(x, low, high)", 3, 3},
    {"abs", "abs(x)", 1, 1},
    {"sign", "sign(x)", 1, 1},
    {"floor", "floor(x)", 1, 1},
    {"ceil", "ceil(x)", 1, 1},
    {"round", "round(x)", 1, 1},
    {"fract", "fract(x)", 1, 1},
    {"mod", "mod(x, y)", 2, 2},
    {"pow", "pow(x, y)", 2, 2},
    {"sqrt", "sqrt(x)", 1, 1},
    {"exp", "exp(x)", 1, 1},
    {"log", "log(x)", 1, 1},
    {"sin", "sin(radians)", 1, 1},
    {"cos", "cos(radians)", 1, 1},
    {"tan", "tan(radians)", 1, 1},
    {"atan2", "atan2(y, x)", 2, 2},
    {"radians", "radians(degrees)", 1, 1},
    {"degrees", "degrees(radians)", 1, 1},
    {"lerp", "lerp(a, b, t)", 3, 3},
    {"smoothstep", "smoothstep(from, to, x)", 3, 3},
    {"step", "step(edge, x)", 2, 2},
    {"noise", "noise(x) or noise(x, seed)", 1, 2},
    {"random", "random(seed)", 1, 1},
    {"wiggle", "wiggle(freq, amp) or wiggle(freq, amp, seed)", 2, 3},
    {"loop", "loop(t, period)", 2, 2},
    {"pingpong", "pingpong(t, period)", 2, 2},
    {"value_at", "value_at(lane, seconds)", 2, 2},
    {"vec2", "vec2(x, y)", 2, 2},
    {"rgba", "rgba(r, g, b) or rgba(r, g, b, a)", 3, 4},
});
static_assert(kSignatures.size() == static_cast<std::size_t>(Function::rgba) + 1);

constexpr auto kNames = [] {
  std::array<std::string_view, kSignatures.size()> names{};
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = kSignatures[i].name;
  return names;
}();

}  // namespace

const Signature& signature(Function function) {
  return kSignatures[static_cast<std::size_t>(function)];
}

std::optional<Function> find_function(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Function>(found - kNames.begin());
}

std::span<const std::string_view> function_names() { return kNames; }

}  // namespace lattice::expr

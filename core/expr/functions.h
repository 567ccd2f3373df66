// The functions of the language by name. What they compute is in operations.h and lower.cpp.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace lattice::expr {

enum class Function : std::uint8_t {
  min,
  max,
  clamp,
  abs,
  sign,
  floor,
  ceil,
  round,
  fract,
  mod,
  pow,
  sqrt,
  exp,
  log,
  sin,
  cos,
  tan,
  atan2,
  radians,
  degrees,
  lerp,
  smoothstep,
  step,
  noise,
  random,
  wiggle,
  loop,
  pingpong,
  value_at,
  vec2,
  rgba,
};

struct Signature {
  std::string_view name;
  std::string_view form;  // "clamp(x, low, high)", for messages
  std::uint8_t min_arguments;
  std::uint8_t max_arguments;  // kAnyNumber: no limit of its own
};

inline constexpr std::uint8_t kAnyNumber = 255;

const Signature& signature(Function function);
std::optional<Function> find_function(std::string_view name);
std::span<const std::string_view> function_names();

}  // namespace lattice::expr

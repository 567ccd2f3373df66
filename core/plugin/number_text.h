// Numbers in messages and pages: the fewest digits that read back as the same double,
// whatever the locale.
#pragma once
#include <array>
#include <charconv>
#include <string>

namespace lattice::plugin {

inline std::string number_text(double value) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return {text.data(), end};
}

}  // namespace lattice::plugin

// Mistakes in a declaration, found while the compiler evaluates it.
#ifndef LATTICE_CPP_CHECK_HPP
#define LATTICE_CPP_CHECK_HPP
#include <limits>

// On every table, and on what makes one. Without it the compiler gives these constants one
// address per process, found by name: of two plugins that both have a class `Glow`, the
// second would show the tables of the first. Not on the types that authors keep as members:
// GCC warns of a visible class with a hidden member.
#define LATTICE_HIDDEN_ [[gnu::visibility("hidden")]]

namespace lattice::detail {

// A sentence thrown while the compiler evaluates a declaration: the error message shows the
// line, and with it the sentence.
constexpr void require(bool holds, const char *otherwise) {
  if (!holds) throw otherwise;
}

constexpr bool is_name(const char *text, bool dots = false) {
  if (text == nullptr || *text == '\0') return false;
  for (; *text != '\0'; ++text) {
    const char c = *text;
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
          (dots && c == '.')))
      return false;
  }
  return true;
}

constexpr bool is_line(const char *text) {
  if (text == nullptr || *text == '\0') return false;
  for (; *text != '\0'; ++text)
    if (static_cast<unsigned char>(*text) < 0x20) return false;
  return true;
}

constexpr bool is_finite(double v) {
  return v >= std::numeric_limits<double>::lowest() &&
         v <= std::numeric_limits<double>::max();
}

}  // namespace lattice::detail
#endif

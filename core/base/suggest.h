// "Did you mean": the known name nearest to what was typed.
#pragma once
#include <span>
#include <string>
#include <string_view>

namespace lattice {

// Of more names than this, the first ones: a file may hold a million, and as many mistakes.
inline constexpr std::size_t kMaxNamesCompared = 1000;
inline constexpr std::size_t kMaxNamesListed = 40;

// Edits (insert, delete, replace, swap of neighbours) between two names, ASCII case ignored.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The nearest of `known`, the first on a tie; empty when nothing is near enough
// (more than a third of the letters differ, at least one edit being allowed).
std::string_view nearest(std::string_view typed, std::span<const std::string_view> known);

// `did you mean "blur"?`, or, when nothing is near, `known: a, b, c` (`and more`).
std::string suggestion(std::string_view typed, std::span<const std::string_view> known);

}  // namespace lattice

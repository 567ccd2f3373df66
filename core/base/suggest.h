// "Did you mean": the known name nearest to what was typed.
#pragma once
#include <span>
#include <string>
#include <string_view>

namespace lattice {

// Edits (insert, delete, replace, swap of neighbours) between two names, ASCII case ignored.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The nearest of `known`, the first on a tie; empty when nothing is near enough
// (more than a third of the letters differ, at least one edit being allowed).
std::string_view nearest(std::string_view typed, std::span<const std::string_view> known);

// `did you mean "blur"?`, or, when nothing is near, `known: a, b, c`.
std::string suggestion(std::string_view typed, std::span<const std::string_view> known);

}  // namespace lattice

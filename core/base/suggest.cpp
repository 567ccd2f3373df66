#include "base/suggest.h"

#include <algorithm>
#include <vector>

namespace lattice {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Optimal string alignment: a swap counts as one edit, "imgae" is one away from "image".
// What is `limit` or more edits away is only known to be that.
std::size_t distance_below(std::size_t limit, std::string_view a, std::string_view b) {
  const std::size_t width = b.size() + 1;
  std::vector<std::size_t> before(width), above(width), row(width);
  for (std::size_t j = 0; j < width; ++j) above[j] = j;
  std::size_t least_above = 0;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t least = row[0] = i;
    for (std::size_t j = 1; j < width; ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0u : 1u)});
      if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
          lower(a[i - 2]) == lower(b[j - 1]))
        row[j] = std::min(row[j], before[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    // A swap reaches back two rows.
    if (least >= limit && least_above >= limit) return limit;
    least_above = least;
    before.swap(above);
    above.swap(row);
  }
  return above[b.size()];
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  return distance_below(a.size() + b.size() + 1, a, b);
}

std::string_view nearest(std::string_view typed, std::span<const std::string_view> known) {
  // A longer "name" is no typing mistake, and the table above is quadratic.
  if (typed.size() > 64) return {};
  std::string_view best;
  std::size_t best_distance = std::max<std::size_t>(1, typed.size() / 3) + 1;
  for (const std::string_view name : known.first(std::min(known.size(), kMaxNamesCompared))) {
    const std::size_t longer = std::max(typed.size(), name.size());
    if (longer - std::min(typed.size(), name.size()) >= best_distance) continue;
    const std::size_t distance = distance_below(best_distance, typed, name);
    if (distance < best_distance) best = name, best_distance = distance;
  }
  return best;
}

std::string suggestion(std::string_view typed, std::span<const std::string_view> known) {
  if (const auto name = nearest(typed, known); !name.empty())
    return "did you mean \"" + std::string(name) + "\"?";
  if (known.empty()) return {};
  std::string out = "known: ";
  const std::size_t listed = std::min(known.size(), kMaxNamesListed);
  for (std::size_t i = 0; i < listed; ++i) {
    if (i > 0) out += ", ";
    out += known[i];
  }
  if (listed < known.size()) out += " and more";
  return out;
}

}  // namespace lattice

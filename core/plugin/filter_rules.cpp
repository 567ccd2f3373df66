#include "plugin/filter_rules.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "plugin/type_rules.h"

namespace lattice::plugin {
namespace {

// What the sentences about unknown bits end with.
constexpr const char* kUnknown = ", which this host does not know; set it to 0 or use a newer host";

bool finite(std::span<const double> numbers) {
  return std::all_of(numbers.begin(), numbers.end(), [](double v) { return std::isfinite(v); });
}

bool finite(const lattice_fold_port& port) {
  const bool clip_is_read = (port.flags & LATTICE_FOLD_PORT_CLIP) != 0;
  return std::isfinite(port.opacity) && finite(port.affine) && (!clip_is_read || finite(port.clip));
}

// Only what the kind of fold makes live is looked at.
bool live_numbers_are_finite(const lattice_fold& fold) {
  switch (fold.kind) {
    case LATTICE_FOLD_OPACITY: return std::isfinite(fold.opacity);
    case LATTICE_FOLD_AFFINE: return finite(fold.affine);
    case LATTICE_FOLD_COLOR: return finite(fold.color);
    case LATTICE_FOLD_MIX: return finite(fold.port[0]) && finite(fold.port[1]);
    default: return true;
  }
}

std::uint32_t known_flags(std::uint32_t kind) {
  if (kind == LATTICE_FOLD_COLOR) return LATTICE_FOLD_CLAMP;
  return kind == LATTICE_FOLD_MIX ? std::uint32_t{LATTICE_FOLD_MIX_OVER} : 0;
}

// The compiler multiplies matrices in these.
bool can_recolor_in(std::uint16_t space) {
  constexpr std::array<std::uint16_t, 3> kSpaces = {LATTICE_SPACE_UNKNOWN, LATTICE_SPACE_SRGB,
                                                    LATTICE_SPACE_LINEAR_SRGB};
  return std::find(kSpaces.begin(), kSpaces.end(), space) != kSpaces.end();
}

std::optional<std::string> find_fault(const lattice_fold_port& port, int number) {
  const auto port_text = [number] {
    return "fold() answered port[" + std::to_string(number) + "]";
  };
  if ((port.flags & ~std::uint32_t{LATTICE_FOLD_PORT_CLIP}) != 0)
    return port_text() + " with flags " + std::to_string(port.flags) + kUnknown;
  if (port.reserved != 0)
    return port_text() + " with reserved " + std::to_string(port.reserved) + kUnknown;
  return std::nullopt;
}

}  // namespace

std::optional<std::string> find_fault(const lattice_fold& fold, bool is_transition) {
  const auto kind = [&fold] { return "fold() answered kind " + std::to_string(fold.kind); };
  const bool known_kind = is_transition
                              ? fold.kind == LATTICE_FOLD_NONE || fold.kind == LATTICE_FOLD_MIX
                              : fold.kind <= LATTICE_FOLD_COLOR;
  if (!known_kind)
    return kind() + ", which this host does not know for " +
           (is_transition ? "a transition; answer NONE or MIX"
                          : "an effect; answer NONE, IDENTITY, OPACITY, AFFINE or COLOR");
  if ((fold.flags & ~known_flags(fold.kind)) != 0)
    return kind() + " with flags " + std::to_string(fold.flags) +
           ", which this host does not know for it; CLAMP goes with COLOR, MIX_OVER with MIX";
  if (fold.reserved != 0)
    return kind() + " with reserved " + std::to_string(fold.reserved) + kUnknown;
  if (fold.kind == LATTICE_FOLD_COLOR && !can_recolor_in(fold.space))
    return kind() + " in the space " + std::to_string(fold.space) +
           ", in which this host multiplies no colours; use 0 (as stored), SRGB or LINEAR_SRGB";
  if (fold.kind == LATTICE_FOLD_MIX)
    for (int i = 0; i < 2; ++i)
      if (auto fault = find_fault(fold.port[i], i)) return fault;
  if (live_numbers_are_finite(fold)) return std::nullopt;
  return "fold() answered with a number that is not finite; answer NONE where there is no such "
         "number";
}

std::optional<std::string> find_fault(const lattice_pass& pass, std::uint32_t number) {
  const auto gave = [number] { return "passes() gave pass " + std::to_string(number); };
  if (!is_unset(pass.type) && !is_valid(pass.type))
    return gave() + " a type that this host does not know; leave it all zero for the working type";
  if ((pass.flags & ~std::uint32_t{LATTICE_PASS_READS_PORTS}) != 0)
    return gave() + " flags " + std::to_string(pass.flags) + kUnknown;
  const bool reserved = std::any_of(std::begin(pass.reserved), std::end(pass.reserved),
                                    [](auto v) { return v != 0; });
  if (reserved) return gave() + " something reserved" + kUnknown;
  return std::nullopt;
}

}  // namespace lattice::plugin

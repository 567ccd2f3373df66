// What a fold says in pixels, with the arithmetic that the host folds with, to hold it
// against what tile() draws.
#pragma once
#include <lattice/filter.h>

#include <optional>
#include <string>

#include "session/check/filter_case.h"

namespace lattice::session::check {

// The result over `area`. Nothing for what the host itself cannot evaluate in this type: a
// colour space that it does not know, or floats that are moved by parts of a pixel.
std::optional<Picture> evaluate(const lattice_fold& fold, const FilterCase& with,
                                const image::Rect& area);

// The pixel of `area` where two results differ by more than rounding: one step in 8 bit,
// 1e-5 in floats of the largest of 1, the value, and the terms that `fold` adds up to it: large
// ones that cancel out leave their rounding behind.
std::optional<std::string> first_beyond_rounding(const Picture& drawn, const Picture& folded,
                                                 const lattice_fold& fold, const FilterCase& with,
                                                 const image::Rect& area);

// `picture` over `area`, transparent where it does not reach.
Picture placed(const Picture& picture, const image::Rect& area);

}  // namespace lattice::session::check

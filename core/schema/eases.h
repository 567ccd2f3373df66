// Eases of segments and transitions, in all their spellings.
#pragma once
#include <optional>

#include "anim/anim.h"
#include "schema/object_reader.h"
#include "schema/report.h"

namespace lattice::schema {

struct EaseValue {
  anim::Ease ease = anim::Ease::linear;
  std::uint32_t shape = 0;  // into Curves::shapes, for bezier and spring
};

// A name, [x1, y1, x2, y2], {"cubic_bezier": [...]} or {"spring": {...}}. None when something
// was reported.
std::optional<EaseValue> read_ease(const Json& value, anim::Curves& curves, Report& report);

// "stiffness", "damping", "mass" of an object: the first three of a shape.
anim::EaseShape read_spring_numbers(ObjectReader& reader, Report& report);

}  // namespace lattice::schema

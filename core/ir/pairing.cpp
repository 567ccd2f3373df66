#include "ir/pairing.h"

#include <algorithm>

namespace lattice::ir {
namespace {

// Parameters of transitions are constant.
bool same_lane(const anim::F64& a, const anim::F64& b) {
  return a.is_constant() && b.is_constant() && a.constant == b.constant;
}

bool same_ease(const anim::Curves& curves, const Transition& a, const Transition& b) {
  if (a.ease != b.ease) return false;
  const bool has_shape = a.ease == anim::Ease::bezier || a.ease == anim::Ease::spring;
  return !has_shape || curves.shapes[a.ease_shape] == curves.shapes[b.ease_shape];
}

bool same_param(const Composition& c, const Param& a, const Param& b) {
  for (std::size_t i = 0; i < a.lanes.size(); ++i)
    if (!same_lane(a.lanes[i], b.lanes[i])) return false;
  if (a.text.is_none() != b.text.is_none()) return false;
  if (a.text && c.text(a.text) != c.text(b.text)) return false;
  const auto numbers = c.numbers.begin();
  return std::equal(numbers + a.numbers.first, numbers + a.numbers.end(), numbers + b.numbers.first,
                    numbers + b.numbers.end());
}

}  // namespace

bool same_transition(const Composition& composition, TransitionIdx a, TransitionIdx b) {
  const Transition& x = composition.transitions[a.index()];
  const Transition& y = composition.transitions[b.index()];
  if (x.kind != y.kind || x.duration_frames != y.duration_frames ||
      x.params.count != y.params.count || !same_ease(composition.curves, x, y))
    return false;
  for (std::uint32_t i = 0; i < x.params.count; ++i)
    if (!same_param(composition, composition.params[x.params.first + i],
                    composition.params[y.params.first + i]))
      return false;
  return true;
}

Boundary boundary(const Composition& composition, const Node& before, const Node& after) {
  using Form = Boundary::Form;
  const TransitionIdx out = before.transition_out, in = after.transition_in;
  const auto frames = [&](TransitionIdx id) {
    return composition.transitions[id.index()].duration_frames;
  };
  if (!out && !in) return {Form::cut, 0};
  if (!in) return {Form::one_sided, frames(out)};
  if (!out) return {Form::one_sided, frames(in)};
  if (!same_transition(composition, out, in))
    return {Form::mismatched, std::min(frames(out), frames(in))};
  return {Form::paired, frames(out)};
}

}  // namespace lattice::ir

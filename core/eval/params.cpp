#include "eval/params.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "eval/timing.h"

namespace lattice::eval {
namespace {

bool is_animated(const ir::Param& param) {
  return std::any_of(param.lanes.begin(), param.lanes.end(),
                     [](const anim::F64& lane) { return !lane.is_constant(); });
}

lattice_value text_value(const ir::Composition& composition, ir::TextId text) {
  lattice_value value{};
  value.str = {"", 0};
  if (text) value.str = {composition.text(text).c_str(), composition.text(text).size()};
  return value;
}

lattice_value array_value(const ir::Composition& composition, const Span32& numbers) {
  lattice_value value{};
  value.array = {composition.numbers.data() + numbers.first, numbers.count};
  return value;
}

}  // namespace

std::array<double, 4> sample_lanes(const anim::Curves& curves, const ParamShape& shape,
                                   const ir::Param& param, const anim::Moment& moment,
                                   anim::Cursors* cursors) {
  std::array<double, 4> lanes{};
  for (std::size_t i = 0; i < static_cast<std::size_t>(ir::lane_count(shape.type)); ++i)
    lanes[i] = anim::sample(curves, param.lanes[i], moment, cursors);
  if (param.premultiplied && lanes[3] > 0)
    for (std::size_t i = 0; i < 3; ++i) lanes[i] /= lanes[3];
  if (shape.min != shape.max)
    for (double& lane : lanes) lane = std::clamp(lane, shape.min, shape.max);
  return lanes;
}

lattice_value sample_param(const ir::Composition& composition, const ParamShape& shape,
                           const ir::Param& param, const anim::Moment& moment,
                           anim::Cursors* cursors) {
  const auto lanes = sample_lanes(composition.curves, shape, param, moment, cursors);
  lattice_value value{};
  switch (shape.type) {
    case ir::ParamType::f64: value.f64 = lanes[0]; break;
    case ir::ParamType::integer:
      value.i64 = static_cast<std::int64_t>(std::floor(lanes[0] + 0.5));
      break;
    case ir::ParamType::vec2:
      for (std::size_t i = 0; i < 2; ++i) value.vec2[i] = lanes[i];
      break;
    case ir::ParamType::vec3:
      for (std::size_t i = 0; i < 3; ++i) value.vec3[i] = static_cast<float>(lanes[i]);
      break;
    case ir::ParamType::color:
      for (std::size_t i = 0; i < 4; ++i) value.rgba[i] = static_cast<float>(lanes[i]);
      break;
    case ir::ParamType::boolean:
    case ir::ParamType::choice:
      value.index = static_cast<std::uint64_t>(param.lanes[0].constant);
      break;
    case ir::ParamType::string: return text_value(composition, param.text);
    case ir::ParamType::f64_array:
    case ir::ParamType::curve: return array_value(composition, param.numbers);
  }
  return value;
}

ParamTable::ParamTable(const ir::Composition& composition, const ir::Catalog& catalog,
                       std::span<const double> properties)
    : composition_(composition), at_start_(composition.params.size()) {
  for (const ir::Effect& effect : composition.effects) {
    add(catalog, effect.kind, effect.params);
    animated_of_effect_.push_back(animated_params(catalog, effect));
  }
  for (const ir::Transition& transition : composition.transitions)
    add(catalog, transition.kind, transition.params);
  read_properties(properties);
}

// What does not animate has its value here once and for all.
void ParamTable::add(const ir::Catalog& catalog, ir::KindId kind, const Span32& params) {
  const auto& schema = catalog[kind].params;
  assert(params.count == schema.size());
  for (std::uint32_t i = 0; i < params.count; ++i) {
    const ir::Param& param = composition_.params[params.first + i];
    if (!is_animated(param))
      at_start_[params.first + i] = sample_param(composition_, shape_of(schema[i]), param, {});
  }
}

void ParamTable::read_properties(std::span<const double> properties) {
  for (const ir::Node& node : composition_.nodes)
    if (!node.effects.empty()) read_properties(node, properties);
}

void ParamTable::read_properties(const ir::Node& node, std::span<const double> properties) {
  const anim::Moment start = moment_of(composition_, node, 0, properties);
  for (std::uint32_t effect = node.effects.first; effect < node.effects.end(); ++effect) {
    const Span32 animated = animated_of_effect_[effect];
    const std::uint32_t first_param = composition_.effects[effect].params.first;
    for (std::uint32_t i = animated.first; i < animated.end(); ++i) {
      const std::uint32_t param = first_param + animated_[i].position;
      at_start_[param] =
          sample_param(composition_, animated_[i].shape, composition_.params[param], start);
    }
  }
}

Span32 ParamTable::animated_params(const ir::Catalog& catalog, const ir::Effect& effect) {
  const auto first = static_cast<std::uint32_t>(animated_.size());
  const auto& schema = catalog[effect.kind].params;
  for (std::uint32_t i = 0; i < effect.params.count; ++i)
    if (is_animated(composition_.params[effect.params.first + i]))
      animated_.push_back({i, shape_of(schema[i])});
  return {first, static_cast<std::uint32_t>(animated_.size()) - first};
}

std::span<const lattice_value> ParamTable::effect(std::uint32_t effect) const {
  const Span32 params = composition_.effects[effect].params;
  return {at_start_.data() + params.first, params.count};
}

std::span<const lattice_value> ParamTable::transition(ir::TransitionIdx transition) const {
  const Span32 params = composition_.transitions[transition.index()].params;
  return {at_start_.data() + params.first, params.count};
}

Span32 ParamTable::resolve(std::uint32_t effect, const anim::Moment& moment, anim::Cursors& cursors,
                           std::vector<lattice_value>& values) const {
  const auto start = this->effect(effect);
  const Span32 out{static_cast<std::uint32_t>(values.size()),
                   static_cast<std::uint32_t>(start.size())};
  values.insert(values.end(), start.begin(), start.end());
  const Span32 animated = animated_of_effect_[effect];
  const std::uint32_t first_param = composition_.effects[effect].params.first;
  for (std::uint32_t i = animated.first; i < animated.end(); ++i) {
    const AnimatedParam& param = animated_[i];
    values[out.first + param.position] =
        sample_param(composition_, param.shape, composition_.params[first_param + param.position],
                     moment, &cursors);
  }
  return out;
}

}  // namespace lattice::eval

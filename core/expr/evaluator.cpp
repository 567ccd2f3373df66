#include "expr/evaluator.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace lattice::expr {

Evaluator::Evaluator(const ProgramSet& programs)
    : programs_(&programs), slots_(programs.layout().count) {
  const auto constants = programs.constants();
  std::copy(constants.begin(), constants.end(), slots_.begin() + programs.layout().constants.first);
}

void Evaluator::evaluate(std::span<const TimeContext> times, const LaneSampler* sampler) {
  assert(sampler != nullptr || !programs_->samples_lanes());
  double* const slots = slots_.data();
  for (const TimeLoad& load : programs_->time_loads()) {
    assert(load.owner.index() < times.size());
    slots[load.slot] = times[load.owner.index()][load.field];
  }
  const std::uint64_t* const seeds = programs_->seeds().data();
  for (const Instruction& i : programs_->instructions()) {
    if (i.op == Op::sample) [[unlikely]]
      slots[i.dst] = sampler->sample(PropertyId{i.b}, i.c, slots[i.a]);
    else
      slots[i.dst] = apply(i.op, slots[i.a], slots[i.b], slots[i.c], seeds[i.seed]);
  }
  // Which NaN comes out of an instruction depends on the order of its operands, which is the
  // compiler's; no operation of the language can tell them apart.
  for (double& lane : lanes(programs_->layout().outputs))
    if (lane != lane) lane = ops::kNaN;
}

std::optional<std::size_t> Evaluator::first_not_finite() const {
  const auto lanes = outputs();
  const auto places = programs_->outputs();
  for (std::size_t i = 0; i < places.size(); ++i)
    for (std::uint32_t lane = 0; lane < lane_count(places[i].type); ++lane)
      if (!std::isfinite(lanes[places[i].first_lane + lane])) return i;
  return std::nullopt;
}

}  // namespace lattice::expr

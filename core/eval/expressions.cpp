#include "eval/expressions.h"

#include <cmath>

#include "eval/timing.h"

namespace lattice::eval {
namespace {

ir::NodeIdx node_of(expr::PropertyId property) {
  return ir::NodeIdx{property.index() / ir::kPropertyKeys};
}

const anim::F64& lane_of(const ir::Composition& composition, expr::PropertyId property) {
  return ir::property(composition.node(node_of(property)),
                      static_cast<ir::PropertyKey>(property.index() % ir::kPropertyKeys));
}

// Seconds come from frames: what a rounding took from a whole frame is given back to it.
double frame_at(double seconds, Rational fps) {
  constexpr double kRounding = 1e-6;
  const double frame = seconds * fps.num / fps.den;
  const double nearest = std::floor(frame + 0.5);
  return std::fabs(frame - nearest) < kRounding ? nearest : frame;
}

// 0 to 1 over the cycle of a cyclic composition, over the duration of all others.
double phase_of(const ir::Composition& composition, double frame) {
  if (composition.time.model != ir::TimeModel::cyclic)
    return frame / static_cast<double>(composition.duration_frames);
  const double period_frames = composition.time.period_seconds * composition.fps.value();
  const double cycles = frame / period_frames;
  const double phase = cycles - std::floor(cycles);
  const bool runs_backwards =
      composition.time.pingpong && std::fmod(std::floor(cycles), 2.0) == 1.0;
  return runs_backwards ? 1 - phase : phase;
}

}  // namespace

ExpressionLanes::ExpressionLanes(const ir::Composition& composition)
    : composition_(composition),
      evaluator_(composition.expressions.programs),
      times_(composition.expressions.times.size()) {
  read_variables();
}

void ExpressionLanes::read_variables() {
  const auto slots = evaluator_.variables();
  for (const auto& place : composition_.expressions.programs.variables()) {
    const ir::Variable& variable = composition_.variables[place.id.index()];
    for (std::uint32_t i = 0; i < expr::lane_count(place.type); ++i)
      slots[place.first_lane + i] = variable.lanes[i];
  }
}

void ExpressionLanes::evaluate(const Clock& clock, anim::Cursors& cursors, EvaluatedGraph& graph) {
  graph.not_finite = {};
  graph.properties.resize(composition_.expressions.computed.size());
  if (graph.properties.empty()) return;
  clock_ = &clock;
  set_times();
  sample_inputs(cursors);
  evaluator_.evaluate(times_, this);
  clock_ = nullptr;
  const auto outputs = evaluator_.outputs();
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const bool is_good = std::isfinite(outputs[i]);
    graph.properties[i] = is_good ? outputs[i] : 0;
    if (!is_good && graph.not_finite.is_none()) graph.not_finite = ir::ComputedIdx{i};
  }
}

void ExpressionLanes::set_times() {
  const ir::Expressions& all = composition_.expressions;
  const double phase = phase_of(composition_, clock_->frame());
  for (std::size_t i = 0; i < times_.size(); ++i) {
    const ir::TimeOwner& owner = all.times[i];
    const ir::Node& node = composition_.node(owner.node);
    anim::Moment moment = moment_of(composition_, node, clock_->local_frame(owner.node));
    for (std::uint32_t b = owner.bends.first; b < owner.bends.end(); ++b)
      moment.frame = anim::bent_frame(all.bends[b].kind, all.bends[b].number, moment);
    times_[i] =
        expr::time_context(moment.frame, moment.duration_frames, composition_.fps_of(node), phase);
  }
}

// Lanes without expressions, each in its node's own time.
void ExpressionLanes::sample_inputs(anim::Cursors& cursors) {
  const auto slots = evaluator_.inputs();
  for (const auto& place : composition_.expressions.programs.inputs()) {
    const ir::NodeIdx node = node_of(place.id);
    const anim::Moment moment =
        moment_of(composition_, composition_.node(node), clock_->local_frame(node));
    slots[place.first_lane] =
        anim::sample(composition_.curves, lane_of(composition_, place.id), moment, &cursors);
  }
}

double ExpressionLanes::sample(expr::PropertyId property, std::uint32_t, double seconds) const {
  if (seconds != seconds) return seconds;
  const std::size_t named = composition_.nodes.size() * ir::kPropertyKeys;
  if (property.index() < named) {
    const ir::Node& node = composition_.node(node_of(property));
    anim::Moment moment = moment_of(composition_, node, 0);
    moment.frame = frame_at(seconds, composition_.fps_of(node));
    return anim::sample(composition_.curves, lane_of(composition_, property), moment);
  }
  // A combinator around expressions, which have been computed by now: at this frame.
  const ir::Computed& computed = composition_.expressions.computed[property.index() - named];
  const ir::NodeIdx node = node_of(computed.property);
  anim::Moment moment = moment_of(composition_, composition_.node(node), clock_->local_frame(node));
  moment.properties = evaluator_.outputs();
  return anim::sample(composition_.curves, computed.lane, moment);
}

}  // namespace lattice::eval

// Runs a ProgramSet for one frame after the other. Allocates when it is made and never again.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "expr/program.h"
#include "expr/time_context.h"

namespace lattice::expr {

// Lanes at other times than that of the frame, for value_at.
class LaneSampler {
 public:
  virtual ~LaneSampler() = default;
  // One component of a literal property at a time local to the node that has it; may lie
  // outside the node. Called from evaluate(); must not allocate.
  virtual double sample(PropertyId property, std::uint32_t component, double seconds) const = 0;
};

// One per worker; `programs` outlives it and is shared.
class Evaluator {
 public:
  explicit Evaluator(const ProgramSet& programs);

  // Lanes at the places that programs.variables() and programs.inputs() tell; bools are 0 or
  // 1. Variables begin as 0 and, like inputs, keep their value until they are set again.
  std::span<double> variables() { return lanes(programs_->layout().variables); }
  std::span<double> inputs() { return lanes(programs_->layout().inputs); }

  // `times` by OwnerId: one for every owner of a definition. `sampler` may be null unless
  // programs.samples_lanes().
  void evaluate(std::span<const TimeContext> times, const LaneSampler* sampler);

  // Lanes at the places of programs.outputs(). Any f64 may come out, the one positive quiet
  // NaN and infinities included.
  std::span<const double> outputs() const {
    const Span32 at = programs_->layout().outputs;
    return std::span(slots_).subspan(at.first, at.count);
  }

  // The first definition with a lane that is NaN or infinite.
  std::optional<std::size_t> first_not_finite() const;

 private:
  std::span<double> lanes(Span32 at) { return std::span(slots_).subspan(at.first, at.count); }

  const ProgramSet* programs_;
  std::vector<double> slots_;
};

}  // namespace lattice::expr

// What expressions come to at a frame: their times, the lanes that they read, and the run.
#pragma once
#include <span>
#include <vector>

#include "anim/sample.h"
#include "eval/clock.h"
#include "eval/graph.h"
#include "expr/evaluator.h"

namespace lattice::eval {

// One per evaluator. Allocates when it is made and never again.
class ExpressionLanes final : private expr::LaneSampler {
 public:
  explicit ExpressionLanes(const ir::Composition& composition);

  // Fills `graph.properties` and `graph.not_finite` from the nodes' local frames, of hidden
  // nodes too. What is not a finite number becomes 0.
  void evaluate(const Clock& clock, anim::Cursors& cursors, EvaluatedGraph& graph);

  // Variables of the composition have changed.
  void read_variables();

 private:
  double sample(expr::PropertyId property, std::uint32_t component, double seconds) const override;
  void set_times();
  void sample_inputs(anim::Cursors& cursors);

  const ir::Composition& composition_;
  expr::Evaluator evaluator_;
  std::vector<expr::TimeContext> times_;  // by expr::OwnerId
  // Within evaluate().
  const Clock* clock_ = nullptr;
};

}  // namespace lattice::eval

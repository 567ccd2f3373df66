#include "plan/plan.h"

namespace lattice::plan {

void RenderPlan::clear() {
  surfaces.clear();
  ops.clear();
  inputs.clear();
  deps.clear();
  fills.clear();
  draws.clear();
  filters.clear();
  depths.clear();
  colors.clear();
  values.clear();
  stores.clear();
  roots.clear();
  steps.clear();
  step_ops.clear();
  freed.clear();
  surface_ops.clear();
  fingerprint = {};
}

lattice_frame RenderPlan::frame_of(const FilterCall& call) const {
  lattice_frame frame = call.frame;
  frame.params = values.data() + call.values.first;
  frame.param_count = call.values.count;
  return frame;
}

}  // namespace lattice::plan

#include "plan/plan.h"

#include <algorithm>

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

bool RenderPlan::is_root(SurfaceId surface) const {
  return std::find(roots.begin(), roots.end(), surface) != roots.end();
}

lattice_frame RenderPlan::frame_of(const FilterCall& call) const {
  lattice_frame frame = call.frame;
  frame.params = values.data() + call.values.first;
  frame.param_count = call.values.count;
  return frame;
}

}  // namespace lattice::plan

// Composition and time in, EvaluatedGraph out. One Evaluator per worker; the composition
// and the store are shared and only read.
#pragma once
#include "assets/store.h"
#include "eval/graph.h"

namespace lattice::eval {

class Evaluator {
 public:
  Evaluator(const ir::Composition& composition, const assets::Store& assets);

  // `frame` in [0, duration). Allocates only while the graph's arrays still grow.
  void evaluate(std::int64_t frame, EvaluatedGraph& graph);

 private:
  const ir::Composition& composition_;
  const assets::Store& assets_;
};

}  // namespace lattice::eval

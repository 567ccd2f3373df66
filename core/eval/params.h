// Params of effects and transitions as the C ABI wants them: one lattice_value each, in
// the schema's order. Types and ranges are looked up once; per frame only animated params
// are computed, all others are copied.
#pragma once
#include <lattice/param.h>

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "anim/sample.h"
#include "eval/graph.h"
#include "ir/catalog.h"

namespace lattice::eval {

// What a schema says about the numbers of a param.
struct ParamShape {
  ir::ParamType type = ir::ParamType::f64;
  double min = 0, max = 0;  // equal: unbounded
};

inline ParamShape shape_of(const ir::ParamSchema& schema) {
  return {schema.type, schema.min, schema.max};
}

// The lanes at a moment, clamped to the schema's range: an animation may run out of it.
// Colours are straight.
std::array<double, 4> sample_lanes(const anim::Curves& curves, const ParamShape& shape,
                                   const ir::Param& param, const anim::Moment& moment,
                                   anim::Cursors* cursors);

// Integers round to nearest. Arrays and strings point into the composition.
lattice_value sample_param(const ir::Composition& composition, const ParamShape& shape,
                           const ir::Param& param, const anim::Moment& moment,
                           anim::Cursors* cursors = nullptr);

class ParamTable {
 public:
  // `properties`: what expressions come to at the composition's first frame.
  ParamTable(const ir::Composition& composition, const ir::Catalog& catalog,
             std::span<const double> properties);

  // Values at local frame 0 of the effect's node, expressions at the composition's first.
  std::span<const lattice_value> effect(std::uint32_t effect) const;
  std::span<const lattice_value> transition(ir::TransitionIdx transition) const;

  // The same for what animates, when expressions come to something else there.
  void read_properties(std::span<const double> properties);

  // Appends the values of an effect at a moment of its node to `values`.
  Span32 resolve(std::uint32_t effect, const anim::Moment& moment, anim::Cursors& cursors,
                 std::vector<lattice_value>& values) const;

 private:
  struct AnimatedParam {
    std::uint32_t position = 0;  // in its schema
    ParamShape shape;
  };

  void add(const ir::Catalog& catalog, ir::KindId kind, const Span32& params);
  Span32 animated_params(const ir::Catalog& catalog, const ir::Effect& effect);
  void read_properties(const ir::Node& node, std::span<const double> properties);

  const ir::Composition& composition_;
  std::vector<lattice_value> at_start_;  // parallel to Composition::params
  std::vector<AnimatedParam> animated_;
  std::vector<Span32> animated_of_effect_;  // into animated_, by effect
};

}  // namespace lattice::eval

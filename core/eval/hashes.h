// What a frame shows, as hashes: equal means equal pixels and depth, in every run. They come
// before any compiling, so that a frame that is the same as another is known without it; what
// a plan makes of a unit has fingerprints of its own.
#pragma once
#include <vector>

#include "base/hash.h"
#include "eval/evaluator.h"

namespace lattice::eval {

struct UnitHash {
  Hash128 content;  // the node's picture in its local space, effects and mask included
  Hash128 unit;     // that, and all that composites it into what is around it
};

struct GraphHashes {
  std::vector<Hash128> effects;  // as EvaluatedGraph::effects
  std::vector<Hash128> mattes;   // as EvaluatedGraph::mattes
  std::vector<UnitHash> units;   // as EvaluatedGraph::units
  Hash128 frame;                 // of the canvas
};

// By type: lengths and contents of strings and arrays, floats by their bits.
void hash_value(Hasher& hasher, ir::ParamType type, const lattice_value& value);

// No number of a node, unit, asset or kind is hashed, only what they stand for. What does not
// change from frame to frame is hashed once. One per worker.
class GraphHasher {
 public:
  // All of them outlive it. `evaluator`: of the same composition.
  GraphHasher(const ir::Composition& composition, const ir::Catalog& catalog,
              const assets::Store& assets, const Evaluator& evaluator);

  // Allocates only while the arrays of `out` still grow.
  void hash(const EvaluatedGraph& graph, GraphHashes& out);

 private:
  // A filter as it is made, without what changes from frame to frame.
  struct FilterDigest {
    Hash128 kind;
    bool varies = false;  // its pixels also depend on the frame
  };

  void add_filters(const ir::Node& node);
  FilterDigest digest_of(ir::KindId kind, const ir::Node& node, std::uint32_t place);
  Hash128 digest_of(const ir::Mask& mask);
  Hash128 settings_digest();

  void hash_units(std::uint32_t first, std::uint32_t end);
  void hash_siblings(std::uint32_t first, std::uint32_t end);
  void hash_effects(const Unit& unit);
  Hash128 content_of(const Unit& unit, std::uint32_t index);
  Hash128 unit_of(const Unit& unit, const Hash128& content);
  void add_asset(ir::AssetIdx asset, ir::NodeIdx node);
  void add_mask(const ResolvedMask& mask, ir::NodeIdx node);
  void add_transition(const Unit& unit, const ResolvedTransition& transition);
  void add_plane(const Unit& unit);
  void add_motion_blur(const ir::Node& node);

  const ir::Composition& composition_;
  const ir::Catalog& catalog_;
  const assets::Store& assets_;
  const Evaluator& evaluator_;
  Hash128 settings_;                       // of the whole composition
  std::vector<FilterDigest> effects_;      // as Composition::effects
  std::vector<FilterDigest> transitions_;  // as Composition::transitions
  std::vector<Hash128> masks_;             // as Composition::masks
  Hasher hasher_;
  // Within hash().
  const EvaluatedGraph* graph_ = nullptr;
  GraphHashes* out_ = nullptr;
};

}  // namespace lattice::eval

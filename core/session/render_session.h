// A composition made ready to be rendered: plugins bound, assets decoded, one context per
// frame in flight. The exporter's FrameSource, and what `inspect` looks into.
#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "assets/store.h"
#include "base/diagnostic.h"
#include "base/result.h"
#include "compile/compiler.h"
#include "eval/evaluator.h"
#include "eval/hashes.h"
#include "export/frame_source.h"
#include "ir/composition.h"
#include "plan/plan.h"
#include "plugin/instance.h"
#include "render/backend.h"
#include "schema/given_variables.h"
#include "session/plugins.h"

namespace lattice::session {

// Values for a composition's variables.
using schema::GivenVariables;

struct SessionOptions {
  // False: nothing is rendered, so that what this version cannot render does no harm; then
  // inspect_eval() is all that may be asked.
  bool renders = true;
  std::string assets_root;  // not empty: nothing outside it is read
  int threads = 1;          // for decoding assets
  render::BackendOptions backend;
  // Those that the composition was loaded with.
  GivenVariables variables;
};

// Of a composition that has errors: how many. Code::plugin when nothing but plugins is missing,
// Code::usage when only what was given for its variables is wrong.
Error summary_of(const Diagnostics& diagnostics, const std::string& path);

// Loads and validates; what a file says wrong is in `diagnostics`, all of it, and the
// error is then only its summary.
Result<ir::Composition> load(const std::string& path, const ir::Catalog& catalog,
                             Diagnostics& diagnostics, const GivenVariables& variables = {});

// `inspect --stage ir`: needs neither plugins' code nor assets.
std::string inspect_ir(const ir::Composition& composition, const ir::Catalog& catalog);

// How a frame is printed.
struct Look {
  bool on_one_line = false;
  ir::NodeIdx node;  // this one alone; none: all of them
};

class RenderSession final : public exporter::FrameSource {
 public:
  // Takes the loaded composition; `plugins` outlives the session. Every asset that cannot be
  // used is in `diagnostics`; the error is the first of them.
  static Result<std::unique_ptr<RenderSession>> open(ir::Composition composition, Plugins& plugins,
                                                     const SessionOptions& options,
                                                     Diagnostics& diagnostics);

  std::int32_t width() const override { return composition_.width; }
  std::int32_t height() const override { return composition_.height; }
  Rational fps() const override { return composition_.fps; }
  std::int64_t duration_frames() const override { return composition_.duration_frames; }
  image::Type plane_type(std::uint32_t plane) const override;
  Result<void> check(const exporter::PlaneRequest& request) const override;
  Result<const lattice_scene_facts*> facts(std::uint32_t planes) override;
  Result<void> reserve_slots(int count, std::span<const exporter::PlaneRequest> requests) override;
  Result<void> render(int slot, std::int64_t frame, std::span<const image::View> dst,
                      exporter::FrameScene& scene) override;

  // `inspect --stage eval|layout|plan`: a JSON document and a line feed.
  Result<std::string> inspect_eval(std::int64_t frame, const Look& look = {});
  Result<std::string> inspect_layout(std::int64_t frame, const Look& look = {});
  Result<std::string> inspect_plan(std::int64_t frame, bool depth, const Look& look = {});
  // Code::usage, with the id that is nearest, for one that no node has.
  Result<ir::NodeIdx> find_node(std::string_view id) const;

  // Between frames, by the thread that owns the session. What depends on the variables through
  // expressions is computed with the new values from the next frame on, and nothing is made anew
  // but plugins for whom a param then begins with another value.
  // A variable that shapes the composition (rows of a repeat, texts) makes its file be loaded
  // again: pictures that are named before and after are not decoded again, but slots have to be
  // reserved anew. On an error everything is as it was; all that is wrong is in `diagnostics`.
  Result<void> set_variables(const GivenVariables& variables, Diagnostics& diagnostics);

  const ir::Composition& composition() const { return composition_; }
  const render::SurfaceCache& surface_cache() const { return backend_->cache(); }

 private:
  // Everything that one frame in flight changes.
  struct Slot {
    eval::EvaluatedGraph graph;
    plan::RenderPlan plan;
    std::unique_ptr<eval::Evaluator> evaluator;
    std::unique_ptr<compile::Compiler> compiler;
    std::unique_ptr<render::FrameMemory> memory;
    // Storage of lattice_scene, by node.
    std::vector<std::uint32_t> visible;
    std::vector<double> canvas_from_node, z, opacity;
    std::vector<lattice_rect> bounds;
  };

  RenderSession(ir::Composition composition, Plugins& plugins, const SessionOptions& options);
  Result<void> make_ready();
  Result<void> read_variables();
  Result<void> replace(ir::Composition composition, Diagnostics& diagnostics);
  Result<void> check_numbers(const eval::EvaluatedGraph& graph) const;
  Result<void> bind_filters();
  struct BoundFilter {
    plugin::Filter filter;
    Hash128 digest;
  };
  Result<BoundFilter> bind_filter(ir::KindId kind, std::span<const lattice_value> statics,
                                  std::uint64_t seed, ir::TextId pointer) const;
  Result<void> add_filter(ir::KindId kind, std::span<const lattice_value> statics,
                          std::uint64_t seed, ir::TextId pointer);
  std::vector<std::uint64_t> instance_seeds() const;
  void list_facts();
  struct Frames {
    std::int64_t first = 0, last = 0;
  };
  std::vector<Frames> frames_of_extreme_depth() const;
  void measure_depth();
  std::unique_ptr<Slot> make_slot();
  void fill_scene(Slot& slot, std::int64_t frame, exporter::FrameScene& scene) const;

  ir::Composition composition_;
  Plugins& plugins_;
  SessionOptions options_;
  assets::Store assets_;
  std::unique_ptr<eval::Evaluator> evaluator_;  // for static values and single looks
  std::unique_ptr<eval::GraphHasher> hasher_;   // made by the first look
  eval::EvaluatedGraph looked_at_;
  eval::GraphHashes hashes_;             // of looked_at_
  std::vector<plugin::Filter> filters_;  // one per effect, then one per transition
  std::vector<Hash128> digests_;
  std::vector<std::uint64_t> seeds_;
  std::vector<compile::AssetFacts> asset_facts_;
  std::unique_ptr<render::Backend> backend_;

  std::vector<std::unique_ptr<Slot>> slots_;
  std::vector<std::uint32_t> requested_planes_;  // by destination

  lattice_scene_facts facts_{};
  std::vector<const char*> node_ids_;
  std::vector<std::int32_t> node_parents_;
  std::vector<std::uint32_t> node_kinds_;
};

}  // namespace lattice::session

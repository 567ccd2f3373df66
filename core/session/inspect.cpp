// The stages as text, each through its own dump.
#include "base/json_writer.h"
#include "base/suggest.h"
#include "eval/dump.h"
#include "eval/layout_dump.h"
#include "ir/dump.h"
#include "plan/dump.h"
#include "session/render_session.h"
#include "session/value_dump.h"

namespace lattice::session {
namespace {

int indent_of(const Look& look) { return look.on_one_line ? 0 : 2; }

}  // namespace

std::string inspect_ir(const ir::Composition& composition, const ir::Catalog& catalog) {
  JsonWriter json;
  ir::dump(json, composition, catalog);
  return json.take() + "\n";
}

Result<ir::NodeIdx> RenderSession::find_node(std::string_view id) const {
  std::vector<std::string_view> known;
  for (std::size_t i = 0; i < composition_.nodes.size(); ++i) {
    const std::string_view name = composition_.text(composition_.nodes[i].id);
    if (name == id) return ir::NodeIdx{i};
    if (known.size() < kMaxNamesCompared) known.push_back(name);
  }
  return fail(Code::usage, composition_.text(composition_.file),
              "there is no node \"" + std::string(id) + "\"; " + suggestion(id, known));
}

Result<std::string> RenderSession::inspect_eval(std::int64_t frame, const Look& look) {
  if (hasher_ == nullptr)
    hasher_ =
        std::make_unique<eval::GraphHasher>(composition_, plugins_.catalog(), assets_, *evaluator_);
  evaluator_->evaluate(static_cast<double>(frame), looked_at_, eval::Sampling::all);
  LATTICE_TRY(check_numbers(looked_at_));
  hasher_->hash(looked_at_, hashes_);
  JsonWriter json(indent_of(look));
  eval::dump(json, composition_, plugins_.catalog(), looked_at_, {look.node, &hashes_});
  return json.take() + "\n";
}

Result<std::string> RenderSession::inspect_layout(std::int64_t frame, const Look& look) {
  evaluator_->evaluate(static_cast<double>(frame), looked_at_);
  LATTICE_TRY(check_numbers(looked_at_));
  JsonWriter json(indent_of(look));
  eval::dump_layout(json, composition_, evaluator_->boxes(), look.node);
  return json.take() + "\n";
}

Result<std::string> RenderSession::inspect_plan(std::int64_t frame, bool depth, const Look& look) {
  const std::unique_ptr<Slot> slot = make_slot();
  slot->evaluator->evaluate(static_cast<double>(frame), slot->graph);
  LATTICE_TRY(check_numbers(slot->graph));
  const std::uint32_t planes[] = {LATTICE_PLANE_COLOR, LATTICE_PLANE_DEPTH};
  compile::Request request;
  request.depth = depth;
  request.destination_planes = {planes, depth ? 2u : 1u};
  LATTICE_TRY(slot->compiler->compile(slot->graph, request, slot->plan));

  std::vector<std::string> nodes, instances, assets;
  for (const ir::Node& node : composition_.nodes) nodes.push_back(composition_.text(node.id));
  for (const plugin::Filter& filter : filters_)
    instances.push_back(plugins_.catalog()[filter.kind()].id);
  for (const ir::Asset& asset : composition_.assets) assets.push_back(composition_.text(asset.key));
  plan::DumpNames names{nodes, instances, assets, {}};
  names.write_params = [&](JsonWriter& json, plan::InstanceId instance,
                           std::span<const lattice_value> values) {
    write_values(json, plugins_.catalog()[filters_[instance.index()].kind()], values);
  };
  JsonWriter json(indent_of(look));
  plan::dump(json, slot->plan, names);
  return json.take() + "\n";
}

}  // namespace lattice::session

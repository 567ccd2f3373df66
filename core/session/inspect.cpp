// The stages as text, each through its own dump.
#include "base/json_writer.h"
#include "eval/dump.h"
#include "ir/dump.h"
#include "plan/dump.h"
#include "session/render_session.h"
#include "session/value_dump.h"

namespace lattice::session {

std::string inspect_ir(const ir::Composition& composition, const ir::Catalog& catalog) {
  JsonWriter json;
  ir::dump(json, composition, catalog);
  return json.take() + "\n";
}

Result<std::string> RenderSession::inspect_eval(std::int64_t frame) {
  eval::EvaluatedGraph graph;
  evaluator_->evaluate(frame, graph);
  LATTICE_TRY(check_numbers(graph));
  JsonWriter json;
  eval::dump(json, composition_, plugins_.catalog(), graph);
  return json.take() + "\n";
}

Result<std::string> RenderSession::inspect_plan(std::int64_t frame, bool depth) {
  const std::unique_ptr<Slot> slot = make_slot();
  slot->evaluator->evaluate(frame, slot->graph);
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
  JsonWriter json;
  plan::dump(json, slot->plan, names);
  return json.take() + "\n";
}

}  // namespace lattice::session

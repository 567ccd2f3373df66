#include "sample.h"

#include <lattice/plugin.h>

namespace lattice::plugin {
namespace {

ir::ParamSchema param(ir::ParamType type, const char* id) {
  ir::ParamSchema out;
  out.type = type;
  out.id = id;
  out.hint = "What it does.";
  return out;
}

std::vector<ir::ParamSchema> params_of_every_type() {
  using ir::ParamType;
  std::vector<ir::ParamSchema> out;
  auto number = param(ParamType::f64, "radius");
  number.animates = number.scales = true;
  number.unit = "px";
  number.max = 100;
  number.initial[0] = 4.5;
  number.aliases = {{"diameter", 0.5}};
  out.push_back(number);
  out.push_back(param(ParamType::integer, "steps"));
  out.push_back(param(ParamType::vec2, "center"));
  out.push_back(param(ParamType::vec3, "axis"));
  out.push_back(param(ParamType::color, "tint"));
  out.push_back(param(ParamType::boolean, "clip"));
  out.back().initial[0] = 1;
  out.push_back(param(ParamType::choice, "edge"));
  out.back().choices = {{"soft", "for faces"}, {"hard", "for type"}};
  out.back().initial[0] = 1;
  out.push_back(param(ParamType::string, "label"));
  out.back().initial_text = "Grüße";
  out.push_back(param(ParamType::f64_array, "weights"));
  out.back().min_count = 1;
  out.back().max_count = 4;
  out.back().initial_array = {1, 2, 3};
  out.push_back(param(ParamType::curve, "curve"));
  out.back().initial_array = {0, 0, 1, 1};
  out.push_back(param(ParamType::string, "file"));
  out.back().required = true;
  out.push_back(param(ParamType::f64, "secret"));
  out.back().hidden = true;
  return out;
}

ir::Kind kind(ir::KindClass kind_class, const char* id) {
  ir::Kind out;
  out.kind_class = kind_class;
  out.id = id;
  out.label = "Label";
  out.summary = "One sentence.";
  out.content_version = 3;
  return out;
}

}  // namespace

Description sample_description() {
  Description out;
  out.abi = LATTICE_ABI_VERSION;
  out.library = {"/plugins/sample.so", "org.test.sample", "1.2.3", "Tests", "00ff"};
  auto effect = kind(ir::KindClass::effect, "org.test.blur");
  effect.flags = LATTICE_FILTER_VARIES;
  effect.params = params_of_every_type();
  effect.ports = {{"src", false}, {"matte", true}};
  auto transition = kind(ir::KindClass::transition, "org.test.wipe");
  transition.ports = {{"from", false}, {"to", false}};
  auto artifact = kind(ir::KindClass::artifact, "org.test.depth");
  artifact.planes = 1u << LATTICE_PLANE_DEPTH;
  artifact.policy = LATTICE_PER_FRAME;
  auto sink = kind(ir::KindClass::sink, "org.test.png");
  sink.flags = LATTICE_SINK_PARALLEL | LATTICE_SINK_FILE_PER_FRAME;
  sink.max_held = 2;
  sink.extensions = {"png", "apng"};
  out.kinds = {effect, transition, artifact, sink};
  return out;
}

}  // namespace lattice::plugin

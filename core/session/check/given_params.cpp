#include "session/check/given_params.h"

#include <algorithm>

#include "ir/bind_params.h"

namespace lattice::session::check {
namespace {

bool is_called(const ir::ParamSchema& param, const std::string& name) {
  return param.id == name ||
         std::any_of(param.aliases.begin(), param.aliases.end(),
                     [&](const ir::ParamAlias& alias) { return alias.id == name; });
}

void set_default(const lattice_value& v, ir::ParamSchema& out) {
  out.required = false;
  switch (out.type) {
    case ir::ParamType::f64: out.initial[0] = v.f64; break;
    case ir::ParamType::integer: out.initial[0] = static_cast<double>(v.i64); break;
    case ir::ParamType::vec2: out.initial = {v.vec2[0], v.vec2[1], 0, 0}; break;
    case ir::ParamType::vec3:
      for (std::size_t i = 0; i < 3; ++i) out.initial[i] = static_cast<double>(v.vec3[i]);
      break;
    case ir::ParamType::color:
      for (std::size_t i = 0; i < 4; ++i) out.initial[i] = static_cast<double>(v.rgba[i]);
      break;
    case ir::ParamType::boolean:
    case ir::ParamType::choice: out.initial[0] = static_cast<double>(v.index); break;
    case ir::ParamType::string: out.initial_text.assign(v.str.data, v.str.size); break;
    case ir::ParamType::f64_array:
    case ir::ParamType::curve:
      out.initial_array.assign(v.array.data, v.array.data + v.array.count);
      break;
  }
}

// False when the kind has no such param.
Result<bool> take(const std::pair<std::string, std::string>& given, ir::Kind& kind) {
  const auto param = std::find_if(kind.params.begin(), kind.params.end(),
                                  [&](const auto& p) { return is_called(p, given.first); });
  if (param == kind.params.end()) return false;
  ir::Kind alone = kind;  // what else is required is not missing here
  alone.params = {*param};
  alone.params[0].required = false;
  LATTICE_TRY_ASSIGN(const ir::BoundParams bound, ir::bind_params(alone, {&given, 1}));
  set_default(bound.values[0], *param);
  return true;
}

}  // namespace

Result<void> take_as_defaults(const GivenParams& given, std::vector<ir::Kind>& kinds) {
  for (const auto& each : given) {
    bool is_taken = false;
    for (ir::Kind& kind : kinds) {
      LATTICE_TRY_ASSIGN(const bool taken, take(each, kind));
      is_taken = is_taken || taken;
    }
    if (!is_taken)
      return fail(Code::usage, "--param",
                  "no kind in this library has a param \"" + each.first +
                      "\"; lattice-host plugins show prints what a kind has");
  }
  return {};
}

}  // namespace lattice::session::check

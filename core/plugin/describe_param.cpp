#include <lattice/param.h>

#include <cmath>

#include "plugin/broken_rule.h"
#include "plugin/describe.h"
#include "plugin/describe_read.h"
#include "plugin/number_text.h"

namespace lattice::plugin {
namespace {

constexpr std::uint32_t kKnownFlags =
    LATTICE_PARAM_ANIMATES | LATTICE_PARAM_SCALES | LATTICE_PARAM_HIDDEN | LATTICE_PARAM_REQUIRED;

Result<void> read_choices(const lattice_param& p, ir::ParamSchema& out, const std::string& where) {
  LATTICE_TRY(check_array(p.choices, p.choice_count, kMaxChoices, where, "choices"));
  for (std::uint32_t i = 0; i < p.choice_count; ++i) {
    const lattice_choice& choice = *p.choices[i];
    const std::string place = where + ", choices[" + std::to_string(i) + "]";
    LATTICE_TRY(check_size(choice.struct_size, kChoiceBytesV1, place));
    LATTICE_TRY(check_reserved(choice.reserved, place));
    LATTICE_TRY_ASSIGN(std::string id, read_text(choice.id, place, "id"));
    LATTICE_TRY_ASSIGN(std::string hint, read_text(choice.hint, place, "hint"));
    out.choices.push_back({std::move(id), std::move(hint)});
  }
  return {};
}

Result<void> read_aliases(const lattice_param& p, ir::ParamSchema& out, const std::string& where) {
  LATTICE_TRY(check_array(p.aliases, p.alias_count, kMaxAliases, where, "aliases"));
  for (std::uint32_t i = 0; i < p.alias_count; ++i) {
    const lattice_param_alias& alias = *p.aliases[i];
    const std::string place = where + ", aliases[" + std::to_string(i) + "]";
    LATTICE_TRY(check_size(alias.struct_size, kAliasBytesV1, place));
    LATTICE_TRY(check_reserved(alias.reserved, place));
    LATTICE_TRY_ASSIGN(std::string id, read_text(alias.id, place, "id"));
    out.aliases.push_back({std::move(id), alias.factor});
  }
  return {};
}

Result<void> read_initial_array(const lattice_value& v, ir::ParamSchema& out,
                                const std::string& where) {
  if (v.array.count > kMaxArrayNumbers)
    return refuse(DescriptionRule::param, where,
                  "initial has more than " + std::to_string(kMaxArrayNumbers) + " numbers");
  if (v.array.count > 0 && v.array.data == nullptr)
    return refuse(DescriptionRule::param, where, "initial is null, though its count is not 0");
  if (v.array.count > 0) out.initial_array.assign(v.array.data, v.array.data + v.array.count);
  return {};
}

Result<void> read_initial_text(const lattice_value& v, ir::ParamSchema& out,
                               const std::string& where) {
  if (v.str.size > kMaxTextBytes)
    return refuse(DescriptionRule::text, where,
                  "initial is longer than " + std::to_string(kMaxTextBytes) + " bytes");
  if (v.str.data == nullptr)
    return v.str.size == 0
               ? Result<void>{}
               : refuse(DescriptionRule::param, where, "initial is null, though its size is not 0");
  if (v.str.data[v.str.size] != '\0' || std::memchr(v.str.data, 0, v.str.size) != nullptr)
    return refuse(DescriptionRule::param, where,
                  "initial must end with a NUL at its size and have none before");
  out.initial_text.assign(v.str.data, v.str.size);
  return {};
}

// What a REQUIRED param holds here is never read by anyone: it stays zero.
Result<void> read_initial(const lattice_value& v, ir::ParamSchema& out, const std::string& where) {
  auto& lanes = out.initial;
  switch (out.type) {
    case ir::ParamType::f64: lanes[0] = v.f64; break;
    case ir::ParamType::integer: {
      constexpr std::int64_t kLimit = std::int64_t{1} << 53;
      if (v.i64 > kLimit || v.i64 < -kLimit)
        return refuse(DescriptionRule::param, where, "initial of an integer must lie within 2^53");
      lanes[0] = static_cast<double>(v.i64);
      break;
    }
    case ir::ParamType::vec2: lanes = {v.vec2[0], v.vec2[1], 0, 0}; break;
    case ir::ParamType::vec3:
      for (std::size_t i = 0; i < 3; ++i) lanes[i] = static_cast<double>(v.vec3[i]);
      break;
    case ir::ParamType::color:
      for (std::size_t i = 0; i < 4; ++i) lanes[i] = static_cast<double>(v.rgba[i]);
      break;
    case ir::ParamType::boolean:
    case ir::ParamType::choice: lanes[0] = static_cast<double>(v.index); break;
    case ir::ParamType::string: return read_initial_text(v, out, where);
    case ir::ParamType::f64_array:
    case ir::ParamType::curve: return read_initial_array(v, out, where);
  }
  return {};
}

}  // namespace

Result<ir::ParamSchema> describe_param(const lattice_param& p, const std::string& where) {
  LATTICE_TRY(check_size(p.struct_size, kParamBytesV1, where));
  LATTICE_TRY(check_reserved(p.reserved, where));
  ir::ParamSchema out;
  LATTICE_TRY_ASSIGN(out.id, read_text(p.id, where, "id"));
  LATTICE_TRY_ASSIGN(out.hint, read_text(p.hint, where, "hint"));
  if (p.unit != nullptr) {
    LATTICE_TRY_ASSIGN(out.unit, read_text(p.unit, where, "unit"));
  }
  if (p.type < LATTICE_PARAM_F64 || p.type > LATTICE_PARAM_CURVE)
    return refuse(DescriptionRule::param, where,
                  "type " + std::to_string(p.type) + " is not known to this host");
  out.type = static_cast<ir::ParamType>(p.type);
  if ((p.flags & ~kKnownFlags) != 0)
    return refuse(DescriptionRule::param, where, "flags has a bit that this host does not know");
  const bool may_animate = p.type < LATTICE_PARAM_STRING;
  if ((p.flags & LATTICE_PARAM_ANIMATES) != 0 && !may_animate)
    return refuse(
        DescriptionRule::param, where,
        std::string("ANIMATES is set, but a ") + ir::name_of(out.type) + " never animates");
  // Bools and choices may carry the flag; compositions of this version keep them constant.
  out.animates = (p.flags & LATTICE_PARAM_ANIMATES) != 0 && ir::lane_count(out.type) > 0;
  out.scales = (p.flags & LATTICE_PARAM_SCALES) != 0;
  out.hidden = (p.flags & LATTICE_PARAM_HIDDEN) != 0;
  out.required = (p.flags & LATTICE_PARAM_REQUIRED) != 0;
  out.min = p.min;
  out.max = p.max;
  out.min_count = p.min_count;
  out.max_count = p.max_count;
  LATTICE_TRY(read_choices(p, out, where));
  LATTICE_TRY(read_aliases(p, out, where));
  if (!out.required) LATTICE_TRY(read_initial(p.initial, out, where));
  return out;
}

}  // namespace lattice::plugin

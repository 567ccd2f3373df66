// The root of a composition, and the way from text to text.
#include "schema/canonical.h"

#include <new>

#include "schema/canonical_parts.h"
#include "schema/fps.h"
#include "schema/load.h"

namespace lattice::schema {
namespace {

constexpr Rewrite kNumber = anim_of<LaneShape::number>;
constexpr Rewrite kVec3 = anim_of<LaneShape::vec3>;

// Which fraction a decimal stands for is said; {"num", "den"} become lowest terms.
OutValue fps(const Json& value, const Style& style) {
  Report unused("");
  const auto rate = read_fps(value, unused);
  if (!rate) return plain(value, style);
  if (style.is_brief && rate->den == 1) return out_token(std::to_string(rate->num));
  OutValue out = out_object();
  append(out, "num", out_token(std::to_string(rate->num)));
  append(out, "den", out_token(std::to_string(rate->den)));
  return out;
}

constexpr OutField kCanvas[] = {{"width", plain}, {"height", plain}, {"background", plain}};
constexpr OutField kTime[] = {
    {"model", plain}, {"period", plain}, {"mode", plain}, {"window", plain}};
constexpr OutField kColor[] = {{"working", plain}, {"view", plain}};
constexpr OutField kCamera[] = {{"position", kVec3}, {"target", kVec3},    {"rotation_deg", kVec3},
                                {"up", kVec3},       {"fov_deg", kNumber}, {"near", plain},
                                {"far", plain}};
constexpr OutField kMotionBlur[] = {
    {"samples", plain}, {"shutter_angle_deg", plain}, {"shutter_phase_deg", plain}};

constexpr OutField kInner[] = {{"fps", fps},
                               {"duration", plain},
                               {"seed", plain},
                               {"variables", map_of<plain>},
                               {"assets", map_of<asset>},
                               {"metadata", plain},
                               {"root", node}};

OutValue inner_composition(const Json& value, const Style& style) {
  return spread(rewritten(value, kInner, style));
}

constexpr OutField kRoot[] = {{"version", plain},
                              {"canvas", object_of<kCanvas>},
                              {"fps", fps},
                              {"duration", plain},
                              {"seed", plain},
                              {"time", object_of<kTime>},
                              {"color", object_of<kColor>},
                              {"variables", map_of<plain>},
                              {"assets", map_of<asset>},
                              {"compositions", map_of<inner_composition>},
                              {"camera", object_of<kCamera>},
                              {"motion_blur", object_of<kMotionBlur>},
                              {"metadata", plain},
                              {"root", node}};

void refuse(FormatResult& out, std::string_view file, std::string message, std::string remedy) {
  out.diagnostics.push_back({Severity::error,
                             "composition",
                             std::string(file),
                             {},
                             {},
                             std::move(message),
                             std::move(remedy)});
}

// Of a valid document.
void format(std::string_view json, std::string_view file, const Style& style, FormatResult& out) {
  const ParsedJson parsed = parse_json(json, file);
  const OutValue tree = spread(rewritten(parsed.document.root(), kRoot, style));
  if (tree.levels > kMaxNesting)
    return refuse(
        out, file,
        "written so, it nests " + std::to_string(tree.levels) +
            " levels deep, and a composition may nest " + std::to_string(kMaxNesting),
        style.is_brief ? "make the tree flatter" : "make the tree flatter, or use --short");
  out.text = printed(tree);
  if (out.text.size() > kMaxFileBytes)
    refuse(out, file, "written so, it is larger than 256 MiB", "make it smaller");
}

}  // namespace

FormatResult format_composition(std::string_view json, std::string_view file,
                                const ir::Catalog& catalog, Spelling spelling) {
  FormatResult out;
  try {
    out.diagnostics = load_composition(json, file, catalog).diagnostics;
    if (out.ok()) format(json, file, {catalog, spelling == Spelling::brief}, out);
  } catch (const std::bad_alloc&) {
    out = {};
    refuse(out, file, "there is not enough memory for this composition", "make it smaller");
  }
  if (!out.ok()) out.text.clear();
  return out;
}

}  // namespace lattice::schema

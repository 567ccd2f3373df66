// Assets: one key, the kind, around an object whose keys have the order of the reference.
#include "schema/canonical_parts.h"

namespace lattice::schema {
namespace {

constexpr Rewrite kNumber = anim_of<LaneShape::number>;
constexpr Rewrite kVec2 = anim_of<LaneShape::vec2>;
constexpr Rewrite kColor = anim_of<LaneShape::color>;

// A single number pulls down, which is no shorthand of a pair of equal ones.
OutValue gravity(const Json& value, const Style& style) {
  const Style canonical{style.catalog, false};
  return value.is_number() ? plain(value, style) : kVec2(value, canonical);
}

OutValue axes(const Json& value, const Style& style) {
  OutValue out = by_name(value, plain, style);
  out.is_spread = false;
  return out;
}

constexpr OutField kFile[] = {{"source", plain}};

constexpr OutField kMedia[] = {{"source", plain},       {"trim_start_sec", plain},
                               {"trim_end_sec", plain}, {"playback_rate", plain},
                               {"time_remap", kNumber}, {"end", plain},
                               {"volume", kNumber},     {"mute", plain},
                               {"fade_in_sec", plain},  {"fade_out_sec", plain}};

constexpr OutField kPath[] = {{"svg_path_d", plain}, {"fill", plain},         {"fill_rule", plain},
                              {"stroke", plain},     {"stroke_width", plain}, {"cap", plain},
                              {"join", plain},       {"miter_limit", plain},  {"dash", plain},
                              {"dash_offset", plain}};

constexpr OutField kStroke[] = {{"color", plain}, {"width", plain}};

constexpr OutField kSpan[] = {{"range", plain},       {"text", plain},
                              {"font_source", plain}, {"font_family", plain},
                              {"weight", plain},      {"style", plain},
                              {"axes", axes},         {"features", plain},
                              {"size_px", plain},     {"letter_spacing", plain},
                              {"color", plain},       {"stroke", object_of<kStroke>}};

constexpr OutField kAnimator[] = {{"unit", plain},          {"order", plain},     {"offset", plain},
                                  {"opacity", kNumber},     {"translate", kVec2}, {"scale", kVec2},
                                  {"rotation_deg", kNumber}};

constexpr OutField kText[] = {{"text", plain},
                              {"font_source", plain},
                              {"font_family", plain},
                              {"weight", plain},
                              {"style", plain},
                              {"axes", axes},
                              {"features", plain},
                              {"size_px", plain},
                              {"letter_spacing", plain},
                              {"max_width_px", plain},
                              {"max_lines", plain},
                              {"ellipsis", plain},
                              {"align", plain},
                              {"origin", plain},
                              {"line_height", plain},
                              {"color", plain},
                              {"stroke", object_of<kStroke>},
                              {"spans", list_of<object_of<kSpan>>},
                              {"animators", list_of<object_of<kAnimator>>}};

constexpr OutField kRect[] = {
    {"color", plain}, {"width", plain}, {"height", plain}, {"radius", plain}};

constexpr OutField kGradient[] = {{"kind", plain}, {"stops", plain}, {"from", kVec2},
                                  {"to", kVec2},   {"width", plain}, {"height", plain}};

constexpr OutField kNoise[] = {{"kind", plain},    {"seed", plain},  {"scale", plain},
                               {"octaves", plain}, {"width", plain}, {"height", plain}};

constexpr OutField kShape[] = {{"x", plain},    {"y", plain},  {"width", plain}, {"height", plain},
                               {"cx", plain},   {"cy", plain}, {"rx", plain},    {"ry", plain},
                               {"from", kVec2}, {"to", kVec2}};
constexpr OutField kShapes[] = {
    {"line", object_of<kShape>}, {"rect", object_of<kShape>}, {"ellipse", object_of<kShape>}};

constexpr OutField kEmitter[] = {
    {"shape", object_of<kShapes>}, {"rate", plain}, {"burst", plain}, {"duration", plain}};

constexpr OutField kParticles[] = {{"emitter", object_of<kEmitter>},
                                   {"life", plain},
                                   {"speed", plain},
                                   {"direction", plain},
                                   {"spread", plain},
                                   {"gravity", gravity},
                                   {"drag", plain},
                                   {"turbulence", plain},
                                   {"size", kNumber},
                                   {"color", kColor},
                                   {"opacity", kNumber},
                                   {"sprite", plain}};

OutValue null_asset(const Json& value, const Style& style) {
  return value.is_null() ? out_object() : plain(value, style);
}

constexpr OutField kKinds[] = {
    {"image", object_of<kFile>},          {"video", object_of<kMedia>},
    {"audio", object_of<kMedia>},         {"svg", object_of<kFile>},
    {"path", object_of<kPath>},           {"text", object_of<kText>},
    {"solid_rect", object_of<kRect>},     {"gradient", object_of<kGradient>},
    {"noise", object_of<kNoise>},         {"mesh", object_of<kFile>},
    {"particles", object_of<kParticles>}, {"null", null_asset}};

}  // namespace

OutValue asset(const Json& value, const Style& style) { return rewritten(value, kKinds, style); }

}  // namespace lattice::schema

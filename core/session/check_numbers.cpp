// Whether a frame can be rendered: everything in it has to be a finite number.
#include <array>
#include <bit>
#include <cmath>

#include "session/render_session.h"

namespace lattice::session {
namespace {

// Differences are 0, of infinities and NaN they are NaN.
bool is_finite(const eval::Lanes& lanes) {
  using Numbers = std::array<double, sizeof(eval::Lanes) / sizeof(double)>;
  double sum = 0;
  for (const double number : std::bit_cast<Numbers>(lanes)) sum += number - number;
  return sum == 0;
}

bool is_finite(const eval::ResolvedMask& mask) {
  double sum = mask.feather - mask.feather;
  for (const double number : mask.lanes) sum += number - number;
  return sum == 0;
}

bool is_finite(const eval::Projection& view) {
  double sum = view.focal_px - view.focal_px;
  for (const image::Point3& p : {view.eye, view.right, view.down, view.forward})
    sum += (p.x - p.x) + (p.y - p.y) + (p.z - p.z);
  return sum == 0;
}

bool is_finite(ir::ParamType type, const lattice_value& value) {
  switch (type) {
    case ir::ParamType::f64: return std::isfinite(value.f64);
    case ir::ParamType::vec2: return std::isfinite(value.vec2[0]) && std::isfinite(value.vec2[1]);
    case ir::ParamType::vec3:
      return std::isfinite(value.vec3[0]) && std::isfinite(value.vec3[1]) &&
             std::isfinite(value.vec3[2]);
    case ir::ParamType::color:
      return std::isfinite(value.rgba[0]) && std::isfinite(value.rgba[1]) &&
             std::isfinite(value.rgba[2]) && std::isfinite(value.rgba[3]);
    default: return true;
  }
}

}  // namespace

Result<void> RenderSession::check_numbers(const eval::EvaluatedGraph& graph) const {
  const auto refuse = [&](ir::TextId pointer, const std::string& what, const char* remedy) {
    return fail(Code::render,
                composition_.text(composition_.file) + ":" + composition_.text(pointer),
                what + " at frame " + std::to_string(static_cast<std::int64_t>(graph.frame)) +
                    "; " + remedy);
  };
  if (graph.not_finite) {
    const ir::Computed& computed = composition_.expressions.computed[graph.not_finite.index()];
    return refuse(
        computed.pointer,
        "the expression of \"" + composition_.text(computed.name) + "\" is not a finite number",
        "look for a division by 0, a root or logarithm of what is below 0");
  }
  if (graph.projection.has_camera && !is_finite(graph.projection))
    return refuse(composition_.camera->pointer, "the camera is not all finite numbers",
                  "look for very large numbers in its keys and combinators");
  for (const eval::VisibleNode& visible : graph.visible)
    if (!is_finite(graph.nodes[visible.node.index()].lanes)) {
      const ir::Node& node = composition_.node(visible.node);
      return refuse(
          node.pointer,
          "the lanes of \"" + composition_.text(node.id) + "\" are not all finite numbers",
          "look for very large numbers in their keys and combinators");
    }
  for (const eval::Unit& unit : graph.units)
    if (unit.mask && !is_finite(graph.masks[unit.mask.index()]))
      return refuse(composition_.node(unit.node).pointer,
                    "the mask of \"" + composition_.text(composition_.node(unit.node).id) +
                        "\" has a number that is not finite",
                    "look for very large numbers in its keys and combinators");
  for (const eval::ResolvedEffect& effect : graph.effects) {
    const ir::Effect& made = composition_.effects[effect.effect];
    const auto& schema = plugins_.catalog()[made.kind].params;
    for (std::uint32_t i = 0; i < effect.values.count; ++i)
      if (!is_finite(schema[i].type, graph.values[effect.values.first + i]))
        return refuse(made.pointer, "\"" + schema[i].id + "\" is not a finite number",
                      "look for very large numbers in what it animates between");
  }
  return {};
}

}  // namespace lattice::session

#include "eval/timing.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "ir/pairing.h"

namespace lattice::eval {
namespace {

bool is_in_sequence(const ir::Composition& composition, const ir::Node& node) {
  return node.parent && composition.node(node.parent).kind == ir::NodeKind::sequence;
}

std::span<const ir::NodeIdx> children_of(const ir::Composition& composition, const ir::Node& node) {
  return {composition.child_nodes.data() + node.children.first, node.children.count};
}

// `first_frame`: where the window begins in the node's local time.
ResolvedTransition within(const ir::Composition& composition, ir::TransitionIdx transition,
                          Rational fps, double first_frame, double local_frame) {
  const double k = local_frame - first_frame;
  const auto d = static_cast<double>(composition.transitions[transition.index()].duration_frames);
  if (k < 0 || k >= d) return {};
  const ir::Transition& t = composition.transitions[transition.index()];
  return {transition,
          anim::eased(composition.curves, t.ease, t.ease_shape, k / d, d / fps.value())};
}

bool pair_up(const ir::Composition& composition, const ir::Node& from, const ir::Node& to) {
  if (from.transition_out.is_none() || to.transition_in.is_none()) return false;
  if (!ir::same_transition(composition, from.transition_out, to.transition_in)) return false;
  const std::int64_t duration =
      composition.transitions[from.transition_out.index()].duration_frames;
  const std::int64_t from_end = begin_frame(composition, from) + from.duration_frames();
  return from_end - duration == begin_frame(composition, to);
}

}  // namespace

std::int64_t begin_frame(const ir::Composition& composition, const ir::Node& node) {
  return is_in_sequence(composition, node) ? node.sequence_offset_frames : node.start_frame;
}

ir::NodeIdx active_child(const ir::Composition& composition, const ir::Node& node, double active) {
  if (node.children.empty()) return {};
  const double last = static_cast<double>(node.children.count - 1);
  const double place = active >= 1 ? std::min(std::floor(active), last) : 0;  // NaN too is 0
  return composition.child_nodes[node.children.first + static_cast<std::uint32_t>(place)];
}

double sampling_frame(double local_frame, double duration_frames) {
  return std::clamp(local_frame, 0.0, std::max(duration_frames - 1, 0.0));
}

anim::Moment moment_of(const ir::Composition& composition, const ir::Node& node, double local_frame,
                       std::span<const double> properties) {
  const auto duration = static_cast<double>(node.duration_frames());
  anim::Moment moment;
  moment.frame = sampling_frame(local_frame, duration);
  moment.duration_frames = duration;
  moment.fps = composition.fps_of(node).value();
  moment.seed = composition.seed_of(node);
  moment.properties = properties;
  return moment;
}

std::span<const ir::NodeIdx> children_at(const ir::Composition& composition, const ir::Node& node,
                                         double local_frame) {
  const auto children = children_of(composition, node);
  if (node.kind != ir::NodeKind::sequence) return children;
  // Neighbours overlap by no more than either lasts, so that offsets and ends both increase.
  const auto offset = [&](ir::NodeIdx child) {
    return static_cast<double>(composition.node(child).sequence_offset_frames);
  };
  const auto first = std::partition_point(children.begin(), children.end(), [&](ir::NodeIdx c) {
    return offset(c) + static_cast<double>(composition.node(c).duration_frames()) <= local_frame;
  });
  const auto last = std::partition_point(first, children.end(),
                                         [&](ir::NodeIdx c) { return offset(c) <= local_frame; });
  return {first, last};
}

ResolvedTransition transition_in_at(const ir::Composition& composition, const ir::Node& node,
                                    double local_frame) {
  if (node.transition_in.is_none()) return {};
  return within(composition, node.transition_in, composition.fps_of(node), 0, local_frame);
}

ResolvedTransition transition_out_at(const ir::Composition& composition, const ir::Node& node,
                                     double local_frame) {
  if (node.transition_out.is_none()) return {};
  const std::int64_t duration =
      composition.transitions[node.transition_out.index()].duration_frames;
  const auto first_frame = static_cast<double>(node.duration_frames() - duration);
  return within(composition, node.transition_out, composition.fps_of(node), first_frame,
                local_frame);
}

std::vector<ir::NodeIdx> pairing_table(const ir::Composition& composition) {
  std::vector<ir::NodeIdx> table(composition.nodes.size());
  for (const ir::Node& node : composition.nodes) {
    if (node.kind != ir::NodeKind::stack && node.kind != ir::NodeKind::sequence) continue;
    const auto children = children_of(composition, node);
    for (std::size_t i = 1; i < children.size(); ++i)
      if (pair_up(composition, composition.node(children[i - 1]), composition.node(children[i])))
        table[children[i].index()] = children[i - 1];
  }
  return table;
}

}  // namespace lattice::eval

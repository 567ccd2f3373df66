// Children of a sequence meet at their transitions: what must hold between neighbours.
#include "ir/pairing.h"
#include "schema/loading.h"

namespace lattice::schema {
namespace {

std::string described(const ir::Composition& composition, const ir::Catalog& catalog,
                      ir::TransitionIdx id) {
  const ir::Transition& transition = composition.transitions[id.index()];
  return std::string(catalog[transition.kind].short_name()) + ", " +
         std::to_string(transition.duration_frames) + " frames";
}

void report_mismatch(const ir::Node& before, const ir::Node& after, const Json& at,
                     Loading& loading) {
  const ir::Composition& c = loading.out;
  const Report::InNode scope(loading.report, c.text(after.id));
  loading.report.error(at.find("transition_in").value_or(at),
                       "\"transition_out\" of node " + in_quotes(c.text(before.id)) + " (" +
                           described(c, loading.catalog, before.transition_out) +
                           ") and \"transition_in\" of node " + in_quotes(c.text(after.id)) + " (" +
                           described(c, loading.catalog, after.transition_in) + ") meet but differ",
                       "make kind, duration and params equal, or keep one of them");
}

// More would show three children at once.
void check_overlaps(const ir::Node& child, std::int64_t before, std::int64_t after, const Json& at,
                    Loading& loading) {
  if (before + after <= child.duration_frames()) return;
  const std::string id = loading.out.text(child.id);
  const Report::InNode scope(loading.report, id);
  loading.report.error(at,
                       "its neighbours' transitions overlap node " + in_quotes(id) + " for " +
                           std::to_string(before) + " + " + std::to_string(after) +
                           " frames, more than it lasts (" +
                           std::to_string(child.duration_frames()) + ")",
                       "shorten them or lengthen its \"range\"");
}

}  // namespace

void check_sequence(const ir::Node& sequence, const std::vector<Json>& children, bool lengths_known,
                    Loading& loading) {
  const ir::Composition& c = loading.out;
  std::int64_t overlap_before = 0;
  for (std::size_t i = 0; i < children.size(); ++i) {
    const ir::Node& child = c.node(c.child_nodes[sequence.children.first + i]);
    std::int64_t overlap_after = 0;
    if (i + 1 < children.size()) {
      const ir::Node& next = c.node(c.child_nodes[sequence.children.first + i + 1]);
      const ir::Boundary meeting = boundary(c, child, next);
      overlap_after = meeting.overlap_frames;
      if (meeting.form == ir::Boundary::Form::mismatched)
        report_mismatch(child, next, children[i + 1], loading);
    }
    if (lengths_known) check_overlaps(child, overlap_before, overlap_after, children[i], loading);
    overlap_before = overlap_after;
  }
}

}  // namespace lattice::schema

// The rules 3xx: which of them follow on which, and what must be the same in every process.
#include "session/check/filter_exam.h"
#include "session/check/groups.h"

namespace lattice::session::check {
namespace {

void watched(Judge& judge, int rule, bool visible, const char* what) {
  if (visible)
    judge.judges(rule);
  else
    judge.cannot_judge(rule, what);
}

void judge_what_is_seen(Judge& judge) {
  const Sight eyes = sight();
  watched(judge, 313, eyes.allocation, "this build of lattice-check cannot see the heap");
  watched(judge, 314, eyes.lock, "this build of lattice-check cannot see locks");
  watched(judge, 322, eyes.io, "this build of lattice-check cannot see input and output");
}

}  // namespace

// Whether there is anything to run.
bool FilterExam::starts() {
  if (!instance_.created().ok()) {
    const CallOutcome& outcome = instance_.created();
    if (case_.is_plain && !outcome.has_thrown && !outcome.text.empty())
      judge_.broken(301, "create() failed in " + std::string(name_of_working(case_.working)) +
                             " with \"" + outcome.text + "\"");
    const char* why = "create() refused every case; give what it needs with --param";
    for (const int rule :
         {301, 302, 303, 304, 305, 306, 307, 308, 309, 310, 311, 313, 314, 316, 320, 322})
      judge_.cannot_judge(rule, why);
    if (table_.fold != nullptr) judge_.cannot_judge(312, why);
    if (is_transition()) judge_.cannot_judge(315, why);
    if (table_.digest != nullptr) judge_.cannot_judge(321, why);
    return false;
  }
  if (!run_.plan()) return false;
  judge_.judges(301);
  judge_.judges(311);
  return true;
}

void FilterExam::run() {
  if (!starts()) return;
  judge_what_is_seen(judge_);
  auto made = run_.planned().passes.empty() ? PassResults{} : run_.render();
  if (!made) return;
  base_ = *std::move(made);
  if (!base_.empty())
    for (const int rule : {302, 304}) judge_.judges(rule);
  digest();
  if (!base_.empty()) {
    // Twice the same, before anything else changes.
    if (judge_.judges(307))
      if (const auto again = run_.render())
        same(307, result(), again->back(), "in two calls one after the other,");
    poison();
    order();
    tiles();
    threads();
    well_formed();
    beyond_bounds();
    varies();
    pointwise();
  }
  fold();
  ends();
}

namespace {

std::vector<lattice_type> types_of(Judge& judge, const lattice_filter& table) {
  std::vector<lattice_type> types;
  judge.call("accepts", Tag::session, [&] {
    types = accepted_types(table);
    return LATTICE_OK;
  });
  if (types.empty()) judge.broken(301, "accepts() wants neither RGBA in 8 bit nor in floats");
  return types;
}

Hash128 hash_of(const lattice_fold& fold) {
  Hasher hasher;
  hasher.u32(fold.kind);
  if (fold.kind == LATTICE_FOLD_NONE || fold.kind == LATTICE_FOLD_IDENTITY) return hasher.digest();
  hasher.u32(fold.flags);
  hasher.u32(fold.space);
  hasher.f64(fold.opacity);
  for (const double v : fold.affine) hasher.f64(v);
  for (const double v : fold.color) hasher.f64(v);
  for (const lattice_fold_port& port : fold.port) {
    hasher.f64(port.opacity);
    for (const double v : port.affine) hasher.f64(v);
    for (const double v : port.clip) hasher.f64(v);
  }
  return hasher.digest();
}

// Everything that the host would get to see of one frame.
Hash128 fingerprint_of(FilterRun& run) {
  Hasher hasher;
  if (const auto fold = run.fold()) hasher.hash(hash_of(*fold));
  if (!run.plan()) return hasher.digest();
  if (const auto made = run.render())
    for (const Picture& picture : *made) hasher.hash(hash_of(picture));
  return hasher.digest();
}

}  // namespace

void check_filter_case(Judge& judge, const lattice_filter& table, const ir::Kind& kind,
                       Style style) {
  for (const lattice_type& working : types_of(judge, table)) {
    const FilterCase with = make_filter_case(kind, working, style, judge.seed());
    judge.set_context(with.text(kind));
    FilterExam(judge, table, kind, with).run();
    if (style == Style::defaults) {
      const FilterCase wide = make_wide_case(kind, working, judge.seed());
      judge.set_context(wide.text(kind));
      FilterExam(judge, table, kind, wide).run_wide();
    }
    for (const int rule : {317, 318}) judge.judges(rule);
  }
}

void fingerprint_filter_case(Judge& judge, const lattice_filter& table, const ir::Kind& kind,
                             Style style) {
  for (const lattice_type& working : types_of(judge, table)) {
    const FilterCase with = make_filter_case(kind, working, style, judge.seed());
    judge.set_context(with.text(kind));
    const FilterInstance instance(judge, table, with);
    if (!instance.created().ok()) continue;
    Hasher hasher;
    for (const FrameSpec& frame : with.frames) {
      FilterRun run(judge, instance, with, frame);
      hasher.hash(fingerprint_of(run));
    }
    judge.fingerprint(308, name_of_working(working), hasher.digest());
    if (table.digest != nullptr)
      judge.fingerprint(321, name_of_working(working), digest_of(judge, instance));
  }
}

}  // namespace lattice::session::check

#include "session/check/check.h"

#include <algorithm>
#include <map>
#include <system_error>

#include "plugin/locations.h"
#include "session/check/child_run.h"
#include "session/check/rules.h"

namespace lattice::session::check {
namespace {

namespace fs = std::filesystem;

// What is known of the rules for one kind, from all children that looked at it.
class Docket {
 public:
  Docket(const Options& options, std::string kind) : options_(options), kind_(std::move(kind)) {}

  bool is_broken(int rule) const { return broken_.count(rule) > 0; }
  const std::set<int>& broken() const { return broken_; }
  void judged(int rule) { judged_.insert(rule); }
  void not_judged(int rule, const std::string& why) { why_not_.emplace(rule, why); }

  // Counts once per rule, and only when it was asked for.
  void find(int rule, const std::string& sentence, const std::string& context,
            std::optional<std::uint64_t> seed, Report& report) {
    judged_.insert(rule);
    if (!broken_.insert(rule).second) return;
    if (!options_.rules.empty() && options_.rules.count(rule) == 0) return;
    report.findings.push_back({rule, kind_, sentence, context, seed});
  }

  // Rules first..last, as they stand at the end.
  void close(int first, int last, Report& report) const {
    for (const Rule& rule : rules()) {
      if (rule.number < first || rule.number > last) continue;
      if (!options_.rules.empty() && options_.rules.count(rule.number) == 0) continue;
      Judgement out{rule.number, kind_, State::holds, {}};
      if (is_broken(rule.number)) {
        out.state = State::broken;
      } else if (const int needed = broken_need(rule); needed != 0) {
        out.state = State::not_judged;
        out.why_not = "rule " + std::to_string(needed) + " is broken";
      } else if (judged_.count(rule.number) == 0) {
        out.state = State::not_judged;
        const auto why = why_not_.find(rule.number);
        out.why_not = why != why_not_.end() ? why->second : default_why_;
      }
      report.judgements.push_back(std::move(out));
    }
  }
  void set_default_why(std::string why) { default_why_ = std::move(why); }

 private:
  int broken_need(const Rule& rule) const {
    for (const int* need = rule.needs; *need != 0; ++need)
      if (is_broken(*need)) return *need;
    return 0;
  }

  const Options& options_;
  std::string kind_;
  std::set<int> broken_, judged_;
  std::map<int, std::string> why_not_;
  std::string default_why_ = kDoesNotApply;
};

// What a child said about rules goes to the docket.
void enter(const ChildStory& story, Docket& docket, Report& report) {
  for (const Line& line : story.lines) {
    if (line.kind == LineKind::judged) docket.judged(line.rule);
    if (line.kind == LineKind::not_judged) docket.not_judged(line.rule, line.text);
    if (line.kind == LineKind::broken)
      docket.find(line.rule, line.text, line.context,
                  line.seed != 0 ? std::optional(line.seed) : std::nullopt, report);
  }
}

std::optional<std::uint64_t> seed_of(const ChildStory& story) {
  return story.last_step.seed != 0 ? std::optional(story.last_step.seed) : std::nullopt;
}

// What the case was made of in which it died.
std::string context_of(const ChildStory& story) {
  return story.last_case.seed == story.last_step.seed ? story.last_case.text : std::string();
}

// Who trespassed on memory before may well die of it.
void enter_death(const ChildStory& story, Docket& docket, Report& report) {
  for (const int cause : {302, 304, 309, 402})
    if (docket.is_broken(cause)) return;
  if (!story.is_complete)
    docket.find(story.rule, story.sentence, context_of(story), seed_of(story), report);
}

class Check {
 public:
  Check(const Options& options, fs::path program)
      : options_(options), program_(std::move(program)) {
    report_.file = options.file.string();
    report_.asked = options.rules;
  }

  Result<Report> run();

 private:
  Result<bool> library();
  void settle();
  Result<void> kind(const CheckedKind& kind);
  Result<void> compare_worlds(const CheckedKind& kind, Docket& docket,
                              std::optional<ChildStory>& death);
  Result<void> compare_builds(const CheckedKind& kind, const ChildStory& now, Docket& docket);
  Result<const std::vector<CheckedKind>*> older_kinds();
  Result<ChildStory> run_task(Task task) {
    task.params = options_.params;
    return run_child(program_, task, options_.time_limit);
  }
  Task task_for(const CheckedKind& kind, Group group) const;
  bool asks_for(int rule) const { return options_.rules.empty() || options_.rules.count(rule) > 0; }

  const Options& options_;
  fs::path program_;
  Report report_;
  std::optional<std::vector<CheckedKind>> older_;
  // Why a rule that nobody came to was not judged.
  std::string blocked_ = kDoesNotApply;
};

std::vector<CheckedKind> kinds_in(const ChildStory& story) {
  std::vector<CheckedKind> out;
  for (const Line& line : story.lines)
    if (line.kind == LineKind::kind)
      out.push_back({line.text, line.context, line.index, line.content_version, line.params});
  return out;
}

// ---- The library ----

// False when its kinds cannot be examined.
Result<bool> Check::library() {
  Docket docket(options_, {});
  Task task;
  task.file = report_.file;
  LATTICE_TRY_ASSIGN(const ChildStory story, run_task(task));
  for (const Line& line : story.lines)
    if (line.kind == LineKind::misuse) return fail(Code::usage, {}, line.text);
  enter(story, docket, report_);
  enter_death(story, docket, report_);
  report_.kinds = kinds_in(story);
  if (!story.fingerprints.empty()) {
    task.other_world = true;
    LATTICE_TRY_ASSIGN(const ChildStory other, run_task(task));
    if (!other.is_complete || other.fingerprints != story.fingerprints)
      docket.find(110, "it describes itself otherwise in a second process", {}, std::nullopt,
                  report_);
  }
  const auto& broken = docket.broken();
  if (!broken.empty()) blocked_ = "rule " + std::to_string(*broken.begin()) + " is broken";
  docket.set_default_why(blocked_);
  docket.close(101, 299, report_);
  return !report_.kinds.empty() && !docket.is_broken(110);
}

// ---- A kind ----

Task Check::task_for(const CheckedKind& kind, Group group) const {
  Task task;
  task.file = report_.file;
  task.group = group;
  task.kind_class = kind.kind_class;
  task.index = kind.index;
  task.first_seed = options_.reproduce.value_or(options_.seed * kSeedsPerRun);
  task.cases = options_.reproduce ? 1 : options_.cases;
  return task;
}

struct Difference {
  int rule;
  std::uint64_t seed;
  std::string part;
};

// The first fingerprint, by rule and seed, that two children disagree about.
std::optional<Difference> difference(const ChildStory& a, const ChildStory& b, int rule) {
  const std::string prefix = std::to_string(rule) + "/";
  std::optional<Difference> out;
  for (const auto& [key, hash] : a.fingerprints) {
    if (!key.starts_with(prefix)) continue;
    const auto other = b.fingerprints.find(key);
    if (other == b.fingerprints.end() || other->second == hash) continue;
    const auto slash = key.find('/', prefix.size());
    const Difference found{rule, std::stoull(key.substr(prefix.size(), slash - prefix.size())),
                           key.substr(slash + 1)};
    if (!out || found.seed < out->seed) out = found;
  }
  return out;
}

bool has_fingerprints(const ChildStory& story, int rule) {
  const std::string prefix = std::to_string(rule) + "/";
  const auto at = story.fingerprints.lower_bound(prefix);
  return at != story.fingerprints.end() && at->first.starts_with(prefix);
}

// A death in this world is left to the group of rules, which sees more of it; one that only
// the other world brings about has no other witness.
Result<void> Check::compare_worlds(const CheckedKind& kind, Docket& docket,
                                   std::optional<ChildStory>& death) {
  Task task = task_for(kind, Group::fingerprint);
  LATTICE_TRY_ASSIGN(const ChildStory here, run_task(task));
  if (!here.is_complete) {
    death = here;
    return {};
  }
  task.other_world = true;
  LATTICE_TRY_ASSIGN(const ChildStory there, run_task(task));
  if (!there.is_complete) {
    const int rule = kind.kind_class == "artifact" ? 403 : kind.kind_class == "sink" ? 504 : 308;
    docket.find(rule,
                "with another clock, other random numbers and other addresses it " + there.sentence,
                context_of(there), seed_of(there), report_);
    return {};
  }
  for (const int rule : {308, 321, 403, 504}) {
    if (!has_fingerprints(here, rule)) continue;
    docket.judged(rule);
    const auto found = difference(here, there, rule);
    if (!found || (rule == 321 && docket.is_broken(308))) continue;
    docket.find(rule,
                "with another clock, other random numbers and other addresses the result is "
                "another one (" +
                    found->part + ")",
                {}, found->seed, report_);
  }
  return compare_builds(kind, here, docket);
}

Result<const std::vector<CheckedKind>*> Check::older_kinds() {
  if (!older_) {
    Task task;
    task.file = options_.against.string();
    LATTICE_TRY_ASSIGN(const ChildStory story, run_task(task));
    older_ = kinds_in(story);
    if (older_->empty())
      return fail(Code::plugin, task.file,
                  "cannot be compared with: it does not describe itself; give --against a build "
                  "that works");
  }
  return &*older_;
}

Result<void> Check::compare_builds(const CheckedKind& kind, const ChildStory& now, Docket& docket) {
  if (options_.against.empty() || !asks_for(319) || !has_fingerprints(now, 308)) return {};
  LATTICE_TRY_ASSIGN(const auto* older, older_kinds());
  const auto before = std::find_if(older->begin(), older->end(), [&](const CheckedKind& old) {
    return old.kind_class == kind.kind_class && old.id == kind.id;
  });
  if (before != older->end() && kind.content_version < before->content_version) {
    docket.find(319,
                "content_version is " + std::to_string(kind.content_version) + ", but " +
                    std::to_string(before->content_version) + " in the older build",
                {}, std::nullopt, report_);
    return {};
  }
  if (before == older->end() || before->content_version != kind.content_version) {
    docket.not_judged(319, before == older->end() ? "the older build does not have it"
                                                  : "content_version was changed");
    return {};
  }
  // With other params only the defaults mean the same in both.
  Task task = task_for(*before, Group::fingerprint);
  task.file = options_.against.string();
  const bool same_params = before->params == kind.params;
  if (!same_params && options_.reproduce && *options_.reproduce % kSeedsPerRun != 0) {
    docket.not_judged(319, "a seed means other params in the older build");
    return {};
  }
  if (!same_params) task.cases = 1;
  LATTICE_TRY_ASSIGN(const ChildStory then, run_task(task));
  if (!then.is_complete) docket.not_judged(319, "the older build " + then.sentence);
  if (!then.is_complete || docket.is_broken(308)) return {};
  docket.judged(319);
  if (const auto found = difference(now, then, 308))
    docket.find(319,
                "content_version is " + std::to_string(kind.content_version) +
                    " in both builds, but the pixels differ (" + found->part + ")",
                {}, found->seed, report_);
  return {};
}

Result<void> Check::kind(const CheckedKind& kind) {
  Docket docket(options_, kind.name());
  if (options_.against.empty()) docket.not_judged(319, kNothingOlder);
  std::optional<ChildStory> death;
  LATTICE_TRY(compare_worlds(kind, docket, death));
  Task task = task_for(kind, Group::kind);
  task.broken = docket.broken();
  LATTICE_TRY_ASSIGN(const ChildStory story, run_task(task));
  enter(story, docket, report_);
  enter_death(story, docket, report_);
  // Of a plugin that does not die every time.
  if (death && story.is_complete) enter_death(*death, docket, report_);
  const int first = kind.kind_class == "artifact" ? 401 : kind.kind_class == "sink" ? 501 : 301;
  docket.close(first, first + 98, report_);
  return {};
}

// A rule of the library may be broken by one of its kinds, and one that was asked for may be
// about kinds that were never reached.
void Check::settle() {
  for (const Finding& finding : report_.findings)
    for (Judgement& j : report_.judgements)
      if (j.rule == finding.rule && j.kind.empty()) j.state = State::broken;
  for (const int rule : options_.rules) {
    const bool known = std::any_of(report_.judgements.begin(), report_.judgements.end(),
                                   [rule](const Judgement& j) { return j.rule == rule; });
    if (!known) report_.judgements.push_back({rule, {}, State::not_judged, blocked_});
  }
}

Result<Report> Check::run() {
  LATTICE_TRY_ASSIGN(const bool has_kinds, library());
  if (has_kinds) {
    const std::vector<CheckedKind> kinds = report_.kinds;
    for (const CheckedKind& each : kinds) LATTICE_TRY(kind(each));
  }
  settle();
  return std::move(report_);
}

Result<void> must_exist(const fs::path& file) {
  std::error_code error;
  if (fs::is_regular_file(file, error)) return {};
  return fail(Code::plugin, file.string(),
              error || !fs::exists(file, error)
                  ? "there is no such file; give the path of a plugin's .so file"
                  : "is no file; give the path of a plugin's .so file");
}

}  // namespace

Result<Report> check_library(const Options& options) {
  LATTICE_TRY(must_exist(options.file));
  if (!options.against.empty()) LATTICE_TRY(must_exist(options.against));
  fs::path program = options.program;
  if (program.empty()) program = plugin::install_prefix() / "libexec/lattice/lattice-check";
  Options absolute = options;
  std::error_code error;
  absolute.file = fs::absolute(options.file, error);
  if (!options.against.empty()) absolute.against = fs::absolute(options.against, error);
  auto report = Check(absolute, std::move(program)).run();
  if (report) {
    report->file = options.file.string();
    report->against = options.against.string();
    report->params = options.params;
  }
  return report;
}

}  // namespace lattice::session::check

#include <algorithm>

#include "base/json_writer.h"
#include "session/check/check.h"
#include "session/check/rules.h"
#include "session/scaffold.h"

namespace lattice::session::check {
namespace {

constexpr const char* kPage = "docs/plugin-rules.md#";

std::string counted(std::size_t count, const std::string& one) {
  return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

std::size_t count_of(const Report& report, State state) {
  return static_cast<std::size_t>(
      std::count_if(report.judgements.begin(), report.judgements.end(),
                    [state](const Judgement& j) { return j.state == state; }));
}

// Reasons that say nothing about the plugin.
bool is_plain(const std::string& why) { return why == kDoesNotApply || why == kNothingOlder; }

// What was to be judged and was not. Who asked for a rule also wants to know that there was
// nothing to hold it against.
bool is_missed(const Report& report, const Judgement& j) {
  if (j.state != State::not_judged) return false;
  return report.asked.empty() ? !is_plain(j.why_not) : j.why_not != kDoesNotApply;
}

std::string verdict(const Report& report) {
  const auto missed = std::count_if(report.judgements.begin(), report.judgements.end(),
                                    [&](const Judgement& j) { return is_missed(report, j); });
  const std::string rest = missed > 0 ? ", " + std::to_string(missed) + " not judged" : "";
  const std::string judged = counted(count_of(report, State::holds), "rule") + " judged" + rest;
  if (is_ok(report))
    return report.file + ": all rules hold (" + counted(report.kinds.size(), "kind") + ", " +
           judged + ")\n";
  if (report.findings.empty())
    return report.file + ": what was asked for could not be judged (" + judged + ")" +
           (report.asked.empty() ? "" : "; check it without --rule to see what is in the way") +
           "\n";
  return report.file + ": " + counted(report.findings.size(), "rule") +
         (report.findings.size() == 1 ? " is" : " are") + " broken" + rest + "\n";
}

std::string reproduce(const Report& report, const Finding& finding) {
  std::string out = "lattice-host plugins check " + shell_word(report.file) + " --rule " +
                    std::to_string(finding.rule) + " --reproduce " + std::to_string(*finding.seed);
  if (!report.against.empty()) out += " --against " + shell_word(report.against);
  for (const auto& [name, value] : report.params)
    out += " --param " + shell_word(name + "=" + value);
  return out;
}

void add_finding(const Report& report, const Finding& finding, std::string& out) {
  const Rule* rule = find_rule(finding.rule);
  const auto number = std::to_string(finding.rule);
  out += "\n" + number + "  " + (rule != nullptr ? rule->title : "") + "\n";
  out += "     " + (finding.kind.empty() ? "the library" : finding.kind) + ": " + finding.sentence +
         ".\n";
  if (!finding.context.empty()) out += "     case: " + finding.context + "\n";
  if (rule != nullptr) out += std::string("     remedy: ") + rule->remedy + "\n";
  if (finding.seed) out += "     again: " + reproduce(report, finding) + "\n";
  out += std::string("     ") + kPage + number + "\n";
}

const char* name_of(State state) {
  switch (state) {
    case State::holds: return "holds";
    case State::broken: return "broken";
    case State::not_judged: return "not judged";
  }
  return "";
}

// "rule 302 is broken: 303, 305, 306", one line per kind and reason. What does not apply is
// left to the JSON, unless nothing else was asked for.
void add_not_judged(const Report& report, std::string& out) {
  std::vector<std::pair<std::string, std::string>> groups;  // "kind: reason", numbers
  for (const Judgement& j : report.judgements) {
    const bool is_all = report.findings.empty() && !is_ok(report);
    if (j.state != State::not_judged || (!is_all && !is_missed(report, j))) continue;
    const std::string key = (j.kind.empty() ? "the library" : j.kind) + ", because " + j.why_not;
    const std::string number = std::to_string(j.rule);
    const auto known = std::find_if(groups.begin(), groups.end(),
                                    [&](const auto& group) { return group.first == key; });
    if (known == groups.end())
      groups.emplace_back(key, number);
    else
      known->second += ", " + number;
  }
  if (!groups.empty()) out += "\nnot judged:\n";
  for (const auto& [key, numbers] : groups) out += "     " + numbers + " for " + key + "\n";
}

void write_finding(const Report& report, const Finding& finding, JsonWriter& out) {
  const Rule* rule = find_rule(finding.rule);
  out.begin_object().member("rule", finding.rule);
  out.member("title", rule != nullptr ? rule->title : "");
  out.key("kind");
  finding.kind.empty() ? out.null() : out.value(finding.kind);
  out.member("sentence", finding.sentence).member("case", finding.context);
  out.member("remedy", rule != nullptr ? rule->remedy : "");
  out.key("seed");
  finding.seed ? out.value(*finding.seed) : out.null();
  out.key("reproduce");
  finding.seed ? out.value(reproduce(report, finding)) : out.null();
  out.member("page", kPage + std::to_string(finding.rule)).end_object();
}

}  // namespace

bool is_ok(const Report& report) {
  if (!report.findings.empty() || count_of(report, State::holds) == 0) return false;
  return report.asked.empty() ||
         std::none_of(report.judgements.begin(), report.judgements.end(),
                      [&](const Judgement& j) { return is_missed(report, j); });
}

std::string text(const Report& report) {
  std::string out = verdict(report);
  for (const Finding& finding : report.findings) add_finding(report, finding, out);
  add_not_judged(report, out);
  return out;
}

std::string json(const Report& report) {
  JsonWriter out;
  out.begin_object().member("file", report.file).member("ok", is_ok(report));
  out.key("kinds").begin_array();
  for (const CheckedKind& kind : report.kinds)
    out.begin_inline_object()
        .member("class", kind.kind_class)
        .member("id", kind.id)
        .member("content_version", kind.content_version)
        .end_inline_object();
  out.end_array().key("findings").begin_array();
  for (const Finding& finding : report.findings) write_finding(report, finding, out);
  out.end_array().key("rules").begin_array();
  for (const Judgement& j : report.judgements) {
    out.begin_inline_object().member("rule", j.rule).key("kind");
    j.kind.empty() ? out.null() : out.value(j.kind);
    out.member("state", name_of(j.state));
    if (j.state == State::not_judged) out.member("why", j.why_not);
    out.end_inline_object();
  }
  out.end_array().end_object();
  return out.take() + "\n";
}

std::string rule_list() {
  std::string out;
  for (const Rule& rule : rules()) out += std::to_string(rule.number) + "  " + rule.title + "\n";
  return out;
}

}  // namespace lattice::session::check

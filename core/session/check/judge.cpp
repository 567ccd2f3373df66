#include "session/check/judge.h"

#include <unistd.h>

#include <algorithm>

#include "base/json_writer.h"
#include "plugin/text_rules.h"
#include "session/check/rules.h"

namespace lattice::session::check {
namespace {

constexpr std::size_t kMaxQuotedBytes = 240;

std::string quoted(std::string_view text) {
  return '"' + plugin::printable(text.substr(0, kMaxQuotedBytes)) + '"';
}

}  // namespace

Judge::Judge(Options options) : options_(std::move(options)) {
  broken_.insert(options_.broken_before.begin(), options_.broken_before.end());
}

void Judge::send(std::string line) {
  if (options_.output < 0) return;
  line += '\n';
  std::string_view rest = line;
  while (!rest.empty()) {
    const ssize_t sent = ::write(options_.output, rest.data(), rest.size());
    if (sent <= 0) return;  // the parent is gone, and so will be this process
    rest.remove_prefix(static_cast<std::size_t>(sent));
  }
}

bool Judge::judges(int rule) {
  if (options_.silent || is_broken(rule)) return false;
  const Rule* facts = find_rule(rule);
  for (const int* need = facts->needs; *need != 0; ++need) {
    if (!is_broken(*need)) continue;
    cannot_judge(rule, "rule " + std::to_string(*need) + " is broken");
    return false;
  }
  rule_ = rule;
  if (judged_.insert(rule).second) {
    JsonWriter json(0);
    json.begin_object().member("judged", rule).end_object();
    send(json.take());
  }
  return true;
}

void Judge::broken(int rule, std::string_view sentence) {
  if (!broken_.insert(rule).second || options_.silent) return;
  JsonWriter json(0);
  json.begin_object().member("broken", rule).member("sentence", plugin::printable(sentence));
  json.member("seed", seed_).member("case", plugin::printable(context_)).end_object();
  send(json.take());
}

void Judge::cannot_judge(int rule, std::string_view why) {
  if (options_.silent) return;
  if (!judged_.insert(-rule).second) return;
  JsonWriter json(0);
  json.begin_object().member("not_judged", rule).member("why", why).end_object();
  send(json.take());
}

void Judge::begin_case(std::uint64_t seed) {
  seed_ = seed;
  context_.clear();
}

// At once: a crash leaves no time for it.
void Judge::set_context(std::string text) {
  context_ = std::move(text);
  JsonWriter json(0);
  json.begin_object().member("case", plugin::printable(context_)).member("seed", seed_);
  json.end_object();
  send(json.take());
}

void Judge::step(const char* function) {
  JsonWriter json(0);
  json.begin_object().member("step", function).member("rule", rule_);
  json.member("seed", seed_).end_object();
  send(json.take());
}

void Judge::account(const char* function, const CallOutcome& outcome) {
  const std::string name = std::string(function) + "()";
  if (outcome.has_thrown) {
    broken(105, "an exception left " + name);
    return;
  }
  // A call that fails has left the path that must be fast and quiet: throwing to where the
  // status is made uses the heap, and so does a sentence.
  if (outcome.status == LATTICE_OK) judge_acts(name, outcome.seen);
  if (outcome.status == LATTICE_OK || options_.calls.sentence == 0) return;
  if (outcome.text.empty())
    broken(options_.calls.sentence,
           name + " failed with status " + std::to_string(outcome.status) + " and without a text");
  else if (!plugin::is_line(outcome.text))
    broken(options_.calls.sentence,
           name + " failed with a text that is not one line of UTF-8: " + quoted(outcome.text));
}

void Judge::judge_acts(const std::string& name, const Sighting& seen) {
  const auto forbidden = [&](int rule, const char* did) {
    if (rule != 0) broken(rule, name + " " + did + " (" + seen.function + ")");
  };
  switch (seen.what) {
    case Forbidden::allocation: forbidden(options_.calls.allocation, "used the heap"); break;
    case Forbidden::lock: forbidden(options_.calls.lock, "took a lock"); break;
    case Forbidden::io: forbidden(options_.calls.io, "did input or output"); break;
    case Forbidden::float_mode: broken(109, name + " changed the floating-point mode"); break;
    case Forbidden::nothing: break;
  }
}

void Judge::fingerprint(int rule, std::string_view part, const Hash128& hash) {
  JsonWriter json(0);
  json.begin_object().member("fingerprint", rule).member("part", part);
  json.member("hash", hash.hex()).member("seed", seed_).end_object();
  send(json.take());
}

void Judge::say_kind(std::string_view kind_class, std::uint32_t index, std::string_view id,
                     std::uint32_t content_version, const Hash128& params) {
  JsonWriter json(0);
  json.begin_object().member("kind", kind_class).member("index", index).member("id", id);
  json.member("content_version", content_version).member("params", params.hex()).end_object();
  send(json.take());
}

void Judge::done() { send("{\"done\":true}"); }

}  // namespace lattice::session::check

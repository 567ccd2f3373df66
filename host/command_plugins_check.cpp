#include <iostream>

#include "host/cli.h"
#include "session/check/check.h"
#include "session/check/rules.h"
#include "session/check/task.h"

namespace lattice::host {
namespace {

namespace check = session::check;

constexpr int kBroken = 1;  // or not judged though asked for
constexpr int kMostSeconds = 3600;
constexpr std::uint64_t kLargestSeed = 1'000'000'000;

Failure misuse(const char* option, const std::string& what) {
  return fail(Code::usage, option, what);
}

Result<void> read_numbers(const Parsed& parsed, check::Options& out) {
  const auto number = [&](const char* option, std::int64_t least, std::int64_t most,
                          std::int64_t otherwise) -> Result<std::int64_t> {
    if (!parsed.has(option)) return otherwise;
    const auto given = parsed.get<std::int64_t>(option);
    if (given >= least && given <= most) return given;
    return misuse(
        (std::string("--") + option).c_str(),
        "a number from " + std::to_string(least) + " to " + std::to_string(most) + " is expected");
  };
  LATTICE_TRY_ASSIGN(const std::int64_t seed, number("seed", 1, kLargestSeed, 1));
  LATTICE_TRY_ASSIGN(const std::int64_t cases,
                     number("cases", 1, check::kSeedsPerRun, std::int64_t{out.cases}));
  LATTICE_TRY_ASSIGN(
      const std::int64_t reproduce,
      number("reproduce", 1, kLargestSeed * static_cast<std::int64_t>(check::kSeedsPerRun), 0));
  LATTICE_TRY_ASSIGN(const std::int64_t seconds, number("time-limit", 1, kMostSeconds, 10));
  out.seed = static_cast<std::uint64_t>(seed);
  out.cases = static_cast<std::uint32_t>(cases);
  if (reproduce > 0) out.reproduce = static_cast<std::uint64_t>(reproduce);
  out.time_limit = std::chrono::seconds(seconds);
  return {};
}

Result<check::Options> options_of(const Parsed& parsed) {
  check::Options out;
  if (parsed.words.size() != 2)
    return fail(Code::usage, {},
                parsed.words.size() < 2
                    ? "which plugin? Give the path of its .so file"
                    : "one plugin at a time; \"" + parsed.words[2] + "\" is one word too many");
  out.file = parsed.words[1];
  LATTICE_TRY(read_numbers(parsed, out));
  if (parsed.has("against")) out.against = parsed.get<std::string>("against");
  if (parsed.has("param")) {
    for (const std::string& word : parsed.get<std::vector<std::string>>("param")) {
      const auto equals = word.find('=');
      if (equals == word.npos || equals == 0)
        return misuse("--param", "\"" + word + "\" is not NAME=VALUE");
      out.params.emplace_back(word.substr(0, equals), word.substr(equals + 1));
    }
  }
  if (!parsed.has("rule")) return out;
  for (const int rule : parsed.get<std::vector<int>>("rule")) {
    if (check::find_rule(rule) == nullptr)
      return misuse("--rule",
                    std::to_string(rule) + " is no rule; plugins check --list prints them all");
    out.rules.insert(rule);
  }
  return out;
}

}  // namespace

int run_plugins_check(const Arguments& arguments) {
  Syntax syntax{
      "plugins check FILE.so [options]",
      "Holds a plugin library against the rules of docs/plugin-rules.md, in processes of\n"
      "its own: a plugin that crashes or hangs is a finding. Exits with 0 when all rules\n"
      "hold, 1 when one is broken or could not be judged though --rule asks for it,\n"
      "4 when the file cannot be examined.",
      "  lattice-host plugins check glow.so\n"
      "  lattice-host plugins check glow.so --rule 305 --reproduce 1007\n"
      "  lattice-host plugins check glow.so --against released/glow.so\n"
      "  lattice-host plugins check --list\n",
      po::options_description("Options")};
  syntax.options.add_options()("json", "print JSON")("list", "print the rules and do nothing")(
      "rule", po::value<std::vector<int>>()->value_name("N"), "judge this rule only; repeatable")(
      "param", po::value<std::vector<std::string>>()->value_name("NAME=VALUE"),
      "in place of the default, such as a file that the plugin needs, with its full path; "
      "repeatable")("against", po::value<std::string>()->value_name("OLD.so"),
                    "an older build: the same content_version must make the same pixels")(
      "seed", po::value<std::int64_t>()->value_name("N"),
      "other cases than the usual ones (default: 1)")(
      "cases", po::value<std::int64_t>()->value_name("N"),
      "how many cases each kind is run on (default: 24)")(
      "reproduce", po::value<std::int64_t>()->value_name("SEED"),
      "run the one case that a finding names")("time-limit",
                                               po::value<std::int64_t>()->value_name("SECONDS"),
                                               "how long a single call may take (default: 10)");
  auto parsed = parse(syntax, arguments);
  if (!parsed) return report(parsed.error());
  if (parsed->help) return kOk;
  if (parsed->has("list")) {
    std::cout << check::rule_list();
    return kOk;
  }
  const auto options = options_of(*parsed);
  if (!options) return report(options.error());
  const auto checked = check::check_library(*options);
  if (!checked) return report(checked.error());
  std::cout << (parsed->has("json") ? check::json(*checked) : check::text(*checked));
  return check::is_ok(*checked) ? kOk : kBroken;
}

}  // namespace lattice::host

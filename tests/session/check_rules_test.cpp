#include <set>
#include <string>
#include <vector>

#include "session/check/check.h"
#include "session/check/lines.h"
#include "session/check/rules.h"
#include "session/check/task.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::session::check;

TEST_CASE("every rule has a number of its own, a title and a remedy", "[check]") {
  int before = 0;
  for (const Rule& rule : rules()) {
    CAPTURE(rule.number);
    CHECK(rule.number > before);
    CHECK(std::string(rule.title).size() > 5);
    CHECK(std::string(rule.remedy).size() > 5);
    CHECK(find_rule(rule.number) == &rule);
    before = rule.number;
  }
  CHECK(find_rule(0) == nullptr);
  CHECK(find_rule(199) == nullptr);
}

TEST_CASE("a rule needs rules that exist and not itself", "[check]") {
  for (const Rule& rule : rules()) {
    CAPTURE(rule.number);
    for (const int* need = rule.needs; *need != 0; ++need) {
      CHECK(find_rule(*need) != nullptr);
      CHECK(*need != rule.number);
    }
  }
}

TEST_CASE("the list of rules has a line for each", "[check]") {
  const std::string list = rule_list();
  for (const Rule& rule : rules())
    CHECK(list.find(std::to_string(rule.number) + "  " + rule.title + "\n") != list.npos);
}

TEST_CASE("a task survives the way through a command line", "[check]") {
  Task task;
  task.file = "/somewhere/with space=and sign.so";
  task.group = Group::fingerprint;
  task.other_world = true;
  task.kind_class = "transition";
  task.index = 7;
  task.first_seed = 12003;
  task.cases = 24;
  task.folder = "/tmp/some where";
  task.broken = {308};
  task.params = {{"file", "a=b c"}, {"size", "3"}};
  const auto back = parse_task(words_of(task));
  REQUIRE(back);
  CHECK(back->file == task.file);
  CHECK(back->group == task.group);
  CHECK(back->other_world);
  CHECK(back->kind_class == task.kind_class);
  CHECK(back->index == 7);
  CHECK(back->first_seed == 12003);
  CHECK(back->cases == 24);
  CHECK(back->folder == task.folder);
  CHECK(back->broken == task.broken);
  CHECK(back->params == task.params);
}

TEST_CASE("a command line that the parent does not write is refused", "[check]") {
  CHECK_FALSE(parse_task({}));
  CHECK_FALSE(parse_task({"file.so"}));
  CHECK_FALSE(parse_task({"file.so", "group=nothing"}));
  CHECK_FALSE(parse_task({"file.so", "seed=12x"}));
  CHECK_FALSE(parse_task({"file.so", "broken=1,two"}));
  CHECK_FALSE(parse_task({"file.so", "colour=red"}));
  CHECK_FALSE(parse_task({"file.so", "library"}));
}

TEST_CASE("lines that no child writes are nonsense and do no harm", "[check]") {
  for (const char* text : {"", "hello", "[1]", "7", "{}", "{\"other\":1}", "{\"step\":", "null"}) {
    CAPTURE(text);
    CHECK(parse_line(text).kind == LineKind::nonsense);
  }
  CHECK(parse_line("{\"broken\":\"302\"}").rule == 0);
  CHECK(parse_line("{\"broken\":-4}").rule == 0);
}

TEST_CASE("what a dying child says is understood", "[check]") {
  for (const Role role : {Role::source, Role::destination, Role::scratch}) {
    for (const bool writes : {false, true}) {
      const Line line = parse_line(trespass_line(role, writes));
      CHECK(line.kind == LineKind::trespass);
      CHECK(line.role == role);
      CHECK(line.writes == writes);
    }
  }
  CHECK(parse_line(thrown_line()).kind == LineKind::thrown);
}

TEST_CASE("params that the user gives become defaults of the kinds that have them", "[check]") {
  std::vector<ir::Kind> kinds(2);
  kinds[0].id = "com.x.plain";
  kinds[1].id = "com.x.lut";
  ir::ParamSchema file, size;
  file.id = "file";
  file.type = ir::ParamType::string;
  file.required = true;
  size.id = "size";
  size.max = 10;
  size.aliases = {{"radius", 0.5}};
  kinds[1].params = {file, size};
  REQUIRE(take_as_defaults({{"file", "/a b.cube"}, {"radius", "6"}}, kinds));
  CHECK(kinds[1].params[0].initial_text == "/a b.cube");
  CHECK_FALSE(kinds[1].params[0].required);
  CHECK(kinds[1].params[1].initial[0] == 3);
  const auto unknown = take_as_defaults({{"colour", "red"}}, kinds);
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().code == lattice::Code::usage);
  CHECK_THAT(unknown.error().what, Catch::Matchers::Contains("\"colour\""));
  CHECK_FALSE(take_as_defaults({{"size", "large"}}, kinds));
  CHECK_FALSE(take_as_defaults({{"size", "11"}}, kinds));
}

TEST_CASE("a report names rule, kind, remedy, page and how to see it again", "[check]") {
  Report report;
  report.file = "glow.so";
  report.kinds = {{"effect", "com.x.glow", 0, 3, ""}};
  report.findings = {{305, "effect \"com.x.glow\"", "pixel (1, 2) differs", "8 bit", 1007}};
  report.judgements = {{305, "effect \"com.x.glow\"", State::broken, {}},
                       {306, "effect \"com.x.glow\"", State::not_judged, "rule 305 is broken"}};
  const std::string words = text(report);
  for (const char* part :
       {"glow.so: 1 rule is broken", "305  makes the same bits",
        "effect \"com.x.glow\": pixel (1, 2) differs.", "remedy: ", "--rule 305 --reproduce 1007",
        "docs/plugin-rules.md#305", "306 for effect \"com.x.glow\", because rule 305 is broken"})
    CHECK_THAT(words, Catch::Matchers::Contains(part));
  CHECK_THAT(json(report), Catch::Matchers::Contains("\"ok\": false"));
  CHECK_THAT(json(report), Catch::Matchers::Contains("\"state\": \"not judged\""));
  report.findings.clear();
  CHECK_THAT(json(report), Catch::Matchers::Contains("\"ok\": false"));  // nothing was judged
  report.judgements = {{305, "effect \"com.x.glow\"", State::holds, {}}};
  CHECK_THAT(text(report), Catch::Matchers::Contains("glow.so: all rules hold (1 kind"));
  CHECK_THAT(json(report), Catch::Matchers::Contains("\"ok\": true"));
}

TEST_CASE("a file that is not there is an error and no finding", "[check]") {
  Options options;
  options.file = "/nowhere/glow.so";
  auto report = check_library(options);
  REQUIRE_FALSE(report);
  CHECK(report.error().code == lattice::Code::plugin);
  options.file = "/tmp";
  report = check_library(options);
  REQUIRE_FALSE(report);
  CHECK_THAT(report.error().what, Catch::Matchers::Contains("is no file"));
}

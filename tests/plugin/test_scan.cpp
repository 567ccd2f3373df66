#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>

#include "plugin/scan.h"
#include "support/catch.h"
#include "workspace.h"

namespace lattice::plugin {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;

struct BadPlugin {
  const char* name;
  const char* words;  // that its refusal must contain
};

const std::vector<BadPlugin> kBadPlugins = {
    {"bad_struct_size", "describes itself wrongly: effects[0]: struct_size is 12"},
    {"crash_described", "(SIGSEGV) while its tables were read"},
    {"crash_entry", "crashed with signal 11 (SIGSEGV) in its lattice_plugin_entry_v1()"},
    {"exit_constructor", "called exit(5) while it was opened (in a static constructor)"},
    {"exit_entry", "called exit(3) in its lattice_plugin_entry_v1()"},
    {"missing_dependency", "liblattice_absent.so"},
    {"newer_entry", "built for version 2 of the plugin ABI; this host speaks version 1"},
    {"newer_major", "built for version 2 of the plugin ABI; this host speaks version 1; update"},
    {"no_entry", "does not export lattice_plugin_entry_v1"},
    {"older_major", "built for version 0 of the plugin ABI; this host speaks version 1; take"},
    {"returns_null",
     "finds this host too old: its entry returned null for version 1.0 of the plugin ABI; update "
     "to a newer Lattice"},
    {"throws", "(SIGABRT) in its lattice_plugin_entry_v1(); its last words were"},
    {"undefined_symbol", "symbol_that_nobody_defines"},
};

// No process of ours is left, not even a dead one.
bool no_children_left() { return ::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD; }

}  // namespace

TEST_CASE("a bad plugin is refused with its own sentence and the good ones remain",
          "[plugin][scan]") {
  const Workspace workspace;
  workspace.put("plain");
  workspace.put("probe");
  for (const BadPlugin& bad : kBadPlugins) workspace.put(bad.name);
  workspace.write("plugins/text.so", "this is no library");
  workspace.write("plugins/truncated.so", read_file(built_plugin("plain")).substr(0, 5000));
  fs::create_directory(workspace.path("plugins/folder.so"));
  fs::create_symlink("nowhere", workspace.path("plugins/dangling.so"));
  REQUIRE(::mkfifo(workspace.path("plugins/fifo.so").c_str(), 0600) == 0);
  workspace.write("plugins/notes.txt", "not looked at");

  const auto result = scan(workspace.options());

  REQUIRE(result);
  CHECK(result->catalog.libraries.size() == 2);
  CHECK(result->catalog.kinds.size() == 5);
  CHECK(result->scanned == 2 + kBadPlugins.size());
  for (const BadPlugin& bad : kBadPlugins) {
    const std::string text = refusal_text(*result, std::string(bad.name) + ".so");
    CAPTURE(bad.name, text);
    CHECK_THAT(text, Contains(bad.words));
  }
  CHECK_THAT(refusal_text(*result, "text.so"), Contains("is not an ELF file"));
  CHECK_THAT(refusal_text(*result, "truncated.so"), Contains("is cut short"));
  CHECK_THAT(refusal_text(*result, "folder.so"), Contains("no regular file"));
  CHECK_THAT(refusal_text(*result, "fifo.so"), Contains("no regular file"));
  CHECK_THAT(refusal_text(*result, "dangling.so"), Contains("cannot be read"));
  CHECK_THAT(refusal_text(*result, "throws.so"), Contains("no licence found"));
  CHECK(result->refusals.size() == kBadPlugins.size() + 5);
  for (const Diagnostic& refusal : result->refusals) {
    CHECK(refusal.severity == Severity::warning);
    CHECK(refusal.domain == "plugin");
    CHECK_FALSE(refusal.remedy.empty());
  }
  CHECK(no_children_left());
}

TEST_CASE("a plugin that hangs is ended at the time limit", "[plugin][scan]") {
  const Workspace workspace;
  workspace.put("hang_entry");
  const auto start = std::chrono::steady_clock::now();

  const auto result = scan(workspace.options(std::chrono::milliseconds(1000)));

  REQUIRE(result);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
  CHECK_THAT(refusal_text(*result, "hang_entry.so"), Contains("did not answer within 1 s"));
  CHECK(no_children_left());

  SECTION("and is tried again by the next scan") {
    const auto again = scan(workspace.options(std::chrono::milliseconds(1000)));
    REQUIRE(again);
    CHECK(again->scanned == 1);
    CHECK(again->from_cache == 0);
  }
}

TEST_CASE("what plugins print stays out of the answer, however much it is", "[plugin][scan]") {
  const Workspace workspace;
  workspace.put("chatty");
  const auto result = scan(workspace.options());
  REQUIRE(result);
  CHECK(result->refusals.empty());
  CHECK(result->catalog.kinds.size() == 1);
}

TEST_CASE("a process that a plugin leaves behind does not hold up the scan", "[plugin][scan]") {
  const Workspace workspace;
  workspace.put("leaves_child");
  const auto start = std::chrono::steady_clock::now();
  const auto result = scan(workspace.options(std::chrono::seconds(60)));
  REQUIRE(result);
  CHECK(result->catalog.kinds.size() == 1);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(30));
}

TEST_CASE("of two files with the same kind the named folder wins, then the path",
          "[plugin][scan]") {
  const Workspace workspace;
  workspace.put("plain", "plugins", "z");
  workspace.put("plain", "plugins", "y");
  workspace.put("plain", "standard", "a");
  ScanOptions options = workspace.options();
  options.standard = {workspace.path("standard")};

  const auto result = scan(options);

  REQUIRE(result);
  REQUIRE(result->catalog.libraries.size() == 1);
  CHECK(result->catalog.libraries[0].path == workspace.path("plugins/y.so"));
  CHECK(result->refusals.size() == 2);
  const std::string winner = workspace.path("plugins/y.so").string();
  CHECK_THAT(refusal_text(*result, "z.so"),
             Contains("effect \"org.test.plain\"") && Contains(winner));
  CHECK_THAT(refusal_text(*result, "a.so"), Contains(winner));
}

TEST_CASE("folders count in the order in which they are given", "[plugin][scan]") {
  const Workspace workspace;
  workspace.put("plain", "zz");
  workspace.put("plain", "aa");
  const std::vector<fs::path> orders[] = {{workspace.path("zz"), workspace.path("aa")},
                                          {workspace.path("aa"), workspace.path("zz")}};
  for (const std::vector<fs::path>& order : orders) {
    ScanOptions named = workspace.options(), standard = workspace.options();
    named.named = standard.standard = order;
    standard.named.clear();
    for (const ScanOptions& options : {named, standard}) {
      const auto result = scan(options);
      REQUIRE(result);
      REQUIRE(result->catalog.libraries.size() == 1);
      CHECK(result->catalog.libraries[0].path == (order[0] / "plain.so").string());
    }
  }
}

TEST_CASE("a file that is reachable by several names counts once", "[plugin][scan]") {
  const Workspace workspace;
  workspace.put("plain");
  fs::create_symlink("plain.so", workspace.path("plugins/alias.so"));
  ScanOptions options = workspace.options();
  options.named.push_back(workspace.path("plugins/../plugins"));
  options.standard = {workspace.path("plugins")};
  const auto result = scan(options);
  REQUIRE(result);
  CHECK(result->refusals.empty());
  CHECK(result->catalog.libraries.size() == 1);
  CHECK(result->scanned == 1);
}

TEST_CASE("the catalog's order does not depend on the folders' order", "[plugin][scan]") {
  const Workspace workspace;
  workspace.put("probe", "one");
  workspace.put("plain", "two");
  ScanOptions options = workspace.options();
  std::vector<std::string> seen;
  for (const bool swapped : {false, true}) {
    options.named = {workspace.path(swapped ? "two" : "one"),
                     workspace.path(swapped ? "one" : "two")};
    const auto result = scan(options);
    REQUIRE(result);
    std::string order;
    for (const ir::Library& library : result->catalog.libraries) order += library.path + " ";
    for (const ir::Kind& kind : result->catalog.kinds)
      order += std::string(ir::name_of(kind.kind_class)) + ":" + kind.id + ":" +
               result->catalog.libraries[kind.library].id + " ";
    seen.push_back(order);
  }
  CHECK(seen[0] == seen[1]);
  CHECK_THAT(seen[0], Contains("effect:org.test.plain:org.test.plain "
                               "effect:org.test.probe:org.test.probe "
                               "transition:org.test.probe:org.test.probe "
                               "artifact:org.test.notes:org.test.probe "
                               "sink:org.test.recorder:org.test.probe"));
}

TEST_CASE("a named folder that is not there is an error, a standard one is skipped",
          "[plugin][scan]") {
  const Workspace workspace;
  ScanOptions options = workspace.options();
  options.standard = {workspace.path("absent")};
  CHECK(scan(options));

  options.named = {workspace.path("absent")};
  const auto missing = scan(options);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == Code::plugin);
  CHECK(missing.error().where == workspace.path("absent"));
  CHECK_THAT(missing.error().what, Contains("does not exist"));

  options.named = {workspace.write("file", "")};
  const auto file = scan(options);
  REQUIRE_FALSE(file);
  CHECK(file.error().code == Code::plugin);
  CHECK_THAT(file.error().what, Contains("is not a folder"));
}

TEST_CASE("without its scanner a scan says so, unless there is nothing to scan", "[plugin][scan]") {
  const Workspace workspace;
  ScanOptions options = workspace.options();
  options.scanner = workspace.path("absent-scanner");
  CHECK(scan(options));
  workspace.put("plain");
  const auto result = scan(options);
  REQUIRE_FALSE(result);
  CHECK(result.error().code == Code::plugin);
  CHECK_THAT(result.error().text(),
             Contains("cannot start the plugin scanner") && Contains("absent-scanner"));
  CHECK(no_children_left());
}

TEST_CASE("a program that is no scanner is not taken for a bad plugin", "[plugin][scan]") {
  const Workspace workspace;
  workspace.put("plain");
  ScanOptions options = workspace.options();
  options.scanner = "/bin/false";
  const auto result = scan(options);
  REQUIRE(result);
  CHECK_THAT(refusal_text(*result, "plain.so"), Contains("the scanner itself failed"));
}

TEST_CASE("a scan opens no plugin in this process", "[plugin][scan]") {
  const Workspace workspace;
  workspace.put("chatty", "plugins", "only_in_the_child");
  REQUIRE(scan(workspace.options()));
  CHECK_THAT(read_file("/proc/self/maps"), !Contains("only_in_the_child"));
}

}  // namespace lattice::plugin

#include <cstdlib>
#include <optional>

#include "plugin/locations.h"
#include "support/catch.h"

namespace lattice::plugin {
namespace {

// An environment variable that is put back afterwards.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) {
    if (const char* before = std::getenv(name)) before_ = before;
    set(value);
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;
  ~Variable() { set(before_ ? before_->c_str() : nullptr); }

 private:
  void set(const char* value) {
    if (value != nullptr)
      ::setenv(name_, value, 1);
    else
      ::unsetenv(name_);
  }
  const char* name_;
  std::optional<std::string> before_;
};

}  // namespace

TEST_CASE("LATTICE_PLUGIN_PATH comes before the installed folder", "[plugin][locations]") {
  const Variable path("LATTICE_PLUGIN_PATH", "/a::/b:");
  const auto folders = standard_folders();
  REQUIRE(folders.size() == 3);
  CHECK(folders[0] == "/a");
  CHECK(folders[1] == "/b");
  const auto program = std::filesystem::read_symlink("/proc/self/exe");
  CHECK(folders[2] == program.parent_path().parent_path() / "lib/lattice/plugins");
  CHECK(default_scanner() == program.parent_path().parent_path() / "libexec/lattice/lattice-scan");
}

TEST_CASE("without LATTICE_PLUGIN_PATH only the installed folder remains", "[plugin][locations]") {
  const Variable path("LATTICE_PLUGIN_PATH", nullptr);
  CHECK(standard_folders().size() == 1);
}

TEST_CASE("the cache goes where the user said, then to the XDG folder, then home",
          "[plugin][locations]") {
  const Variable own("LATTICE_CACHE_DIR", "/own");
  const Variable xdg("XDG_CACHE_HOME", "/xdg");
  const Variable home("HOME", "/nowhere/home");
  CHECK(default_cache_dir() == "/own");
  const Variable no_own("LATTICE_CACHE_DIR", nullptr);
  CHECK(default_cache_dir() == "/xdg/lattice");
  const Variable relative_xdg("XDG_CACHE_HOME", "relative");
  CHECK(default_cache_dir() == "/nowhere/home/.cache/lattice");
  const Variable no_home("HOME", nullptr);
  CHECK(default_cache_dir().empty());
}

}  // namespace lattice::plugin

#include <cfenv>
#include <cstring>
#include <thread>

#include "plugin/registry.h"
#include "support/catch.h"
#include "workspace.h"
#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

namespace lattice::plugin {
namespace {

using Catch::Matchers::Contains;
using ir::KindClass;

bool is_mapped(std::string_view file) {
  return read_file("/proc/self/maps").find(file) != std::string::npos;
}

Result<void> load_all(const ir::Catalog& catalog) {
  std::vector<ir::KindId> kinds;
  for (std::size_t i = 0; i < catalog.kinds.size(); ++i) kinds.push_back(ir::KindId{i});
  Registry registry(catalog);
  return registry.load(kinds);
}

}  // namespace

TEST_CASE("only the libraries of the kinds asked for are opened", "[plugin][registry]") {
  const Workspace workspace;
  workspace.put("plain", "plugins", "asked_for");
  workspace.put("probe", "plugins", "not_asked_for");
  const auto result = scan(workspace.options());
  REQUIRE(result);
  Registry registry(result->catalog);
  const ir::KindId kind = kind_of(result->catalog, KindClass::effect, "plain");

  REQUIRE(registry.load(std::vector{kind}));

  CHECK(is_mapped("asked_for.so"));
  CHECK_FALSE(is_mapped("not_asked_for.so"));
  CHECK(std::string(registry.filter(kind).id) == "org.test.plain");
  CHECK(registry.filter(kind).struct_size == sizeof(lattice_filter));
}

TEST_CASE("a library stays open after its registry is gone", "[plugin][registry]") {
  const Workspace workspace;
  const auto path = workspace.put("plain", "plugins", "stays_open");
  const auto result = scan(workspace.options());
  REQUIRE(result);
  REQUIRE(load_all(result->catalog));
  CHECK(is_mapped("stays_open.so"));
  REQUIRE(load_all(result->catalog));
}

TEST_CASE("loading a plugin leaves the floating-point environment as it was",
          "[plugin][registry]") {
  const Workspace workspace;
  const ir::Catalog catalog = catalog_of(workspace, "flips_float");
  REQUIRE(std::fesetround(FE_DOWNWARD) == 0);
#if defined(__x86_64__)
  const unsigned before = _mm_getcsr();
#endif

  const auto loaded = load_all(catalog);

  const int rounding = std::fegetround();
#if defined(__x86_64__)
  const unsigned after = _mm_getcsr();
#endif
  std::fesetround(FE_TONEAREST);
  REQUIRE(loaded);
  CHECK(rounding == FE_DOWNWARD);
#if defined(__x86_64__)
  CHECK(after == before);
  constexpr unsigned kFlushToZero = 0x8000, kDenormalsAreZero = 0x0040;
  CHECK((after & (kFlushToZero | kDenormalsAreZero)) == 0);
#endif
  volatile double smallest = 4.9406564584124654e-324;
  CHECK(smallest * 1.0 > 0.0);
}

TEST_CASE("a file with another build-id than the scanned one is not opened", "[plugin][registry]") {
  const Workspace workspace;
  const ir::Catalog catalog = catalog_of(workspace, "plain");
  workspace.put("plain_next", "plugins", "plain");

  const auto loaded = load_all(catalog);

  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().code == Code::plugin);
  CHECK(loaded.error().where == workspace.path("plugins/plain.so"));
  CHECK_THAT(loaded.error().what, Contains("has changed since it was scanned; run the command"));
  CHECK_FALSE(is_mapped(workspace.path("plugins/plain.so").string()));
}

TEST_CASE("a file without a build-id is known by what it describes", "[plugin][registry]") {
  const Workspace workspace;
  const ir::Catalog catalog = catalog_of(workspace, "bare");
  workspace.put("bare_next", "plugins", "bare");
  const auto loaded = load_all(catalog);
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().code == Code::plugin);
  CHECK_THAT(loaded.error().what, Contains("no longer describes the effect \"org.test.plain\""));
}

TEST_CASE("a file that is gone or broken since the scan is named", "[plugin][registry]") {
  const Workspace workspace;
  const ir::Catalog catalog = catalog_of(workspace, "plain");
  std::filesystem::remove(workspace.path("plugins/plain.so"));
  const auto gone = load_all(catalog);
  REQUIRE_FALSE(gone);
  CHECK(gone.error().code == Code::plugin);
  CHECK_THAT(gone.error().text(), Contains("plain.so: cannot be read"));
  workspace.write("plugins/plain.so", "junk");
  const auto broken = load_all(catalog);
  REQUIRE_FALSE(broken);
  CHECK_THAT(broken.error().text(), Contains("is not an ELF file; install the plugin again"));
}

TEST_CASE("a library that was replaced after this process opened it is refused",
          "[plugin][registry]") {
  const Workspace workspace;
  const ir::Catalog old_catalog = catalog_of(workspace, "plain");
  REQUIRE(load_all(old_catalog));
  workspace.put("plain_next", "plugins", "plain");
  const auto fresh = scan(workspace.options());
  REQUIRE(fresh);
  CHECK(fresh->catalog.kinds[0].content_version == 2);
  const auto loaded = load_all(fresh->catalog);
  REQUIRE_FALSE(loaded);
  CHECK_THAT(loaded.error().what, Contains("start the process again"));
}

TEST_CASE("several threads may load the same library at once", "[plugin][registry]") {
  const Workspace workspace;
  const ir::Catalog catalog = catalog_of(workspace, "probe");
  std::vector<int> ok(4, 0);
  {
    std::vector<std::jthread> threads;
    for (int& slot : ok)
      threads.emplace_back([&catalog, &slot] { slot = load_all(catalog) ? 1 : 0; });
  }
  for (const int slot : ok) CHECK(slot == 1);
}

}  // namespace lattice::plugin

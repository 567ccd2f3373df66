#include <unistd.h>

#include "plugin/scan.h"
#include "support/catch.h"
#include "workspace.h"

namespace lattice::plugin {
namespace {

namespace fs = std::filesystem;

ScanResult scanned(const ScanOptions& options) {
  auto result = scan(options);
  REQUIRE(result);
  return *std::move(result);
}

std::vector<fs::path> cache_files(const Workspace& workspace) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(workspace.path("cache")))
    out.push_back(entry.path());
  return out;
}

}  // namespace

TEST_CASE("a scan with a warm cache starts no process and finds the same", "[plugin][cache]") {
  const Workspace workspace;
  for (const char* name : {"plain", "probe", "no_entry", "newer_major", "bad_struct_size"})
    workspace.put(name);
  const ScanResult first = scanned(workspace.options());
  CHECK(first.scanned == 5);
  CHECK(first.from_cache == 0);
  CHECK(cache_files(workspace).size() == 5);

  ScanOptions options = workspace.options();
  options.scanner = workspace.path("no-scanner-is-needed");
  const ScanResult second = scanned(options);

  CHECK(second.scanned == 0);
  CHECK(second.from_cache == 5);
  CHECK(second.catalog.kinds.size() == first.catalog.kinds.size());
  CHECK(second.catalog.libraries[0].build_id == first.catalog.libraries[0].build_id);
  REQUIRE(second.refusals.size() == 3);
  for (std::size_t i = 0; i < second.refusals.size(); ++i)
    CHECK(second.refusals[i].text() == first.refusals[i].text());
}

TEST_CASE("touching a file scans it again, and it alone", "[plugin][cache]") {
  const Workspace workspace;
  const fs::path plain = workspace.put("plain");
  workspace.put("probe");
  scanned(workspace.options());

  fs::last_write_time(plain, fs::last_write_time(plain) + std::chrono::nanoseconds(1000));
  const ScanResult result = scanned(workspace.options());

  CHECK(result.scanned == 1);
  CHECK(result.from_cache == 1);
  CHECK(result.refusals.empty());
}

TEST_CASE("a file that took the place of another is scanned again", "[plugin][cache]") {
  const Workspace workspace;
  workspace.put("plain");
  scanned(workspace.options());
  const fs::path plain = workspace.path("plugins/plain.so");
  const auto time = fs::last_write_time(plain);
  workspace.put("plain_next", "plugins", "plain");
  fs::last_write_time(plain, time);

  const ScanResult result = scanned(workspace.options());

  CHECK(result.scanned == 1);
  CHECK(result.catalog.kinds[0].content_version == 2);
}

TEST_CASE("what may depend on the surroundings is not remembered", "[plugin][cache]") {
  const Workspace workspace;
  for (const char* name : {"missing_dependency", "crash_entry", "exit_entry"}) workspace.put(name);
  CHECK(scanned(workspace.options()).scanned == 3);
  CHECK(scanned(workspace.options()).scanned == 3);
  CHECK_FALSE(fs::exists(workspace.path("cache")));
}

TEST_CASE("a damaged or foreign cache file is ignored and written anew", "[plugin][cache]") {
  const Workspace workspace;
  workspace.put("plain");
  scanned(workspace.options());
  REQUIRE(cache_files(workspace).size() == 1);
  const fs::path file = cache_files(workspace)[0];
  const std::string good = read_file(file);
  std::string flipped = good;
  flipped[good.size() / 2] ^= 1;
  std::string other_version = good;
  other_version[8] = 99;
  for (const std::string& damaged :
       {std::string(), std::string("junk"), good.substr(0, good.size() - 1), good + "x", flipped,
        other_version}) {
    workspace.write("cache/" + file.filename().string(), damaged);
    const ScanResult result = scanned(workspace.options());
    CHECK(result.scanned == 1);
    CHECK(result.catalog.kinds.size() == 1);
    CHECK(read_file(file) == good);
  }
  CHECK(cache_files(workspace).size() == 1);
}

TEST_CASE("a cache file of another library does not pass for this one's", "[plugin][cache]") {
  const Workspace workspace;
  workspace.put("plain");
  workspace.put("probe");
  scanned(workspace.options());
  const auto files = cache_files(workspace);
  REQUIRE(files.size() == 2);
  fs::copy_file(files[0], files[1], fs::copy_options::overwrite_existing);
  const ScanResult result = scanned(workspace.options());
  CHECK(result.scanned == 1);
  CHECK(result.from_cache == 1);
  CHECK(result.catalog.kinds.size() == 5);
  CHECK(result.refusals.empty());
}

TEST_CASE("a cache that cannot be written is no cache and no complaint", "[plugin][cache]") {
  const Workspace workspace;
  workspace.put("plain");
  ScanOptions options = workspace.options();
  options.cache_dir = workspace.write("a-file", "") / "cache";
  for (int i = 0; i < 2; ++i) {
    const ScanResult result = scanned(options);
    CHECK(result.scanned == 1);
    CHECK(result.refusals.empty());
  }
  options.cache_dir.clear();
  CHECK(scanned(options).scanned == 1);
}

}  // namespace lattice::plugin

#include "plugin/scan_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <set>
#include <system_error>

#include "plugin/text_rules.h"

namespace lattice::plugin {
namespace {

namespace fs = std::filesystem;

// Entries of the folder called *.so, sorted; not recursive.
std::vector<fs::path> libraries_in(const fs::path& folder, std::error_code& error) {
  std::vector<fs::path> found;
  fs::directory_iterator it(folder, error);
  for (; !error && it != fs::directory_iterator(); it.increment(error))
    if (it->path().extension() == ".so") found.push_back(it->path());
  std::sort(found.begin(), found.end());
  return found;
}

// Adds the file unless its real path was seen before.
void add(const fs::path& shown, std::set<std::string>& seen, std::vector<Candidate>& out,
         Diagnostics& refusals) {
  std::error_code error;
  const fs::path real = fs::canonical(shown, error);
  if (error) {
    refusals.push_back(refusal_of(shown.string(), "cannot be read: " + error.message(),
                                  "repair the link or delete it"));
    return;
  }
  if (!seen.insert(real.string()).second) return;
  if (!fs::is_regular_file(real, error)) {
    refusals.push_back(refusal_of(shown.string(), "is called .so but is no regular file",
                                  "move it out of the plugin folder"));
    return;
  }
  out.push_back({real.string(), shown.string(), false});
}

Result<void> add_chosen(const fs::path& shown, std::set<std::string>& seen,
                        std::vector<Candidate>& out) {
  std::error_code error;
  const fs::path real = fs::canonical(shown, error);
  if (error || !fs::is_regular_file(real, error))
    return fail(Code::plugin, shown.string(),
                fs::exists(shown, error) ? "is not a file; --plugin takes one .so file"
                                         : "there is no such file; check the path given with "
                                           "--plugin");
  if (seen.insert(real.string()).second) out.push_back({real.string(), shown.string(), true});
  return {};
}

}  // namespace

Diagnostic refusal_of(const std::string& file, std::string message, std::string remedy) {
  Diagnostic out;
  out.severity = Severity::warning;
  out.domain = "plugin";
  out.file = printable(file);
  out.message = std::move(message);
  out.remedy = std::move(remedy);
  return out;
}

Result<std::vector<Candidate>> find_candidates(const std::vector<fs::path>& chosen,
                                               const std::vector<fs::path>& named,
                                               const std::vector<fs::path>& standard,
                                               Diagnostics& refusals) {
  std::vector<Candidate> out;
  std::set<std::string> seen;
  for (const fs::path& file : chosen) LATTICE_TRY(add_chosen(file, seen, out));
  for (const fs::path& folder : named) {
    std::error_code error;
    if (!fs::is_directory(folder, error))
      return fail(Code::plugin, folder.string(),
                  fs::exists(folder, error)
                      ? "is not a folder; --plugins takes the folder that holds the .so files"
                      : "this plugin folder does not exist; check the path given with --plugins");
    for (const fs::path& path : libraries_in(folder, error)) add(path, seen, out, refusals);
    if (error)
      return fail(Code::plugin, folder.string(),
                  "cannot read this plugin folder: " + error.message());
  }
  for (const fs::path& folder : standard) {
    std::error_code error;
    if (!fs::is_directory(folder, error)) continue;
    for (const fs::path& path : libraries_in(folder, error)) add(path, seen, out, refusals);
    if (error)
      refusals.push_back(refusal_of(folder.string(), "cannot be read: " + error.message(),
                                    "allow reading it, or take it out of LATTICE_PLUGIN_PATH"));
  }
  return out;
}

bool stat_key(const std::string& path, FileKey& out) {
  struct stat facts {};
  if (::stat(path.c_str(), &facts) != 0) return false;
  out.path = path;
  out.size = static_cast<std::uint64_t>(facts.st_size);
  out.mtime_ns = std::int64_t{facts.st_mtim.tv_sec} * 1'000'000'000 + facts.st_mtim.tv_nsec;
  out.inode = facts.st_ino;
  return true;
}

}  // namespace lattice::plugin

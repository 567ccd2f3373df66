// Runs every file of the folders that are named through a fuzz target, without a fuzzer.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "fuzz/checks.h"

namespace {

std::vector<std::filesystem::path> files_of(const char* folder) {
  std::vector<std::filesystem::path> out;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.is_regular_file()) out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

void run(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
  std::fprintf(stderr, "%s\n", path.c_str());
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

}  // namespace

int main(int argc, char** argv) {
  bool all_have_files = argc > 1;
  for (int i = 1; i < argc; ++i) {
    const auto files = files_of(argv[i]);
    all_have_files &= !files.empty();
    for (const auto& file : files) run(file);
  }
  if (!all_have_files)
    std::fprintf(stderr, "there is nothing to replay; name folders with files\n");
  return all_have_files ? 0 : 1;
}

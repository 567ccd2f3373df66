// What a child process is to do: from the parent's words to the child's command line and
// back.
#pragma once
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "session/check/given_params.h"

namespace lattice::session::check {

// Seeds of one run are run * kSeedsPerRun + case; the first few cases have a style.
inline constexpr std::uint64_t kSeedsPerRun = 1000;

enum class Group { library, kind, fingerprint };

struct Task {
  std::string file;
  Group group = Group::library;
  bool other_world = false;
  std::string kind_class;  // "effect", ...
  std::uint32_t index = 0;
  std::uint64_t first_seed = 0;
  std::uint64_t cases = 1;
  std::string folder;    // where it runs; empty: where its parent does
  std::set<int> broken;  // known before
  GivenParams params;    // instead of defaults
};

std::vector<std::string> words_of(const Task& task);
std::optional<Task> parse_task(std::vector<std::string> words);

}  // namespace lattice::session::check

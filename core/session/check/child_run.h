// Runs one task in a child process and collects what it said, however it ended.
#pragma once
#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "session/check/lines.h"
#include "session/check/task.h"

namespace lattice::session::check {

struct ChildStory {
  std::vector<Line> lines;                          // but for the steps and what is kept below
  std::map<std::string, std::string> fingerprints;  // hash by "rule/seed/part"
  Line last_step;                                   // what it was about to do
  Line last_case;                                   // what that case was made of
  bool is_complete = false;                         // it came to its end
  // How it ended otherwise, as a rule and a sentence; 0 when the child gave no cause.
  int rule = 0;
  std::string sentence;
};

// An Error means that the program itself could not be started.
Result<ChildStory> run_child(const std::filesystem::path& program, const Task& task,
                             std::chrono::milliseconds silence_limit);

}  // namespace lattice::session::check

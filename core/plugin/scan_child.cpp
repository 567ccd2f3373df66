#include "plugin/scan_child.h"

#include <lattice/plugin.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>

#include <algorithm>
#include <memory>
#include <span>
#include <utility>

#include "plugin/child_process.h"
#include "plugin/codec.h"
#include "plugin/limits.h"
#include "plugin/number_text.h"

namespace lattice::plugin {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::size_t kMaxChildren = 2;
constexpr std::size_t kErrorTailBytes = 2048;

struct Child {
  std::size_t index = 0;
  ChildProcess process;
  Clock::time_point deadline;
  Bytes output;
  std::string error_tail;
  bool timed_out = false;
  int wait_status = 0;
};

Result<std::unique_ptr<Child>> start(const std::filesystem::path& scanner, const std::string& path,
                                     std::size_t index, milliseconds limit) {
  LATTICE_TRY_ASSIGN(ChildProcess process, start_child(scanner.string(), {path}));
  auto child = std::make_unique<Child>();
  child->process = std::move(process);
  child->index = index;
  child->deadline = Clock::now() + limit;
  return child;
}

void drain(Child& child) {
  drain(child.process.result, [&](const char* data, std::size_t size) {
    const std::size_t room = kMaxRecordBytes + 4096 - child.output.size();
    child.output.insert(child.output.end(), data, data + std::min(size, room));
  });
  drain(child.process.errors, [&](const char* data, std::size_t size) {
    child.error_tail.append(data, size);
    if (child.error_tail.size() > kErrorTailBytes)
      child.error_tail.erase(0, child.error_tail.size() - kErrorTailBytes);
  });
}

bool reap(Child& child, bool wait) {
  if (!plugin::reap(child.process.pid, wait, child.wait_status)) return false;
  drain(child);
  return true;
}

void wait_for_news(const std::vector<std::unique_ptr<Child>>& running) {
  std::vector<pollfd> watched;
  auto nearest = Clock::now() + milliseconds(50);
  bool all_open = true;
  for (const auto& child : running) {
    for (const Fd* fd : {&child->process.result, &child->process.errors})
      if (fd->is_open()) watched.push_back({fd->get(), POLLIN, 0});
    // A child that closed its ends is about to end: ask again soon.
    all_open = all_open && child->process.result.is_open();
    nearest = std::min(nearest, child->deadline);
  }
  const auto left = std::chrono::ceil<milliseconds>(nearest - Clock::now());
  const auto slice = std::clamp(left, milliseconds(0), milliseconds(all_open ? 50 : 1));
  ::poll(watched.data(), watched.size(), static_cast<int>(slice.count()));
}

std::string stage_text(unsigned char stage) {
  switch (stage) {
    case kStageOpen: return "while it was opened (in a static constructor)";
    case kStageEntry: return "in its " LATTICE_PLUGIN_ENTRY_NAME "()";
    default: return "while its tables were read (a bad pointer)";
  }
}

Refusal refuse_dead(const Child& child, unsigned char stage, milliseconds limit) {
  const std::string said = last_line(child.error_tail);
  const std::string quote = said.empty() ? "" : "; its last words were \"" + said + "\"";
  if (stage == 0)
    return {"could not be scanned: the scanner itself failed before it opened the file" + quote,
            "install Lattice again, or give the machine more memory", false};
  const std::string where = stage_text(stage);
  if (child.timed_out)
    return {"did not answer within " + number_text(static_cast<double>(limit.count()) / 1000) +
                " s " + where + quote,
            "take it out of the plugin folder, or update it", false};
  if (WIFSIGNALED(child.wait_status))
    return {"crashed with signal " + signal_text(WTERMSIG(child.wait_status)) + " " + where + quote,
            "take it out of the plugin folder, or update it", false};
  return {"called exit(" + std::to_string(WEXITSTATUS(child.wait_status)) + ") " + where + quote,
          "take it out of the plugin folder, or update it", false};
}

Outcome verdict(const Child& child, milliseconds limit) {
  unsigned char stage = 0;
  for (std::size_t i = 0; i < child.output.size(); ++i) {
    const unsigned char mark = child.output[i];
    if (mark == kStageDone) {
      auto outcome = decode_record(std::span(child.output).subspan(i + 1));
      if (outcome) return *std::move(outcome);
      break;
    }
    if (mark != kStageOpen && mark != kStageEntry && mark != kStageDescribe) break;
    stage = mark;
  }
  return refuse_dead(child, stage, limit);
}

class Children {
 public:
  ~Children() {
    for (const auto& child : running) {
      ::kill(-child->process.pid, SIGKILL);
      reap(*child, true);
    }
  }
  std::vector<std::unique_ptr<Child>> running;
};

}  // namespace

Result<std::vector<Outcome>> scan_in_children(const std::filesystem::path& scanner,
                                              const std::vector<std::string>& paths,
                                              milliseconds time_limit) {
  std::vector<Outcome> outcomes(paths.size());
  Children children;
  auto& running = children.running;
  std::size_t next = 0;
  while (next < paths.size() || !running.empty()) {
    while (next < paths.size() && running.size() < kMaxChildren) {
      LATTICE_TRY_ASSIGN(auto child, start(scanner, paths[next], next, time_limit));
      running.push_back(std::move(child));
      ++next;
    }
    wait_for_news(running);
    std::erase_if(running, [&](const std::unique_ptr<Child>& child) {
      drain(*child);
      const bool late = Clock::now() >= child->deadline;
      if (!reap(*child, false)) {
        if (!late) return false;
        child->timed_out = true;
        ::kill(-child->process.pid, SIGKILL);
        reap(*child, true);
      }
      outcomes[child->index] = verdict(*child, time_limit);
      return true;
    });
  }
  return outcomes;
}

}  // namespace lattice::plugin

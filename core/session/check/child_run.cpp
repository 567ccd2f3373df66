#include "session/check/child_run.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>

#include <algorithm>

#include "plugin/child_process.h"
#include "plugin/number_text.h"
#include "session/check/work_folder.h"

namespace lattice::session::check {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::size_t kErrorTailBytes = 2048;
constexpr std::size_t kMostLineBytes = std::size_t{1} << 20;

// The pipe of a child, line by line.
class Listener {
 public:
  explicit Listener(ChildStory& story) : story_(story) {}

  // True when a line of ours was in it.
  bool take(const char* data, std::size_t size) {
    bool heard = false;
    rest_.append(data, size);
    std::size_t begin = 0;
    for (auto end = rest_.find('\n'); end != rest_.npos; end = rest_.find('\n', begin)) {
      heard = hear(parse_line(std::string_view(rest_).substr(begin, end - begin))) || heard;
      begin = end + 1;
    }
    rest_.erase(0, begin);
    if (rest_.size() > kMostLineBytes) rest_.clear();  // none of our lines
    return heard;
  }

 private:
  bool hear(Line line) {
    switch (line.kind) {
      case LineKind::nonsense: return false;
      case LineKind::step: story_.last_step = std::move(line); break;
      case LineKind::context: story_.last_case = std::move(line); break;
      case LineKind::done: story_.is_complete = true; break;
      case LineKind::fingerprint:
        story_.fingerprints[std::to_string(line.rule) + "/" + std::to_string(line.seed) + "/" +
                            line.text] = line.context;
        break;
      default: story_.lines.push_back(std::move(line));
    }
    return true;
  }

  ChildStory& story_;
  std::string rest_;
};

// A process that is ended with its scope, whatever happens.
class Running {
 public:
  explicit Running(plugin::ChildProcess process) : process_(std::move(process)) {}
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() {
    if (!is_dead_) end();
  }

  plugin::ChildProcess& process() { return process_; }
  bool is_dead() {
    is_dead_ = is_dead_ || plugin::reap(process_.pid, false, wait_status_);
    return is_dead_;
  }
  void end() {
    ::kill(-process_.pid, SIGKILL);
    plugin::reap(process_.pid, true, wait_status_);
    is_dead_ = true;
  }
  int wait_status() const { return wait_status_; }

 private:
  plugin::ChildProcess process_;
  bool is_dead_ = false;
  int wait_status_ = 0;
};

std::string function_of(const ChildStory& story) {
  const std::string& name = story.last_step.text;
  if (name.empty()) return "before it did anything";
  if (name == "open") return "while it was opened (in a static constructor)";
  if (name == "describe") return "while its tables were read (a bad pointer)";
  return "in " + name + "()";
}

// Which of the three rules about deaths a step falls under: hang, crash, exit.
struct DeathRules {
  int hang, crash, exit;
};

DeathRules death_rules(const Task& task) {
  if (task.group == Group::library) return {103, 104, 106};
  const int calls = task.kind_class == "artifact" ? 407 : task.kind_class == "sink" ? 507 : 318;
  return {calls, calls, 106};
}

std::string trespass_sentence(const Line& line) {
  const std::string did = line.writes ? "wrote to" : "read from";
  switch (line.role) {
    case Role::source:
      return line.writes ? "wrote to an input or far beyond it"
                         : "read outside of an input's valid part";
    case Role::destination: return did + " memory outside of the destination";
    case Role::scratch: return did + " memory outside of its scratch";
  }
  return did + " memory that it was not given";
}

int trespass_rule(const Line& line, const Task& task) {
  if (task.kind_class == "artifact") return 402;
  if (task.kind_class == "sink") return 507;
  if (line.role == Role::source) return line.writes ? 302 : 309;
  return line.role == Role::destination ? 302 : 304;
}

void tell_end(const Task& task, int wait_status, bool is_late, milliseconds limit,
              const std::string& said, ChildStory& story) {
  const DeathRules rules = death_rules(task);
  const std::string where = function_of(story);
  const auto reason = std::find_if(story.lines.begin(), story.lines.end(), [](const Line& line) {
    return line.kind == LineKind::trespass || line.kind == LineKind::thrown;
  });
  const std::string quote = said.empty() ? "" : "; its last words were \"" + said + "\"";
  if (reason != story.lines.end() && reason->kind == LineKind::trespass) {
    story.rule = trespass_rule(*reason, task);
    story.sentence = trespass_sentence(*reason) + " " + where;
  } else if (reason != story.lines.end()) {
    story.rule = 105;
    story.sentence = "an exception arose " + where + " and was not caught" + quote;
  } else if (is_late) {
    story.rule = rules.hang;
    story.sentence = "did not return within " +
                     plugin::number_text(static_cast<double>(limit.count()) / 1000) + " s " + where;
  } else if (WIFSIGNALED(wait_status)) {
    story.rule = rules.crash;
    story.sentence =
        "crashed with signal " + plugin::signal_text(WTERMSIG(wait_status)) + " " + where + quote;
  } else {
    story.rule = rules.exit;
    story.sentence =
        "called exit(" + std::to_string(WEXITSTATUS(wait_status)) + ") " + where + quote;
  }
}

}  // namespace

Result<ChildStory> run_child(const std::filesystem::path& program, const Task& task,
                             milliseconds silence_limit) {
  const WorkFolder folder;
  Task placed = task;
  placed.folder = folder.path().string();
  LATTICE_TRY_ASSIGN(plugin::ChildProcess process,
                     plugin::start_child(program.string(), words_of(placed)));
  Running running(std::move(process));
  ChildStory story;
  Listener listener(story);
  std::string tail;
  auto deadline = Clock::now() + silence_limit;
  const auto listen = [&] {
    plugin::drain(running.process().result, [&](const char* data, std::size_t size) {
      // What a plugin writes there is no sign of life.
      if (listener.take(data, size)) deadline = Clock::now() + silence_limit;
    });
    plugin::drain(running.process().errors, [&](const char* data, std::size_t size) {
      tail.append(data, size);
      if (tail.size() > kErrorTailBytes) tail.erase(0, tail.size() - kErrorTailBytes);
    });
  };
  bool is_late = false;
  while (!running.is_dead() && !is_late) {
    pollfd watched[2] = {{running.process().result.get(), POLLIN, 0},
                         {running.process().errors.get(), POLLIN, 0}};
    // A child that closed its ends is about to end: ask again soon.
    const bool open = running.process().result.is_open();
    ::poll(watched, 2, open ? 50 : 1);
    listen();
    is_late = Clock::now() >= deadline && !running.is_dead();
  }
  if (is_late) running.end();
  listen();
  if (story.is_complete && !is_late && WIFEXITED(running.wait_status()) &&
      WEXITSTATUS(running.wait_status()) == 0)
    return story;
  // Its own trouble is nothing that the plugin did.
  for (const Line& line : story.lines)
    if (line.kind == LineKind::misuse) return fail(Code::plugin, task.file, line.text);
  story.is_complete = false;
  tell_end(task, running.wait_status(), is_late, silence_limit, plugin::last_line(tail), story);
  return story;
}

}  // namespace lattice::session::check

#include "plugin/scan_child.h"

#include <fcntl.h>
#include <lattice/plugin.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <span>
#include <system_error>
#include <utility>

#include "plugin/codec.h"
#include "plugin/limits.h"
#include "plugin/number_text.h"
#include "plugin/text_rules.h"

namespace lattice::plugin {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::size_t kMaxChildren = 2;
constexpr std::size_t kErrorTailBytes = 2048;
constexpr std::size_t kMaxQuotedBytes = 240;

class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Fd() { close(); }

  int get() const { return fd_; }
  bool is_open() const { return fd_ >= 0; }
  void close() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }

 private:
  int fd_ = -1;
};

struct Pipe {
  Fd read, write;
};

// Both ends lie above the numbers that the child's own descriptors get.
Result<Pipe> make_pipe() {
  constexpr int kFirstFree = 10;
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0)
    return fail(
        Code::plugin, {},
        "cannot make a pipe to the plugin scanner: " + std::generic_category().message(errno));
  const Fd low_read(ends[0]), low_write(ends[1]);
  Pipe pipe{Fd(::fcntl(ends[0], F_DUPFD_CLOEXEC, kFirstFree)),
            Fd(::fcntl(ends[1], F_DUPFD_CLOEXEC, kFirstFree))};
  if (!pipe.read.is_open() || !pipe.write.is_open())
    return fail(Code::plugin, {}, "cannot make a pipe to the plugin scanner: too many open files");
  ::fcntl(pipe.read.get(), F_SETFL, O_NONBLOCK);
  return pipe;
}

struct Child {
  std::size_t index = 0;
  pid_t pid = -1;
  Fd result, errors;
  Clock::time_point deadline;
  Bytes output;
  std::string error_tail;
  bool timed_out = false;
  int wait_status = 0;
};

// The child gets no input, no terminal, no descriptor of ours but its two pipes, default
// signals, and a process group of its own so that its own children can be ended with it.
int spawn(const std::string& scanner, const std::string& path, const Pipe& result,
          const Pipe& errors, pid_t& pid) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, errors.write.get(), 2);
  posix_spawn_file_actions_adddup2(&actions, result.write.get(), kScanResultFd);
  posix_spawn_file_actions_addclosefrom_np(&actions, kScanResultFd + 1);

  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(
      &attributes,
      static_cast<short>(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP));
  std::string program = scanner, argument = path;
  char* const arguments[] = {program.data(), argument.data(), nullptr};
  const int error = ::posix_spawn(&pid, scanner.c_str(), &actions, &attributes, arguments, environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

Result<std::unique_ptr<Child>> start(const std::filesystem::path& scanner, const std::string& path,
                                     std::size_t index, milliseconds limit) {
  LATTICE_TRY_ASSIGN(Pipe result, make_pipe());
  LATTICE_TRY_ASSIGN(Pipe errors, make_pipe());
  auto child = std::make_unique<Child>();
  const int error = spawn(scanner.string(), path, result, errors, child->pid);
  if (error != 0)
    return fail(Code::plugin, scanner.string(),
                "cannot start the plugin scanner: " + std::generic_category().message(error) +
                    "; install Lattice again, its libexec folder is incomplete");
  child->index = index;
  child->result = std::move(result.read);
  child->errors = std::move(errors.read);
  child->deadline = Clock::now() + limit;
  return child;
}

// Reads what is there without waiting; closes the descriptor at its end.
template <class Take>
void drain(Fd& fd, Take take) {
  std::array<char, 4096> buffer;
  while (fd.is_open()) {
    const ssize_t got = ::read(fd.get(), buffer.data(), buffer.size());
    if (got > 0) {
      take(buffer.data(), static_cast<std::size_t>(got));
    } else if (got < 0 && errno == EINTR) {
      continue;
    } else {
      if (got == 0 || errno != EAGAIN) fd.close();
      return;
    }
  }
}

void drain(Child& child) {
  drain(child.result, [&](const char* data, std::size_t size) {
    const std::size_t room = kMaxRecordBytes + 4096 - child.output.size();
    child.output.insert(child.output.end(), data, data + std::min(size, room));
  });
  drain(child.errors, [&](const char* data, std::size_t size) {
    child.error_tail.append(data, size);
    if (child.error_tail.size() > kErrorTailBytes)
      child.error_tail.erase(0, child.error_tail.size() - kErrorTailBytes);
  });
}

// True when the child is dead; its group is ended before it is reaped, while its number
// cannot belong to anyone else.
bool reap(Child& child, bool wait) {
  siginfo_t facts{};
  const int options = WEXITED | WNOWAIT | (wait ? 0 : WNOHANG);
  int got = 0;
  do {
    got = ::waitid(P_PID, static_cast<id_t>(child.pid), &facts, options);
  } while (got != 0 && errno == EINTR);
  if (got == 0 && facts.si_pid == 0) return false;
  if (got == 0) {
    ::kill(-child.pid, SIGKILL);
    while (::waitpid(child.pid, &child.wait_status, 0) < 0 && errno == EINTR) {
    }
  }
  drain(child);
  return true;
}

void wait_for_news(const std::vector<std::unique_ptr<Child>>& running) {
  std::vector<pollfd> watched;
  auto nearest = Clock::now() + milliseconds(50);
  bool all_open = true;
  for (const auto& child : running) {
    for (const Fd* fd : {&child->result, &child->errors})
      if (fd->is_open()) watched.push_back({fd->get(), POLLIN, 0});
    // A child that closed its ends is about to end: ask again soon.
    all_open = all_open && child->result.is_open();
    nearest = std::min(nearest, child->deadline);
  }
  const auto left = std::chrono::ceil<milliseconds>(nearest - Clock::now());
  const auto slice = std::clamp(left, milliseconds(0), milliseconds(all_open ? 50 : 1));
  ::poll(watched.data(), watched.size(), static_cast<int>(slice.count()));
}

std::string last_line(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
  const auto start = text.rfind('\n');
  if (start != text.npos) text.remove_prefix(start + 1);
  return printable(text.substr(0, kMaxQuotedBytes));
}

std::string stage_text(unsigned char stage) {
  switch (stage) {
    case kStageOpen: return "while it was opened (in a static constructor)";
    case kStageEntry: return "in its " LATTICE_PLUGIN_ENTRY_NAME "()";
    default: return "while its tables were read (a bad pointer)";
  }
}

std::string signal_text(int number) {
  const char* name = ::sigabbrev_np(number);
  return std::to_string(number) + (name != nullptr ? std::string(" (SIG") + name + ")" : "");
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
      ::kill(-child->pid, SIGKILL);
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
        ::kill(-child->pid, SIGKILL);
        reap(*child, true);
      }
      outcomes[child->index] = verdict(*child, time_limit);
      return true;
    });
  }
  return outcomes;
}

}  // namespace lattice::plugin

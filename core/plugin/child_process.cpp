#include "plugin/child_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>

#include <system_error>

#include "plugin/text_rules.h"

namespace lattice::plugin {
namespace {

constexpr std::size_t kMaxQuotedBytes = 240;

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

int spawn(const std::string& program, const std::vector<std::string>& arguments, const Pipe& result,
          const Pipe& errors, pid_t& pid) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, errors.write.get(), 2);
  posix_spawn_file_actions_adddup2(&actions, result.write.get(), kChildResultFd);
  posix_spawn_file_actions_addclosefrom_np(&actions, kChildResultFd + 1);

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
  std::vector<char*> words{const_cast<char*>(program.c_str())};
  for (const std::string& argument : arguments)
    words.push_back(const_cast<char*>(argument.c_str()));
  words.push_back(nullptr);
  const int error =
      ::posix_spawn(&pid, program.c_str(), &actions, &attributes, words.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

}  // namespace

Result<ChildProcess> start_child(const std::string& program,
                                 const std::vector<std::string>& arguments) {
  LATTICE_TRY_ASSIGN(Pipe result, make_pipe());
  LATTICE_TRY_ASSIGN(Pipe errors, make_pipe());
  ChildProcess child;
  const int error = spawn(program, arguments, result, errors, child.pid);
  if (error != 0)
    return fail(Code::plugin, program,
                "cannot start the plugin scanner: " + std::generic_category().message(error) +
                    "; install Lattice again, its libexec folder is incomplete");
  child.result = std::move(result.read);
  child.errors = std::move(errors.read);
  return child;
}

bool reap(pid_t pid, bool wait, int& wait_status) {
  siginfo_t facts{};
  const int options = WEXITED | WNOWAIT | (wait ? 0 : WNOHANG);
  int got = 0;
  do {
    got = ::waitid(P_PID, static_cast<id_t>(pid), &facts, options);
  } while (got != 0 && errno == EINTR);
  if (got == 0 && facts.si_pid == 0) return false;
  if (got == 0) {
    ::kill(-pid, SIGKILL);
    while (::waitpid(pid, &wait_status, 0) < 0 && errno == EINTR) {
    }
  }
  return true;
}

std::string last_line(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
  const auto start = text.rfind('\n');
  if (start != text.npos) text.remove_prefix(start + 1);
  return printable(text.substr(0, kMaxQuotedBytes));
}

std::string signal_text(int number) {
  const char* name = ::sigabbrev_np(number);
  return std::to_string(number) + (name != nullptr ? std::string(" (SIG") + name + ")" : "");
}

}  // namespace lattice::plugin

// A process of its own for code that is not trusted: how it is started, heard and ended.
#pragma once
#include <sys/types.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace lattice::plugin {

// An open descriptor, or none.
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

// What it says on descriptor 3 and on its standard error; neither read ever waits.
struct ChildProcess {
  pid_t pid = -1;
  Fd result, errors;
};
inline constexpr int kChildResultFd = 3;

// The child gets no input, no terminal, no descriptor of ours but its two pipes, default
// signals, and a process group of its own so that its own children can be ended with it.
Result<ChildProcess> start_child(const std::string& program,
                                 const std::vector<std::string>& arguments);

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

// True when the child is dead, with its status as waitpid() gives it; its group is ended
// before it is reaped, while its number cannot belong to anyone else.
bool reap(pid_t pid, bool wait, int& wait_status);

// The last line of what a child said, fit for a message.
std::string last_line(std::string_view text);
// "11 (SIGSEGV)"
std::string signal_text(int number);

}  // namespace lattice::plugin

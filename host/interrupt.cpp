#include "host/interrupt.h"

#include <unistd.h>

#include <csignal>

namespace lattice::host {
namespace {

std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler sets it");

constexpr int kCancelledExit = 130;

// Shells pass on a hangup that the terminal has sent already: a second one is no impatience.
void on_signal(int signal) {
  if (interrupted.exchange(true) && signal != SIGHUP) ::_exit(kCancelledExit);
}

}  // namespace

const std::atomic<bool>& watch_for_interrupt() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  // A closed terminal ends a render like Ctrl-C, except under nohup.
  struct sigaction hangup {};
  sigaction(SIGHUP, nullptr, &hangup);
  if (hangup.sa_handler != SIG_IGN) sigaction(SIGHUP, &action, nullptr);
  // Whoever read the progress may have gone; the files are wanted all the same.
  std::signal(SIGPIPE, SIG_IGN);
  return interrupted;
}

}  // namespace lattice::host

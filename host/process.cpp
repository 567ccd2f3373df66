#include "host/process.h"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>

namespace lattice::host {
namespace {

// A file takes the lowest number that is free: after "2>&-" the film itself would be
// descriptor 2, and messages would be written into it. The wrong way round, so that reading
// and writing still fail as they do on a closed stream.
void fill_standard_streams() {
  for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream)
    if (::fcntl(stream, F_GETFD) < 0)
      (void)::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

}  // namespace

void prepare_process() {
  fill_standard_streams();
  std::signal(SIGXFSZ, SIG_IGN);
}

}  // namespace lattice::host

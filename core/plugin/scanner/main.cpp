// lattice-scan FILE: opens one plugin library and writes what it offers to descriptor 3.
// Whatever the library does meanwhile happens to this process alone.
#include <unistd.h>

#include <csignal>
#include <cstdio>

#include "plugin/codec.h"
#include "plugin/confine.h"
#include "plugin/library_file.h"
#include "plugin/limits.h"
#include "plugin/scan_child.h"

#if defined(__SANITIZE_ADDRESS__)
// The host reads the signal that ended this process, so the sanitizer must leave it alone.
extern "C" [[gnu::visibility("default")]] const char* __asan_default_options();
extern "C" const char* __asan_default_options() {
  return "handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0:handle_abort=0:"
         "detect_leaks=0:detect_odr_violation=0";
}
#endif

namespace {

using namespace lattice::plugin;

constexpr rlim_t kCpuSeconds = 120;  // a backstop; the host's limit is wall time

bool send(const std::uint8_t* data, std::size_t size) {
  while (size > 0) {
    const ssize_t sent = ::write(kScanResultFd, data, size);
    if (sent <= 0) return false;
    data += sent;
    size -= static_cast<std::size_t>(sent);
  }
  return true;
}

void announce(std::uint8_t stage) { send(&stage, 1); }

Outcome examine(const char* path) {
  announce(kStageOpen);
  const auto entry = open_library(path);
  if (const auto* refusal = std::get_if<Refusal>(&entry)) return *refusal;
  announce(kStageEntry);
  const auto plugin = call_entry(std::get<EntryFunction>(entry));
  if (const auto* refusal = std::get_if<Refusal>(&plugin)) return *refusal;
  announce(kStageDescribe);
  return describe_or_refuse(*std::get<const lattice_plugin*>(plugin));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("lattice-scan FILE: describes a plugin library on descriptor 3; Lattice runs it\n",
               stderr);
    return 2;
  }
  confine_process();
  limit_resource(RLIMIT_CPU, kCpuSeconds);
  Bytes record = encode_record(examine(argv[1]));
  if (record.size() > kMaxRecordBytes)
    record = encode_record(Refusal{"describes more than 16 MiB of kinds and params",
                                   "split it into several plugins", true});
  announce(kStageDone);
  // Past the library's own destructors and atexit() handlers: they are not our business.
  ::_exit(send(record.data(), record.size()) ? 0 : 1);
}

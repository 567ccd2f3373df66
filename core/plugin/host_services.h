// The host's side of one plugin instance, and the per-thread text that goes with a failure
// status.
#pragma once
#include <lattice/files.h>
#include <lattice/host.h>

#include <mutex>
#include <string>

#include "base/result.h"
#include "plugin/instance.h"

namespace lattice::plugin {

class HostServices {
 public:
  // Of a kind whose library is open. `files` may be null, else it outlives the instance.
  HostServices(const ir::Catalog& catalog, ir::KindId kind, const lattice_files* files);
  HostServices(const HostServices&) = delete;
  HostServices& operator=(const HostServices&) = delete;

  const lattice_host* abi() const { return &face_.host; }
  std::mutex& session() const { return session_; }
  bool is_transition() const { return is_transition_; }

 private:
  // What a plugin holds a pointer to: the ABI's struct first, then the way back.
  struct Face {
    lattice_host host;
    const HostServices* owner;
  };
  static const HostServices& owner_of(const lattice_host* host);
  static void log(const lattice_host* host, std::int32_t level, const char* text) noexcept;
  static void set_error(const lattice_host* host, const char* text) noexcept;
  static const void* extension(const lattice_host* host, const char* name) noexcept;

  Face face_{};
  std::string plugin_id_;
  bool is_transition_;
  std::mutex& session_;
  const lattice_files* files_;
};

// Forgets what this thread's last call left behind. Before every call into a plugin.
void forget_error_text();
// The host's own words about what a plugin just did; cut at 1023 bytes, never allocates.
[[gnu::format(printf, 1, 2)]] void set_error_text(const char* format, ...);

// "plugin "org.x.blur": radius is too large", from the text left on this thread.
std::string failure_text(const std::string& plugin_id, lattice_status status);
// LATTICE_OK is no error. A cancelled call becomes Code::cancelled, whatever `code` says.
Result<void> to_result(const std::string& plugin_id, lattice_status status, Code code);

}  // namespace lattice::plugin

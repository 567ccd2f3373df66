// The lattice_host that an instance under examination sees. It keeps the text of the last
// failure of each thread, says nothing to the user, and gives out one files/1.
#pragma once
#include <lattice/files.h>
#include <lattice/host.h>

namespace lattice::session::check {

class HostFace {
 public:
  // `files` may be null; it outlives this.
  explicit HostFace(const lattice_files* files = nullptr);
  HostFace(const HostFace&) = delete;
  HostFace& operator=(const HostFace&) = delete;

  const lattice_host* abi() const { return &face_.host; }

  // Of this thread; "" when there is none.
  static const char* text();
  static void forget_text();

 private:
  // What a plugin holds a pointer to: the ABI's struct first, then the way back.
  struct Face {
    lattice_host host;
    const lattice_files* files;
  };
  static void log(const lattice_host* host, int level, const char* text) noexcept;
  static void set_error(const lattice_host* host, const char* text) noexcept;
  static const void* extension(const lattice_host* host, const char* name) noexcept;

  Face face_{};
};

}  // namespace lattice::session::check

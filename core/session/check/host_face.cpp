#include "session/check/host_face.h"

#include <lattice/abi.h>

#include <cstring>

namespace lattice::session::check {
namespace {

constexpr std::size_t kTextBytes = 1024;
thread_local char t_text[kTextBytes];

}  // namespace

HostFace::HostFace(const lattice_files* files) {
  face_.host.struct_size = sizeof(lattice_host);
  face_.host.abi = LATTICE_ABI_VERSION;
  face_.host.name = "lattice";
  face_.host.version = "check";
  face_.host.log = &HostFace::log;
  face_.host.set_error = &HostFace::set_error;
  face_.host.extension = &HostFace::extension;
  face_.files = files;
}

const char* HostFace::text() { return t_text; }
void HostFace::forget_text() { t_text[0] = '\0'; }

void HostFace::log(const lattice_host*, int, const char*) noexcept {}

void HostFace::set_error(const lattice_host*, const char* text) noexcept {
  const std::size_t size = text != nullptr ? strnlen(text, kTextBytes - 1) : 0;
  if (size > 0) std::memcpy(t_text, text, size);
  t_text[size] = '\0';
}

const void* HostFace::extension(const lattice_host* host, const char* name) noexcept {
  if (name == nullptr || std::strcmp(name, LATTICE_FILES_1) != 0) return nullptr;
  return reinterpret_cast<const Face*>(host)->files;
}

}  // namespace lattice::session::check

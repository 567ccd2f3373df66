// The C functions of a sink over a C++ class, and the entry of its library.
#pragma once
#include <lattice/plugin.h>

#include <span>
#include <string>

#include "common/refusal.h"

namespace lattice::sinks {

using Offered = std::span<const lattice_stream* const>;
using Wanted = std::span<lattice_stream* const>;
using Params = std::span<const lattice_value>;

// The services of a host that are there for certain. Copied freely; lives as long as the
// instance it was made for.
class Host {
 public:
  explicit Host(const lattice_host* host) : host_(host) {}

  void log(int32_t level, const std::string& text) const { host_->log(host_, level, text.c_str()); }
  // [session, lane]
  const lattice_files& files() const {
    const auto* files = static_cast<const lattice_files*>(host_->extension(host_, LATTICE_FILES_1));
    if (files == nullptr || !LATTICE_HAS(files, discard))
      refuse(LATTICE_ERR_UNSUPPORTED, "this host offers no " LATTICE_FILES_1
                                      ", without which nothing can be written; use a newer host");
    return *files;
  }

 private:
  const lattice_host* host_;
};

// Sink has: kParamCount; Sink(Host, Params); negotiate(Offered, Wanted); begin(Offered);
// push(const lattice_packet&); end(uint32_t outcome). All may throw; what was opened is
// discarded by destructors.
template <class Sink>
class Face {
 public:
  static constexpr lattice_sink table(lattice_sink described) {
    described.struct_size = sizeof(lattice_sink);
    described.create = &create;
    described.destroy = &destroy;
    described.negotiate = &negotiate;
    described.begin = &begin;
    described.push = &push;
    described.end = &end;
    return described;
  }

 private:
  struct Instance {
    const lattice_host* host;
    Sink sink;
  };

  static lattice_status create(const lattice_host* host, const lattice_sink_binding* binding,
                               void** self) noexcept {
    if (!LATTICE_HAS(host, extension)) return LATTICE_ERR_ABI;
    return guarded(host, [&] {
      if (!LATTICE_HAS(binding, params) || binding->param_count != Sink::kParamCount)
        refuse(LATTICE_ERR_ARGUMENT,
               "create() got another number of params than the sink declares; scan the plugins "
               "again (lattice-host plugins list)");
      *self = new Instance{host, Sink(Host(host), Params(binding->params, binding->param_count))};
    });
  }

  static void destroy(void* self) noexcept { delete static_cast<Instance*>(self); }

  static lattice_status negotiate(void* self, const lattice_stream* const* offered,
                                  lattice_stream* const* wanted, uint32_t count) noexcept {
    auto& it = *static_cast<Instance*>(self);
    return guarded(it.host, [&] {
      check_size(Offered(offered, count));
      check_size(Offered(wanted, count));
      it.sink.negotiate(Offered(offered, count), Wanted(wanted, count));
    });
  }

  static lattice_status begin(void* self, const lattice_stream* const* streams,
                              uint32_t count) noexcept {
    auto& it = *static_cast<Instance*>(self);
    return guarded(it.host, [&] {
      check_size(Offered(streams, count));
      it.sink.begin(Offered(streams, count));
    });
  }

  static lattice_status push(void* self, const lattice_packet* packet) noexcept {
    auto& it = *static_cast<Instance*>(self);
    return guarded(it.host, [&] {
      if (!LATTICE_HAS(packet, paths))
        refuse(LATTICE_ERR_ABI, "a packet is smaller than this plugin's lattice_packet");
      it.sink.push(*packet);
    });
  }

  static lattice_status end(void* self, uint32_t outcome) noexcept {
    auto& it = *static_cast<Instance*>(self);
    return guarded(it.host, [&] { it.sink.end(outcome); });
  }

  static void check_size(Offered streams) {
    for (const lattice_stream* stream : streams)
      if (!LATTICE_HAS(stream, path))
        refuse(LATTICE_ERR_ABI, "a stream is smaller than this plugin's lattice_stream");
  }
};

// The library that holds one sink, under the same id.
constexpr lattice_plugin library_of(const lattice_sink* const* sinks) {
  lattice_plugin library{};
  library.struct_size = sizeof(lattice_plugin);
  library.abi = LATTICE_ABI_VERSION;
  library.sink_count = 1;
  library.id = sinks[0]->id;
  library.version = "0.1.0";
  library.vendor = "Lattice";
  library.sinks = sinks;
  return library;
}

}  // namespace lattice::sinks

// Defines the library of a constant `sink`, and its entry.
#define LATTICE_SINK_LIBRARY(sink)                                                       \
  namespace {                                                                            \
  constexpr const lattice_sink* kSinks[] = {&(sink)};                                    \
  constexpr lattice_plugin kLibrary = lattice::sinks::library_of(kSinks);                \
  }                                                                                      \
  extern "C" const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) noexcept { \
    return LATTICE_HOST_FITS(host_abi) ? &kLibrary : nullptr;                            \
  }

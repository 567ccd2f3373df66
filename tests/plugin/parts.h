// The least that makes an effect and its library, for test plugins to spoil. It keeps no
// instance.
#pragma once
#include <lattice/plugin.h>

#include <cstdint>

namespace parts {

inline lattice_status fold_identity(const void* self, const lattice_frame*,
                                    lattice_fold* out) noexcept {
  if (self == nullptr) out->kind = LATTICE_FOLD_IDENTITY;
  return LATTICE_OK;
}

inline const lattice_port kSrc = {sizeof(lattice_port), 0, "src", "the picture"};
inline const lattice_port* const kEffectPorts[] = {&kSrc};

inline lattice_filter effect(const char* id) {
  lattice_filter out{};
  out.struct_size = sizeof out;
  out.content_version = 1;
  out.port_count = 1;
  out.id = id;
  out.label = "Test";
  out.summary = "Changes nothing.";
  out.ports = kEffectPorts;
  out.fold = &fold_identity;
  return out;
}

inline lattice_plugin library(const char* id, const lattice_filter* const* effects,
                              std::uint32_t count) {
  lattice_plugin out{};
  out.struct_size = sizeof out;
  out.abi = LATTICE_ABI_VERSION;
  out.effect_count = count;
  out.id = id;
  out.version = "1.0.0";
  out.vendor = "Lattice tests";
  out.effects = effects;
  return out;
}

// A library of one effect, built on the first call and the same ever after.
inline const lattice_plugin* one_effect(const char* id) {
  static const lattice_filter effect = parts::effect(id);
  static const lattice_filter* const effects[] = {&effect};
  static const lattice_plugin plugin = library(id, effects, 1);
  return &plugin;
}

}  // namespace parts

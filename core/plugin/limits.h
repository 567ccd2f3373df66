// How much a plugin may describe. Far above honest use, far below what could hurt the host.
#pragma once
#include <lattice/filter.h>

#include <cstddef>
#include <cstdint>

namespace lattice::plugin {

inline constexpr std::size_t kMaxTextBytes = 4096;
inline constexpr std::uint32_t kMaxStructBytes = 65536;
inline constexpr std::uint32_t kMaxKindsPerClass = 1024;
inline constexpr std::uint32_t kMaxParams = 256;
inline constexpr std::uint32_t kMaxChoices = 1024;
inline constexpr std::uint32_t kMaxAliases = 16;
inline constexpr std::uint32_t kMaxPorts = LATTICE_MAX_PORTS;
inline constexpr std::uint32_t kMaxExtensions = 32;
inline constexpr std::uint32_t kMaxArrayNumbers = 65536;
inline constexpr std::uint32_t kMaxHeldPackets = 1024;
inline constexpr std::uint32_t kMaxOutputs = 4096;
// One library's description in the form of codec.h.
inline constexpr std::size_t kMaxRecordBytes = 16u << 20;

}  // namespace lattice::plugin

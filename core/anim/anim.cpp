#include "anim/anim.h"

#include <cassert>

namespace lattice::anim {

std::string_view name_of(SourceKind kind) {
  static constexpr std::string_view kNames[] = {
      "keys",  "property", "sine",   "noise",    "envelope", "spring",  "delay",
      "speed", "reverse",  "repeat", "pingpong", "mix",      "sequence"};
  return kNames[static_cast<int>(kind)];
}

Arity arity_of(const Source& source) {
  switch (source.kind) {
    case SourceKind::track:
    case SourceKind::property: return {0, 0};
    case SourceKind::sine:
    case SourceKind::noise:
    case SourceKind::envelope: return {0, 4};
    case SourceKind::spring: return {0, 5};
    case SourceKind::delay:
    case SourceKind::speed:
    case SourceKind::repeat:
    case SourceKind::pingpong: return {1, 1};
    case SourceKind::reverse: return {1, 0};
    case SourceKind::mix: return {3, 0};
    case SourceKind::sequence: return {source.count, source.count};
  }
  return {};
}

F64 Curves::add_track(std::span<const Key> track_keys) {
  assert(!track_keys.empty());
  const SourceId id{sources.size()};
  sources.push_back({SourceKind::track, static_cast<std::uint32_t>(keys.size()),
                     static_cast<std::uint32_t>(track_keys.size()), 0});
  keys.insert(keys.end(), track_keys.begin(), track_keys.end());
  return {track_keys.front().value, id};
}

F64 Curves::add_property(std::uint32_t lane) {
  const SourceId id{sources.size()};
  sources.push_back({SourceKind::property, lane, 1, 0});
  return {0, id};
}

F64 Curves::add(SourceKind kind, std::span<const double> its_numbers,
                std::span<const F64> its_operands) {
  const SourceId id{sources.size()};
  assert(arity_of({kind, 0, static_cast<std::uint32_t>(its_operands.size()), 0}).numbers ==
         its_numbers.size());
  sources.push_back({kind, static_cast<std::uint32_t>(operands.size()),
                     static_cast<std::uint32_t>(its_operands.size()),
                     static_cast<std::uint32_t>(numbers.size())});
  operands.insert(operands.end(), its_operands.begin(), its_operands.end());
  numbers.insert(numbers.end(), its_numbers.begin(), its_numbers.end());
  return {0, id};
}

std::uint32_t Curves::add_shape(const EaseShape& shape) {
  shapes.push_back(shape);
  return static_cast<std::uint32_t>(shapes.size() - 1);
}

}  // namespace lattice::anim

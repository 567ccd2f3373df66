// The lanes of a node that have a name: what expressions read and `inspect` prints.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "anim/anim.h"
#include "ir/ids.h"

namespace lattice::ir {

struct Node;

enum class PropertyKey : std::uint8_t {
  opacity,
  translate_x,
  translate_y,
  rotation_rad,
  scale_x,
  scale_y,
  anchor_x,
  anchor_y,
  skew_x,
  skew_y,
  z,
  rotation_x_rad,
  rotation_y_rad,
  switch_active,  // of switches only
};

inline constexpr std::size_t kPropertyKeys = 14;

// "transform.translate.x", in the order of PropertyKey.
const std::array<std::string_view, kPropertyKeys>& property_names();
std::string_view name_of(PropertyKey key);
std::optional<PropertyKey> find_property(std::string_view name);

// Does the node have it? All but switch_active are every node's.
bool has_property(const Node& node, PropertyKey key);
const anim::F64& property(const Node& node, PropertyKey key);

// One number for every lane of every node: what expr::PropertyId holds.
inline std::uint32_t property_number(NodeIdx node, PropertyKey key) {
  return static_cast<std::uint32_t>(node.index() * kPropertyKeys + static_cast<std::size_t>(key));
}

}  // namespace lattice::ir

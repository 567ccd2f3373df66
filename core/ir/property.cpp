#include "ir/property.h"

#include <algorithm>

#include "ir/node.h"

namespace lattice::ir {
namespace {

constexpr std::array<std::string_view, kPropertyKeys> kNames = {
    "opacity",
    "transform.translate.x",
    "transform.translate.y",
    "transform.rotation_rad",
    "transform.scale.x",
    "transform.scale.y",
    "transform.anchor.x",
    "transform.anchor.y",
    "transform.skew.x",
    "transform.skew.y",
    "transform.z",
    "transform.rotation_x_rad",
    "transform.rotation_y_rad",
    "switch.active",
};

}  // namespace

const std::array<std::string_view, kPropertyKeys>& property_names() { return kNames; }

std::string_view name_of(PropertyKey key) { return kNames[static_cast<std::size_t>(key)]; }

std::optional<PropertyKey> find_property(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return {};
  return static_cast<PropertyKey>(found - kNames.begin());
}

bool has_property(const Node& node, PropertyKey key) {
  return key != PropertyKey::switch_active || node.kind == NodeKind::selector;
}

const anim::F64& property(const Node& node, PropertyKey key) {
  const Transform& t = node.transform;
  switch (key) {
    case PropertyKey::opacity: return node.opacity;
    case PropertyKey::translate_x: return t.translate_x;
    case PropertyKey::translate_y: return t.translate_y;
    case PropertyKey::rotation_rad: return t.rotation_rad;
    case PropertyKey::scale_x: return t.scale_x;
    case PropertyKey::scale_y: return t.scale_y;
    case PropertyKey::anchor_x: return t.anchor_x;
    case PropertyKey::anchor_y: return t.anchor_y;
    case PropertyKey::skew_x: return t.skew_x_rad;
    case PropertyKey::skew_y: return t.skew_y_rad;
    case PropertyKey::z: return t.z;
    case PropertyKey::rotation_x_rad: return t.rotation_x_rad;
    case PropertyKey::rotation_y_rad: return t.rotation_y_rad;
    case PropertyKey::switch_active: break;
  }
  return node.active;
}

}  // namespace lattice::ir

#include "load/scene.h"

#include <algorithm>
#include <cstdio>

namespace lattice::bench {
namespace {

constexpr std::size_t kGroupChildren = 32;

constexpr char kHead[] = R"({
  "version": "0.3",
  "canvas": {"width": 1920, "height": 1080, "background": "#101418"},
  "fps": 30,
  "duration": 900,
  "assets": {
    "card": {"solid_rect": {"color": "#336699", "width": 320, "height": 180, "radius": 12}},
    "dot": {"solid_rect": {"color": [1, 0.4, 0], "width": 8, "height": 8}},
    "photo": {"image": {"source": "media/photo.jpg"}},
    "title": {"text": {"text": "Hello", "size_px": 48, "color": "#fff"}}
  },
  "root": {"id": "root", "stack": [)";

// One node of each sort; %zu is its number.
constexpr const char* kLeaves[] = {
    R"({"id": "card_%zu", "leaf": "card", "opacity": 0.9,
       "transform": {"translate": [120, 80.5], "rotation_deg": 3, "scale": 1.25, "anchor": [0.5, 0.5]}})",
    R"({"id": "moving_%zu", "leaf": "photo",
       "opacity": {"keys": [[0, 0], [12, 1, "ease_out"], [60, 1], [90, 0, "ease_in"]]},
       "transform": {"translate": {"keys": [[0, [0, 0]], [30, [400, 120], "ease_in_out_cubic"], [60, [640, 120]]]},
                     "scale": {"keys": [[0, 0.8], [90, 1.1, [0.3, 0, 0.2, 1]]]}}})",
    R"({"id": "soft_%zu", "leaf": "dot", "effects": [{"blur": 4}, {"saturate": 1.4},
       {"kind": "org.lattice.blur", "params": {"sigma": {"keys": [[0, 0], [20, 8]]}, "edge": "clamp"}}]})",
    R"({"id": "fading_%zu", "leaf": "title", "range": [30, 330],
       "transition_in": {"crossfade": 12}, "transition_out": {"kind": "crossfade", "duration_frames": 8}})",
    R"j({"id": "computed_%zu", "leaf": "dot", "opacity": "=clamp(time.frame / 30, 0, 1)",
       "transform": {"translate": {"x": "=100 + 40 * sin(time.seconds)", "y": 60}}})j",
};

void add_leaf(std::size_t number, std::string& out) {
  char text[640];
  std::snprintf(text, sizeof text, kLeaves[number % std::size(kLeaves)], number);
  out += text;
}

// The group itself, and its children; returns how many nodes that is.
std::size_t add_group(std::size_t number, std::size_t most, std::string& out) {
  out += "{\"id\": \"group_" + std::to_string(number) + "\", \"blend\": \"screen\", \"stack\": [";
  const std::size_t children = std::min(most - 1, kGroupChildren);
  for (std::size_t i = 0; i < children; ++i) {
    out += i > 0 ? ",\n      " : "\n      ";
    add_leaf(number + 1 + i, out);
  }
  out += "]}";
  return children + 1;
}

}  // namespace

std::string scene_of(std::size_t node_count) {
  std::string out = kHead;
  for (std::size_t made = 1; made < node_count;) {
    out += made > 1 ? ",\n    " : "\n    ";
    made += add_group(made, node_count - made, out);
  }
  return out + "]}\n}\n";
}

}  // namespace lattice::bench

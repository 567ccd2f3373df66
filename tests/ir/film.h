// A composition made by hand, without JSON: a sequence of leaves.
#pragma once
#include <initializer_list>
#include <string>

#include "ir/composition.h"

namespace lattice::test {

struct Film {
  ir::Composition composition;

  explicit Film(ir::NodeKind root = ir::NodeKind::sequence) {
    ir::Composition& c = composition;
    c.width = 100;
    c.height = 50;
    c.duration_frames = 60;
    c.fps = {30, 1};
    c.file = text("scene.json");
    ir::Asset asset;
    asset.key = text("bg");
    asset.pointer = text("/assets/bg");
    asset.width = 100;
    asset.height = 50;
    c.assets.push_back(asset);
    ir::Node node;
    node.kind = root;
    node.end_frame = 60;
    node.id = text("n");
    node.pointer = text("/root");
    c.nodes.push_back(node);
  }

  ir::TextId text(std::string value) {
    composition.texts.push_back(std::move(value));
    return ir::TextId{composition.texts.size() - 1};
  }

  // One more leaf under the root, at the end.
  ir::Node& add_leaf(std::int64_t frames) {
    ir::Composition& c = composition;
    const std::size_t index = c.nodes.size();
    ir::Node node;
    node.parent = ir::NodeIdx{std::size_t{0}};
    node.asset = ir::AssetIdx{std::size_t{0}};
    node.end_frame = frames;
    node.id = text("n." + std::to_string(index - 1));
    node.pointer = text("/root/sequence/" + std::to_string(index - 1));
    c.nodes.push_back(node);
    c.child_nodes.push_back(ir::NodeIdx{index});
    c.nodes[0].children.count = static_cast<std::uint32_t>(c.child_nodes.size());
    return c.nodes.back();
  }

  // One param, `value`.
  ir::TransitionIdx add_transition(std::size_t kind, std::int64_t frames, anim::F64 value = {}) {
    ir::Composition& c = composition;
    ir::Param param;
    param.lanes[0] = value;
    c.params.push_back(param);
    ir::Transition transition;
    transition.kind = ir::KindId{kind};
    transition.duration_frames = frames;
    transition.params = {static_cast<std::uint32_t>(c.params.size() - 1), 1};
    transition.pointer = text("/transition");
    c.transitions.push_back(transition);
    return ir::TransitionIdx{c.transitions.size() - 1};
  }
};

}  // namespace lattice::test

#include "ir/dump.h"

#include "ir/film.h"
#include "ir/passes/normalize.h"
#include "support/catch.h"

using namespace lattice;
using test::Film;

namespace {

ir::ParamSchema schema_of(const char* id, ir::ParamType type) {
  ir::ParamSchema schema;
  schema.id = id;
  schema.type = type;
  return schema;
}

// One effect with a param of each type that prints in its own way, and one transition.
ir::Catalog catalog() {
  using ir::ParamType;
  ir::Kind effect;
  effect.id = "test.all";
  effect.params = {schema_of("amount", ParamType::f64),   schema_of("at", ParamType::vec2),
                   schema_of("loud", ParamType::boolean), schema_of("side", ParamType::choice),
                   schema_of("text", ParamType::string),  schema_of("table", ParamType::f64_array)};
  effect.params[3].choices = {{"left", {}}, {"right", {}}};
  ir::Kind transition;
  transition.kind_class = ir::KindClass::transition;
  transition.id = "test.fade";
  transition.params = {schema_of("softness", ParamType::f64)};
  ir::Catalog out;
  out.kinds = {effect, transition};
  return out;
}

constexpr char kExpected[] = R"({
  "canvas": {"width": 100, "height": 50, "background": [0, 0, 0, 0]},
  "fps": {"num": 30, "den": 1},
  "duration": 60,
  "seed": 18446744073709551615,
  "assets": [
    {"index": 0, "key": "bg", "kind": "solid_rect", "color": [0.5, 0, 0, 1], "width": 100, "height": 50, "radius": 0}
  ],
  "nodes": [
    {
      "index": 0,
      "id": "n",
      "kind": "sequence",
      "parent": null,
      "children": [1],
      "asset": null,
      "range": [0, 60],
      "sequence_offset": 0,
      "blend": "normal",
      "lanes": {
        "opacity": 1,
        "transform.translate.x": 0,
        "transform.translate.y": 0,
        "transform.rotation_rad": 0,
        "transform.scale.x": 1,
        "transform.scale.y": 1,
        "transform.anchor.x": 0,
        "transform.anchor.y": 0,
        "transform.skew.x": 0,
        "transform.skew.y": 0,
        "transform.z": 0,
        "transform.rotation_x_rad": 0,
        "transform.rotation_y_rad": 0
      },
      "effects": [],
      "transition_in": null,
      "transition_out": null
    },
    {
      "index": 1,
      "id": "n.0",
      "kind": "leaf",
      "parent": 0,
      "children": [],
      "asset": 0,
      "range": [0, 30],
      "sequence_offset": 0,
      "blend": "normal",
      "lanes": {
        "opacity": {"keys": [[0, 0, "linear"], [9.5, 1, "hold"]]},
        "transform.translate.x": 0,
        "transform.translate.y": 0,
        "transform.rotation_rad": 0,
        "transform.scale.x": 1,
        "transform.scale.y": 1,
        "transform.anchor.x": 0,
        "transform.anchor.y": 0,
        "transform.skew.x": 0,
        "transform.skew.y": 0,
        "transform.z": 0,
        "transform.rotation_x_rad": 0,
        "transform.rotation_y_rad": 0,
        "conditioning.depth": 3
      },
      "effects": [
        {"kind": "test.all", "params": {"amount": 0.1, "at": [1, {"keys": [[0, 0, "linear"], [9.5, 1, "hold"]]}], "loud": true, "side": "right", "text": "hi", "table": [1, 2.5]}}
      ],
      "transition_in": null,
      "transition_out": {"kind": "test.fade", "duration_frames": 10, "params": {"softness": 0.25}}
    }
  ],
  "passes": ["unused_assets", "sequences", "transform_order"]
})";

}  // namespace

TEST_CASE("the dump of a composition is this text", "[ir][dump]") {
  Film film;
  film.add_leaf(30);
  ir::Composition& c = film.composition;
  c.seed = UINT64_MAX;
  c.assets[0].color = {0.5, 0, 0, 1};
  c.nodes[1].transition_out = film.add_transition(1, 10, {0.25, {}});
  c.nodes[1].opacity = c.curves.add_track({{0, 0}, {9.5, 1, anim::Ease::hold}});
  c.nodes[1].own_depth = true;
  c.nodes[1].depth.constant = 3;
  ir::Effect effect;
  effect.kind = ir::KindId{std::size_t{0}};
  effect.params = {static_cast<std::uint32_t>(c.params.size()), 6};
  effect.pointer = film.text("/root/sequence/0/effects/0");
  c.effects.push_back(effect);
  c.nodes[1].effects = {0, 1};
  c.numbers = {1, 2.5};
  c.params.resize(c.params.size() + 6);
  ir::Param* params = &c.params[effect.params.first];
  params[0].lanes[0].constant = 0.1;
  params[1].lanes[0].constant = 1;
  params[1].lanes[1] = c.nodes[1].opacity;
  params[2].lanes[0].constant = 1;
  params[3].lanes[0].constant = 1;
  params[4].text = film.text("hi");
  params[5].numbers = {0, 2};
  REQUIRE(ir::normalize(c));
  JsonWriter json;
  ir::dump(json, c, catalog());
  CHECK(json.text() == kExpected);
}

// Masks, parents and inputs that name other nodes.
#include "schema/loaded.h"
#include "support/catch.h"

using namespace lattice;
using test::composition;
using test::diagnostics_of;
using test::load;

namespace {

std::size_t index_of(const ir::Composition& c, std::string_view id) {
  for (std::size_t i = 0; i < c.nodes.size(); ++i)
    if (c.text(c.nodes[i].id) == id) return i;
  FAIL(id);
  return 0;
}

std::string mask_by(const char* id) {
  return R"("mask": {"source": {"node": ")" + std::string(id) + "\"}}";
}

}  // namespace

TEST_CASE("a node is found wherever it stands, in its own row first", "[schema][references]") {
  const auto result = load(composition(
      R"({"group": [{"id": "a", "leaf": "bg", "parent": "z"},
          {"repeat": {"over": 2, "child": {"group": [
             {"id": "in", "leaf": "bg", "parent": "hook"}, {"id": "hook", "leaf": "bg"},
             {"id": "out", "leaf": "bg", "parent": "z"}]}}},
          {"id": "z", "leaf": "bg"}]})"));
  REQUIRE(diagnostics_of(result) == "");
  const ir::Composition& c = result.composition;
  const auto attached = [&](std::string_view id) {
    return c.text(c.node(c.nodes[index_of(c, id)].attached_to).id);
  };
  CHECK(attached("a") == "z");
  CHECK(attached("in.0") == "hook.0");
  CHECK(attached("in.1") == "hook.1");
  CHECK(attached("out.1") == "z");
  REQUIRE(c.transform_order.size() == c.nodes.size());
  std::size_t a = 0, z = 0;
  for (std::size_t i = 0; i < c.transform_order.size(); ++i) {
    if (c.transform_order[i].index() == index_of(c, "a")) a = i;
    if (c.transform_order[i].index() == index_of(c, "z")) z = i;
  }
  CHECK(z < a);
}

TEST_CASE("names do not reach into other compositions", "[schema][references]") {
  CHECK(diagnostics_of(composition(
            R"({"group": [{"id": "outside", "leaf": "bg"}, {"id": "c", "comp": "inner"}]})",
            R"("compositions": {"inner": {"duration": 9,
                "root": {"id": "x", "leaf": {"null": {}}, "parent": "outside"}}},)")) ==
        "scene.json:/compositions/inner/root/parent: unknown node \"outside\"; known: x (node "
        "\"c/x\")");
}

TEST_CASE("pictures and transforms must not wait for each other", "[schema][references]") {
  const auto of = [](const std::string& a, const std::string& b) {
    return diagnostics_of(composition(R"({"group": [{"id": "a", "leaf": "bg", )" + a +
                                      R"(}, {"id": "b", "leaf": "bg", )" + b + "}]}"));
  };
  CHECK(of(mask_by("b"), mask_by("a")) ==
        "scene.json:/root/group/1/mask/source/node: pictures wait for each other: a -> b -> a; "
        "break the circle (node \"b\")");
  CHECK(of(R"("parent": "b")", R"("parent": "a")") ==
        "scene.json:/root/group/1/parent: transforms wait for each other: a -> b -> a; break the "
        "circle (node \"b\")");
  CHECK(of(R"("parent": "b")", mask_by("a")) == "");
  CHECK(
      of(R"("effects": [{"kind": "displace", "inputs": {"map": {"node": "b"}}}])", mask_by("a")) ==
      "scene.json:/root/group/1/mask/source/node: pictures wait for each other: a -> b -> a; "
      "break the circle (node \"b\")");
}

TEST_CASE("a mask is no ancestor, and no node whose picture holds it", "[schema][references]") {
  CHECK(diagnostics_of(composition(R"({"id": "top", "group": [{"id": "a", "leaf": "bg", )" +
                                   mask_by("top") + "}]}")) ==
        "scene.json:/root/group/0/mask/source/node: the node \"top\" is around this one, so that "
        "its picture waits for this one's; name a node that is no ancestor (node \"a\")");
  // The mask's child is masked by what it masks.
  CHECK(diagnostics_of(composition(R"({"group": [{"id": "a", "leaf": "bg", )" + mask_by("m") +
                                   R"(}, {"id": "m", "group": [{"id": "c", "leaf": "bg", )" +
                                   mask_by("a") + "}]}]}")) ==
        "scene.json:/root/group/1/group/0/mask/source/node: pictures wait for each other: a -> m "
        "-> c -> a; break the circle (node \"c\")");
  // A child may mask what is around it: its picture needs nothing of it.
  CHECK(diagnostics_of(composition(R"({"id": "top", "group": [{"id": "a", "leaf": "bg"}], )" +
                                   mask_by("a") + "}")) == "");
}

TEST_CASE("a node may not follow the transform of what it carries", "[schema][references]") {
  CHECK(diagnostics_of(composition(
            R"({"group": [{"id": "g", "parent": "c", "group": [{"id": "c", "leaf": "bg"}]}]})")) ==
        "scene.json:/root/group/0/parent: transforms wait for each other: g -> c -> g; break the "
        "circle (node \"g\")");
}

TEST_CASE("a long circle is shortened, and found without recursion", "[schema][references]") {
  std::string children;
  constexpr int kNodes = 20000;
  for (int i = 0; i < kNodes; ++i)
    children += std::string(i == 0 ? "" : ", ") + R"({"id": "x)" + std::to_string(i) +
                R"(", "leaf": "bg", "parent": "x)" + std::to_string((i + 1) % kNodes) + "\"}";
  CHECK(diagnostics_of(composition(R"({"group": [)" + children + "]}")) ==
        "scene.json:/root/group/19999/parent: transforms wait for each other: x0 -> x1 -> x2 -> x3 "
        "-> (19992 more) -> x19996 -> x19997 -> x19998 -> x19999 -> x0; break the circle (node "
        "\"x19999\")");
}

TEST_CASE("masks and layouts are read with their defaults", "[schema][nodes]") {
  const auto result = load(composition(
      R"({"id": "card", "leaf": "bg",
          "mask": {"source": {"shape": {"rounded_rect": {"width": 30, "height": 20, "radius": 4}}},
                   "mode": {"stencil": {}}},
          "layout": {"size": {"width": "50%", "height": 12}, "inset_px": {"left": 0},
                     "padding_px": {"top": 3}, "gap_px": 5, "min_size": {"width": "auto"}}})"));
  REQUIRE(diagnostics_of(result) == "");
  const ir::Composition& c = result.composition;
  REQUIRE(c.masks.size() == 1);
  const ir::Mask& mask = c.masks[0];
  CHECK(mask.source == ir::MaskSource::rounded_rect);
  CHECK(mask.mode == ir::MaskMode::stencil);
  CHECK(mask.threshold == 0.5);
  CHECK_FALSE(mask.inverted);
  CHECK(mask.lanes[0].constant == 0);
  CHECK(mask.lanes[2].constant == 30);
  CHECK(mask.lanes[4].constant == 4);
  CHECK(mask.feather.constant == 0);
  REQUIRE(c.layouts.size() == 1);
  const ir::Layout& layout = c.layouts[0];
  using Unit = ir::Dimension::Unit;
  CHECK(layout.display == ir::Display::flex);
  CHECK(layout.align_items == ir::Align::normal);
  CHECK(layout.width.unit == Unit::percent);
  CHECK(layout.width.value.constant == 50);
  CHECK(layout.height.unit == Unit::px);
  CHECK(layout.min_width.unit == Unit::automatic);
  CHECK(layout.inset.left.unit == Unit::px);
  CHECK(layout.inset.top.unit == Unit::automatic);
  CHECK(layout.padding.top.value.constant == 3);
  CHECK(layout.gap_y.constant == 5);
  CHECK(layout.flex_shrink.constant == 1);
}

TEST_CASE("a mask's path is parsed, and a mistake has its column", "[schema][nodes]") {
  const auto of = [](const char* d) {
    return load(
        composition(R"({"leaf": "bg", "mask": {"source": {"shape": {"path": {"svg_path_d": ")" +
                    std::string(d) + "\"}}}}}"));
  };
  const auto good = of("M0 0h10v10z");
  REQUIRE(diagnostics_of(good) == "");
  CHECK(good.composition.masks[0].verbs.count == 4);
  CHECK(good.composition.mask_points.size() == 3);
  const std::string wrong = diagnostics_of(of("M0 0h10x"));
  CHECK(wrong.starts_with(
      "scene.json:/root/mask/source/shape/path/svg_path_d: \"svg_path_d\", column 8: "));
}

TEST_CASE("a camera without numbers sees the canvas pixel for pixel", "[schema][nodes]") {
  const auto result = load(composition(R"({"leaf": "bg"})", R"("camera": {},)"));
  REQUIRE(result.composition.camera);
  const ir::Camera& camera = *result.composition.camera;
  CHECK(camera.position[0].constant == 50);
  CHECK(camera.position[1].constant == 25);
  // 25 px above the axis are seen at 25 degrees.
  CHECK(camera.position[2].constant == Approx(-25 / 0.46630765815499858));
  CHECK(camera.up[1].constant == -1);
  CHECK_FALSE(camera.has_target);
}

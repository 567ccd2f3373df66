// Hashes of units and frames: equal for what looks the same, different for anything that
// matters.
#include "eval/hashes.h"

#include <cmath>
#include <limits>

#include "eval/film.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::eval::testing;

namespace {

eval::GraphHashes hashes_of(const Film& film) {
  eval::GraphHashes out;
  eval::GraphHasher(film.composition, film.catalog, *film.store, *film.evaluator)
      .hash(film.graph, out);
  return out;
}

std::size_t unit_index(const Film& film, const std::string& id) {
  return static_cast<std::size_t>(&film.unit(id) - film.graph.units.data());
}

struct Hashed {
  eval::GraphHashes all;
  eval::UnitHash unit;  // of the one that was asked for
};

Hashed hashed(Film& film, double frame, const std::string& id) {
  film.show(frame);
  Hashed out{hashes_of(film), {}};
  out.unit = out.all.units[unit_index(film, id)];
  return out;
}

// One leaf "a" with everything; a mutation replaces a part of the text.
std::string everything() {
  return R"({"id": "a", "leaf": "bg", "opacity": 0.5, "blend": "multiply",
      "transform": {"translate": [3, 4], "rotation_deg": 10, "z": 7},
      "effects": [{"kind": "typed", "params": {"number": 1.5, "integer": 3, "vec2": [1, 2],
         "vec3": [1, 2, 3], "color": "#102030", "boolean": true, "choice": "second",
         "string": "text", "array": [1, 2, 3]}},
         {"kind": "displace", "inputs": {"map": {"asset": "bg"}}}],
      "mask": {"source": {"shape": {"rect": {"x": 1, "y": 2, "width": 30, "height": 40}}},
               "mode": {"stencil": {"threshold": 0.25}}, "inverted": true, "feather": 3},
      "transition_in": {"kind": "wipe", "duration_frames": 20, "params": {"soft_edge": 0.5}}})";
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  CAPTURE(from);
  REQUIRE(at != text.npos);
  return text.replace(at, from.size(), to);
}

// What of unit "a" at frame 5 a change of its text changes.
struct Difference {
  bool content = false, unit = false, frame = false;

  friend bool operator==(const Difference&, const Difference&) = default;
};

Difference difference(const Hashed& a, const Hashed& b) {
  return {a.unit.content != b.unit.content, a.unit.unit != b.unit.unit, a.all.frame != b.all.frame};
}

Difference difference(const std::string& first, const std::string& second,
                      const std::string& extra = "") {
  Film one(first), two(second, extra);
  return difference(hashed(one, 5, "a"), hashed(two, 5, "a"));
}

constexpr Difference kNone{}, kPlacement{false, true, true}, kContent{true, true, true};

}  // namespace

TEST_CASE("whatever a composition says of a picture is in its hash", "[eval][hash]") {
  struct Case {
    const char *from, *to;
    Difference difference;
  };
  const Case cases[] = {
      {R"("opacity": 0.5)", R"("opacity": 0.6)", kPlacement},
      {"multiply", "screen", kPlacement},
      {R"("translate": [3, 4])", R"("translate": [3, 5])", kPlacement},
      {R"("rotation_deg": 10)", R"("rotation_deg": 11)", kPlacement},
      {R"("z": 7)", R"("z": 8)", kPlacement},
      {R"("duration_frames": 20)", R"("duration_frames": 25)", kPlacement},  // progress
      {R"("soft_edge": 0.5)", R"("soft_edge": 0.25)", kPlacement},
      {R"({"kind": "wipe", "duration_frames": 20, "params": {"soft_edge": 0.5}})",
       R"({"kind": "crossfade", "duration_frames": 20})", kPlacement},
      {R"("number": 1.5)", R"("number": 1.25)", kContent},
      {R"("integer": 3)", R"("integer": 4)", kContent},
      {R"("vec2": [1, 2])", R"("vec2": [1, 3])", kContent},
      {R"("vec3": [1, 2, 3])", R"("vec3": [1, 2, 4])", kContent},
      {"#102030", "#102031", kContent},
      {R"("boolean": true)", R"("boolean": false)", kContent},
      {"second", "first", kContent},
      {R"("text")", R"("test")", kContent},
      {R"("array": [1, 2, 3])", R"("array": [1, 2])", kContent},
      {R"({"kind": "displace", "inputs": {"map": {"asset": "bg"}}})", R"({"kind": "plain"})",
       kContent},
      {R"("x": 1)", R"("x": 1.5)", kContent},
      {R"("height": 40)", R"("height": 41)", kContent},
      {R"({"rect": {"x": 1, "y": 2, "width": 30, "height": 40}})",
       R"({"ellipse": {"cx": 1, "cy": 2, "rx": 30, "ry": 40}})", kContent},
      {R"({"shape": {"rect": {"x": 1, "y": 2, "width": 30, "height": 40}}})", R"({"asset": "bg"})",
       kContent},
      {R"({"shape": {"rect": {"x": 1, "y": 2, "width": 30, "height": 40}}})",
       R"({"shape": {"path": {"svg_path_d": "M0 0H9V9Z"}}})", kContent},
      {"0.25", "0.5", kContent},
      {R"({"stencil": {"threshold": 0.25}})", R"("alpha")", kContent},
      {R"("inverted": true)", R"("inverted": false)", kContent},
      {R"("feather": 3)", R"("feather": 2)", kContent},
      {R"("leaf": "bg")",
       R"("leaf": {"solid_rect": {"color": "#fffffe", "width": 10, "height": 10}})", kContent},
      {R"("leaf": "bg")", R"("leaf": {"solid_rect": {"color": "#fff", "width": 10, "height": 11}})",
       kContent},
      {R"("opacity": 0.5)", R"("opacity": 0.5, "motion_blur": {"samples": 4})", kPlacement},
  };
  for (const Case& c : cases) {
    CAPTURE(c.from, c.to);
    CHECK(difference(everything(), replaced(everything(), c.from, c.to)) == c.difference);
  }
}

TEST_CASE("paths of masks differ by every point and verb", "[eval][hash]") {
  const auto with_path = [](const std::string& d) {
    return R"({"id": "a", "leaf": "bg", "mask": {"source": {"shape": {"path": {"svg_path_d": ")" +
           d + R"("}}}}})";
  };
  CHECK(difference(with_path("M0 0H9V9Z"), with_path("M0 0H9V8Z")) == kContent);
  CHECK(difference(with_path("M0 0H9V9Z"), with_path("M0 0H9V9")) == kContent);
  CHECK(difference(with_path("M0 0H9V9Z"), with_path("M 0,0 L 9,0 L 9,9 Z")) == kNone);
}

TEST_CASE("what has no part in a picture is not in its hash", "[eval][hash]") {
  const std::string text = everything();
  CHECK(difference(text, text) == kNone);
  for (const char* more :
       {R"("metadata": {"any": 1}, )", R"("conditioning": {"semantic": "person", "mask": true}, )",
        R"("range": [0, 59], )"}) {
    CAPTURE(more);
    CHECK(difference(text, replaced(text, R"("leaf")", std::string(more) + R"("leaf")")) == kNone);
  }
  // The other way to write the same picture, and a threshold that no mode reads.
  CHECK(
      difference(
          text,
          replaced(text, R"("leaf": "bg")",
                   R"("leaf": {"solid_rect": {"color": "#ffffff", "width": 10, "height": 10}})")) ==
      kNone);
}

TEST_CASE("a node's name and number do not matter", "[eval][hash]") {
  Film one(group_of(everything()));
  Film two(group_of(R"({"id": "gone", "range": [50, 60], "leaf": "bg"}, )" +
                    replaced(everything(), R"("id": "a")", R"("id": "z")")));
  CHECK(difference(hashed(one, 5, "a"), hashed(two, 5, "z")) == kNone);
}

TEST_CASE("settings of the composition are in the hash", "[eval][hash]") {
  Film plain(everything());
  const Hashed before = hashed(plain, 5, "a");
  CHECK(difference(before, [] {
          Film film(everything(), R"("fps": 25,)");
          return hashed(film, 5, "a");
        }()) == kContent);
  Film wide(everything());
  wide.composition.width = 101;
  CHECK(difference(before, hashed(wide, 5, "a")) == kContent);
  Film dark(everything());
  dark.composition.background.a = 1;
  CHECK(difference(before, hashed(dark, 5, "a")) == Difference{false, false, true});
  Film linear(everything());
  linear.composition.working = ir::WorkingSpace::linear_srgb_f32;
  CHECK(difference(before, hashed(linear, 5, "a")) == kContent);
}

TEST_CASE("kinds count by id and content version", "[eval][hash]") {
  Film film(everything());
  const Hashed before = hashed(film, 5, "a");
  film.catalog.kinds[kTypedEffect].content_version = 2;
  CHECK(difference(before, hashed(film, 5, "a")) == kContent);
  film.catalog.kinds[kTypedEffect].content_version = 0;
  CHECK(difference(before, hashed(film, 5, "a")) == kNone);
  film.catalog.kinds[kWipe].content_version = 2;
  CHECK(difference(before, hashed(film, 5, "a")) == kPlacement);
  film.catalog.kinds[kWipe].content_version = 0;
  film.catalog.kinds[kTypedEffect].id = "com.other.typed";
  CHECK(difference(before, hashed(film, 5, "a")) == kContent);
}

TEST_CASE("every field of a unit that decides on pixels is in its hash", "[eval][hash]") {
  using Graph = eval::EvaluatedGraph;
  Film film(everything());
  const Hashed before = hashed(film, 5, "a");
  const auto after = [&](auto&& mutate) {
    Graph good = film.graph;
    mutate(film.graph);
    const eval::GraphHashes all = hashes_of(film);
    film.graph = std::move(good);
    return difference(before, {all, all.units[0]});
  };
  CHECK(after([](Graph&) {}) == kNone);
  CHECK(after([](Graph& g) { g.units[0].blend = image::Blend::normal; }) == kPlacement);
  CHECK(after([](Graph& g) { g.units[0].opacity = 0.25; }) == kPlacement);
  CHECK(after([](Graph& g) { g.units[0].z = 8; }) == kPlacement);
  for (std::size_t i = 0; i < 9; ++i)
    CHECK(after([i](Graph& g) { g.units[0].parent_from_node.m[i] += 0.5; }) == kPlacement);
  CHECK(after([](Graph& g) { g.units[0].transition_in = {}; }) == kPlacement);
  CHECK(after([](Graph& g) { g.units[0].transition_in.progress = 0.75; }) == kPlacement);
  CHECK(after([](Graph& g) { std::swap(g.units[0].transition_in, g.units[0].transition_out); }) ==
        kPlacement);
  CHECK(after([](Graph& g) { g.units[0].mask = {}; }) == kContent);
  CHECK(after([](Graph& g) { g.units[0].effects.count = 1; }) == kContent);
  CHECK(after([](Graph& g) { ++g.units[0].effects.first, --g.units[0].effects.count; }) ==
        kContent);
  CHECK(after([](Graph& g) { std::swap(g.effects[0], g.effects[1]); }) == kContent);
  for (std::size_t i = 0; i < 5; ++i)
    CHECK(after([i](Graph& g) { g.masks[0].lanes[i] += 1; }) == kContent);
  CHECK(after([](Graph& g) { g.masks[0].feather += 1; }) == kContent);
  CHECK(after([](Graph& g) { g.nodes[0].culled = true; }) == kPlacement);
  CHECK(after([](Graph& g) { g.planes.resize(1); }) == kPlacement);
}

TEST_CASE("planes in space count by depth and by what is in sight", "[eval][hash]") {
  Film film(everything());
  film.show(5);
  film.graph.planes.resize(1);
  const auto hash = [&](auto&& mutate) {
    const eval::EvaluatedGraph good = film.graph;
    mutate(film.graph);
    const Hash128 out = hashes_of(film).units[0].unit;
    film.graph = good;
    return out;
  };
  using Graph = eval::EvaluatedGraph;
  const Hash128 before = hash([](Graph&) {});
  CHECK(before == hash([](Graph&) {}));
  CHECK(before != hash([](Graph& g) { g.planes[0].depth.per_x = 1; }));
  CHECK(before != hash([](Graph& g) { g.planes[0].depth.per_y = 1; }));
  CHECK(before != hash([](Graph& g) { g.planes[0].depth.at_origin = 1; }));
  CHECK(before != hash([](Graph& g) { g.planes[0].depth_offset = 1; }));
  CHECK(before != hash([](Graph& g) { g.projection.near = 1; }));
  CHECK(before != hash([](Graph& g) { g.projection.far = 1; }));
}

TEST_CASE("-0 is 0 and one NaN is like another", "[eval][hash]") {
  Film film(everything());
  const auto hash = [&](double opacity) {
    film.show(5);
    film.graph.units[0].opacity = opacity;
    return hashes_of(film).units[0].unit;
  };
  CHECK(hash(0.0) == hash(-0.0));
  CHECK(hash(std::nan("1")) == hash(-std::numeric_limits<double>::quiet_NaN()));
  CHECK(hash(std::nan("1")) != hash(0.0));
}

TEST_CASE("a hash is the same in every run", "[eval][hash]") {
  Film film(R"({"id": "a", "leaf": "bg", "transform": {"translate": [3, 4]}})");
  const Hashed found = hashed(film, 5, "a");
  CHECK(found.unit.content.hex() == "5e1637215ee368a2dd3e5a75779252f9");
  CHECK(found.unit.unit.hex() == "759f3c946d907fe052fad43b25197a52");
  CHECK(found.all.frame.hex() == "ae197a68d5e2c62a1bc96cb12fbe8362");
}

TEST_CASE("frames that show the same have one hash", "[eval][hash]") {
  Film film(group_of(R"({"id": "a", "leaf": "bg", "transform": {"translate":
      {"x": {"keys": [[0, 0], [10, 50], [20, 50], [30, 0]]}, "y": 0}}})"));
  const auto frame = [&](double at) { return hashed(film, at, "a").all.frame; };
  CHECK(frame(12) == frame(18));
  CHECK(frame(12) != frame(9));
  CHECK(frame(0) == frame(45));
}

TEST_CASE("a moving node keeps the hash of its content", "[eval][hash]") {
  Film film(group_of(
      R"({"id": "g", "effects": [{"kind": "plain"}], "transform": {"rotation_deg": "=time.frame"},
      "group": [{"id": "a", "leaf": "bg"}]})"));
  const Hashed first = hashed(film, 1, "g"), second = hashed(film, 2, "g");
  CHECK(difference(first, second) == kPlacement);
}

TEST_CASE("groups count by what is inside, and in its order", "[eval][hash]") {
  const auto content = [](const std::string& children) {
    Film film(R"({"id": "g", "effects": [{"kind": "plain"}], "group": [)" + children + "]}");
    return hashed(film, 0, "g").unit.content;
  };
  const std::string a = R"({"leaf": "bg"})", b = R"({"leaf": "bg", "opacity": 0.5})";
  const std::string nested = R"({"effects": [{"kind": "plain"}], "group": [)" + b + "]}";
  CHECK(content(a + "," + b) == content(a + "," + b));
  CHECK(content(a + "," + b) != content(b + "," + a));
  CHECK(content(a + "," + b) != content(a));
  CHECK(content(a + "," + nested) != content(a + "," + b));
  // A group that is not isolated is not there.
  CHECK(content(a + R"(, {"group": [)" + b + "]}") == content(a + "," + b));
}

TEST_CASE("neighbours that pair differ from the same two side by side", "[eval][hash]") {
  const auto frame = [](std::int64_t begin) {
    Film film(R"({"id": "s", "stack": [
      {"id": "a", "range": [0, 20], "leaf": "bg", "transition_out": {"crossfade": 10}},
      {"id": "b", "range": [)" +
              std::to_string(begin) + R"(, 50], "leaf": "bg",
       "transition_in": {"crossfade": 10}}]})");
    film.show(15);
    // Both at progress 0.5.
    for (eval::Unit& unit : film.graph.units)
      if (unit.transition_in.transition) unit.transition_in.progress = 0.5;
    return hashes_of(film).frame;
  };
  CHECK(frame(10) != frame(11));
  CHECK(frame(11) == frame(12));
}

TEST_CASE("mattes count by what they show, and by how they lie to what they feed", "[eval][hash]") {
  const auto scene = [](const std::string& more_of_a, const std::string& more_of_m) {
    return group_of(R"({"id": "a", "leaf": "bg")" + more_of_a +
                    R"(, "mask": {"source": {"node": "m"}}}, {"id": "m", "leaf": "bg")" +
                    more_of_m + "}");
  };
  CHECK(difference(scene("", ""), scene("", "")) == kNone);
  CHECK(difference(scene("", ""), scene("", R"(, "opacity": 0.5)")) == kContent);
  CHECK(difference(scene("", ""), scene("", R"(, "transform": {"translate": 1})")) == kContent);
  CHECK(difference(scene("", ""), scene(R"(, "transform": {"translate": 1})", "")) == kContent);
  CHECK(difference(scene("", ""), scene("", R"(, "range": [9, 60])")) == kContent);
  const auto fed = [](const std::string& more_of_m) {
    return group_of(R"({"id": "a", "leaf": "bg", "effects": [{"kind": "displace",
        "inputs": {"map": {"node": "m"}}}]}, {"id": "m", "leaf": "bg")" +
                    more_of_m + "}");
  };
  CHECK(difference(fed(""), fed("")) == kNone);
  CHECK(difference(fed(""), fed(R"(, "opacity": 0.5)")) == kContent);
}

TEST_CASE("an effect that varies differs from frame to frame and from node to node",
          "[eval][hash]") {
  const auto effect = [](const std::string& kind, const std::string& id, double frame,
                         const std::string& extra = "") {
    Film film(group_of(R"({"id": ")" + id + R"(", "leaf": "bg", "effects": [{"kind": ")" + kind +
                       "\"}]}"),
              extra);
    film.show(frame);
    return hashes_of(film).effects.at(0);
  };
  CHECK(effect("plain", "a", 1) == effect("plain", "b", 2));
  CHECK(effect("grain", "a", 1) == effect("grain", "a", 1));
  CHECK(effect("grain", "a", 1) != effect("grain", "a", 2));
  CHECK(effect("grain", "a", 1) != effect("grain", "b", 1));
  CHECK(effect("grain", "a", 1) != effect("grain", "a", 1, R"("seed": 7,)"));
}

TEST_CASE("an effect counts with the frame rate of the composition that it is in", "[eval][hash]") {
  const auto effect = [](const std::string& fps) {
    Film film(group_of(R"({"id": "c", "comp": "inner"})"),
              R"("compositions": {"inner": {"duration": 60, "fps": )" + fps + R"(, "root": {
                 "leaf": {"solid_rect": {"color": "#fff", "width": 10, "height": 10}},
                 "effects": [{"kind": "plain"}]}}},)");
    film.show(0);
    return hashes_of(film).effects.at(0);
  };
  CHECK(effect("25") == effect("25"));
  CHECK(effect("25") != effect("24"));
}

TEST_CASE("what plays differs from frame to frame, shown, as a mask or as an input",
          "[eval][hash]") {
  const std::string still = R"({"solid_rect": {"color": "#000", "width": 5, "height": 5}})";
  for (const std::string& node :
       {std::string(R"({"id": "a", "leaf": "bg"})"),
        R"({"id": "a", "leaf": )" + still + R"(, "mask": {"source": {"asset": "bg"}}})",
        R"({"id": "a", "leaf": )" + still +
            R"(, "effects": [{"kind": "displace", "inputs": {"map": {"asset": "bg"}}}]})"}) {
    CAPTURE(node);
    Film film(node);
    CHECK(hashed(film, 1, "a").unit.content == hashed(film, 2, "a").unit.content);
    for (ir::Asset& asset : film.composition.assets)
      if (film.composition.text(asset.key) == "bg") asset.kind = ir::AssetKind::video;
    CHECK(hashed(film, 1, "a").unit.content == hashed(film, 1, "a").unit.content);
    CHECK(hashed(film, 1, "a").unit.content != hashed(film, 2, "a").unit.content);
  }
}

TEST_CASE("assets that are drawn from their description differ by all of it", "[eval][hash]") {
  const auto content = [](const std::string& asset) {
    Film film(R"({"id": "a", "leaf": )" + asset + "}");
    return hashed(film, 0, "a").unit.content;
  };
  const std::pair<const char*, const char*> pairs[] = {
      {R"({"solid_rect": {"color": "#fff", "width": 9, "height": 9, "radius": 1}})",
       R"({"solid_rect": {"color": "#fff", "width": 9, "height": 9, "radius": 2}})"},
      {R"({"path": {"svg_path_d": "M0 0L9 9L0 9Z"}})",
       R"({"path": {"svg_path_d": "M0 0L9 8L0 9Z"}})"},
      {R"({"path": {"svg_path_d": "M0 0L9 9", "stroke": "#fff"}})",
       R"({"path": {"svg_path_d": "M0 0L9 9", "stroke": "#fff", "dash": [1, 2]}})"},
      {R"({"noise": {"kind": "perlin", "seed": 1}})",
       R"({"noise": {"kind": "perlin", "seed": 2}})"},
      {R"({"text": {"text": "a"}})", R"({"text": {"text": "b"}})"}};
  for (const auto& [one, other] : pairs) {
    CAPTURE(one, other);
    CHECK(content(one) == content(one));
    CHECK(content(one) != content(other));
  }
}

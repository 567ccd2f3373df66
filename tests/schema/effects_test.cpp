#include "anim/sample.h"
#include "schema/loaded.h"
#include "support/catch.h"

using namespace lattice;
using test::composition;
using test::diagnostics_of;
using test::leaf;
using test::load;
using test::with;

namespace {

std::string with_effect(std::string_view effect) {
  return leaf("\"effects\": [" + std::string(effect) + "]");
}

}  // namespace

TEST_CASE("an effect has a canonical form and shorthands that mean the same", "[schema][effects]") {
  const auto first = load(with_effect(R"({"kind": "blur", "params": {"sigma": 4}})"));
  REQUIRE(diagnostics_of(first) == "");
  for (const char* form :
       {R"({"blur": 4})", R"({"blur": {"sigma": 4}})", R"({"org.lattice.blur": 4})",
        R"({"blur": {"radius": 8}})", R"({"blur": {"radius_px": 8, "edge": "transparent"}})",
        R"({"params": {"sigma": 4}, "kind": "org.lattice.blur", "inputs": {}})"}) {
    CAPTURE(form);
    const auto result = load(with_effect(form));
    REQUIRE(diagnostics_of(result) == "");
    CHECK(test::dumped(result) == test::dumped(first));
  }
}

TEST_CASE("params that are not given have their defaults", "[schema][effects]") {
  for (const char* form :
       {R"({"blur": {}})", R"({"kind": "blur"})", R"({"kind": "blur", "params": {}})"}) {
    CAPTURE(form);
    const auto result = load(with_effect(form));
    REQUIRE(diagnostics_of(result) == "");
    const ir::Composition& c = result.composition;
    REQUIRE(c.effects.size() == 1);
    REQUIRE(c.effects[0].params.count == 2);
    CHECK(c.params[c.effects[0].params.first].lanes[0].constant == 8);
    CHECK(c.params[c.effects[0].params.first + 1].lanes[0].constant == 0);
    CHECK(c.text(c.effects[0].pointer) == "/root/effects/0");
  }
}

TEST_CASE("the value of a shorthand may be an Anim of the first param", "[schema][effects]") {
  const auto result = load(with_effect(R"({"blur": {"keys": [[0, 0], [10, 20]]}})"));
  REQUIRE(diagnostics_of(result) == "");
  const ir::Composition& c = result.composition;
  CHECK(anim::sample(c.curves, c.params[0].lanes[0], {5}) == 10);
}

TEST_CASE("effects keep their order", "[schema][effects]") {
  const auto result = load(with_effect(R"({"blur": 1}, {"saturate": 0.5}, {"blur": 2})"));
  REQUIRE(diagnostics_of(result) == "");
  const ir::Composition& c = result.composition;
  const Span32 effects = c.nodes[0].effects;
  REQUIRE(effects.count == 3);
  const double values[] = {1, 0.5, 2};
  for (std::uint32_t i = 0; i < 3; ++i)
    CHECK(c.params[c.effects[effects.first + i].params.first].lanes[0].constant == values[i]);
}

TEST_CASE("each wrong effect has its sentence", "[schema][effects]") {
  struct Case {
    const char* effect;
    const char* expected;
  };
  const Case cases[] = {
      {R"({"blurr": 8})", ": unknown effect \"blurr\"; did you mean \"blur\"?"},
      {R"({"kind": "blurr"})", ": unknown effect \"blurr\"; did you mean \"blur\"?"},
      {R"({"org.latice.blur": 8})",
       ": unknown effect \"org.latice.blur\"; did you mean \"org.lattice.blur\"?"},
      {R"({"glow": 1})",
       ": the short name \"glow\" of effects is not unique; write com.acme.glow or org.other.glow"},
      {R"({"crossfade": 1})",
       ": unknown effect \"crossfade\"; no plugin provides it: add its folder with --plugins or "
       "remove the effect"},
      {R"({"com.acme.bloom": {}})",
       ": unknown effect \"com.acme.bloom\"; install the plugin that provides it, or name its "
       "folder with --plugins"},
      {R"("blur")",
       ": \"effects\"[0] must be an object such as {\"blur\": {\"sigma\": 8}}, not a string"},
      {R"({})",
       ": an effect has \"kind\" and \"params\", or one key that is its kind; this one has: none; "
       "write {\"kind\": \"blur\", \"params\": {\"sigma\": 8}} or {\"blur\": 8}"},
      {R"({"blur": 1, "saturate": 2})",
       ": an effect has \"kind\" and \"params\", or one key that is its kind; this one has: "
       "\"blur\", \"saturate\"; write {\"kind\": \"blur\", \"params\": {\"sigma\": 8}} or "
       "{\"blur\": 8}"},
      {R"({"kind": 7})", "/kind: \"kind\" must be a string, not a number"},
      {R"({"kind": ""})", "/kind: \"kind\" must not be empty"},
      {R"({"kind": "blur", "parms": {}})",
       "/parms: unknown key \"parms\"; did you mean \"params\"?"},
      {R"({"kind": "blur", "params": 8})",
       "/params: \"params\" must be an object of parameters, not a number"},
      {R"({"com.acme.glow": 3})", "/com.acme.glow: effect \"glow\" takes no parameters; write {}"},
      {R"({"color_matrix": {}})",
       ": effect \"color_matrix\" needs the parameter \"matrix\"; add it"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.effect);
    CHECK(diagnostics_of(with_effect(c.effect)) ==
          "scene.json:/root/effects/0" + std::string(c.expected) + " (node \"card\")");
  }
  CHECK(diagnostics_of(leaf(R"("effects": {})")) ==
        "scene.json:/root/effects: \"effects\" must be an array of effects, not an object "
        "(node \"card\")");
}

TEST_CASE("inputs are assets by port, and an optional port may stay empty", "[schema][effects]") {
  const auto inputs_of = [](std::string_view effect) {
    const auto result = load(
        composition(R"({"id": "card", "leaf": "bg", "effects": [)" + std::string(effect) + "]}",
                    R"("metadata": 0, )"));
    REQUIRE(diagnostics_of(result) == "");
    const ir::Composition& c = result.composition;
    std::string out;
    for (std::uint32_t i = 0; i < c.effects[0].inputs.count; ++i) {
      const ir::AssetIdx input = c.inputs[c.effects[0].inputs.first + i].asset;
      out += (out.empty() ? "" : " ") +
             (input ? c.text(c.assets[input.index()].key) : std::string("-"));
    }
    return out;
  };
  CHECK(inputs_of(R"({"kind": "displace", "inputs": {"map": {"asset": "bg"}}})") == "bg -");
  CHECK(
      inputs_of(
          R"({"inputs": {"mask": {"asset": "bg"}, "map": {"asset": "bg"}}, "kind": "displace"})") ==
      "bg bg");
  CHECK(inputs_of(R"({"kind": "displace", "inputs": {"mask": null, "map": {"asset": "bg"}}})") ==
        "bg -");
  CHECK(inputs_of(R"({"kind": "blur", "inputs": null})") == "");
}

TEST_CASE("an asset that only an input names is kept", "[schema][effects]") {
  const std::string used = R"({"image": {"source": "noise.png"}}, "bg")";
  const auto result =
      load(with(with_effect(R"({"kind": "displace", "inputs": {"map": {"asset": "a_map"}}})"),
                R"({"bg")", R"({"a_map": )" + used));
  REQUIRE(diagnostics_of(result) == "");
  CHECK(result.composition.assets.size() == 2);
  CHECK(test::dumped(result).find(R"("inputs": {"map": 0, "mask": null})") != std::string::npos);
  const auto unused = load(with(with_effect(R"({"blur": 1})"), R"({"bg")", R"({"a_map": )" + used));
  CHECK(unused.composition.assets.size() == 1);
}

TEST_CASE("each wrong input has its sentence", "[schema][effects]") {
  struct Case {
    const char* effect;
    const char* expected;
  };
  const std::string give_map =
      "; write {\"kind\": \"displace\", \"inputs\": {\"map\": {\"asset\": NAME}}}";
  const std::string needs_map = ": effect \"displace\" needs the input \"map\"" + give_map;
  const Case cases[] = {
      {R"({"displace": {}})", needs_map.c_str()},
      {R"({"kind": "displace"})", needs_map.c_str()},
      {R"({"kind": "displace", "inputs": {"map": null}})", needs_map.c_str()},
      {R"({"kind": "displace", "inputs": {"map": {"node": "x"}}})",
       "/inputs/map/node: unknown node \"x\"; known: card"},
      {R"({"kind": "displace", "inputs": {"map": {"node": "card"}}})",
       "/inputs/map/node: a node cannot be an input of itself; name another node"},
      {R"({"kind": "displace", "inputs": {"map": {"node": 3}}})",
       "/inputs/map/node: \"node\" must be the id of a node, not a number"},
      {R"({"kind": "displace", "inputs": {"map": {"node": "x", "asset": "bg"}}})",
       "/inputs/map: an input is an asset or a node, not both; keep one"},
      {R"({"kind": "displace", "inputs": {"map": {"asset": "bgg"}}})",
       "/inputs/map/asset: unknown asset \"bgg\"; did you mean \"bg\"?"},
      {R"({"kind": "displace", "inputs": {"map": "bg"}})",
       "/inputs/map: \"map\" must be {\"asset\": name} or {\"node\": id}, not a string"},
      {R"({"kind": "displace", "inputs": {"map": {"asset": 3}}})",
       "/inputs/map/asset: \"asset\" must be the name of an asset, not a number"},
      {R"({"kind": "displace", "inputs": {"map": {}}})",
       "/inputs/map: an input needs \"asset\"; add it"},
      {R"({"kind": "displace", "inputs": {"map": {"asset": "bg", "scale": 2}}})",
       "/inputs/map/scale: unknown key \"scale\"; known: node, asset"},
      {R"({"kind": "displace", "inputs": {"map": {"asset": "bg"}, "msk": {"asset": "bg"}}})",
       "/inputs/msk: unknown input \"msk\" of effect \"displace\"; did you mean \"mask\"?"},
      {R"({"kind": "displace", "inputs": {"map": {"asset": "bg"}, "src": {"asset": "bg"}}})",
       "/inputs/src: \"src\" is the picture that the effect is put on; remove it"},
      {R"({"kind": "blur", "inputs": {"map": {"asset": "bg"}}})",
       "/inputs/map: unknown input \"map\" of effect \"blur\"; it takes none"},
      {R"({"kind": "blur", "inputs": 3})",
       "/inputs: \"inputs\" must be an object such as {\"map\": {\"asset\": \"noise\"}}, not a "
       "number"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.effect);
    CHECK(diagnostics_of(with_effect(c.effect)) ==
          "scene.json:/root/effects/0" + std::string(c.expected) + " (node \"card\")");
  }
}

TEST_CASE("a missing plugin is told apart from a wrong composition", "[schema][effects]") {
  const auto domain = [](std::string_view json, const ir::Catalog& catalog) {
    const auto result = schema::load_composition(json, "scene.json", catalog);
    REQUIRE(result.diagnostics.size() == 1);
    return result.diagnostics[0].domain + ": " + result.diagnostics[0].text();
  };
  const std::string card = with_effect(R"({"blur": 8})");
  ir::Catalog without_blur = test::kinds();
  std::erase_if(without_blur.kinds, [](const ir::Kind& k) { return k.id == "org.lattice.blur"; });
  const std::string missing =
      "plugin: scene.json:/root/effects/0: unknown effect \"blur\"; no plugin provides it: add its "
      "folder with --plugins or remove the effect (node \"card\")";
  CHECK(domain(card, without_blur) == missing);
  CHECK(domain(card, ir::Catalog{}) == missing);
  CHECK(domain(leaf(R"("transition_in": {"crossfade": 5})"), ir::Catalog{}) ==
        "plugin: scene.json:/root/transition_in: unknown transition \"crossfade\"; no plugin "
        "provides it: add its folder with --plugins or remove the transition (node \"card\")");
  CHECK(domain(with_effect(R"({"blurr": 8})"), test::kinds())
            .starts_with("composition: scene.json:/root/effects/0: unknown effect \"blurr\""));
}

// Particles: emitters, motion, looks over a life, sprites.
#include "schema/assets.h"
#include "support/catch.h"

using namespace lattice;
using test::dump_of_asset;
using test::wrong_with;

TEST_CASE("particles without any field come from a point", "[schema][assets][particles]") {
  CHECK(dump_of_asset("particles", "{}") ==
        R"("particles", "emitter": {"shape": "point", "numbers": [0, 0, 0, 0], "rate": 10, )"
        R"("burst": 0, "duration": null}, "life": [1, 1], "speed": [100, 100], )"
        R"("direction_rad": 0, "spread_rad": 0, "gravity": [0, 0], "drag": 0, "turbulence": 0, )"
        R"("size": 8, "color": [1, 1, 1, 1], "color_premultiplied": false, "opacity": 1, )"
        R"("sprite": null)");
}

TEST_CASE("every field of particles is in its normal form", "[schema][assets][particles]") {
  CHECK(dump_of_asset("particles",
                      R"({"emitter": {"shape": {"line": {"from": [1, 2], "to": 3}}, "rate": 5,
            "burst": 9, "duration": 2}, "life": [1, 2], "speed": 30, "direction": 180, "spread": 0,
            "gravity": 98, "drag": 1, "turbulence": 2, "size": {"keys": [[0, 1], [0.5, 4]]},
            "color": {"keys": [[0, "#ff000080"]]}, "opacity": {"keys": [[1, 0]]}})") ==
        R"("particles", "emitter": {"shape": "line", "numbers": [1, 2, 3, 3], "rate": 5, )"
        R"("burst": 9, "duration": 2}, "life": [1, 2], "speed": [30, 30], )"
        R"("direction_rad": 3.141592653589793, "spread_rad": 0, "gravity": [0, 98], "drag": 1, )"
        R"("turbulence": 2, "size": {"keys": [[0, 1, "linear"], [0.5, 4, "linear"]]}, )"
        R"("color": [{"keys": [[0, 0.5019607843137255, "linear"]]}, {"keys": [[0, 0, "linear"]]}, )"
        R"({"keys": [[0, 0, "linear"]]}, {"keys": [[0, 0.5019607843137255, "linear"]]}], )"
        R"("color_premultiplied": true, "opacity": {"keys": [[1, 0, "linear"]]}, "sprite": null)");
}

TEST_CASE("each rule of particles has its sentence", "[schema][assets][particles]") {
  struct Case {
    const char* body;
    const char* expected;
  };
  const Case cases[] = {
      {R"({"emiter": {}})", "/emiter: unknown key \"emiter\"; did you mean \"emitter\"?"},
      {R"({"emitter": 3})", "/emitter: \"emitter\" must be an object, not a number"},
      {R"({"emitter": {"shape": "pont"}})",
       "/emitter/shape: unknown shape of an emitter \"pont\"; did you mean \"point\"?"},
      {R"({"emitter": {"shape": {"elipse": {}}}})",
       "/emitter/shape/elipse: unknown shape \"elipse\" of an emitter; did you mean \"ellipse\"?"},
      {R"({"emitter": {"shape": {"rect": {"width": -1, "hight": 3}}}})",
       "/emitter/shape/rect/width: \"width\" must be in 0..1000000, not -1\n"
       "/emitter/shape/rect/hight: unknown key \"hight\"; did you mean \"height\"?"},
      {R"({"emitter": {"rate": -1, "burst": 0.5, "duration": "long"}})",
       "/emitter/rate: \"rate\" must be in 0..1000000, not -1\n"
       "/emitter/burst: \"burst\" must be a whole number in 0..1000000, not 0.5\n"
       "/emitter/duration: \"duration\" must be a number, not a string"},
      {R"({"life": 0})", "/life: \"life\" must be greater than 0 seconds"},
      {R"({"life": [2, 1]})", "/life: \"life\" [2, 1] has its min above its max; turn them round"},
      {R"({"speed": [1]})", "/speed: \"speed\" must be a number or [min, max]"},
      {R"({"spread": 361})", "/spread: \"spread\" must be in 0..360, not 361"},
      {R"({"size": "=time.seconds"})",
       "/size: what particles have over their life knows no frames; give a constant, or "
       "keyframes at 0..1 of the life"},
      {R"({"size": -1})", "/size: \"size\" must be in 0..1000000, not -1"},
      {R"({"color": {"r": {"delay": {"frames": 3, "of": 1}}, "g": 0, "b": 0}})",
       "/color/r/delay: what particles have over their life knows no frames; give a constant, or "
       "keyframes at 0..1 of the life"},
      {R"({"opacity": {"keys": [[0, 1], [30, 0]]}})",
       "/opacity/keys/1/0: keys over a particle's life lie at 0..1 of it, not at 30"},
      {R"({"opacity": {"keyframes": {"keys": [{"frame": 2, "value": 0}]}}})",
       "/opacity/keyframes/keys/0/frame: keys over a particle's life lie at 0..1 of it, not at 2"},
      {R"({"sprite": "dott"})", "/sprite: unknown asset \"dott\"; known: bg"},
      {R"({"sprite": 3})", "/sprite: \"sprite\" must be the name of an asset, not a number"},
      {R"({"sprite": "bg"})",
       "/sprite: the particles \"bg\" show themselves; break the circle of sprites"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.body);
    CHECK(wrong_with("particles", c.body) == c.expected);
  }
}

TEST_CASE("sprites are assets that have a picture, and lead nowhere back",
          "[schema][assets][particles]") {
  const auto of_assets = [](const char* assets) {
    return test::load(R"({"version": "0.3", "canvas": {"width": 9, "height": 9}, "duration": 2,
                          "root": {"leaf": "a"}, "assets": )" +
                      std::string(assets) + "}");
  };
  const auto good = of_assets(R"({"a": {"particles": {"sprite": "m"}}, "b": {"noise": {}},
    "m": {"particles": {"sprite": "z"}}, "z": {"solid_rect": {"color": "#fff"}}})");
  REQUIRE(test::diagnostics_of(good) == "");
  // The unused noise is gone; the sprites are used, and still the right ones.
  const ir::Composition& c = good.composition;
  REQUIRE(c.assets.size() == 3);
  const auto sprite = [&](std::size_t asset) {
    return c.details.particles[c.assets[asset].detail].sprite.index();
  };
  CHECK(sprite(0) == 1);
  CHECK(sprite(1) == 2);

  CHECK(test::diagnostics_of(of_assets(
            R"({"a": {"particles": {"sprite": "s"}}, "s": {"audio": {"source": "x"}}})")) ==
        "scene.json:/assets/a/particles/sprite: the sprite \"s\" is of kind \"audio\", which has "
        "no picture; name an image or another asset that has one");
  const std::string circle = test::diagnostics_of(of_assets(
      R"({"a": {"particles": {"sprite": "b"}}, "b": {"particles": {"sprite": "c"}},
          "c": {"particles": {"sprite": "b"}}})"));
  CHECK(circle.find("show themselves; break the circle of sprites") != std::string::npos);
  CHECK(circle.find('\n') == std::string::npos);
}

TEST_CASE("particles in place may show a declared asset", "[schema][assets][particles]") {
  const auto result = test::load(test::composition(R"({"leaf": {"particles": {"sprite": "bg"}}})"));
  REQUIRE(test::diagnostics_of(result) == "");
  const ir::Composition& c = result.composition;
  REQUIRE(c.details.particles.size() == 1);
  CHECK(c.assets[c.details.particles[0].sprite.index()].kind == ir::AssetKind::solid_rect);
}

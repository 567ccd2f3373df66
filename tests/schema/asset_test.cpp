// Media, paths and generated assets: their defaults, their normal form, and every rule.
#include "schema/assets.h"
#include "support/catch.h"

using namespace lattice;
using test::dump_of_asset;
using test::wrong_with;

namespace {

struct Case {
  const char* kind;
  const char* body;
  const char* expected;
};

template <std::size_t n>
void check_dumps(const Case (&cases)[n]) {
  for (const Case& c : cases) {
    CAPTURE(c.kind, c.body);
    CHECK(dump_of_asset(c.kind, c.body) == c.expected);
  }
}

template <std::size_t n>
void check_errors(const Case (&cases)[n]) {
  for (const Case& c : cases) {
    CAPTURE(c.kind, c.body);
    CHECK(wrong_with(c.kind, c.body) == c.expected);
  }
}

}  // namespace

TEST_CASE("a film without more than its source plays once at full volume", "[schema][assets]") {
  const Case cases[] = {
      {"video", R"({"source": "a.mov"})",
       R"("video", "source": "/films/a.mov", "trim_start_sec": 0, "trim_end_sec": null, )"
       R"("playback_rate": 1, "time_remap": null, "end": "hold", "volume": 1, "mute": false, )"
       R"("fade_in_sec": 0, "fade_out_sec": 0)"},
      {"audio",
       R"({"source": "/m.wav", "trim_start_sec": 1, "trim_end_sec": 3, "playback_rate": 2,
           "end": "loop", "volume": {"keys": [[0, 0], [9, 1]]}, "mute": true, "fade_in_sec": 0.5,
           "fade_out_sec": 2})",
       R"("audio", "source": "/m.wav", "trim_start_sec": 1, "trim_end_sec": 3, )"
       R"("playback_rate": 2, "time_remap": null, "end": "loop", "volume": {"keys": )"
       R"([[0, 0, "linear"], [9, 1, "linear"]]}, "mute": true, "fade_in_sec": 0.5, )"
       R"("fade_out_sec": 2)"},
      {"video", R"({"source": "a", "time_remap": {"keys": [[0, 4]]}, "trim_end_sec": null})",
       R"("video", "source": "/films/a", "trim_start_sec": 0, "trim_end_sec": null, )"
       R"("playback_rate": 1, "time_remap": {"keys": [[0, 4, "linear"]]}, "end": "hold", )"
       R"("volume": 1, "mute": false, "fade_in_sec": 0, "fade_out_sec": 0)"},
      {"svg", R"({"source": "x/../logo.svg"})", R"("svg", "source": "/films/logo.svg")"},
      {"mesh", R"({"source": "m.glb"})", R"("mesh", "source": "/films/m.glb")"},
      {"null", "{}", R"("null")"},
      {"null", "null", R"("null")"},
  };
  check_dumps(cases);
}

TEST_CASE("each rule of media has its sentence", "[schema][assets]") {
  const Case cases[] = {
      {"video", "{}", ": a video needs \"source\"; add it"},
      {"audio", "{}", ": an audio needs \"source\"; add it"},
      {"mesh", R"({"source": 3})", "/source: \"source\" must be a string, not a number"},
      {"svg", R"({"source": "a\u0000"})",
       "/source: \"source\" must not contain the character U+0000"},
      {"video", R"({"source": "a", "trim_start_secs": 1})",
       "/trim_start_secs: unknown key \"trim_start_secs\"; did you mean \"trim_start_sec\"?"},
      {"video", R"({"source": "a", "trim_start_sec": 2, "trim_end_sec": 2})",
       "/trim_end_sec: \"trim_end_sec\" 2 must be greater than \"trim_start_sec\" 2; it is where "
       "in the source the clip ends, not how long it is"},
      {"video", R"({"source": "a", "playback_rate": 0})",
       "/playback_rate: \"playback_rate\" must be greater than 0 and at most 10000, not 0"},
      {"video", R"({"source": "a", "playback_rate": 2, "time_remap": 3})",
       "/time_remap: \"time_remap\" says which source second shows, and so does "
       "\"playback_rate\"; keep one"},
      {"video", R"({"source": "a", "end": "holds"})",
       "/end: unknown end \"holds\"; did you mean \"hold\"?"},
      {"video", R"({"source": "a", "volume": {"keys": [[0, -1]]}})",
       "/volume/keys/0/1: \"keys\"[0][1] must be in 0..1000, not -1"},
      {"audio", R"({"source": "a", "mute": 1})",
       "/mute: \"mute\" must be true or false, not a number"},
      {"audio", R"({"source": "a", "fade_in_sec": -1, "fade_out_sec": "2"})",
       "/fade_in_sec: \"fade_in_sec\" must be in 0..1000000000, not -1\n"
       "/fade_out_sec: \"fade_out_sec\" must be a number, not a string"},
      {"null", "3", ": \"null\" must be an object, not a number"},
      {"null", R"({"x": 1})", "/x: unknown key \"x\""},
  };
  check_errors(cases);
}

TEST_CASE("path data is read once, and a stroke has all its numbers", "[schema][assets]") {
  const Case cases[] = {
      {"path", R"({"svg_path_d": "m1 2 h3 v4 z q1 1 2 0 t2 0"})",
       R"("path", "svg_path_d": "M1 2 L4 2 L4 6 Z M1 2 Q2 3 3 2 Q4 1 5 2", "fill": [1, 1, 1, 1], )"
       R"("fill_rule": "nonzero", "stroke": null, "stroke_width": 1, "cap": "butt", )"
       R"("join": "miter", "miter_limit": 4, "dash": [], "dash_offset": 0)"},
      {"path",
       R"({"svg_path_d": "", "fill": null, "fill_rule": "evenodd", "stroke": "#f00",
           "stroke_width": 3, "cap": "round", "join": "bevel", "miter_limit": 2,
           "dash": [3, 1, 0], "dash_offset": -2})",
       R"("path", "svg_path_d": "", "fill": null, "fill_rule": "evenodd", )"
       R"("stroke": [1, 0, 0, 1], "stroke_width": 3, "cap": "round", "join": "bevel", )"
       R"("miter_limit": 2, "dash": [3, 1, 0, 3, 1, 0], "dash_offset": -2)"},
  };
  check_dumps(cases);
}

TEST_CASE("each rule of paths has its sentence", "[schema][assets]") {
  const Case cases[] = {
      {"path", R"({"svg_path_d": "M0 0 L1"})",
       "/svg_path_d: \"svg_path_d\", column 8: \"L\" takes 2 numbers; number 2 is missing"},
      {"path", R"({"svg_path_d": "M0 0", "fill": "blue"})",
       "/fill: \"blue\" is not a colour; write \"#rrggbb\", \"#rrggbbaa\", [r, g, b, a] or "
       "{\"r\", \"g\", \"b\", \"a\"} in 0..1, or {\"h\", \"s\", \"l\", \"a\"}"},
      {"path", R"({"svg_path_d": "M0 0", "fill_rule": "even_odd"})",
       "/fill_rule: unknown fill rule \"even_odd\"; did you mean \"evenodd\"?"},
      {"path", R"({"svg_path_d": "M0 0", "dash": [0, 0]})",
       "/dash: all lengths of \"dash\" are 0; make one greater, or write [] for a solid line"},
      {"path", R"({"svg_path_d": "M0 0", "dash": [1, -2], "miter_limit": 0})",
       "/dash/1: \"dash\"[1] must be in 0..1000000000, not -2\n"
       "/miter_limit: \"miter_limit\" must be in 1..1000000, not 0"},
      {"path", R"({"svg_path_d": "M0 0", "dash": "2 1"})",
       "/dash: \"dash\" must be an array of lengths, not a string"},
  };
  check_errors(cases);
}

TEST_CASE("generated assets fill the canvas unless they have a size", "[schema][assets]") {
  const Case cases[] = {
      {"solid_rect", R"({"color": "#fff", "radius": 4})",
       R"("solid_rect", "color": [1, 1, 1, 1], "width": 100, "height": 50, "radius": 4)"},
      {"solid_rect", R"({"color": {"h": 0, "s": 1, "l": 0.5}, "width": 40, "radius": 999})",
       R"("solid_rect", "color": [1, 0, 0, 1], "width": 40, "height": 50, "radius": 20)"},
      {"gradient", R"({"stops": [[0, "#000"], [1, [1, 1, 1, 0.5]]]})",
       R"("gradient", "gradient": "linear", "stops": [[0, [0, 0, 0, 1]], [1, [1, 1, 1, 0.5]]], )"
       R"("from": [0, 0], "to": [100, 0], "width": 100, "height": 50)"},
      {"gradient", R"({"kind": "radial", "stops": [[0.5, "#000"]], "width": 10, "height": 10})",
       R"("gradient", "gradient": "radial", "stops": [[0.5, [0, 0, 0, 1]]], "from": [5, 5], )"
       R"("to": [10, 5], "width": 10, "height": 10)"},
      {"gradient", R"({"kind": "conic", "stops": [[0, "#000"]], "from": 7})",
       R"("gradient", "gradient": "conic", "stops": [[0, [0, 0, 0, 1]]], "from": [7, 7], )"
       R"("to": [50, 0], "width": 100, "height": 50)"},
      {"noise", "{}",
       R"("noise", "noise": "value", "seed": 0, "scale": 100, "octaves": 1, "width": 100, )"
       R"("height": 50)"},
      {"noise", R"({"kind": "perlin", "seed": 18446744073709551615, "scale": 2, "octaves": 3})",
       R"("noise", "noise": "perlin", "seed": 18446744073709551615, "scale": 2, "octaves": 3, )"
       R"("width": 100, "height": 50)"},
  };
  check_dumps(cases);
}

TEST_CASE("each rule of generated assets has its sentence", "[schema][assets]") {
  const Case cases[] = {
      {"solid_rect", R"({"color": "#fff", "radius": -1})",
       "/radius: \"radius\" must be in 0..1000000, not -1"},
      {"gradient", "{}", ": a gradient needs \"stops\"; add it"},
      {"gradient", R"({"stops": []})", "/stops: a gradient without stops has no colour; add one"},
      {"gradient", R"({"stops": [[0.5, "#000"], [0.25, "#fff"]]})",
       "/stops/1: stops must not go back: position 0.25 follows 0.5"},
      {"gradient", R"({"stops": [["#000", 0.5]]})",
       "/stops/0/0: \"stops\"[0][0] must be a number, not a string\n"
       "/stops/0/1: \"stops\"[0][1] must be a colour, not a number; write \"#rrggbb\", "
       "\"#rrggbbaa\", [r, g, b, a] or {\"r\", \"g\", \"b\", \"a\"} in 0..1, or {\"h\", \"s\", "
       "\"l\", \"a\"}"},
      {"gradient", R"({"stops": ["#000"]})",
       "/stops/0: a stop is [position, colour]; write [0.5, \"#ff8800\"], the position in 0..1"},
      {"gradient", R"({"stops": [[0, "#000"]], "from": [3, 4], "to": {"x": 3, "y": 4}})",
       "/to: \"from\" and \"to\" of a gradient are the same point; move one of them"},
      {"gradient", R"({"stops": [[0, "#000"]], "from": [3]})",
       "/from: \"from\" must be [x, y], {\"x\", \"y\"} or a number for both; give it two numbers, "
       "not 1"},
      {"gradient", R"({"stops": [[0, "#000"]], "to": {"x": 3, "z": 4}})",
       "/to: \"to\" needs \"y\"; add it\n/to/z: unknown key \"z\"; did you mean \"x\"?"},
      {"noise", R"({"kind": "prlin", "octaves": 0, "seed": 1.5, "scale": -1})",
       "/kind: unknown noise \"prlin\"; did you mean \"perlin\"?\n"
       "/octaves: \"octaves\" must be a whole number in 1..16, not 0\n"
       "/seed: \"seed\" must be a whole number in 0..18446744073709551615, not 1.5\n"
       "/scale: \"scale\" must be greater than 0 and at most 1000000, not -1"},
  };
  check_errors(cases);
}

TEST_CASE("colours and sources of assets may hold variables", "[schema][assets]") {
  constexpr char kVariables[] = R"("variables": {"accent": "#ff0000", "take": 7},)";
  CHECK(dump_of_asset("solid_rect", R"({"color": "{{vars.accent}}"})", kVariables) ==
        R"("solid_rect", "color": [1, 0, 0, 1], "width": 100, "height": 50, "radius": 0)");
  CHECK(dump_of_asset("image", R"({"source": "take_{{vars.take}}.png"})", kVariables) ==
        R"("image", "source": "/films/take_7.png")");
  CHECK(wrong_with("solid_rect", R"({"color": "{{vars.acent}}"})") != "");
}

TEST_CASE("what no leaf shows is dropped with all its details", "[schema][assets]") {
  const auto result = test::load(R"({"version": "0.3", "canvas": {"width": 9, "height": 9},
    "duration": 2, "root": {"group": [{"leaf": "b"}, {"leaf": "d"}]}, "assets": {
      "a": {"path": {"svg_path_d": "M0 0h1", "dash": [9, 9]}},
      "b": {"path": {"svg_path_d": "M5 5v1", "dash": [3, 1]}},
      "c": {"gradient": {"stops": [[0, "#000"]]}},
      "d": {"gradient": {"stops": [[0, "#fff"], [1, "#f00"]]}},
      "e": {"text": {"text": "x", "axes": {"wght": 3}, "features": ["tnum"], "animators": [{}]}}}})");
  REQUIRE(test::diagnostics_of(result) == "");
  const ir::AssetDetails& details = result.composition.details;
  CHECK(result.composition.assets.size() == 2);
  REQUIRE(details.paths.size() == 1);
  CHECK(details.verbs.size() == 2);
  REQUIRE(details.points.size() == 2);
  CHECK(details.points[0].x == 5);
  CHECK(details.numbers == std::vector<double>{3, 1});
  CHECK(details.gradients.size() == 1);
  CHECK(details.stops.size() == 2);
  CHECK(details.text.empty());
  CHECK(details.axes.size() + details.features.size() + details.animators.size() == 0);
}

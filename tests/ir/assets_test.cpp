// What verify() and the passes hold of assets, for compositions that no schema has seen.
#include <functional>
#include <limits>

#include "ir/film.h"
#include "ir/passes/passes.h"
#include "ir/verify.h"
#include "ir/verify_assets.h"
#include "support/catch.h"

using namespace lattice;

namespace {

constexpr ir::AssetKind kDetailed[] = {ir::AssetKind::video,     ir::AssetKind::path,
                                       ir::AssetKind::text,      ir::AssetKind::gradient,
                                       ir::AssetKind::particles, ir::AssetKind::noise};

// One asset of each kind that has details, and whatever those point at.
ir::Composition every_kind() {
  test::Film film;
  ir::Composition& c = film.composition;
  ir::AssetDetails& d = c.details;
  d.media.resize(1);
  d.verbs = {image::Verb::move, image::Verb::line};
  d.points = {{0, 0}, {1, 1}};
  d.numbers = {3, 1};
  d.paths.resize(1);
  d.paths[0].verbs = d.paths[0].points = d.paths[0].dashes = {0, 2};
  ir::Text text;
  text.text = film.text("words");
  text.style.font_family = film.text("sans-serif");
  d.axes.resize(1);
  text.style.axes = {0, 1};
  d.spans.resize(1);
  d.spans[0] = {0, 2, text.style};
  d.animators.resize(1);
  text.spans = text.animators = {0, 1};
  d.text.push_back(text);
  d.stops.resize(2);
  d.stops[1].position = 1;
  d.gradients.resize(1);
  d.gradients[0].stops = {0, 2};
  d.noises.resize(1);
  d.particles.resize(1);
  d.particles[0].sprite = ir::AssetIdx{std::size_t{0}};
  for (const ir::AssetKind kind : kDetailed) {
    ir::Asset asset = c.assets[0];
    asset.kind = kind;
    asset.source = film.text("/a.mov");
    c.assets.push_back(asset);
  }
  return c;
}

}  // namespace

TEST_CASE("assets of every kind verify", "[ir][verify][assets]") {
  CHECK(ir::verify_assets(every_kind()));
}

TEST_CASE("each rule of assets is checked", "[ir][verify][assets]") {
  struct Case {
    const char* what;
    std::function<void(ir::Composition&)> break_it;
  };
  using C = ir::Composition;
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Case cases[] = {
      {"its corners do not fit", [](C& c) { c.assets[0].radius = 26; }},
      {"its colour is not finite", [nan](C& c) { c.assets[0].color.g = nan; }},
      {"its details are not in the table", [](C& c) { c.assets[1].detail = 1; }},
      {"a file without a source", [](C& c) { c.assets[1].source = {}; }},
      {"nothing is left between its trims", [](C& c) { c.details.media[0].trim_end_seconds = 0; }},
      {"its playback rate is not positive", [](C& c) { c.details.media[0].playback_rate = 0; }},
      {"a lane is not finite or has no source",
       [](C& c) { c.details.media[0].volume.source = anim::SourceId{std::size_t{5}}; }},
      {"a fade is no duration", [nan](C& c) { c.details.media[0].fade_in_seconds = nan; }},
      {"its segments or dashes are not in the tables",
       [](C& c) { c.details.paths[0].verbs.count = 3; }},
      {"its segments do not have their points", [](C& c) { c.details.paths[0].verbs.count = 1; }},
      {"it does not begin with a move", [](C& c) { c.details.verbs[0] = image::Verb::line; }},
      {"a point is not finite", [nan](C& c) { c.details.points[1].y = nan; }},
      {"its stroke is none", [](C& c) { c.details.paths[0].miter_limit = 0; }},
      {"a dash is no length", [](C& c) { c.details.numbers[0] = -1; }},
      {"its dashes do not come in pairs that go on",
       [](C& c) { c.details.paths[0].dashes.count = 1; }},
      {"its texts are not in the table", [](C& c) { c.details.text[0].text = {}; }},
      {"a style has not one font", [](C& c) { c.details.text[0].style.font_family = {}; }},
      {"axes or features are not in the tables",
       [](C& c) { c.details.text[0].style.features.count = 1; }},
      {"its spans or animators are not in the tables",
       [](C& c) { c.details.text[0].animators.first = 1; }},
      {"its spans do not increase", [](C& c) { c.details.spans[0].end = 0; }},
      {"a lane is not finite or has no source",
       [nan](C& c) { c.details.animators[0].rotation_rad.constant = nan; }},
      {"its stops are not in the table", [](C& c) { c.details.gradients[0].stops = {}; }},
      {"its stops decrease", [](C& c) { c.details.stops[0].position = 2; }},
      {"its points are not finite", [nan](C& c) { c.details.gradients[0].to_x = nan; }},
      {"it has no scale or no octaves", [](C& c) { c.details.noises[0].octaves = 0; }},
      {"a life or speed is no interval", [](C& c) { c.details.particles[0].speed.min = 101; }},
      {"its sprite is no asset",
       [](C& c) { c.details.particles[0].sprite = ir::AssetIdx{std::size_t{99}}; }},
      {"a sprite shows itself",
       [](C& c) { c.details.particles[0].sprite = ir::AssetIdx{std::size_t{5}}; }},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    ir::Composition broken = every_kind();
    c.break_it(broken);
    const auto verdict = ir::verify_assets(broken);
    REQUIRE_FALSE(verdict);
    CHECK(verdict.error().what == c.what);
  }
}

TEST_CASE("details go with their assets, and the rest still point at theirs",
          "[ir][passes][assets]") {
  ir::Composition c = every_kind();
  ir::Node leaf = c.nodes[0];
  leaf.kind = ir::NodeKind::leaf;
  for (const std::size_t shown : {std::size_t{3}, std::size_t{5}}) {
    leaf.asset = ir::AssetIdx{shown};
    c.nodes.push_back(leaf);
  }
  for (int run = 0; run < 2; ++run) {  // a second run changes nothing
    ir::passes::unused_assets(c);
    REQUIRE(c.assets.size() == 3);  // the sprite, the text, the particles
    CHECK(c.assets[1].kind == ir::AssetKind::text);
    CHECK(c.details.particles[0].sprite.index() == 0);
    CHECK(c.details.spans.size() == 1);
    CHECK(c.details.axes.size() == 2);  // of the text and of its span
    CHECK(c.details.paths.size() + c.details.verbs.size() + c.details.stops.size() == 0);
    CHECK(ir::verify_assets(c));
  }
}

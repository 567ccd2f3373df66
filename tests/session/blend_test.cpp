// Blend modes from the composition to the pixels: what is drawn with a mode, on what, and that
// nothing but the pixels decides what comes out. The kernels are tested in tests/render.
#include <tbb/task_arena.h>

#include <cmath>

#include "plan/dump.h"
#include "session/fixture.h"
#include "support/blend_reference.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::test;
using image::Blend;

namespace {

constexpr double kMaxBlendError = 0.502;  // code values, from the formula: one rounding

const std::string kAssets =
    R"({"checks": {"image": {"source": "checks.png"}}, "opaque": {"image": {"source": "opaque.png"}}})";

// Pictures with many colours and alphas, the second one beneath the first.
const std::string kSource =
    R"("leaf": "checks", "transform": {"rotation_deg": 12, "scale": 1.4, "translate": [6.3, -4.1]})";
const std::string kBackdrop = R"({"group": [
  {"leaf": "opaque", "transform": {"scale": [1.3, 0.9], "translate": [-3.5, 2]}},
  {"leaf": {"solid_rect": {"color": "#30a0f0a0", "width": 30, "height": 30}}, "transform": {"translate": [20.5, 9.25]}},
  {"leaf": {"solid_rect": {"color": "#ff802020", "width": 12}}, "transform": {"translate": [50, 0]}}]})";

std::string in_stack(const std::string& children) { return R"({"stack": [)" + children + "]}"; }

// A node of these keys with a blend mode.
std::string node(const std::string& keys, Blend mode) {
  return "{" + keys + R"(, "blend": ")" + name_of(mode) + "\"}";
}

Picture frame_of(const std::string& root, std::int64_t frame = 0,
                 const render::BackendOptions& backend = {}) {
  Scene s = open(scene(root, 20, kAssets), backend, {LATTICE_TEST_COVER_PLUGIN});
  return color_frame(s, frame);
}

Picture alone(const std::string& keys, std::int64_t frame = 0) {
  return frame_of(in_stack("{" + keys + "}"), frame);
}

RgbaF64 unit(const Rgba& p) { return {p.r / 255.0, p.g / 255.0, p.b / 255.0, p.a / 255.0}; }

// How far `got` is from `source` drawn with a mode onto `backdrop`, and whether colour stays
// within alpha.
double worst_error(const Picture& got, Blend mode, const Picture& source, const Picture& backdrop) {
  double worst = 0;
  for (int y = 0; y < 48; ++y) {
    for (int x = 0; x < 64; ++x) {
      const RgbaF64 exact = blend_reference(mode, unit(source.at(x, y)), unit(backdrop.at(x, y)));
      const RgbaF64 found = unit(got.at(x, y));
      for (std::size_t c = 0; c < 4; ++c) {
        worst = std::max(worst, 255 * std::abs(found[c] - exact[c]));
        if (found[c] > found[3]) worst = 255;
      }
    }
  }
  return worst;
}

template <class Check>
void for_all_modes(const Check& check) {
  for (std::size_t i = 0; i < image::kBlends; ++i) {
    CAPTURE(name_of(static_cast<Blend>(i)));
    check(static_cast<Blend>(i));
  }
}

std::string in_window(const std::string& transition) {
  return R"(, "range": [0, 10], ")" + transition + R"(": )";
}

}  // namespace

TEST_CASE("every mode draws every kind of source by its formula", "[session][blend]") {
  const std::string sources[] = {
      kSource,
      kSource + R"(, "opacity": 0.6)",
      R"("leaf": {"solid_rect": {"color": "#c05a20b0", "width": 40, "height": 25}},
         "transform": {"translate": [9.3, 8.2], "rotation_deg": 20})",
      R"("group": [{"leaf": "checks"}, {"leaf": {"solid_rect": {"color": "#f0f020", "width": 20}},
         "transform": {"translate": [12, 0]}}], "opacity": 0.8)",
      R"("leaf": "checks", "effects": [{"blur": 1.5}, {"saturate": 1.6}])",
  };
  const Picture backdrop = frame_of(in_stack(kBackdrop));
  for (const std::string& source : sources) {
    CAPTURE(source);
    const Picture drawn_alone = alone(source);
    for_all_modes([&](Blend mode) {
      const Picture got = frame_of(in_stack(kBackdrop + ", " + node(source, mode)));
      CHECK(worst_error(got, mode, drawn_alone, backdrop) <= kMaxBlendError);
    });
  }
}

TEST_CASE("the background of the canvas is blended with", "[session][blend]") {
  Scene s = open(R"({"version": "0.3", "canvas": {"width": 8, "height": 8, "background": "#804020"},
    "fps": 30, "duration": 1, "root": {"stack": [
      {"leaf": {"solid_rect": {"color": "#ff8000", "width": 4}}, "blend": "multiply"}]}})");
  const Picture p = color_frame(s, 0);
  CHECK(p.at(1, 4) == Rgba{128, 32, 0, 255});
  CHECK(p.at(6, 4) == Rgba{128, 64, 32, 255});
}

TEST_CASE("a child blends with what is below its group unless the group is isolated",
          "[session][blend]") {
  const auto inside = [](const char* group_keys) {
    return R"({"stack": [{"leaf": {"solid_rect": {"color": "#808080"}}},
      {"group": [{"leaf": {"solid_rect": {"color": "#ff0000", "width": 40}}, "blend": "multiply"}])" +
           std::string(group_keys) + "}]}";
  };
  CHECK(frame_of(inside("")).at(5, 5) == Rgba{128, 0, 0, 255});
  // With nothing in the group below it, the child is simply there.
  CHECK(frame_of(inside(R"(, "blend": "screen")")).at(5, 5) == Rgba{255, 128, 128, 255});
  CHECK(frame_of(inside(R"(, "effects": [{"blur": 1}])")).at(5, 5) == Rgba{255, 0, 0, 255});
}

TEST_CASE("a mode leaves depth alone", "[session][blend]") {
  const auto cards = [](const char* mode) {
    return scene(in_stack(
        R"({"leaf": {"solid_rect": {"color": "#ffffff", "width": 40}}, "transform": {"z": 100}},
      {"leaf": {"solid_rect": {"color": "#ff0000c0", "width": 20}}, "transform": {"z": 250}, "blend": ")" +
        std::string(mode) + R"("},
      {"leaf": {"solid_rect": {"color": "#00ff0040", "width": 10}}, "transform": {"z": 1}, "blend": ")" +
        mode + "\"}"));
  };
  Scene plain = open(cards("normal")), blended = open(cards("difference"));
  CHECK(depth_frame(plain, 0).bytes() == depth_frame(blended, 0).bytes());
}

TEST_CASE("a transition between nodes of one mode is one picture of that mode",
          "[session][blend]") {
  const std::string backdrop = R"({"group": [)" + kBackdrop + R"(], "range": [0, 16]})";
  const std::string transitions[] = {R"({"crossfade": 4})", R"({"wipe": 4})",
                                     R"({"kind": "test.cover", "duration_frames": 4})"};
  for (const std::string& transition : transitions) {
    const auto pair = [&](Blend mode) {
      return R"({"sequence": [)" + node(kSource + in_window("transition_out") + transition, mode) +
             ", " +
             node(R"("leaf": "opaque", "opacity": 0.9)" + in_window("transition_in") + transition,
                  mode) +
             R"(], "range": [0, 16]})";
    };
    CAPTURE(transition);
    for (const std::int64_t frame : {3, 6, 8, 12}) {
      const Picture below = frame_of(in_stack(backdrop), frame);
      const Picture shown = frame_of(in_stack(pair(Blend::normal)), frame);
      for (const Blend mode : {Blend::multiply, Blend::hue}) {
        CAPTURE(frame, name_of(mode));
        const Picture got = frame_of(in_stack(backdrop + ", " + pair(mode)), frame);
        CHECK(worst_error(got, mode, shown, below) <= kMaxBlendError);
      }
    }
  }
}

TEST_CASE("nodes of two modes are drawn one after the other, as if unpaired", "[session][blend]") {
  const std::string transitions[] = {R"({"crossfade": 4})", R"({"wipe": 4})",
                                     R"({"kind": "test.cover", "duration_frames": 4})"};
  const auto out = [](const std::string& transition, Blend mode) {
    return node(R"("leaf": "opaque")" + in_window("transition_out") + transition, mode);
  };
  const auto in = [](const std::string& transition, Blend mode) {
    return node(kSource + in_window("transition_in") + transition, mode);
  };
  const std::string backdrop = R"({"group": [)" + kBackdrop + R"(], "range": [0, 16]})";
  for (const std::string& transition : transitions) {
    CAPTURE(transition);
    const std::string pair = R"({"sequence": [)" + out(transition, Blend::screen) + ", " +
                             in(transition, Blend::difference) + R"(], "range": [0, 16]})";
    // One side alone: its neighbour is not there.
    const std::string from =
        R"({"sequence": [)" + out(transition, Blend::normal) + R"(], "range": [0, 16]})";
    const std::string to =
        R"({"group": [)" + in(transition, Blend::normal) + R"(], "range": [6, 16]})";
    const Picture below = frame_of(in_stack(backdrop), 8);
    const Picture first =
        frame_of(in_stack(backdrop + R"(, {"sequence": [)" + out(transition, Blend::screen) +
                          R"(], "range": [0, 16]})"),
                 8);
    REQUIRE(worst_error(first, Blend::screen, frame_of(in_stack(from), 8), below) <=
            kMaxBlendError);
    const Picture both = frame_of(in_stack(backdrop + ", " + pair), 8);
    CHECK(worst_error(both, Blend::difference, frame_of(in_stack(to), 8), first) <= kMaxBlendError);
  }
}

TEST_CASE("a plan says the mode of its draws", "[session][blend]") {
  Scene s = open(scene(R"({"stack": [{"leaf": {"solid_rect": {"color": "#808080"}}},
    {"leaf": {"solid_rect": {"color": "#ff0000", "width": 20}}, "blend": "multiply"},
    {"group": [{"leaf": {"solid_rect": {"color": "#00ff00", "width": 9}}, "blend": "overlay"},
               {"leaf": {"solid_rect": {"color": "#0000ff", "width": 5}}}],
     "blend": "soft_light", "opacity": 0.5}]})"));
  check_golden("plan/blends.json", *s.session->inspect_plan(0, true));
}

TEST_CASE("two modes never share a fingerprint", "[session][blend]") {
  std::vector<std::string> prints;
  for_all_modes([&](Blend mode) {
    Scene s = open(scene(in_stack(kBackdrop + ", " + node(kSource, mode)), 1, kAssets));
    const std::string plan = *s.session->inspect_plan(0, false);
    const std::string print = plan.substr(plan.find("\"fingerprint\""), 60);
    for (const std::string& other : prints) CHECK(print != other);
    prints.push_back(print);
  });
}

TEST_CASE("tiles, threads and plain kernels blend the same bytes", "[session][blend]") {
  std::string children = kBackdrop;
  for_all_modes([&](Blend mode) {
    const auto i = static_cast<int>(mode);
    children += R"(, {"leaf": "checks", "opacity": )" + std::to_string(1 - 0.04 * (i % 5)) +
                R"(, "transform": {"scale": 0.7, "rotation_deg": )" + std::to_string(7 * i) +
                R"(, "translate": [)" + std::to_string(10 + 3 * i % 40) + R"(, )" +
                std::to_string(6 + i) + R"(]}, "blend": ")" + name_of(mode) + "\"}";
  });
  const std::string all = in_stack(children);
  const auto expected = frame_of(all).bytes();
  for (const auto& [w, h] : {std::pair{2, 2}, {6, 4}, {64, 2}, {32, 30}}) {
    render::BackendOptions options;
    options.tile_width = w;
    options.tile_height = h;
    CAPTURE(w, h);
    CHECK((frame_of(all, 0, options).bytes() == expected));
    options.scalar = true;
    CHECK((frame_of(all, 0, options).bytes() == expected));
    for (const int threads : {1, 4}) {
      tbb::task_arena arena(threads);
      std::vector<std::uint8_t> got;
      arena.execute([&] { got = frame_of(all, 0, options).bytes(); });
      CHECK((got == expected));
    }
  }
}

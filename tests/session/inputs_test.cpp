// Assets that feed the further ports of effects, with the filters of plugins/ports.c.
#include <tbb/task_arena.h>

#include <algorithm>
#include <limits>

#include "session/fixture.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::test;

namespace {

const std::string kAssets =
    R"({"checks": {"image": {"source": "checks.png"}}, "opaque": {"image": {"source": "opaque.png"}},
        "half": {"solid_rect": {"color": "#ffffff80", "width": 30, "height": 48}},
        "hole": {"solid_rect": {"color": "#00000000", "width": 64, "height": 48}},
        "small": {"solid_rect": {"color": "#ffffff", "width": 10, "height": 6}},
        "nothing": {"solid_rect": {"color": "#ffffff", "width": 0, "height": 0}}})";

Scene open_ports(const std::string& root, const render::BackendOptions& backend = {}) {
  return open(scene(root, 10, kAssets), backend, {LATTICE_TEST_PORTS_PLUGIN});
}

std::string leaf(const std::string& asset, const std::string& effect,
                 const std::string& more = "") {
  return R"({"leaf": ")" + asset + R"(", "effects": [)" + effect + "]" + more + "}";
}

std::string stir(const std::string& inputs) {
  return R"({"kind": "test.stir", "inputs": {)" + inputs + "}}";
}
std::string matte(const std::string& asset) {
  return R"({"kind": "test.matte", "inputs": {"matte": {"asset": ")" + asset + R"("}}})";
}

// An asset as a scene shows it alone.
Picture shown(const std::string& asset) {
  Scene s = open_ports(R"({"leaf": ")" + asset + R"("})");
  return color_frame(s, 0);
}

Rgba pixel_or_nothing(const Picture& picture, int x, int y) {
  const image::Rect bounds = image::bounds_of(picture.view());
  return x >= 0 && y >= 0 && x < bounds.x1 && y < bounds.y1 ? picture.at(x, y) : Rgba{};
}

Rgba combined(const Rgba& a, const Rgba& b, int (*rule)(int, int)) {
  return {rule(a.r, b.r), rule(a.g, b.g), rule(a.b, b.b), rule(a.a, b.a)};
}

// What plugins/ports.c says test.stir is, pixel by pixel. The source must end inside the canvas.
Rgba stirred(const Picture& src, const Picture& map, const Picture* kept, int x, int y) {
  const auto mean = [&](int px, int py) {
    const Rgba a = pixel_or_nothing(src, px - 1, py), b = pixel_or_nothing(src, px, py),
               c = pixel_or_nothing(src, px + 1, py);
    return Rgba{(a.r + b.r + c.r) / 3, (a.g + b.g + c.g) / 3, (a.b + b.b + c.b) / 3,
                (a.a + b.a + c.a) / 3};
  };
  const Rgba move = pixel_or_nothing(map, x, y);
  const int dx = move.a == 0 ? 0 : move.r / 16 - 8, dy = move.a == 0 ? 0 : move.g / 16 - 8;
  Rgba out = combined(mean(x + dx, y + dy), pixel_or_nothing(src, x, y),
                      [](int a, int b) { return (a + b) / 2; });
  if (kept == nullptr) return out;
  const int alpha = pixel_or_nothing(*kept, x, y).a;
  return combined(out, {alpha, alpha, alpha, alpha}, [](int v, int a) { return v * a / 255; });
}

// Maps under a turned, growing and a blurred node, a group with a matte, effects in a row.
const std::string kBusy = R"({"stack": [
  {"leaf": "opaque", "effects": [{"kind": "test.stir", "inputs": {"map": {"asset": "checks"}, "matte": {"asset": "half"}}}],
   "transform": {"rotation_deg": 12, "scale": {"keys": [[0, 0.4], [9, 1.7]]}, "translate": [9.5, -3]}},
  {"group": [
    {"leaf": "checks", "transform": {"translate": [20, 10], "scale": 0.6}},
    {"leaf": {"solid_rect": {"color": "#20c0ff80", "width": 20, "height": 11}}, "transform": {"translate": {"x": {"keys": [[0, 3.4], [9, 30]]}, "y": 20.7}}}],
   "effects": [{"kind": "test.matte", "inputs": {"matte": {"asset": "opaque"}}}, {"blur": 1.5},
               {"kind": "test.stir", "inputs": {"map": {"asset": "opaque"}}},
               {"kind": "test.matte", "inputs": {"matte": {"asset": "checks"}}}],
   "transform": {"translate": [4, 3], "scale": [1.2, 0.9]}, "opacity": 0.8}]})";

std::vector<std::uint8_t> busy_bytes(const render::BackendOptions& options, std::int64_t frame) {
  Scene busy = open_ports(kBusy, options);
  return color_frame(busy, frame).bytes();
}

}  // namespace

TEST_CASE("a pass reads the ports, each where its roi says", "[session][inputs]") {
  const Picture src = shown("checks"), map = shown("opaque"), half = shown("half");
  for (const bool with_matte : {false, true}) {
    Scene s =
        open_ports(leaf("checks", stir(std::string(R"("map": {"asset": "opaque"})") +
                                       (with_matte ? R"(, "matte": {"asset": "half"})" : ""))));
    const Picture got = color_frame(s, 0);
    int wrong = 0;
    for (int y = 0; y < 48; ++y)
      for (int x = 0; x < 64; ++x)
        wrong += got.at(x, y) != stirred(src, map, with_matte ? &half : nullptr, x, y);
    CAPTURE(with_matte);
    CHECK(wrong == 0);
  }
}

TEST_CASE("a pointwise filter takes its matte where it stands", "[session][inputs]") {
  Scene s = open_ports(leaf("opaque", matte("half")));
  const Picture got = color_frame(s, 0), src = shown("opaque");
  const auto through = [](int v, int a) { return v * a / 255; };
  for (const int x : {0, 13, 29}) {
    CAPTURE(x);
    CHECK(got.at(x, 20) == combined(src.at(x, 20), {128, 128, 128, 128}, through));
  }
  CHECK(got.at(30, 20) == Rgba{});  // outside of an input is transparent
}

TEST_CASE("an optional port without an input is empty", "[session][inputs]") {
  Scene bare = open_ports(leaf("opaque", R"({"kind": "test.matte"})"));
  Scene fed_nothing = open_ports(leaf("opaque", matte("nothing")));
  const auto plain = shown("opaque").bytes();
  CHECK(color_frame(bare, 0).bytes() == plain);
  CHECK(color_frame(fed_nothing, 0).bytes() == plain);
}

TEST_CASE("an input of which nothing is read is still no missing input", "[session][inputs]") {
  // All of the matte lies left of the canvas: what shows of the picture is outside of it.
  const std::string moved = R"(, "transform": {"translate": [-40, 0]})";
  for (const std::string& effect :
       {matte("half"), stir(R"("map": {"asset": "checks"}, "matte": {"asset": "half"})"),
        stir(R"("map": {"asset": "hole"}, "matte": {"asset": "half"})")}) {
    CAPTURE(effect);
    Scene s = open_ports(leaf("opaque", effect, moved));
    const Picture got = color_frame(s, 0);
    CHECK(got.at(0, 20) == Rgba{});
    CHECK(got.at(20, 20) == Rgba{});
    CHECK(got.bytes() == std::vector<std::uint8_t>(std::size_t{64} * 48 * 4, 0));
  }
}

TEST_CASE("an input stands at the origin of the node, at the scale of the effect",
          "[session][inputs]") {
  for (const int scale : {1, 2, 4}) {
    Scene s = open_ports(
        leaf("hole", R"({"kind": "test.tell"}, )" + matte("small"),
             R"(, "transform": {"translate": [4, 2], "scale": )" + std::to_string(scale) + "}"));
    const Picture got = color_frame(s, 0);
    CAPTURE(scale);
    CHECK(got.at(4, 2).a == 255);
    CHECK(got.at(4 + 10 * scale - 1, 4).a == 255);
    CHECK(got.at(4 + 10 * scale, 4).a == 0);
    CHECK(got.at(5, 2 + 6 * scale - 1).a == 255);
    CHECK(got.at(5, 2 + 6 * scale).a == 0);
  }
}

TEST_CASE("no tile size, thread, kernel or cache changes a byte of what inputs make",
          "[session][inputs]") {
  for (const std::int64_t frame : {0, 5, 9}) {
    const auto expected = busy_bytes({}, frame);
    render::BackendOptions small, wide, plain, forgetful;
    small.tile_width = small.tile_height = 2;
    wide.tile_width = 6, wide.tile_height = 4;
    plain.scalar = true;
    forgetful.max_cache_bytes = 0;
    CAPTURE(frame);
    for (const auto& options : {small, wide, plain, forgetful})
      CHECK(busy_bytes(options, frame) == expected);
    for (const int threads : {1, 2}) {
      Scene busy = open_ports(kBusy, wide);
      tbb::task_arena arena(threads);
      std::vector<std::uint8_t> got;
      arena.execute([&] { got = color_frame(busy, frame).bytes(); });
      CHECK(got == expected);
    }
  }
}

TEST_CASE("remembered surfaces with inputs give the same bytes as new ones", "[session][inputs]") {
  render::BackendOptions forgetful;
  forgetful.max_cache_bytes = 0;
  Scene fresh = open_ports(kBusy, forgetful), remembering = open_ports(kBusy);
  for (const std::int64_t frame : {0, 1, 2, 9, 2, 0, 2}) {
    CAPTURE(frame);
    CHECK(color_frame(remembering, frame).bytes() == color_frame(fresh, frame).bytes());
  }
  CHECK(remembering.session->surface_cache().hits() > 0);
}

TEST_CASE("what feeds a port is part of the fingerprint", "[session][inputs]") {
  const auto print = [](const std::string& effect) {
    Scene s = open_ports(leaf("opaque", effect));
    const std::string plan = *s.session->inspect_plan(0, false);
    return plan.substr(plan.find("\"fingerprint\""), 60);
  };
  const std::string checks = print(matte("checks"));
  CHECK(checks == print(matte("checks")));
  CHECK(checks != print(matte("half")));
  CHECK(checks != print(R"({"kind": "test.matte"})"));
  CHECK(print(stir(R"("map": {"asset": "checks"}, "matte": {"asset": "half"})")) !=
        print(stir(R"("map": {"asset": "half"}, "matte": {"asset": "checks"})")));
}

TEST_CASE("the memory of an input is given back with its last reader", "[session][inputs]") {
  Scene s = open_ports(leaf("opaque", stir(R"("map": {"asset": "checks"})")));
  const std::string plan = *s.session->inspect_plan(0, false);
  // The picture, its map, the first pass and the second: four that are freed, and the canvas.
  std::size_t freed = 0;
  for (auto at = plan.find("\"frees\": ["); at != plan.npos;
       at = plan.find("\"frees\": [", at + 1)) {
    const std::string list = plan.substr(at + 10, plan.find(']', at) - at - 10);
    freed +=
        list.empty() ? 0 : 1 + static_cast<std::size_t>(std::count(list.begin(), list.end(), ','));
  }
  std::size_t full = 0;
  for (auto at = plan.find("\"full\""); at != plan.npos; at = plan.find("\"full\"", at + 1)) ++full;
  CHECK(full == freed + 1);
}

TEST_CASE("inputs have no part in the depth plane", "[session][inputs]") {
  Scene s = open_ports(
      R"({"stack": [)" + leaf("opaque", matte("half"), R"(, "transform": {"z": 7})") + "," +
      leaf("small", stir(R"("map": {"asset": "hole"})"), R"(, "transform": {"z": 3})") + "]}");
  const Picture depth = depth_frame(s, 0);
  CHECK(depth.value(5, 3) == 3);
  CHECK(depth.value(20, 30) == 7);
  CHECK(depth.value(40, 30) == std::numeric_limits<float>::infinity());
}

TEST_CASE("a dump says what feeds an effect", "[session][inputs]") {
  Scene s = open_ports(leaf("opaque", stir(R"("map": {"asset": "checks"})")));
  const std::string ir = session::inspect_ir(s.session->composition(), s.plugins->catalog());
  CHECK(ir.find(R"("inputs": {"map": 0, "matte": null})") != std::string::npos);
}

#include <tbb/task_arena.h>

#include "session/fixture.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::test;

namespace {

// Everything this version has: turned images, blurs with a raster of their own, groups,
// a fold, a wipe and solids at odd places.
const std::string kBusy = scene(
    R"({"stack": [
  {"leaf": "opaque", "transform": {"rotation_deg": 7, "scale": 1.3, "translate": [-9.3, 2.2]}},
  {"range": [0, 60], "sequence": [
    {"leaf": "checks", "range": [0, 8], "transition_out": {"wipe": 4}},
    {"leaf": "opaque", "range": [0, 9], "transition_in": {"wipe": 4}, "effects": [{"saturate": 0.3}]}
  ]},
  {"group": [
    {"leaf": {"solid_rect": {"color": "#20c0ff80", "width": 20, "height": 11}}, "transform": {"translate": [3.4, 20.7], "rotation_deg": 31}},
    {"leaf": "checks", "transform": {"translate": [20, 10], "scale": 0.6}}
  ], "opacity": 0.7, "effects": [{"blur": 1.7}], "transform": {"translate": [4, 3], "scale": [1.2, 0.9]}}
]})",
    60,
    R"({"checks": {"image": {"source": "checks.png"}}, "opaque": {"image": {"source": "opaque.png"}}})");

std::vector<std::uint8_t> frame_bytes(const render::BackendOptions& options, std::int64_t frame) {
  Scene busy = open(kBusy, options);
  return color_frame(busy, frame).bytes();
}

}  // namespace

TEST_CASE("no tile size changes a byte", "[session]") {
  const auto expected = frame_bytes({}, 5);
  for (const auto& [w, h] : {std::pair{2, 2}, {6, 4}, {64, 2}, {4096, 4096}, {32, 30}}) {
    render::BackendOptions options;
    options.tile_width = w;
    options.tile_height = h;
    CAPTURE(w, h);
    CHECK(frame_bytes(options, 5) == expected);
  }
}

TEST_CASE("no number of threads changes a byte", "[session]") {
  render::BackendOptions small_tiles;
  small_tiles.tile_width = 8;
  small_tiles.tile_height = 8;
  const auto expected = frame_bytes({}, 6);
  for (const int threads : {1, 2, 4}) {
    tbb::task_arena arena(threads);
    std::vector<std::uint8_t> got;
    arena.execute([&] { got = frame_bytes(small_tiles, 6); });
    CAPTURE(threads);
    CHECK(got == expected);
  }
}

TEST_CASE("the plain kernels render the same bytes", "[session]") {
  render::BackendOptions plain;
  plain.scalar = true;
  for (const std::int64_t frame : {0, 5, 6, 12})
    CHECK(frame_bytes(plain, frame) == frame_bytes({}, frame));
}

TEST_CASE("frames rendered before do not change a frame, and slots are alike", "[session]") {
  Scene busy = open(kBusy);
  const auto expected = color_frame(busy, 5).bytes();
  for (const std::int64_t other : {0, 12, 6, 59}) color_frame(busy, other);
  CHECK(color_frame(busy, 5).bytes() == expected);
}

TEST_CASE("two runs give the same plans", "[session]") {
  Scene first = open(kBusy), second = open(kBusy);
  for (const std::int64_t frame : {0, 5, 6, 12, 59})
    CHECK(*first.session->inspect_plan(frame, true) == *second.session->inspect_plan(frame, true));
}

TEST_CASE("equal frames have equal fingerprints, others do not", "[session]") {
  Scene still = open(scene(R"({"stack": [{"leaf": {"solid_rect": {"color": "#123456"}},
    "opacity": {"keys": [[0, 1], [5, 1], [9, 0.5]]}}]})"));
  const auto print = [&](std::int64_t frame) {
    const std::string plan = *still.session->inspect_plan(frame, false);
    return plan.substr(plan.find("\"fingerprint\""), 60);
  };
  CHECK(print(0) == print(4));
  CHECK(print(4) != print(8));
}

// Rules about memory, tiles, threads and order: the same pixels come out whatever stands around
// them and however often they are asked for.
#include <algorithm>
#include <cstring>

#include "session/check/filter_exam.h"

namespace lattice::session::check {
namespace {

using image::Rect;

constexpr TileShape kSmallTiles{7, 3}, kSinglePixels{1, 1};
// Many calls are many times the cost of one, so they are tried on a part.
constexpr std::int32_t kSinglesWidth = 12, kSinglesHeight = 9;
constexpr std::int32_t kTiledWidth = 29, kTiledHeight = 13;
constexpr std::uint32_t kThreads = 4;
constexpr std::uint32_t kMostWorkers = 64;  // as many as a large machine has
// As the host cuts a picture, and otherwise.
constexpr TileShape kHostTiles{256, 256}, kRaggedTiles{211, 2};
constexpr std::int32_t kBeyond = 3;  // pixels outside of the bounds that are asked for

Rect part_of(const Rect& r, std::int32_t width, std::int32_t height) {
  return image::intersect(r, {r.x0, r.y0, r.x0 + width, r.y0 + height});
}

Rect singles_of(const Rect& r) { return part_of(r, kSinglesWidth, kSinglesHeight); }
Rect tiled_of(const Rect& r) { return part_of(r, kTiledWidth, kTiledHeight); }

// Sides of `area` that lie on the border of the pass, moved beyond it.
Rect beyond(const Rect& area, const Rect& bounds) {
  return {area.x0 == bounds.x0 ? area.x0 - kBeyond : area.x0,
          area.y0 == bounds.y0 ? area.y0 - kBeyond : area.y0,
          area.x1 == bounds.x1 ? area.x1 + kBeyond : area.x1,
          area.y1 == bounds.y1 ? area.y1 + kBeyond : area.y1};
}

// Minus zero is nothing too.
bool is_transparent(const Picture& picture, std::int32_t x, std::int32_t y) {
  const std::byte* at = picture.at(x, y);
  const auto is_zero = [](std::byte b) { return b == std::byte{}; };
  if (picture.type.dtype != LATTICE_F32)
    return std::all_of(at, at + picture.pixel_bytes(), is_zero);
  for (std::size_t c = 0; c < picture.pixel_bytes(); c += sizeof(float)) {
    float v = 0;
    std::memcpy(&v, at + c, sizeof v);
    if (v != 0) return false;
  }
  return true;
}

std::optional<std::string> first_outside(const Picture& picture, const Rect& bounds) {
  for (std::int32_t y = picture.rect.y0; y < picture.rect.y1; ++y)
    for (std::int32_t x = picture.rect.x0; x < picture.rect.x1; ++x) {
      if (bounds.contains({x, y, x + 1, y + 1})) continue;
      if (!is_transparent(picture, x, y))
        return "pixel " + place_text(x, y) + " is " + pixel_text(picture, x, y) +
               ", but the bounds are " + rect_text(bounds);
    }
  return std::nullopt;
}

}  // namespace

void FilterExam::same(int rule, const Picture& a, const Picture& b, const std::string& what) {
  if (a.rect != b.rect)
    judge_.broken(
        rule, what + " the result covers " + rect_text(a.rect) + " and then " + rect_text(b.rect));
  else if (const auto difference = first_difference(a, b, a.rect))
    judge_.broken(rule, what + " " + *difference);
}

// ---- Memory and tiles ----

// Every pass again with another pattern in memory that it must not take anything from.
void FilterExam::differs_by(int rule, const Poison& other, TileShape shape,
                            const std::string& what) {
  if (!judge_.judges(rule)) return;
  for (std::size_t pass = 0; pass < base_.size() && !judge_.is_broken(rule); ++pass) {
    const bool is_whole = shape.width == kWhole.width;
    const Rect area = is_whole ? base_[pass].rect : tiled_of(base_[pass].rect);
    const auto one = run_.render_pass(pass, area, shape, base_);
    const auto two = run_.render_pass(pass, area, shape, base_, other);
    if (!one || !two) return;
    same(rule, *one, *two, what);
  }
}

void FilterExam::poison() {
  differs_by(303, {.destination = 0x55}, kWhole,
             "with another content of the destination before the call");
  differs_by(303, {.destination = 0x55}, kSmallTiles,
             "in tiles of 7x3, with another content of the destination before the call");
  differs_by(304, {.scratch = 0x11}, kSmallTiles,
             "with another content of the scratch before the call");
  differs_by(309, {.outside = 0x00}, kWhole, "with other pixels outside of roi()");
  differs_by(309, {.outside = 0x00}, kSmallTiles,
             "in tiles of 7x3, with other pixels outside of roi()");
}

void FilterExam::tiles() {
  if (!judge_.judges(305)) return;
  for (std::size_t pass = 0; pass < base_.size(); ++pass) {
    const Rect few = tiled_of(base_[pass].rect), fewer = singles_of(base_[pass].rect);
    const auto small = run_.render_pass(pass, few, kSmallTiles, base_);
    const auto single = run_.render_pass(pass, fewer, kSinglePixels, base_);
    if (!small || !single) return;
    if (const auto difference = first_difference(base_[pass], *small, few))
      judge_.broken(305, "as one tile and in tiles of 7x3, " + *difference);
    if (const auto difference = first_difference(base_[pass], *single, fewer))
      judge_.broken(305, "as one tile and in tiles of 1x1, " + *difference);
  }
}

void FilterExam::run_wide() {
  if (!judge_.judges(305) || !starts() || run_.planned().passes.empty()) return;
  auto made = run_.render();
  if (!made) return;
  base_ = *std::move(made);
  for (std::size_t pass = 0; pass < base_.size(); ++pass) {
    const Rect& all = base_[pass].rect;
    const auto host = run_.render_pass(pass, all, kHostTiles, base_);
    const auto ragged = run_.render_pass(pass, all, kRaggedTiles, base_);
    if (!host || !ragged) return;
    if (const auto difference = first_difference(base_[pass], *host, all))
      judge_.broken(305, "as one tile and in tiles of 256x256, " + *difference);
    else if (const auto other = first_difference(base_[pass], *ragged, all))
      judge_.broken(305, "as one tile and in tiles of 211x2, " + *other);
  }
}

void FilterExam::threads() {
  if (!judge_.judges(306)) return;
  for (std::size_t pass = 0; pass < base_.size(); ++pass) {
    const Rect area = tiled_of(base_[pass].rect);
    const auto threaded = run_.render_threaded(pass, area, kSmallTiles, base_, kThreads);
    const auto numbered = run_.render_pass(pass, area, kSmallTiles, base_, {}, kMostWorkers);
    if (!threaded || !numbered) return;
    if (const auto difference = first_difference(base_[pass], *threaded, area))
      judge_.broken(306, "on one thread and on several, " + *difference);
    else if (const auto other = first_difference(base_[pass], *numbered, area))
      judge_.broken(306, "as worker 0 and as others up to 63, " + *other);
  }
}

std::optional<PassResults> FilterExam::on(const FilterInstance& instance, const FrameSpec& frame) {
  FilterRun run(judge_, instance, case_, frame);
  if (!run.plan() || run.planned().passes.empty()) return std::nullopt;
  return run.render();
}

void FilterExam::order_on(const FilterInstance& instance, std::size_t frame,
                          const Picture& expected, const char* what) {
  if (judge_.is_broken(307)) return;
  if (const auto made = on(instance, case_.frames[frame])) same(307, expected, made->back(), what);
}

void FilterExam::order() {
  if (!judge_.judges(307)) return;
  std::vector<Picture> expected{result()};
  for (std::size_t frame = 1; frame < case_.frames.size(); ++frame) {
    const FilterInstance fresh(judge_, table_, case_);
    if (!fresh.created().ok()) {
      judge_.broken(307, "create() succeeded once and then failed with the same binding");
      return;
    }
    const auto made = on(fresh, case_.frames[frame]);
    if (!made) return;
    expected.push_back(made->back());
  }
  static constexpr std::size_t kOrder[] = {2, 1, 0, 1, 2, 0};
  for (const std::size_t frame : kOrder)
    order_on(instance_, frame, expected[frame],
             "on a new instance and on one that has made other frames,");
  const FilterInstance fresh(judge_, table_, case_);
  order_on(fresh, 0, expected[0], "on two instances,");
  stale();
  statics();
}

// A frame is more than its number: between two calls for it, another instance makes the same
// number with other params.
void FilterExam::stale() {
  Random random(case_.instance_seed + 2);
  FrameSpec other;
  other.params = case_.statics.animated(kind_.params, random).scaled(kind_.params, case_.scale);
  other.frame = case_.frames[0].frame;
  const FilterInstance second(judge_, table_, case_);
  if (!second.created().ok()) return;
  static_cast<void>(on(second, case_.frames[1]));  // out of what is kept of one frame
  judge_.set_context(case_.text(kind_) + ", then " + other.params.text(kind_.params));
  static_cast<void>(on(second, other));
  judge_.set_context(case_.text(kind_));
  static constexpr const char* kWhat =
      "before and after the same frame was made with other params on a second instance,";
  order_on(instance_, 0, result(), kWhat);
  order_on(second, 0, result(), kWhat);
}

// What animates has its value in the frame; create() sees the one of another frame.
void FilterExam::statics() {
  Random random(case_.instance_seed + 3);
  FilterCase other;
  other.working = case_.working;
  other.canvas_width = case_.canvas_width;
  other.canvas_height = case_.canvas_height;
  other.instance_seed = case_.instance_seed;
  other.statics = case_.statics.animated(kind_.params, random);
  const FilterInstance second(judge_, table_, other);
  if (second.created().ok())
    order_on(second, 0, result(),
             "on two instances whose animated params differ in the binding but not in the frame,");
}

// ---- Beyond the bounds ----

void FilterExam::beyond_bounds() {
  if (!judge_.judges(310)) return;
  for (std::size_t pass = 0; pass < base_.size() && !judge_.is_broken(310); ++pass) {
    const PassPlan& plan = run_.planned().passes[pass];
    const Rect area = beyond(plan.area, plan.bounds);
    if (plan.area.empty() || !run_.covers(pass, area, base_)) continue;
    const auto made = run_.render_pass(pass, area, kWhole, base_);
    if (!made) return;
    if (const auto drawn = first_outside(*made, plan.bounds)) judge_.broken(310, *drawn);
  }
}

}  // namespace lattice::session::check

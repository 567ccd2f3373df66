// Frames that are cheap to make and easy to recognise, from a source that fails, dawdles and
// counts as it is told.
#pragma once
#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

#include "export/frame_source.h"
#include "image/convert.h"

namespace lattice::exporter {

class FakeSource final : public FrameSource {
 public:
  std::int32_t canvas_width = 24, canvas_height = 10;
  std::int64_t duration = 40;
  std::int64_t fail_frame = -1;   // render() fails
  std::int64_t throw_frame = -1;  // render() throws
  bool slow_when_odd = false;     // completion out of order
  bool converts = true;           // can render a plane in other types
  std::atomic<bool>* cancel = nullptr;
  std::int64_t cancel_frame = -1;                       // sets *cancel while this frame is rendered
  const std::atomic<std::int64_t>* consumed = nullptr;  // of the only sink

  std::vector<PlaneRequest> asked;
  int slots = 0;
  std::atomic<std::int64_t> started{0};
  std::atomic<std::int64_t> most_in_flight{0};
  std::atomic<bool> slot_shared{false};

  std::int32_t width() const override { return canvas_width; }
  std::int32_t height() const override { return canvas_height; }
  Rational fps() const override { return {30000, 1001}; }
  std::int64_t duration_frames() const override { return duration; }

  image::Type plane_type(std::uint32_t plane) const override {
    if (plane == LATTICE_PLANE_COLOR) return image::kRgba8;
    return plane == LATTICE_PLANE_DEPTH ? image::kDepthF32 : image::Type{};
  }

  Result<void> check(const PlaneRequest& request) const override {
    if (request.plane > LATTICE_PLANE_DEPTH)
      return fail(Code::output, "", "this plane is not rendered; colour and depth are");
    if (image::same_type(request.type, plane_type(request.plane))) return {};
    if (!converts) return fail(Code::output, "", "the renderer makes the plane's own type only");
    return image::check_conversion(plane_type(request.plane), request.type);
  }

  Result<const lattice_scene_facts*> facts(std::uint32_t) override {
    facts_.struct_size = sizeof facts_;
    facts_.canvas_width = canvas_width;
    facts_.canvas_height = canvas_height;
    facts_.rate = {30000, 1001};
    facts_.duration_frames = duration;
    return &facts_;
  }

  Result<void> reserve_slots(int count, std::span<const PlaneRequest> requests) override {
    slots = count;
    asked.assign(requests.begin(), requests.end());
    busy_ = std::vector<std::atomic<bool>>(static_cast<std::size_t>(count));
    scratch_.clear();
    for (int i = 0; i < count * 2; ++i)
      scratch_.emplace_back(plane_type(i % 2 == 0 ? LATTICE_PLANE_COLOR : LATTICE_PLANE_DEPTH),
                            canvas());
    return {};
  }

  Result<void> render(int slot, std::int64_t frame, std::span<const image::View> dst,
                      FrameScene& scene) override {
    count_in_flight();
    const auto index = static_cast<std::size_t>(slot);
    if (slot < 0 || slot >= slots || busy_[index].exchange(true)) slot_shared = true;
    if (slow_when_odd && frame % 2 == 1) std::this_thread::sleep_for(std::chrono::milliseconds(4));
    if (cancel && frame == cancel_frame) *cancel = true;
    Result<void> result;
    if (frame == throw_frame) {
      busy_[index] = false;
      throw std::runtime_error("the tiles are gone");
    }
    if (frame == fail_frame)
      result = fail(Code::render, "node \"card\"", "the picture cannot be drawn");
    else
      draw(index, frame, dst);
    scene.frame = {};
    scene.frame.struct_size = sizeof scene.frame;
    scene.frame.index = frame;
    scene.scene = {};
    scene.scene.struct_size = sizeof scene.scene;
    busy_[index] = false;
    return result;
  }

  // The value of a byte of the colour plane; opaque, so that association changes nothing.
  static std::uint8_t color_at(std::int64_t frame, int x, int y, int channel) {
    return channel == 3 ? 255 : static_cast<std::uint8_t>(frame * 7 + x * 3 + y * 5 + channel * 11);
  }
  static float depth_at(std::int64_t frame, int x, int y) {
    return static_cast<float>(frame % 8 * 100 + x + y * 32) / 1024.0f;
  }

 private:
  image::Rect canvas() const { return {0, 0, canvas_width, canvas_height}; }

  void count_in_flight() {
    const std::int64_t now = ++started - (consumed ? consumed->load() : 0);
    std::int64_t most = most_in_flight;
    while (now > most && !most_in_flight.compare_exchange_weak(most, now)) {
    }
  }

  void draw(std::size_t slot, std::int64_t frame, std::span<const image::View> dst) {
    const image::View& color = scratch_[slot * 2].view();
    const image::View& depth = scratch_[slot * 2 + 1].view();
    for (int y = 0; y < canvas_height; ++y)
      for (int x = 0; x < canvas_width; ++x) {
        auto* c = reinterpret_cast<std::uint8_t*>(image::pixel(color, x, y));
        for (int i = 0; i < 4; ++i) c[i] = color_at(frame, x, y, i);
        *reinterpret_cast<float*>(image::pixel(depth, x, y)) = depth_at(frame, x, y);
      }
    for (std::size_t i = 0; i < dst.size(); ++i)
      image::convert(asked[i].plane == LATTICE_PLANE_COLOR ? color : depth, dst[i], canvas());
  }

  lattice_scene_facts facts_{};
  std::vector<std::atomic<bool>> busy_;
  std::vector<image::Buffer> scratch_;
};

}  // namespace lattice::exporter

// The memory of the frames in flight: every buffer, pointer table and path that a frame
// needs on its way, made once and used by frame after frame.
#pragma once
#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

#include "export/setup.h"
#include "image/buffer.h"

namespace lattice::exporter {

// The part of a slot that belongs to one route. Pointer tables have an entry per port.
class RouteFrame {
 public:
  RouteFrame(const Route& route, std::span<const image::View> planes, image::Rect canvas);
  RouteFrame(const RouteFrame&) = delete;
  RouteFrame& operator=(const RouteFrame&) = delete;

  const lattice_planes& planes() const { return planes_; }
  std::span<const lattice_image> produced() const { return produced_; }
  // From what was made to what was agreed, for the ports that differ.
  void convert() const;
  bool converts() const { return !conversions_.empty(); }
  // Valid until the next call.
  const lattice_packet& packet(const Route& route, std::int64_t frame, std::int64_t pts);

 private:
  struct Conversion {
    const image::View* src;
    const image::View* dst;
  };

  void add_port(const Port& port, std::size_t index, std::span<const image::View> planes,
                image::Rect canvas, bool packet_paths);

  std::deque<image::Buffer> buffers_;  // addresses of elements stay
  std::vector<lattice_image> produced_;
  std::vector<Conversion> conversions_;
  std::array<const lattice_image*, LATTICE_PLANE_COUNT> plane_pointers_{};
  lattice_planes planes_{};
  std::vector<const lattice_image*> images_;
  std::vector<std::vector<char>> path_room_;
  std::vector<const char*> paths_;
  std::vector<const lattice_samples*> no_samples_;
  std::vector<const lattice_bytes*> no_bytes_;
  lattice_packet packet_{};
};

struct Slot {
  Slot(const Setup& setup, image::Rect canvas);

  std::deque<image::Buffer> buffers;
  std::vector<image::View> dst;  // one per plane request
  FrameScene scene;
  std::vector<std::unique_ptr<RouteFrame>> routes;
};

}  // namespace lattice::exporter

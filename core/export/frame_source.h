// Where frames come from, as the exporter sees it. `session` implements it.
#pragma once
#include <lattice/artifact.h>

#include <cstdint>
#include <span>

#include "base/rational.h"
#include "base/result.h"
#include "image/buffer.h"

namespace lattice::exporter {

// One plane of a frame in one type. A type other than the plane's own is converted to in
// the last tile pass.
struct PlaneRequest {
  std::uint32_t plane = LATTICE_PLANE_COLOR;
  image::Type type{};
};

// The scene as artifacts see it; the pointers stay valid until the next frame of the slot.
struct FrameScene {
  lattice_frame frame{};
  lattice_scene scene{};
};

class FrameSource {
 public:
  virtual ~FrameSource() = default;

  virtual std::int32_t width() const = 0;
  virtual std::int32_t height() const = 0;
  virtual Rational fps() const = 0;
  virtual std::int64_t duration_frames() const = 0;
  // Type of a plane before any conversion.
  virtual image::Type plane_type(std::uint32_t plane) const = 0;
  // Whether `request` can be rendered at all; the error names what can.
  virtual Result<void> check(const PlaneRequest& request) const = 0;
  // Facts for artifacts; `planes` are the bits that the export will ask for. [session]
  virtual Result<const lattice_scene_facts*> facts(std::uint32_t planes) = 0;

  // How many frames may be rendered at once; called before the first render(). Slots are
  // 0..count-1, each used by one thread at a time.
  virtual Result<void> reserve_slots(int count, std::span<const PlaneRequest> requests) = 0;
  // Fills dst[i], whose type is requests[i].type and whose bounds are the canvas. Any
  // order of frames; the same bytes on every call.
  virtual Result<void> render(int slot, std::int64_t frame, std::span<const image::View> dst,
                              FrameScene& scene) = 0;
};

}  // namespace lattice::exporter

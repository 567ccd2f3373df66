// A small scene as artifacts see it: nodes, and for every frame the planes that were asked
// for, all of which follows from a seed.
#pragma once
#include <lattice/artifact.h>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "session/check/guarded_image.h"
#include "session/check/random.h"

namespace lattice::session::check {

// Readable from any thread once it is made; what it hands out lives as long as it does.
class SyntheticScene {
 public:
  // `planes` as in lattice_artifact; `gap` stands between the rows of each.
  SyntheticScene(std::int32_t width, std::int32_t height, const lattice_type& working,
                 std::uint32_t planes, std::size_t frame_count, Random& random, unsigned char gap);
  SyntheticScene(const SyntheticScene&) = delete;
  SyntheticScene& operator=(const SyntheticScene&) = delete;

  const lattice_scene_facts& facts() const { return facts_; }
  const lattice_type& working() const { return working_; }
  image::Rect canvas() const { return canvas_; }
  std::size_t frame_count() const { return moments_.size(); }

  lattice_frame frame(std::size_t index, std::span<const lattice_value> params) const;
  const lattice_planes& planes(std::size_t index) const { return moments_[index]->planes; }
  const lattice_scene& scene(std::size_t index) const { return moments_[index]->scene; }
  // Type of a plane; all zero for one that nobody knows.
  lattice_type plane_type(std::uint32_t plane) const;

 private:
  // One frame.
  struct Moment {
    std::vector<std::unique_ptr<GuardedImage>> images;
    const lattice_image* plane[LATTICE_PLANE_COUNT] = {};
    lattice_planes planes{};
    std::vector<std::uint32_t> visible;
    std::vector<double> canvas_from_node, z, opacity;
    std::vector<lattice_rect> bounds;
    lattice_scene scene{};
  };
  std::unique_ptr<Moment> make_moment(std::uint32_t planes, Random& random) const;
  void add_plane(Moment& moment, std::uint32_t plane, Random& random) const;
  Picture picture_of(std::uint32_t plane, Random& random) const;
  void add_nodes(Moment& moment, Random& random) const;

  image::Rect canvas_;
  unsigned char gap_;
  lattice_type working_;
  lattice_scene_facts facts_{};
  std::vector<std::unique_ptr<Moment>> moments_;
};

}  // namespace lattice::session::check

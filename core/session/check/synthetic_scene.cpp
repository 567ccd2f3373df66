#include "session/check/synthetic_scene.h"

#include <array>
#include <cstring>

#include "image/type.h"

namespace lattice::session::check {
namespace {

constexpr std::array<const char*, 4> kNodeIds = {"root", "back", "card", "caf\xc3\xa9"};
constexpr std::array<std::int32_t, 4> kParents = {-1, 0, 0, 2};
constexpr std::array<std::uint32_t, 4> kKinds = {LATTICE_NODE_GROUP, LATTICE_NODE_LEAF,
                                                 LATTICE_NODE_STACK, LATTICE_NODE_LEAF};
constexpr lattice_rational kRate = {30000, 1001};
constexpr double kNearest = -5000, kFarthest = 5000;  // as random_depth() has them

bool is_id(std::uint32_t plane) {
  return plane == LATTICE_PLANE_NODE_ID || plane == LATTICE_PLANE_INSTANCE_ID ||
         plane == LATTICE_PLANE_SEMANTIC_ID;
}

Picture random_ids(const image::Rect& rect, Random& random) {
  Picture out(image::interleaved(LATTICE_U32, 1, LATTICE_ALPHA_NONE, LATTICE_SPACE_DATA), rect);
  for (std::int32_t y = rect.y0; y < rect.y1; ++y)
    for (std::int32_t x = rect.x0; x < rect.x1; ++x) {
      const std::uint32_t id = random.below(kNodeIds.size() + 1);  // 0: nothing
      std::memcpy(out.at(x, y), &id, sizeof id);
    }
  return out;
}

}  // namespace

SyntheticScene::SyntheticScene(std::int32_t width, std::int32_t height, const lattice_type& working,
                               std::uint32_t planes, std::size_t frame_count, Random& random,
                               unsigned char gap)
    : canvas_{0, 0, width, height}, gap_(gap), working_(working) {
  facts_.struct_size = sizeof facts_;
  facts_.node_count = kNodeIds.size();
  facts_.node_id = kNodeIds.data();
  facts_.node_parent = kParents.data();
  facts_.node_kind = kKinds.data();
  facts_.canvas_width = width;
  facts_.canvas_height = height;
  facts_.rate = kRate;
  facts_.duration_frames = static_cast<std::int64_t>(frame_count);
  if ((planes >> LATTICE_PLANE_DEPTH & 1u) != 0) {
    facts_.depth_near = kNearest;
    facts_.depth_far = kFarthest;
  }
  for (std::size_t i = 0; i < frame_count; ++i) moments_.push_back(make_moment(planes, random));
}

lattice_frame SyntheticScene::frame(std::size_t index,
                                    std::span<const lattice_value> params) const {
  lattice_frame frame{};
  frame.struct_size = sizeof frame;
  frame.param_count = static_cast<std::uint32_t>(params.size());
  frame.params = params.data();
  frame.index = static_cast<std::int64_t>(index);
  frame.time = static_cast<double>(index) * kRate.den / kRate.num;
  frame.seed = 0x5EED0000u + index;
  frame.scale = 1;
  frame.rate = kRate;
  frame.canvas = image::to_abi(canvas_);
  return frame;
}

lattice_type SyntheticScene::plane_type(std::uint32_t plane) const {
  const auto data = [](std::uint8_t dtype, std::uint8_t channels) {
    return image::interleaved(dtype, channels, LATTICE_ALPHA_NONE, LATTICE_SPACE_DATA);
  };
  switch (plane) {
    case LATTICE_PLANE_COLOR: return working_;
    case LATTICE_PLANE_DEPTH: return data(LATTICE_F32, 1);
    case LATTICE_PLANE_NORMAL:
    case LATTICE_PLANE_POSITION: return data(LATTICE_F32, 3);
    case LATTICE_PLANE_FLOW_FORWARD:
    case LATTICE_PLANE_FLOW_BACKWARD: return data(LATTICE_F32, 2);
    case LATTICE_PLANE_NODE_ID:
    case LATTICE_PLANE_INSTANCE_ID:
    case LATTICE_PLANE_SEMANTIC_ID: return data(LATTICE_U32, 1);
    default: return {};
  }
}

std::unique_ptr<SyntheticScene::Moment> SyntheticScene::make_moment(std::uint32_t planes,
                                                                    Random& random) const {
  auto moment = std::make_unique<Moment>();
  for (std::uint32_t plane = 0; plane < LATTICE_PLANE_COUNT; ++plane)
    if ((planes >> plane & 1u) != 0) add_plane(*moment, plane, random);
  moment->planes = {sizeof(lattice_planes), LATTICE_PLANE_COUNT, moment->plane};
  add_nodes(*moment, random);
  return moment;
}

Picture SyntheticScene::picture_of(std::uint32_t plane, Random& random) const {
  if (plane == LATTICE_PLANE_COLOR) return random_picture(working_, canvas_, random);
  if (plane == LATTICE_PLANE_DEPTH) return random_depth(canvas_, random);
  if (is_id(plane)) return random_ids(canvas_, random);
  return random_samples(plane_type(plane), canvas_, random);
}

void SyntheticScene::add_plane(Moment& moment, std::uint32_t plane, Random& random) const {
  auto image = std::make_unique<GuardedImage>(Role::source, plane_type(plane), canvas_, gap_);
  if (!*image) return;
  image->show(picture_of(plane, random).bytes);
  moment.plane[plane] = &image->view();
  moment.images.push_back(std::move(image));
}

void SyntheticScene::add_nodes(Moment& moment, Random& random) const {
  for (std::size_t node = 0; node < kNodeIds.size(); ++node) {
    const bool leaf = kKinds[node] == LATTICE_NODE_LEAF;
    const double x = random.between(-8, canvas_.x1), y = random.between(-8, canvas_.y1);
    const auto left = static_cast<std::int32_t>(x), top = static_cast<std::int32_t>(y);
    moment.visible.push_back(node == 0 || !random.one_in(3) ? 1 : 0);
    for (const double v : {1.0, 0.0, x, 0.0, 1.0, y, 0.0, 0.0, 1.0})
      moment.canvas_from_node.push_back(v);
    moment.z.push_back(kNearest + (kFarthest - kNearest) * random.unit());
    moment.opacity.push_back(random.unit());
    moment.bounds.push_back(leaf ? lattice_rect{left, top, left + 12, top + 9} : lattice_rect{});
  }
  moment.scene = {sizeof(lattice_scene), facts_.node_count,
                  moment.visible.data(), moment.canvas_from_node.data(),
                  moment.z.data(),       moment.opacity.data(),
                  moment.bounds.data()};
}

}  // namespace lattice::session::check

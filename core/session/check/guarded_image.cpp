#include "session/check/guarded_image.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include "image/buffer.h"
#include "image/convert.h"

namespace lattice::session::check {
namespace {

constexpr std::size_t kAlignment = 64;

int plane_count(const lattice_type& type) {
  if (type.layout == LATTICE_INTERLEAVED) return 1;
  return type.layout == LATTICE_SEMIPLANAR ? 2 : type.channels;
}

struct PlaneSize {
  std::size_t row_bytes, rows;
};

// Without gaps. Chroma of an odd picture has the half sample too.
PlaneSize plane_size(const lattice_type& type, const image::Rect& bounds, int plane) {
  auto width = static_cast<std::size_t>(bounds.width());
  auto rows = static_cast<std::size_t>(bounds.height());
  std::size_t pixel = image::pixel_bytes(type);
  const bool chroma = type.layout != LATTICE_INTERLEAVED && (plane == 1 || plane == 2);
  if (chroma && type.subsampling != LATTICE_SUB_444) width = (width + 1) / 2;
  if (chroma && type.subsampling == LATTICE_SUB_420) rows = (rows + 1) / 2;
  if (chroma && type.layout == LATTICE_SEMIPLANAR) pixel *= 2;
  return {width * pixel, rows};
}

lattice_image view_of(const Picture& picture) {
  lattice_image view{};
  view.type = picture.type;
  view.bounds = view.valid = image::to_abi(picture.rect);
  view.plane[0] = const_cast<std::byte*>(picture.bytes.data());  // only read
  view.row_bytes[0] = static_cast<std::int64_t>(picture.row_bytes());
  return view;
}

}  // namespace

GuardedImage::GuardedImage(Role role, const lattice_type& type, const image::Rect& bounds,
                           unsigned char pattern)
    : guard_(role), bytes_(image::storage_bytes(type, bounds)), pattern_(pattern) {
  memory_ = guard_.lay_out(bytes_, kAlignment, pattern);
  view_ = image::layout_over(memory_, type, bounds);
}

// row(first byte, bytes of samples, bytes of the gap behind them)
template <class Row>
void GuardedImage::for_each_row(Row&& row) const {
  for (int plane = 0; plane < plane_count(view_.type); ++plane) {
    const PlaneSize size = plane_size(view_.type, image::from_abi(view_.bounds), plane);
    const auto step = static_cast<std::size_t>(view_.row_bytes[plane]);
    auto* first = static_cast<std::byte*>(view_.plane[plane]);
    for (std::size_t y = 0; y < size.rows; ++y, first += step)
      row(first, size.row_bytes, step - size.row_bytes);
  }
}

void GuardedImage::show(const Samples& samples) {
  const std::byte* from = samples.data();
  for_each_row([&](std::byte* to, std::size_t bytes, std::size_t) {
    std::memcpy(to, from, bytes);
    from += bytes;
  });
  guard_.make_read_only();
}

void GuardedImage::wipe(unsigned char pattern) {
  pattern_ = pattern;
  memory_ = guard_.lay_out(bytes_, kAlignment, pattern);
  view_ = image::layout_over(memory_, view_.type, image::from_abi(view_.bounds));
}

Samples GuardedImage::samples() const {
  Samples out;
  for_each_row([&](const std::byte* from, std::size_t bytes, std::size_t) {
    out.insert(out.end(), from, from + bytes);
  });
  return out;
}

bool GuardedImage::gaps_intact() const {
  bool intact = guard_.surroundings_intact();
  for_each_row([&](const std::byte* from, std::size_t bytes, std::size_t gap) {
    intact = intact && std::all_of(from + bytes, from + bytes + gap,
                                   [&](std::byte b) { return b == std::byte{pattern_}; });
  });
  return intact;
}

Samples converted(const Picture& picture, const lattice_type& type) {
  if (image::same_type(picture.type, type)) return picture.bytes;
  const lattice_image src = view_of(picture);
  GuardedImage dst(Role::destination, type, picture.rect, 0);
  if (!dst) return {};
  image::convert(src, dst.view(), picture.rect);
  return dst.samples();
}

Picture random_depth(const image::Rect& rect, Random& random) {
  constexpr double kFarthest = 5000;
  Picture out(image::kDepthF32, rect);
  for (std::int32_t y = rect.y0; y < rect.y1; ++y)
    for (std::int32_t x = rect.x0; x < rect.x1; ++x) {
      const auto z = static_cast<float>((random.unit() * 2 - 1) * kFarthest);
      const float value = random.one_in(4) ? std::numeric_limits<float>::infinity() : z;
      std::memcpy(out.at(x, y), &value, sizeof value);
    }
  return out;
}

}  // namespace lattice::session::check

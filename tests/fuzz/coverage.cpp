// Coverage of paths: bytes as verbs, coordinates, a map and a stroke. Whatever they say, every
// pixel is covered between 0 and 1, and a tile has the pixels of the whole.
#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "fuzz/checks.h"
#include "raster/sweep.h"

namespace {

using namespace lattice;
using fuzz::check;

constexpr image::Rect kArea{-2, -2, 14, 10};
constexpr image::Rect kTile{3, 1, 6, 7};
constexpr std::size_t kMostVerbs = 64;

// Reads numbers until the bytes end; then zeros.
class Bytes {
 public:
  Bytes(const std::uint8_t* bytes, std::size_t size) : next_(bytes), end_(bytes + size) {}

  bool empty() const { return next_ == end_; }
  std::uint8_t byte() { return empty() ? std::uint8_t{0} : *next_++; }
  // Mostly near the area on a coarse grid, where edges meet; sometimes any double.
  double coordinate() {
    const std::uint8_t head = byte();
    if (head != 255) return head / 8.0 - 8 + byte() / 2048.0;
    std::array<std::uint8_t, 8> raw;
    for (std::uint8_t& b : raw) b = byte();
    double out;
    std::memcpy(&out, raw.data(), sizeof out);
    return out;
  }
  image::Point point() {
    const double x = coordinate();
    return {x, coordinate()};
  }

 private:
  const std::uint8_t *next_, *end_;
};

image::Path read_path(Bytes& bytes) {
  image::Path path;
  path.move_to(bytes.point());
  while (!bytes.empty() && path.verbs.size() < kMostVerbs) switch (bytes.byte() % 5) {
      case 0: path.move_to(bytes.point()); break;
      case 1: path.line_to(bytes.point()); break;
      case 2: {
        const image::Point control = bytes.point();
        path.quad_to(control, bytes.point());
        break;
      }
      case 3: {
        const image::Point a = bytes.point(), b = bytes.point();
        path.cubic_to(a, b, bytes.point());
        break;
      }
      default: path.close();
    }
  return path;
}

void check_coverage(const raster::Outline& outline) {
  raster::Sweep sweep;
  std::vector<float> whole(static_cast<std::size_t>(kArea.area()), -1);
  std::vector<float> tile(static_cast<std::size_t>(kTile.area()), -1);
  sweep.cover(outline, kArea, whole.data(), kArea.width() * 4);
  sweep.cover(outline, kTile, tile.data(), kTile.width() * 4);
  const image::Rect bounds = outline.bounds();
  for (int y = kArea.y0; y < kArea.y1; ++y)
    for (int x = kArea.x0; x < kArea.x1; ++x) {
      const float v =
          whole[static_cast<std::size_t>((y - kArea.y0) * kArea.width() + x - kArea.x0)];
      const image::Rect pixel{x, y, x + 1, y + 1};
      check(v >= 0 && v <= 1, "coverage lies in 0..1");
      check(v == 0 || bounds.contains(pixel), "nothing is covered outside the bounds");
      if (!kTile.contains(pixel)) continue;
      const auto at = static_cast<std::size_t>((y - kTile.y0) * kTile.width() + x - kTile.x0);
      check(tile[at] == v, "a tile has the pixels of the whole");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  Bytes in(bytes, size);
  const std::uint8_t style = in.byte();
  image::Mat3 map;
  if ((style & 1) != 0)
    for (std::size_t i = 0; i < 6; ++i) map.m[i] = in.coordinate();
  raster::Stroke stroke;
  stroke.width = in.coordinate();
  stroke.cap = static_cast<raster::StrokeCap>((style >> 1) % 3);
  stroke.join = static_cast<raster::StrokeJoin>((style >> 3) % 3);
  stroke.miter_limit = in.coordinate();
  std::array<double, 3> dashes{};
  if ((style & 64) != 0) {
    for (double& dash : dashes) dash = in.coordinate();
    stroke.dashes = dashes;
    stroke.dash_offset = in.coordinate();
  }
  const image::Path path = read_path(in);
  raster::Outline outline;
  outline.fill(path, (style & 128) != 0 ? raster::FillRule::evenodd : raster::FillRule::nonzero,
               map, kArea);
  check_coverage(outline);
  outline.stroke(path, stroke, map, kArea);
  check_coverage(outline);
  return 0;
}

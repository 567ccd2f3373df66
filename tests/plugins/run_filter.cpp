#include "run_filter.h"

#include <algorithm>

#include "support/catch.h"

namespace plugins_test {
namespace {

// As a float it is a NaN, as a byte it is nowhere near its neighbours.
constexpr unsigned char kPoison = 0xff;
constexpr std::size_t kCanaryBytes = 128;

lattice_rect intersection(const lattice_rect& a, const lattice_rect& b) {
  const lattice_rect r{std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1),
                       std::min(a.y1, b.y1)};
  return r.x0 < r.x1 && r.y0 < r.y1 ? r : lattice_rect{0, 0, 0, 0};
}

lattice_rect union_of(const std::vector<lattice_rect>& rects) {
  lattice_rect r{0, 0, 0, 0};
  for (const lattice_rect& next : rects) {
    if (next.x0 >= next.x1 || next.y0 >= next.y1) continue;
    if (r.x0 >= r.x1) r = next;
    r = {std::min(r.x0, next.x0), std::min(r.y0, next.y0), std::max(r.x1, next.x1),
         std::max(r.y1, next.y1)};
  }
  return r;
}

void copy_area(const Picture& from, Picture& to, const lattice_rect& area) {
  for (std::int32_t y = area.y0; y < area.y1; ++y)
    std::memcpy(to.at<char>(area.x0, y), from.at<char>(area.x0, y),
                static_cast<std::size_t>(area.x1 - area.x0) * from.pixel_bytes());
}

// `source` with everything outside of `valid` poisoned.
Picture only(const Picture& source, const lattice_rect& valid) {
  Picture copy(source.image().type, source.bounds());
  copy.fill_bytes(kPoison);
  copy_area(source, copy, valid);
  return copy;
}

std::vector<lattice_pass> passes_of(const FilterInstance& instance, const lattice_frame& frame,
                                    const std::vector<lattice_rect>& ports) {
  const lattice_filter& f = instance.table();
  const auto count = static_cast<std::uint32_t>(ports.size());
  lattice_rect bounds = union_of(ports);
  if (f.bounds != nullptr)
    REQUIRE(f.bounds(instance.self(), &frame, ports.data(), count, &bounds) == LATTICE_OK);
  std::vector<lattice_pass> passes(LATTICE_MAX_PASSES);
  std::uint32_t pass_count = 1;
  passes[0].bounds = bounds;
  if (f.passes != nullptr)
    REQUIRE(f.passes(instance.self(), &frame, ports.data(), count, passes.data(), &pass_count) ==
            LATTICE_OK);
  passes.resize(pass_count);
  CHECK(std::memcmp(&passes.back().bounds, &bounds, sizeof bounds) == 0);
  return passes;
}

class PassRun {
 public:
  PassRun(const FilterInstance& instance, const lattice_frame& frame, std::uint32_t pass,
          const std::vector<Picture>& inputs, const lattice_pass& plan)
      : instance_(instance),
        frame_(frame),
        pass_(pass),
        inputs_(inputs),
        result_(plan.type.dtype == 0 ? instance.working() : plan.type, plan.bounds) {}

  Picture over(TileShape tiles) {
    const lattice_rect b = result_.bounds();
    for (std::int32_t y = b.y0; y < b.y1; y += tiles.height)
      for (std::int32_t x = b.x0; x < b.x1; x += tiles.width)
        run_tile({x, y, std::min(b.x1, x + tiles.width), std::min(b.y1, y + tiles.height)});
    if (tiles.width == kWhole.width) check_beyond_bounds();
    return result_;
  }

 private:
  // What a tile may read; the memory is that of `visible`.
  std::vector<lattice_image> inputs_for(const lattice_rect& area,
                                        std::vector<Picture>& visible) const {
    std::vector<lattice_rect> valid;
    for (std::uint32_t i = 0; i < inputs_.size(); ++i) {
      valid.push_back(intersection(roi(i, area), inputs_[i].bounds()));
      visible.push_back(only(inputs_[i], valid.back()));
    }
    std::vector<lattice_image> images;  // into `visible`, which stays as it is from here
    for (std::size_t i = 0; i < visible.size(); ++i) {
      images.push_back(visible[i].image());
      images.back().valid = valid[i];
    }
    return images;
  }

  void run_tile(const lattice_rect& area) {
    std::vector<Picture> visible;
    const std::vector<lattice_image> images = inputs_for(area, visible);
    Picture dst(result_.image().type, result_.bounds());
    dst.fill_bytes(kPoison ^ 0x55);
    const Picture before = dst;
    call_tile(area, images, dst.image());
    copy_area(dst, result_, area);
    copy_area(before, dst, area);
    REQUIRE(same_pixels(before, dst));  // nothing outside of the area was touched
  }

  // One tile reaches past the bounds on every side, four lie outside of them: the same
  // pixels inside, nothing elsewhere.
  void check_beyond_bounds() {
    constexpr std::int32_t kBeyond = 5;
    const lattice_rect b = result_.bounds();
    const lattice_rect wide{b.x0 - kBeyond, b.y0 - kBeyond, b.x1 + kBeyond, b.y1 + kBeyond};
    Picture expected(result_.image().type, wide);
    copy_area(result_, expected, b);
    check_tile_of(expected, wide);
    for (const lattice_rect& outside : {lattice_rect{wide.x0, wide.y0, wide.x1, b.y0},
                                        lattice_rect{wide.x0, b.y1, wide.x1, wide.y1},
                                        lattice_rect{wide.x0, wide.y0, b.x0, wide.y1},
                                        lattice_rect{b.x1, wide.y0, wide.x1, wide.y1}})
      check_tile_of(expected, outside);
  }

  void check_tile_of(const Picture& expected, const lattice_rect& area) const {
    std::vector<Picture> visible;
    const std::vector<lattice_image> images = inputs_for(area, visible);
    Picture dst(expected.image().type, expected.bounds());
    dst.fill_bytes(kPoison);
    lattice_image seen = dst.image();  // as a picture of the pass's bounds in wider memory
    seen.bounds = result_.bounds();
    seen.plane[0] = dst.at<char>(seen.bounds.x0, seen.bounds.y0);
    call_tile(area, images, seen);
    Picture want(expected.image().type, expected.bounds());
    want.fill_bytes(kPoison);
    copy_area(expected, want, area);
    REQUIRE(same_pixels(dst, want));
  }

  lattice_rect roi(std::uint32_t input, const lattice_rect& area) const {
    lattice_rect r = area;
    if (instance_.table().roi != nullptr)
      REQUIRE(instance_.table().roi(instance_.self(), &frame_, pass_, input, &area, &r) ==
              LATTICE_OK);
    return r;
  }

  void call_tile(const lattice_rect& area, const std::vector<lattice_image>& images,
                 const lattice_image& dst) const {
    const lattice_filter& f = instance_.table();
    std::uint64_t bytes = 0;
    if (f.scratch != nullptr) bytes = f.scratch(instance_.self(), &frame_, pass_, &area);
    std::vector<unsigned char> memory(bytes + kCanaryBytes + 64, kPoison);
    const std::size_t skip = (64 - reinterpret_cast<std::uintptr_t>(memory.data()) % 64) % 64;
    lattice_tile tile{};
    tile.struct_size = sizeof tile;
    tile.pass = pass_;
    tile.input_count = static_cast<std::uint32_t>(images.size());
    tile.area = area;
    tile.inputs = images.data();
    tile.dst = &dst;
    tile.scratch = memory.data() + skip;
    tile.scratch_bytes = bytes;
    REQUIRE(f.tile(instance_.self(), &frame_, &tile) == LATTICE_OK);
    const auto end = memory.begin() + static_cast<std::ptrdiff_t>(skip + bytes);
    REQUIRE(std::all_of(end, memory.end(), [](unsigned char c) { return c == kPoison; }));
  }

  const FilterInstance& instance_;
  const lattice_frame& frame_;
  std::uint32_t pass_;
  const std::vector<Picture>& inputs_;
  Picture result_;
};

}  // namespace

Picture::Picture(const lattice_type& type, const lattice_rect& bounds) {
  image_.type = type;
  image_.bounds = image_.valid = bounds;
  const std::size_t row = static_cast<std::size_t>(width()) * pixel_bytes();
  row_bytes_ = (row + 63) / 64 * 64;
  size_ = row_bytes_ * static_cast<std::size_t>(height());
  memory_.resize(size_ + 64);
  image_.plane[0] = aligned();
  image_.row_bytes[0] = static_cast<std::int64_t>(row_bytes_);
}

Picture::Picture(const Picture& other) : Picture(other.image_.type, other.bounds()) {
  if (size_ != 0) std::memcpy(aligned(), other.aligned(), size_);
}

Picture& Picture::operator=(const Picture& other) {
  Picture copy(other);
  memory_.swap(copy.memory_);
  size_ = copy.size_;
  row_bytes_ = copy.row_bytes_;
  image_ = copy.image_;
  return *this;
}

std::size_t Picture::pixel_bytes() const {
  switch (image_.type.dtype) {
    case LATTICE_U8: return image_.type.channels;
    case LATTICE_U16: return 2u * image_.type.channels;
    default: return 4u * image_.type.channels;
  }
}

bool Picture::contains(std::int32_t x, std::int32_t y) const {
  return x >= bounds().x0 && x < bounds().x1 && y >= bounds().y0 && y < bounds().y1;
}

unsigned char* Picture::aligned() const {
  auto* data = const_cast<unsigned char*>(memory_.data());
  return data + (64 - reinterpret_cast<std::uintptr_t>(data) % 64) % 64;
}

unsigned char* Picture::address(std::int32_t x, std::int32_t y) const {
  return aligned() + static_cast<std::size_t>(y - bounds().y0) * row_bytes_ +
         static_cast<std::size_t>(x - bounds().x0) * pixel_bytes();
}

bool same_pixels(const Picture& a, const Picture& b) {
  if (std::memcmp(&a.bounds(), &b.bounds(), sizeof(lattice_rect)) != 0) return false;
  const std::size_t row = static_cast<std::size_t>(a.width()) * a.pixel_bytes();
  for (std::int32_t y = a.bounds().y0; y < a.bounds().y1; ++y)
    if (std::memcmp(a.at<char>(a.bounds().x0, y), b.at<char>(a.bounds().x0, y), row) != 0)
      return false;
  return true;
}

Picture run_filter(const FilterInstance& instance, const lattice_frame& frame,
                   const std::vector<Picture>& ports, TileShape tiles) {
  std::vector<lattice_rect> rects;
  for (const Picture& port : ports) rects.push_back(port.bounds());
  std::vector<Picture> inputs = ports;
  std::uint32_t index = 0;
  for (const lattice_pass& pass : passes_of(instance, frame, rects))
    inputs = {PassRun(instance, frame, index++, inputs, pass).over(tiles)};
  return inputs.front();
}

}  // namespace plugins_test

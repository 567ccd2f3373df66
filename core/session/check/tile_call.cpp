#include "session/check/tile_call.h"

#include <algorithm>
#include <cstring>

#include "image/buffer.h"
#include "image/type.h"

namespace lattice::session::check {
namespace {

using image::Rect;

// Around the area of a destination lies a little more of it that exists and is not to be
// written, as when the host makes one tile of a whole surface.
constexpr std::int32_t kMarginX = 2, kMarginY = 1;
// Scratch beyond this is a mistake in the sum.
constexpr std::uint64_t kMostScratchBytes = std::uint64_t{1} << 30;

Rect grown(const Rect& r, std::int32_t x, std::int32_t y) {
  return {r.x0 - x, r.y0 - y, r.x1 + x, r.y1 + y};
}

// plane[0] of a picture whose memory begins with pixel (valid.x0, valid.y0). It may point
// outside of memory, so it is a sum of numbers.
void* plane_for(std::byte* first, const Rect& valid, const Rect& bounds, std::int64_t row,
                std::int64_t pixel) {
  const std::int64_t skipped =
      (std::int64_t{valid.y0} - bounds.y0) * row + (std::int64_t{valid.x0} - bounds.x0) * pixel;
  return reinterpret_cast<void*>(reinterpret_cast<std::intptr_t>(first) -
                                 static_cast<std::intptr_t>(skipped));
}

CallOutcome ask_scratch(const TileSetting& setting, const Rect& area, std::uint64_t& bytes) {
  bytes = 0;
  if (setting.table->scratch == nullptr) return {};
  const lattice_rect rect = image::to_abi(area);
  return enter(Tag::worker, [&] {
    bytes = may_throw(setting.table->scratch)(setting.self, &setting.frame, setting.pass, &rect);
    return LATTICE_OK;
  });
}

}  // namespace

CallOutcome ask_roi(const TileSetting& setting, std::uint32_t input, const Rect& want, Rect& out) {
  out = want;
  if (setting.table->roi == nullptr) return {};
  const lattice_rect asked = image::to_abi(want);
  lattice_rect answer{};
  CallOutcome outcome = enter(Tag::worker, [&] {
    return may_throw(setting.table->roi)(setting.self, &setting.frame, setting.pass, input, &asked,
                                         &answer);
  });
  if (outcome.ok()) out = image::from_abi(answer);
  return outcome;
}

bool TileOutcome::add(const char* name, CallOutcome outcome) {
  if (outcome.ok() && seen.what == Forbidden::nothing && outcome.seen.what != Forbidden::nothing) {
    seen = outcome.seen;
    seen_in = name;
  }
  function = name;
  call = std::move(outcome);
  return call.ok();
}

lattice_image TileMemory::source(const TileInput& input, const Rect& valid,
                                 const lattice_type& type, unsigned char poison,
                                 GuardedMemory& memory) {
  const auto pixel = static_cast<std::int64_t>(image::pixel_bytes(type));
  // A gap behind each row, so that rows are not aligned and their ends are seen.
  const std::int64_t row = (std::int64_t{valid.width()} + 1) * pixel;
  lattice_image image{};
  image.type = type;
  image.bounds = image::to_abi(input.bounds);
  image.valid = image::to_abi(valid);
  image.row_bytes[0] = row;
  const std::int64_t bytes = valid.empty() ? 0 : row * valid.height() - pixel;
  std::byte* first =
      memory.lay_out(static_cast<std::size_t>(bytes), image::sample_bytes(type.dtype), poison);
  if (first == nullptr) {
    lacks_memory_ = true;
    return image;
  }
  for (std::int32_t y = valid.y0; y < valid.y1; ++y)
    std::memcpy(first + (y - valid.y0) * row, input.pixels->at(valid.x0, y),
                static_cast<std::size_t>(valid.width() * pixel));
  memory.make_read_only();
  image.plane[0] =
      input.bounds.empty() ? nullptr : plane_for(first, valid, input.bounds, row, pixel);
  return image;
}

std::byte* TileMemory::destination(const TileSetting& setting, const Rect& area) {
  const Rect valid = grown(area, kMarginX, kMarginY);
  const auto pixel = static_cast<std::int64_t>(image::pixel_bytes(setting.type));
  const std::int64_t row = (valid.width() * pixel + 63) / 64 * 64;
  dst_ = {};
  dst_.type = setting.type;
  dst_.bounds = image::to_abi(setting.bounds);
  dst_.valid = image::to_abi(valid);
  dst_.row_bytes[0] = row;
  std::byte* first = destination_.lay_out(static_cast<std::size_t>(row * valid.height()), 64,
                                          setting.poison.destination);
  if (first == nullptr) return nullptr;
  dst_.plane[0] = plane_for(first, valid, setting.bounds, row, pixel);
  return first;
}

bool TileMemory::margins_intact(const Rect& area, unsigned char pattern) const {
  const auto is_pattern = [pattern](std::byte b) { return b == std::byte{pattern}; };
  const Rect valid = image::from_abi(dst_.valid);
  const auto pixel = static_cast<std::int64_t>(image::pixel_bytes(dst_.type));
  const std::byte* row = image::pixel(dst_, valid.x0, valid.y0);
  for (std::int32_t y = valid.y0; y < valid.y1; ++y, row += dst_.row_bytes[0]) {
    const bool inside = y >= area.y0 && y < area.y1;
    const std::byte* first = row + (inside ? kMarginX * pixel : 0);
    const std::byte* last = first + (inside ? area.width() * pixel : 0);
    if (!std::all_of(row, first, is_pattern) ||
        !std::all_of(last, row + dst_.row_bytes[0], is_pattern))
      return false;
  }
  return true;
}

std::optional<Trespass> TileMemory::look(const TileSetting& setting, const Rect& area) const {
  if (!margins_intact(area, setting.poison.destination) || !destination_.surroundings_intact())
    return Trespass{302, "tile() of pass " + std::to_string(setting.pass) +
                             " wrote outside of its area " + rect_text(area)};
  if (!scratch_.surroundings_intact())
    return Trespass{304, "tile() of pass " + std::to_string(setting.pass) +
                             " wrote beyond the scratch that scratch() asked for"};
  return std::nullopt;
}

void TileMemory::copy_out(const Rect& area, Picture& out) const {
  const std::size_t row = static_cast<std::size_t>(area.width()) * out.pixel_bytes();
  for (std::int32_t y = area.y0; y < area.y1; ++y)
    std::memcpy(out.at(area.x0, y), image::pixel(dst_, area.x0, y), row);
}

TileOutcome TileMemory::run(const TileSetting& setting, const Rect& area, std::uint32_t worker,
                            Picture& out) {
  TileOutcome outcome;
  lacks_memory_ = false;
  images_.clear();
  while (sources_.size() < setting.inputs.size())
    sources_.push_back(std::make_unique<GuardedMemory>(Role::source));
  for (std::uint32_t i = 0; i < setting.inputs.size(); ++i) {
    const TileInput& input = setting.inputs[i];
    Rect wanted;
    if (!outcome.add("roi", ask_roi(setting, i, area, wanted))) return outcome;
    const Rect valid = image::intersect(wanted, input.bounds);
    if (!input.pixels->rect.contains(valid)) {
      outcome.trespass = Trespass{
          311,
          "roi() names " + rect_text(valid) + " of input " + std::to_string(i) +
              " for a tile, which it did not name for the whole: " + rect_text(input.pixels->rect)};
      return outcome;
    }
    images_.push_back(
        source(input, valid, input.pixels->type, setting.poison.outside, *sources_[i]));
  }
  std::uint64_t scratch_bytes = 0;
  if (!outcome.add("scratch", ask_scratch(setting, area, scratch_bytes))) return outcome;
  if (scratch_bytes > kMostScratchBytes) {
    outcome.trespass = Trespass{311, "scratch() asks for " + std::to_string(scratch_bytes) +
                                         " bytes for the area " + rect_text(area)};
    return outcome;
  }
  std::byte* scratch = scratch_.lay_out(scratch_bytes, 64, setting.poison.scratch);
  outcome.no_memory = destination(setting, area) == nullptr || scratch == nullptr || lacks_memory_;
  if (outcome.no_memory) return outcome;

  lattice_tile tile{};
  tile.struct_size = sizeof tile;
  tile.pass = setting.pass;
  tile.input_count = static_cast<std::uint32_t>(images_.size());
  tile.worker = worker;
  tile.area = image::to_abi(area);
  tile.inputs = images_.data();
  tile.dst = &dst_;
  tile.scratch = scratch_bytes > 0 ? scratch : nullptr;
  tile.scratch_bytes = scratch_bytes;
  outcome.add("tile", enter(Tag::worker, [&] {
                return may_throw(setting.table->tile)(setting.self, &setting.frame, &tile);
              }));
  if (!outcome.call.has_thrown) outcome.trespass = look(setting, area);
  if (outcome.ok()) copy_out(area, out);
  return outcome;
}

}  // namespace lattice::session::check

#include "render/tile.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstring>
#include <limits>

#include "plugin/limits.h"
#include "raster/coverage.h"
#include "render/cpu/recolor.h"
#include "render/cpu/weigh.h"
#include "render/surface_pool.h"

namespace lattice::render {
namespace {

using image::Rect;
using image::View;
using plan::Op;
using plan::OpKind;
using plan::SourceKind;
using plan::SurfaceId;

constexpr float kNothing = std::numeric_limits<float>::infinity();
// The result of the pass before, and the ports.
constexpr std::size_t kMaxInputs = plugin::kMaxPorts + 1;

// The inputs of one op: whole surfaces where they lie, the others made for this tile.
struct Inputs {
  std::array<View, kMaxInputs> views{};
  std::array<SurfaceId, kMaxInputs> ids{};
  std::size_t count = 0;

  const View& of(SurfaceId id) const {
    for (std::size_t i = 0; i < count; ++i)
      if (ids[i] == id) return views[i];
    assert(false && "a draw reads only what its op lists");
    return views[0];
  }
};

std::uint8_t* bytes_at(const View& view, std::int32_t x, std::int32_t y) {
  return reinterpret_cast<std::uint8_t*>(image::pixel(view, x, y));
}

Rect valid_of(const View& view) { return image::from_abi(view.valid); }

// The compiler emits nothing that has no inverse.
image::Mat3 inverse_of(const image::Mat3& m) {
  const auto inverse = image::inverse(m);
  assert(inverse);
  return inverse.value_or(image::Mat3{});
}

void fill_tile(const plan::Fill& fill, const Rect& area, const View& dst) {
  const bool color = dst.type.channels == 4;
  for (std::int32_t y = area.y0; y < area.y1; ++y) {
    if (color) {
      auto* row = bytes_at(dst, area.x0, y);
      for (std::int32_t x = 0; x < area.width(); ++x) std::memcpy(row + 4 * x, fill.rgba.data(), 4);
    } else {
      auto* row = reinterpret_cast<float*>(bytes_at(dst, area.x0, y));
      std::fill(row, row + area.width(), fill.depth);
    }
  }
}

// One source, read row by row as premultiplied RGBA8 at the pixels of the output.
class SourceRows {
 public:
  SourceRows(const TileContext& context, const Inputs& inputs, const plan::Draw& draw,
             const Rect& area, Scratch& scratch)
      : context_(context), draw_(draw), area_(area) {
    const auto pixels = static_cast<std::size_t>(area.width());
    row_ = static_cast<std::uint8_t*>(scratch.allocate(pixels * 4));
    if (draw.kind == SourceKind::solid)
      prepare_solid(scratch);
    else
      prepare_picture(inputs);
  }

  // Valid until the next call. The part of the row outside the source is transparent.
  const std::uint8_t* row(std::int32_t y) {
    const std::uint8_t* out = draw_.kind == SourceKind::solid ? solid_row(y) : picture_row(y);
    if (draw_.colors.empty()) return out;
    const auto& colors = context_.plan->colors;
    cpu::recolor_row(row_, out, area_.width(),
                     {colors.data() + draw_.colors.first, draw_.colors.count});
    return row_;
  }

 private:
  void prepare_solid(Scratch& scratch) {
    const double w = draw_.extent.x1 - draw_.extent.x0, h = draw_.extent.y1 - draw_.extent.y0;
    constant_ = raster::fully_covered(draw_.output_from_source, w, h).contains(area_);
    if (constant_) {
      for (std::int32_t x = 0; x < area_.width(); ++x)
        std::memcpy(row_ + 4 * x, draw_.color.data(), 4);
      return;
    }
    coverage_ =
        static_cast<std::uint8_t*>(scratch.allocate(static_cast<std::size_t>(area_.area())));
    raster::rect_coverage(draw_.output_from_source, w, h, area_, coverage_, area_.width());
  }

  void prepare_picture(const Inputs& inputs) {
    picture_.view = draw_.kind == SourceKind::asset ? context_.assets->pixels(draw_.asset.asset)
                                                    : inputs.of(draw_.surface);
    // The extent may cut into the picture (a clip); its edges are taken to whole pixels.
    const image::RectF& e = draw_.extent;
    const Rect extent{static_cast<std::int32_t>(std::floor(e.x0 + 0.5)),
                      static_cast<std::int32_t>(std::floor(e.y0 + 0.5)),
                      static_cast<std::int32_t>(std::floor(e.x1 + 0.5)),
                      static_cast<std::int32_t>(std::floor(e.y1 + 0.5))};
    picture_.region = image::intersect(valid_of(picture_.view), extent);
    source_from_output_ = inverse_of(draw_.output_from_source);
    exact_ = draw_.output_from_source.is_integer_translation();
  }

  const std::uint8_t* solid_row(std::int32_t y) {
    if (constant_) return row_;
    const std::uint8_t* cover =
        coverage_ + static_cast<std::ptrdiff_t>(y - area_.y0) * area_.width();
    for (std::int32_t x = 0; x < area_.width(); ++x) {
      for (int c = 0; c < 4; ++c)
        row_[4 * x + c] = static_cast<std::uint8_t>(
            cpu::div255(std::uint32_t{cover[x]} * draw_.color[static_cast<std::size_t>(c)]));
    }
    return row_;
  }

  const std::uint8_t* picture_row(std::int32_t y) {
    if (exact_) {
      const auto dx = static_cast<std::int32_t>(source_from_output_.m[2]);
      const auto dy = static_cast<std::int32_t>(source_from_output_.m[5]);
      const Rect moved{area_.x0 + dx, y + dy, area_.x1 + dx, y + dy + 1};
      if (picture_.region.contains(moved)) return bytes_at(picture_.view, moved.x0, moved.y0);
    }
    context_.sample(row_, picture_, source_from_output_, area_.x0, y, area_.width());
    return row_;
  }

  const TileContext& context_;
  const plan::Draw& draw_;
  Rect area_;
  std::uint8_t* row_ = nullptr;
  std::uint8_t* coverage_ = nullptr;
  bool constant_ = false;
  cpu::Picture picture_;
  image::Mat3 source_from_output_;
  bool exact_ = false;
};

void draw_tile(const TileContext& context, const Inputs& inputs, const plan::Draw& draw,
               const Rect& area, const View& dst, Scratch& scratch) {
  SourceRows source(context, inputs, draw, area, scratch);
  const cpu::BlendRow blend = context.blend(draw.blend);
  const std::uint16_t weight = cpu::weight16(draw.opacity);
  const auto pixels = static_cast<std::size_t>(area.width());
  for (std::int32_t y = area.y0; y < area.y1; ++y)
    blend(bytes_at(dst, area.x0, y), source.row(y), pixels, weight);
}

void mix_tile(const TileContext& context, const Inputs& inputs, const plan::Draw& from,
              const plan::Draw& to, const Rect& area, const View& dst, Scratch& scratch) {
  SourceRows from_rows(context, inputs, from, area, scratch);
  SourceRows to_rows(context, inputs, to, area, scratch);
  const auto pixels = static_cast<std::size_t>(area.width());
  auto* mixed = static_cast<std::uint8_t*>(scratch.allocate(pixels * 4));
  const std::uint16_t from_weight = cpu::weight16(from.opacity);
  const std::uint16_t to_weight = cpu::weight16(to.opacity);
  const cpu::BlendRow blend = context.blend(from.blend);
  for (std::int32_t y = area.y0; y < area.y1; ++y) {
    context.rows->mix(mixed, from_rows.row(y), to_rows.row(y), pixels, from_weight, to_weight);
    blend(bytes_at(dst, area.x0, y), mixed, pixels, 65535);
  }
}

void depth_tile(const TileContext& context, const Inputs& inputs, const plan::Depth& depth,
                const Rect& area, const View& dst, Scratch& scratch) {
  SourceRows source(context, inputs, depth.draw, area, scratch);
  const bool from_surface = !depth.surface.is_none();
  cpu::Picture values;
  image::Mat3 surface_from_output;
  float* row = nullptr;
  if (from_surface) {
    values.view = inputs.of(depth.surface);
    values.region = valid_of(values.view);
    surface_from_output = inverse_of(depth.output_from_surface);
    row = static_cast<float*>(
        scratch.allocate(static_cast<std::size_t>(area.width()) * sizeof(float)));
  }
  // alpha / 255 * opacity >= 1/2, in whole numbers.
  const std::uint32_t weight = cpu::weight16(depth.draw.opacity);
  constexpr std::uint32_t kHalf = (255u * 65535u + 1) / 2;
  for (std::int32_t y = area.y0; y < area.y1; ++y) {
    const std::uint8_t* rgba = source.row(y);
    if (from_surface)
      cpu::sample_depth_row(row, values, surface_from_output, area.x0, y, area.width());
    auto* out = reinterpret_cast<float*>(bytes_at(dst, area.x0, y));
    for (std::int32_t x = 0; x < area.width(); ++x) {
      if (rgba[4 * x + 3] * weight < kHalf) continue;
      // A pass may cover pixels that no content does (a blur); without one, two layers that
      // each cover less than half of a pixel may make up a whole, and set no depth.
      const float z = from_surface && row[x] < kNothing ? row[x] : depth.z;
      if (z < kNothing) out[x] = z;
    }
  }
}

lattice_status filter_tile(const TileContext& context, const Inputs& inputs, const Op& op,
                           const Rect& area, const View& dst, Scratch& scratch,
                           std::uint32_t worker) {
  const plan::FilterCall& call = context.plan->filters[op.payload];
  const plugin::Filter& filter = context.filters[call.instance.index()];
  const lattice_frame frame = context.plan->frame_of(call);
  lattice_tile tile{};
  tile.struct_size = sizeof tile;
  tile.pass = call.pass;
  tile.input_count = static_cast<std::uint32_t>(inputs.count);
  tile.worker = worker;
  tile.area = image::to_abi(area);
  tile.inputs = inputs.views.data();
  tile.dst = &dst;
  tile.scratch_bytes = filter.scratch(frame, call.pass, area);
  if (tile.scratch_bytes > 0) tile.scratch = scratch.allocate(tile.scratch_bytes);
  return filter.tile(frame, tile);
}

// The inputs of `op` for `part` of its output; those with Storage::tile are made here.
TileFailure prepare_inputs(const TileContext& context, const Op& op, const Rect& part,
                           Scratch& scratch, std::uint32_t worker, Inputs& inputs) {
  const plan::RenderPlan& plan = *context.plan;
  for (std::uint32_t k = op.inputs.first; k < op.inputs.end(); ++k) {
    const SurfaceId input = plan.inputs[k];
    View& view = inputs.views[inputs.count];
    inputs.ids[inputs.count++] = input;
    if (input.is_none()) {
      view = image::layout_over(nullptr, image::kRgba8, {});
      continue;
    }
    const plan::Surface& made = plan.surfaces[input.index()];
    if (made.storage == plan::Storage::full) {
      view = context.surfaces[input.index()];
      continue;
    }
    const Rect needed = image::intersect(part, made.roi);
    void* memory = scratch.allocate(image::storage_bytes(made.type, needed));
    view = with_bounds(image::layout_over(memory, made.type, needed), made.bounds);
    if (needed.empty()) continue;
    if (const TileFailure failure = make_tile(context, input, needed, view, scratch, worker);
        failure.status != LATTICE_OK)
      return failure;
  }
  return {};
}

lattice_status run_op(const TileContext& context, const Op& op, const Inputs& inputs,
                      const Rect& part, const View& dst, Scratch& scratch, std::uint32_t worker) {
  const plan::RenderPlan& plan = *context.plan;
  switch (op.kind) {
    case OpKind::fill: fill_tile(plan.fills[op.payload], part, dst); break;
    case OpKind::draw:
      draw_tile(context, inputs, plan.draws[op.payload], part, dst, scratch);
      break;
    case OpKind::mix:
      mix_tile(context, inputs, plan.draws[op.payload], plan.draws[op.payload + 1], part, dst,
               scratch);
      break;
    case OpKind::depth:
      depth_tile(context, inputs, plan.depths[op.payload], part, dst, scratch);
      break;
    case OpKind::filter: return filter_tile(context, inputs, op, part, dst, scratch, worker);
  }
  return LATTICE_OK;
}

}  // namespace

TileFailure make_tile(const TileContext& context, SurfaceId surface, const Rect& area,
                      const View& dst, Scratch& scratch, std::uint32_t worker) {
  const plan::RenderPlan& plan = *context.plan;
  const Span32 ops = plan.surface_ops[surface.index()];
  for (std::uint32_t i = ops.first; i < ops.end(); ++i) {
    const plan::OpId id = plan.step_ops[i];
    const Op& op = plan.ops[id.index()];
    const Rect part = image::intersect(op.area, area);
    if (part.empty()) continue;
    const ScratchScope scope(scratch);
    Inputs inputs;
    if (const TileFailure failure = prepare_inputs(context, op, part, scratch, worker, inputs);
        failure.status != LATTICE_OK)
      return failure;
    if (const auto status = run_op(context, op, inputs, part, dst, scratch, worker);
        status != LATTICE_OK)
      return {status, id};
  }
  return {};
}

}  // namespace lattice::render

#include "image/convert.h"

#include <cassert>
#include <cstring>

#include "image/convert_kernels.h"
#include "image/premul_tables.h"

namespace lattice::image {
namespace {

// The same type, where "all bits" has only one spelling.
Type canonical(Type t) {
  if (t.bits == 8 * sample_bytes(t.dtype)) t.bits = 0;
  return t;
}

bool is_linear(const Type& t) { return t.space == LATTICE_SPACE_LINEAR_SRGB; }

struct RowConversion {
  RowKernel kernel = nullptr;
  std::size_t units_per_pixel = 1;
};

RowConversion row_conversion(const Type& src, const Type& dst) {
  if (same_type(src, kRgba8))
    if (const RowKernel kernel = rgba8_kernel(dst)) return {kernel, 1};
  return {sample_kernel(src, dst), src.channels};
}

// The part of plane `plane` that holds `area`, relative to the plane's corner.
Rect plane_area(const Type& t, const Rect& bounds, const Rect& area, int plane) {
  Rect r{area.x0 - bounds.x0, area.y0 - bounds.y0, area.x1 - bounds.x0, area.y1 - bounds.y0};
  const bool chroma = t.layout != LATTICE_INTERLEAVED && (plane == 1 || plane == 2);
  if (chroma && t.subsampling != LATTICE_SUB_444) r.x0 /= 2, r.x1 = (r.x1 + 1) / 2;
  if (chroma && t.subsampling == LATTICE_SUB_420) r.y0 /= 2, r.y1 = (r.y1 + 1) / 2;
  return r;
}

void copy_planes(const View& src, const View& dst, const Rect& area) {
  const Type& t = src.type;
  for (int plane = 0; plane < 4 && src.plane[plane] != nullptr; ++plane) {
    const Rect from = plane_area(t, bounds_of(src), area, plane);
    const Rect to = plane_area(t, bounds_of(dst), area, plane);
    std::size_t pixel = pixel_bytes(t);
    if (t.layout == LATTICE_SEMIPLANAR && plane == 1) pixel *= 2;
    const auto bytes = static_cast<std::size_t>(to.width()) * pixel;
    for (std::int32_t y = 0; y < to.height(); ++y) {
      const auto* in = static_cast<const std::byte*>(src.plane[plane]) +
                       (from.y0 + y) * src.row_bytes[plane] +
                       from.x0 * static_cast<std::int64_t>(pixel);
      auto* out = static_cast<std::byte*>(dst.plane[plane]) + (to.y0 + y) * dst.row_bytes[plane] +
                  to.x0 * static_cast<std::int64_t>(pixel);
      std::memcpy(out, in, bytes);
    }
  }
}

}  // namespace

Result<void> check_conversion(const Type& given_src, const Type& given_dst) {
  const Type src = canonical(given_src), dst = canonical(given_dst);
  const bool known = same_type(src, dst) || row_conversion(src, dst).kernel != nullptr ||
                     (same_type(src, kRgba8) && is_ycbcr_target(dst));
  if (!known)
    return fail(Code::output, "pixel conversion",
                "pixels of type " + describe(src) + " cannot be converted to " + describe(dst) +
                    "; ask for a type that this version converts to");
  // Built now, so that no tile waits for it.
  if (same_type(src, kRgba8) && is_linear(dst)) linear_premul_tables();
  return {};
}

void convert(const View& src, const View& dst, const Rect& area) {
  if (area.empty()) return;
  assert(bounds_of(src).contains(area) && bounds_of(dst).contains(area));
  const Type from = canonical(src.type), to = canonical(dst.type);
  if (same_type(from, to)) return copy_planes(src, dst, area);
  if (is_ycbcr_target(to)) return convert_to_ycbcr(src, dst, area);
  const RowConversion row = row_conversion(from, to);
  assert(row.kernel != nullptr);
  const std::size_t units = static_cast<std::size_t>(area.width()) * row.units_per_pixel;
  for (std::int32_t y = area.y0; y < area.y1; ++y)
    row.kernel(pixel(src, area.x0, y), pixel(dst, area.x0, y), units);
}

}  // namespace lattice::image

// A shape in pixels, ready to be covered: its curves flattened, its stroke outlined, its edges
// sorted. Made once, then read by any number of sweeps (sweep.h), from any threads.
//
// An outline that is made again keeps its memory: once it has held shapes as large, making one
// allocates nothing. There are no errors. A shape with a coordinate that is not finite covers
// nothing; coordinates beyond +-1e11, in the shape's units or in pixels, are moved there.
// A path is cut into at most some four million lines, however large its curves are.
#pragma once
#include "image/mat3.h"
#include "image/rect.h"
#include "raster/edge_table.h"
#include "raster/stroker.h"
#include "raster/style.h"

namespace lattice::raster {

class Outline {
 public:
  // In all of them `dst_from_local` is affine and `area` holds the pixels that will ever be
  // asked for; rows outside it are left out.

  // Open subpaths are closed by a straight line.
  void fill(PathView path, FillRule rule, const image::Mat3& dst_from_local,
            const image::Rect& area);
  // Everything that the pen touches, each pixel counted once however often it passes.
  void stroke(PathView path, const Stroke& stroke, const image::Mat3& dst_from_local,
              const image::Rect& area);
  // The ellipse in `box`; true arcs, no curves that come near them. No area: covers nothing.
  void ellipse(const image::RectF& box, const image::Mat3& dst_from_local, const image::Rect& area);
  // Corners are quarters of circles, with at most half the shorter side for a radius.
  void rounded_rect(const image::RectF& box, double radius, const image::Mat3& dst_from_local,
                    const image::Rect& area);

  // Everything outside is not covered. Lies in the area.
  image::Rect bounds() const;

  const EdgeTable& edges() const { return edges_; }
  FillRule rule() const { return rule_; }

 private:
  void begin(FillRule rule, const image::Rect& area);
  void finish() { edges_.finish(); }

  image::Rect area_{};
  FillRule rule_ = FillRule::nonzero;
  EdgeTable edges_;
  StrokeScratch scratch_;
};

}  // namespace lattice::raster

// Covers pixels with an outline: how much of each pixel's unit square lies where the winding
// number fills, exactly, also where edges cross or lie on each other inside a pixel.
//
// A pixel's value depends on the outline and the pixel only, so tiles agree bit for bit.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "raster/area_row.h"
#include "raster/outline.h"

namespace lattice::raster {

// The part of an edge in one pixel row. Heights are grid steps from the row's top.
struct Piece {
  std::int64_t x0, x1;
  std::int32_t y0, y1;
  std::int32_t winding;

  std::int64_t x_min() const { return x0 < x1 ? x0 : x1; }
  std::int64_t x_max() const { return x0 < x1 ? x1 : x0; }
};

// Memory for one thread's work; kept, it allocates nothing once it has seen shapes as large.
class Sweep {
 public:
  // Fills all of `tile`, which lies in the outline's area and whose first pixel is at
  // `coverage`, with round(255 * covered area), halves up.
  void cover(const Outline& outline, const image::Rect& tile, std::uint8_t* coverage,
             std::ptrdiff_t row_bytes);
  // The covered area itself, 0..1.
  void cover(const Outline& outline, const image::Rect& tile, float* coverage,
             std::ptrdiff_t row_bytes);

 private:
  // An edge in the row that is being covered.
  struct Active {
    Piece piece;
    std::int32_t last_row;
    std::uint32_t edge;
    // Its x at the row's bottom is x0 + y * slope.
    double slope, x0, y;
    bool operator<(const Active& other) const { return piece.x_min() < other.piece.x_min(); }
  };
  // A piece that runs through a band.
  struct Crossing {
    std::int64_t x0, x1;  // at the band's top and bottom
    const Piece* piece;
  };

  template <class Sample>
  void cover_rows(const Outline& outline, const image::Rect& tile, Sample* coverage,
                  std::ptrdiff_t row_bytes);
  void start(const EdgeTable& edges, std::int32_t row);
  void enter_row(const EdgeTable& edges, std::int32_t row);
  static Active entering(const EdgeTable& edges, std::uint32_t number, std::int32_t row);
  void sort_active();
  void merge_new();
  std::int32_t cover_row(const image::Rect& tile);
  void cover_cluster(std::span<const Active> cluster, std::int32_t winding);
  bool cover_chain(std::span<const Active> cluster, std::int32_t winding);
  void cover_bands(std::int32_t winding);
  void cover_samples(std::int32_t from, std::int32_t winding);
  std::int32_t first_exchange(std::int32_t top, std::int32_t bottom) const;
  void add_crossings(std::int32_t winding, std::int32_t height);
  int sign_of(std::int32_t winding, std::int32_t change) const;
  bool is_filled(std::int32_t winding) const;

  FillRule rule_ = FillRule::nonzero;
  AreaRow row_;
  std::vector<Active> active_;        // by their leftmost x
  std::vector<Active> new_;           // those that begin in the row
  std::vector<Piece> pieces_;         // of a cluster
  std::vector<std::int32_t> levels_;  // where its pieces begin and end
  std::vector<Crossing> crossings_;
};

}  // namespace lattice::raster

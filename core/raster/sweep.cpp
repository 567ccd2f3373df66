// Row by row. The pieces of edges in a row fall into clusters: two pieces are in one when the
// columns that they touch overlap or meet. No piece runs through the columns between two
// clusters, so the winding number there is one number from the row's top to its bottom, and
// clusters are worked on alone. Most are a single piece, or pieces below each other; then the
// winding at either side is known, and the area right of the piece is a closed form. Where
// pieces lie beside each other the row is cut into bands, at every corner and every crossing;
// within a band their order never changes, and each piece bounds the fill or does not.
#include "raster/sweep.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lattice::raster {
namespace {

using image::Rect;

// Pieces times bands of a cluster, beyond which it is sampled along level lines instead.
// No picture has rows like that by intention; hostile ones stay bounded.
constexpr std::size_t kMostBandWork = 1 << 14;

// Level lines per row, for clusters of so many pieces.
std::int32_t sample_lines(std::size_t pieces) {
  if (pieces <= 1 << 10) return 32;
  return pieces <= 1 << 14 ? 8 : 1;
}

std::int64_t x_at(const Piece& piece, std::int32_t y) {
  if (y == piece.y0) return piece.x0;
  if (y == piece.y1) return piece.x1;
  return piece.x0 +
         nearest(static_cast<double>(piece.x1 - piece.x0) * (y - piece.y0) / (piece.y1 - piece.y0));
}

}  // namespace

bool Sweep::is_filled(std::int32_t winding) const {
  return rule_ == FillRule::evenodd ? (winding & 1) != 0 : winding != 0;
}

// What crossing an edge from left to right does to the fill: +1 begins it, -1 ends it.
int Sweep::sign_of(std::int32_t winding, std::int32_t change) const {
  return static_cast<int>(is_filled(winding + change)) - static_cast<int>(is_filled(winding));
}

// ---- The active edges -----------------------------------------------------------------

// An edge that begins in `row` or above it and reaches into it.
Sweep::Active Sweep::entering(const EdgeTable& edges, std::uint32_t number, std::int32_t row) {
  const Edge& edge = edges[number];
  const std::int64_t top = static_cast<std::int64_t>(row) * kYOne, bottom = top + kYOne;
  Active out{};
  out.last_row = static_cast<std::int32_t>(std::min<std::int64_t>(
      std::max(edge.y1 - 1, top) >> kYBits, std::numeric_limits<std::int32_t>::max()));
  out.edge = number;
  out.slope = edge.slope();
  out.x0 = static_cast<double>(edge.x0);
  out.y = static_cast<double>(bottom - edge.y0);
  out.piece.x0 = edge.y0 >= top ? edge.x0 : nearest(out.x0 + (out.y - kYOne) * out.slope);
  out.piece.x1 = row == out.last_row ? edge.x1 : nearest(out.x0 + out.y * out.slope);
  out.piece.y0 = static_cast<std::int32_t>(std::max(edge.y0, top) - top);
  out.piece.y1 = static_cast<std::int32_t>(std::min(edge.y1, bottom) - top);
  out.piece.winding = edge.winding;
  return out;
}

// Before the first row: the edges that come from above it, as they were there.
void Sweep::start(const EdgeTable& edges, std::int32_t row) {
  active_.clear();
  const std::int64_t top = static_cast<std::int64_t>(row) * kYOne;
  for (const std::uint32_t number : edges.beginning_before(row))
    if (edges[number].y1 > top) active_.push_back(entering(edges, number, row - 1));
}

// Moves the edges from the row above into `row`. An edge's x is a function of edge and row
// alone; at its ends it is that of its corners, so edges that share one meet there.
void Sweep::enter_row(const EdgeTable& edges, std::int32_t row) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < active_.size(); ++i) {
    if (active_[i].last_row < row) continue;
    if (kept != i) active_[kept] = active_[i];
    Active& active = active_[kept++];
    active.y += kYOne;
    active.piece.x0 = active.piece.x1;
    active.piece.y0 = 0;
    active.piece.x1 = nearest(active.x0 + active.y * active.slope);
    if (active.last_row > row) {
      active.piece.y1 = kYOne;
      continue;
    }
    const Edge& edge = edges[active.edge];
    active.piece.x1 = edge.x1;
    active.piece.y1 = static_cast<std::int32_t>(edge.y1 - static_cast<std::int64_t>(row) * kYOne);
  }
  active_.resize(kept);
  new_.clear();
  for (const std::uint32_t number : edges.beginning_in(row))
    new_.push_back(entering(edges, number, row));
}

// By insertion, for from row to row little changes; all over when much does.
void Sweep::sort_active() {
  std::size_t moves_left = 16 * active_.size();
  for (std::size_t i = 1; i < active_.size(); ++i) {
    if (!(active_[i] < active_[i - 1])) continue;
    const Active moved = active_[i];
    std::size_t at = i;
    for (; at > 0 && moved < active_[at - 1]; --at) active_[at] = active_[at - 1];
    active_[at] = moved;
    if (i - at > moves_left) {
      std::sort(active_.begin(), active_.end());
      break;
    }
    moves_left -= i - at;
  }
  merge_new();
}

// From the back, so that each edge moves once.
void Sweep::merge_new() {
  std::sort(new_.begin(), new_.end());
  std::size_t old = active_.size();
  active_.resize(old + new_.size());
  for (std::size_t at = active_.size(), left = new_.size(); left > 0;) {
    const bool is_old = old > 0 && new_[left - 1] < active_[old - 1];
    active_[--at] = is_old ? active_[--old] : new_[--left];
  }
}

// ---- Clusters -------------------------------------------------------------------------

// Pieces below each other, such as those of one flattened curve: at every height only one of
// them is there, and the winding left of it is that left of the cluster.
bool Sweep::cover_chain(std::span<const Active> cluster, std::int32_t winding) {
  constexpr std::size_t kLongest = 16;
  if (cluster.size() > kLongest) return false;
  for (std::size_t i = 1; i < cluster.size(); ++i)
    for (std::size_t k = 0; k < i; ++k) {
      const Piece &a = cluster[k].piece, &b = cluster[i].piece;
      if (a.y1 > b.y0 && b.y1 > a.y0) return false;
    }
  for (const Active& active : cluster) {
    const Piece& piece = active.piece;
    const int sign = sign_of(winding, piece.winding);
    if (sign != 0 && piece.y1 > piece.y0) row_.add(sign, piece.x0, piece.x1, piece.y1 - piece.y0);
  }
  return true;
}

void Sweep::cover_cluster(std::span<const Active> cluster, std::int32_t winding) {
  if (cluster.size() == 1) {
    const Piece& piece = cluster[0].piece;
    const int sign = sign_of(winding, piece.winding);
    if (sign != 0) row_.add(sign, piece.x0, piece.x1, piece.y1 - piece.y0);
    return;
  }
  if (cover_chain(cluster, winding)) return;
  pieces_.clear();
  levels_.clear();
  for (const Active& active : cluster) {
    if (active.piece.y0 == active.piece.y1) continue;
    pieces_.push_back(active.piece);
    levels_.push_back(active.piece.y0);
    levels_.push_back(active.piece.y1);
  }
  std::sort(levels_.begin(), levels_.end());
  levels_.erase(std::unique(levels_.begin(), levels_.end()), levels_.end());
  if (!pieces_.empty()) cover_bands(winding);
}

// Adds the crossings of a band, which are in order, as far as they bound the fill.
void Sweep::add_crossings(std::int32_t winding, std::int32_t height) {
  for (const Crossing& crossing : crossings_) {
    const int sign = sign_of(winding, crossing.piece->winding);
    winding += crossing.piece->winding;
    if (sign != 0) row_.add(sign, crossing.x0, crossing.x1, height);
  }
}

// The height at which two neighbours first change places, rounded up; `bottom` when none do.
std::int32_t Sweep::first_exchange(std::int32_t top, std::int32_t bottom) const {
  // In grid steps: what rounding alone may bring about between edges that lie on each other.
  constexpr std::int64_t kTouching = 2;
  std::int32_t first = bottom;
  for (std::size_t i = 1; i < crossings_.size(); ++i) {
    const Crossing &left = crossings_[i - 1], &right = crossings_[i];
    const std::int64_t beyond = left.x1 - right.x1;
    if (beyond <= kTouching) continue;
    const auto apart = static_cast<double>(right.x0 - left.x0);
    const double height = (bottom - top) * (apart / (apart + static_cast<double>(beyond)));
    first = std::min(first, top + std::max(static_cast<std::int32_t>(std::ceil(height)), 1));
  }
  return first;
}

void Sweep::cover_bands(std::int32_t winding) {
  const auto in_order = [](const Crossing& a, const Crossing& b) {
    return a.x0 != b.x0 ? a.x0 < b.x0 : a.x1 < b.x1;
  };
  std::size_t work = pieces_.size() * levels_.size();
  std::int32_t top = levels_.front();
  for (std::size_t level = 1; level < levels_.size();) {
    if (work > kMostBandWork) return cover_samples(top, winding);
    const std::int32_t bottom = levels_[level];
    crossings_.clear();
    for (const Piece& piece : pieces_)
      if (piece.y0 <= top && piece.y1 >= bottom)
        crossings_.push_back({x_at(piece, top), x_at(piece, bottom), &piece});
    std::sort(crossings_.begin(), crossings_.end(), in_order);
    const std::int32_t end = first_exchange(top, bottom);
    if (end < bottom) {
      for (Crossing& crossing : crossings_) crossing.x1 = x_at(*crossing.piece, end);
      work += pieces_.size();
    } else {
      ++level;
    }
    add_crossings(winding, end - top);
    top = end;
  }
}

// From a height of the row to its bottom: where the pieces are halfway between level lines
// stands for the band between them.
void Sweep::cover_samples(std::int32_t from, std::int32_t winding) {
  const auto in_order = [](const Crossing& a, const Crossing& b) { return a.x0 < b.x0; };
  const std::int32_t height = kYOne / sample_lines(pieces_.size());
  for (std::int32_t top = from, bottom; top < kYOne; top = bottom) {
    bottom = (top / height + 1) * height;
    const std::int32_t middle = (top + bottom) / 2;
    crossings_.clear();
    for (const Piece& piece : pieces_)
      if (piece.y0 <= middle && piece.y1 > middle) {
        const std::int64_t x = x_at(piece, middle);
        crossings_.push_back({x, x, &piece});
      }
    std::sort(crossings_.begin(), crossings_.end(), in_order);
    add_crossings(winding, bottom - top);
  }
}

// ---- Rows -----------------------------------------------------------------------------

// Puts the row's clusters into row_; returns the area covered left of the tile's first edge.
std::int32_t Sweep::cover_row(const Rect& tile) {
  const std::int64_t left = static_cast<std::int64_t>(tile.x0) * kXOne;
  const std::int64_t right = static_cast<std::int64_t>(tile.x1) * kXOne;
  std::int32_t winding = 0, covered = 0;
  for (std::size_t i = 0; i < active_.size() && active_[i].piece.x_min() < right;) {
    const std::size_t first = i;
    std::int64_t x_max = active_[i].piece.x_max();
    std::int32_t change = 0;
    for (; i < active_.size() && active_[i].piece.x_min() <= x_max; ++i) {
      const Piece& piece = active_[i].piece;
      x_max = std::max(x_max, piece.x_max());
      if (piece.y0 == 0) change += piece.winding;  // at the top as at every other height
    }
    if (x_max <= left)
      covered = is_filled(winding + change) ? kWholePixel : 0;
    else
      cover_cluster(std::span(active_).subspan(first, i - first), winding);
    winding += change;
  }
  return covered;
}

template <class Sample>
void Sweep::cover_rows(const Outline& outline, const Rect& tile, Sample* coverage,
                       std::ptrdiff_t row_bytes) {
  if (tile.empty()) return;
  const EdgeTable& edges = outline.edges();
  const std::int32_t first = std::clamp(edges.first_row(), tile.y0, tile.y1);
  const std::int32_t end = edges.empty() ? first : std::clamp(edges.end_row(), first, tile.y1);
  rule_ = outline.rule();
  row_.reset(tile.x0, tile.x1);
  if (first < end) start(edges, first);
  for (std::int32_t y = tile.y0; y < tile.y1; ++y) {
    auto* out = reinterpret_cast<Sample*>(reinterpret_cast<std::byte*>(coverage) +
                                          (y - tile.y0) * row_bytes);
    if (y < first || y >= end) {
      std::fill_n(out, tile.width(), Sample{0});
      continue;
    }
    enter_row(edges, y);
    sort_active();
    row_.write(cover_row(tile), out);
  }
}

void Sweep::cover(const Outline& outline, const Rect& tile, std::uint8_t* coverage,
                  std::ptrdiff_t row_bytes) {
  cover_rows(outline, tile, coverage, row_bytes);
}

void Sweep::cover(const Outline& outline, const Rect& tile, float* coverage,
                  std::ptrdiff_t row_bytes) {
  cover_rows(outline, tile, coverage, row_bytes);
}

}  // namespace lattice::raster

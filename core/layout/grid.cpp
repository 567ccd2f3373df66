// Grids of equal columns (repeat(N, 1fr)), or of one column as wide as its content, with rows
// as high as theirs: CSS Grid Layout Level 1, section 12, as far as such grids need it.
#include "layout/solver.h"

namespace lattice::layout {
namespace {

using Tracks = Frame<Track>;

struct TrackList {
  Tracks& tracks;
  std::uint32_t first = 0, count = 0;
  double gap = 0;

  Track& operator[](std::uint32_t i) const { return tracks[first + i]; }
  double gaps() const { return count > 0 ? gap * (count - 1) : 0; }
};

// What is left of `room` goes to tracks that are smaller than their content, equally.
void grow_to_limits(const TrackList& list, double room) {
  double free = room - list.gaps();
  std::uint32_t open = list.count;
  for (std::uint32_t i = 0; i < list.count; ++i) {
    list[i].size = list[i].base;
    list[i].fixed = false;
    free -= list[i].base;
  }
  while (open > 0 && free > 0) {
    const double share = free / open;
    const std::uint32_t open_before = open;
    for (std::uint32_t i = 0; i < list.count; ++i) {
      Track& track = list[i];
      if (track.fixed || track.limit - track.base > share) continue;
      track.size = track.limit;
      track.fixed = true;
      free -= track.limit - track.base;
      --open;
    }
    if (open < open_before) continue;
    for (std::uint32_t i = 0; i < list.count; ++i)
      if (!list[i].fixed) list[i].size += share;
    return;
  }
}

double length_of(const TrackList& list) {
  double sum = list.gaps();
  for (std::uint32_t i = 0; i < list.count; ++i) sum += list[i].size;
  return sum;
}

// Beyond their limits, when nothing else is to be done with the room.
void stretch(const TrackList& list, Align align, double room) {
  if (align != Align::normal && align != Align::stretch) return;
  const double free = room - length_of(list);
  if (free <= 0) return;
  for (std::uint32_t i = 0; i < list.count; ++i) list[i].size += free / list.count;
}

// Flexible tracks of 1fr each: equal, but for those whose content needs more.
void share_equally(const TrackList& list, double room) {
  double free = room - list.gaps();
  std::uint32_t open = list.count;
  for (std::uint32_t i = 0; i < list.count; ++i) list[i].fixed = false;
  for (bool is_settled = false; !is_settled && open > 0;) {
    is_settled = true;
    const double fraction = std::max(0.0, free / open);
    for (std::uint32_t i = 0; i < list.count; ++i) {
      Track& track = list[i];
      if (track.fixed) continue;
      track.size = std::max(track.base, fraction);
      if (track.base <= fraction) continue;
      track.fixed = true;
      is_settled = false;
      free -= track.base;
      --open;
    }
  }
}

class Grid {
 public:
  Grid(Solver& solver, BoxIdx box)
      : solver_(solver),
        box_(box),
        style_(solver.style(box)),
        items_(solver.scratch().items),
        tracks_(solver.scratch().tracks) {
    columns_.count = std::max(1u, style_.grid_columns);
    columns_.gap = style_.gap[kX];
    for (std::uint32_t i = 0; i < columns_.count; ++i) tracks_.push({});
    solver_.for_each_item(box_, [&](BoxIdx child) {
      items_.push({}).box = child;
      ++item_count_;
    });
    measure_columns();
  }

  double inner_width(Mode mode) {
    double sum = 0, widest = 0;
    for (std::uint32_t i = 0; i < columns_.count; ++i) {
      sum += columns_[i].base;
      widest = std::max(widest, columns_[i].limit);
    }
    return columns_.gaps() + (mode == Mode::min ? sum : widest * columns_.count);
  }

  double run(double width, Height height) {
    column_room_ = width - padding(style_, kX);
    size_columns(column_room_);
    rows_.first = columns_.count;
    rows_.count = (item_count_ + columns_.count - 1) / columns_.count;
    rows_.gap = style_.gap[kY];
    for (std::uint32_t i = 0; i < rows_.count; ++i) tracks_.push({});
    measure_rows();
    if (!height.is_known()) return rows_at_limits() + padding(style_, kY);
    const double room = height.px - padding(style_, kY);
    grow_to_limits(rows_, room);
    stretch(rows_, style_.align_content, room);
    place_rows(room);
    return height.px;
  }

 private:
  std::uint32_t column_of(std::uint32_t item) const { return item % columns_.count; }
  std::uint32_t row_of(std::uint32_t item) const { return item / columns_.count; }

  void measure_columns() {
    for (std::uint32_t i = 0; i < item_count_; ++i) {
      const BoxIdx child = items_[i].box;
      const double margin = solver_.style(child).margin[kX].sum();
      const double min = minimum_width(child) + margin;
      const double max = solver_.contribution(child, Mode::max) + margin;
      widen(columns_[column_of(i)], min, max);
    }
  }

  static void widen(Track& track, double min, double max) {
    track.base = std::max(track.base, min);
    track.limit = std::max({track.limit, track.base, max});
  }

  // The automatic minimum is the content's, one that the item says counts instead.
  double minimum_width(BoxIdx child) {
    const Style& s = solver_.style(child);
    if (s.size[kX].is_px() || s.min_size[kX].is_auto())
      return solver_.contribution(child, Mode::min);
    return solver_.item_of(child, kNone, kNone).min[kX];
  }

  void size_columns(double room) {
    if (style_.grid_columns > 0) return share_equally(columns_, room);
    grow_to_limits(columns_, room);
    stretch(columns_, style_.justify_content, room);
  }

  // Of items in their columns; percentages of rows that have no height yet count as auto.
  void measure_rows() {
    for (std::uint32_t i = 0; i < item_count_; ++i) {
      const BoxIdx child = items_[i].box;
      const Style& s = solver_.style(child);
      const double column = columns_[column_of(i)].size;
      Item item = solver_.item_of(child, column, kNone);
      if (!item.is_definite[kX]) item.size[kX] = column - item.margin[kX];
      item.size[kX] = item.clamp(kX, item.size[kX]);
      if (!item.is_definite[kY]) item.size[kY] = solver_.content_height(child, item.size[kX]);
      item.size[kY] = item.clamp(kY, item.size[kY]);
      items_[i] = item;
      const bool says_minimum = !item.is_definite[kY] && !s.min_size[kY].is_auto();
      const double min = says_minimum ? item.min[kY] : item.size[kY];
      widen(rows_[row_of(i)], min + item.margin[kY], item.size[kY] + item.margin[kY]);
    }
  }

  double rows_at_limits() {
    double sum = rows_.gaps();
    for (std::uint32_t i = 0; i < rows_.count; ++i) sum += rows_[i].limit;
    return sum;
  }

  void place_rows(double room) {
    const Distribution rows =
        distribute(style_.align_content, room - length_of(rows_), rows_.count);
    double y = style_.padding[kY].start + rows.offset;
    for (std::uint32_t row = 0; row < rows_.count; ++row) {
      const double height = rows_[row].size;
      place_row(row, y, height);
      y += height + rows_.gap + rows.between;
    }
  }

  void place_row(std::uint32_t row, double y, double height) {
    const Distribution columns =
        distribute(style_.justify_content, column_room_ - length_of(columns_), columns_.count);
    double x = style_.padding[kX].start + columns.offset;
    for (std::uint32_t column = 0; column < columns_.count; ++column) {
      const std::uint32_t i = row * columns_.count + column;
      if (i >= item_count_) return;
      const double width = columns_[column].size;
      place_item(items_[i], x, y, width, height);
      x += width + columns_.gap + columns.between;
    }
  }

  // By value: what is inside may move the stack.
  void place_item(Item item, double x, double y, double column, double row) {
    const Style& s = solver_.style(item.box);
    const double width = item.size[kX], content = item.size[kY];
    item = solver_.item_of(item.box, column, row);
    const bool stretches =
        style_.align_items == Align::normal || style_.align_items == Align::stretch;
    if (!item.is_definite[kY]) item.size[kY] = stretches ? row - item.margin[kY] : content;
    item.size[kY] = item.clamp(kY, item.size[kY]);
    const double free = row - item.outer(kY);
    const bool is_definite = item.is_definite[kY] || stretches;
    solver_.place(item.box, x + s.margin[kX].start,
                  y + s.margin[kY].start + distribute(style_.align_items, free, 1).offset, width,
                  {is_definite ? Height::Kind::definite : Height::Kind::used, item.size[kY]});
  }

  Solver& solver_;
  const BoxIdx box_;
  const Style& style_;
  double column_room_ = 0;
  Frame<Item> items_;
  Tracks tracks_;
  TrackList columns_{tracks_}, rows_{tracks_};
  std::uint32_t item_count_ = 0;
};

}  // namespace

double grid(Solver& solver, BoxIdx box, double width, Height height) {
  return Grid(solver, box).run(width, height);
}

double grid_inner_width(Solver& solver, BoxIdx box, Mode mode) {
  return Grid(solver, box).inner_width(mode);
}

}  // namespace lattice::layout

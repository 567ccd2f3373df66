// Flexible boxes: CSS Flexible Box Layout Level 1, section 9, with automatic flex-basis. The
// main axis is the one that items lie along, the cross axis the other.
#include "layout/solver.h"

namespace lattice::layout {
namespace {

// Lines may be this much longer than there is room for: sums are not exact.
constexpr double kSlackPx = 1e-6;

class Flex {
 public:
  Flex(Solver& solver, BoxIdx box, double width, Height height)
      : solver_(solver),
        box_(box),
        style_(solver.style(box)),
        main_(style_.direction == Direction::row ? kX : kY),
        cross_(1 - main_),
        wraps_(style_.wrap == Wrap::wrap),
        stretches_(style_.align_items == Align::normal || style_.align_items == Align::stretch),
        height_(height),
        inner_{width - padding(style_, kX),
               height.is_known() ? height.px - padding(style_, kY) : kNone},
        items_(solver.scratch().items),
        lines_(solver.scratch().lines) {}

  double run() {
    collect();
    if (inner_[main_] == kNone) {
      inner_[main_] = content_length();
      return inner_[main_] + padding(style_, kY);
    }
    break_lines();
    for (std::uint32_t i = 0; i < line_count_; ++i) flex_line(lines_[i]);
    size_across();
    const double across = size_lines();
    if (!height_.is_known()) return across + padding(style_, kY);
    if (stretches_) stretch_items();
    place_lines(across);
    return height_.px;
  }

 private:
  // ---- Items and their sizes before flexing ----

  void collect() {
    solver_.for_each_item(box_, [&](BoxIdx child) {
      const Item item = main_ == kX ? row_item(child) : column_item(child);
      items_.push(item);
      ++item_count_;
    });
  }

  double percent_height() const { return height_.is_definite() ? inner_[kY] : kNone; }

  // Its size across when that follows from the container alone; else kNone.
  double known_cross(BoxIdx child, const Item& item) const {
    if (item.is_definite[cross_]) return item.clamp(cross_, item.size[cross_]);
    const bool fills = stretches_ && solver_.style(child).size[cross_].is_auto() && !wraps_;
    if (!fills || inner_[cross_] == kNone) return kNone;
    return item.clamp(cross_, inner_[cross_] - item.margin[cross_]);
  }

  // The automatic minimum: no smaller than its content, unless it says so itself.
  void set_minimum(Item& item, double content) const {
    double min = std::min(content, item.max[main_]);
    if (item.is_definite[main_]) min = std::min(min, item.size[main_]);
    item.min[main_] = std::max(item.min[main_], min);
  }

  Item row_item(BoxIdx child) const {
    Item item = solver_.item_of(child, inner_[kX], percent_height());
    const double height = known_cross(child, item);
    item.base =
        item.is_definite[kX] ? item.size[kX] : solver_.content_width(child, Mode::max, height);
    if (solver_.style(child).min_size[kX].is_auto())
      set_minimum(item, solver_.content_width(child, Mode::min));
    item.size[kX] = item.clamp(kX, item.base);
    item.size[kY] = height;
    return item;
  }

  Item column_item(BoxIdx child) const {
    Item item = solver_.item_of(child, inner_[kX], percent_height());
    double width = known_cross(child, item);
    if (width == kNone) width = item.clamp(kX, solver_.fit(child, inner_[kX] - item.margin[kX]));
    const bool has_automatic_minimum = solver_.style(child).min_size[kY].is_auto();
    if (has_automatic_minimum || !item.is_definite[kY]) {
      const double content = solver_.content_height(child, width);
      item.base = item.is_definite[kY] ? item.size[kY] : content;
      if (has_automatic_minimum) set_minimum(item, content);
    } else {
      item.base = item.size[kY];
    }
    item.size[kX] = width;
    item.size[kY] = item.clamp(kY, item.base);
    return item;
  }

  // Of a column whose height follows from its content.
  double content_length() {
    const double sum = length_of({0, item_count_, 0});
    const Length& max = style_.max_size[kY];
    if (!wraps_ || !max.is_px()) return std::max(0.0, sum);
    return std::max(0.0, std::min(sum, max.value - padding(style_, kY)));
  }

  // Sizes, margins and gaps along the main axis.
  double length_of(const Line& line) {
    double sum = 0;
    for (std::uint32_t i = line.first; i < line.end; ++i) sum += items_[i].outer(main_);
    return sum + gaps_of(line);
  }

  double gaps_of(const Line& line) const {
    return line.end > line.first ? style_.gap[main_] * (line.end - line.first - 1) : 0;
  }

  void break_lines() {
    double used = 0;
    for (std::uint32_t i = 0; i < item_count_; ++i) {
      const double outer = items_[i].outer(main_);
      const double gap = style_.gap[main_];
      if (i == 0 || (wraps_ && used + gap + outer > inner_[main_] + kSlackPx)) {
        lines_.push({i, i, 0});
        ++line_count_;
        used = outer;
      } else {
        used += gap + outer;
      }
      lines_[line_count_ - 1].end = i + 1;
    }
  }

  // ---- Flexible lengths: section 9.7 ----

  void flex_line(const Line& line) {
    const bool grows = length_of(line) < inner_[main_];
    for (std::uint32_t i = line.first; i < line.end; ++i) {
      Item& item = items_[i];
      item.target = item.size[main_];
      item.frozen =
          factor(item, grows) == 0 || (grows ? item.base > item.target : item.base < item.target);
    }
    const double initial_free = free_of(line);
    while (share(line, grows, initial_free)) continue;
    for (std::uint32_t i = line.first; i < line.end; ++i) items_[i].size[main_] = items_[i].target;
  }

  double factor(const Item& item, bool grows) const {
    const Style& style = solver_.style(item.box);
    return grows ? style.flex_grow : style.flex_shrink;
  }

  // What a factor multiplies: shrinking takes more from those that have more.
  double weight(const Item& item, bool grows) const {
    const double f = factor(item, grows);
    return grows ? f : f * (item.base - padding(solver_.style(item.box), main_));
  }

  double free_of(const Line& line) {
    double free = inner_[main_] - gaps_of(line);
    for (std::uint32_t i = line.first; i < line.end; ++i) {
      const Item& item = items_[i];
      free -= item.margin[main_] + (item.frozen ? item.target : item.base);
    }
    return free;
  }

  // One round for all items that are not frozen yet; false when there are none left.
  bool share(const Line& line, bool grows, double initial_free) {
    double factors = 0, weights = 0;
    bool any = false;
    for (std::uint32_t i = line.first; i < line.end; ++i) {
      if (items_[i].frozen) continue;
      any = true;
      factors += factor(items_[i], grows);
      weights += weight(items_[i], grows);
    }
    if (!any) return false;
    double free = free_of(line);
    if (factors < 1) {
      const double less = initial_free * factors;
      if (magnitude(less) < magnitude(free)) free = less;
    }
    double violation = 0;
    for (std::uint32_t i = line.first; i < line.end; ++i) {
      Item& item = items_[i];
      if (item.frozen) continue;
      const double part = weights > 0 ? free * (weight(item, grows) / weights) : 0;
      item.target = item.clamp(main_, item.base + part);
      violation += item.target - (item.base + part);
    }
    freeze(line, grows, free, weights, violation);
    return true;
  }

  static double magnitude(double v) { return v < 0 ? -v : v; }

  void freeze(const Line& line, bool grows, double free, double weights, double violation) {
    for (std::uint32_t i = line.first; i < line.end; ++i) {
      Item& item = items_[i];
      if (item.frozen) continue;
      const double part = weights > 0 ? free * (weight(item, grows) / weights) : 0;
      const double own = item.target - (item.base + part);
      item.frozen = violation == 0 || (violation > 0 ? own > 0 : own < 0);
    }
  }

  // ---- Across ----

  void size_across() {
    for (std::uint32_t i = 0; i < item_count_; ++i) {
      if (main_ != kX || items_[i].size[kY] != kNone) continue;
      const double content = solver_.content_height(items_[i].box, items_[i].size[kX]);
      items_[i].size[kY] = items_[i].clamp(kY, content);
    }
  }

  // All lines and the gaps between them; those that may do so share what room there is.
  double size_lines() {
    double sum = line_count_ > 1 ? style_.gap[cross_] * (line_count_ - 1) : 0;
    for (std::uint32_t l = 0; l < line_count_; ++l) {
      Line& line = lines_[l];
      for (std::uint32_t i = line.first; i < line.end; ++i)
        line.cross = std::max(line.cross, items_[i].outer(cross_));
      if (!wraps_ && inner_[cross_] != kNone) line.cross = inner_[cross_];
      sum += line.cross;
    }
    const bool fill =
        style_.align_content == Align::normal || style_.align_content == Align::stretch;
    const double free = inner_[cross_] - sum;
    if (!wraps_ || !fill || inner_[cross_] == kNone || free <= 0 || line_count_ == 0) return sum;
    for (std::uint32_t l = 0; l < line_count_; ++l) lines_[l].cross += free / line_count_;
    return inner_[cross_];
  }

  void stretch_items() {
    for (std::uint32_t l = 0; l < line_count_; ++l) {
      for (std::uint32_t i = lines_[l].first; i < lines_[l].end; ++i) {
        Item& item = items_[i];
        if (!solver_.style(item.box).size[cross_].is_auto()) continue;
        item.size[cross_] = item.clamp(cross_, lines_[l].cross - item.margin[cross_]);
        item.is_definite[cross_] = true;
      }
    }
  }

  // ---- Places ----

  void place_lines(double across) {
    const Distribution lines =
        wraps_ ? distribute(style_.align_content, inner_[cross_] - across, line_count_)
               : Distribution{};
    double at = style_.padding[cross_].start + lines.offset;
    for (std::uint32_t l = 0; l < line_count_; ++l) {
      const Line line = lines_[l];
      place_items(line, at);
      at += line.cross + style_.gap[cross_] + lines.between;
    }
  }

  void place_items(const Line& line, double line_start) {
    const Distribution items =
        distribute(style_.justify_content, inner_[main_] - length_of(line), line.end - line.first);
    double at = style_.padding[main_].start + items.offset;
    for (std::uint32_t i = line.first; i < line.end; ++i) {
      // A copy: what is inside may move the stack.
      const Item item = items_[i];
      const Style& style = solver_.style(item.box);
      std::array<double, 2> origin{};
      origin[main_] = at + style.margin[main_].start;
      origin[cross_] = line_start + style.margin[cross_].start +
                       distribute(style_.align_items, line.cross - item.outer(cross_), 1).offset;
      const bool is_definite = item.is_definite[kY] || (main_ == kY && height_.is_definite());
      const auto kind = is_definite ? Height::Kind::definite : Height::Kind::used;
      solver_.place(item.box, origin[kX], origin[kY], item.size[kX], {kind, item.size[kY]});
      at += item.outer(main_) + style_.gap[main_] + items.between;
    }
  }

  Solver& solver_;
  const BoxIdx box_;
  const Style& style_;
  const std::size_t main_, cross_;
  const bool wraps_, stretches_;
  const Height height_;
  std::array<double, 2> inner_;  // kNone: not known
  Frame<Item> items_;
  Frame<Line> lines_;
  std::uint32_t item_count_ = 0, line_count_ = 0;
};

}  // namespace

double flex(Solver& solver, BoxIdx box, double width, Height height) {
  return Flex(solver, box, width, height).run();
}

}  // namespace lattice::layout

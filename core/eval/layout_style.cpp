#include "eval/layout_style.h"

#include <algorithm>
#include <cmath>

namespace lattice::eval {
namespace {

using layout::kX;
using layout::kY;

constexpr double kMaxLengthPx = 1e9;

// The two folders name the same words in the same order.
template <class To, class From>
constexpr To same(From from) {
  return static_cast<To>(from);
}
static_assert(same<layout::Display>(ir::Display::grid) == layout::Display::grid);
static_assert(same<layout::Direction>(ir::Direction::column) == layout::Direction::column);
static_assert(same<layout::Wrap>(ir::Wrap::wrap) == layout::Wrap::wrap);
static_assert(same<layout::Position>(ir::Position::absolute) == layout::Position::absolute);
static_assert(same<layout::Align>(ir::Align::normal) == layout::Align::normal);
static_assert(same<layout::Align>(ir::Align::start) == layout::Align::start);
static_assert(same<layout::Align>(ir::Align::end) == layout::Align::end);
static_assert(same<layout::Align>(ir::Align::center) == layout::Align::center);
static_assert(same<layout::Align>(ir::Align::stretch) == layout::Align::stretch);
static_assert(same<layout::Align>(ir::Align::space_between) == layout::Align::space_between);
static_assert(same<layout::Align>(ir::Align::space_around) == layout::Align::space_around);
static_assert(same<layout::Align>(ir::Align::space_evenly) == layout::Align::space_evenly);

using Unit = layout::Length::Unit;
static_assert(same<Unit>(ir::Dimension::Unit::automatic) == Unit::automatic);
static_assert(same<Unit>(ir::Dimension::Unit::px) == Unit::px);
static_assert(same<Unit>(ir::Dimension::Unit::percent) == Unit::percent);

// f(lane, number of the style, its smallest value) for all that may be animated.
template <class F>
void for_each_number(const ir::Layout& from, layout::Style& to, F&& f) {
  const auto edge = [&](const ir::Dimension& lane, double& number, double least) {
    f(lane.value, number, least);
  };
  const auto edges = [&](const ir::Edges& lanes, std::array<layout::Sides, 2>& numbers,
                         double least) {
    edge(lanes.left, numbers[kX].start, least);
    edge(lanes.right, numbers[kX].end, least);
    edge(lanes.top, numbers[kY].start, least);
    edge(lanes.bottom, numbers[kY].end, least);
  };
  f(from.gap_x, to.gap[kX], 0);
  f(from.gap_y, to.gap[kY], 0);
  edges(from.padding, to.padding, 0);
  edges(from.margin, to.margin, -kMaxLengthPx);
  edge(from.inset.left, to.inset[kX].start.value, -kMaxLengthPx);
  edge(from.inset.right, to.inset[kX].end.value, -kMaxLengthPx);
  edge(from.inset.top, to.inset[kY].start.value, -kMaxLengthPx);
  edge(from.inset.bottom, to.inset[kY].end.value, -kMaxLengthPx);
  f(from.flex_grow, to.flex_grow, 0);
  f(from.flex_shrink, to.flex_shrink, 0);
  edge(from.width, to.size[kX].value, 0);
  edge(from.height, to.size[kY].value, 0);
  edge(from.min_width, to.min_size[kX].value, 0);
  edge(from.min_height, to.min_size[kY].value, 0);
  edge(from.max_width, to.max_size[kX].value, 0);
  edge(from.max_height, to.max_size[kY].value, 0);
}

// What a combination of curves comes to may be anything.
double in_range(double v, double least) {
  return std::isfinite(v) ? std::clamp(v, least, kMaxLengthPx) : 0;
}

layout::Length unit_of(const ir::Dimension& dimension) { return {same<Unit>(dimension.unit), 0}; }

}  // namespace

layout::Style style_of(const ir::Layout& from) {
  layout::Style to;
  to.display = same<layout::Display>(from.display);
  to.direction = same<layout::Direction>(from.direction);
  to.wrap = same<layout::Wrap>(from.wrap);
  to.position = same<layout::Position>(from.position);
  to.justify_content = same<layout::Align>(from.justify_content);
  to.align_items = same<layout::Align>(from.align_items);
  to.align_content = same<layout::Align>(from.align_content);
  to.grid_columns = from.grid_columns;
  to.inset = {{{unit_of(from.inset.left), unit_of(from.inset.right)},
               {unit_of(from.inset.top), unit_of(from.inset.bottom)}}};
  to.size = {unit_of(from.width), unit_of(from.height)};
  to.min_size = {unit_of(from.min_width), unit_of(from.min_height)};
  to.max_size = {unit_of(from.max_width), unit_of(from.max_height)};
  for_each_number(from, to, [](const anim::F64& lane, double& number, double least) {
    number = in_range(lane.constant, least);
  });
  return to;
}

bool is_animated(const ir::Layout& from) {
  bool is_animated = false;
  layout::Style unused;
  for_each_number(from, unused, [&](const anim::F64& lane, double&, double) {
    is_animated = is_animated || !lane.is_constant();
  });
  return is_animated;
}

void sample_style(const ir::Layout& from, const anim::Curves& curves, const anim::Moment& moment,
                  anim::Cursors& cursors, layout::Style& to) {
  for_each_number(from, to, [&](const anim::F64& lane, double& number, double least) {
    if (!lane.is_constant()) number = in_range(anim::sample(curves, lane, moment, &cursors), least);
  });
}

}  // namespace lattice::eval

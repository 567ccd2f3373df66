// Boxes out of the flow: CSS Positioned Layout Level 3, section 4. They are measured against
// the whole box of their parent; where no inset says a place, it is that of an only item.
#include "layout/solver.h"

namespace lattice::layout {
namespace {

// Where an only item would begin within `room`: what spaces things out centres one.
double alone(Align align, double room, double size) {
  switch (align) {
    case Align::end: return room - size;
    case Align::center:
    case Align::space_around:
    case Align::space_evenly: return (room - size) / 2;
    case Align::normal:
    case Align::start:
    case Align::stretch:
    case Align::space_between: break;
  }
  return 0;
}

// Of the margin box, without any insets.
double static_place(const Style& parent, std::size_t axis, double parent_size, double outer) {
  if (parent.display == Display::grid)
    return axis == kX ? 0 : alone(parent.align_items, parent_size, outer);
  const bool is_main = (parent.direction == Direction::row) == (axis == kX);
  const double room = parent_size - padding(parent, axis);
  return parent.padding[axis].start +
         alone(is_main ? parent.justify_content : parent.align_items, room, outer);
}

// Both insets and no size of its own: the box fills what is between them.
bool fills(const Style& style, std::size_t axis) {
  return style.size[axis].is_auto() && style.inset[axis].start.is_px() &&
         style.inset[axis].end.is_px();
}

// Where both insets are said and do not fit the size, the first wins.
double place_on(const Style& style, const Style& parent, std::size_t axis, double parent_size,
                double size) {
  const Insets& inset = style.inset[axis];
  const Sides& margin = style.margin[axis];
  if (inset.start.is_px()) return inset.start.value + margin.start;
  if (inset.end.is_px()) return parent_size - inset.end.value - margin.end - size;
  return static_place(parent, axis, parent_size, size + margin.sum()) + margin.start;
}

// What insets and margins leave of the parent.
double room_for(const Style& style, std::size_t axis, double parent_size) {
  const Insets& inset = style.inset[axis];
  return parent_size - style.margin[axis].sum() - (inset.start.is_px() ? inset.start.value : 0) -
         (inset.end.is_px() ? inset.end.value : 0);
}

}  // namespace

void Solver::arrange_absolute(BoxIdx box, double width, double height) {
  for (BoxIdx at = node(box).first_child; at; at = node(at).next_sibling)
    if (tree_.is_shown(at) && style(at).position == Position::absolute)
      place_absolute(at, box, width, height);
}

void Solver::place_absolute(BoxIdx child, BoxIdx parent, double width, double height) {
  const Style& s = style(child);
  Item item = item_of(child, width, height);
  if (!item.is_definite[kX]) {
    const double room = room_for(s, kX, width);
    item.size[kX] = fills(s, kX) ? room : fit(child, room);
  }
  item.size[kX] = item.clamp(kX, item.size[kX]);
  bool is_definite = item.is_definite[kY];
  if (!is_definite) {
    is_definite = fills(s, kY);
    item.size[kY] = is_definite ? room_for(s, kY, height) : content_height(child, item.size[kX]);
  }
  item.size[kY] = item.clamp(kY, item.size[kY]);
  place(child, place_on(s, style(parent), kX, width, item.size[kX]),
        place_on(s, style(parent), kY, height, item.size[kY]), item.size[kX],
        {is_definite ? Height::Kind::definite : Height::Kind::used, item.size[kY]});
}

}  // namespace lattice::layout

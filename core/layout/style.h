// What a box says of itself: the properties of CSS flexible boxes and grids that the solver
// knows. Lengths are pixels.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

namespace lattice::layout {

// Indices of everything that exists once per direction: [kX] is across, [kY] is down.
inline constexpr std::size_t kX = 0, kY = 1;

enum class Display : std::uint8_t { none, flex, grid };
enum class Direction : std::uint8_t { row, column };
enum class Wrap : std::uint8_t { no_wrap, wrap };
enum class Position : std::uint8_t { relative, absolute };
// `normal` is what CSS does when nothing is said.
enum class Align : std::uint8_t {
  normal,
  start,
  end,
  center,
  stretch,
  space_between,
  space_around,
  space_evenly
};

struct Length {
  enum class Unit : std::uint8_t { automatic, px, percent };
  Unit unit = Unit::automatic;
  double value = 0;  // 50 percent is one half

  bool is_auto() const { return unit == Unit::automatic; }
  bool is_px() const { return unit == Unit::px; }
  bool operator==(const Length&) const = default;
};

inline Length px(double value) { return {Length::Unit::px, value}; }
inline Length percent(double value) { return {Length::Unit::percent, value}; }

// Left and right, or top and bottom.
struct Sides {
  double start = 0, end = 0;

  double sum() const { return start + end; }
  bool operator==(const Sides&) const = default;
};

// Auto or px.
struct Insets {
  Length start, end;

  bool operator==(const Insets&) const = default;
};

// Sizes, padding, gaps and factors are not negative. Sizes are those of the border box.
struct Style {
  Display display = Display::flex;
  Direction direction = Direction::row;
  Wrap wrap = Wrap::no_wrap;
  Position position = Position::relative;
  Align justify_content = Align::normal;
  Align align_items = Align::normal;
  Align align_content = Align::normal;
  std::uint32_t grid_columns = 0;  // equal ones; 0: one that is as wide as its content
  std::array<double, 2> gap{};     // [kX] between columns, [kY] between rows
  std::array<Sides, 2> padding{}, margin{};
  std::array<Insets, 2> inset{};
  double flex_grow = 0, flex_shrink = 1;
  std::array<Length, 2> size{}, min_size{}, max_size{};

  bool operator==(const Style&) const = default;
};

}  // namespace lattice::layout

// SVG path data: whatever the bytes, they are refused with a column or they are a path, which
// written out as absolute M, L, Q, C and Z reads back as the same path.
#include <charconv>
#include <cmath>
#include <string>

#include "fuzz/checks.h"
#include "image/path_data.h"

namespace {

using namespace lattice;
using namespace lattice::image;
using fuzz::check;

// Reflected and arc control points may lie beyond what path data may say.
bool is_sayable(const Path& path) {
  for (const Point& point : path.points)
    if (!(std::fabs(point.x) <= kMaxPathCoordinate && std::fabs(point.y) <= kMaxPathCoordinate))
      return false;
  return true;
}

void check_structure(const Path& path) {
  std::size_t points = 0;
  for (const Verb verb : path.verbs) points += static_cast<std::size_t>(point_count(verb));
  check(points == path.points.size(), "every verb has its points");
  check(path.empty() || path.verbs[0] == Verb::move, "a path begins with a move");
  for (const Point& point : path.points)
    check(std::isfinite(point.x) && std::isfinite(point.y), "points are finite");
  const RectF bounds = path.bounds();
  check(bounds.x0 <= bounds.x1 && bounds.y0 <= bounds.y1, "bounds are a rectangle");
}

std::string written(const Path& path) {
  static constexpr char kLetters[] = {'M', 'L', 'Q', 'C', 'Z'};
  std::string out;
  std::size_t at = 0;
  const auto add = [&](double number) {
    char digits[32];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
    out += ' ';
  };
  for (const Verb verb : path.verbs) {
    out += kLetters[static_cast<int>(verb)];
    for (int i = 0; i < point_count(verb); ++i, ++at)
      add(path.points[at].x), add(path.points[at].y);
  }
  return out;
}

bool same_points(const Path& a, const Path& b) {
  if (a.points.size() != b.points.size()) return false;
  for (std::size_t i = 0; i < a.points.size(); ++i)
    if (a.points[i].x != b.points[i].x || a.points[i].y != b.points[i].y) return false;
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto path = parse_path_data(fuzz::text_of(bytes, size));
  if (!path) {
    check(path.error().where.starts_with("column "), "a refusal has a column");
    check(!path.error().what.empty(), "and a sentence");
    return 0;
  }
  check_structure(*path);
  if (!is_sayable(*path) || path->verbs.size() >= kMaxPathSegments) return 0;
  const auto again = parse_path_data(written(*path));
  check(again.has_value(), "a path that is written out is a path");
  check(again->verbs == path->verbs && same_points(*again, *path), "and the same one");
  return 0;
}

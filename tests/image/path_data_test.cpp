#include "image/path_data.h"

#include <cmath>
#include <random>
#include <sstream>

#include "support/catch.h"

using namespace lattice;
using image::Path;
using image::Point;
using image::Verb;

namespace {

// "M 1 2 L 3 4 Z", numbers to six digits.
std::string text_of(const Path& path) {
  std::ostringstream out;
  std::size_t next = 0;
  for (const Verb verb : path.verbs) {
    out << (out.tellp() > 0 ? " " : "") << "MLQCZ"[static_cast<int>(verb)];
    for (int i = 0; i < image::point_count(verb); ++i, ++next)
      out << " " << path.points[next].x + 0.0 << " " << path.points[next].y + 0.0;
  }
  return out.str();
}

std::string read(std::string_view data) {
  const auto path = image::parse_path_data(data);
  return path ? text_of(*path) : "error: " + path.error().text();
}

Point at(const Path& path, std::size_t cubic, double t) {
  const Point* p = path.points.data() + 3 * cubic;  // after one move
  const double u = 1 - t;
  const auto lane = [&](double Point::*l) {
    return u * u * u * p[0].*l + 3 * u * u * t * p[1].*l + 3 * u * t * t * p[2].*l +
           t * t * t * p[3].*l;
  };
  return {lane(&Point::x), lane(&Point::y)};
}

}  // namespace

TEST_CASE("every command is read, absolute and relative", "[image][path]") {
  CHECK(read("") == "");
  CHECK(read(" \t\n") == "");
  CHECK(read("M10 20") == "M 10 20");
  CHECK(read("M10,20L30,40") == "M 10 20 L 30 40");
  CHECK(read("m10,20 l30,40 z") == "M 10 20 L 40 60 Z");
  CHECK(read("M1 2H5V7h-2v-3") == "M 1 2 L 5 2 L 5 7 L 3 7 L 3 4");
  CHECK(read("M0 0C1 2 3 4 5 6c1 2 3 4 5 6") == "M 0 0 C 1 2 3 4 5 6 C 6 8 8 10 10 12");
  CHECK(read("M0 0Q1 2 3 4q1 2 3 4") == "M 0 0 Q 1 2 3 4 Q 4 6 6 8");
}

TEST_CASE("smooth curves continue the control point of their own kind only", "[image][path]") {
  CHECK(read("M0 0C0 0 1 1 2 1S4 4 5 5") == "M 0 0 C 0 0 1 1 2 1 C 3 1 4 4 5 5");
  CHECK(read("M0 0C0 0 1 1 2 1s2 3 3 4") == "M 0 0 C 0 0 1 1 2 1 C 3 1 4 4 5 5");
  CHECK(read("M2 1S4 4 5 5") == "M 2 1 C 2 1 4 4 5 5");
  CHECK(read("M0 0Q1 1 2 1S4 4 5 5") == "M 0 0 Q 1 1 2 1 C 2 1 4 4 5 5");
  CHECK(read("M0 0Q1 1 2 0T4 0T6 0") == "M 0 0 Q 1 1 2 0 Q 3 -1 4 0 Q 5 1 6 0");
  CHECK(read("M0 0T4 0t2 0") == "M 0 0 Q 0 0 4 0 Q 8 0 6 0");
  CHECK(read("M0 0C1 1 1 1 2 0T4 0") == "M 0 0 C 1 1 1 1 2 0 Q 2 0 4 0");
}

TEST_CASE("arguments repeat their command, and those of a move are lines", "[image][path]") {
  CHECK(read("M0 0 1 1 2 2") == "M 0 0 L 1 1 L 2 2");
  CHECK(read("m1 1 1 1 1 1") == "M 1 1 L 2 2 L 3 3");
  CHECK(read("M0 0L1 1,2 2 , 3,3") == "M 0 0 L 1 1 L 2 2 L 3 3");
  CHECK(read("M0 0h1 2 3") == "M 0 0 L 1 0 L 3 0 L 6 0");
}

TEST_CASE("numbers need no space where none is needed", "[image][path]") {
  CHECK(read("M.5.5-1-1+2+3") == "M 0.5 0.5 L -1 -1 L 2 3");
  CHECK(read("M1e1 1E-1L1.5.25") == "M 10 0.1 L 1.5 0.25");
  CHECK(read("M1.e1 2.L3 4") == "M 10 2 L 3 4");
  CHECK(read("M0 1e-999") == "M 0 0");
  CHECK(read("M0 0." + std::string(400, '0') + "1") == "M 0 0");
}

TEST_CASE("what follows a close begins where the subpath began", "[image][path]") {
  CHECK(read("M1 1L2 2zL5 5") == "M 1 1 L 2 2 Z M 1 1 L 5 5");
  CHECK(read("M1 1l1 1zm1 1l1 1") == "M 1 1 L 2 2 Z M 2 2 L 3 3");
  CHECK(read("M1 1l1 1zzl1 0") == "M 1 1 L 2 2 Z M 1 1 L 2 1");
}

TEST_CASE("arcs lie on their ellipse, on the side that the flags say", "[image][path]") {
  struct Case {
    const char* flags;
    double x, y;  // the arc's centre
  };
  // From (0, 0) to (10, 0) with radius 10, y down.
  const double h = std::sqrt(75.0);
  for (const Case& c : {Case{"0 0", 5, -h}, {"0 1", 5, h}, {"1 0", 5, h}, {"1 1", 5, -h}}) {
    const auto path = image::parse_path_data("M0 0A10 10 0 " + std::string(c.flags) + " 10 0");
    REQUIRE(path);
    CAPTURE(c.flags, text_of(*path));
    for (std::size_t i = 1; i < path->verbs.size(); ++i)
      for (double t = 0; t <= 1; t += 0.125) {
        const Point p = at(*path, i - 1, t);
        CHECK(std::hypot(p.x - c.x, p.y - c.y) == Approx(10).epsilon(3e-4));
      }
    CHECK(path->points.back().x == 10);
    CHECK(path->points.back().y == 0);
    const bool is_large = c.flags[0] == '1', sweeps = c.flags[2] == '1';
    CHECK(path->verbs.size() == (is_large ? 5u : 2u));
    const Point middle = at(*path, path->verbs.size() == 2 ? 0 : 1, is_large ? 1 : 0.5);
    CHECK((middle.y < 0) == sweeps);
  }
}

TEST_CASE("radii that are too small grow, and degenerate arcs are lines or nothing",
          "[image][path]") {
  const auto half = image::parse_path_data("M0 0A1 1 0 0 1 10 0");
  REQUIRE(half);
  CHECK(half->bounds().y0 == Approx(-5).epsilon(1e-3));
  CHECK(read("M0 0A0 5 0 0 1 10 0") == "M 0 0 L 10 0");
  CHECK(read("M0 0A5 5 0 0 1 0 0L1 1") == "M 0 0 L 1 1");
  // Beside the chord a radius like this is nothing.
  CHECK(read("M0 0A1e-160 5 0 1 1 10 0") == "M 0 0 L 10 0");
  CHECK(read("M0 0A-10 10 0 0 1 10 0") == read("M0 0A10 10 0 0 1 10 0"));
}

TEST_CASE("an ellipse is turned by its rotation", "[image][path]") {
  // Half an ellipse of 20 by 10, upright: its widest point is 10 right of the middle.
  const auto path = image::parse_path_data("M0 -20A20 10 90 0 1 0 20");
  REQUIRE(path);
  CHECK(path->bounds().x1 == Approx(10).epsilon(1e-3));
  CHECK(path->bounds().y0 == Approx(-20));
}

TEST_CASE("flags of arcs stand without spaces, as minifiers write them", "[image][path]") {
  CHECK(read("M0 0a10 10 0 0110 0") == read("M0 0a10 10 0 0 1 10 0"));
  CHECK(read("M0 0a10 10 0 11.5.5") == read("M0 0a10 10 0 1 1 0.5 0.5"));
}

TEST_CASE("each mistake has its column and its sentence", "[image][path]") {
  CHECK(read("L1 1") == "error: column 1: a path begins with M or m, not \"L\"");
  CHECK(read("M1") == "error: column 3: \"M\" takes 2 numbers; number 2 is missing");
  CHECK(read("M1 1L") == "error: column 6: \"L\" takes 2 numbers; number 1 is missing");
  CHECK(read("M1 1L2,") == "error: column 8: \"L\" takes 2 numbers; number 2 is missing");
  CHECK(read("M1 1L2 2,") == "error: column 10: \"L\" takes 2 numbers; number 1 is missing");
  CHECK(read("M1 1L,2 2") == "error: column 6: \"L\" takes 2 numbers; number 1 is missing");
  CHECK(read("M1 1X") ==
        "error: column 5: \"X\" is no command of a path; known: M L H V C S Q T A Z");
  CHECK(read("M1 1 \x01") ==
        "error: column 6: this character is no command of a path; known: M L H V C S Q T A Z");
  CHECK(read("M1 1z2") ==
        "error: column 6: \"2\" is no command of a path; known: M L H V C S Q T A Z");
  CHECK(read("M1 1A1 1 0 2 0 5 5") == "error: column 12: the flags of an arc are 0 or 1");
  CHECK(read("M1 1H") == "error: column 6: \"H\" takes 1 number; number 1 is missing");
  CHECK(read("M2e9 0") == "error: column 2: this number is larger than 1e9");
  CHECK(read("M1e999 0") == "error: column 2: this number is larger than 1e9");
  CHECK(read("M9e8 0l9e8 0") == "error: column 13: the path runs beyond 1e9");
  CHECK(read("M1 1L--1 1") == "error: column 6: \"L\" takes 2 numbers; number 1 is missing");
}

TEST_CASE("bounds hold curves tightly", "[image][path]") {
  const auto bounds = [](std::string_view data) { return image::parse_path_data(data)->bounds(); };
  const image::RectF line = bounds("M5 6M10 20L-3 40");
  CHECK(line.x0 == -3);
  CHECK(line.y0 == 20);
  CHECK(line.x1 == 10);
  CHECK(line.y1 == 40);
  CHECK(bounds("M0 0Q5 10 10 0").y1 == Approx(5));
  CHECK(bounds("M0 0C0 10 10 10 10 0").y1 == Approx(7.5));
  CHECK(bounds("M0 0C-10 0 20 0 10 0").x0 < 0);
  CHECK(bounds("M7 7").x1 == 0);
  std::mt19937 random(9);
  for (int i = 0; i < 200; ++i) {
    std::ostringstream data;
    data << "M" << random() % 100 << " " << random() % 100 << "C";
    for (int k = 0; k < 6; ++k) data << " " << random() % 100;
    const auto path = image::parse_path_data(data.str());
    const image::RectF box = path->bounds();
    double low = 1e9, high = -1e9;
    for (int k = 0; k <= 2000; ++k) {
      const Point p = at(*path, 0, k / 2000.0);
      low = std::min(low, p.y), high = std::max(high, p.y);
      CHECK((p.x >= box.x0 - 1e-9 && p.x <= box.x1 + 1e-9));
    }
    CHECK(box.y0 == Approx(low).margin(1e-3));
    CHECK(box.y1 == Approx(high).margin(1e-3));
  }
}

TEST_CASE("any bytes are a path or an error", "[image][path]") {
  std::mt19937 random(5);
  const std::string letters = "MmLlHhVvCcSsQqTtAaZz0123456789.,- +eE\n\x7f";
  for (int i = 0; i < 20000; ++i) {
    std::string data = "M0 0";
    for (auto n = random() % 40; n > 0; --n) data += letters[random() % letters.size()];
    const auto path = image::parse_path_data(data);
    if (!path) continue;
    for (const Point p : path->points) REQUIRE((std::isfinite(p.x) && std::isfinite(p.y)));
  }
}

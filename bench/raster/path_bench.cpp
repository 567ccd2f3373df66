// Paths into 1920 x 1080 A8, one thread, outline included; beside cairo where it is installed.
#include <benchmark/benchmark.h>

#include <cmath>
#include <vector>

#include "raster/sweep.h"

#ifdef LATTICE_BENCH_CAIRO
#include <cairo.h>
#endif

namespace {

using namespace lattice;

constexpr image::Rect kFrame{0, 0, 1920, 1080};

// Points alternate between two circles around the middle of the frame.
image::Path star(std::int64_t vertices) {
  image::Path path;
  for (std::int64_t i = 0; i < vertices; ++i) {
    const double angle =
        2 * 3.14159265358979323846 * static_cast<double>(i) / static_cast<double>(vertices);
    const double radius = 500 * (i % 2 == 1 ? 1 : 0.7);
    const image::Point p{960 + radius * std::cos(angle), 540 + radius * std::sin(angle)};
    i == 0 ? path.move_to(p) : path.line_to(p);
  }
  path.close();
  return path;
}

// A flower of cubics, to be stroked.
image::Path loops(int petals) {
  image::Path path;
  path.move_to({960, 540});
  for (int i = 0; i < petals; ++i) {
    const double a = 6.283185307179586 * i / petals, b = a + 0.9;
    path.cubic_to({960 + 700 * std::cos(a), 540 + 700 * std::sin(a)},
                  {960 + 700 * std::cos(b), 540 + 700 * std::sin(b)}, {960, 540});
  }
  return path;
}

struct Canvas {
  std::vector<std::uint8_t> pixels = std::vector<std::uint8_t>(1920 * 1080);
  raster::Outline outline;
  raster::Sweep sweep;

  void cover() { sweep.cover(outline, kFrame, pixels.data(), 1920); }
};

void fill_star(benchmark::State& state) {
  const image::Path path = star(state.range(0));
  Canvas canvas;
  for (auto _ : state) {
    canvas.outline.fill(path, raster::FillRule::nonzero, {}, kFrame);
    canvas.cover();
  }
}
BENCHMARK(fill_star)->Arg(40)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond);

// The same in tiles, as a renderer asks for it.
void fill_star_in_tiles(benchmark::State& state) {
  const image::Path path = star(1000);
  const auto side = static_cast<std::int32_t>(state.range(0));
  Canvas canvas;
  for (auto _ : state) {
    canvas.outline.fill(path, raster::FillRule::nonzero, {}, kFrame);
    for (std::int32_t y = 0; y < kFrame.y1; y += side)
      for (std::int32_t x = 0; x < kFrame.x1; x += side)
        canvas.sweep.cover(canvas.outline, image::intersect({x, y, x + side, y + side}, kFrame),
                           canvas.pixels.data() + y * 1920 + x, 1920);
  }
}
BENCHMARK(fill_star_in_tiles)->Arg(64)->Arg(256)->Unit(benchmark::kMillisecond);

void stroke_loops(benchmark::State& state) {
  const image::Path path = loops(40);
  raster::Stroke stroke;
  stroke.width = static_cast<double>(state.range(0));
  stroke.join = raster::StrokeJoin::round;
  Canvas canvas;
  for (auto _ : state) {
    canvas.outline.stroke(path, stroke, {}, kFrame);
    canvas.cover();
  }
}
BENCHMARK(stroke_loops)->Arg(2)->Arg(12)->Unit(benchmark::kMillisecond);

void fill_ellipse(benchmark::State& state) {
  Canvas canvas;
  for (auto _ : state) {
    canvas.outline.ellipse({460, 40, 1460, 1040}, {}, kFrame);
    canvas.cover();
  }
}
BENCHMARK(fill_ellipse)->Unit(benchmark::kMillisecond);

#ifdef LATTICE_BENCH_CAIRO
class CairoCanvas {
 public:
  CairoCanvas()
      : surface_(cairo_image_surface_create(CAIRO_FORMAT_A8, kFrame.x1, kFrame.y1)),
        context_(cairo_create(surface_)) {
    cairo_set_source_rgba(context_, 1, 1, 1, 1);
  }
  CairoCanvas(const CairoCanvas&) = delete;
  CairoCanvas& operator=(const CairoCanvas&) = delete;
  ~CairoCanvas() {
    cairo_destroy(context_);
    cairo_surface_destroy(surface_);
  }

  // Makes `path`, of lines and cubics, the current one.
  void draw(const image::Path& path) {
    const image::Point* p = path.points.data();
    for (const image::Verb verb : path.verbs) {
      if (verb == image::Verb::move) cairo_move_to(context_, p[0].x, p[0].y);
      if (verb == image::Verb::line) cairo_line_to(context_, p[0].x, p[0].y);
      if (verb == image::Verb::cubic)
        cairo_curve_to(context_, p[0].x, p[0].y, p[1].x, p[1].y, p[2].x, p[2].y);
      if (verb == image::Verb::close) cairo_close_path(context_);
      p += point_count(verb);
    }
  }
  cairo_t* context() { return context_; }

 private:
  cairo_surface_t* surface_;
  cairo_t* context_;
};

void cairo_fill_star(benchmark::State& state) {
  const image::Path path = star(state.range(0));
  CairoCanvas canvas;
  for (auto _ : state) {
    canvas.draw(path);
    cairo_fill(canvas.context());
  }
}
BENCHMARK(cairo_fill_star)->Arg(40)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond);

void cairo_stroke_loops(benchmark::State& state) {
  const image::Path path = loops(40);
  CairoCanvas canvas;
  cairo_set_line_width(canvas.context(), static_cast<double>(state.range(0)));
  cairo_set_line_join(canvas.context(), CAIRO_LINE_JOIN_ROUND);
  for (auto _ : state) {
    canvas.draw(path);
    cairo_stroke(canvas.context());
  }
}
BENCHMARK(cairo_stroke_loops)->Arg(2)->Arg(12)->Unit(benchmark::kMillisecond);
#endif

}  // namespace

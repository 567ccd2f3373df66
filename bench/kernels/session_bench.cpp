// What a frame costs besides its pixels: evaluate, compile and run a composition that
// shows nothing.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "session/render_session.h"

namespace {

using namespace lattice;

void empty_frame(benchmark::State& state) {
  const std::string file = std::filesystem::temp_directory_path() / "lattice_bench_empty.json";
  std::ofstream(file) << R"({"version": "0.3", "canvas": {"width": 16, "height": 16}, "fps": 30,
                             "duration": 1000, "root": {"stack": []}})";
  session::PluginOptions options;
  options.folders = {LATTICE_BENCH_STAGE "/lib/lattice/plugins"};
  options.scanner = LATTICE_BENCH_STAGE "/libexec/lattice/lattice-scan";
  auto plugins = session::Plugins::find(options);
  Diagnostics diagnostics;
  auto composition =
      plugins ? session::load(file, (*plugins)->catalog(), diagnostics) : fail(plugins.error());
  if (!composition) return state.SkipWithError(composition.error().text().c_str());
  auto session = session::RenderSession::open(*std::move(composition), **plugins, {}, diagnostics);
  if (!session) return state.SkipWithError(session.error().text().c_str());
  const exporter::PlaneRequest request{LATTICE_PLANE_COLOR, image::kRgba8};
  if (!(*session)->reserve_slots(1, {&request, 1})) return state.SkipWithError("no slot");
  const image::Buffer out(image::kRgba8, {0, 0, 16, 16});
  exporter::FrameScene scene;
  std::int64_t frame = 0;
  for (auto _ : state)
    if (!(*session)->render(0, frame++ % 1000, {&out.view(), 1}, scene))
      return state.SkipWithError("render failed");
  std::filesystem::remove(file);
}
BENCHMARK(empty_frame)->Unit(benchmark::kMicrosecond);

}  // namespace

#include "session/fixture.h"

#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/catch.h"

namespace lattice::test {

namespace fs = std::filesystem;

std::unique_ptr<session::Plugins> find_plugins(const std::vector<std::string>& libraries) {
  session::PluginOptions options;
  options.files = libraries;
  options.folders = {LATTICE_TEST_STAGE "/lib/lattice/plugins"};
  options.scanner = LATTICE_TEST_STAGE "/libexec/lattice/lattice-scan";
  auto plugins = session::Plugins::find(options);
  if (!plugins) FAIL(plugins.error().text());
  for (const Diagnostic& refusal : (*plugins)->refusals()) FAIL_CHECK(refusal.text());
  return *std::move(plugins);
}

std::string scene(const std::string& root, int frames, const std::string& assets) {
  return R"({"version": "0.3", "canvas": {"width": 64, "height": 48}, "fps": 30, "duration": )" +
         std::to_string(frames) + R"(, "assets": )" + assets + R"(, "root": )" + root + "}";
}

Scene open(const std::string& json, const render::BackendOptions& backend,
           const std::vector<std::string>& libraries) {
  const fs::path file =
      fs::path(LATTICE_TEST_DATA) / "session" / (".scene-" + std::to_string(::getpid()) + ".json");
  std::ofstream(file) << json;
  Scene out;
  out.plugins = find_plugins(libraries);
  Diagnostics diagnostics;
  auto composition = session::load(file.string(), out.plugins->catalog(), diagnostics);
  fs::remove(file);
  for (const Diagnostic& d : diagnostics) UNSCOPED_INFO(d.text());
  if (!composition) FAIL(composition.error().text());
  // Messages and dumps must not depend on where the tests run.
  composition->texts[composition->file.index()] = "scene.json";
  session::SessionOptions options;
  options.backend = backend;
  auto session =
      session::RenderSession::open(*std::move(composition), *out.plugins, options, diagnostics);
  if (!session) FAIL(session.error().text());
  out.session = *std::move(session);
  return out;
}

namespace {

Picture render_plane(Scene& scene, std::int64_t frame, std::uint32_t plane) {
  const exporter::PlaneRequest request{plane, scene.session->plane_type(plane)};
  if (auto reserved = scene.session->reserve_slots(1, {&request, 1}); !reserved)
    FAIL(reserved.error().text());
  image::Buffer buffer(request.type, {0, 0, scene.session->width(), scene.session->height()});
  exporter::FrameScene frame_scene;
  if (auto rendered = scene.session->render(0, frame, {&buffer.view(), 1}, frame_scene); !rendered)
    FAIL(rendered.error().text());
  return Picture(std::move(buffer));
}

}  // namespace

Picture color_frame(Scene& scene, std::int64_t frame) {
  return render_plane(scene, frame, LATTICE_PLANE_COLOR);
}

Picture depth_frame(Scene& scene, std::int64_t frame) {
  return render_plane(scene, frame, LATTICE_PLANE_DEPTH);
}

Rgba Picture::at(std::int32_t x, std::int32_t y) const {
  const auto* p = reinterpret_cast<const std::uint8_t*>(image::pixel(view(), x, y));
  return {p[0], p[1], p[2], p[3]};
}

float Picture::value(std::int32_t x, std::int32_t y) const {
  float out;
  std::memcpy(&out, image::pixel(view(), x, y), sizeof out);
  return out;
}

std::vector<std::uint8_t> Picture::bytes() const {
  const image::Rect bounds = image::bounds_of(view());
  const std::size_t row = static_cast<std::size_t>(bounds.width()) * 4;
  std::vector<std::uint8_t> out;
  for (std::int32_t y = bounds.y0; y < bounds.y1; ++y) {
    const auto* p = reinterpret_cast<const std::uint8_t*>(image::pixel(view(), bounds.x0, y));
    out.insert(out.end(), p, p + row);
  }
  return out;
}

int worst_difference(const Picture& a, const Picture& b) {
  const auto x = a.bytes(), y = b.bytes();
  REQUIRE(x.size() == y.size());
  int worst = 0;
  for (std::size_t i = 0; i < x.size(); ++i) worst = std::max(worst, std::abs(x[i] - y[i]));
  return worst;
}

void check_golden(const std::string& path, const std::string& text) {
  const fs::path file = fs::path(LATTICE_SOURCE_DIR) / "tests/golden" / path;
  if (std::getenv("LATTICE_UPDATE_GOLDEN") != nullptr) {
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
  }
  std::ifstream in(file);
  std::ostringstream expected;
  expected << in.rdbuf();
  INFO("golden file " << file << "; LATTICE_UPDATE_GOLDEN=1 writes it anew");
  CHECK(text == expected.str());
}

}  // namespace lattice::test

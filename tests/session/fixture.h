// A scene in a string, opened with the plugins of the build tree, and its frames as bytes.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "image/buffer.h"
#include "session/plugins.h"
#include "session/render_session.h"

namespace lattice::test {

struct Scene {
  std::unique_ptr<session::Plugins> plugins;
  std::unique_ptr<session::RenderSession> session;
};

// The plugins of the build tree and these libraries.
std::unique_ptr<session::Plugins> find_plugins(const std::vector<std::string>& libraries = {});

// Sources are relative to tests/data/session. Fails the test when it does not open.
Scene open(const std::string& json, const render::BackendOptions& backend = {},
           const std::vector<std::string>& libraries = {});

// Root keys around a root node: 64 x 48, `frames` frames at 30 fps.
std::string scene(const std::string& root, int frames = 10, const std::string& assets = "{}");

struct Rgba {
  int r, g, b, a;
  friend bool operator==(const Rgba&, const Rgba&) = default;
};

// One rendered frame.
class Picture {
 public:
  explicit Picture(image::Buffer buffer) : buffer_(std::move(buffer)) {}

  Rgba at(std::int32_t x, std::int32_t y) const;
  float value(std::int32_t x, std::int32_t y) const;  // of a depth plane
  std::vector<std::uint8_t> bytes() const;
  const image::View& view() const { return buffer_.view(); }

 private:
  image::Buffer buffer_;
};

Picture color_frame(Scene& scene, std::int64_t frame);
Picture depth_frame(Scene& scene, std::int64_t frame);

// How far two pictures are apart, in code values of the worst channel.
int worst_difference(const Picture& a, const Picture& b);

// Compares with tests/golden/<path>; LATTICE_UPDATE_GOLDEN=1 writes it anew.
void check_golden(const std::string& path, const std::string& text);

}  // namespace lattice::test

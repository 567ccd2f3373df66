// Luminance: how bright every pixel is, as one float per pixel in a buffer of its own beside the
// picture. 0 is black, 1 the white of the display; a scene-linear picture may go beyond.
//
// The picture is premultiplied. The luminance meant here is that of the colour itself, not of the
// colour over black, so alpha is divided out; where nothing is, the luminance is 0.
#include <lattice/plugin.hpp>

#include "../c/srgb.h"

namespace {

using lattice::Rgba32f;
using lattice::Rgba8;

// Weights of linear sRGB (ITU-R BT.709).
constexpr double kRed = 0.2126, kGreen = 0.7152, kBlue = 0.0722;

class Luminance {
 public:
  static constexpr lattice::About about{.id = "com.example.luminance_cpp",
                                        .label = "Luminance",
                                        .summary = "How bright every pixel is, in linear light.",
                                        .content_version = 1,  // raise it when any number changes
                                        .planes = lattice::plane_bits(LATTICE_PLANE_COLOR)};

  // Made once per export, read by all threads. The host passes the outputs on to a sink, which
  // says what types it can take; the host converts.
  Luminance(const lattice::ArtifactBinding& binding, lattice::Outputs& outputs) {
    const lattice_type& working = binding.working();
    const bool is_srgb8 = working.dtype == LATTICE_U8 && working.space == LATTICE_SPACE_SRGB;
    const bool is_linear =
        working.dtype == LATTICE_F32 && working.space == LATTICE_SPACE_LINEAR_SRGB;
    if (!is_srgb8 && !is_linear)
      throw lattice::Failure(LATTICE_ERR_UNSUPPORTED,
                             "the luminance is known for pictures in srgb8 and linear_srgb_f32 "
                             "only; choose one of these working spaces");
    for (int code = 0; code < 256; ++code)
      light_of_code_[static_cast<std::size_t>(code)] = srgb_light(code / 255.0);
    outputs.image({.type = lattice::type_of<float>(LATTICE_SPACE_DATA), .channels = {"Y"}});
  }

  // [worker]: frames come in any order, several at once. Every pixel of the buffer is written;
  // the colour plane may cover a part of it only.
  void produce(const lattice::Frame&, const lattice::Planes& planes, const lattice::Scene&,
               const lattice::Buffers& buffers) const noexcept {
    const lattice::Image color = planes[LATTICE_PLANE_COLOR];
    const lattice::Target out = buffers[0];
    if (lattice::holds<Rgba8>(color.type()))
      fill<Rgba8>(color, out);
    else
      fill<Rgba32f>(color, out);
  }

 private:
  template <class Pixel>
  void fill(const lattice::Image& color, const lattice::Target& out) const noexcept {
    const lattice::Rect all = out.bounds();
    for (std::int32_t y = all.y0; y < all.y1; ++y) {
      std::int32_t x = all.x0;
      for (float& luminance : out.row<float>(y)) luminance = luminance_of(color.at<Pixel>(x++, y));
    }
  }

  // The straight code value, rounded as in a file with straight alpha.
  double light_of(std::uint8_t premultiplied, std::uint8_t alpha) const noexcept {
    const int code = (premultiplied * 255 + alpha / 2) / alpha;
    return light_of_code_[static_cast<std::size_t>(code < 255 ? code : 255)];
  }
  float luminance_of(const Rgba8& p) const noexcept {
    if (p.a == 0) return 0;
    return static_cast<float>(kRed * light_of(p.r, p.a) + kGreen * light_of(p.g, p.a) +
                              kBlue * light_of(p.b, p.a));
  }
  static float luminance_of(const Rgba32f& p) noexcept {
    if (!(p.a > 0)) return 0;
    return static_cast<float>((kRed * static_cast<double>(p.r) + kGreen * static_cast<double>(p.g) +
                               kBlue * static_cast<double>(p.b)) /
                              static_cast<double>(p.a));
  }

  std::array<double, 256> light_of_code_{};  // of an sRGB byte
};

}  // namespace

LATTICE_PLUGIN("com.example.luminance_cpp", "1.0.0", "Example", lattice::Artifacts<Luminance>);

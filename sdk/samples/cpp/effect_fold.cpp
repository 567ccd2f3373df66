// Exposure in stops: an effect that is a matrix on colours folds, and never touches a pixel.
#include <lattice/plugin.hpp>

namespace {

struct Exposure {
  static constexpr lattice::About about{.id = "com.example.exposure_cpp",
                                        .label = "Exposure",
                                        .summary = "Multiplies the light.",
                                        .flags = LATTICE_FILTER_POINTWISE};
  static constexpr auto params = lattice::params(
      lattice::f64("stops", "Each stop doubles the light.").range(-20, 20).animates());

  // Light, however the pixels are stored. The host multiplies it with its neighbours.
  static lattice::Fold fold(const lattice::Frame& frame) noexcept {
    const auto [stops] = frame.values(params);
    const auto matrix = lattice::ColorMatrix::gain(lattice_pow(2, stops));
    return lattice::Fold::color(matrix, LATTICE_SPACE_LINEAR_SRGB);
  }
};

}  // namespace

LATTICE_PLUGIN("com.example.exposure_cpp", "1.0.0", "Example", lattice::Effects<Exposure>);

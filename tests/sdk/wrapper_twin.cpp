// One of two libraries whose classes share their names; TWIN_LABEL tells them apart. Nothing
// is in an unnamed namespace: what keeps the two apart must be the header.
#include <lattice/plugin.hpp>

struct Glow {
  static constexpr lattice::About about{
      .id = "com.example.glow", .label = TWIN_LABEL, .summary = "Folds."};
  static constexpr auto params = lattice::params(
      lattice::choice("how", TWIN_LABEL, lattice::option("a", TWIN_LABEL)).alias("old"));
  static constexpr auto ports = lattice::ports(lattice::port("src", TWIN_LABEL));
  static lattice::Fold fold(const lattice::Frame&) noexcept { return lattice::Fold::identity(); }
};

struct Drop {
  static constexpr lattice::About about{.id = "com.example.drop",
                                        .label = TWIN_LABEL,
                                        .summary = "Keeps files.",
                                        .extensions = {TWIN_LABEL}};
  explicit Drop(const lattice::SinkBinding& binding) : files_(binding.host().files()) {}
  void negotiate(const lattice::Streams&, const lattice::WantedStreams&) {}
  void begin(const lattice::Streams&) {}
  void push(const lattice::Packet&) {}
  void end(lattice::Outcome) {}

 private:
  lattice::Files files_;  // a member of a type of ours must not warn
};

struct Mask {
  static constexpr lattice::About about{
      .id = "com.example.mask", .label = TWIN_LABEL, .summary = "A mask."};
  Mask(const lattice::ArtifactBinding&, lattice::Outputs&) {}
  void produce(const lattice::Frame&, const lattice::Planes&, const lattice::Scene&,
               const lattice::Buffers&) const {}
};

LATTICE_PLUGIN("com.example.twin", "1", "Example", lattice::Effects<Glow>, lattice::Sinks<Drop>,
               lattice::Artifacts<Mask>);

// Artifacts as classes: what their members are given and the C tables made of them. The
// contract of every member is in lattice/artifact.h, under the same name.
#ifndef LATTICE_CPP_ARTIFACT_HPP
#define LATTICE_CPP_ARTIFACT_HPP
#include <array>
#include <cassert>
#include <concepts>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "../artifact.h"
#include "frame.hpp"
#include "host.hpp"
#include "image.hpp"
#include "kind.hpp"

namespace lattice {

// For about.planes: plane_bits(LATTICE_PLANE_COLOR, LATTICE_PLANE_DEPTH).
template <class... Numbers>
constexpr std::uint32_t plane_bits(Numbers... planes) noexcept {
  return (0u | ... | (1u << static_cast<std::uint32_t>(planes)));
}

// What a constructor is told. What it points to lives as long as the instance. [session]
class ArtifactBinding {
 public:
  ArtifactBinding(const lattice_host &host, const lattice_artifact_binding &raw) noexcept
      : host_(host), raw_(&raw) {}

  template <class... Ps>
  typename ParamList<Ps...>::Values values(const ParamList<Ps...> &params) const noexcept {
    return detail::values_of(params, raw_->params, raw_->param_count);
  }
  const Host &host() const noexcept { return host_; }
  const lattice_scene_facts &facts() const noexcept { return *raw_->facts; }
  const lattice_type &working() const noexcept { return raw_->working; }

  const lattice_artifact_binding &raw() const noexcept { return *raw_; }

 private:
  Host host_;
  const lattice_artifact_binding *raw_;
};

// One output, such as the mask of one layer.
struct Output {
  std::string name{};   // "": the main one; else "z", "layer_fg"
  lattice_type type{};  // images; all zero with alias_plane: the plane's own
  std::array<std::string, 4> channels{};  // industry names ("R", "Z"); empty: not named
  bool auxiliary = false;                 // a companion that a sink may leave out
  std::uint32_t alias_plane = LATTICE_NO_ALIAS;
};

// A constructor adds its outputs here, in the order of produce()'s buffers.
class Outputs {
 public:
  // produce() artifacts.
  void image(Output output) { add(LATTICE_STREAM_IMAGE, std::move(output)); }
  // finish() artifacts.
  void document(std::string name) {
    add(LATTICE_STREAM_DOCUMENT, Output{.name = std::move(name)});
  }

  std::span<const lattice_output *const> raw() const noexcept { return pointers_; }

 private:
  struct Entry {
    Output output;
    lattice_output raw;
  };

  void add(std::uint32_t kind, Output output) {
    auto entry = std::make_unique<Entry>(Entry{std::move(output), {}});
    const Output &given = entry->output;
    lattice_output &raw = entry->raw;
    raw.struct_size = sizeof raw;
    raw.kind = kind;
    raw.flags = given.auxiliary ? LATTICE_STREAM_AUXILIARY : 0;
    raw.alias_plane = given.alias_plane;
    raw.name = given.name.c_str();
    for (std::size_t i = 0; i < given.channels.size(); ++i)
      raw.channels[i] = given.channels[i].empty() ? nullptr : given.channels[i].c_str();
    raw.type = given.type;
    pointers_.push_back(&raw);
    entries_.push_back(std::move(entry));
  }

  std::vector<std::unique_ptr<Entry>> entries_;
  std::vector<const lattice_output *> pointers_;
};

// The planes of one frame, by LATTICE_PLANE_*. Those not asked for are absent. A view.
class Planes {
 public:
  explicit Planes(const lattice_planes &raw) noexcept : raw_(&raw) {}
  bool has(std::uint32_t plane) const noexcept {
    return plane < raw_->count && raw_->plane[plane] != nullptr;
  }
  Image operator[](std::uint32_t plane) const noexcept {
    assert(has(plane));
    return Image(*raw_->plane[plane]);
  }

 private:
  const lattice_planes *raw_;
};

// One frame of the composition, by dense node id. A view.
class Scene {
 public:
  explicit Scene(const lattice_scene &raw) noexcept : raw_(&raw) {}
  std::uint32_t size() const noexcept { return raw_->node_count; }
  bool visible(std::uint32_t node) const noexcept {
    return raw_->node_visible[at(node)] != 0;
  }
  // Row-major, acting on (x, y, 1).
  std::span<const double, 9> canvas_from_node(std::uint32_t node) const noexcept {
    return std::span<const double, 9>(raw_->canvas_from_node + 9 * std::size_t{at(node)},
                                      9);
  }
  double z(std::uint32_t node) const noexcept { return raw_->node_z[at(node)]; }
  double opacity(std::uint32_t node) const noexcept { return raw_->node_opacity[at(node)]; }
  Rect bounds(std::uint32_t node) const noexcept { return raw_->node_bounds[at(node)]; }

  const lattice_scene &raw() const noexcept { return *raw_; }

 private:
  std::uint32_t at(std::uint32_t node) const noexcept {
    assert(node < raw_->node_count);
    return node;
  }
  const lattice_scene *raw_;
};

// What produce() fills: one buffer per output, all of its bounds. Those of aliased outputs
// have no pixels. A view.
class Buffers {
 public:
  Buffers(const lattice_image *first, std::size_t count) noexcept
      : first_(first), count_(count) {}
  std::size_t size() const noexcept { return count_; }
  Target operator[](std::size_t i) const noexcept {
    assert(i < count_);
    return Target(first_[i]);
  }

 private:
  const lattice_image *first_;
  std::size_t count_;
};

namespace detail {

template <class K>
concept Produces = requires(const K &kind, const Frame &frame, const Planes &planes,
                            const Scene &scene, const Buffers &buffers) {
  { kind.produce(frame, planes, scene, buffers) } -> std::same_as<void>;
};
template <class K>
concept Observes = requires(K &kind, const Frame &frame, const Planes &planes,
                            const Scene &scene) {
  { kind.observe(frame, planes, scene) } -> std::same_as<void>;
};
template <class K>
concept Finishes = requires(K &kind, const Files &files) {
  { kind.finish(files) } -> std::same_as<void>;
};

template <class K>
struct ArtifactInstance {
  ArtifactInstance(const lattice_host *given, const ArtifactBinding &binding)
      : host(given), kind(binding, outputs) {}
  const lattice_host *host;
  Outputs outputs;
  K kind;
};

template <class K>
struct LATTICE_HIDDEN_ ArtifactFunctions {
  using Self = ArtifactInstance<K>;

  static lattice_status create(const lattice_host *host,
                               const lattice_artifact_binding *binding, void **self,
                               const lattice_output *const **outputs,
                               std::uint32_t *output_count) noexcept {
    return create_instance(host, self, [&] {
      check_count<K>(binding->param_count);
      auto *made = new Self(host, ArtifactBinding(*host, *binding));
      *outputs = made->outputs.raw().data();
      *output_count = static_cast<std::uint32_t>(made->outputs.raw().size());
      return made;
    });
  }

  static lattice_status produce(const void *self, const lattice_frame *frame,
                                const lattice_planes *planes, const lattice_scene *scene,
                                const lattice_image *buffers) noexcept {
    const auto &it = *static_cast<const Self *>(self);
    return guarded(it.host, [&] {
      it.kind.produce(Frame(*frame), Planes(*planes), Scene(*scene),
                      Buffers(buffers, it.outputs.raw().size()));
    });
  }

  static lattice_status observe(void *self, const lattice_frame *frame,
                                const lattice_planes *planes,
                                const lattice_scene *scene) noexcept {
    auto &it = *static_cast<Self *>(self);
    return guarded(it.host,
                   [&] { it.kind.observe(Frame(*frame), Planes(*planes), Scene(*scene)); });
  }

  static lattice_status finish(void *self, const lattice_files *files) noexcept {
    auto &it = *static_cast<Self *>(self);
    return guarded(it.host, [&] { it.kind.finish(Files(*files)); });
  }
};

template <class K>
consteval void check_artifact() {
  static_assert(!Names_produce<K> || Produces<K>,
                "`produce` must be public: void produce(const lattice::Frame&, const "
                "lattice::Planes&, const lattice::Scene&, const lattice::Buffers&) const");
  static_assert(!Names_observe<K> || Observes<K>,
                "`observe` must be public: void observe(const lattice::Frame&, const "
                "lattice::Planes&, const lattice::Scene&)");
  static_assert(!Names_finish<K> || Finishes<K>,
                "`finish` must be public: void finish(const lattice::Files&)");
  static_assert(
      Produces<K> != (Observes<K> && Finishes<K>)&&Observes<K> == Finishes<K>,
      "an artifact has either `produce` (per frame), or `observe` and `finish` (per "
      "export)");
  static_assert(
      std::is_constructible_v<K, const ArtifactBinding &, Outputs &>,
      "an artifact is made from (const lattice::ArtifactBinding&, lattice::Outputs&)");
  static_assert(
      K::about.flags == 0 && K::about.max_held == 0 && K::about.extensions[0] == nullptr,
      "about.flags, max_held and extensions do not belong to artifacts");
}

template <class K>
constexpr lattice_artifact describe_artifact() {
  auto table = described<K, lattice_artifact>();
  check_artifact<K>();
  using Functions = ArtifactFunctions<K>;
  table.content_version = K::about.content_version;
  table.policy = Produces<K> ? LATTICE_PER_FRAME : LATTICE_PER_EXPORT;
  table.planes = K::about.planes;
  table.create = &Functions::create;
  table.destroy = &destroy_instance<ArtifactInstance<K>>;
  if constexpr (Produces<K>) table.produce = &Functions::produce;
  if constexpr (Observes<K>) table.observe = &Functions::observe;
  if constexpr (Finishes<K>) table.finish = &Functions::finish;
  return table;
}

template <class K>
LATTICE_HIDDEN_ inline constexpr lattice_artifact kArtifact = describe_artifact<K>();

}  // namespace detail
}  // namespace lattice
#endif

// The C table of a filter, made of a class: which members it has, whether they fit, and the
// C functions that call them.
#ifndef LATTICE_CPP_FILTER_TABLE_HPP
#define LATTICE_CPP_FILTER_TABLE_HPP
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include "../filter.h"
#include "filter.hpp"
#include "kind.hpp"

namespace lattice {
namespace detail {

// ---- Members: what fits ---------------------------------------------------------

template <class K>
concept Accepts = requires(const lattice_type &working) {
  { K::accepts(working) }
  noexcept->std::convertible_to<bool>;
};
template <class K>
concept Folds = requires(const K &kind, const Frame &frame) {
  { kind.fold(frame) } -> std::same_as<Fold>;
};
template <class K>
concept Bounds = requires(const K &kind, const Frame &frame, const PortBounds &ports) {
  { kind.bounds(frame, ports) } -> std::convertible_to<Rect>;
};
template <class K>
concept Rois = requires(const K &kind, const Frame &frame, std::uint32_t n,
                        const Rect &want) {
  { kind.roi(frame, n, n, want) } -> std::convertible_to<Rect>;
};
template <class K>
concept HasPasses = requires(const K &kind, const Frame &frame, const PortBounds &ports) {
  { kind.passes(frame, ports) } -> std::convertible_to<Passes>;
};
template <class K>
concept Scratches = requires(const K &kind, const Frame &frame, const Rect &area) {
  { kind.scratch(frame, std::uint32_t{}, area) }
  noexcept->std::convertible_to<std::uint64_t>;
};
template <class K>
concept Tiles = requires(const K &kind, const Frame &frame, const Tile &tile) {
  { kind.tile(frame, tile) } -> std::same_as<void>;
};
template <class K>
concept TilesByPixel = requires(const K &kind, const Frame &frame, const Tile &tile) {
  { kind.template tile<Rgba8>(frame, tile) } -> std::same_as<void>;
  { kind.template tile<Rgba32f>(frame, tile) } -> std::same_as<void>;
};
template <class K>
concept Digests = requires(const K &kind, Hasher &hasher) {
  { kind.digest(hasher) } -> std::same_as<void>;
};

// ---- Members: whether they promise not to throw ------------------------------------

template <class K>
consteval bool geometry_may_throw() {
  const bool fold = [] {
    if constexpr (Folds<K>)
      return !noexcept(std::declval<const K &>().fold(std::declval<const Frame &>()));
    return false;
  }();
  const bool bounds = [] {
    if constexpr (Bounds<K>)
      return !noexcept(std::declval<const K &>().bounds(
          std::declval<const Frame &>(), std::declval<const PortBounds &>()));
    return false;
  }();
  const bool roi = [] {
    if constexpr (Rois<K>)
      return !noexcept(std::declval<const K &>().roi(std::declval<const Frame &>(), 0u, 0u,
                                                     std::declval<const Rect &>()));
    return false;
  }();
  const bool passes = [] {
    if constexpr (HasPasses<K>)
      return !noexcept(std::declval<const K &>().passes(
          std::declval<const Frame &>(), std::declval<const PortBounds &>()));
    return false;
  }();
  return fold || bounds || roi || passes;
}

// A tile per pixel type can fail for a type that is neither.
template <class K>
consteval bool pixels_may_throw() {
  if constexpr (TilesByPixel<K>)
    return !noexcept(std::declval<const K &>().template tile<Rgba8>(
               std::declval<const Frame &>(), std::declval<const Tile &>())) ||
           !noexcept(std::declval<const K &>().template tile<Rgba32f>(
               std::declval<const Frame &>(), std::declval<const Tile &>()));
  else if constexpr (Tiles<K>)
    return !noexcept(std::declval<const K &>().tile(std::declval<const Frame &>(),
                                                    std::declval<const Tile &>()));
  else
    return false;
}

// An instance carries the kind's state, and the host that takes a failure's sentence. A
// kind has none when it is empty and all of its functions are noexcept, the constructor
// included: it is made anew for every call.
template <class K>
concept KeepsInstance =
    std::is_constructible_v<K, const Binding &> || !std::is_empty_v<K> ||
    !std::is_nothrow_default_constructible_v<K> || !std::is_trivially_destructible_v<K> ||
    Digests<K> || geometry_may_throw<K>() || pixels_may_throw<K>();

// ---- The C functions ---------------------------------------------------------------

// Runs `body` with the kind behind `self`. Without an instance nobody has counted the
// params yet; there is no host to tell why either. [any]
template <class K, class Body>
lattice_status with_kind(const void *self, [[maybe_unused]] const lattice_frame *frame,
                         Body &&body) noexcept {
  if constexpr (KeepsInstance<K>) {
    const auto &instance = *static_cast<const Instance<K> *>(self);
    return guarded(instance.host, [&] { body(instance.kind); });
  } else {
    if (frame->param_count != ParamTable<K>::kCount) return LATTICE_ERR_ARGUMENT;
    const K kind{};
    body(kind);
    return LATTICE_OK;
  }
}

template <class K>
struct LATTICE_HIDDEN_ FilterFunctions {
  static lattice_status create(const lattice_host *host,
                               const lattice_filter_binding *binding,
                               void **self) noexcept {
    return create_instance(host, self, [&] {
      check_count<K>(binding->static_count);
      if constexpr (std::is_constructible_v<K, const Binding &>)
        return new Instance<K>{host, K(Binding(*host, *binding))};
      else
        return new Instance<K>{host, K{}};
    });
  }

  static int32_t accepts(const lattice_type *working) noexcept {
    return K::accepts(*working);
  }

  static lattice_status fold(const void *self, const lattice_frame *frame,
                             lattice_fold *out) noexcept {
    return with_kind<K>(self, frame,
                        [&](const K &kind) { kind.fold(Frame(*frame)).write_to(*out); });
  }

  static lattice_status bounds(const void *self, const lattice_frame *frame,
                               const lattice_rect *ports, std::uint32_t count,
                               lattice_rect *out) noexcept {
    return with_kind<K>(self, frame, [&](const K &kind) {
      *out = Rect(kind.bounds(Frame(*frame), PortBounds(ports, count)));
    });
  }

  static lattice_status roi(const void *self, const lattice_frame *frame,
                            std::uint32_t pass, std::uint32_t input,
                            const lattice_rect *want, lattice_rect *out) noexcept {
    return with_kind<K>(self, frame, [&](const K &kind) {
      *out = Rect(kind.roi(Frame(*frame), pass, input, Rect(*want)));
    });
  }

  static lattice_status passes(const void *self, const lattice_frame *frame,
                               const lattice_rect *ports, std::uint32_t count,
                               lattice_pass *out, std::uint32_t *pass_count) noexcept {
    return with_kind<K>(self, frame, [&](const K &kind) {
      Passes(kind.passes(Frame(*frame), PortBounds(ports, count)))
          .write_to(out, *pass_count);
    });
  }

  static std::uint64_t scratch(const void *self, const lattice_frame *frame,
                               std::uint32_t pass, const lattice_rect *area) noexcept {
    std::uint64_t bytes = 0;
    with_kind<K>(self, frame, [&](const K &kind) {
      bytes = kind.scratch(Frame(*frame), pass, Rect(*area));
    });
    return bytes;
  }

  static lattice_status tile(const void *self, const lattice_frame *frame,
                             const lattice_tile *tile) noexcept {
    if constexpr (TilesByPixel<K>) {
      const lattice_type &type = tile->dst->type;
      if (holds<Rgba8>(type)) return tile_of<Rgba8>(self, *frame, *tile);
      if (holds<Rgba32f>(type)) return tile_of<Rgba32f>(self, *frame, *tile);
      return refuse_type(self);
    } else {
      return with_kind<K>(self, frame,
                          [&](const K &kind) { kind.tile(Frame(*frame), Tile(*tile)); });
    }
  }

  static lattice_status digest(const void *self, lattice_hasher *hasher) noexcept {
    return with_kind<K>(self, nullptr, [&](const K &kind) {
      Hasher out(*hasher);
      kind.digest(out);
    });
  }

 private:
  // accepts() or passes() chose what tile<Pixel>() is not for.
  static lattice_status refuse_type([[maybe_unused]] const void *self) noexcept {
    if constexpr (KeepsInstance<K>)
      static_cast<const Instance<K> *>(self)->host->set_error(
          static_cast<const Instance<K> *>(self)->host,
          "tile<Pixel>() fills RGBA of 8 bit or 32-bit float only; the plugin's accepts() "
          "or "
          "passes() must not ask for another type");
    return LATTICE_ERR_UNSUPPORTED;
  }

  template <class P>
  static lattice_status tile_of(const void *self, const lattice_frame &frame,
                                const lattice_tile &tile) noexcept {
    return with_kind<K>(self, &frame, [&](const K &kind) {
      kind.template tile<P>(Frame(frame), Tile(tile));
    });
  }
};

// ---- The table ---------------------------------------------------------------------

// Says in words what a member that does not fit should look like.
template <class K>
consteval void check_members() {
  static_assert(!Names_accepts<K> || Accepts<K>,
                "`accepts` must be public, static and noexcept, for it has no way to fail: "
                "static bool accepts(const lattice_type& working) noexcept");
  static_assert(
      !Names_fold<K> || Folds<K>,
      "`fold` must be public: lattice::Fold fold(const lattice::Frame&) const, or "
      "static");
  static_assert(
      !Names_bounds<K> || Bounds<K>,
      "`bounds` must be public: lattice::Rect bounds(const lattice::Frame&, const "
      "lattice::PortBounds&) const, or static");
  static_assert(
      !Names_roi<K> || Rois<K>,
      "`roi` must be public: lattice::Rect roi(const lattice::Frame&, std::uint32_t "
      "pass, std::uint32_t input, const lattice::Rect& want) const, or static");
  static_assert(
      !Names_passes<K> || HasPasses<K>,
      "`passes` must be public: lattice::Passes passes(const lattice::Frame&, const "
      "lattice::PortBounds&) const, or static");
  static_assert(!Names_scratch<K> || Scratches<K>,
                "`scratch` must be public and noexcept, for it has no way to fail: "
                "std::uint64_t scratch(const lattice::Frame&, std::uint32_t pass, const "
                "lattice::Rect& area) const noexcept, or static");
  static_assert(
      !Names_tile<K> || Tiles<K> || TilesByPixel<K>,
      "`tile` must be public: void tile(const lattice::Frame&, const lattice::Tile&) "
      "const, or static; or the same as template <class Pixel>, for Rgba8 and Rgba32f");
  static_assert(!Names_digest<K> || Digests<K>,
                "`digest` must be public: void digest(lattice::Hasher&) const");
}

template <class K>
consteval void check_filter() {
  check_members<K>();
  static_assert(Folds<K> || Tiles<K> || TilesByPixel<K>,
                "a filter needs `fold` or `tile`: without both it could not make a pixel");
  static_assert(
      std::is_constructible_v<K, const Binding &> || std::is_default_constructible_v<K>,
      "a filter is made from `const lattice::Binding&`, or from nothing");
  static_assert(
      (K::about.flags & LATTICE_FILTER_POINTWISE) == 0 || !(Rois<K> || HasPasses<K>),
      "a POINTWISE filter reads the pixel it writes: it has no roi and no passes");
  static_assert(
      K::about.planes == 0 && K::about.max_held == 0 && K::about.extensions[0] == nullptr,
      "about.planes, max_held and extensions do not belong to filters");
}

// The ports of an effect that names none, and of every transition that names none.
LATTICE_HIDDEN_ inline constexpr std::array<Port, 1> kEffectPorts{
    Port{"src", "The picture to change."}};
LATTICE_HIDDEN_ inline constexpr std::array<Port, 2> kTransitionPorts{
    Port{"from", "The picture that goes."}, Port{"to", "The picture that comes."}};

template <class K, bool IsTransition>
struct LATTICE_HIDDEN_ PortTable {
  static constexpr auto kPorts = [] {
    static_assert(
        !Names_ports<K> || requires { K::ports.size(); },
        "`ports` must be: static constexpr auto ports = lattice::ports(...); and "
        "public");
    if constexpr (Names_ports<K>)
      return K::ports;
    else if constexpr (IsTransition)
      return kTransitionPorts;
    else
      return kEffectPorts;
  }();
  static constexpr auto kRows = [] {
    std::array<lattice_port, kPorts.size()> rows{};
    for (std::size_t i = 0; i < rows.size(); ++i)
      rows[i] = {sizeof(lattice_port), kPorts[i].flags, kPorts[i].id, kPorts[i].hint};
    return rows;
  }();
  static constexpr auto kPointers = [] {
    std::array<const lattice_port *, kRows.size()> out{};
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = &kRows[i];
    return out;
  }();

  static constexpr void check() {
    const auto is = [](std::size_t i, std::string_view id) {
      return kPorts[i].id == id && kPorts[i].flags == 0;
    };
    if constexpr (IsTransition)
      require(kPorts.size() == 2 && is(0, "from") && is(1, "to"),
              "the ports of a transition are \"from\" and \"to\"");
    else
      require(is(0, "src"), "the first port of an effect is \"src\", and not optional");
    for (std::size_t i = 0; i < kPorts.size(); ++i)
      for (std::size_t k = 0; k < i; ++k)
        require(std::string_view(kPorts[i].id) != kPorts[k].id, "two ports share one id");
  }
};

template <class K, bool IsTransition>
constexpr lattice_filter describe_filter() {
  auto table = described<K, lattice_filter>();
  check_filter<K>();
  using Ports = PortTable<K, IsTransition>;
  Ports::check();
  using Functions = FilterFunctions<K>;
  table.content_version = K::about.content_version;
  table.flags = K::about.flags;
  table.port_count = Ports::kPointers.size();
  table.ports = Ports::kPointers.data();
  if constexpr (KeepsInstance<K>) {
    table.create = &Functions::create;
    table.destroy = &destroy_instance<Instance<K>>;
  }
  if constexpr (Accepts<K>) table.accepts = &Functions::accepts;
  if constexpr (Folds<K>) table.fold = &Functions::fold;
  if constexpr (Bounds<K>) table.bounds = &Functions::bounds;
  if constexpr (Rois<K>) table.roi = &Functions::roi;
  if constexpr (HasPasses<K>) table.passes = &Functions::passes;
  if constexpr (Scratches<K>) table.scratch = &Functions::scratch;
  if constexpr (Tiles<K> || TilesByPixel<K>) table.tile = &Functions::tile;
  if constexpr (Digests<K>) table.digest = &Functions::digest;
  return table;
}

template <class K, bool IsTransition>
LATTICE_HIDDEN_ inline constexpr lattice_filter kFilter =
    describe_filter<K, IsTransition>();

}  // namespace detail
}  // namespace lattice
#endif

// Effects and transitions as classes: what their members are given. The contract of every
// member is in lattice/filter.h, under the same name.
#ifndef LATTICE_CPP_FILTER_HPP
#define LATTICE_CPP_FILTER_HPP
#include <array>
#include <bit>
#include <cassert>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <type_traits>

#include "../filter.h"
#include "fold.hpp"
#include "frame.hpp"
#include "host.hpp"
#include "image.hpp"
#include "param_list.hpp"
#include "rect.hpp"

namespace lattice {

// What a constructor is told. Valid during the call, except for texts and arrays among the
// values, which live as long as the instance. [session]
class Binding {
 public:
  Binding(const lattice_host &host, const lattice_filter_binding &raw) noexcept
      : host_(host), raw_(&raw) {}

  // Animated params hold their value at frame 0.
  template <class... Ps>
  typename ParamList<Ps...>::Values values(const ParamList<Ps...> &params) const noexcept {
    return detail::values_of(params, raw_->statics, raw_->static_count);
  }
  const Host &host() const noexcept { return host_; }
  std::uint64_t seed() const noexcept { return raw_->seed; }
  const lattice_type &working() const noexcept { return raw_->working; }
  std::int32_t canvas_width() const noexcept { return raw_->canvas_width; }
  std::int32_t canvas_height() const noexcept { return raw_->canvas_height; }

  const lattice_filter_binding &raw() const noexcept { return *raw_; }

 private:
  Host host_;
  const lattice_filter_binding *raw_;
};

// The bounds of what is connected to the ports, in the order of the ports.
class PortBounds {
 public:
  PortBounds(const lattice_rect *first, std::uint32_t count) noexcept
      : first_(first), count_(count) {}
  std::uint32_t size() const noexcept { return count_; }
  Rect operator[](std::uint32_t i) const noexcept {
    assert(i < count_);
    return first_[i];
  }
  Rect united() const noexcept {
    Rect out;
    for (std::uint32_t i = 0; i < count_; ++i) out = out | first_[i];
    return out;
  }

 private:
  const lattice_rect *first_;
  std::uint32_t count_;
};

struct Pass {
  Rect bounds;               // where its result may be non-transparent
  bool reads_ports = false;  // after the result of the pass before it
  lattice_type type{};       // all zero: the working type
};

// What passes() returns: `return {{.bounds = a}, {.bounds = b}};`, at most
// LATTICE_MAX_PASSES. More than that are counted, not kept, and refused by the host.
class Passes {
 public:
  Passes() = default;
  Passes(std::initializer_list<Pass> list) noexcept {
    for (const Pass &pass : list) add(pass);
  }
  void add(const Pass &pass) noexcept {
    if (count_ < LATTICE_MAX_PASSES) list_[count_] = pass;
    ++count_;
  }
  std::uint32_t size() const noexcept { return count_; }

  void write_to(lattice_pass *out, std::uint32_t &count) const noexcept {
    count = count_;
    for (std::uint32_t i = 0; i < count_ && i < LATTICE_MAX_PASSES; ++i) {
      out[i] = {};
      out[i].type = list_[i].type;
      out[i].bounds = list_[i].bounds;
      out[i].flags = list_[i].reads_ports ? LATTICE_PASS_READS_PORTS : 0;
    }
  }

 private:
  std::array<Pass, LATTICE_MAX_PASSES> list_{};
  std::uint32_t count_ = 0;
};

// One tile of work: fill all of area() and nothing else. A view. [worker]
class Tile {
 public:
  explicit Tile(const lattice_tile &raw) noexcept : raw_(&raw) {}

  std::uint32_t pass() const noexcept { return raw_->pass; }
  std::uint32_t worker() const noexcept { return raw_->worker; }
  // May reach past the bounds of output(); the result is transparent there.
  Rect area() const noexcept { return raw_->area; }

  std::uint32_t input_count() const noexcept { return raw_->input_count; }
  // An optional port that is not connected has empty bounds.
  Image input(std::uint32_t i = 0) const noexcept {
    assert(i < raw_->input_count);
    return Image(raw_->inputs[i]);
  }
  Target output() const noexcept { return Target(*raw_->dst); }
  // Row y of the area in the output; [0] is the pixel at area().x0.
  template <Pixel P>
  std::span<P> row(std::int32_t y) const noexcept {
    return output().row<P>(y, raw_->area.x0, raw_->area.x1);
  }
  // All of the scratch memory that scratch() asked for; undefined at first.
  template <class T>
  std::span<T> scratch() const noexcept {
    static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= 64);
    return {static_cast<T *>(raw_->scratch),
            static_cast<std::size_t>(raw_->scratch_bytes / sizeof(T))};
  }

  const lattice_tile &raw() const noexcept { return *raw_; }

 private:
  const lattice_tile *raw_;
};

namespace detail {

// A long double has bytes that are no part of its value: a digest of them would not repeat.
template <class T>
concept HasDefinedBytes =
    std::is_arithmetic_v<T> && !std::is_same_v<std::remove_cv_t<T>, long double>;

}  // namespace detail

// Receives the bytes on which a result depends beyond params and inputs. Numbers are
// written as they lie in memory, which is little-endian wherever Lattice runs.
class Hasher {
 public:
  explicit Hasher(lattice_hasher &raw) noexcept : raw_(&raw) {}
  template <class T, std::size_t N>
  requires detail::HasDefinedBytes<std::remove_const_t<T>>
  void update(std::span<T, N> values) const noexcept {
    static_assert(std::endian::native == std::endian::little);
    raw_->update(raw_, values.data(), values.size_bytes());
  }
  template <class T>
  requires detail::HasDefinedBytes<T>
  void update(T value) const noexcept { update(std::span<const T, 1>(&value, 1)); }

 private:
  lattice_hasher *raw_;
};

// ---- Ports -------------------------------------------------------------------------

struct Port {
  const char *id;
  const char *hint;
  std::uint32_t flags = 0;

  constexpr Port optional() const {
    Port out = *this;
    out.flags |= LATTICE_PORT_OPTIONAL;
    return out;
  }
};

constexpr Port port(const char *id, const char *hint) {
  detail::require(detail::is_name(id), "the id of a port must match [a-z0-9_]+");
  detail::require(detail::is_line(hint), "a port needs a hint: one sentence");
  return {id, hint};
}

// Of an effect with more than one input: static constexpr auto ports =
//   lattice::ports(lattice::port("src", "..."), lattice::port("map", "..."));
template <class... Ps>
requires(std::same_as<Ps, Port> &&...) constexpr std::array<Port, sizeof...(Ps)> ports(
    const Ps &...list) {
  return {list...};
}

}  // namespace lattice
#endif

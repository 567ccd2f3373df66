// What all four kinds have in common: how they present themselves, how an instance is made,
// and how the compiler says that a member does not fit.
#ifndef LATTICE_CPP_KIND_HPP
#define LATTICE_CPP_KIND_HPP
#include <cassert>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "check.hpp"
#include "failure.hpp"
#include "host.hpp"
#include "param_list.hpp"

namespace lattice {

// How a kind presents itself: static constexpr lattice::About about{.id = ..., ...};
// Leave out what does not belong to the kind at hand.
struct About {
  const char *id = nullptr;           // "com.example.glow": reverse domain, [a-z0-9_.]+
  const char *label = nullptr;        // "Glow"
  const char *summary = nullptr;      // one sentence
  std::uint32_t content_version = 1;  // raise it when any result changes; not for sinks
  std::uint32_t flags = 0;            // filters: LATTICE_FILTER_*, sinks: LATTICE_SINK_*
  std::uint32_t planes = 0;           // artifacts: plane_bits(...)
  std::uint32_t max_held = 0;         // sinks: packets it still reads after push()
  const char *extensions[8] = {};     // sinks: without the dot; the first names new files
};

namespace detail {

// A kind has a member of this name, whatever it is: then the name is ambiguous in a class
// that inherits it from two sides.
#define LATTICE_MEMBER_(name)                \
  struct Has_##name {                        \
    int name;                                \
  };                                         \
  template <class Kind>                      \
  struct Twice_##name : Kind, Has_##name {}; \
  template <class Kind>                      \
  concept Names_##name = !requires {         \
    &Twice_##name<Kind>::name;               \
  }

LATTICE_MEMBER_(about);
LATTICE_MEMBER_(params);
LATTICE_MEMBER_(ports);
LATTICE_MEMBER_(accepts);
LATTICE_MEMBER_(fold);
LATTICE_MEMBER_(bounds);
LATTICE_MEMBER_(roi);
LATTICE_MEMBER_(passes);
LATTICE_MEMBER_(scratch);
LATTICE_MEMBER_(tile);
LATTICE_MEMBER_(digest);
LATTICE_MEMBER_(produce);
LATTICE_MEMBER_(observe);
LATTICE_MEMBER_(finish);
LATTICE_MEMBER_(negotiate);
LATTICE_MEMBER_(begin);
LATTICE_MEMBER_(push);
LATTICE_MEMBER_(end);
#undef LATTICE_MEMBER_

template <class Kind>
concept HasAbout = requires {
  { Kind::about } -> std::convertible_to<const About &>;
};

constexpr void check_about(const About &about) {
  require(is_name(about.id, true),
          "about.id must match [a-z0-9_.]+, as in com.example.glow");
  require(is_line(about.label), "about.label must be one line of text");
  require(is_line(about.summary), "about.summary must be one sentence");
}

template <class Kind>
consteval void check_kind() {
  static_assert(std::is_class_v<Kind> && !std::is_final_v<Kind>,
                "a kind is a class or struct that is not final");
  static_assert(
      HasAbout<Kind>,
      "a kind needs: static constexpr lattice::About about{.id = ..., .label = ..., "
      ".summary = ...}; and it must be public");
  static_assert(
      !Names_params<Kind> || HasParams<Kind>,
      "`params` must be: static constexpr auto params = lattice::params(...); and "
      "public");
}

// Every table starts with these.
template <class Kind, class Table>
constexpr Table described() {
  check_kind<Kind>();
  check_about(Kind::about);
  Table table{};
  table.struct_size = sizeof table;
  table.param_count = ParamTable<Kind>::kCount;
  table.id = Kind::about.id;
  table.label = Kind::about.label;
  table.summary = Kind::about.summary;
  table.params = ParamTable<Kind>::rows();
  return table;
}

// The object behind `self`.
template <class Kind>
struct Instance {
  const lattice_host *host;
  Kind kind;
};

// create(): `make` returns the Instance.
template <class Make>
lattice_status create_instance(const lattice_host *host, void **self,
                               Make &&make) noexcept {
  if (!LATTICE_HAS(host, extension)) return LATTICE_ERR_ABI;
  return guarded(host, [&] { *self = make(); });
}

template <class Instance>
void destroy_instance(void *self) noexcept {
  delete static_cast<Instance *>(self);
}

// Once per instance, so that reading values needs no check.
template <class Kind>
void check_count(std::uint32_t count) {
  if (count != ParamTable<Kind>::kCount)
    throw Failure(
        LATTICE_ERR_ARGUMENT,
        "the host gives another number of params than the plugin declares; scan the "
        "plugins again (lattice-host plugins list)");
}

// A list of pointers as a list of values. A view.
template <class T>
class List {
 public:
  class Iterator {
   public:
    constexpr explicit Iterator(T *const *at) noexcept : at_(at) {}
    constexpr T &operator*() const noexcept { return **at_; }
    constexpr Iterator &operator++() noexcept {
      ++at_;
      return *this;
    }
    friend constexpr bool operator==(const Iterator &, const Iterator &) = default;

   private:
    T *const *at_;
  };

  constexpr List(T *const *first, std::uint32_t count) noexcept
      : first_(first), count_(count) {}
  constexpr std::uint32_t size() const noexcept { return count_; }
  constexpr T &operator[](std::uint32_t i) const noexcept {
    assert(i < count_);
    return *first_[i];
  }
  constexpr Iterator begin() const noexcept { return Iterator(first_); }
  constexpr Iterator end() const noexcept { return Iterator(first_ + count_); }

 private:
  T *const *first_;
  std::uint32_t count_;
};

}  // namespace detail
}  // namespace lattice
#endif

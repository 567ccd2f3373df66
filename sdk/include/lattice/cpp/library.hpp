// A plugin library: lists of kinds, and the entry that names them.
#ifndef LATTICE_CPP_LIBRARY_HPP
#define LATTICE_CPP_LIBRARY_HPP
#include <array>
#include <cstdint>
#include <string_view>

#include "../plugin.h"
#include "artifact.hpp"
#include "filter_table.hpp"
#include "sink.hpp"

namespace lattice {
namespace detail {

template <class Table, class... Tables>
constexpr std::array<const Table *, sizeof...(Tables)> table_list(const Tables &...tables) {
  static_assert(sizeof...(Tables) > 0, "name at least one kind, or leave the list out");
  std::array<const Table *, sizeof...(Tables)> list{&tables...};
  for (std::size_t i = 0; i < list.size(); ++i)
    for (std::size_t k = 0; k < i; ++k)
      require(std::string_view(list[i]->id) != list[k]->id, "two kinds share one id");
  return list;
}

}  // namespace detail

// ---- What LATTICE_PLUGIN takes; each list once ------------------------------------------

template <class... Kinds>
struct LATTICE_HIDDEN_ Effects {
  static constexpr void put(lattice_plugin &plugin) {
    detail::require(plugin.effect_count == 0, "one list of effects is enough");
    plugin.effect_count = kList.size();
    plugin.effects = kList.data();
  }

 private:
  static constexpr auto kList =
      detail::table_list<lattice_filter>(detail::kFilter<Kinds, false>...);
};

template <class... Kinds>
struct LATTICE_HIDDEN_ Transitions {
  static constexpr void put(lattice_plugin &plugin) {
    detail::require(plugin.transition_count == 0, "one list of transitions is enough");
    plugin.transition_count = kList.size();
    plugin.transitions = kList.data();
  }

 private:
  static constexpr auto kList =
      detail::table_list<lattice_filter>(detail::kFilter<Kinds, true>...);
};

template <class... Kinds>
struct LATTICE_HIDDEN_ Artifacts {
  static constexpr void put(lattice_plugin &plugin) {
    detail::require(plugin.artifact_count == 0, "one list of artifacts is enough");
    plugin.artifact_count = kList.size();
    plugin.artifacts = kList.data();
  }

 private:
  static constexpr auto kList =
      detail::table_list<lattice_artifact>(detail::kArtifact<Kinds>...);
};

template <class... Kinds>
struct LATTICE_HIDDEN_ Sinks {
  static constexpr void put(lattice_plugin &plugin) {
    detail::require(plugin.sink_count == 0, "one list of sinks is enough");
    plugin.sink_count = kList.size();
    plugin.sinks = kList.data();
  }

 private:
  static constexpr auto kList = detail::table_list<lattice_sink>(detail::kSink<Kinds>...);
};

namespace detail {

template <class... Lists>
constexpr lattice_plugin library(const char *id, const char *version, const char *vendor) {
  static_assert(sizeof...(Lists) > 0,
                "a library offers something: lattice::Effects<...>, ...");
  require(is_name(id, true), "the id of a library must match [a-z0-9_.]+");
  require(is_line(version), "the version of a library must be one line of text");
  require(is_line(vendor), "the vendor of a library must be one line of text");
  lattice_plugin plugin{};
  plugin.struct_size = sizeof plugin;
  plugin.abi = LATTICE_ABI_VERSION;
  plugin.id = id;
  plugin.version = version;
  plugin.vendor = vendor;
  (Lists::put(plugin), ...);
  return plugin;
}

}  // namespace detail
}  // namespace lattice

// LATTICE_PLUGIN(id, version, vendor, lists...) at the end of one source file, outside of
// namespaces: the entry of the library. Everything it points to is a constant.
#define LATTICE_PLUGIN(id, version, vendor, ...)                                         \
  extern "C" const lattice_plugin *lattice_plugin_entry_v1(uint32_t host_abi) noexcept { \
    static constexpr lattice_plugin plugin =                                             \
        ::lattice::detail::library<__VA_ARGS__>(id, version, vendor);                    \
    return LATTICE_HOST_FITS(host_abi) ? &plugin : nullptr;                              \
  }                                                                                      \
  static_assert(true, "takes the semicolon")
#endif

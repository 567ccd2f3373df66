// The params of a kind: their C table, and the typed values that arrive in their order.
#ifndef LATTICE_CPP_PARAM_LIST_HPP
#define LATTICE_CPP_PARAM_LIST_HPP
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "../param.h"
#include "check.hpp"
#include "param.hpp"

namespace lattice {

// What params() returns and values() takes.
template <class... Ps>
struct ParamList {
  static constexpr std::uint32_t kCount = sizeof...(Ps);
  // Of structured bindings: const auto [radius, edge] = frame.values(params);
  using Values = std::tuple<typename Ps::Value...>;

  static Values read(const lattice_value *values) noexcept {
    return read(values, std::index_sequence_for<Ps...>{});
  }

  std::tuple<Ps...> list;

 private:
  template <std::size_t... I>
  static Values read(const lattice_value *values, std::index_sequence<I...>) noexcept {
    return Values(Ps::read(values[I])...);
  }
};

namespace detail {

template <class... Ps>
constexpr void check_names(const Ps &...params) {
  constexpr std::size_t kMost = sizeof...(Ps) * (1 + kMaxAliases);
  std::array<std::string_view, kMost> names{};
  std::size_t count = 0;
  const auto add = [&](const char *id) {
    for (std::size_t i = 0; i < count; ++i)
      require(names[i] != id, "two params or aliases share one id");
    names[count++] = id;
  };
  const auto add_all = [&](const auto &param) {
    add(param.id());
    for (std::uint32_t i = 0; i < param.alias_count(); ++i) add(param.alias_at(i).id);
  };
  (add_all(params), ...);
}

}  // namespace detail

// The params of a kind, in the order in which their values arrive.
template <class... Ps>
constexpr ParamList<Ps...> params(const Ps &...list) {
  static_assert(sizeof...(Ps) > 0, "a kind without params leaves out `params`");
  (list.check(), ...);
  detail::check_names(list...);
  return {{list...}};
}

// ---- The C table of a kind's `params` ------------------------------------------------

namespace detail {

template <class Kind>
concept HasParams = requires {
  Kind::params.list;
};

// The rows of one param's choices and aliases, and pointers to them.
template <class Kind, std::size_t I>
struct LATTICE_HIDDEN_ ParamParts {
  static constexpr const auto &kParam = std::get<I>(Kind::params.list);
  static constexpr lattice_param kBare = kParam.row();

  static constexpr auto kChoices = [] {
    std::array<lattice_choice, kBare.choice_count> rows{};
    if constexpr (requires { kParam.option_at(0); })
      for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i] = {sizeof(lattice_choice), 0, kParam.option_at(i).id,
                   kParam.option_at(i).hint};
    return rows;
  }();
  static constexpr auto kAliases = [] {
    std::array<lattice_param_alias, kBare.alias_count> rows{};
    for (std::size_t i = 0; i < rows.size(); ++i)
      rows[i] = {sizeof(lattice_param_alias), 0, kParam.alias_at(i).id,
                 kParam.alias_at(i).factor};
    return rows;
  }();

  template <class T, std::size_t N>
  static constexpr std::array<const T *, N> pointers(const std::array<T, N> &rows) {
    std::array<const T *, N> out{};
    for (std::size_t i = 0; i < N; ++i) out[i] = &rows[i];
    return out;
  }
  static constexpr auto kChoicePointers = pointers(kChoices);
  static constexpr auto kAliasPointers = pointers(kAliases);

  static constexpr lattice_param kRow = [] {
    lattice_param row = kBare;
    if constexpr (kBare.choice_count > 0) row.choices = kChoicePointers.data();
    if constexpr (kBare.alias_count > 0) row.aliases = kAliasPointers.data();
    return row;
  }();
};

template <class Kind>
struct LATTICE_HIDDEN_ ParamTable {
  static constexpr std::uint32_t kCount = 0;
  static constexpr const lattice_param *const *rows() { return nullptr; }
};

template <HasParams Kind>
struct LATTICE_HIDDEN_ ParamTable<Kind> {
  static constexpr std::uint32_t kCount =
      std::remove_cvref_t<decltype(Kind::params)>::kCount;
  static constexpr const lattice_param *const *rows() { return kRows.data(); }

 private:
  template <std::size_t... I>
  static constexpr std::array<const lattice_param *, kCount> pointers(
      std::index_sequence<I...>) {
    return {&ParamParts<Kind, I>::kRow...};
  }
  static constexpr std::array<const lattice_param *, kCount> kRows =
      pointers(std::make_index_sequence<kCount>{});
};

// `count` is what the host says it gives: checked where an instance is made, and in every
// call of a filter without one, so that a mismatch here means a broken host.
template <class... Ps>
typename ParamList<Ps...>::Values values_of(const ParamList<Ps...> &,
                                            const lattice_value *values,
                                            [[maybe_unused]] std::uint32_t count) noexcept {
  assert(count == sizeof...(Ps));
  return ParamList<Ps...>::read(values);
}

}  // namespace detail
}  // namespace lattice
#endif

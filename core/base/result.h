// Result<T>: a value or an Error, a strict subset of std::expected (C++23), so that it
// can become an alias of it. Bad input is an Error; a broken invariant is an assert.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace lattice {

// What went wrong, by whose fault; the values are the exit codes of lattice-host.
enum class Code : std::int32_t {
  usage = 2,
  invalid = 3,  // the composition or a config
  plugin = 4,
  asset = 5,
  render = 6,
  output = 7,  // files, sinks, capabilities
  verify = 8,
  transient = 75,
  cancelled = 130,
};

// `where` names the place for a person: "scene.json:/root/effects/0", a file, a plugin, or
// a node and frame. `what` is a sentence without a full stop that ends with the remedy.
struct Error {
  Code code = Code::invalid;
  std::string where;
  std::string what;

  std::string text() const { return where.empty() ? what : where + ": " + what; }
};

// Marks an Error on its way into a Result; made by fail() only.
struct Failure {
  Error error;
};

[[nodiscard]] inline Failure fail(Code code, std::string_view where, std::string_view what) {
  return Failure{Error{code, std::string(where), std::string(what)}};
}
[[nodiscard]] inline Failure fail(Error error) { return Failure{std::move(error)}; }

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Failure failure) : state_(std::in_place_index<1>, std::move(failure.error)) {}

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }
  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  Error& error() & { return std::get<1>(state_); }
  const Error& error() const& { return std::get<1>(state_); }
  Error&& error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Failure failure) : error_(std::move(failure.error)) {}

  bool has_value() const { return !error_.has_value(); }
  explicit operator bool() const { return has_value(); }
  Error& error() & { return *error_; }
  const Error& error() const& { return *error_; }
  Error&& error() && { return *std::move(error_); }

 private:
  std::optional<Error> error_;
};

}  // namespace lattice

// Returns the error of `expr` from the enclosing function, when there is one.
#define LATTICE_TRY(expr)                                             \
  do {                                                                \
    if (auto lattice_try_result_ = (expr); !lattice_try_result_)      \
      return ::lattice::fail(std::move(lattice_try_result_).error()); \
  } while (0)

#define LATTICE_CONCAT_(a, b) a##b
#define LATTICE_CONCAT(a, b) LATTICE_CONCAT_(a, b)
// LATTICE_TRY_ASSIGN(auto x, f()): x is the value of f(), or its error is returned.
#define LATTICE_TRY_ASSIGN(lhs, expr)                                                  \
  auto LATTICE_CONCAT(lattice_try_, __LINE__) = (expr);                                \
  if (!LATTICE_CONCAT(lattice_try_, __LINE__))                                         \
    return ::lattice::fail(std::move(LATTICE_CONCAT(lattice_try_, __LINE__)).error()); \
  lhs = *std::move(LATTICE_CONCAT(lattice_try_, __LINE__))

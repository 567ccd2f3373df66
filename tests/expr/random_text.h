// Valid expressions at random, for comparing evaluators.
#pragma once
#include <cstdint>
#include <functional>
#include <random>
#include <string>

#include "expr/world.h"

namespace lattice::expr::testing {

class RandomText {
 public:
  // `may_read` and `may_sample` say which lanes of which nodes a reference may name.
  using Allows = std::function<bool(std::size_t node, std::size_t lane)>;

  RandomText(const World& world, std::uint64_t seed) : world_(world), random_(seed) {}

  std::string expression(Type type, int depth, const Allows& may_read, const Allows& may_sample);

  // A number from 0 up to but not `count`.
  std::size_t pick(std::size_t count) { return random_() % count; }
  // Ordinary and awkward doubles.
  double number();

 private:
  std::string any(Type type, int depth);
  std::string leaf(Type type);
  std::string number_text(int depth);
  std::string bool_text(int depth);
  std::string composite_text(Type type, int depth);
  std::string call_text(int depth);
  std::string lane_text(Type type, const Allows& allows);

  const World& world_;
  std::mt19937_64 random_;
  const Allows* may_read_ = nullptr;
  const Allows* may_sample_ = nullptr;
};

}  // namespace lattice::expr::testing

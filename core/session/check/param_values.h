// Values for the params of a kind: its defaults, its limits, or anything in between that
// follows from a seed.
#pragma once
#include <lattice/param.h>

#include <deque>
#include <span>
#include <string>
#include <vector>

#include "ir/catalog.h"
#include "session/check/random.h"

namespace lattice::session::check {

enum class Choose { defaults, least, most, random };

// Strings and arrays are pointed at by the values, hence no copies.
class ParamValues {
 public:
  ParamValues() = default;
  ParamValues(ParamValues&&) = default;
  ParamValues& operator=(ParamValues&&) = default;

  std::span<const lattice_value> values() const { return values_; }
  // Numbers beyond a million: no arithmetic needs to stay finite with them.
  bool is_extreme() const { return extreme_; }
  // The same values with those that animate chosen anew.
  static ParamValues choose(std::span<const ir::ParamSchema> schema, Choose how, Random& random);
  ParamValues animated(std::span<const ir::ParamSchema> schema, Random& random) const;
  // The same values as a frame has them at `scale`: lengths are multiplied.
  ParamValues scaled(std::span<const ir::ParamSchema> schema, double scale) const;
  // One line for people: "sigma=3, edge=clamp".
  std::string text(std::span<const ir::ParamSchema> schema) const;

 private:
  void add(const ir::ParamSchema& param, Choose how, Random& random);
  void add_copy(const ir::ParamSchema& param, const lattice_value& value);
  lattice_value array_value(std::vector<double> numbers);
  lattice_value text_value(std::string text);

  std::vector<lattice_value> values_;
  std::deque<std::string> texts_;
  std::deque<std::vector<double>> arrays_;
  bool extreme_ = false;
};

}  // namespace lattice::session::check

// One JSON object on its way into the model: every key is asked for by name, in an order
// of the reader's own, and finish() reports the keys nobody asked for.
#pragma once
#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "schema/json.h"
#include "schema/report.h"

namespace lattice::schema {

class ObjectReader {
 public:
  // `object` is an object.
  ObjectReader(Json object, Report& report) : object_(object), report_(report) {}

  std::optional<Json> take(std::string_view key);
  // Reports the object when it lacks the key; `what` names the object, "the canvas".
  std::optional<Json> need(std::string_view key, std::string_view what);
  // The reader has seen this key in another way.
  void accept(std::string_view key) { known_.push_back(key); }
  void finish();

  const Json& object() const { return object_; }

 private:
  Json object_;
  Report& report_;
  std::vector<std::string_view> known_;  // what suggestions draw from
};

// Scalars with their rule; what breaks it is reported and nothing returned.
std::optional<double> read_number(const Json& value, Report& report);
std::optional<double> read_number(const Json& value, double min, double max, Report& report);
std::optional<std::int64_t> read_whole(const Json& value, std::int64_t min, std::int64_t max,
                                       Report& report);
std::optional<bool> read_boolean(const Json& value, Report& report);
// Without NUL, which would cut it short in C.
std::optional<std::string> read_text(const Json& value, Report& report);
std::optional<std::string> read_name(const Json& value, Report& report);  // not empty either

// Position in `names` of a string that must be one of them. `what` is "ease", "blend mode".
std::optional<std::size_t> read_choice(const Json& value, std::string_view what,
                                       std::span<const std::string_view> names, Report& report);

// `0.5`, `30`, `1000000`: as short as reads back the same, with an exponent only where there would
// be many zeros.
std::string spelled(double number);

}  // namespace lattice::schema

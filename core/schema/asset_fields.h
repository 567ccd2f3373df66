// What the readers of assets share: an object of the "assets" part, field by field, each with
// its default and its rule; and the readers of all kinds.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/lanes.h"
#include "schema/loading.h"
#include "schema/object_reader.h"

namespace lattice::schema {

// Beyond this no canvas shows more of it, and pixel arithmetic stays far from overflow.
inline constexpr double kMaxAssetSize = 1e6;
inline constexpr double kMaxSeconds = 1e9;

// A colour; in a string, {{vars.accent}} stands for its text.
std::optional<image::Color> read_asset_color(const Json& value, Loading& loading);
// Greater than 0 and at most `max`.
std::optional<double> read_positive(const Json& value, double max, Report& report);
// [x, y], {"x", "y"}, or one number for both: constants.
struct Pair {
  double x = 0, y = 0;
};
std::optional<Pair> read_pair(const Json& value, double max, Report& report);

// One object. Every function takes its key; where a value is wrong, that is reported and the
// default returned.
class Fields {
 public:
  // `what` names the object in messages, "an image".
  Fields(const Json& object, std::string_view what, Loading& loading)
      : loading_(loading), reader_(object, loading.report), what_(what) {}

  Loading& loading() { return loading_; }
  Report& report() { return loading_.report; }
  const Json& object() const { return reader_.object(); }
  void finish() { reader_.finish(); }

  // None when it is not there.
  std::optional<Json> given(std::string_view key) { return reader_.take(key); }
  std::optional<Json> needed(std::string_view key) { return reader_.need(key, what_); }
  // None when it is not there or null.
  std::optional<Json> unless_null(std::string_view key);
  // The same, also when it is no object, which is reported.
  std::optional<Json> object_at(std::string_view key, std::string_view wanted = "an object");

  double number(std::string_view key, double initial, double min, double max);
  double positive(std::string_view key, double initial, double max);
  std::int64_t whole(std::string_view key, std::int64_t initial, std::int64_t min,
                     std::int64_t max);
  std::uint64_t seed(std::string_view key);
  bool flag(std::string_view key);
  Pair pair(std::string_view key, Pair initial, double max = kMaxLength);
  image::Color color(std::string_view key, const image::Color& initial);
  std::optional<std::string> text(std::string_view key);

  // One of the `count` values of an enum, by its ir::name_of; `what` is "ease", "blend mode".
  template <class Enum>
  Enum choice(std::string_view key, std::string_view what, int count, Enum initial);

  // An Anim; the lane keeps what it has when none is given.
  void lane(std::string_view key, const LaneRule& rule, anim::F64& lane);
  void lanes(std::string_view key, LaneRule rule, anim::F64& x, anim::F64& y);

  // A file, absolute: sources may come from another folder than the one the program runs in.
  ir::TextId source(std::string_view key);
  ir::TextId needed_source(std::string_view key);

 private:
  ir::TextId read_source(const Json& value);

  Loading& loading_;
  ObjectReader reader_;
  std::string_view what_;
};

template <class Enum>
Enum Fields::choice(std::string_view key, std::string_view what, int count, Enum initial) {
  const auto given = reader_.take(key);
  if (!given) return initial;
  std::vector<std::string_view> names;
  for (int i = 0; i < count; ++i) names.push_back(name_of(static_cast<Enum>(i)));
  const auto chosen = read_choice(*given, what, names, loading_.report);
  return chosen ? static_cast<Enum>(*chosen) : initial;
}

// Appends an entry to a table of ir::AssetDetails; its place is the asset's `detail`.
template <class Detail>
std::uint32_t add_detail(std::vector<Detail>& table, Detail detail) {
  table.push_back(std::move(detail));
  return static_cast<std::uint32_t>(table.size() - 1);
}

// Of solid_rect, gradient and noise: the canvas, unless it has a size of its own.
void read_size(Fields& fields, ir::Asset& asset);

// ---- assets_media.cpp
void read_file(const Json& object, ir::Asset& asset, Loading& loading);  // image, svg, mesh
void read_media(const Json& object, ir::Asset& asset, Loading& loading);

// ---- assets_path.cpp
void read_path(const Json& object, ir::Asset& asset, Loading& loading);

// ---- assets_text.cpp
void read_text_asset(const Json& object, ir::Asset& asset, Loading& loading);

// ---- assets_text_style.cpp
// What the object gives of a style; `style` keeps the rest.
void read_text_style(Fields& fields, ir::TextStyle& style);

// ---- assets_generated.cpp
void read_solid_rect(const Json& object, ir::Asset& asset, Loading& loading);
void read_gradient(const Json& object, ir::Asset& asset, Loading& loading);
void read_noise(const Json& object, ir::Asset& asset, Loading& loading);
void read_null(const Json& object, ir::Asset& asset, Loading& loading);

// ---- assets_particles.cpp
void read_particles(const Json& object, ir::Asset& asset, Loading& loading);

}  // namespace lattice::schema

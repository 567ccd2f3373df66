// How one Anim is read; the members have files by what they read: lanes.cpp, lanes_keyframes.cpp,
// lanes_combinators.cpp, lanes_procedural.cpp. What others call is in lanes.h.
#pragma once
#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "schema/eases.h"
#include "schema/lanes.h"
#include "schema/loading.h"

namespace lattice::schema {

// Reads one value. Every function that returns a bool returns false when it has reported something.
class LaneReader {
 public:
  LaneReader(const LaneRule& rule, Loading& loading)
      : rule_(rule), loading_(loading), curves_(loading.out.curves), report_(loading.report) {}

  bool anim(const Json& value, LaneShape shape, std::span<anim::F64> out);

  // A colour that moves as a whole moves premultiplied; one whose lanes move does not.
  bool color_anim(const Json& value, std::span<anim::F64> out);
  bool premultiplies() const { return premultiplies_; }

 private:
  using Lanes = std::array<anim::F64, 4>;
  // What the lanes of a literal may be: an Anim each, or numbers of a constant or a key.
  enum class Part { anim, constant, key };

  // ---- Literals and expressions
  bool expression(const Json& value, LaneShape shape, std::span<anim::F64> out);
  bool expression_lane(const Json& string, LaneShape shape, std::size_t lane, anim::F64& out);
  bool part(const Json& value, anim::F64& out, Part kind);
  bool literal(const Json& value, LaneShape shape, std::span<anim::F64> out, Part kind);
  bool computed_literal(const Json& value, LaneShape shape, std::span<anim::F64> out, Part kind);
  bool premultiplied_literal(const Json& value, std::span<anim::F64> out, Part kind);
  bool straight_literal(const Json& value, LaneShape shape, std::span<anim::F64> out, Part kind);
  bool elements(const Json& value, LaneShape shape, std::span<anim::F64> out, Part kind);
  bool members(const Json& value, LaneShape shape, std::span<anim::F64> out, Part kind);
  bool color(const Json& value, std::span<anim::F64> out, Part kind);
  bool number(const Json& value, anim::F64& out, Part kind);
  bool store(const Json& value, double written, anim::F64& out, Part kind);
  bool store_stored(const Json& value, double stored, anim::F64& out);
  bool may_animate(const Json& value);
  // A number in no lane's unit that does not animate; it may be an expression of constants.
  std::optional<double> constant(const Json& value, double min, double max);

  // ---- Keyframes
  struct Keys {
    std::vector<double> frames;
    std::vector<EaseValue> eases;
    std::vector<Lanes> values;
  };
  bool keyframes(const Json& value, LaneShape shape, std::span<anim::F64> out);
  bool long_form(const Json& object, LaneShape shape, std::span<anim::F64> out, Keys& keys);
  void read_keys(const Json& list, LaneShape shape, EaseValue mode, bool long_form, Keys& keys);
  std::optional<double> short_key(const Json& key, LaneShape shape, Lanes& value, EaseValue& how);
  std::optional<double> long_key(const Json& key, LaneShape shape, Lanes& value, EaseValue& how);
  EaseValue ease(const Json& value);
  void add_tracks(const Keys& keys, std::span<anim::F64> out);

  // ---- Combinators
  bool combinator(std::string_view name, const Json& value, LaneShape shape,
                  std::span<anim::F64> out);
  double own_number(ObjectReader& reader, std::string_view key, double initial, double min,
                    double max, bool is_needed = false);
  void needed_operand(ObjectReader& reader, std::string_view key, LaneShape shape,
                      std::span<anim::F64> out);
  void bend_time(std::string_view name, ObjectReader& reader, LaneShape shape,
                 std::span<anim::F64> out);
  anim::SourceKind loop_mode(ObjectReader& reader);
  double period(ObjectReader& reader);
  void mix(ObjectReader& reader, LaneShape shape, std::span<anim::F64> out);
  void sequence(ObjectReader& reader, LaneShape shape, std::span<anim::F64> out);

  // ---- Generators
  void procedural(ObjectReader& reader, LaneShape shape, std::span<anim::F64> out);
  anim::F64 generator(const Json& object);
  anim::F64 spring(ObjectReader& reader);
  anim::F64 scaled(const anim::F64& lane);

  const LaneRule& rule_;
  Loading& loading_;
  anim::Curves& curves_;
  Report& report_;
  bool premultiplies_ = false;
};

}  // namespace lattice::schema

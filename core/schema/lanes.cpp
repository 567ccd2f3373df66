#include "schema/lanes.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <optional>
#include <vector>

#include "base/suggest.h"
#include "expr/parser.h"
#include "schema/color.h"
#include "schema/eases.h"
#include "schema/loading.h"
#include "schema/object_reader.h"

namespace lattice::schema {
namespace {

using Lanes = std::array<anim::F64, 4>;

constexpr std::string_view kCombinators[] = {"procedural", "delay", "speed",    "reverse",
                                             "loop",       "mix",   "sequence", "stagger"};
constexpr double kMaxFrameNumber = 1e9;

bool is_keyframes(const Json& value) {
  return value.is_object() && (value.find("keys") || value.find("keyframes"));
}

std::string_view lane_name(LaneShape shape, std::size_t lane) {
  const std::string_view names = shape == LaneShape::color ? "rgba" : "xyz";
  return names.substr(lane, 1);
}

// The key that makes an object a combinator.
std::optional<std::string_view> combinator_of(const Json& value) {
  if (!value.is_object()) return {};
  for (const std::string_view name : kCombinators)
    if (value.find(name)) return name;
  return {};
}

// Reads one value. Every function returns false when it has reported something.
class LaneReader {
 public:
  LaneReader(const LaneRule& rule, Loading& loading)
      : rule_(rule), loading_(loading), curves_(loading.out.curves), report_(loading.report) {}

  bool anim(const Json& value, LaneShape shape, std::span<anim::F64> out) {
    if (is_expression(value)) return expression(value, shape, out);
    if (is_keyframes(value)) return keyframes(value, shape, out);
    if (const auto name = combinator_of(value)) return combinator(*name, value, shape, out);
    return literal(value, shape, out, Part::anim);
  }

  // A colour that moves as a whole moves premultiplied; one whose lanes move does not.
  bool color_anim(const Json& value, std::span<anim::F64> out) {
    premultiplies_ = is_keyframes(value) || combinator_of(value).has_value();
    return anim(value, LaneShape::color, out);
  }
  bool premultiplies() const { return premultiplies_; }

 private:
  // What the lanes of a literal may be: an Anim each, or numbers of a constant or a key.
  enum class Part { anim, constant, key };

  struct Keys {
    std::vector<double> frames;
    std::vector<EaseValue> eases;
    std::vector<Lanes> values;
  };

  static bool is_expression(const Json& value) {
    return (value.is_string() && expr::is_expression(value.text())) ||
           (value.is_object() && value.find("expr"));
  }

  // "=..." or {"expr": "=..."}.
  bool expression(const Json& value, LaneShape shape, std::span<anim::F64> out) {
    std::optional<Json> string = value;
    if (value.is_object()) {
      const std::size_t errors_before = report_.error_count();
      ObjectReader reader(value, report_);
      string = reader.take("expr");
      reader.finish();
      if (report_.error_count() != errors_before) return false;
    }
    if (!string->is_string()) {
      report_.wrong_type(*string, "an expression, such as \"=time.seconds\"");
      return false;
    }
    if (shape == LaneShape::vec3) {
      report_.error(value, "an expression has no type of three numbers",
                    "write one for each: [\"=...\", \"=...\", \"=...\"]");
      return false;
    }
    for (std::size_t i = 0; i < out.size(); ++i)
      if (!expression_lane(*string, shape, i, out[i])) return false;
    return true;
  }

  bool expression_lane(const Json& string, LaneShape shape, std::size_t lane, anim::F64& out) {
    expr::Target target;
    if (shape == LaneShape::vec2) target.type = expr::Type::vec2;
    if (shape == LaneShape::color) target.type = expr::Type::color;
    if (shape != LaneShape::number) target.component = static_cast<std::uint32_t>(lane);
    const bool premultiplied = shape == LaneShape::color && premultiplies_ && lane < 3;
    const auto read = read_expression({string, string.text(), target, rule_.factor, premultiplied,
                                       loading_.node, loading_.scope, loading_.bends},
                                      loading_);
    if (!read) return false;
    out = *read;
    if (!out.is_constant()) return may_animate(string);
    // Nobody clamps what does not animate.
    return rule_.static_reason.empty() || store_stored(string, out.constant, out);
  }

  bool part(const Json& value, anim::F64& out, Part kind) {
    if (kind == Part::anim) return anim(value, LaneShape::number, {&out, 1});
    return number(value, out, kind);
  }

  bool literal(const Json& value, LaneShape shape, std::span<anim::F64> out, Part kind) {
    if (shape == LaneShape::color && premultiplies_) return premultiplied_literal(value, out, kind);
    return straight_literal(value, shape, out, kind);
  }

  bool premultiplied_literal(const Json& value, std::span<anim::F64> out, Part kind) {
    const Part lanes = kind == Part::anim ? Part::constant : kind;
    if (!straight_literal(value, LaneShape::color, out, lanes)) return false;
    for (std::size_t i = 0; i < 3; ++i) out[i].constant *= out[3].constant;
    return true;
  }

  bool straight_literal(const Json& value, LaneShape shape, std::span<anim::F64> out, Part kind) {
    if (shape == LaneShape::number) return number(value, out[0], kind);
    if (shape == LaneShape::vec2 && value.is_number()) {
      const bool good = number(value, out[0], kind);
      out[1] = out[0];
      return good;
    }
    const bool has_lanes = value.is_array() || (value.is_object() && !is_hsl(value));
    if (shape == LaneShape::color && !has_lanes) return color(value, out, kind);
    if (value.is_array()) return elements(value, shape, out, kind);
    if (value.is_object()) return members(value, shape, out, kind);
    report_.wrong_type(value, shape == LaneShape::vec2 ? "a number, [x, y] or {\"x\", \"y\"}"
                                                       : "[x, y, z] or {\"x\", \"y\", \"z\"}");
    return false;
  }

  bool elements(const Json& value, LaneShape shape, std::span<anim::F64> out, Part kind) {
    const bool is_color = shape == LaneShape::color;
    const std::size_t wanted = lane_count(shape);
    const std::size_t given = value.size();
    if (given != wanted && !(is_color && given == 3)) {
      report_.error(value, label(value) + " must have " +
                               (is_color ? std::string("3 or 4") : std::to_string(wanted)) +
                               " numbers, not " + std::to_string(given));
      return false;
    }
    if (is_color) out[3] = {1, {}};
    bool good = true;
    for (const Json element : value) good &= part(element, out[element.place()], kind);
    return good;
  }

  bool members(const Json& value, LaneShape shape, std::span<anim::F64> out, Part kind) {
    const bool is_color = shape == LaneShape::color;
    const std::size_t errors_before = report_.error_count();
    ObjectReader reader(value, report_);
    for (std::size_t i = 0; i < lane_count(shape); ++i) {
      const bool is_alpha = is_color && i == 3;
      const std::string_view name = lane_name(shape, i);
      const auto lane =
          is_alpha ? reader.take(name) : reader.need(name, is_color ? "a colour" : label(value));
      if (lane)
        part(*lane, out[i], kind);
      else if (is_alpha)
        out[i] = {1, {}};
    }
    reader.finish();
    return report_.error_count() == errors_before;
  }

  bool color(const Json& value, std::span<anim::F64> out, Part kind) {
    const auto read = read_color(value, report_);
    if (!read) return false;
    const double lanes[] = {read->r, read->g, read->b, read->a};
    bool good = true;
    for (std::size_t i = 0; i < 4; ++i) good &= store(value, lanes[i], out[i], kind);
    return good;
  }

  bool number(const Json& value, anim::F64& out, Part kind) {
    const auto read = read_number(value, report_);
    if (!read) return false;
    if (rule_.whole && !value.as_int64()) {
      report_.error(value, label(value) + " must be a whole number, not " + spelled(*read));
      return false;
    }
    return store(value, *read, out, kind);
  }

  bool store(const Json& value, double written, anim::F64& out, Part kind) {
    const double stored = written * rule_.factor;
    out = {stored == 0 ? 0 : stored, {}};  // -0 is 0
    if (!std::isfinite(stored)) {
      report_.error(value, label(value) + " is too large");
      return false;
    }
    const bool bounded = rule_.min != rule_.max && (kind != Part::key || rule_.bounds_keys);
    if (!bounded || (stored >= rule_.min && stored <= rule_.max)) return true;
    const std::string range = spelled(rule_.min) + ".." + spelled(rule_.max);
    if (rule_.bounded_name.empty() || rule_.factor == 1)
      report_.error(value, label(value) + " must be in " + range + ", not " + spelled(written));
    else
      report_.error(value, label(value) + " " + spelled(written) + " makes " +
                               in_quotes(rule_.bounded_name) + " " + spelled(stored) +
                               ", which must be in " + range);
    return false;
  }

  // The same for what an expression made.
  bool store_stored(const Json& value, double stored, anim::F64& out) {
    if (rule_.whole && stored != std::floor(stored)) {
      report_.error(value, label(value) + " must be a whole number, not " + spelled(stored));
      return false;
    }
    const bool good = store(value, stored / rule_.factor, out, Part::constant);
    out = {stored, {}};
    return good;
  }

  bool may_animate(const Json& value) {
    if (rule_.static_reason.empty()) return true;
    report_.error(value, std::string(rule_.static_reason), "give a constant");
    return false;
  }

  // {"keys": [[frame, value, ease]]} or {"keyframes": {"keys": [{..}], "mode", "default"}}.
  bool keyframes(const Json& value, LaneShape shape, std::span<anim::F64> out) {
    if (!may_animate(value)) return false;
    const std::size_t errors_before = report_.error_count();
    Keys keys;
    bool has_default = false;
    ObjectReader outer(value, report_);
    if (const auto inner = outer.take("keyframes")) {
      if (inner->is_object())
        has_default = long_form(*inner, shape, out, keys);
      else
        report_.wrong_type(*inner, "an object");
    } else if (const auto list = outer.take("keys")) {
      read_keys(*list, shape, {}, false, keys);
    }
    outer.finish();
    if (report_.error_count() != errors_before) return false;
    if (keys.frames.empty() && !has_default) {
      report_.error(value, "the keyframes of " + label(value) + " are empty",
                    "add a key, or a \"default\"");
      return false;
    }
    if (!keys.frames.empty()) add_tracks(keys, out);
    return true;
  }

  // The default is what holds without keys. True when there is one.
  bool long_form(const Json& object, LaneShape shape, std::span<anim::F64> out, Keys& keys) {
    ObjectReader reader(object, report_);
    EaseValue mode;
    if (const auto given = reader.take("mode")) mode = ease(*given);
    const auto initial = reader.take("default");
    if (initial) literal(*initial, shape, out, Part::constant);
    if (const auto list = reader.need("keys", "\"keyframes\""))
      read_keys(*list, shape, mode, true, keys);
    reader.finish();
    return initial.has_value();
  }

  void read_keys(const Json& list, LaneShape shape, EaseValue mode, bool long_form, Keys& keys) {
    if (!list.is_array()) return report_.wrong_type(list, "an array of keys");
    for (const Json key : list) {
      Lanes value{};
      EaseValue how = mode;
      const auto frame =
          long_form ? long_key(key, shape, value, how) : short_key(key, shape, value, how);
      if (!frame) continue;
      if (!keys.frames.empty() && !(*frame > keys.frames.back()))
        report_.error(key, "keyframes must increase: frame " + spelled(*frame) + " follows frame " +
                               spelled(keys.frames.back()));
      keys.frames.push_back(*frame);
      keys.eases.push_back(how);
      keys.values.push_back(value);
    }
  }

  std::optional<double> short_key(const Json& key, LaneShape shape, Lanes& value, EaseValue& how) {
    if (!key.is_array() || key.size() < 2 || key.size() > 3) {
      report_.error(key, "a key is [frame, value] or [frame, value, ease]");
      return {};
    }
    std::optional<double> frame;
    for (const Json part : key) {
      if (part.place() == 0)
        frame = read_number(part, report_);
      else if (part.place() == 1)
        literal(part, shape, value, Part::key);
      else
        how = ease(part);
    }
    return frame;
  }

  std::optional<double> long_key(const Json& key, LaneShape shape, Lanes& value, EaseValue& how) {
    if (!key.is_object()) {
      report_.wrong_type(key, "an object {\"frame\", \"value\", \"ease\"}");
      return {};
    }
    ObjectReader reader(key, report_);
    std::optional<double> frame;
    if (const auto given = reader.need("frame", "a key")) frame = read_number(*given, report_);
    if (const auto given = reader.need("value", "a key")) literal(*given, shape, value, Part::key);
    if (const auto given = reader.take("ease")) how = ease(*given);
    reader.finish();
    return frame;
  }

  EaseValue ease(const Json& value) {
    return read_ease(value, curves_, report_).value_or(EaseValue{});
  }

  void add_tracks(const Keys& keys, std::span<anim::F64> out) {
    std::vector<anim::Key> track(keys.frames.size());
    for (std::size_t lane = 0; lane < out.size(); ++lane) {
      for (std::size_t i = 0; i < track.size(); ++i)
        track[i] = {keys.frames[i], keys.values[i][lane].constant, keys.eases[i].ease,
                    keys.eases[i].shape};
      out[lane] = curves_.add_track(track);
    }
  }

  // ---- Combinators: one object around other Anims ------------------------------------

  bool combinator(std::string_view name, const Json& value, LaneShape shape,
                  std::span<anim::F64> out) {
    if (!may_animate(value)) return false;
    const std::size_t errors_before = report_.error_count();
    ObjectReader outer(value, report_);
    const Json inner = *outer.take(name);
    outer.finish();
    if (!inner.is_object()) {
      report_.wrong_type(inner, "an object");
    } else {
      ObjectReader reader(inner, report_);
      if (name == "procedural")
        procedural(reader, shape, out);
      else if (name == "mix")
        mix(reader, shape, out);
      else if (name == "sequence")
        sequence(reader, shape, out);
      else
        bend_time(name, reader, shape, out);
      reader.finish();
    }
    return report_.error_count() == errors_before;
  }

  // A number of the combinator itself, of no lane's unit.
  double own_number(ObjectReader& reader, std::string_view key, double initial, double min,
                    double max, bool is_needed = false) {
    const auto given = is_needed ? reader.need(key, "the combinator") : reader.take(key);
    return given ? read_number(*given, min, max, report_).value_or(initial) : initial;
  }

  void needed_operand(ObjectReader& reader, std::string_view key, LaneShape shape,
                      std::span<anim::F64> out) {
    if (const auto given = reader.need(key, "the combinator")) anim(*given, shape, out);
  }

  void bend_time(std::string_view name, ObjectReader& reader, LaneShape shape,
                 std::span<anim::F64> out) {
    using anim::SourceKind;
    SourceKind kind = SourceKind::reverse;
    std::optional<double> number;
    if (name == "delay") {
      kind = SourceKind::delay;
      number = own_number(reader, "frames", 0, -kMaxFrameNumber, kMaxFrameNumber, true);
    } else if (name == "stagger") {
      kind = SourceKind::delay;
      const double index = own_number(reader, "index", 0, 0, kMaxFrameNumber, true);
      number = index * own_number(reader, "step", 0, -kMaxFrameNumber, kMaxFrameNumber, true);
    } else if (name == "speed") {
      kind = SourceKind::speed;
      number = own_number(reader, "rate", 1, 0, 1e6, true);
    } else if (name == "loop") {
      kind = loop_mode(reader);
      number = period(reader);
    }
    Lanes operand;
    loading_.bends.push_back({kind, number.value_or(0)});
    needed_operand(reader, "of", shape, {operand.data(), out.size()});
    loading_.bends.pop_back();
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i] = curves_.add(
          kind, number ? std::span<const double>(&*number, 1) : std::span<const double>(),
          {&operand[i], 1});
  }

  anim::SourceKind loop_mode(ObjectReader& reader) {
    static constexpr std::string_view kModes[] = {"repeat", "pingpong"};
    const auto given = reader.take("mode");
    const auto choice = given ? read_choice(*given, "loop mode", kModes, report_) : std::nullopt;
    return choice == 1 ? anim::SourceKind::pingpong : anim::SourceKind::repeat;
  }

  double period(ObjectReader& reader) {
    const auto given = reader.need("period", "\"loop\"");
    const auto frames = given ? read_number(*given, 0, kMaxFrameNumber, report_) : std::nullopt;
    if (frames && *frames == 0) report_.error(*given, "\"period\" must be greater than 0 frames");
    return frames && *frames > 0 ? *frames : 1;
  }

  void mix(ObjectReader& reader, LaneShape shape, std::span<anim::F64> out) {
    Lanes a, b;
    needed_operand(reader, "a", shape, {a.data(), out.size()});
    needed_operand(reader, "b", shape, {b.data(), out.size()});
    anim::F64 t;
    const LaneRule plain;
    if (const auto given = reader.need("t", "\"mix\""))
      LaneReader(plain, loading_).anim(*given, LaneShape::number, {&t, 1});
    for (std::size_t i = 0; i < out.size(); ++i) {
      const anim::F64 operands[] = {a[i], b[i], t};
      out[i] = curves_.add(anim::SourceKind::mix, {}, operands);
    }
  }

  // {"parts": [{"frames": 30, "of": Anim}, ...]}: one after the other.
  void sequence(ObjectReader& reader, LaneShape shape, std::span<anim::F64> out) {
    const auto parts = reader.need("parts", "\"sequence\"");
    if (!parts) return;
    if (!parts->is_array() || parts->size() == 0)
      return report_.wrong_type(*parts, "a list of at least one part {\"frames\", \"of\"}");
    std::vector<double> begins;
    std::array<std::vector<anim::F64>, 4> operands;
    double begin = 0;
    for (const Json part : *parts) {
      if (!part.is_object()) {
        report_.wrong_type(part, "a part {\"frames\", \"of\"}");
        continue;
      }
      ObjectReader inner(part, report_);
      const bool is_last = part.place() + 1 == parts->size();
      begins.push_back(begin);
      loading_.bends.push_back({anim::SourceKind::sequence, begin});
      begin += own_number(inner, "frames", 0, 0, kMaxFrameNumber, !is_last);
      Lanes operand;
      needed_operand(inner, "of", shape, {operand.data(), out.size()});
      loading_.bends.pop_back();
      for (std::size_t i = 0; i < out.size(); ++i) operands[i].push_back(operand[i]);
      inner.finish();
    }
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i] = curves_.add(anim::SourceKind::sequence, begins, operands[i]);
  }

  // {"kind": "scalar", "params": {"sine": {...}}}: the same in every lane of a vector.
  void procedural(ObjectReader& reader, LaneShape shape, std::span<anim::F64> out) {
    static constexpr std::string_view kKinds[] = {"scalar"};
    if (const auto kind = reader.take("kind"))
      read_choice(*kind, "procedural kind", kKinds, report_);
    const auto params = reader.need("params", "\"procedural\"");
    if (!params) return;
    if (shape == LaneShape::color)
      return report_.error(reader.object(), "a procedural makes numbers, not colours",
                           "animate the lanes: {\"r\": ..., \"g\": ..., \"b\": ...}");
    if (!params->is_object() || params->size() != 1)
      return report_.wrong_type(*params,
                                "an object with one key: sine, noise1d, envelope or spring");
    static constexpr std::string_view kNames[] = {"sine", "noise1d", "envelope", "spring"};
    const Json inner = *params->begin();
    const auto known = std::find(std::begin(kNames), std::end(kNames), inner.key());
    if (known == std::end(kNames))
      return report_.error(inner, "unknown procedural " + in_quotes(inner.key()),
                           suggestion(inner.key(), {std::begin(kNames), std::end(kNames)}));
    if (!inner.is_object()) return report_.wrong_type(inner, "an object");
    const anim::F64 made = generator(inner);
    for (anim::F64& lane : out) lane = made;
  }

  anim::F64 generator(const Json& object) {
    using anim::SourceKind;
    constexpr double kHuge = 1e12;
    ObjectReader reader(object, report_);
    const auto number = [&](std::string_view key, double initial, double min = -1e12) {
      return own_number(reader, key, initial, min, kHuge);
    };
    anim::F64 out;
    if (object.key() == "sine") {
      const double n[] = {rule_.factor * number("amp", 1), number("freq_hz", 1), number("phase", 0),
                          rule_.factor * number("offset", 0)};
      out = curves_.add(SourceKind::sine, n, {});
    } else if (object.key() == "noise1d") {
      const double n[] = {rule_.factor * number("amp", 1), number("freq_hz", 1),
                          rule_.factor * number("offset", 0), number("seed", 0)};
      out = curves_.add(SourceKind::noise, n, {});
    } else if (object.key() == "envelope") {
      const double n[] = {number("attack", 0, 0), number("decay", 0, 0), number("sustain", 1),
                          number("release", 0, 0)};
      out = scaled(curves_.add(SourceKind::envelope, n, {}));
    } else {
      out = spring(reader);
    }
    reader.finish();
    return out;
  }

  anim::F64 spring(ObjectReader& reader) {
    const double from = rule_.factor * own_number(reader, "from", 0, -1e12, 1e12);
    const double to = rule_.factor * own_number(reader, "to", 1, -1e12, 1e12);
    const anim::EaseShape shape = read_spring_numbers(reader, report_);
    const double n[] = {shape[0], shape[1], shape[2], from, to};
    return curves_.add(anim::SourceKind::spring, n, {});
  }

  // In the stored unit.
  anim::F64 scaled(const anim::F64& lane) {
    if (rule_.factor == 1) return lane;
    const anim::F64 operands[] = {{0, {}}, {rule_.factor, {}}, lane};
    return curves_.add(anim::SourceKind::mix, {}, operands);
  }

  const LaneRule& rule_;
  Loading& loading_;
  anim::Curves& curves_;
  Report& report_;
  bool premultiplies_ = false;
};

}  // namespace

std::size_t lane_count(LaneShape shape) {
  static constexpr std::size_t kCounts[] = {1, 2, 3, 4};
  return kCounts[static_cast<std::size_t>(shape)];
}

bool read_color_lanes(const Json& value, const LaneRule& rule, std::span<anim::F64> lanes,
                      bool& premultiplied, Loading& loading) {
  assert(rule.shape == LaneShape::color && lanes.size() == 4);
  LaneReader reader(rule, loading);
  const bool good = reader.color_anim(value, lanes);
  premultiplied = reader.premultiplies();
  return good;
}

bool read_lanes(const Json& value, const LaneRule& rule, std::span<anim::F64> lanes,
                Loading& loading) {
  assert(rule.shape != LaneShape::color && lanes.size() == lane_count(rule.shape));
  return LaneReader(rule, loading).anim(value, rule.shape, lanes);
}

bool spells_value(const Json& object) {
  static constexpr std::string_view kNames[] = {"keys", "keyframes", "expr", "x", "y", "z",
                                                "r",    "g",         "b",    "h", "s", "l"};
  for (const Json member : object) {
    const std::string_view key = member.key();
    const auto names_it = [key](std::string_view name) { return name == key; };
    if (std::any_of(std::begin(kNames), std::end(kNames), names_it) ||
        std::any_of(std::begin(kCombinators), std::end(kCombinators), names_it))
      return true;
  }
  return false;
}

}  // namespace lattice::schema

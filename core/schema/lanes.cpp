#include "schema/lanes.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <optional>
#include <vector>

#include "schema/color.h"
#include "schema/eases.h"
#include "schema/object_reader.h"

namespace lattice::schema {
namespace {

using anim::Ease;
using Lanes = std::array<anim::F64, 4>;

constexpr std::string_view kCombinators[] = {"procedural", "delay", "speed",    "reverse",
                                             "loop",       "mix",   "sequence", "stagger"};
// In the order of anim::Ease.
constexpr std::string_view kEases[] = {"hold", "linear"};

bool is_keyframes(const Json& value) {
  return value.is_object() && (value.find("keys") || value.find("keyframes"));
}

std::string_view lane_name(LaneShape shape, std::size_t lane) {
  const std::string_view names = shape == LaneShape::color ? "rgba" : "xyz";
  return names.substr(lane, 1);
}

// Reads one value. Every function returns false when it has reported something.
class LaneReader {
 public:
  LaneReader(const LaneRule& rule, anim::Curves& curves, Report& report)
      : rule_(rule), curves_(curves), report_(report) {}

  bool anim(const Json& value, LaneShape shape, std::span<anim::F64> out) {
    if (is_unsupported(value)) return false;
    if (is_keyframes(value)) return keyframes(value, shape, out);
    return literal(value, shape, out, Part::anim);
  }

 private:
  // What the lanes of a literal may be: an Anim each, or numbers of a constant or a key.
  enum class Part { anim, constant, key };

  struct Keys {
    std::vector<double> frames;
    std::vector<Ease> eases;
    std::vector<Lanes> values;
  };

  // Forms of the format that come later.
  bool is_unsupported(const Json& value) {
    const bool is_text = value.is_string() && value.text().starts_with('=');
    if (is_text || (value.is_object() && value.find("expr"))) {
      report_.unsupported(value, "an expression for " + label(value),
                          "write a constant or keyframes");
      return true;
    }
    if (!value.is_object()) return false;
    for (const std::string_view name : kCombinators)
      if (value.find(name)) {
        report_.unsupported(value, in_quotes(name) + " for " + label(value),
                            "write a constant or keyframes");
        return true;
      }
    return false;
  }

  bool part(const Json& value, anim::F64& out, Part kind) {
    if (kind == Part::anim) return anim(value, LaneShape::number, {&out, 1});
    return number(value, out, kind);
  }

  bool literal(const Json& value, LaneShape shape, std::span<anim::F64> out, Part kind) {
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

  // {"keys": [[frame, value, ease]]} or {"keyframes": {"keys": [{..}], "mode", "default"}}.
  bool keyframes(const Json& value, LaneShape shape, std::span<anim::F64> out) {
    if (!rule_.static_reason.empty()) {
      report_.error(value, std::string(rule_.static_reason), "give a constant");
      return false;
    }
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
      read_keys(*list, shape, Ease::linear, false, keys);
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
    Ease mode = Ease::linear;
    if (const auto given = reader.take("mode")) mode = ease(*given);
    const auto initial = reader.take("default");
    if (initial) literal(*initial, shape, out, Part::constant);
    if (const auto list = reader.need("keys", "\"keyframes\""))
      read_keys(*list, shape, mode, true, keys);
    reader.finish();
    return initial.has_value();
  }

  void read_keys(const Json& list, LaneShape shape, Ease mode, bool long_form, Keys& keys) {
    if (!list.is_array()) return report_.wrong_type(list, "an array of keys");
    for (const Json key : list) {
      Lanes value{};
      Ease how = mode;
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

  std::optional<double> short_key(const Json& key, LaneShape shape, Lanes& value, Ease& how) {
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

  std::optional<double> long_key(const Json& key, LaneShape shape, Lanes& value, Ease& how) {
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

  Ease ease(const Json& value) {
    const auto choice = read_ease(value, kEases, report_);
    return static_cast<Ease>(choice.value_or(static_cast<std::size_t>(Ease::linear)));
  }

  void add_tracks(const Keys& keys, std::span<anim::F64> out) {
    std::vector<anim::Key> track(keys.frames.size());
    for (std::size_t lane = 0; lane < out.size(); ++lane) {
      for (std::size_t i = 0; i < track.size(); ++i)
        track[i] = {keys.frames[i], keys.values[i][lane].constant, keys.eases[i]};
      out[lane] = curves_.add_track(track);
    }
  }

  const LaneRule& rule_;
  anim::Curves& curves_;
  Report& report_;
};

}  // namespace

std::size_t lane_count(LaneShape shape) {
  static constexpr std::size_t kCounts[] = {1, 2, 3, 4};
  return kCounts[static_cast<std::size_t>(shape)];
}

bool read_lanes(const Json& value, const LaneRule& rule, std::span<anim::F64> lanes,
                anim::Curves& curves, Report& report) {
  assert(lanes.size() == lane_count(rule.shape));
  return LaneReader(rule, curves, report).anim(value, rule.shape, lanes);
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

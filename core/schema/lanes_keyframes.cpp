// Keyframes, in their short and their long form.
#include "schema/lane_reader.h"
#include "schema/object_reader.h"

namespace lattice::schema {
namespace {

constexpr double kMaxKeyFrame = kMaxFrames;

}  // namespace

// {"keys": [[frame, value, ease]]} or {"keyframes": {"keys": [{..}], "mode", "default"}}.
bool LaneReader::keyframes(const Json& value, LaneShape shape, std::span<anim::F64> out) {
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
bool LaneReader::long_form(const Json& object, LaneShape shape, std::span<anim::F64> out,
                           Keys& keys) {
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

void LaneReader::read_keys(const Json& list, LaneShape shape, EaseValue mode, bool long_form,
                           Keys& keys) {
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

std::optional<double> LaneReader::short_key(const Json& key, LaneShape shape, Lanes& value,
                                            EaseValue& how) {
  if (!key.is_array() || key.size() < 2 || key.size() > 3) {
    report_.error(key, "a key is [frame, value] or [frame, value, ease]");
    return {};
  }
  std::optional<double> frame;
  for (const Json part : key) {
    if (part.place() == 0)
      frame = constant(part, -kMaxKeyFrame, kMaxKeyFrame);
    else if (part.place() == 1)
      literal(part, shape, value, Part::key);
    else
      how = ease(part);
  }
  return frame;
}

std::optional<double> LaneReader::long_key(const Json& key, LaneShape shape, Lanes& value,
                                           EaseValue& how) {
  if (!key.is_object()) {
    report_.wrong_type(key, "an object {\"frame\", \"value\", \"ease\"}");
    return {};
  }
  ObjectReader reader(key, report_);
  std::optional<double> frame;
  if (const auto given = reader.need("frame", "a key"))
    frame = constant(*given, -kMaxKeyFrame, kMaxKeyFrame);
  if (const auto given = reader.need("value", "a key")) literal(*given, shape, value, Part::key);
  if (const auto given = reader.take("ease")) how = ease(*given);
  reader.finish();
  return frame;
}

EaseValue LaneReader::ease(const Json& value) {
  return read_ease(value, curves_, report_).value_or(EaseValue{});
}

void LaneReader::add_tracks(const Keys& keys, std::span<anim::F64> out) {
  std::vector<anim::Key> track(keys.frames.size());
  for (std::size_t lane = 0; lane < out.size(); ++lane) {
    for (std::size_t i = 0; i < track.size(); ++i)
      track[i] = {keys.frames[i], keys.values[i][lane].constant, keys.eases[i].ease,
                  keys.eases[i].shape};
    out[lane] = curves_.add_track(track);
  }
}

}  // namespace lattice::schema

// Generators: numbers made by a formula, under the key "procedural".
#include <algorithm>

#include "base/suggest.h"
#include "schema/lane_reader.h"
#include "schema/object_reader.h"

namespace lattice::schema {

// {"kind": "scalar", "params": {"sine": {...}}}: the same in every lane of a vector.
void LaneReader::procedural(ObjectReader& reader, LaneShape shape, std::span<anim::F64> out) {
  static constexpr std::string_view kKinds[] = {"scalar"};
  if (const auto kind = reader.take("kind")) read_choice(*kind, "procedural kind", kKinds, report_);
  const auto params = reader.need("params", "\"procedural\"");
  if (!params) return;
  if (shape == LaneShape::color)
    return report_.error(reader.object(), "a procedural makes numbers, not colours",
                         "animate the lanes: {\"r\": ..., \"g\": ..., \"b\": ...}");
  if (!params->is_object() || params->size() != 1)
    return report_.wrong_type(*params, "an object with one key: sine, noise1d, envelope or spring");
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

anim::F64 LaneReader::generator(const Json& object) {
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

anim::F64 LaneReader::spring(ObjectReader& reader) {
  const double from = rule_.factor * own_number(reader, "from", 0, -1e12, 1e12);
  const double to = rule_.factor * own_number(reader, "to", 1, -1e12, 1e12);
  const anim::EaseShape shape = read_spring_numbers(reader, report_);
  const double n[] = {shape[0], shape[1], shape[2], from, to};
  return curves_.add(anim::SourceKind::spring, n, {});
}

// In the stored unit.
anim::F64 LaneReader::scaled(const anim::F64& lane) {
  if (rule_.factor == 1) return lane;
  const anim::F64 operands[] = {{0, {}}, {rule_.factor, {}}, lane};
  return curves_.add(anim::SourceKind::mix, {}, operands);
}

}  // namespace lattice::schema

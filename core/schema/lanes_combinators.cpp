// Combinators: one object around other Anims, whose time it bends or which it mixes.
#include "schema/lane_reader.h"
#include "schema/object_reader.h"

namespace lattice::schema {
namespace {

constexpr std::string_view kCombinators[] = {"procedural", "delay", "speed",    "reverse",
                                             "loop",       "mix",   "sequence", "stagger"};
constexpr double kMaxFrameNumber = 1e9;

}  // namespace

std::optional<std::string_view> combinator_of(const Json& value) {
  if (!value.is_object()) return {};
  for (const std::string_view name : kCombinators)
    if (value.find(name)) return name;
  return {};
}

bool LaneReader::combinator(std::string_view name, const Json& value, LaneShape shape,
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
double LaneReader::own_number(ObjectReader& reader, std::string_view key, double initial,
                              double min, double max, bool is_needed) {
  const auto given = is_needed ? reader.need(key, "the combinator") : reader.take(key);
  return given ? constant(*given, min, max).value_or(initial) : initial;
}

void LaneReader::needed_operand(ObjectReader& reader, std::string_view key, LaneShape shape,
                                std::span<anim::F64> out) {
  if (const auto given = reader.need(key, "the combinator")) anim(*given, shape, out);
}

void LaneReader::bend_time(std::string_view name, ObjectReader& reader, LaneShape shape,
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
    out[i] =
        curves_.add(kind, number ? std::span<const double>(&*number, 1) : std::span<const double>(),
                    {&operand[i], 1});
}

anim::SourceKind LaneReader::loop_mode(ObjectReader& reader) {
  static constexpr std::string_view kModes[] = {"repeat", "pingpong"};
  const auto given = reader.take("mode");
  const auto choice = given ? read_choice(*given, "loop mode", kModes, report_) : std::nullopt;
  return choice == 1 ? anim::SourceKind::pingpong : anim::SourceKind::repeat;
}

double LaneReader::period(ObjectReader& reader) {
  const auto given = reader.need("period", "\"loop\"");
  const auto frames = given ? constant(*given, 0, kMaxFrameNumber) : std::nullopt;
  if (frames && *frames == 0) report_.error(*given, "\"period\" must be greater than 0 frames");
  return frames && *frames > 0 ? *frames : 1;
}

void LaneReader::mix(ObjectReader& reader, LaneShape shape, std::span<anim::F64> out) {
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
void LaneReader::sequence(ObjectReader& reader, LaneShape shape, std::span<anim::F64> out) {
  const auto parts = reader.need("parts", "\"sequence\"");
  if (!parts) return;
  if (!parts->is_array()) return report_.wrong_type(*parts, "a list of parts {\"frames\", \"of\"}");
  if (parts->size() == 0)
    return report_.error(*parts, "\"parts\" is empty", "add a part {\"frames\", \"of\"}");
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

}  // namespace lattice::schema

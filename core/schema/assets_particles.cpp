// Particles: where they come from, how they move, and how they look over their life.
#include <algorithm>

#include "base/math.h"
#include "base/suggest.h"
#include "schema/asset_fields.h"

namespace lattice::schema {
namespace {

constexpr double kMaxRate = 1e6, kMaxSpeed = 1e6, kMaxDegrees = 1e6;
constexpr std::int64_t kMaxBurst = 1'000'000;

using Numbers = std::array<double, 4>;

// ---- The emitter -------------------------------------------------------------------------

Numbers rect_numbers(Fields& fields) {
  return {fields.number("x", 0, -kMaxLength, kMaxLength),
          fields.number("y", 0, -kMaxLength, kMaxLength),
          fields.number("width", 0, 0, kMaxAssetSize),
          fields.number("height", 0, 0, kMaxAssetSize)};
}

Numbers ellipse_numbers(Fields& fields) {
  return {fields.number("cx", 0, -kMaxLength, kMaxLength),
          fields.number("cy", 0, -kMaxLength, kMaxLength), fields.number("rx", 0, 0, kMaxAssetSize),
          fields.number("ry", 0, 0, kMaxAssetSize)};
}

Numbers line_numbers(Fields& fields) {
  const Pair from = fields.pair("from", {}), to = fields.pair("to", {});
  return {from.x, from.y, to.x, to.y};
}

// {"rect": {...}}, {"ellipse": {...}} or {"line": {...}}
void read_area(const Json& value, ir::Particles& particles, Loading& loading) {
  static constexpr std::string_view kNames[] = {"line", "rect", "ellipse"};
  static constexpr Numbers (*kReaders[])(Fields&) = {line_numbers, rect_numbers, ellipse_numbers};
  const auto known = std::find(std::begin(kNames), std::end(kNames), value.key());
  if (known == std::end(kNames))
    return loading.report.error(value, "unknown shape " + in_quotes(value.key()) + " of an emitter",
                                suggestion(value.key(), kNames));
  if (!value.is_object()) return loading.report.wrong_type(value, "an object");
  const auto place = static_cast<std::size_t>(known - std::begin(kNames));
  Fields fields(value, "a shape", loading);
  particles.shape_numbers = kReaders[place](fields);
  particles.shape = static_cast<ir::EmitterShape>(place + 1);
  fields.finish();
}

void read_shape(const Json& value, ir::Particles& particles, Loading& loading) {
  static constexpr std::string_view kNames[] = {"point"};
  if (value.is_string()) {
    read_choice(value, "shape of an emitter", kNames, loading.report);
  } else if (value.is_object() && value.size() == 1) {
    read_area(*value.begin(), particles, loading);
  } else {
    loading.report.error(value, "\"shape\" of an emitter is \"point\" or an object with one key",
                         "write {\"rect\": {\"x\", \"y\", \"width\", \"height\"}}, {\"ellipse\": "
                         "{\"cx\", \"cy\", \"rx\", \"ry\"}} or {\"line\": {\"from\", \"to\"}}");
  }
}

void read_emitter(const Json& object, ir::Particles& particles, Loading& loading) {
  Fields fields(object, "an emitter", loading);
  if (const auto shape = fields.given("shape")) read_shape(*shape, particles, loading);
  particles.rate = fields.number("rate", particles.rate, 0, kMaxRate);
  particles.burst = static_cast<std::uint32_t>(fields.whole("burst", 0, 0, kMaxBurst));
  if (const auto duration = fields.unless_null("duration"))
    particles.duration_seconds =
        read_number(*duration, 0, kMaxSeconds, loading.report).value_or(-1);
  fields.finish();
}

// ---- Motion ------------------------------------------------------------------------------

// One number, or [min, max] of which each particle draws its own.
ir::Interval read_interval(Fields& fields, std::string_view key, ir::Interval initial, double max) {
  const auto given = fields.given(key);
  if (!given) return initial;
  Report& report = fields.report();
  if (!given->is_array()) {
    const auto number = read_number(*given, 0, max, report);
    return number ? ir::Interval{*number, *number} : initial;
  }
  double ends[2] = {0, 0};
  const std::size_t errors_before = report.error_count();
  if (given->size() != 2)
    report.error(*given, label(*given) + " must be a number or [min, max]");
  else
    for (const Json element : *given)
      ends[element.place()] = read_number(element, 0, max, report).value_or(0);
  if (report.error_count() != errors_before) return initial;
  if (ends[0] > ends[1])
    report.error(*given,
                 label(*given) + " [" + spelled(ends[0]) + ", " + spelled(ends[1]) +
                     "] has its min above its max",
                 "turn them round");
  return {ends[0], ends[1]};
}

// One number pulls down.
Pair read_gravity(Fields& fields) {
  const auto given = fields.given("gravity");
  if (!given) return {};
  if (!given->is_number()) return read_pair(*given, kMaxSpeed, fields.report()).value_or(Pair{});
  return {0, read_number(*given, -kMaxSpeed, kMaxSpeed, fields.report()).value_or(0)};
}

void read_motion(Fields& fields, ir::Particles& particles) {
  particles.life_seconds = read_interval(fields, "life", particles.life_seconds, kMaxSeconds);
  if (const auto life = fields.object().find("life"); life && particles.life_seconds.max == 0)
    fields.report().error(*life, "\"life\" must be greater than 0 seconds");
  particles.speed = read_interval(fields, "speed", particles.speed, kMaxSpeed);
  particles.direction_rad =
      math::kRadiansPerDegree * fields.number("direction", 0, -kMaxDegrees, kMaxDegrees);
  particles.spread_rad = math::kRadiansPerDegree * fields.number("spread", 0, 0, 360);
  const Pair gravity = read_gravity(fields);
  particles.gravity_x = gravity.x, particles.gravity_y = gravity.y;
  particles.drag = fields.number("drag", 0, 0, kMaxRate);
  particles.turbulence = fields.number("turbulence", 0, 0, kMaxSpeed);
}

// ---- Looks, over life --------------------------------------------------------------------

// Its keys lie at 0..1 of a life, and nothing in it depends on frames.
class LifeCurve {
 public:
  explicit LifeCurve(Report& report) : report_(report) {}

  bool check(const Json& value) {
    const std::size_t errors_before = report_.error_count();
    visit(value);
    return report_.error_count() == errors_before;
  }

 private:
  void visit(const Json& value) {
    static constexpr std::string_view kOfFrames[] = {
        "expr", "procedural", "delay", "speed", "reverse", "loop", "mix", "sequence", "stagger"};
    if (value.is_string() && value.text().starts_with('=')) return refuse(value);
    if (!value.is_array() && !value.is_object()) return;
    for (const Json child : value) {
      const std::string_view key = value.is_object() ? std::string_view(child.key()) : "";
      if (key == "keys")
        keys(child);
      else if (std::find(std::begin(kOfFrames), std::end(kOfFrames), key) != std::end(kOfFrames))
        refuse(child);
      else
        visit(child);
    }
  }

  void refuse(const Json& value) {
    report_.error(value, "what particles have over their life knows no frames",
                  "give a constant, or keyframes at 0..1 of the life");
  }

  void keys(const Json& list) {
    if (!list.is_array()) return;  // reported by who reads it
    for (const Json key : list) {
      const auto position = key.is_array() && key.size() > 0 ? std::optional(*key.begin())
                            : key.is_object()                ? key.find("frame")
                                                             : std::nullopt;
      if (position && position->is_number() &&
          !(position->number() >= 0 && position->number() <= 1))
        report_.error(*position, "keys over a particle's life lie at 0..1 of it, not at " +
                                     spelled(position->number()));
    }
  }

  Report& report_;
};

void read_life_lane(Fields& fields, std::string_view key, double max, anim::F64& lane) {
  const auto given = fields.object().find(key);
  if (given && !LifeCurve(fields.report()).check(*given)) {
    fields.given(key);
    return;
  }
  LaneRule rule;
  rule.max = max;
  fields.lane(key, rule, lane);
}

void read_life_color(Fields& fields, ir::Particles& particles) {
  const auto given = fields.given("color");
  if (!given || !LifeCurve(fields.report()).check(*given)) return;
  if (given->is_string()) {
    const image::Color c = read_asset_color(*given, fields.loading()).value_or(image::Color{});
    particles.color = {{{c.r, {}}, {c.g, {}}, {c.b, {}}, {c.a, {}}}};
    return;
  }
  LaneRule rule;
  rule.shape = LaneShape::color;
  rule.max = 1;
  read_color_lanes(*given, rule, particles.color, particles.is_color_premultiplied,
                   fields.loading());
}

}  // namespace

void read_particles(const Json& object, ir::Asset& asset, Loading& loading) {
  Fields fields(object, "particles", loading);
  ir::Particles particles;
  if (const auto emitter = fields.object_at("emitter")) read_emitter(*emitter, particles, loading);
  read_motion(fields, particles);
  read_life_lane(fields, "size", kMaxAssetSize, particles.size);
  read_life_color(fields, particles);
  read_life_lane(fields, "opacity", 1, particles.opacity);
  if (const auto sprite = fields.unless_null("sprite"))
    particles.sprite = read_sprite(*sprite, loading);
  fields.finish();
  asset.detail = add_detail(loading.out.details.particles, particles);
}

}  // namespace lattice::schema

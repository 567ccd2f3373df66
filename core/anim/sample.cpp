#include "anim/sample.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "anim/spring.h"
#include "base/math.h"
#include "base/noise.h"

namespace lattice::anim {
namespace {

double segment(const Curves& curves, const Key& a, const Key& b, const Moment& moment) {
  const double t = (moment.frame - a.frame) / (b.frame - a.frame);
  const double seconds = (b.frame - a.frame) / moment.fps;
  return a.value + (b.value - a.value) * eased(curves, b.ease, b.shape, t, seconds);
}

// The last key at or before `frame`, which is not before the first one.
std::uint32_t key_before(std::span<const Key> keys, double frame, std::uint32_t hint) {
  const auto is_it = [&](std::size_t i) {
    return keys[i].frame <= frame && (i + 1 == keys.size() || frame < keys[i + 1].frame);
  };
  if (is_it(hint)) return hint;
  if (hint + 1 < keys.size() && is_it(hint + 1)) return hint + 1;
  const auto after = std::upper_bound(keys.begin(), keys.end(), frame,
                                      [](double f, const Key& key) { return f < key.frame; });
  return static_cast<std::uint32_t>(after - keys.begin() - 1);
}

double track(const Curves& curves, SourceId id, const Source& source, const Moment& moment,
             Cursors* cursors) {
  const std::span keys(curves.keys.data() + source.first, source.count);
  if (!(moment.frame > keys.front().frame)) return keys.front().value;
  const std::uint32_t cursor = key_before(keys, moment.frame, cursors ? cursors->of(id) : 0);
  if (cursors) cursors->of(id) = cursor;
  if (cursor + 1 == keys.size()) return keys.back().value;
  return segment(curves, keys[cursor], keys[cursor + 1], moment);
}

// 0 to 1 over the attack, to the sustain level over the decay, and from wherever it is to 0
// over the last `release` frames of its owner.
double envelope(const double* n, const Moment& moment) {
  const double attack = n[0], decay = n[1], sustain = n[2], release = n[3];
  const auto held = [&](double f) {
    if (f < attack) return f / attack;
    if (f < attack + decay) return 1 - (1 - sustain) * ((f - attack) / decay);
    return sustain;
  };
  const double frame = std::max(moment.frame, 0.0);
  const double release_begin = std::max(moment.duration_frames - release, 0.0);
  if (release == 0 || frame < release_begin) return held(frame);
  return held(release_begin) * std::max(1 - (frame - release_begin) / release, 0.0);
}

double positive_remainder(double x, double period) {
  const double r = x - std::floor(x / period) * period;
  return r < period ? r : 0;  // rounding may reach the period
}

double sequence(const Curves& curves, const Source& source, const Moment& moment,
                Cursors* cursors) {
  const std::span begins(curves.numbers.data() + source.numbers, source.count);
  const auto after = std::upper_bound(begins.begin() + 1, begins.end(), moment.frame);
  const auto part = static_cast<std::size_t>(after - begins.begin() - 1);
  Moment inner = moment;
  inner.frame -= begins[part];
  return sample(curves, curves.operands[source.first + part], inner, cursors);
}

}  // namespace

double bent_frame(SourceKind kind, double number, const Moment& moment) {
  const double frame = moment.frame;
  switch (kind) {
    case SourceKind::delay: return std::max(frame - number, std::min(frame, 0.0));
    case SourceKind::speed: return frame * number;
    case SourceKind::reverse: return moment.duration_frames - 1 - frame;
    case SourceKind::repeat: return positive_remainder(frame, number);
    case SourceKind::sequence: return frame - number;
    default: {
      assert(kind == SourceKind::pingpong);
      const double r = positive_remainder(frame, 2 * number);
      return r < number ? r : 2 * number - r;
    }
  }
}

double eased(const Curves& curves, Ease ease, std::uint32_t shape, double t, double seconds) {
  if (ease == Ease::bezier) return eased_bezier(curves.shapes[shape], t);
  if (ease != Ease::spring) return eased(ease, t);
  const EaseShape& spring = curves.shapes[shape];
  return spring_at({spring[0], spring[1], spring[2]}, t * seconds);
}

double sample(const Curves& curves, const F64& lane, const Moment& moment, Cursors* cursors) {
  if (lane.is_constant()) return lane.constant;
  const Source& source = curves.sources[lane.source.index()];
  const double* n = curves.numbers.data() + source.numbers;
  const F64* operand = curves.operands.data() + source.first;
  const double seconds = moment.frame / moment.fps;
  switch (source.kind) {
    case SourceKind::track: return track(curves, lane.source, source, moment, cursors);
    case SourceKind::property: return moment.properties[source.first];
    case SourceKind::sine: return n[3] + n[0] * math::sin(2 * math::kPi * n[1] * seconds + n[2]);
    case SourceKind::noise: return n[2] + n[0] * value_noise(moment.seed, n[3], n[1] * seconds);
    case SourceKind::envelope: return envelope(n, moment);
    case SourceKind::spring: return n[3] + (n[4] - n[3]) * spring_at({n[0], n[1], n[2]}, seconds);
    case SourceKind::mix: {
      const double a = sample(curves, operand[0], moment, cursors);
      const double b = sample(curves, operand[1], moment, cursors);
      return a + (b - a) * sample(curves, operand[2], moment, cursors);
    }
    case SourceKind::sequence: return sequence(curves, source, moment, cursors);
    default: {
      Moment inner = moment;
      inner.frame = bent_frame(source.kind, source.kind == SourceKind::reverse ? 0 : *n, moment);
      return sample(curves, *operand, inner, cursors);
    }
  }
}

}  // namespace lattice::anim

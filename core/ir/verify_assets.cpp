#include "ir/verify_assets.h"

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "ir/verify_parts.h"

namespace lattice::ir {
namespace {

bool at_least_zero(double number) { return std::isfinite(number) && number >= 0; }
bool above_zero(double number) { return std::isfinite(number) && number > 0; }

bool is_color(const image::Color& color) {
  for (const double lane : {color.r, color.g, color.b, color.a})
    if (!std::isfinite(lane)) return false;
  return true;
}

// Each rule returns what is wrong, or nothing. `where` is added once, at the end.
using Verdict = std::string_view;

class AssetVerifier {
 public:
  explicit AssetVerifier(const Composition& composition)
      : c_(composition), d_(composition.details) {}

  Verdict common(const Asset& asset) const {
    if (!inside(asset.key, c_.texts) || !inside(asset.pointer, c_.texts))
      return "its texts are not in the table";
    if (!at_least_zero(asset.width) || !at_least_zero(asset.height))
      return "its size is not a size";
    if (!at_least_zero(asset.radius) || 2 * asset.radius > asset.width ||
        2 * asset.radius > asset.height)
      return "its corners do not fit";
    return is_color(asset.color) ? "" : "its colour is not finite";
  }

  Verdict kind(const Asset& asset) const {
    switch (asset.kind) {
      case AssetKind::image:
        return inside(asset.source, c_.texts) ? "" : "an image without a source";
      case AssetKind::svg:
      case AssetKind::mesh: return inside(asset.source, c_.texts) ? "" : "a file without a source";
      case AssetKind::solid_rect:
      case AssetKind::null: return {};
      case AssetKind::video:
      case AssetKind::audio:
        if (!inside(asset.source, c_.texts)) return "a file without a source";
        return detail(asset, d_.media, [this](const Media& m) { return media(m); });
      case AssetKind::path:
        return detail(asset, d_.paths, [this](const Path& p) { return path(p); });
      case AssetKind::text:
        return detail(asset, d_.text, [this](const Text& t) { return text(t); });
      case AssetKind::gradient:
        return detail(asset, d_.gradients, [this](const Gradient& g) { return gradient(g); });
      case AssetKind::noise:
        return detail(asset, d_.noises, [this](const Noise& n) { return noise(n); });
      case AssetKind::particles:
        return detail(asset, d_.particles, [this](const Particles& p) { return particles(p); });
    }
    return "its kind is none";
  }

 private:
  template <class Table, class Rule>
  Verdict detail(const Asset& asset, const Table& table, const Rule& rule) const {
    if (asset.detail >= table.size()) return "its details are not in the table";
    return rule(table[asset.detail]);
  }

  bool good(const anim::F64& lane) const {
    return std::isfinite(lane.constant) && none_or_inside(lane.source, c_.curves.sources);
  }

  Verdict media(const Media& m) const {
    if (!at_least_zero(m.trim_start_seconds) || !std::isfinite(m.trim_end_seconds) ||
        (m.has_trim_end() && !(m.trim_end_seconds > m.trim_start_seconds)))
      return "nothing is left between its trims";
    if (!above_zero(m.playback_rate)) return "its playback rate is not positive";
    if (!at_least_zero(m.fade_in_seconds) || !at_least_zero(m.fade_out_seconds))
      return "a fade is no duration";
    return good(m.time_remap) && good(m.volume) ? "" : "a lane is not finite or has no source";
  }

  Verdict path(const Path& p) const {
    if (!inside(p.verbs, d_.verbs) || !inside(p.points, d_.points) || !inside(p.dashes, d_.numbers))
      return "its segments or dashes are not in the tables";
    std::uint64_t points = 0;
    for (std::uint32_t i = p.verbs.first; i < p.verbs.end(); ++i)
      points += static_cast<std::uint64_t>(image::point_count(d_.verbs[i]));
    if (points != p.points.count) return "its segments do not have their points";
    if (!p.verbs.empty() && d_.verbs[p.verbs.first] != image::Verb::move)
      return "it does not begin with a move";
    for (std::uint32_t i = p.points.first; i < p.points.end(); ++i)
      if (!std::isfinite(d_.points[i].x) || !std::isfinite(d_.points[i].y))
        return "a point is not finite";
    return stroke(p);
  }

  Verdict stroke(const Path& p) const {
    if (!is_color(p.fill) || !is_color(p.stroke)) return "a colour is not finite";
    if (!at_least_zero(p.stroke_width) || !std::isfinite(p.miter_limit) || p.miter_limit < 1)
      return "its stroke is none";
    double sum = 0;
    for (std::uint32_t i = p.dashes.first; i < p.dashes.end(); ++i) {
      if (!at_least_zero(d_.numbers[i])) return "a dash is no length";
      sum += d_.numbers[i];
    }
    if (p.dashes.count % 2 != 0 || (!p.dashes.empty() && !above_zero(sum)))
      return "its dashes do not come in pairs that go on";
    return std::isfinite(p.dash_offset) ? "" : "its dash offset is not finite";
  }

  Verdict style(const TextStyle& s) const {
    if (!none_or_inside(s.font_source, c_.texts) || !none_or_inside(s.font_family, c_.texts) ||
        s.font_source.is_none() == s.font_family.is_none())
      return "a style has not one font";
    if (!inside(s.axes, d_.axes) || !inside(s.features, d_.features))
      return "axes or features are not in the tables";
    for (std::uint32_t i = s.axes.first; i < s.axes.end(); ++i)
      if (!std::isfinite(d_.axes[i].value)) return "an axis is not finite";
    if (s.weight < 1 || s.weight > 1000 || !above_zero(s.size_px) ||
        !std::isfinite(s.letter_spacing_px) || !at_least_zero(s.stroke_width_px))
      return "a style has a size or weight that is none";
    return is_color(s.color) && is_color(s.stroke_color) ? "" : "a colour is not finite";
  }

  Verdict text(const Text& t) const {
    if (!inside(t.text, c_.texts) || !none_or_inside(t.ellipsis, c_.texts))
      return "its texts are not in the table";
    if (!inside(t.spans, d_.spans) || !inside(t.animators, d_.animators))
      return "its spans or animators are not in the tables";
    if (!at_least_zero(t.max_width_px) || !at_least_zero(t.line_height_px))
      return "a length of its lines is none";
    if (const Verdict wrong = style(t.style); !wrong.empty()) return wrong;
    if (const Verdict wrong = spans(t); !wrong.empty()) return wrong;
    for (std::uint32_t i = t.animators.first; i < t.animators.end(); ++i)
      if (!animator(d_.animators[i])) return "a lane is not finite or has no source";
    return {};
  }

  Verdict spans(const Text& t) const {
    std::uint32_t end = 0;
    for (std::uint32_t i = t.spans.first; i < t.spans.end(); ++i) {
      const TextSpan& span = d_.spans[i];
      if (span.first < end || span.end <= span.first) return "its spans do not increase";
      end = span.end;
      if (const Verdict wrong = style(span.style); !wrong.empty()) return wrong;
    }
    return {};
  }

  bool animator(const TextAnimator& a) const {
    for (const anim::F64* lane :
         {&a.opacity, &a.translate_x, &a.translate_y, &a.scale_x, &a.scale_y, &a.rotation_rad})
      if (!good(*lane)) return false;
    return std::isfinite(a.offset_frames);
  }

  Verdict gradient(const Gradient& g) const {
    if (g.stops.empty() || !inside(g.stops, d_.stops)) return "its stops are not in the table";
    double position = 0;
    for (std::uint32_t i = g.stops.first; i < g.stops.end(); ++i) {
      const GradientStop& stop = d_.stops[i];
      if (!(stop.position >= position && stop.position <= 1)) return "its stops decrease";
      if (!is_color(stop.color)) return "a colour is not finite";
      position = stop.position;
    }
    for (const double number : {g.from_x, g.from_y, g.to_x, g.to_y})
      if (!std::isfinite(number)) return "its points are not finite";
    return {};
  }

  static Verdict noise(const Noise& n) {
    return above_zero(n.scale_px) && n.octaves >= 1 ? "" : "it has no scale or no octaves";
  }

  Verdict particles(const Particles& p) const {
    for (const double number : p.shape_numbers)
      if (!std::isfinite(number)) return "its emitter is not finite";
    if (!at_least_zero(p.rate) || !std::isfinite(p.duration_seconds))
      return "its emission is not finite";
    for (const Interval& interval : {p.life_seconds, p.speed})
      if (!at_least_zero(interval.min) || !(interval.max >= interval.min) ||
          !std::isfinite(interval.max))
        return "a life or speed is no interval";
    for (const double number :
         {p.direction_rad, p.spread_rad, p.gravity_x, p.gravity_y, p.drag, p.turbulence})
      if (!std::isfinite(number)) return "its motion is not finite";
    if (!good(p.size) || !good(p.opacity)) return "a lane is not finite or has no source";
    for (const anim::F64& lane : p.color)
      if (!good(lane)) return "a lane is not finite or has no source";
    return none_or_inside(p.sprite, c_.assets) ? "" : "its sprite is no asset";
  }

  const Composition& c_;
  const AssetDetails& d_;
};

}  // namespace

// Every asset has one sprite at most, so each walk ends at one without, at an earlier walk or
// at itself.
std::optional<AssetIdx> sprite_of_itself(const Composition& c, std::size_t first) {
  std::vector<std::size_t> walk_of(c.assets.size() - first, 0);
  for (std::size_t start = first; start < c.assets.size(); ++start) {
    AssetIdx at{start};
    const auto is_known = [&] { return at && at.index() >= first; };
    while (is_known() && walk_of[at.index() - first] == 0) {
      walk_of[at.index() - first] = start + 1;
      const Asset& asset = c.assets[at.index()];
      at = asset.kind == AssetKind::particles ? c.details.particles[asset.detail].sprite
                                              : AssetIdx{};
    }
    if (is_known() && walk_of[at.index() - first] == start + 1) return at;
  }
  return {};
}

Result<void> verify_assets(const Composition& c) {
  const AssetVerifier verifier(c);
  for (std::size_t i = 0; i < c.assets.size(); ++i) {
    Verdict wrong = verifier.common(c.assets[i]);
    if (wrong.empty()) wrong = verifier.kind(c.assets[i]);
    if (!wrong.empty())
      return fail(Code::invalid, "asset " + std::to_string(i), std::string(wrong));
  }
  if (sprite_of_itself(c)) return fail(Code::invalid, "assets", "a sprite shows itself");
  return {};
}

}  // namespace lattice::ir

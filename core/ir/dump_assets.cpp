#include "ir/dump_assets.h"

#include <charconv>
#include <string>

#include "ir/dump.h"

namespace lattice::ir {
namespace {

class AssetDumper {
 public:
  AssetDumper(JsonWriter& json, const Composition& composition)
      : json_(json), c_(composition), d_(composition.details) {}

  void asset(std::size_t index) {
    const Asset& asset = c_.assets[index];
    json_.begin_inline_object().member("index", static_cast<std::uint64_t>(index));
    json_.member("key", c_.text(asset.key));
    content(asset);
    json_.end_inline_object();
  }

  void content(const Asset& asset) {
    json_.member("kind", name_of(asset.kind));
    if (asset.source) json_.member("source", c_.text(asset.source));
    kind(asset);
  }

 private:
  void kind(const Asset& asset) {
    switch (asset.kind) {
      case AssetKind::image:
      case AssetKind::svg:
      case AssetKind::mesh:
      case AssetKind::null: return;
      case AssetKind::solid_rect: return solid_rect(asset);
      case AssetKind::video:
      case AssetKind::audio: return media(d_.media[asset.detail]);
      case AssetKind::path: return path(d_.paths[asset.detail]);
      case AssetKind::text: return text(d_.text[asset.detail]);
      case AssetKind::gradient: return gradient(asset, d_.gradients[asset.detail]);
      case AssetKind::noise: return noise(asset, d_.noises[asset.detail]);
      case AssetKind::particles: return particles(d_.particles[asset.detail]);
    }
  }

  void color(std::string_view key, const image::Color& color) {
    json_.key(key);
    color_value(color);
  }

  void color_value(const image::Color& color) {
    json_.begin_inline_array().value(color.r).value(color.g).value(color.b).value(color.a);
    json_.end_inline_array();
  }

  void color_or_null(std::string_view key, bool there, const image::Color& value) {
    if (there)
      color(key, value);
    else
      json_.key(key).null();
  }

  void number_or_null(std::string_view key, bool there, double value) {
    json_.key(key);
    if (there)
      json_.value(value);
    else
      json_.null();
  }

  void text_or_null(std::string_view key, TextId text) {
    json_.key(key);
    if (text)
      json_.value(c_.text(text));
    else
      json_.null();
  }

  void lane(std::string_view key, const anim::F64& lane) {
    json_.key(key);
    dump_lane(json_, lane, c_.curves);
  }

  void lanes(std::string_view key, std::initializer_list<const anim::F64*> lanes) {
    json_.key(key).begin_inline_array();
    for (const anim::F64* lane : lanes) dump_lane(json_, *lane, c_.curves);
    json_.end_inline_array();
  }

  void pair(std::string_view key, double a, double b) {
    json_.key(key).begin_inline_array().value(a).value(b);
    json_.end_inline_array();
  }

  void size(const Asset& asset) {
    json_.member("width", asset.width).member("height", asset.height);
  }

  void solid_rect(const Asset& asset) {
    color("color", asset.color);
    size(asset);
    json_.member("radius", asset.radius);
  }

  void media(const Media& m) {
    json_.member("trim_start_sec", m.trim_start_seconds);
    number_or_null("trim_end_sec", m.has_trim_end(), m.trim_end_seconds);
    json_.member("playback_rate", m.playback_rate).key("time_remap");
    if (m.is_remapped)
      dump_lane(json_, m.time_remap, c_.curves);
    else
      json_.null();
    json_.member("end", name_of(m.end));
    lane("volume", m.volume);
    json_.member("mute", m.is_muted).member("fade_in_sec", m.fade_in_seconds);
    json_.member("fade_out_sec", m.fade_out_seconds);
  }

  void path(const Path& p) {
    json_.member("svg_path_d", path_data(p));
    color_or_null("fill", p.is_filled, p.fill);
    json_.member("fill_rule", name_of(p.fill_rule));
    color_or_null("stroke", p.is_stroked, p.stroke);
    json_.member("stroke_width", p.stroke_width).member("cap", name_of(p.cap));
    json_.member("join", name_of(p.join)).member("miter_limit", p.miter_limit);
    json_.key("dash").begin_inline_array();
    for (std::uint32_t i = p.dashes.first; i < p.dashes.end(); ++i) json_.value(d_.numbers[i]);
    json_.end_inline_array().member("dash_offset", p.dash_offset);
  }

  // Absolute, one letter a segment: what relative commands, arcs and smooth curves came to.
  std::string path_data(const Path& p) const {
    static constexpr char kLetters[] = "MLQCZ";
    std::string out;
    const image::Point* point = d_.points.data() + p.points.first;
    for (std::uint32_t i = p.verbs.first; i < p.verbs.end(); ++i) {
      const image::Verb verb = d_.verbs[i];
      if (!out.empty()) out += ' ';
      out += kLetters[static_cast<int>(verb)];
      for (int k = 0; k < image::point_count(verb); ++k, ++point) {
        if (k > 0) out += ' ';
        append(out, point->x);
        out += ' ';
        append(out, point->y);
      }
    }
    return out;
  }

  static void append(std::string& out, double number) {
    char buffer[32];
    out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, number).ptr);
  }

  void text(const Text& t) {
    json_.member("text", c_.text(t.text));
    style(t.style);
    number_or_null("max_width_px", t.max_width_px > 0, t.max_width_px);
    number_or_null("max_lines", t.max_lines > 0, t.max_lines);
    text_or_null("ellipsis", t.ellipsis);
    json_.member("align", name_of(t.align)).member("origin", name_of(t.origin));
    number_or_null("line_height", t.line_height_px > 0, t.line_height_px);
    json_.key("spans").begin_inline_array();
    for (std::uint32_t i = t.spans.first; i < t.spans.end(); ++i) span(d_.spans[i]);
    json_.end_inline_array().key("animators").begin_inline_array();
    for (std::uint32_t i = t.animators.first; i < t.animators.end(); ++i) animator(d_.animators[i]);
    json_.end_inline_array();
  }

  void style(const TextStyle& s) {
    if (s.font_source)
      json_.member("font_source", c_.text(s.font_source));
    else
      json_.member("font_family", c_.text(s.font_family));
    json_.member("weight", s.weight).member("style", name_of(s.style));
    json_.key("axes").begin_inline_object();
    for (std::uint32_t i = s.axes.first; i < s.axes.end(); ++i)
      json_.member(spelled(d_.axes[i].tag), d_.axes[i].value);
    json_.end_inline_object().key("features").begin_inline_array();
    for (std::uint32_t i = s.features.first; i < s.features.end(); ++i)
      json_.value(std::string(spelled(d_.features[i].tag)) + "=" +
                  std::to_string(d_.features[i].value));
    json_.end_inline_array().member("size_px", s.size_px);
    json_.member("letter_spacing", s.letter_spacing_px);
    color("color", s.color);
    json_.key("stroke");
    if (!s.is_stroked) {
      json_.null();
      return;
    }
    json_.begin_inline_object();
    color("color", s.stroke_color);
    json_.member("width", s.stroke_width_px).end_inline_object();
  }

  static std::string_view spelled(const FontTag& tag) { return {tag.data(), tag.size()}; }

  void span(const TextSpan& s) {
    json_.begin_inline_object().key("range").begin_inline_array().value(s.first).value(s.end);
    json_.end_inline_array();
    style(s.style);
    json_.end_inline_object();
  }

  void animator(const TextAnimator& a) {
    json_.begin_inline_object().member("unit", name_of(a.unit)).member("order", name_of(a.order));
    json_.member("offset", a.offset_frames);
    lane("opacity", a.opacity);
    lanes("translate", {&a.translate_x, &a.translate_y});
    lanes("scale", {&a.scale_x, &a.scale_y});
    lane("rotation_rad", a.rotation_rad);
    json_.end_inline_object();
  }

  void gradient(const Asset& asset, const Gradient& g) {
    json_.member("gradient", name_of(g.kind)).key("stops").begin_inline_array();
    for (std::uint32_t i = g.stops.first; i < g.stops.end(); ++i) {
      json_.begin_inline_array().value(d_.stops[i].position);
      color_value(d_.stops[i].color);
      json_.end_inline_array();
    }
    json_.end_inline_array();
    pair("from", g.from_x, g.from_y);
    pair("to", g.to_x, g.to_y);
    size(asset);
  }

  void noise(const Asset& asset, const Noise& n) {
    json_.member("noise", name_of(n.kind)).member("seed", n.seed).member("scale", n.scale_px);
    json_.member("octaves", n.octaves);
    size(asset);
  }

  void particles(const Particles& p) {
    emitter(p);
    pair("life", p.life_seconds.min, p.life_seconds.max);
    pair("speed", p.speed.min, p.speed.max);
    json_.member("direction_rad", p.direction_rad).member("spread_rad", p.spread_rad);
    pair("gravity", p.gravity_x, p.gravity_y);
    json_.member("drag", p.drag).member("turbulence", p.turbulence);
    lane("size", p.size);
    lanes("color", {&p.color[0], &p.color[1], &p.color[2], &p.color[3]});
    json_.member("color_premultiplied", p.is_color_premultiplied);
    lane("opacity", p.opacity);
    json_.key("sprite");
    if (p.sprite)
      json_.value(p.sprite.value);
    else
      json_.null();
  }

  void emitter(const Particles& p) {
    json_.key("emitter").begin_inline_object().member("shape", name_of(p.shape));
    json_.key("numbers").begin_inline_array();
    for (const double number : p.shape_numbers) json_.value(number);
    json_.end_inline_array().member("rate", p.rate).member("burst", p.burst);
    number_or_null("duration", !p.emits_forever(), p.duration_seconds);
    json_.end_inline_object();
  }

  JsonWriter& json_;
  const Composition& c_;
  const AssetDetails& d_;
};

}  // namespace

void dump_asset(JsonWriter& json, const Composition& composition, std::size_t index) {
  AssetDumper(json, composition).asset(index);
}

std::string description_of(const Composition& composition, const Asset& asset) {
  JsonWriter json;
  json.begin_inline_object();
  AssetDumper(json, composition).content(asset);
  json.end_inline_object();
  return json.take();
}

}  // namespace lattice::ir

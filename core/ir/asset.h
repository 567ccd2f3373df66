// Assets of the normal form: what leaves show and sound. Every asset has the common part; what
// its kind adds lies in one table a kind, at Asset::detail.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "anim/anim.h"
#include "base/ids.h"
#include "image/color.h"
#include "image/path.h"
#include "image/path_style.h"
#include "ir/ids.h"

namespace lattice::ir {

enum class AssetKind : std::uint8_t {
  image,
  solid_rect,
  video,
  audio,
  svg,
  path,
  text,
  gradient,
  noise,
  mesh,
  particles,
  null,  // shows nothing: a place that others are attached to
};
inline constexpr int kAssetKinds = 12;

const char* name_of(AssetKind kind);

struct Asset {
  AssetKind kind = AssetKind::solid_rect;
  TextId key;  // its name, or its node's id for an inline asset
  TextId pointer;
  TextId source;                 // image, video, audio, svg, mesh: absolute path
  image::Color color;            // solid_rect, straight
  double width = 0, height = 0;  // solid_rect, gradient, noise: pixels
  double radius = 0;             // solid_rect: of its corners, at most half a side
  std::uint32_t detail = 0;      // into the table of its kind; 0 for kinds without one
};

// ---- Video and audio ---------------------------------------------------------------------

enum class MediaEnd : std::uint8_t { hold, loop, blank };
const char* name_of(MediaEnd end);

// Source seconds are trim_start + playback_rate * node-local seconds, or `time_remap`.
struct Media {
  double trim_start_seconds = 0;
  double trim_end_seconds = -1;  // negative: the end of the file
  double playback_rate = 1;
  bool is_remapped = false;
  anim::F64 time_remap;  // source seconds; with is_remapped
  MediaEnd end = MediaEnd::hold;
  anim::F64 volume{1, {}};  // linear gain
  bool is_muted = false;
  double fade_in_seconds = 0, fade_out_seconds = 0;

  bool has_trim_end() const { return trim_end_seconds >= 0; }
};

// ---- Paths -------------------------------------------------------------------------------

struct Path {
  Span32 verbs, points;  // into AssetDetails::verbs and ::points, as image::Path has them
  bool is_filled = true, is_stroked = false;
  image::Color fill{1, 1, 1, 1}, stroke;  // straight
  image::FillRule fill_rule = image::FillRule::nonzero;
  image::StrokeCap cap = image::StrokeCap::butt;
  image::StrokeJoin join = image::StrokeJoin::miter;
  double stroke_width = 1;
  double miter_limit = 4;
  Span32 dashes;  // into AssetDetails::numbers: on, off, on, off, ...; empty: solid
  double dash_offset = 0;
};

// ---- Text --------------------------------------------------------------------------------

enum class FontStyle : std::uint8_t { normal, italic, oblique };
enum class TextAlign : std::uint8_t { left, center, right, justify };
enum class TextOrigin : std::uint8_t { top_left, baseline };
enum class TextUnit : std::uint8_t { character, word, line };
enum class UnitOrder : std::uint8_t { forward, reverse, center, random };
const char* name_of(FontStyle style);
const char* name_of(TextAlign align);
const char* name_of(TextOrigin origin);
const char* name_of(TextUnit unit);
const char* name_of(UnitOrder order);

using FontTag = std::array<char, 4>;

struct FontAxis {
  FontTag tag{};
  double value = 0;
};

struct FontFeature {
  FontTag tag{};
  std::uint32_t value = 0;
};

struct TextStyle {
  TextId font_source;  // absolute path of a file; none: the family
  TextId font_family;
  std::int32_t weight = 400;  // 1..1000
  FontStyle style = FontStyle::normal;
  Span32 axes;      // into AssetDetails::axes, by tag
  Span32 features;  // into AssetDetails::features, in the order they apply
  double size_px = 48;
  double letter_spacing_px = 0;
  image::Color color{1, 1, 1, 1};
  bool is_stroked = false;
  image::Color stroke_color;
  double stroke_width_px = 0;
};

// The characters (Unicode code points) first..end-1 in a style of their own, complete: what
// the span left out is the text's.
struct TextSpan {
  std::uint32_t first = 0, end = 0;
  TextStyle style;
};

// Moves each unit on its own: the unit in place k of `order` has the lanes of the local frame
// minus k * offset_frames.
struct TextAnimator {
  TextUnit unit = TextUnit::character;
  UnitOrder order = UnitOrder::forward;
  double offset_frames = 0;
  anim::F64 opacity{1, {}};
  anim::F64 translate_x, translate_y;
  anim::F64 scale_x{1, {}}, scale_y{1, {}};
  anim::F64 rotation_rad;
};

struct Text {
  TextId text;  // UTF-8, with what spans append
  TextStyle style;
  Span32 spans;                 // into AssetDetails::spans: increasing, without overlap
  Span32 animators;             // into AssetDetails::animators, applied in order
  double max_width_px = 0;      // 0: lines break at newlines only
  std::uint32_t max_lines = 0;  // 0: any number
  TextId ellipsis;              // what stands for text that was cut; none: nothing
  TextAlign align = TextAlign::left;
  TextOrigin origin = TextOrigin::top_left;
  double line_height_px = 0;  // 0: ascent + descent + line gap of the font
};

// ---- Generated ---------------------------------------------------------------------------

enum class GradientKind : std::uint8_t { linear, radial, conic };
enum class NoiseKind : std::uint8_t { value, perlin, simplex };
const char* name_of(GradientKind kind);
const char* name_of(NoiseKind kind);

struct GradientStop {
  double position = 0;  // 0..1, not decreasing
  image::Color color;   // straight
};

// linear: from the first stop at `from` to the last at `to`. radial: `from` is the centre, `to`
// a point on the outer circle. conic: around `from`, beginning in the direction of `to`.
struct Gradient {
  GradientKind kind = GradientKind::linear;
  Span32 stops;                                       // into AssetDetails::stops, at least one
  double from_x = 0, from_y = 0, to_x = 0, to_y = 0;  // local pixels
};

struct Noise {
  NoiseKind kind = NoiseKind::value;
  std::uint64_t seed = 0;
  double scale_px = 100;  // size of its largest features
  std::uint32_t octaves = 1;
};

// ---- Particles ---------------------------------------------------------------------------

enum class EmitterShape : std::uint8_t { point, line, rect, ellipse };
const char* name_of(EmitterShape shape);

// Drawn evenly for each particle.
struct Interval {
  double min = 0, max = 0;
};

// Times are seconds, lengths local pixels. The lanes run over a particle's life, and their keys
// lie at 0..1 of it.
struct Particles {
  EmitterShape shape = EmitterShape::point;
  // line: x0, y0, x1, y1; rect: x, y, width, height; ellipse: cx, cy, rx, ry.
  std::array<double, 4> shape_numbers{};
  double rate = 10;              // a second
  std::uint32_t burst = 0;       // at the start, at once
  double duration_seconds = -1;  // of emission; negative: without end
  Interval life_seconds{1, 1};
  Interval speed{100, 100};                  // a second
  double direction_rad = 0, spread_rad = 0;  // spread: the whole cone
  double gravity_x = 0, gravity_y = 0;       // a second squared
  double drag = 0;                           // a second: speed decays as exp(-drag t)
  double turbulence = 0;                     // a second squared
  anim::F64 size{8, {}};
  std::array<anim::F64, 4> color{{{1, {}}, {1, {}}, {1, {}}, {1, {}}}};
  bool is_color_premultiplied = false;  // as Param::premultiplied
  anim::F64 opacity{1, {}};
  AssetIdx sprite;  // none: a disc

  bool emits_forever() const { return duration_seconds < 0; }
};

// The tables of all assets of a composition.
struct AssetDetails {
  std::vector<Media> media;  // video, audio
  std::vector<Path> paths;
  std::vector<Text> text;
  std::vector<Gradient> gradients;
  std::vector<Noise> noises;
  std::vector<Particles> particles;
  // What the above have spans of.
  std::vector<image::Verb> verbs;
  std::vector<image::Point> points;
  std::vector<double> numbers;
  std::vector<TextSpan> spans;
  std::vector<TextAnimator> animators;
  std::vector<FontAxis> axes;
  std::vector<FontFeature> features;
  std::vector<GradientStop> stops;
};

}  // namespace lattice::ir

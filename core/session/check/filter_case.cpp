#include "session/check/filter_case.h"

#include <algorithm>
#include <cmath>

#include "plugin/number_text.h"

namespace lattice::session::check {
namespace {

using image::Rect;

constexpr std::size_t kFrames = 3;
constexpr Rect kWide{-7, -1, 593, 2}, kWideCanvas{0, 0, 640, 48};
// Wide enough for whatever the filter adds at the sides.
constexpr std::int32_t kWideWindowWidth = 1300, kWideWindowHeight = 8;

Choose choice_of(Style style) {
  switch (style) {
    case Style::least: return Choose::least;
    case Style::most: return Choose::most;
    case Style::random: return Choose::random;
    default: return Choose::defaults;
  }
}

// Small enough to be quick, odd enough to meet remainders of every vector width.
Rect random_rect(Style style, Random& random) {
  std::int32_t width = random.between(1, 40), height = random.between(1, 30);
  if (style != Style::random) width = 37, height = 23;
  if (style == Style::smallest) width = height = 1;
  if (style == Style::random && random.one_in(8)) width = 1;
  const std::int32_t x = random.one_in(3) ? 0 : random.between(-50, 50);
  const std::int32_t y = random.one_in(3) ? 0 : random.between(-50, 50);
  return {x, y, x + width, y + height};
}

// The other ports lie somewhere over the first; an optional one may be missing.
Rect rect_beside(const Rect& first, bool optional, Style style, Random& random) {
  if (optional && random.one_in(3)) return {};
  if (style == Style::smallest || random.one_in(3)) return first;
  Rect r = random_rect(style, random);
  const std::int32_t dx = first.x0 - r.x0 + random.between(-6, 6);
  const std::int32_t dy = first.y0 - r.y0 + random.between(-6, 6);
  return {r.x0 + dx, r.y0 + dy, r.x1 + dx, r.y1 + dy};
}

void choose_space(FilterCase& out, Style style, Random& random) {
  static constexpr double kScales[] = {1, 1, 0.5, 2, 0.25, 1.5};
  out.scale = style == Style::random ? kScales[random.below(6)] : 1;
  out.canvas_width = style == Style::random ? random.between(8, 200) : 64;
  out.canvas_height = style == Style::random ? random.between(8, 200) : 48;
  const auto scaled = [&](std::int32_t n) {
    return static_cast<std::int32_t>(std::ceil(n * out.scale));
  };
  out.canvas = {0, 0, scaled(out.canvas_width), scaled(out.canvas_height)};
}

lattice_frame random_moment(const FilterCase& of, bool is_transition, Random& random) {
  lattice_frame frame{};
  frame.struct_size = sizeof frame;
  frame.rate = {30, 1};
  frame.index = random.between(0, 500);
  frame.time = static_cast<double>(frame.index) / 30;
  frame.phase = random.one_in(2) ? random.unit() : 0;
  frame.seed = random.next();
  if (is_transition) frame.progress = 0.0625 + 0.875 * random.unit();
  frame.scale = of.scale;
  frame.canvas = image::to_abi(of.canvas);
  return frame;
}

}  // namespace

lattice_frame FrameSpec::abi() const {
  lattice_frame out = frame;
  out.params = params.values().data();
  out.param_count = static_cast<std::uint32_t>(params.values().size());
  return out;
}

FilterCase make_filter_case(const ir::Kind& kind, const lattice_type& working, Style style,
                            std::uint64_t seed) {
  Random random(seed);
  FilterCase out;
  out.working = working;
  // What has to be given, such as the name of a file, has no default that must work.
  out.is_plain = (style == Style::defaults || style == Style::smallest) &&
                 std::none_of(kind.params.begin(), kind.params.end(),
                              [](const auto& p) { return p.required; });
  choose_space(out, style, random);
  out.instance_seed = random.next();
  out.statics = ParamValues::choose(kind.params, choice_of(style), random);
  const bool is_transition = kind.kind_class == ir::KindClass::transition;
  for (std::size_t i = 0; i < kFrames; ++i) {
    const bool first = i == 0 || style != Style::random;
    const ParamValues now =
        first ? out.statics.scaled(kind.params, 1) : out.statics.animated(kind.params, random);
    FrameSpec& spec = out.frames.emplace_back();
    spec.params = now.scaled(kind.params, out.scale);
    spec.frame = random_moment(out, is_transition, random);
  }
  for (std::size_t i = 0; i < kind.ports.size(); ++i)
    out.bounds.push_back(i == 0
                             ? random_rect(style, random)
                             : rect_beside(out.bounds[0], kind.ports[i].optional, style, random));
  for (const Rect& rect : out.bounds) out.ports.push_back(random_picture(working, rect, random));
  return out;
}

FilterCase make_wide_case(const ir::Kind& kind, const lattice_type& working, std::uint64_t seed) {
  FilterCase out = make_filter_case(kind, working, Style::defaults, seed);
  Random random(seed);
  out.canvas = kWideCanvas;
  out.canvas_width = kWideCanvas.width(), out.canvas_height = kWideCanvas.height();
  out.window_width = kWideWindowWidth, out.window_height = kWideWindowHeight;
  for (FrameSpec& spec : out.frames) spec.frame.canvas = image::to_abi(out.canvas);
  for (std::size_t i = 0; i < out.ports.size(); ++i) {
    out.bounds[i] = kWide;
    out.ports[i] = random_picture(working, kWide, random);
  }
  return out;
}

std::string FilterCase::text(const ir::Kind& kind) const {
  std::string out = name_of_working(working);
  for (std::size_t i = 0; i < bounds.size(); ++i)
    out += ", " + kind.ports[i].id + " " + rect_text(bounds[i]);
  const std::string values = statics.text(kind.params);
  if (!values.empty()) out += ", " + values;
  if (scale != 1) out += ", at scale " + plugin::number_text(scale);
  return out;
}

std::vector<lattice_type> accepted_types(const lattice_filter& table) {
  std::vector<lattice_type> out;
  for (const lattice_type& type : {rgba8_type(), rgba_f32_type()})
    if (table.accepts == nullptr || table.accepts(&type) != 0) out.push_back(type);
  return out;
}

}  // namespace lattice::session::check

// Text: what it says, how its lines lie, its spans and its animators.
#include <algorithm>
#include <charconv>

#include "base/math.h"
#include "schema/asset_fields.h"

namespace lattice::schema {
namespace {

constexpr double kMaxLineHeight = 1e5;
// Lines closer than this part of their size are a multiple of it, written without a "%".
constexpr double kLeastLineHeight = 0.25;
constexpr double kMaxOffsetFrames = 1e6;
constexpr int kAligns = 4, kOrigins = 2, kUnits = 3, kOrders = 4;
constexpr char kEllipsis[] = "\xE2\x80\xA6";
constexpr char kDefaultFamily[] = "sans-serif";

// Code points of UTF-8, which a loaded document is.
std::uint32_t character_count(std::string_view text) {
  return static_cast<std::uint32_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

// A number of pixels, or "120%" of the size.
double read_line_height(const Json& value, double size_px, Report& report) {
  if (value.is_number()) {
    const double pixels = read_positive(value, kMaxLineHeight, report).value_or(size_px);
    if (pixels < kLeastLineHeight * size_px)
      report.error(value,
                   "\"line_height\" " + spelled(pixels) + " is in pixels, of text " +
                       spelled(size_px) + " pixels high",
                   "write \"120%\" for 1.2 times the size");
    return pixels;
  }
  if (!value.is_string()) {
    report.wrong_type(value, "a number of pixels, or \"120%\" of the size");
    return 0;
  }
  const std::string& text = value.text();
  const char* const end = text.data() + text.size();
  double percent = 0;
  const auto [stop, error] = std::from_chars(text.data(), end, percent, std::chars_format::fixed);
  if (error == std::errc{} && end - stop == 1 && *stop == '%' && percent > 0 && percent <= 1e4)
    return percent * size_px / 100;
  report.error(value, in_quotes(text) + " is no line height",
               "write a number of pixels, or \"120%\" of the size");
  return 0;
}

// ---- Spans -------------------------------------------------------------------------------

class SpanReader {
 public:
  SpanReader(const ir::Text& text, std::string& says, Loading& loading)
      : base_(text.style), says_(says), length_(character_count(says)), loading_(loading) {}

  Span32 read(const Json& array) {
    for (const Json element : array) {
      if (element.is_object())
        read_span(element);
      else
        loading_.report.wrong_type(element, "an object {\"range\", ...} or {\"text\", ...}");
    }
    for (const ir::TextSpan& span : appended_) spans_.push_back(span);
    return appended(loading_.out.details.spans, spans_);
  }

  bool appends() const { return appends_; }

 private:
  void read_span(const Json& object) {
    Fields fields(object, "a span", loading_);
    ir::TextSpan span;
    span.style = base_;
    const auto range = fields.given("range");
    const auto text = fields.given("text");
    read_text_style(fields, span.style);
    fields.finish();
    if (range.has_value() == text.has_value())
      return loading_.report.error(
          object, "a span has one of \"range\" and \"text\"",
          "write {\"range\": [first, end]} for characters of the text, or {\"text\": ..} for more");
    if (text)
      append(*text, span);
    else if (read_range(*range, span))
      spans_.push_back(span);
  }

  void append(const Json& value, ir::TextSpan& span) {
    appends_ = true;
    const auto text = loading_.substitute(value);
    if (!text || text->empty()) return;
    span.first = appended_.empty() ? length_ : appended_.back().end;
    span.end = span.first + character_count(*text);
    says_ += *text;
    appended_.push_back(span);
  }

  bool read_range(const Json& value, ir::TextSpan& span) {
    Report& report = loading_.report;
    if (!value.is_array() || value.size() != 2) {
      report.error(value, "\"range\" of a span is [first, end) in characters");
      return false;
    }
    std::int64_t ends[2] = {0, 0};
    bool good = true;
    for (const Json element : value) {
      const auto end = read_whole(element, 0, length_, report);
      good &= end.has_value();
      ends[element.place()] = end.value_or(0);
    }
    if (!good) return false;
    span.first = static_cast<std::uint32_t>(ends[0]);
    span.end = static_cast<std::uint32_t>(ends[1]);
    const std::uint32_t before = spans_.empty() ? 0 : spans_.back().end;
    if (span.first < span.end && span.first >= before) return true;
    report.error(value, span.first >= span.end
                            ? "\"range\" of a span is empty"
                            : "spans must follow each other: character " +
                                  std::to_string(span.first) + " is in an earlier one");
    return false;
  }

  const ir::TextStyle& base_;
  std::string& says_;
  std::uint32_t length_;  // of the text without what spans append
  Loading& loading_;
  bool appends_ = false;
  std::vector<ir::TextSpan> spans_, appended_;
};

// What it says, and the spans of it. The text may be all in spans.
void read_words(Fields& fields, ir::Text& text) {
  std::string says = fields.text("text").value_or(std::string());
  const bool is_given = fields.object().find("text").has_value();
  bool is_appended = false;
  if (const auto array = fields.given("spans")) {
    SpanReader reader(text, says, fields.loading());
    if (array->is_array())
      text.spans = reader.read(*array);
    else
      fields.report().wrong_type(*array, "an array of spans");
    is_appended = reader.appends();
  }
  if (!is_given && !is_appended) fields.needed("text");
  text.text = fields.loading().add_text(std::move(says));
}

// ---- Lines -------------------------------------------------------------------------------

// true: "…"; a string stands there itself.
ir::TextId read_ellipsis(const Json& value, Loading& loading) {
  if (value.is(false) || value.is_null()) return {};
  if (value.is(true)) return loading.add_text(kEllipsis);
  if (!value.is_string()) {
    loading.report.wrong_type(value, "true, false or a string");
    return {};
  }
  const auto text = loading.substitute(value);
  return text && !text->empty() ? loading.add_text(*text) : ir::TextId{};
}

void read_lines(Fields& fields, ir::Text& text) {
  Report& report = fields.report();
  if (const auto width = fields.unless_null("max_width_px"))
    text.max_width_px = read_positive(*width, kMaxAssetSize, report).value_or(0);
  if (const auto lines = fields.unless_null("max_lines"))
    text.max_lines =
        static_cast<std::uint32_t>(read_whole(*lines, 1, 1'000'000, report).value_or(0));
  if (const auto ellipsis = fields.given("ellipsis"))
    text.ellipsis = read_ellipsis(*ellipsis, fields.loading());
  text.align = fields.choice("align", "alignment", kAligns, text.align);
  text.origin = fields.choice("origin", "origin", kOrigins, text.origin);
  if (const auto height = fields.unless_null("line_height"))
    text.line_height_px = read_line_height(*height, text.style.size_px, report);
}

// ---- Animators ---------------------------------------------------------------------------

ir::TextAnimator read_animator(const Json& object, Loading& loading) {
  Fields fields(object, "an animator", loading);
  ir::TextAnimator animator;
  animator.unit = fields.choice("unit", "unit", kUnits, animator.unit);
  animator.order = fields.choice("order", "order", kOrders, animator.order);
  animator.offset_frames = fields.number("offset", 0, 0, kMaxOffsetFrames);
  LaneRule opacity;
  opacity.max = 1;
  opacity.bounds_keys = false;  // sampling clamps an Anim
  fields.lane("opacity", opacity, animator.opacity);
  fields.lanes("translate", LaneRule{}, animator.translate_x, animator.translate_y);
  fields.lanes("scale", LaneRule{}, animator.scale_x, animator.scale_y);
  LaneRule rotation;
  rotation.factor = math::kRadiansPerDegree;
  fields.lane("rotation_deg", rotation, animator.rotation_rad);
  fields.finish();
  return animator;
}

Span32 read_animators(const Json& array, Loading& loading) {
  std::vector<ir::TextAnimator>& all = loading.out.details.animators;
  Span32 span{static_cast<std::uint32_t>(all.size()), 0};
  if (!array.is_array()) {
    loading.report.wrong_type(array, "an array of animators");
    return span;
  }
  for (const Json element : array) {
    if (!element.is_object()) {
      loading.report.wrong_type(element, "an object such as {\"unit\": \"word\"}");
      continue;
    }
    all.push_back(read_animator(element, loading));
    ++span.count;
  }
  return span;
}

}  // namespace

void read_text_asset(const Json& object, ir::Asset& asset, Loading& loading) {
  Fields fields(object, "a text", loading);
  ir::Text text;
  read_text_style(fields, text.style);
  if (!text.style.font_source && !text.style.font_family)
    text.style.font_family = loading.add_text(kDefaultFamily);
  read_words(fields, text);
  read_lines(fields, text);
  if (const auto animators = fields.given("animators"))
    text.animators = read_animators(*animators, loading);
  fields.finish();
  asset.detail = add_detail(loading.out.details.text, text);
}

}  // namespace lattice::schema

// The layout of a node: what CSS calls flexible boxes and grids, with names of this format.
#include <charconv>
#include <vector>

#include "schema/lanes.h"
#include "schema/loading.h"
#include "schema/object_reader.h"

namespace lattice::schema {
namespace {

using ir::Dimension;

constexpr double kMaxPercent = 1e6;
constexpr std::int64_t kMaxColumns = 10000;
constexpr std::size_t kDisplays = 3, kDirections = 2, kWraps = 2, kPositions = 2;
// All but Align::normal, which is said by leaving the key out.
constexpr ir::Align kContentAligns[] = {
    ir::Align::start,         ir::Align::end,          ir::Align::center,      ir::Align::stretch,
    ir::Align::space_between, ir::Align::space_around, ir::Align::space_evenly};
constexpr ir::Align kItemAligns[] = {ir::Align::start, ir::Align::end, ir::Align::center,
                                     ir::Align::stretch};

class LayoutReader {
 public:
  LayoutReader(const Json& object, Loading& loading)
      : loading_(loading), report_(loading.report), reader_(object, loading.report) {}

  ir::Layout read() {
    ir::Layout out;
    out.pointer = loading_.add_text(reader_.object().pointer());
    choice("display", kDisplays, out.display);
    choice("direction", kDirections, out.direction);
    choice("wrap", kWraps, out.wrap);
    choice("position", kPositions, out.position);
    align("justify_content", kContentAligns, out.justify_content);
    align("align_items", kItemAligns, out.align_items);
    align("align_content", kContentAligns, out.align_content);
    if (const auto columns = given("grid_columns"))
      out.grid_columns =
          static_cast<std::uint32_t>(read_whole(*columns, 1, kMaxColumns, report_).value_or(1));
    gap(out);
    edges("padding_px", 0, out.padding);
    edges("margin_px", -kMaxLength, out.margin);
    edges("inset_px", -kMaxLength, out.inset);
    factor("flex_grow", out.flex_grow);
    factor("flex_shrink", out.flex_shrink);
    size("size", out.width, out.height);
    size("min_size", out.min_width, out.min_height);
    size("max_size", out.max_width, out.max_height);
    reader_.finish();
    return out;
  }

 private:
  // Null says what leaving the key out says.
  std::optional<Json> given(std::string_view key) { return given(reader_, key); }
  static std::optional<Json> given(ObjectReader& reader, std::string_view key) {
    auto found = reader.take(key);
    return found && !found->is_null() ? found : std::nullopt;
  }

  template <class Enum>
  void choice(std::string_view key, std::size_t count, Enum& out) {
    const auto value = given(key);
    if (!value) return;
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < count; ++i) names.push_back(name_of(static_cast<Enum>(i)));
    if (const auto chosen = read_choice(*value, key, names, report_))
      out = static_cast<Enum>(*chosen);
  }

  void align(std::string_view key, std::span<const ir::Align> known, ir::Align& out) {
    const auto value = given(key);
    if (!value) return;
    std::vector<std::string_view> names;
    for (const ir::Align align : known) names.push_back(name_of(align));
    if (const auto chosen = read_choice(*value, key, names, report_)) out = known[*chosen];
  }

  static LaneRule bounded(double min) {
    LaneRule rule;
    rule.min = min;
    rule.max = kMaxLength;
    return rule;
  }

  void factor(std::string_view key, anim::F64& out) {
    if (const auto value = given(key)) read_lanes(*value, bounded(0), {&out, 1}, loading_);
  }

  void gap(ir::Layout& out) {
    const auto value = given("gap_px");
    if (!value) return;
    LaneRule rule = bounded(0);
    rule.shape = LaneShape::vec2;
    std::array<anim::F64, 2> lanes;
    if (!read_lanes(*value, rule, lanes, loading_)) return;
    out.gap_x = lanes[0];
    out.gap_y = lanes[1];
  }

  // {"top", "right", "bottom", "left"}: what is not there stays as it is.
  void edges(std::string_view key, double min, ir::Edges& out) {
    const auto value = given(key);
    if (!value) return;
    if (!value->is_object())
      return report_.wrong_type(*value, "an object {\"top\", \"right\", \"bottom\", \"left\"}");
    ObjectReader reader(*value, report_);
    const auto edge = [&](std::string_view name, Dimension& dimension) {
      const auto length = given(reader, name);
      if (!length) return;
      dimension.unit = Dimension::Unit::px;
      read_lanes(*length, bounded(min), {&dimension.value, 1}, loading_);
    };
    edge("top", out.top);
    edge("right", out.right);
    edge("bottom", out.bottom);
    edge("left", out.left);
    reader.finish();
  }

  void size(std::string_view key, Dimension& width, Dimension& height) {
    const auto value = given(key);
    if (!value) return;
    if (!value->is_object()) return report_.wrong_type(*value, "an object {\"width\", \"height\"}");
    ObjectReader reader(*value, report_);
    if (const auto length = given(reader, "width")) dimension(*length, width);
    if (const auto length = given(reader, "height")) dimension(*length, height);
    reader.finish();
  }

  // "auto", "50%", or an Anim in pixels.
  void dimension(const Json& value, Dimension& out) {
    if (value.is_string() && !value.text().starts_with('=')) return keyword(value, out);
    out.unit = Dimension::Unit::px;
    read_lanes(value, bounded(0), {&out.value, 1}, loading_);
  }

  void keyword(const Json& value, Dimension& out) {
    const std::string& text = value.text();
    if (text == "auto") return;
    const char* const end = text.data() + text.size();
    double percent = 0;
    const auto parsed = std::from_chars(text.data(), end, percent);
    const bool is_percent = parsed.ec == std::errc{} && parsed.ptr + 1 == end && *parsed.ptr == '%';
    if (!is_percent)
      return report_.error(value, in_quotes(text) + " is no size",
                           "write \"auto\", pixels such as 120, or a percentage such as \"50%\"");
    if (!(percent >= 0 && percent <= kMaxPercent))
      return report_.error(
          value, label(value) + " must be in \"0%\"..\"1000000%\", not " + in_quotes(text));
    out.unit = Dimension::Unit::percent;
    out.value = {percent == 0 ? 0 : percent, {}};  // -0 is 0
  }

  Loading& loading_;
  Report& report_;
  ObjectReader reader_;
};

}  // namespace

ir::LayoutIdx read_layout(const Json& value, Loading& loading) {
  if (value.is_null()) return {};
  if (!value.is_object()) {
    loading.report.wrong_type(value, "an object");
    return {};
  }
  const ir::Layout layout = LayoutReader(value, loading).read();
  loading.out.layouts.push_back(layout);
  return ir::LayoutIdx{loading.out.layouts.size() - 1};
}

}  // namespace lattice::schema

// The mask of a node: what it is made of, how it is read.
#include <algorithm>

#include "base/suggest.h"
#include "image/path_data.h"
#include "schema/lanes.h"
#include "schema/loading.h"
#include "schema/object_reader.h"

namespace lattice::schema {
namespace {

using ir::MaskSource;

class MaskReader {
 public:
  MaskReader(ir::NodeIdx node, Loading& loading)
      : node_(node), loading_(loading), report_(loading.report) {}

  ir::MaskIdx read(const Json& value) {
    const std::size_t errors_before = report_.error_count();
    mask_.pointer = loading_.add_text(value.pointer());
    std::optional<Json> named_node;
    ObjectReader reader(value, report_);
    if (const auto source = reader.need("source", "a mask")) named_node = read_source(*source);
    if (const auto mode = reader.take("mode")) read_mode(*mode);
    if (const auto inverted = reader.take("inverted"))
      mask_.inverted = read_boolean(*inverted, report_).value_or(false);
    if (const auto feather = reader.take("feather")) length(*feather, mask_.feather);
    reader.finish();
    // Who is named must exist even where the rest is wrong.
    const ir::MaskIdx index{loading_.out.masks.size()};
    loading_.out.masks.push_back(mask_);
    if (named_node)
      add_node_reference(NodeReference::Use::mask, *named_node, node_, index.value, loading_);
    return report_.error_count() == errors_before ? index : ir::MaskIdx{};
  }

 private:
  // {"node": id}, {"asset": key} or {"shape": {..}}. What is returned is the node's id.
  std::optional<Json> read_source(const Json& value) {
    static constexpr std::string_view kSources[] = {"node", "asset", "shape"};
    if (!value.is_object() || value.size() != 1) {
      report_.error(value, "\"source\" must be an object with one key: node, asset or shape",
                    "write {\"node\": id}, {\"asset\": name} or {\"shape\": {..}}");
      return {};
    }
    const Json source = *value.begin();
    const std::string& key = source.key();
    if (key == "shape") {
      read_shape(source);
    } else if (key != "node" && key != "asset") {
      report_.error(source, "unknown mask source " + in_quotes(key), suggestion(key, kSources));
    } else if (!source.is_string()) {
      report_.wrong_type(source, key == "node" ? "the id of a node" : "the name of an asset");
    } else if (key == "asset") {
      mask_.source = MaskSource::asset;
      mask_.asset = find_asset(source, loading_);
    } else {
      mask_.source = MaskSource::node;
      return source;
    }
    return {};
  }

  void read_shape(const Json& value) {
    static constexpr std::string_view kShapes[] = {"rect", "rounded_rect", "ellipse", "path"};
    if (!value.is_object() || value.size() != 1)
      return report_.error(value, "\"shape\" must be an object with one key, its kind",
                           "write {\"rect\": {\"x\", \"y\", \"width\", \"height\"}}");
    const Json shape = *value.begin();
    const auto found = std::find(std::begin(kShapes), std::end(kShapes), shape.key());
    if (found == std::end(kShapes))
      return report_.error(shape, "unknown shape " + in_quotes(shape.key()),
                           suggestion(shape.key(), kShapes));
    if (!shape.is_object()) return report_.wrong_type(shape, "an object");
    mask_.source = static_cast<MaskSource>(static_cast<std::ptrdiff_t>(MaskSource::rect) +
                                           (found - std::begin(kShapes)));
    ObjectReader reader(shape, report_);
    if (mask_.source == MaskSource::path)
      read_path(reader);
    else
      read_lengths(reader);
    reader.finish();
  }

  // Where it lies has the default 0; how large it is has none.
  void read_lengths(ObjectReader& reader) {
    for (std::size_t i = 0; i < ir::lane_count(mask_.source); ++i) {
      const std::string_view key = ir::lane_name(mask_.source, i);
      const bool is_place = i < 2;
      const auto given = is_place ? reader.take(key) : reader.need(key, "a shape");
      if (!given) continue;
      if (is_place)
        read_lanes(*given, LaneRule{}, {&mask_.lanes[i], 1}, loading_);
      else
        length(*given, mask_.lanes[i]);
    }
  }

  void length(const Json& value, anim::F64& lane) {
    LaneRule rule;
    rule.max = kMaxLength;
    read_lanes(value, rule, {&lane, 1}, loading_);
  }

  void read_path(ObjectReader& reader) {
    const auto given = reader.need("svg_path_d", "a path");
    const auto text = given ? loading_.substitute(*given) : std::nullopt;
    if (!text) return;
    const auto path = image::parse_path_data(*text);
    if (!path)
      return report_.error(*given,
                           label(*given) + ", " + path.error().where + ": " + path.error().what);
    mask_.verbs = appended(loading_.out.mask_verbs, path->verbs);
    mask_.points = appended(loading_.out.mask_points, path->points);
  }

  // "alpha", "luma" or {"stencil": {"threshold": 0.5}}
  void read_mode(const Json& value) {
    static constexpr std::string_view kModes[] = {"alpha", "luma", "stencil"};
    if (!value.is_object()) {
      const auto mode = read_choice(value, "mask mode", kModes, report_);
      if (mode == 2)
        return report_.error(value, "the mask mode \"stencil\" is an object",
                             "write {\"stencil\": {\"threshold\": 0.5}}");
      mask_.mode = static_cast<ir::MaskMode>(mode.value_or(0));
      return;
    }
    mask_.mode = ir::MaskMode::stencil;
    ObjectReader reader(value, report_);
    if (const auto stencil = reader.need("stencil", "a mask mode")) read_stencil(*stencil);
    reader.finish();
  }

  void read_stencil(const Json& value) {
    if (!value.is_object()) return report_.wrong_type(value, "an object {\"threshold\"}");
    ObjectReader reader(value, report_);
    if (const auto threshold = reader.take("threshold"))
      mask_.threshold = read_number(*threshold, 0, 1, report_).value_or(0.5);
    reader.finish();
  }

  ir::NodeIdx node_;
  Loading& loading_;
  Report& report_;
  ir::Mask mask_;
};

}  // namespace

ir::MaskIdx read_mask(const Json& value, ir::NodeIdx node, Loading& loading) {
  if (value.is_null()) return {};
  if (value.is_object()) return MaskReader(node, loading).read(value);
  loading.report.wrong_type(value, "an object {\"source\", \"mode\", \"inverted\", \"feather\"}");
  return {};
}

}  // namespace lattice::schema

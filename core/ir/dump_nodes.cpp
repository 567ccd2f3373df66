#include "ir/dump_nodes.h"

#include "ir/dump.h"

namespace lattice::ir {
namespace {

class PartDumper {
 public:
  PartDumper(JsonWriter& json, const Composition& composition) : json_(json), c_(composition) {}

  void root() {
    if (c_.time.model != TimeModel::finite) time();
    if (c_.working != WorkingSpace::srgb8)
      json_.key("color")
          .begin_inline_object()
          .member("working", name_of(c_.working))
          .end_inline_object();
    if (c_.camera) camera(*c_.camera);
    if (c_.motion_blur.samples > 1) motion_blur(c_.motion_blur);
    if (c_.domains.empty()) return;
    json_.key("domains").begin_array();
    for (const Domain& each : c_.domains) domain(each);
    json_.end_array();
  }

  void node(const Node& node) {
    if (node.domain) json_.member("domain", node.domain.value);
    if (node.inner_domain) json_.member("inner_domain", node.inner_domain.value);
    if (node.attached_to) json_.member("attached_to", node.attached_to.value);
    if (node.mask) mask(c_.masks[node.mask.index()]);
    if (node.layout) layout(c_.layouts[node.layout.index()]);
    if (node.motion_blur) motion_blur(c_.motion_blurs[node.motion_blur.index()]);
    if (node.depth_sort) json_.member("depth_sort", true);
    labels(node.labels);
  }

 private:
  void lane(std::string_view key, const anim::F64& lane) {
    json_.key(key);
    dump_lane(json_, lane, c_.curves);
  }

  void lanes(std::string_view key, std::span<const anim::F64> lanes) {
    json_.key(key).begin_inline_array();
    for (const anim::F64& each : lanes) dump_lane(json_, each, c_.curves);
    json_.end_inline_array();
  }

  void time() {
    json_.key("time").begin_inline_object().member("model", name_of(c_.time.model));
    if (c_.time.model == TimeModel::cyclic)
      json_.member("period", c_.time.period_seconds)
          .member("mode", c_.time.pingpong ? "pingpong" : "loop");
    else
      json_.member("window", c_.time.window_seconds);
    json_.end_inline_object();
  }

  void camera(const Camera& camera) {
    json_.key("camera").begin_object();
    lanes("position", camera.position);
    if (camera.has_target)
      lanes("target", camera.target);
    else
      lanes("rotation_rad", camera.rotation_rad);
    lanes("up", camera.up);
    lane("fov_deg", camera.fov_deg);
    json_.member("near", camera.near).member("far", camera.far).end_object();
  }

  void motion_blur(const MotionBlur& blur) {
    json_.key("motion_blur").begin_inline_object().member("samples", blur.samples);
    json_.member("shutter_angle_deg", blur.shutter_angle_deg);
    json_.member("shutter_phase_deg", blur.shutter_phase_deg).end_inline_object();
  }

  void domain(const Domain& domain) {
    json_.begin_inline_object().member("owner", domain.owner.value);
    json_.member("composition", c_.text(domain.name));
    json_.key("fps").begin_inline_object().member("num", domain.fps.num);
    json_.member("den", domain.fps.den).end_inline_object();
    json_.member("duration", domain.duration_frames).member("seed", domain.seed);
    json_.member("scale", domain.scale).member("offset", domain.offset_frames);
    if (domain.has_clip) {
      json_.key("clip").begin_inline_array().value(domain.clip_start).value(domain.clip_end);
      json_.end_inline_array();
    }
    json_.end_inline_object();
  }

  void mask(const Mask& mask) {
    json_.key("mask").begin_object().member("source", name_of(mask.source));
    if (mask.source == MaskSource::node)
      json_.member("node", mask.node.value);
    else if (mask.source == MaskSource::asset)
      json_.member("asset", mask.asset.value);
    for (std::size_t i = 0; i < lane_count(mask.source); ++i)
      lane(lane_name(mask.source, i), mask.lanes[i]);
    if (mask.source == MaskSource::path) outline(mask);
    json_.member("mode", name_of(mask.mode));
    if (mask.mode == MaskMode::stencil) json_.member("threshold", mask.threshold);
    json_.member("inverted", mask.inverted);
    lane("feather", mask.feather);
    json_.end_object();
  }

  // One letter a segment, as SVG has them, and all coordinates in order.
  void outline(const Mask& mask) {
    std::string verbs;
    for (std::uint32_t i = mask.verbs.first; i < mask.verbs.end(); ++i)
      verbs += "MLQCZ"[static_cast<std::size_t>(c_.mask_verbs[i])];
    json_.member("verbs", std::string_view(verbs)).key("points").begin_inline_array();
    for (std::uint32_t i = mask.points.first; i < mask.points.end(); ++i)
      json_.value(c_.mask_points[i].x).value(c_.mask_points[i].y);
    json_.end_inline_array();
  }

  void dimension(std::string_view key, const Dimension& dimension) {
    json_.key(key);
    switch (dimension.unit) {
      case Dimension::Unit::automatic: json_.value("auto"); return;
      case Dimension::Unit::px: dump_lane(json_, dimension.value, c_.curves); return;
      case Dimension::Unit::percent:
        json_.begin_inline_object().member("percent", dimension.value.constant).end_inline_object();
        return;
    }
  }

  void edges(std::string_view key, const Edges& edges) {
    json_.key(key).begin_inline_object();
    dimension("top", edges.top);
    dimension("right", edges.right);
    dimension("bottom", edges.bottom);
    dimension("left", edges.left);
    json_.end_inline_object();
  }

  void size(std::string_view key, const Dimension& width, const Dimension& height) {
    json_.key(key).begin_inline_object();
    dimension("width", width);
    dimension("height", height);
    json_.end_inline_object();
  }

  void layout(const Layout& layout) {
    json_.key("layout").begin_object().member("display", name_of(layout.display));
    json_.member("direction", name_of(layout.direction)).member("wrap", name_of(layout.wrap));
    json_.member("position", name_of(layout.position));
    json_.member("justify_content", name_of(layout.justify_content));
    json_.member("align_items", name_of(layout.align_items));
    json_.member("align_content", name_of(layout.align_content));
    json_.member("grid_columns", layout.grid_columns);
    const anim::F64 gap[] = {layout.gap_x, layout.gap_y};
    lanes("gap_px", gap);
    edges("padding_px", layout.padding);
    edges("margin_px", layout.margin);
    edges("inset_px", layout.inset);
    lane("flex_grow", layout.flex_grow);
    lane("flex_shrink", layout.flex_shrink);
    size("size", layout.width, layout.height);
    size("min_size", layout.min_width, layout.min_height);
    size("max_size", layout.max_width, layout.max_height);
    json_.end_object();
  }

  void labels(const Labels& labels) {
    if (!labels.semantic && labels.instance < 0 && !labels.mask) return;
    json_.key("labels").begin_inline_object();
    if (labels.semantic) json_.member("semantic", c_.text(labels.semantic));
    if (labels.instance >= 0) json_.member("instance", labels.instance);
    json_.member("mask", labels.mask).end_inline_object();
  }

  JsonWriter& json_;
  const Composition& c_;
};

}  // namespace

void dump_root_settings(JsonWriter& json, const Composition& composition) {
  PartDumper(json, composition).root();
}

void dump_node_parts(JsonWriter& json, const Composition& composition, const Node& node) {
  PartDumper(json, composition).node(node);
}

}  // namespace lattice::ir

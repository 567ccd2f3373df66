#include "session/check/artifact_case.h"

#include <algorithm>

namespace lattice::session::check {
namespace {

constexpr std::size_t kFrames = 4;

Choose how_to_choose(Style style) {
  switch (style) {
    case Style::least: return Choose::least;
    case Style::most: return Choose::most;
    case Style::random: return Choose::random;
    default: return Choose::defaults;
  }
}

bool needs_values(const ir::Kind& kind) {
  return std::any_of(kind.params.begin(), kind.params.end(),
                     [](const ir::ParamSchema& p) { return p.required; });
}

}  // namespace

// Widths leave a gap behind every row, in which a sample too many shows.
ArtifactCase make_artifact_case(const Judge& judge, const lattice_artifact& table,
                                const ir::Kind& kind, Style style, unsigned char gap) {
  Random random(judge.seed());
  std::int32_t width = 22, height = 14;
  if (style == Style::smallest) width = height = 1;
  if (style == Style::random) {
    width = 16 * random.between(0, 2) + random.between(1, 15);
    height = random.between(1, 24);
  }
  const bool wide = style != Style::defaults && random.one_in(2);
  ArtifactCase out;
  out.params = ParamValues::choose(kind.params, how_to_choose(style), random);
  out.is_plain = style == Style::defaults && !needs_values(kind);
  out.scene = std::make_unique<SyntheticScene>(width, height, wide ? rgba_f32_type() : rgba8_type(),
                                               table.planes, kFrames, random, gap);
  return out;
}

std::string ArtifactCase::text(const ir::Kind& kind) const {
  const image::Rect canvas = scene->canvas();
  const std::string values = params.text(kind.params);
  return name_of_working(scene->working()) + std::string(", canvas ") + std::to_string(canvas.x1) +
         "x" + std::to_string(canvas.y1) + (values.empty() ? "" : ", " + values);
}

ArtifactInstance::ArtifactInstance(Judge& judge, const lattice_artifact& table,
                                   const ArtifactCase& with)
    : judge_(judge), table_(table), case_(with) {
  const auto values = with.params.values();
  const lattice_artifact_binding binding{sizeof(lattice_artifact_binding),
                                         static_cast<std::uint32_t>(values.size()), values.data(),
                                         &with.scene->facts(), with.scene->working()};
  created_ = judge.call("create", Tag::session, [&] {
    return may_throw(table.create)(host_.abi(), &binding, &self_, &outputs_, &count_);
  });
}

ArtifactInstance::~ArtifactInstance() {
  if (!created_.ok()) return;
  judge_.call("destroy", Tag::session, [&] {
    may_throw(table_.destroy)(self_);
    return LATTICE_OK;
  });
}

lattice_status ArtifactInstance::produce(std::size_t frame, const lattice_image* buffers) const {
  const lattice_frame moment = case_.scene->frame(frame, case_.params.values());
  return may_throw(table_.produce)(self_, &moment, &case_.scene->planes(frame),
                                   &case_.scene->scene(frame), buffers);
}

CallOutcome ArtifactInstance::observe(std::size_t frame) {
  const lattice_frame moment = case_.scene->frame(frame, case_.params.values());
  return judge_.call("observe", Tag::lane, [&] {
    return may_throw(table_.observe)(self_, &moment, &case_.scene->planes(frame),
                                     &case_.scene->scene(frame));
  });
}

CallOutcome ArtifactInstance::finish(const FakeFiles& files) {
  return judge_.call("finish", Tag::lane,
                     [&] { return may_throw(table_.finish)(self_, &files.table()); });
}

}  // namespace lattice::session::check

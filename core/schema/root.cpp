// The root of a composition: canvas, clock, assets, and the root node.
#include <limits>

#include "schema/color.h"
#include "schema/fps.h"
#include "schema/loading.h"
#include "schema/object_reader.h"

namespace lattice::schema {
namespace {

constexpr std::string_view kVersion = "0.3";
constexpr std::int64_t kMaxCanvasSize = 16384;
constexpr Rational kDefaultFps{30, 1};

void read_version(ObjectReader& reader, Report& report) {
  const auto version = reader.need("version", "a composition");
  if (!version) return;
  if (!version->is_string()) return report.wrong_type(*version, "the string \"0.3\"");
  if (version->text() != kVersion)
    report.error(*version, "version " + in_quotes(version->text()) + " is not supported",
                 "this program reads version \"0.3\"");
}

void read_canvas(const Json& value, Loading& loading) {
  Report& report = loading.report;
  if (!value.is_object()) return report.wrong_type(value, "an object");
  ObjectReader reader(value, report);
  const auto size = [&](std::string_view key) {
    const auto given = reader.need(key, "the canvas");
    const auto read = given ? read_whole(*given, 1, kMaxCanvasSize, report) : std::nullopt;
    return static_cast<std::int32_t>(read.value_or(1));
  };
  loading.out.width = size("width");
  loading.out.height = size("height");
  if (const auto given = reader.take("background"))
    loading.out.background = read_color(*given, report).value_or(image::Color{});
  reader.finish();
}

void read_seed(const Json& value, Loading& loading) {
  if (!value.is_number()) return loading.report.wrong_type(value, "a number");
  const auto seed = value.as_uint64();
  if (!seed)
    loading.report.error(value, "\"seed\" must be a whole number in 0..18446744073709551615, not " +
                                    spelled(value.number()));
  loading.out.seed = seed.value_or(0);
}

void read_time(const Json& value, Report& report) {
  static constexpr std::string_view kModels[] = {"finite"};
  static constexpr std::string_view kLaterModels[] = {"cyclic", "infinite"};
  if (!value.is_object()) return report.wrong_type(value, "an object");
  ObjectReader reader(value, report);
  const auto model = reader.need("model", "\"time\"");
  if (model && !read_choice(*model, "time model", kModels, kLaterModels, report)) {
    // What belongs to the other models goes with them.
    for (const std::string_view key : {"period", "mode", "window"}) reader.accept(key);
  }
  reader.finish();
}

void read_color_settings(const Json& value, Report& report) {
  static constexpr std::string_view kSpaces[] = {"srgb8"};
  static constexpr std::string_view kLaterSpaces[] = {"linear_srgb_f32", "acescg_f32"};
  static constexpr std::string_view kViews[] = {"srgb"};
  if (!value.is_object()) return report.wrong_type(value, "an object");
  ObjectReader reader(value, report);
  if (const auto working = reader.take("working"))
    read_choice(*working, "working space", kSpaces, kLaterSpaces, report);
  if (const auto view = reader.take("view")) read_choice(*view, "view", kViews, {}, report);
  reader.finish();
}

// Empty ones are as good as none.
void refuse_entries(ObjectReader& reader, std::string_view key, std::string_view what,
                    Report& report) {
  const auto object = reader.take(key);
  if (!object) return;
  if (!object->is_object()) return report.wrong_type(*object, "an object");
  for (const Json member : *object)
    report.unsupported(member, std::string(what) + " " + in_quotes(member.key()));
}

std::optional<std::int64_t> read_clock(ObjectReader& reader, Loading& loading) {
  loading.out.fps = kDefaultFps;
  if (const auto given = reader.take("fps"))
    loading.out.fps = read_fps(*given, loading.report).value_or(kDefaultFps);
  const auto given = reader.need("duration", "a composition");
  const auto frames = given ? read_whole(*given, 1, kMaxFrames, loading.report) : std::nullopt;
  loading.out.duration_frames = frames.value_or(1);
  return frames;
}

}  // namespace

void read_root(const Json& value, Loading& loading) {
  Report& report = loading.report;
  if (!value.is_object()) return report.wrong_type(value, "an object");
  ObjectReader reader(value, report);
  read_version(reader, report);
  if (const auto canvas = reader.need("canvas", "a composition")) read_canvas(*canvas, loading);
  const auto duration = read_clock(reader, loading);
  if (const auto seed = reader.take("seed")) read_seed(*seed, loading);
  if (const auto time = reader.take("time")) read_time(*time, report);
  if (const auto color = reader.take("color")) read_color_settings(*color, report);
  refuse_entries(reader, "variables", "the variable", report);
  refuse_entries(reader, "compositions", "the composition", report);
  reader.refuse("camera", is_null);
  reader.refuse("motion_blur", is_null);
  reader.accept("metadata");
  if (const auto assets = reader.take("assets")) read_assets(*assets, loading);
  if (const auto root = reader.need("root", "a composition"))
    read_root_node(*root, duration, loading);
  reader.finish();
}

}  // namespace lattice::schema

// The root of a composition: canvas, clock, assets, and the root node.
#include "schema/color.h"
#include "schema/fps.h"
#include "schema/loading.h"
#include "schema/object_reader.h"

namespace lattice::schema {
namespace {

constexpr std::string_view kVersion = "0.3";
constexpr std::int64_t kMaxCanvasSize = 16384;
constexpr Rational kDefaultFps{30, 1};
constexpr double kMaxSpanSeconds = 1e9;

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

// Seconds of a period or window.
double read_span(ObjectReader& reader, std::string_view key, std::string_view model,
                 Report& report) {
  const auto given = reader.need(key, "the time model " + in_quotes(model));
  const auto seconds = given ? read_number(*given, 0, kMaxSpanSeconds, report) : std::nullopt;
  if (seconds && *seconds == 0)
    report.error(*given, in_quotes(key) + " must be greater than 0 seconds");
  return seconds && *seconds > 0 ? *seconds : 1;
}

void read_time(const Json& value, ir::TimeRoot& time, Report& report) {
  static constexpr std::string_view kModels[] = {"finite", "cyclic", "infinite"};
  static constexpr std::string_view kModes[] = {"loop", "pingpong"};
  if (!value.is_object()) return report.wrong_type(value, "an object");
  ObjectReader reader(value, report);
  const auto model = reader.need("model", "\"time\"");
  const auto chosen = model ? read_choice(*model, "time model", kModels, report) : std::nullopt;
  if (chosen) {
    time.model = static_cast<ir::TimeModel>(*chosen);
  } else {
    // Whatever it was meant to be, its keys go with it.
    for (const std::string_view key : {"period", "mode", "window"}) reader.accept(key);
  }
  if (time.model == ir::TimeModel::cyclic) {
    time.period_seconds = read_span(reader, "period", "cyclic", report);
    if (const auto mode = reader.take("mode"))
      time.pingpong = read_choice(*mode, "mode", kModes, report) == 1;
  } else if (time.model == ir::TimeModel::infinite) {
    time.window_seconds = read_span(reader, "window", "infinite", report);
  }
  reader.finish();
}

void read_color_settings(const Json& value, ir::WorkingSpace& working, Report& report) {
  static constexpr std::string_view kSpaces[] = {"srgb8", "linear_srgb_f32", "acescg_f32"};
  static constexpr std::string_view kViews[] = {"srgb"};
  if (!value.is_object()) return report.wrong_type(value, "an object");
  ObjectReader reader(value, report);
  if (const auto given = reader.take("working"))
    working = static_cast<ir::WorkingSpace>(
        read_choice(*given, "working space", kSpaces, report).value_or(0));
  if (const auto view = reader.take("view")) read_choice(*view, "view", kViews, report);
  reader.finish();
}

std::optional<std::int64_t> read_clock(ObjectReader& reader, Loading& loading) {
  loading.out.fps = kDefaultFps;
  if (const auto given = reader.take("fps"))
    loading.out.fps = read_fps(*given, loading.report).value_or(kDefaultFps);
  const auto frames = read_duration_frames(reader, "a composition", loading.report);
  loading.out.duration_frames = frames.value_or(1);
  if (const auto seed = reader.take("seed"))
    loading.out.seed = read_seed(*seed, loading.report).value_or(0);
  if (const auto time = reader.take("time")) read_time(*time, loading.out.time, loading.report);
  return frames;
}

}  // namespace

std::optional<std::int64_t> read_duration_frames(ObjectReader& reader, std::string_view what,
                                                 Report& report) {
  const auto given = reader.need("duration", what);
  return given ? read_whole(*given, 1, kMaxFrames, report) : std::nullopt;
}

std::optional<std::uint64_t> read_seed(const Json& value, Report& report) {
  if (!value.is_number()) {
    report.wrong_type(value, "a number");
    return {};
  }
  const auto seed = value.as_uint64();
  if (!seed)
    report.error(value, "\"seed\" must be a whole number in 0..18446744073709551615, not " +
                            spelled(value.number()));
  return seed;
}

void read_root(const Json& value, Loading& loading) {
  Report& report = loading.report;
  if (!value.is_object()) return report.wrong_type(value, "an object");
  ObjectReader reader(value, report);
  read_version(reader, report);
  if (const auto canvas = reader.need("canvas", "a composition")) read_canvas(*canvas, loading);
  const auto duration = read_clock(reader, loading);
  if (const auto color = reader.take("color"))
    read_color_settings(*color, loading.out.working, report);
  declare_variables(reader.take("variables"), loading.compositions.front(), loading);
  if (const auto compositions = reader.take("compositions"))
    declare_compositions(*compositions, loading);
  if (const auto camera = reader.take("camera")) loading.out.camera = read_camera(*camera, loading);
  if (const auto blur = reader.take("motion_blur"))
    loading.out.motion_blur = read_motion_blur(*blur, report).value_or(ir::MotionBlur{});
  reader.accept("metadata");
  if (const auto assets = reader.take("assets")) read_assets(*assets, loading);
  if (const auto root = reader.need("root", "a composition"))
    read_root_node(*root, duration, loading);
  reader.finish();
  resolve_node_references(loading);
  check_unused_compositions(loading);
}

}  // namespace lattice::schema

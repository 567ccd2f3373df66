// Assets that are files: pictures, films, sound, drawings and meshes.
#include "schema/asset_fields.h"

namespace lattice::schema {
namespace {

constexpr double kMaxPlaybackRate = 1e4;
constexpr double kMaxVolume = 1e3;  // 60 dB
constexpr int kMediaEnds = 3;

// "an image", "a film": as messages name them.
std::string_view title_of(ir::AssetKind kind) {
  switch (kind) {
    case ir::AssetKind::image: return "an image";
    case ir::AssetKind::svg: return "an svg";
    case ir::AssetKind::mesh: return "a mesh";
    case ir::AssetKind::audio: return "an audio";
    default: return "a video";
  }
}

void read_trims(Fields& fields, ir::Media& media) {
  media.trim_start_seconds = fields.number("trim_start_sec", 0, 0, kMaxSeconds);
  const auto end = fields.unless_null("trim_end_sec");
  const auto seconds = end ? read_number(*end, 0, kMaxSeconds, fields.report()) : std::nullopt;
  if (!seconds) return;
  if (*seconds > media.trim_start_seconds)
    media.trim_end_seconds = *seconds;
  else
    fields.report().error(*end,
                          "\"trim_end_sec\" " + spelled(*seconds) +
                              " must be greater than \"trim_start_sec\" " +
                              spelled(media.trim_start_seconds),
                          "it is where in the source the clip ends, not how long it is");
}

void read_time(Fields& fields, ir::Media& media) {
  media.playback_rate = fields.positive("playback_rate", 1, kMaxPlaybackRate);
  const auto remap = fields.unless_null("time_remap");
  if (!remap) return;
  media.is_remapped = read_lanes(*remap, LaneRule{}, {&media.time_remap, 1}, fields.loading());
  if (media.playback_rate != 1)
    fields.report().error(*remap,
                          "\"time_remap\" says which source second shows, and so does "
                          "\"playback_rate\"",
                          "keep one");
}

}  // namespace

void read_file(const Json& object, ir::Asset& asset, Loading& loading) {
  Fields fields(object, title_of(asset.kind), loading);
  asset.source = fields.needed_source("source");
  fields.finish();
}

void read_media(const Json& object, ir::Asset& asset, Loading& loading) {
  Fields fields(object, title_of(asset.kind), loading);
  asset.source = fields.needed_source("source");
  ir::Media media;
  read_trims(fields, media);
  read_time(fields, media);
  media.end = fields.choice("end", "end", kMediaEnds, media.end);
  LaneRule gain;
  gain.max = kMaxVolume;
  fields.lane("volume", gain, media.volume);
  media.is_muted = fields.flag("mute");
  media.fade_in_seconds = fields.number("fade_in_sec", 0, 0, kMaxSeconds);
  media.fade_out_seconds = fields.number("fade_out_sec", 0, 0, kMaxSeconds);
  fields.finish();
  asset.detail = add_detail(loading.out.details.media, media);
}

}  // namespace lattice::schema

#include "session/check/sink_film.h"

#include <algorithm>

#include "image/type.h"

namespace lattice::session::check {
namespace {

constexpr lattice_rational kRate = {30000, 1001};
constexpr std::int64_t kFirstFrame = 7;
constexpr lattice_type kVectors2 =
    image::interleaved(LATTICE_F32, 2, LATTICE_ALPHA_NONE, LATTICE_SPACE_DATA);
constexpr lattice_type kIds =
    image::interleaved(LATTICE_U32, 1, LATTICE_ALPHA_NONE, LATTICE_SPACE_DATA);
constexpr lattice_type kMask =
    image::interleaved(LATTICE_U8, 1, LATTICE_ALPHA_NONE, LATTICE_SPACE_DATA);
constexpr lattice_type kSound =
    image::interleaved(LATTICE_F32, 2, LATTICE_ALPHA_NONE, LATTICE_SPACE_UNKNOWN);

StreamSpec colour(const lattice_type& type) {
  return {LATTICE_STREAM_IMAGE, 0, "rgba", "", {"R", "G", "B", "A"}, type};
}

StreamSpec of(const char* artifact, const char* name, const char* channel, const lattice_type& type,
              std::uint32_t flags = 0) {
  return {LATTICE_STREAM_IMAGE, flags, artifact, name, {channel}, type};
}

StreamSpec without_pictures(std::uint32_t kind, const char* artifact, const lattice_type& type) {
  return {kind, 0, artifact, "", {}, type};
}

std::vector<Offer> make_offers() {
  const lattice_type depth = image::kDepthF32;
  return {
      {"rgba in 8 bit", {colour(rgba8_type())}},
      {"rgba in float", {colour(rgba_f32_type())}},
      {"depth and its raw companion",
       {of("depth", "", nullptr, depth), of("depth", "z", "Z", depth, LATTICE_STREAM_AUXILIARY)}},
      {"two masks", {of("mask", "card", nullptr, kMask), of("mask", "back", nullptr, kMask)}},
      {"vectors", {{LATTICE_STREAM_IMAGE, 0, "flow", "", {"forward.u", "forward.v"}, kVectors2}}},
      {"ids", {of("ids", "", "id", kIds)}},
      {"sound", {without_pictures(LATTICE_STREAM_AUDIO, "mix", kSound)}},
      {"a document", {without_pictures(LATTICE_STREAM_DOCUMENT, "camera", {})}},
  };
}

Picture make_picture(const lattice_type& type, const image::Rect& rect, Random& random) {
  if (image::same_type(type, image::kDepthF32)) return random_depth(rect, random);
  if (type.channels == 4) return random_picture(type, rect, random);
  return random_samples(type, rect, random);
}

}  // namespace

std::span<const Offer> offers() {
  static const std::vector<Offer> all = make_offers();
  return all;
}

Film::Film(const Offer& offer, const lattice_sink& sink, FilmSize size,
           const std::string& extension, Random& random)
    : text_(offer.text), size_(size) {
  streams_.reserve(offer.streams.size());
  for (const StreamSpec& spec : offer.streams) add(spec, sink, extension, random);
  for (const Stream& stream : streams_) offered_.push_back(&stream.facts);
}

void Film::add(const StreamSpec& spec, const lattice_sink& sink, const std::string& extension,
               Random& random) {
  Stream& stream = streams_.emplace_back();
  const bool per_frame = (sink.flags & LATTICE_SINK_FILE_PER_FRAME) != 0;
  std::string stem = spec.artifact;
  if (*spec.name != '\0') stem += std::string(".") + spec.name;
  for (std::size_t i = 0; i < size_.frame_count; ++i) {
    if (per_frame && !extension.empty())
      stream.paths.push_back(stem + "/frame_" + std::to_string(frame_number(i)) + "." + extension);
    if (spec.kind == LATTICE_STREAM_IMAGE)
      stream.pictures.push_back(make_picture(spec.type, rect(), random));
  }
  if (!per_frame && !extension.empty()) stream.path = stem + "." + extension;

  lattice_stream& facts = stream.facts;
  facts.struct_size = sizeof facts;
  facts.kind = spec.kind;
  facts.flags = spec.flags;
  facts.artifact = spec.artifact;
  facts.name = spec.name;
  std::copy(std::begin(spec.channels), std::end(spec.channels), std::begin(facts.channels));
  facts.type = spec.type;
  facts.path = stream.path.empty() ? nullptr : stream.path.c_str();
  if (spec.kind == LATTICE_STREAM_AUDIO) facts.sample_rate = 48000;
  if (spec.kind == LATTICE_STREAM_AUDIO) facts.count = -1;
  if (spec.kind != LATTICE_STREAM_IMAGE) return;
  facts.width = size_.width;
  facts.height = size_.height;
  facts.rate = kRate;
  facts.first_frame = kFirstFrame;
  facts.count = static_cast<std::int64_t>(size_.frame_count);
}

bool Film::is_pictures_only() const {
  return std::all_of(offered_.begin(), offered_.end(),
                     [](const auto* stream) { return stream->kind == LATTICE_STREAM_IMAGE; });
}

std::int64_t Film::frame_number(std::size_t frame) const {
  return kFirstFrame + static_cast<std::int64_t>(frame);
}

const char* Film::packet_path(std::size_t stream, std::size_t frame) const {
  const auto& paths = streams_[stream].paths;
  return paths.empty() ? nullptr : paths[frame].c_str();
}

const Picture& Film::picture(std::size_t stream, std::size_t frame) const {
  return streams_[stream].pictures[frame];
}

}  // namespace lattice::session::check

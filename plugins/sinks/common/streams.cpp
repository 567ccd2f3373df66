#include "common/streams.h"

#include <cstring>

namespace lattice::sinks {
namespace {

const char* kind_name(std::uint32_t kind) {
  switch (kind) {
    case LATTICE_STREAM_AUDIO: return "sound";
    case LATTICE_STREAM_DOCUMENT: return "a document";
    default: return "of a kind that is newer than this plugin";
  }
}

std::string text_or_empty(const char* text) { return text == nullptr ? "" : text; }

std::string frame_text(const lattice_packet& packet, const ImageStream& stream) {
  return "frame " + std::to_string(packet.frame) + " of '" + stream.label + "'";
}

void check_image_stream(const lattice_stream& stream) {
  if (stream.width < 1 || stream.height < 1)
    refuse(LATTICE_ERR_ARGUMENT, "the stream '" + label_of(stream) + "' has no size");
  if (sample_bytes(stream.type.dtype) == 0 || stream.type.channels < 1 || stream.type.channels > 4)
    refuse(LATTICE_ERR_UNSUPPORTED, "the samples of '" + label_of(stream) +
                                        "' are of a type that is newer than this plugin; use a "
                                        "newer one");
}

bool same_type(const lattice_type& a, const lattice_type& b) {
  static_assert(sizeof(lattice_type) == 16, "compared as bytes: it has no padding");
  return std::memcmp(&a, &b, sizeof a) == 0;
}

bool same_rect(const lattice_rect& a, const lattice_rect& b) {
  return a.x0 == b.x0 && a.y0 == b.y0 && a.x1 == b.x1 && a.y1 == b.y1;
}

}  // namespace

std::string label_of(const lattice_stream& stream) {
  std::string label = text_or_empty(stream.artifact);
  if (const std::string name = text_or_empty(stream.name); !name.empty()) label += "." + name;
  return label;
}

std::uint32_t sample_bytes(std::uint8_t dtype) {
  switch (dtype) {
    case LATTICE_U8: return 1;
    case LATTICE_U16:
    case LATTICE_F16: return 2;
    case LATTICE_U32:
    case LATTICE_F32: return 4;
    default: return 0;
  }
}

std::vector<std::uint32_t> require_images(const char* sink, Offered offered, Wanted wanted) {
  std::vector<std::uint32_t> images;
  bool has_main = false;
  for (std::uint32_t i = 0; i < offered.size(); ++i) {
    const lattice_stream& stream = *offered[i];
    if (stream.kind == 0) continue;
    const bool auxiliary = (stream.flags & LATTICE_STREAM_AUXILIARY) != 0;
    if (stream.kind == LATTICE_STREAM_IMAGE) {
      check_image_stream(stream);
      images.push_back(i);
      has_main = has_main || !auxiliary;
    } else if (auxiliary) {
      wanted[i]->kind = 0;
    } else {
      refuse(LATTICE_ERR_UNSUPPORTED, std::string(sink) + " takes images, but '" +
                                          label_of(stream) + "' is " + kind_name(stream.kind) +
                                          "; send it to another sink");
    }
  }
  if (!has_main)
    refuse(LATTICE_ERR_UNSUPPORTED, std::string(sink) +
                                        " was offered no images; choose an artifact that makes "
                                        "them, such as rgba");
  return images;
}

std::vector<ImageStream> agreed_images(Offered streams) {
  std::vector<ImageStream> images;
  for (std::uint32_t i = 0; i < streams.size(); ++i) {
    const lattice_stream& from = *streams[i];
    if (from.kind != LATTICE_STREAM_IMAGE) continue;
    ImageStream& to = images.emplace_back();
    to.index = i;
    to.auxiliary = (from.flags & LATTICE_STREAM_AUXILIARY) != 0;
    to.label = label_of(from);
    to.name = text_or_empty(from.name);
    to.path = text_or_empty(from.path);
    for (std::size_t c = 0; c < to.channels.size(); ++c)
      to.channels[c] = text_or_empty(from.channels[c]);
    to.type = from.type;
    to.width = from.width;
    to.height = from.height;
    to.rate = from.rate;
  }
  return images;
}

const lattice_image& image_of(const lattice_packet& packet, const ImageStream& stream) {
  const lattice_image* image = packet.images != nullptr && stream.index < packet.stream_count
                                   ? packet.images[stream.index]
                                   : nullptr;
  if (image == nullptr)
    refuse(LATTICE_ERR_ARGUMENT, frame_text(packet, stream) + " came without a picture");
  const lattice_rect& bounds = image->bounds;
  if (!same_type(image->type, stream.type) || bounds.x1 - bounds.x0 != stream.width ||
      bounds.y1 - bounds.y0 != stream.height)
    refuse(LATTICE_ERR_ARGUMENT,
           frame_text(packet, stream) + " is of another type or size than was agreed");
  // A sink reads every pixel; outside `valid` there is no memory.
  if (!same_rect(image->valid, bounds))
    refuse(LATTICE_ERR_ARGUMENT, frame_text(packet, stream) + " is defined in part only");
  return *image;
}

std::string path_of(const lattice_packet& packet, const ImageStream& stream) {
  if (packet.paths != nullptr && stream.index < packet.stream_count &&
      packet.paths[stream.index] != nullptr)
    return packet.paths[stream.index];
  if (!stream.path.empty()) return stream.path;
  refuse(LATTICE_ERR_ARGUMENT, frame_text(packet, stream) + " came without a path to write to");
}

}  // namespace lattice::sinks

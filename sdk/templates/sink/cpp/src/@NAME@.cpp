// @LABEL@: a binary PPM file per frame, 8 bits for each of R, G and B.
//
// The host converts pixels to what negotiate() asked for, gives every frame its path, and
// calls push() from several threads at once. Files are written through lattice::File only:
// that is what keeps half a file from ever standing under its final name.
#include <array>
#include <cstdint>
#include <lattice/plugin.hpp>
#include <string>

namespace {

class Sink {
 public:
  static constexpr lattice::About about{
      .id = "@ID@",
      .label = "@LABEL@",
      .summary = "Writes each frame as a binary PPM file.",
      .flags = LATTICE_SINK_FILE_PER_FRAME | LATTICE_SINK_PARALLEL,
      .extensions = {"ppm"},
  };

  explicit Sink(const lattice::SinkBinding& binding) : files_(binding.host().files()) {}

  // One picture with colours. A companion of it that has no place in a PPM is left out;
  // whatever else cannot be written is refused now, before anything was rendered.
  void negotiate(const lattice::Streams& offered, const lattice::WantedStreams& wanted) {
    int pictures = 0;
    for (std::uint32_t i = 0; i < offered.size(); ++i) {
      const lattice_stream& stream = offered[i];
      if (stream.flags & LATTICE_STREAM_AUXILIARY) {
        wanted[i].kind = 0;
        continue;
      }
      if (stream.kind != LATTICE_STREAM_IMAGE || stream.type.channels < 3 ||
          stream.type.space == LATTICE_SPACE_DATA)
        throw lattice::Failure(LATTICE_ERR_UNSUPPORTED, "PPM holds colours only; send \"" +
                                                            lattice::label_of(stream) +
                                                            "\" to --sink exr or npy");
      wanted[i].type = lattice::type_of<Rgb8>(LATTICE_SPACE_SRGB);
      ++pictures;
    }
    if (pictures != 1)
      throw lattice::Failure(LATTICE_ERR_UNSUPPORTED,
                             "a PPM file holds one picture; choose one artifact that makes one, "
                             "such as rgba");
  }

  void begin(const lattice::Streams&) {}

  // Every file is whole, or gone, when push() returns: File deletes what was not committed.
  void push(const lattice::Packet& packet) const {
    for (std::uint32_t i = 0; i < packet.stream_count(); ++i) {
      if (!packet.has_image(i)) continue;
      const lattice::Image image = packet.image(i);
      const lattice::Rect bounds = image.bounds();
      lattice::File file = files_.open(packet.path(i));
      file.write("P6\n" + std::to_string(bounds.width()) + " " + std::to_string(bounds.height()) +
                 "\n255\n");
      for (std::int32_t y = bounds.y0; y < bounds.y1; ++y) file.write(image.row<Rgb8>(y));
      file.commit();
    }
  }

  // Nothing is held back that could be flushed or thrown away.
  void end(lattice::Outcome) {}

 private:
  using Rgb8 = std::array<std::uint8_t, 3>;

  lattice::Files files_;
};

}  // namespace

LATTICE_PLUGIN("@ID@", "1.0.0", "Example", lattice::Sinks<Sink>);

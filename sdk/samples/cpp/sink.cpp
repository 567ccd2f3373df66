// A PAM file per frame: a few lines of text, then the samples (netpbm.sourceforge.net/doc/pam).
//
// Before anything is rendered the sink says in negotiate() which types it wants; the host converts.
// Files are written through lattice::File only: they get their name at commit(), and what is not
// committed vanishes, so a cancelled export leaves nothing half-written.
#include <lattice/plugin.hpp>

namespace {

class Pam {
 public:
  static constexpr lattice::About about{
      .id = "com.example.pam_cpp",
      .label = "PAM sequence",
      .summary = "Writes each frame as a PAM file: straight alpha, sRGB.",
      .flags = LATTICE_SINK_PARALLEL | LATTICE_SINK_FILE_PER_FRAME,
      .extensions = {"pam"}};

  explicit Pam(const lattice::SinkBinding& binding) : files_(binding.host().files()) {}

  // Straight alpha in sRGB bytes is what PAM means by RGB_ALPHA.
  void negotiate(const lattice::Streams& offered, const lattice::WantedStreams& wanted) const {
    bool takes_any = false;
    for (std::uint32_t i = 0; i < offered.size(); ++i) {
      if (offered[i].kind == 0) continue;
      if ((offered[i].flags & LATTICE_STREAM_AUXILIARY) != 0) {
        wanted[i].kind = 0;  // left out
        continue;
      }
      wanted[i].type = type_for(offered[i]);
      takes_any = true;
    }
    if (!takes_any) refuse("was offered no picture; choose 'rgba' as the artifact");
  }

  // Every packet brings all that its file needs: nothing to remember.
  void begin(const lattice::Streams&) const {}

  // PARALLEL: several threads at once, frames in any order.
  void push(const lattice::Packet& packet) const {
    for (std::uint32_t i = 0; i < packet.stream_count(); ++i)
      if (packet.has_image(i)) write(packet.image(i), files_.open(packet.path(i)));
  }

  // Each file was whole when its push() returned, also when the export ends early.
  void end(lattice::Outcome) const {}

 private:
  [[noreturn]] static void refuse(const std::string& what) {
    throw lattice::Failure(LATTICE_ERR_UNSUPPORTED, "pam " + what);
  }

  static lattice_type type_for(const lattice_stream& stream) {
    const std::string name = "'" + lattice::label_of(stream) + "'";
    if (stream.kind != LATTICE_STREAM_IMAGE)
      refuse("writes pictures, and " + name + " is none; send it to another sink");
    if (stream.type.channels < 3 || stream.type.space == LATTICE_SPACE_DATA)
      refuse("writes colours, and " + name + " holds other numbers; send it to --sink npy or exr");
    if (stream.type.alpha == LATTICE_ALPHA_NONE)
      return lattice::type_of<std::array<std::uint8_t, 3>>(LATTICE_SPACE_SRGB);
    lattice_type straight = lattice::type_of<lattice::Rgba8>(LATTICE_SPACE_SRGB);
    straight.alpha = LATTICE_ALPHA_STRAIGHT;
    return straight;
  }

  static void write(const lattice::Image& image, lattice::File file) {
    const lattice::Rect all = image.bounds();
    const bool alpha = image.type().channels == 4;
    file.write("P7\nWIDTH " + std::to_string(all.width()) + "\nHEIGHT " +
               std::to_string(all.height()) + "\nDEPTH " + (alpha ? "4" : "3") +
               "\nMAXVAL 255\nTUPLTYPE " + (alpha ? "RGB_ALPHA" : "RGB") + "\nENDHDR\n");
    for (std::int32_t y = all.y0; y < all.y1; ++y)
      if (alpha)
        file.write(image.row<lattice::Rgba8>(y));
      else
        file.write(image.row<std::array<std::uint8_t, 3>>(y));
    file.commit();
  }

  lattice::Files files_;
};

}  // namespace

LATTICE_PLUGIN("com.example.pam_cpp", "1.0.0", "Example", lattice::Sinks<Pam>);

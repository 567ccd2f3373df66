// A colour look-up table from a .cube file (Adobe Cube LUT 1.0, three-dimensional), applied to
// sRGB code values between 0 and 1; what lies beyond is cut.
//
// What to look at: an instance. The constructor reads the file once and throws a sentence for
// everything that may be wrong in it; tile() only reads the table, on many threads. digest() tells
// the host's caches what was in the file, which they cannot see from its name.
#include <charconv>
#include <fstream>
#include <lattice/plugin.hpp>
#include <optional>
#include <vector>

#include "../c/srgb.h"

namespace {

using lattice::Rgba32f;
using lattice::Rgba8;

using Triple = std::array<double, 3>;

constexpr std::string_view kBlanks = " \t\r\n";

double cut(double v) { return v > 0 ? (v < 1 ? v : 1) : 0; }

// ---- Reading --------------------------------------------------------------------------------

struct Table {
  std::vector<float> rgb;  // size * size * size colours; red runs fastest, then green
  std::int32_t size = 0;   // 0 until LUT_3D_SIZE was read
  Triple domain_min{0, 0, 0}, domain_max{1, 1, 1};

  std::size_t whole() const {
    const auto edge = static_cast<std::size_t>(size);
    return edge * edge * edge * 3;
  }
};

// Exactly N finite numbers. from_chars reads 0.5 with a point, whatever the locale says.
template <std::size_t N>
std::optional<std::array<double, N>> parse_numbers(std::string_view text) {
  std::array<double, N> out{};
  for (double& number : out) {
    text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
    if (text.starts_with('+')) text.remove_prefix(1);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || number - number != 0) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  }
  if (text.find_first_not_of(kBlanks) != text.npos) return std::nullopt;
  return out;
}

class CubeReader {
 public:
  explicit CubeReader(std::string_view path) : path_(path) {}

  Table read() {
    std::ifstream file(path_);
    if (!file)
      refuse("the file cannot be opened; check its name and the folder you are in", LATTICE_ERR_IO);
    for (std::string line; std::getline(file, line);) {
      ++line_;
      read_line(line);
    }
    if (file.bad()) refuse("the file cannot be read any further");
    check_whole();
    return std::move(table_);
  }

 private:
  [[noreturn]] void refuse(const std::string& what,
                           lattice_status status = LATTICE_ERR_ARGUMENT) const {
    const std::string line = line_ > 0 ? ", line " + std::to_string(line_) : "";
    throw lattice::Failure(status, "the LUT '" + path_ + "'" + line + ": " + what);
  }

  // True, and `text` what is behind it, when it begins with the word `keyword`.
  static bool take(std::string_view& text, std::string_view keyword) {
    if (!text.starts_with(keyword)) return false;
    const std::string_view rest = text.substr(keyword.size());
    if (!rest.empty() && kBlanks.find(rest.front()) == kBlanks.npos) return false;
    text = rest;
    return true;
  }

  void read_line(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
    if (text.empty() || text.starts_with('#') || take(text, "TITLE")) return;
    if (take(text, "LUT_3D_SIZE")) return read_size(text);
    if (take(text, "LUT_1D_SIZE"))
      refuse("one-dimensional LUTs are not supported; export it as a 3D LUT");
    if (take(text, "DOMAIN_MIN")) return read_domain(text, table_.domain_min);
    if (take(text, "DOMAIN_MAX")) return read_domain(text, table_.domain_max);
    read_color(text);
  }

  void read_size(std::string_view text) {
    if (table_.size != 0) refuse("LUT_3D_SIZE is given twice; remove one");
    const auto size = parse_numbers<1>(text);
    if (!size || (*size)[0] != lattice_floor((*size)[0]) || (*size)[0] < 2 || (*size)[0] > 128)
      refuse("LUT_3D_SIZE must be a whole number from 2 to 128");
    table_.size = static_cast<std::int32_t>((*size)[0]);
    table_.rgb.reserve(table_.whole());
  }

  void read_domain(std::string_view text, Triple& domain) const {
    const auto numbers = parse_numbers<3>(text);
    if (!numbers) refuse("DOMAIN_MIN and DOMAIN_MAX are followed by three numbers");
    domain = *numbers;
  }

  void read_color(std::string_view text) {
    const auto rgb = parse_numbers<3>(text);
    if (!rgb) refuse("this is neither a keyword of the format nor three numbers");
    if (table_.size == 0) refuse("colours before LUT_3D_SIZE; a .cube file names its size first");
    if (table_.rgb.size() == table_.whole())
      refuse("more colours than LUT_3D_SIZE announces; export the LUT again");
    for (const double v : *rgb) table_.rgb.push_back(static_cast<float>(v));
  }

  void check_whole() const {
    if (table_.size == 0) refuse("the file ends without LUT_3D_SIZE; is it a .cube?");
    if (table_.rgb.size() < table_.whole())
      refuse("the file ends before all colours were there; copy or export it again");
    for (std::size_t c = 0; c < 3; ++c)
      if (!(table_.domain_min[c] < table_.domain_max[c]))
        refuse("DOMAIN_MIN must be smaller than DOMAIN_MAX");
  }

  std::string path_;
  std::int32_t line_ = 0;  // 0 before the first
  Table table_;
};

// ---- The effect -----------------------------------------------------------------------------

class Lut {
 public:
  static constexpr lattice::About about{.id = "com.example.lut_cpp",
                                        .label = "LUT",
                                        .summary = "Applies a 3D look-up table from a .cube file.",
                                        .content_version = 1,  // raise it when any pixel changes
                                        .flags = LATTICE_FILTER_POINTWISE};
  static constexpr auto params = lattice::params(
      lattice::text("file", "The .cube file, relative to the folder in which the host was started.")
          .required());

  explicit Lut(const lattice::Binding& binding)
      : table_(CubeReader(std::get<0>(binding.values(params))).read()) {}

  void digest(lattice::Hasher& hasher) const {
    hasher.update(table_.size);
    hasher.update(std::span(table_.domain_min));
    hasher.update(std::span(table_.domain_max));
    hasher.update(std::span(table_.rgb));
  }

  template <class Pixel>
  void tile(const lattice::Frame&, const lattice::Tile& tile) const noexcept {
    const lattice::Image src = tile.input();
    const bool is_light = src.type().space == LATTICE_SPACE_LINEAR_SRGB;
    const lattice::Rect area = tile.area();
    for (std::int32_t y = area.y0; y < area.y1; ++y) {
      std::int32_t x = area.x0;
      for (Pixel& out : tile.row<Pixel>(y)) {
        const Pixel in = src.at<Pixel>(x++, y);
        out = in.a > 0 ? colored(in, is_light) : Pixel{};
      }
    }
  }

 private:
  Rgba8 colored(const Rgba8& in, bool) const noexcept {
    const double alpha = in.a;
    const Triple rgb = looked_up({in.r / alpha, in.g / alpha, in.b / alpha});
    const auto stored = [=](double v) { return static_cast<std::uint8_t>(v * alpha + 0.5); };
    return {stored(rgb[0]), stored(rgb[1]), stored(rgb[2]), in.a};
  }

  // Linear light goes through the table as code values and comes back.
  Rgba32f colored(const Rgba32f& in, bool is_light) const noexcept {
    const auto alpha = static_cast<double>(in.a);
    const auto code = [=](float v) {
      const double straight = cut(static_cast<double>(v) / alpha);
      return is_light ? srgb_code(straight) : straight;
    };
    const Triple rgb = looked_up({code(in.r), code(in.g), code(in.b)});
    const auto stored = [=](double v) {
      return static_cast<float>((is_light ? srgb_light(v) : v) * alpha);
    };
    return {stored(rgb[0]), stored(rgb[1]), stored(rgb[2]), in.a};
  }

  // Code values through the table, between the eight entries around.
  Triple looked_up(const Triple& rgb) const noexcept {
    const std::int64_t size = table_.size;
    const std::array<std::int64_t, 3> step{3, 3 * size, 3 * size * size};
    std::int64_t first = 0;
    Triple part{};  // of the way to the next entry
    for (std::size_t c = 0; c < 3; ++c) {
      const double span = table_.domain_max[c] - table_.domain_min[c];
      const double last = table_.size - 1;
      const double at = cut((rgb[c] - table_.domain_min[c]) / span) * last;
      const std::int32_t entry = at < last ? static_cast<std::int32_t>(at) : table_.size - 2;
      part[c] = at - entry;
      first += entry * step[c];
    }
    Triple out{};
    for (std::size_t c = 0; c < 3; ++c)
      out[c] = cut(mean(table_.rgb.data() + first + c, step, part));
    return out;
  }

  static double mean(const float* at, const std::array<std::int64_t, 3>& step,
                     const Triple& part) noexcept {
    double sum = 0;
    for (int corner = 0; corner < 8; ++corner) {
      const int r = corner & 1, g = corner >> 1 & 1, b = corner >> 2;
      const double weight = (r != 0 ? part[0] : 1 - part[0]) * (g != 0 ? part[1] : 1 - part[1]) *
                            (b != 0 ? part[2] : 1 - part[2]);
      sum += weight * static_cast<double>(at[r * step[0] + g * step[1] + b * step[2]]);
    }
    return sum;
  }

  Table table_;
};

}  // namespace

LATTICE_PLUGIN("com.example.lut_cpp", "1.0.0", "Example", lattice::Effects<Lut>);

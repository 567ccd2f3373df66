#include <OpenEXR/ImfChannelList.h>
#include <OpenEXR/ImfFrameBuffer.h>
#include <OpenEXR/ImfHeader.h>
#include <OpenEXR/ImfInputFile.h>

#include <cstring>
#include <map>

#include "sinks/fake_host.h"
#include "support/catch.h"

using namespace sinks_test;

namespace {

const lattice_type kData1 = interleaved(LATTICE_F32, 1, LATTICE_ALPHA_NONE, LATTICE_SPACE_DATA);
const lattice_type kPremul = interleaved(LATTICE_U8, 4, LATTICE_ALPHA_PREMUL, LATTICE_SPACE_SRGB);

struct Decoded {
  std::map<std::string, std::vector<float>> channels;
  std::map<std::string, Imf::PixelType> types;
  std::vector<std::string> attributes;
};

Decoded decode(const std::filesystem::path& path) {
  Decoded out;
  Imf::InputFile file(path.c_str());
  const Imf::Header& header = file.header();
  for (auto i = header.begin(); i != header.end(); ++i) out.attributes.emplace_back(i.name());
  const int width = header.dataWindow().max.x + 1, height = header.dataWindow().max.y + 1;
  Imf::FrameBuffer buffer;
  for (auto i = header.channels().begin(); i != header.channels().end(); ++i) {
    auto& samples = out.channels[i.name()];
    samples.resize(static_cast<std::size_t>(width * height));
    out.types[i.name()] = i.channel().type;
    buffer.insert(i.name(), Imf::Slice(Imf::FLOAT, reinterpret_cast<char*>(samples.data()), 4,
                                       static_cast<std::size_t>(4 * width)));
  }
  file.setFrameBuffer(buffer);
  file.readPixels(0, height - 1);
  return out;
}

float f32_at(const Picture& picture, int32_t x, int32_t y, int component) {
  float value = 0;
  std::memcpy(&value,
              picture.memory[0].data() + y * picture.image.row_bytes[0] +
                  4 * (x * picture.image.type.channels + component),
              4);
  return value;
}

bool holds(const std::vector<float>& channel, const Picture& picture, int component) {
  for (int32_t y = 0; y < picture.image.bounds.y1; ++y)
    for (int32_t x = 0; x < picture.image.bounds.x1; ++x)
      if (channel[static_cast<std::size_t>(y * picture.image.bounds.x1 + x)] !=
          f32_at(picture, x, y, component))
        return false;
  return true;
}

std::vector<std::string> names_of(const Decoded& decoded) {
  std::vector<std::string> names;
  for (const auto& [name, samples] : decoded.channels) names.push_back(name);
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("exr asks for linear premultiplied halves of colours and floats of data", "[sinks]") {
  const TempFolder folder;
  FakeHost host(folder);
  const auto wanted = [&](const lattice_type& offered, const char* type) {
    Run run(host, "exr", {{"type", type}});
    REQUIRE(run.negotiate({image_stream(offered, 4, 4)}) == LATTICE_OK);
    return run.wanted[0].type;
  };
  const lattice_type color = wanted(kPremul, "auto");
  CHECK(color.dtype == LATTICE_F16);
  CHECK(color.space == LATTICE_SPACE_LINEAR_SRGB);
  CHECK(color.alpha == LATTICE_ALPHA_PREMUL);
  CHECK(color.channels == 4);
  CHECK(wanted(kPremul, "float").dtype == LATTICE_F32);
  CHECK(wanted(kData1, "auto").dtype == LATTICE_F32);
  CHECK(wanted(kData1, "half").dtype == LATTICE_F16);
}

TEST_CASE("exr keeps colours in every compression, size and sample type", "[sinks]") {
  const std::pair<int32_t, int32_t> sizes[] = {{1, 1}, {67, 41}};
  for (const char* compression : {"none", "rle", "zips", "zip", "piz"})
    for (const auto& [width, height] : sizes) {
      CAPTURE(compression, width);
      const TempFolder folder;
      FakeHost host(folder);
      Run run(host, "exr", {{"type", "float"}, {"compression", compression}});
      REQUIRE(run.negotiate({image_stream(kPremul, width, height)}) == LATTICE_OK);
      Picture picture(run.wanted[0].type, width, height, 32);
      picture.fill(5);
      REQUIRE(run.begin() == LATTICE_OK);
      REQUIRE(run.push(0, {&picture.image}, {"c.exr"}) == LATTICE_OK);
      REQUIRE(run.end() == LATTICE_OK);
      const Decoded decoded = decode(folder.path() / "c.exr");
      CHECK(names_of(decoded) == Names{"A", "B", "G", "R"});
      CHECK(holds(decoded.channels.at("R"), picture, 0));
      CHECK(holds(decoded.channels.at("B"), picture, 2));
      CHECK(holds(decoded.channels.at("A"), picture, 3));
    }
}

TEST_CASE("exr stores halves as halves", "[sinks]") {
  const TempFolder folder;
  FakeHost host(folder);
  Run run(host, "exr");
  REQUIRE(run.negotiate({image_stream(kPremul, 3, 2)}) == LATTICE_OK);
  Picture picture(run.wanted[0].type, 3, 2);
  const uint16_t kOneAndAHalf = 0x3e00;
  for (std::size_t i = 0; i < picture.memory[0].size(); i += 2)
    std::memcpy(picture.memory[0].data() + i, &kOneAndAHalf, 2);
  REQUIRE(run.begin() == LATTICE_OK);
  REQUIRE(run.push(0, {&picture.image}, {"h.exr"}) == LATTICE_OK);
  REQUIRE(run.end() == LATTICE_OK);
  const Decoded decoded = decode(folder.path() / "h.exr");
  CHECK(decoded.types.at("G") == Imf::HALF);
  CHECK(decoded.channels.at("G")[5] == 1.5f);
}

TEST_CASE("exr holds depth as R G B and the raw companion as Z", "[sinks]") {
  const TempFolder folder;
  FakeHost host(folder);
  Run run(host, "exr", {{"type", "half"}});
  lattice_stream depth = image_stream(kData1, 9, 7, "depth"), z = depth;
  depth.channels[0] = "Z";
  z.flags = LATTICE_STREAM_AUXILIARY;
  z.name = "z";
  z.channels[0] = "Z";
  REQUIRE(run.negotiate({depth, z}) == LATTICE_OK);
  CHECK(run.wanted[0].type.dtype == LATTICE_F16);
  CHECK(run.wanted[1].type.dtype == LATTICE_F32);
  run.wanted[0].type.dtype = LATTICE_F32;
  REQUIRE(run.begin() == LATTICE_OK);
  Picture normalised(kData1, 9, 7), raw(kData1, 9, 7);
  normalised.fill(1);
  raw.fill(2);
  REQUIRE(run.push(0, {&normalised.image, &raw.image}, {"d.exr", "unused.exr"}) == LATTICE_OK);
  REQUIRE(run.end() == LATTICE_OK);
  CHECK(folder.files() == Names{"d.exr"});
  const Decoded decoded = decode(folder.path() / "d.exr");
  CHECK(names_of(decoded) == Names{"B", "G", "R", "Z"});
  CHECK(holds(decoded.channels.at("R"), normalised, 0));
  CHECK(holds(decoded.channels.at("B"), normalised, 0));
  CHECK(holds(decoded.channels.at("Z"), raw, 0));
}

TEST_CASE("exr gives vectors their own names beside R G B, with zeros where there is none",
          "[sinks]") {
  const TempFolder folder;
  FakeHost host(folder);
  Run run(host, "exr");
  const auto two = interleaved(LATTICE_F32, 2, LATTICE_ALPHA_NONE, LATTICE_SPACE_DATA);
  lattice_stream flow = image_stream(two, 6, 5, "motion");
  flow.channels[0] = "forward.u";
  flow.channels[1] = "forward.v";
  REQUIRE(run.negotiate({flow}) == LATTICE_OK);
  REQUIRE(run.begin() == LATTICE_OK);
  Picture picture(two, 6, 5);
  picture.fill(9);
  REQUIRE(run.push(0, {&picture.image}, {"m.exr"}) == LATTICE_OK);
  REQUIRE(run.end() == LATTICE_OK);
  const Decoded decoded = decode(folder.path() / "m.exr");
  CHECK(names_of(decoded) == Names{"B", "G", "R", "forward.u", "forward.v"});
  CHECK(holds(decoded.channels.at("forward.v"), picture, 1));
  CHECK(holds(decoded.channels.at("G"), picture, 1));
  CHECK(decoded.channels.at("B") == std::vector<float>(30, 0.0f));
}

TEST_CASE("exr headers name no clock and no machine, and say the primaries", "[sinks]") {
  const TempFolder folder;
  FakeHost host(folder);
  Run run(host, "exr");
  lattice_stream stream = image_stream(kPremul, 8, 8);
  stream.rate = {30000, 1001};
  REQUIRE(run.negotiate({stream}) == LATTICE_OK);
  Picture picture(run.wanted[0].type, 8, 8);
  picture.fill(1);
  for (uint8_t& byte : picture.memory[0]) byte = static_cast<uint8_t>(byte & 0x3f);
  REQUIRE(run.begin() == LATTICE_OK);
  REQUIRE(run.push(0, {&picture.image}, {"a.exr"}) == LATTICE_OK);
  REQUIRE(run.end() == LATTICE_OK);
  const Names expected{"channels",           "chromaticities",   "compression", "dataWindow",
                       "displayWindow",      "framesPerSecond",  "lineOrder",   "pixelAspectRatio",
                       "screenWindowCenter", "screenWindowWidth"};
  CHECK(decode(folder.path() / "a.exr").attributes == expected);
  const std::string file = (folder.path() / "a.exr").string();
  CHECK_THAT(shell("exrheader " + file), Catch::Matchers::Contains("30000/1001"));
  const std::string info = shell("oiiotool --info -v " + file);
  CHECK_THAT(info, Catch::Matchers::Contains("8 x    8, 4 channel, half"));
  CHECK_THAT(info, Catch::Matchers::Contains("0.64"));
}

TEST_CASE("exr refuses ids, clashing names and companions of another size", "[sinks]") {
  const TempFolder folder;
  FakeHost host(folder);
  Run run(host, "exr");
  const auto ids = interleaved(LATTICE_U32, 1, 0, LATTICE_SPACE_DATA);
  CHECK(run.negotiate({image_stream(ids, 4, 4, "id")}) == LATTICE_ERR_UNSUPPORTED);
  CHECK_THAT(host.take_error(), Catch::Matchers::Contains("--sink npy"));

  lattice_stream depth = image_stream(kData1, 4, 4, "depth"), clash = depth, other = depth;
  clash.flags = other.flags = LATTICE_STREAM_AUXILIARY;
  clash.name = "z";
  clash.channels[0] = "R";
  CHECK(run.negotiate({depth, clash}) == LATTICE_ERR_UNSUPPORTED);
  CHECK_THAT(host.take_error(), Catch::Matchers::Contains("'R'"));
  other.name = "z";
  other.width = 5;
  CHECK(run.negotiate({depth, other}) == LATTICE_ERR_UNSUPPORTED);
  CHECK_THAT(host.take_error(), Catch::Matchers::Contains("differ in size"));
}

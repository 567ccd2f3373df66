#include <fstream>

#include "sinks/fake_host.h"
#include "support/catch.h"

using namespace sinks_test;

TEST_CASE("npy files load in NumPy with shape, type and samples unchanged", "[sinks]") {
  struct Case {
    const char* name;
    uint8_t dtype, channels;
    int32_t width, height;
    int64_t padding;
    const char* says;
  };
  const Case cases[] = {{"u8", LATTICE_U8, 4, 5, 3, 0, "uint8 (3, 5, 4)"},
                        {"u16", LATTICE_U16, 1, 5, 3, 0, "uint16 (3, 5)"},
                        {"u32", LATTICE_U32, 1, 1, 1, 60, "uint32 (1, 1)"},
                        {"f16", LATTICE_F16, 3, 31, 17, 6, "float16 (17, 31, 3)"},
                        {"f32", LATTICE_F32, 2, 640, 2, 64, "float32 (2, 640, 2)"}};
  const TempFolder folder;
  FakeHost host(folder);
  std::string expected;
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const lattice_type type =
        interleaved(c.dtype, c.channels, LATTICE_ALPHA_NONE, LATTICE_SPACE_DATA);
    Picture picture(type, c.width, c.height, c.padding);
    picture.fill(c.dtype);
    Run run(host, "npy");
    REQUIRE(run.negotiate({image_stream(type, c.width, c.height)}) == LATTICE_OK);
    CHECK(run.wanted[0].type.dtype == c.dtype);
    REQUIRE(run.begin() == LATTICE_OK);
    REQUIRE(run.push(0, {&picture.image}, {std::string(c.name) + ".npy"}) == LATTICE_OK);
    REQUIRE(run.end() == LATTICE_OK);
    const auto samples = picture.tight();
    std::ofstream(folder.path() / (std::string(c.name) + ".raw"), std::ios::binary)
        .write(reinterpret_cast<const char*>(samples.data()),
               static_cast<std::streamsize>(samples.size()));
    expected += std::string(c.says) + " True\n";
    // The samples start at a multiple of 64, as NumPy's own files do.
    CHECK((folder.bytes(std::string(c.name) + ".npy").size() - samples.size()) % 64 == 0);
  }
  CHECK(shell("cd " + folder.path().string() +
              " && /usr/bin/python3 -c \"import numpy as n\n"
              "for f in 'u8 u16 u32 f16 f32'.split():\n"
              "  a = n.load(f + '.npy'); r = open(f + '.raw', 'rb').read()\n"
              "  print(a.dtype, a.shape, a.tobytes() == r and a.flags.c_contiguous)\"") ==
        expected);
}

TEST_CASE("npy writes companions beside the main stream", "[sinks]") {
  const TempFolder folder;
  FakeHost host(folder);
  Run run(host, "npy");
  const lattice_type f32 = interleaved(LATTICE_F32, 1, 0, LATTICE_SPACE_DATA);
  lattice_stream main = image_stream(f32, 4, 4, "depth"), z = main;
  z.name = "z";
  z.flags = LATTICE_STREAM_AUXILIARY;
  REQUIRE(run.negotiate({main, z}) == LATTICE_OK);
  REQUIRE(run.begin() == LATTICE_OK);
  Picture a(f32, 4, 4), b(f32, 4, 4);
  a.fill(1);
  b.fill(2);
  REQUIRE(run.push(7, {&a.image, &b.image}, {"depth/7.npy", "depth/z/7.npy"}) == LATTICE_OK);
  REQUIRE(run.end() == LATTICE_OK);
  CHECK(folder.files() == std::vector<std::string>{"depth/7.npy", "depth/z/7.npy"});
  CHECK(folder.bytes("depth/7.npy") != folder.bytes("depth/z/7.npy"));
}

TEST_CASE("npy refuses planar pictures and frames without a path", "[sinks]") {
  const TempFolder folder;
  FakeHost host(folder);
  Run run(host, "npy");
  lattice_type planar = interleaved(LATTICE_U8, 3, 0, LATTICE_SPACE_YCBCR_BT709);
  planar.layout = LATTICE_PLANAR;
  CHECK(run.negotiate({image_stream(planar, 4, 4)}) == LATTICE_ERR_UNSUPPORTED);
  CHECK_THAT(host.take_error(), Catch::Matchers::Contains("plane per channel"));

  const lattice_type u8 = interleaved(LATTICE_U8, 1, 0, LATTICE_SPACE_DATA);
  REQUIRE(run.negotiate({image_stream(u8, 4, 4)}) == LATTICE_OK);
  REQUIRE(run.begin() == LATTICE_OK);
  Picture picture(u8, 4, 4);
  CHECK(run.push(3, {&picture.image}) == LATTICE_ERR_ARGUMENT);
  CHECK_THAT(host.take_error(), Catch::Matchers::Contains("frame 3"));
  CHECK(folder.files().empty());
}

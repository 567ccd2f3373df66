#include <png.h>

#include <atomic>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <thread>

#include "sinks/fake_host.h"
#include "support/catch.h"

using namespace sinks_test;

namespace {

const lattice_type kRgba = interleaved(LATTICE_U8, 4, LATTICE_ALPHA_STRAIGHT, LATTICE_SPACE_SRGB);
const lattice_type kRgb = interleaved(LATTICE_U8, 3, LATTICE_ALPHA_NONE, LATTICE_SPACE_SRGB);
const lattice_type kMask = interleaved(LATTICE_U8, 1, LATTICE_ALPHA_NONE, LATTICE_SPACE_DATA);

lattice_type depth16() {
  lattice_type type = interleaved(LATTICE_U16, 1, LATTICE_ALPHA_NONE, LATTICE_SPACE_DATA);
  type.bits = 16;
  return type;
}

struct Decoded {
  uint32_t width = 0, height = 0;
  int bits = 0, color_type = 0;
  bool has_srgb = false, has_time = false;
  std::vector<uint8_t> samples;  // host byte order
};

// libpng, all of the file checked (CRCs included).
Decoded decode(const std::filesystem::path& path) {
  Decoded out;
  std::FILE* file = std::fopen(path.c_str(), "rb");
  REQUIRE(file != nullptr);
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(png);
  if (setjmp(png_jmpbuf(png)) != 0) FAIL("libpng refuses " << path);
  png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
  png_init_io(png, file);
  png_read_info(png, info);
  png_set_swap(png);
  out.width = png_get_image_width(png, info);
  out.height = png_get_image_height(png, info);
  out.bits = png_get_bit_depth(png, info);
  out.color_type = png_get_color_type(png, info);
  out.has_srgb = png_get_valid(png, info, PNG_INFO_sRGB) != 0;
  const std::size_t row_bytes = png_get_rowbytes(png, info);
  out.samples.resize(row_bytes * out.height);
  for (uint32_t y = 0; y < out.height; ++y)
    png_read_row(png, out.samples.data() + y * row_bytes, nullptr);
  png_read_end(png, info);
  out.has_time = png_get_valid(png, info, PNG_INFO_tIME) != 0;
  png_destroy_read_struct(&png, &info, nullptr);
  std::fclose(file);
  return out;
}

void write_one(const TempFolder& folder, Picture& picture, const std::string& name,
               const ParamTexts& params = {}) {
  FakeHost host(folder);
  Run run(host, "png", params);
  REQUIRE(run.negotiate({image_stream(picture.image.type, picture.image.bounds.x1,
                                      picture.image.bounds.y1)}) == LATTICE_OK);
  run.wanted[0].type = picture.image.type;
  REQUIRE(run.begin() == LATTICE_OK);
  REQUIRE(run.push(0, {&picture.image}, {name}) == LATTICE_OK);
  REQUIRE(run.end() == LATTICE_OK);
}

lattice_type wanted_for(const lattice_type& offered) {
  const TempFolder folder;
  FakeHost host(folder);
  Run run(host, "png");
  REQUIRE(run.negotiate({image_stream(offered, 8, 8)}) == LATTICE_OK);
  return run.wanted[0].type;
}

bool same(const lattice_type& a, const lattice_type& b) { return std::memcmp(&a, &b, 16) == 0; }

}  // namespace

TEST_CASE("png asks for straight sRGB bytes of colours and 16-bit grey of float data", "[sinks]") {
  const auto premul = interleaved(LATTICE_U8, 4, LATTICE_ALPHA_PREMUL, LATTICE_SPACE_SRGB);
  const auto linear = interleaved(LATTICE_F32, 4, LATTICE_ALPHA_PREMUL, LATTICE_SPACE_LINEAR_SRGB);
  const auto opaque = interleaved(LATTICE_F32, 3, LATTICE_ALPHA_NONE, LATTICE_SPACE_LINEAR_SRGB);
  const auto depth = interleaved(LATTICE_F32, 1, LATTICE_ALPHA_NONE, LATTICE_SPACE_DATA);
  CHECK(same(wanted_for(premul), kRgba));
  CHECK(same(wanted_for(linear), kRgba));
  CHECK(same(wanted_for(opaque), kRgb));
  CHECK(same(wanted_for(depth), depth16()));
  CHECK(same(wanted_for(kMask), kMask));
  CHECK(same(wanted_for(depth16()), depth16()));
}

TEST_CASE("png decodes to its input for every type, size, padding and compression", "[sinks]") {
  struct Case {
    lattice_type type;
    int bits, color_type;
    bool srgb;
  };
  const Case cases[] = {{kRgba, 8, PNG_COLOR_TYPE_RGBA, true},
                        {kRgb, 8, PNG_COLOR_TYPE_RGB, true},
                        {kMask, 8, PNG_COLOR_TYPE_GRAY, false},
                        {depth16(), 16, PNG_COLOR_TYPE_GRAY, false}};
  const std::pair<int32_t, int32_t> sizes[] = {{1, 1}, {1, 9}, {7, 3}, {333, 211}};
  for (const Case& c : cases)
    for (const auto& [width, height] : sizes)
      for (const char* compression : {"fast", "default", "small"})
        for (const int64_t padding : {0, 24}) {
          CAPTURE(c.bits, c.color_type, width, height, compression, padding);
          const TempFolder folder;
          Picture picture(c.type, width, height, padding);
          picture.fill(static_cast<uint32_t>(width));
          write_one(folder, picture, "a/b.png", {{"compression", compression}});
          const Decoded decoded = decode(folder.path() / "a/b.png");
          CHECK(decoded.width == static_cast<uint32_t>(width));
          CHECK(decoded.height == static_cast<uint32_t>(height));
          CHECK(decoded.bits == c.bits);
          CHECK(decoded.color_type == c.color_type);
          CHECK(decoded.has_srgb == c.srgb);
          CHECK_FALSE(decoded.has_time);
          CHECK(decoded.samples == picture.tight());
        }
}

TEST_CASE("png survives noise that no compressor can shrink", "[sinks]") {
  for (const char* compression : {"fast", "default", "small"}) {
    const TempFolder folder;
    Picture picture(kRgba, 500, 400);
    uint64_t state = 88172645463325252u;
    for (uint8_t& byte : picture.memory[0]) {
      state ^= state << 13, state ^= state >> 7, state ^= state << 17;
      byte = static_cast<uint8_t>(state >> 32);
    }
    write_one(folder, picture, "noise.png", {{"compression", compression}});
    CHECK(decode(folder.path() / "noise.png").samples == picture.tight());
  }
}

TEST_CASE("png files read the same in Pillow and in ffmpeg", "[sinks]") {
  const TempFolder folder;
  Picture color(kRgba, 61, 37), depth(depth16(), 61, 37);
  color.fill(3);
  depth.fill(4);
  write_one(folder, color, "color.png");
  write_one(folder, depth, "depth.png", {{"compression", "small"}});
  const auto raw = [&](const char* name, const Picture& picture) {
    const auto bytes = picture.tight();
    std::ofstream(folder.path() / name, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
  };
  raw("color.raw", color);
  raw("depth.raw", depth);
  const std::string in = "cd " + folder.path().string() + " && ";
  CHECK(shell(in + "/usr/bin/python3 -c \"import numpy as n\nfrom PIL import Image\n"
                   "for f, t, m in (('color', 'u1', 'RGBA'), ('depth', '<u2', 'I;16')):\n"
                   "  i = Image.open(f + '.png'); assert i.mode.startswith(m[:1]), i.mode\n"
                   "  assert n.array(i).astype(t).tobytes() == open(f + '.raw', 'rb').read(), f\n"
                   "  print(f, i.info.get('srgb'))\"") == "color 0\ndepth None\n");
  shell(in +
        "ffmpeg -v error -i color.png -f rawvideo -pix_fmt rgba color.out && cmp color.out "
        "color.raw");
  shell(in +
        "ffmpeg -v error -i depth.png -f rawvideo -pix_fmt gray16le depth.out && cmp depth.out "
        "depth.raw");
}

TEST_CASE("png compresses better the more time it is given", "[sinks]") {
  const TempFolder folder;
  Picture picture(kRgb, 640, 360);
  for (int32_t y = 0; y < 360; ++y)
    for (int32_t x = 0; x < 640 * 3; ++x)
      picture.row(0, y)[x] = static_cast<uint8_t>((x * x / 900 + y * 3 + x * y / 700) & 0xff);
  for (const char* level : {"fast", "default", "small"})
    write_one(folder, picture, std::string(level) + ".png", {{"compression", level}});
  CHECK(folder.bytes("small.png").size() < folder.bytes("default.png").size());
  CHECK(folder.bytes("default.png").size() < folder.bytes("fast.png").size());
}

TEST_CASE("png writes the same bytes from many threads as from one", "[sinks]") {
  const TempFolder together, alone;
  FakeHost host(together);
  std::vector<std::thread> threads;
  Run run(host, "png");
  Picture first(kRgba, 97, 80), second(kRgba, 97, 80);
  first.fill(1);
  second.fill(2);
  REQUIRE(run.negotiate({image_stream(kRgba, 97, 80)}) == LATTICE_OK);
  REQUIRE(run.begin() == LATTICE_OK);
  std::atomic<int> failures{0};
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 10; ++i) {
        const int frame = t * 10 + i;
        const Picture& picture = frame % 2 == 0 ? first : second;
        if (run.push(frame, {&picture.image}, {std::to_string(frame) + ".png"}) != LATTICE_OK)
          ++failures;
      }
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(run.end() == LATTICE_OK);
  CHECK(failures == 0);
  write_one(alone, first, "first.png");
  write_one(alone, second, "second.png");
  for (int frame = 0; frame < 40; ++frame)
    CHECK(together.bytes(std::to_string(frame) + ".png") ==
          alone.bytes(frame % 2 == 0 ? "first.png" : "second.png"));
}

TEST_CASE("png drops companions and writes each main stream to its own path", "[sinks]") {
  const TempFolder folder;
  FakeHost host(folder);
  Run run(host, "png");
  lattice_stream z =
      image_stream(interleaved(LATTICE_F32, 1, 0, LATTICE_SPACE_DATA), 5, 4, "depth");
  z.flags = LATTICE_STREAM_AUXILIARY;
  z.name = "z";
  lattice_stream left = image_stream(kMask, 5, 4, "mask"), right = left;
  left.name = "left";
  right.name = "right";
  REQUIRE(run.negotiate({left, z, right}) == LATTICE_OK);
  CHECK(run.wanted[1].kind == 0);
  REQUIRE(run.begin() == LATTICE_OK);
  Picture a(kMask, 5, 4), b(kMask, 5, 4);
  a.fill(1);
  b.fill(2);
  REQUIRE(run.push(0, {&a.image, nullptr, &b.image}, {"left/0.png", "", "right/0.png"}) ==
          LATTICE_OK);
  REQUIRE(run.end() == LATTICE_OK);
  CHECK(folder.files() == std::vector<std::string>{"left/0.png", "right/0.png"});
  CHECK(decode(folder.path() / "right/0.png").samples == b.tight());
}

TEST_CASE("png refuses what it cannot hold and names the sink that can", "[sinks]") {
  struct Case {
    const char* name;
    lattice_type type;
    int32_t width;
    const char* says;
  };
  const Case cases[] = {
      {"ids", interleaved(LATTICE_U32, 1, 0, LATTICE_SPACE_DATA), 8, "--sink npy"},
      {"normals", interleaved(LATTICE_F32, 3, 0, LATTICE_SPACE_DATA), 8, "--sink exr"},
      {"flow", interleaved(LATTICE_F32, 2, 0, LATTICE_SPACE_DATA), 8, "vectors"},
      {"a huge picture", kRgba, 200000, "1 GiB"},
      {"an unknown sample", interleaved(77, 4, 0, LATTICE_SPACE_SRGB), 8, "newer"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const TempFolder folder;
    FakeHost host(folder);
    Run run(host, "png");
    CHECK(run.negotiate({image_stream(c.type, c.width, c.width)}) == LATTICE_ERR_UNSUPPORTED);
    CHECK_THAT(host.take_error(), Catch::Matchers::Contains(c.says));
  }
}

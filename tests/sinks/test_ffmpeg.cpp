#include <algorithm>
#include <cstdlib>

#include "sinks/fake_host.h"
#include "support/catch.h"

using namespace sinks_test;
using Catch::Matchers::Contains;

namespace {

const lattice_type kPremul = interleaved(LATTICE_U8, 4, LATTICE_ALPHA_PREMUL, LATTICE_SPACE_SRGB);

struct Film {
  int32_t width = 64, height = 48;
  lattice_rational rate{25, 1};
  int frames = 12;
  std::string path = "out.mp4";
  ParamTexts params;
};

// A bar that moves over a grey ramp, in limited range.
void draw(Picture& picture, int frame) {
  for (int p = 0; p < 3; ++p)
    for (std::size_t i = 0; i < picture.memory[p].size(); ++i) {
      const auto x = static_cast<int>(static_cast<int64_t>(i) % picture.image.row_bytes[p]);
      picture.memory[p][i] =
          static_cast<uint8_t>(p == 0 ? (x / 8 == frame % 6 ? 200 : 40 + x) : 118 + 4 * p);
    }
}

// The status of the first call that failed, else of end().
lattice_status shoot(FakeHost& host, const Film& film, uint32_t outcome = LATTICE_END_OK) {
  Run run(host, "ffmpeg", film.params);
  lattice_stream stream = image_stream(kPremul, film.width, film.height);
  stream.rate = film.rate;
  stream.path = film.path.c_str();
  if (const auto status = run.negotiate({stream}); status != LATTICE_OK) return status;
  if (const auto status = run.begin(); status != LATTICE_OK) return status;
  for (int f = 0; f < film.frames; ++f) {
    // New memory each time: the sink promised to hold on to none.
    Picture picture(run.wanted[0].type, film.width, film.height, 16);
    draw(picture, f);
    if (const auto status = run.push(f, {&picture.image}); status != LATTICE_OK) {
      run.end(LATTICE_END_FAILED);
      return status;
    }
  }
  return run.end(outcome);
}

std::string probe(const TempFolder& folder, const std::string& file, const std::string& fields) {
  return shell(
      "ffprobe -v error -count_frames -select_streams v -of default=nk=1:nw=1 "
      "-show_entries stream=" +
      fields + " " + (folder.path() / file).string());
}

uint32_t u32_at(const std::string& bytes, std::size_t at) {
  uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<uint8_t>(bytes[at + i]);
  return value;
}

// Names of the outermost boxes, in order.
std::string boxes(const std::string& bytes) {
  std::string names;
  for (std::size_t at = 0; at + 8 <= bytes.size();) {
    const uint32_t size = u32_at(bytes, at);
    names += (names.empty() ? "" : " ") + bytes.substr(at + 4, 4);
    if (size < 8) break;
    at += size;
  }
  return names;
}

}  // namespace

TEST_CASE("ffmpeg asks for limited BT.709 planes", "[sinks]") {
  const TempFolder folder;
  FakeHost host(folder);
  for (const bool full : {false, true}) {
    Run run(host, "ffmpeg", {{"pix_fmt", full ? "yuv444p" : "yuv420p"}});
    REQUIRE(run.negotiate({image_stream(kPremul, 64, 48)}) == LATTICE_OK);
    const lattice_type& type = run.wanted[0].type;
    CHECK(type.dtype == LATTICE_U8);
    CHECK(type.channels == 3);
    CHECK(type.alpha == LATTICE_ALPHA_NONE);
    CHECK(type.layout == LATTICE_PLANAR);
    CHECK(type.subsampling == (full ? LATTICE_SUB_444 : LATTICE_SUB_420));
    CHECK(type.siting == (full ? LATTICE_SITING_CENTER : LATTICE_SITING_LEFT));
    CHECK(type.range == LATTICE_RANGE_LIMITED);
    CHECK(type.space == LATTICE_SPACE_YCBCR_BT709);
  }
}

TEST_CASE("ffmpeg writes H.264 with its colours tagged in the container and in the stream",
          "[sinks]") {
  const TempFolder folder;
  FakeHost host(folder);
  REQUIRE(shoot(host, {}) == LATTICE_OK);
  CHECK(folder.files() == std::vector<std::string>{"out.mp4"});
  CHECK(probe(folder, "out.mp4",
              "codec_name,profile,width,height,pix_fmt,color_range,color_space,color_transfer,"
              "color_primaries,chroma_location,nb_read_frames") ==
        "h264\nHigh\n64\n48\nyuv420p\ntv\nbt709\nbt709\nbt709\nleft\n12\n");
  // colr: nclx, primaries 1, transfer 1, matrix 1, not full range.
  const std::string bytes = folder.bytes("out.mp4");
  CHECK(bytes.find(std::string("colrnclx\0\1\0\1\0\1\0", 15)) != std::string::npos);
  // VUI: what remains when the container is taken away.
  const std::string in = "cd " + folder.path().string() + " && ";
  shell(in + "ffmpeg -v error -i out.mp4 -c copy -f h264 bare.h264");
  CHECK(probe(folder, "bare.h264", "color_range,color_space,color_transfer,color_primaries") ==
        "tv\nbt709\nbt709\nbt709\n");
}

TEST_CASE("ffmpeg puts the index before the samples and no clock into the file", "[sinks]") {
  const TempFolder folder;
  FakeHost host(folder);
  for (const char* path : {"a.mp4", "sub/a.mov", "a.m4v"}) {
    CAPTURE(path);
    Film film;
    film.path = path;
    // Enough bytes that moving the samples back takes several rounds.
    film.width = 640;
    film.height = 480;
    film.params = {{"crf", "0"}};
    REQUIRE(shoot(host, film) == LATTICE_OK);
    const std::string bytes = folder.bytes(path);
    const std::string order = boxes(bytes);
    CHECK(order.find("moov") < order.find("mdat"));
    CHECK(order.find("mdat") != std::string::npos);
    CHECK(host.open_files() == 0);
    // mvhd: version and flags, then the times of creation and change.
    const auto mvhd = bytes.find("mvhd");
    REQUIRE(mvhd != std::string::npos);
    CHECK(u32_at(bytes, mvhd + 8) == 0);
    CHECK(u32_at(bytes, mvhd + 12) == 0);
    CHECK(probe(folder, path, "nb_read_frames") == "12\n");
  }
  CHECK_THAT(
      shell("mediainfo --Inform='General;%IsStreamable%' " + (folder.path() / "a.mp4").string()),
      Contains("Yes"));
}

TEST_CASE("ffmpeg keeps pictures and their times", "[sinks]") {
  const TempFolder folder;
  FakeHost host(folder);
  Film film;
  film.rate = {30000, 1001};
  REQUIRE(shoot(host, film) == LATTICE_OK);
  CHECK(probe(folder, "out.mp4", "r_frame_rate,avg_frame_rate,time_base,start_pts,duration_ts") ==
        "30000/1001\n30000/1001\n1/30000\n0\n12012\n");
  shell("cd " + folder.path().string() + " && ffmpeg -v error -i out.mp4 -f rawvideo out.yuv");
  const std::string decoded = folder.bytes("out.yuv");
  lattice_type type = interleaved(LATTICE_U8, 3, 0, LATTICE_SPACE_YCBCR_BT709);
  type.layout = LATTICE_PLANAR;
  type.subsampling = LATTICE_SUB_420;
  constexpr std::size_t kFrameBytes = 64 * 48 * 3 / 2;
  REQUIRE(decoded.size() == 12 * kFrameBytes);
  constexpr double kMeanError = 1.5;  // of 255, at the default quality
  for (int f = 0; f < 12; ++f) {
    Picture picture(type, 64, 48);
    draw(picture, f);
    double error = 0;
    std::size_t at = static_cast<std::size_t>(f) * kFrameBytes;
    for (int p = 0; p < 3; ++p)
      for (const uint8_t sample : picture.memory[p])
        error += std::abs(sample - static_cast<int>(static_cast<uint8_t>(decoded[at++])));
    CAPTURE(f);
    CHECK(error / kFrameBytes < kMeanError);
  }
}

TEST_CASE("ffmpeg writes the same bytes twice, also from another folder", "[sinks]") {
  const TempFolder one, two;
  FakeHost host_one(one), host_two(two);
  Film film;
  film.frames = 40;
  REQUIRE(shoot(host_one, film) == LATTICE_OK);
  film.path = "elsewhere/name.mp4";
  REQUIRE(shoot(host_two, film) == LATTICE_OK);
  CHECK(one.bytes("out.mp4") == two.bytes("elsewhere/name.mp4"));
}

TEST_CASE("ffmpeg refuses odd sizes in 4:2:0 and takes them in 4:4:4", "[sinks]") {
  const TempFolder folder;
  FakeHost host(folder);
  Film film;
  film.width = 63;
  film.height = 47;
  CHECK(shoot(host, film) == LATTICE_ERR_UNSUPPORTED);
  CHECK_THAT(host.take_error(), Contains("63x47") && Contains("pix_fmt=yuv444p"));
  CHECK(folder.files().empty());
  film.params = {{"pix_fmt", "yuv444p"}};
  REQUIRE(shoot(host, film) == LATTICE_OK);
  CHECK(probe(folder, "out.mp4", "width,height,pix_fmt,color_space,nb_read_frames") ==
        "63\n47\nyuv444p\nbt709\n12\n");
}

TEST_CASE("ffmpeg writes a video of one pixel and of one frame", "[sinks]") {
  const TempFolder folder;
  FakeHost host(folder);
  Film film;
  film.width = film.height = 1;
  film.frames = 1;
  film.params = {{"pix_fmt", "yuv444p"}};
  REQUIRE(shoot(host, film) == LATTICE_OK);
  CHECK(probe(folder, "out.mp4", "width,height,duration,nb_read_frames") == "1\n1\n0.040000\n1\n");
}

TEST_CASE("ffmpeg heeds speed, rate, keyframes and quality", "[sinks]") {
  const TempFolder folder;
  FakeHost host(folder);
  const auto bytes_with = [&](const ParamTexts& params) {
    Film film;
    film.frames = 30;
    film.params = params;
    REQUIRE(shoot(host, film) == LATTICE_OK);
    return folder.bytes("out.mp4");
  };
  const std::string plain = bytes_with({});
  CHECK(bytes_with({{"crf", "40"}}).size() < plain.size());
  CHECK(bytes_with({{"speed", "slow"}}) != plain);
  CHECK(bytes_with({{"bitrate", "20"}}).size() < bytes_with({{"bitrate", "2000"}}).size());
  const auto longest_gap = [&] {
    const std::string keys = shell(
        "ffprobe -v error -select_streams v -show_entries frame=key_frame -of default=nk=1:nw=1 " +
        (folder.path() / "out.mp4").string());
    int longest = 0, gap = 0;
    for (const char c : keys)
      if (c == '0' || c == '1') longest = std::max(longest, gap = c == '1' ? 0 : gap + 1);
    return longest;
  };
  CHECK(longest_gap() > 5);
  bytes_with({{"gop", "5"}});
  CHECK(longest_gap() < 5);
}

TEST_CASE("ffmpeg leaves nothing when it is cancelled, failed or gets no frame", "[sinks]") {
  for (const uint32_t outcome : {LATTICE_END_CANCELLED, LATTICE_END_FAILED}) {
    const TempFolder folder;
    FakeHost host(folder);
    CHECK(shoot(host, {}, outcome) == LATTICE_OK);
    CHECK(folder.files().empty());
    CHECK(host.open_files() == 0);
  }
  const TempFolder folder;
  FakeHost host(folder);
  Film film;
  film.frames = 0;
  CHECK(shoot(host, film) == LATTICE_ERR_PLUGIN);
  CHECK_THAT(host.take_error(), Contains("no frame came"));
  CHECK(folder.files().empty());
}

TEST_CASE("ffmpeg says so when the disk is full at any write, and leaves no file", "[sinks]") {
  Film film;
  film.width = 640;
  film.height = 480;
  film.frames = 6;
  film.params = {{"crf", "0"}, {"speed", "ultrafast"}};
  int writes = 0;
  {
    const TempFolder folder;
    FakeHost host(folder);
    REQUIRE(shoot(host, film) == LATTICE_OK);
    writes = host.writes();
  }
  REQUIRE(writes > 4);
  for (int n = 1; n <= writes; ++n) {
    CAPTURE(n, writes);
    const TempFolder folder;
    FakeHost host(folder);
    host.fail_writes_from(n);
    CHECK(shoot(host, film) == LATTICE_ERR_IO);
    CHECK_THAT(host.take_error(), Contains("out.mp4") && Contains("space left"));
    CHECK(folder.files().empty());
    CHECK(host.open_files() == 0);
  }
}

TEST_CASE("ffmpeg refuses data, a second picture, other containers and disorder", "[sinks]") {
  const TempFolder folder;
  FakeHost host(folder);
  Run run(host, "ffmpeg");
  const auto depth = interleaved(LATTICE_F32, 1, 0, LATTICE_SPACE_DATA);
  CHECK(run.negotiate({image_stream(depth, 64, 48, "depth")}) == LATTICE_ERR_UNSUPPORTED);
  CHECK_THAT(host.take_error(), Contains("'depth' is not a colour"));
  const lattice_stream rgba = image_stream(kPremul, 64, 48);
  CHECK(run.negotiate({rgba, rgba}) == LATTICE_ERR_UNSUPPORTED);
  CHECK_THAT(host.take_error(), Contains("one picture"));
  lattice_stream still = rgba;
  still.rate = {0, 1};
  CHECK(run.negotiate({still}) == LATTICE_ERR_ARGUMENT);
  CHECK_THAT(host.take_error(), Contains("frame rate"));

  REQUIRE(run.negotiate({rgba}) == LATTICE_OK);
  CHECK(run.begin() == LATTICE_ERR_ARGUMENT);
  CHECK_THAT(host.take_error(), Contains("no path"));
  run.wanted[0].path = "out.webm";
  CHECK(run.begin() == LATTICE_ERR_UNSUPPORTED);
  CHECK_THAT(host.take_error(), Contains("out.webm") && Contains("mp4, mov and m4v"));

  run.wanted[0].path = "out.mp4";
  REQUIRE(run.begin() == LATTICE_OK);
  Picture picture(run.wanted[0].type, 64, 48);
  draw(picture, 0);
  CHECK(run.push(1, {&picture.image}) == LATTICE_OK);
  CHECK(run.push(0, {&picture.image}) == LATTICE_ERR_ARGUMENT);
  CHECK_THAT(host.take_error(), Contains("in order"));
  CHECK(run.end(LATTICE_END_FAILED) == LATTICE_OK);
  CHECK(folder.files().empty());
}

TEST_CASE("ffmpeg hands x264's warnings to the host's log, a line each", "[sinks]") {
  const TempFolder folder;
  FakeHost host(folder);
  Film film;
  film.rate = {2000000, 1};  // more macroblocks a second than any level of H.264 has
  CHECK(shoot(host, film) == LATTICE_OK);
  REQUIRE_FALSE(host.logged().empty());
  for (const Logged& line : host.logged()) {
    CHECK(line.level == LATTICE_LOG_WARNING);
    CHECK_THAT(line.text, Contains("libx264"));
    CHECK(line.text.find('\n') == std::string::npos);
  }
}

TEST_CASE("ffmpeg says what x264 refuses", "[sinks]") {
  const TempFolder folder;
  FakeHost host(folder);
  Film film;
  film.width = 16386;
  film.height = 16;
  CHECK(shoot(host, film) == LATTICE_ERR_UNSUPPORTED);
  CHECK_THAT(host.take_error(), Contains("16386x16") && Contains("--sink png"));
  film = {};
  film.rate = {1, 2147483647};
  CHECK(shoot(host, film) == LATTICE_ERR_PLUGIN);
  CHECK_THAT(host.take_error(), Contains("libav failed to"));
  CHECK(folder.files().empty());
}

#include <cstring>

#include "bench.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::exporter;

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

float float_at(const std::string& bytes, std::size_t index) {
  float v = 0;
  std::memcpy(&v, bytes.data() + index * sizeof v, sizeof v);
  return v;
}

Error refused(Bench& bench) {
  const auto summary = bench.run();
  REQUIRE_FALSE(summary);
  CHECK(bench.folder.files().empty());
  CHECK_FALSE(std::filesystem::exists(bench.job.root));
  CHECK(bench.source.started == 0);
  CHECK(bench.tape.begun == 0);
  return summary.error();
}

}  // namespace

TEST_CASE("one frame is an export like any other", "[export][streams]") {
  Bench bench;
  bench.job.first_frame = 12;
  bench.job.end_frame = 13;
  auto& spec = bench.add("color", "sequence");
  SECTION("into a folder") {
    const auto summary = bench.run();
    REQUIRE(summary);
    CHECK(summary->files == std::vector<std::string>{"frame_000012.raw"});
  }
  SECTION("into a file with a name and an extension of its own") {
    spec.single_path = "still.bin";
    const auto summary = bench.run();
    REQUIRE(summary);
    REQUIRE(summary->files == std::vector<std::string>{"still.bin"});
    const std::string bytes = bench.read("still.bin");
    REQUIRE(bytes.size() == 24u * 10 * 4);
    CHECK(static_cast<std::uint8_t>(bytes[4 * (24 * 2 + 5) + 1]) ==
          FakeSource::color_at(12, 5, 2, 1));
  }
}

TEST_CASE("outputs with names get folders of their own", "[export][streams]") {
  Bench bench;
  bench.job.end_frame = 2;
  auto& spec = bench.add("half", "sequence");
  SECTION("as a sequence in the artifact's folder") {
    spec.folder = "depth";
    const auto summary = bench.run();
    REQUIRE(summary);
    CHECK(summary->files ==
          std::vector<std::string>{"depth/frame_000000.raw", "depth/frame_000001.raw",
                                   "depth/z/frame_000000.raw", "depth/z/frame_000001.raw"});
    const std::string half = bench.read("depth/frame_000001.raw");
    const std::string raw = bench.read("depth/z/frame_000001.raw");
    CHECK(float_at(raw, 24 * 3 + 7) == FakeSource::depth_at(1, 7, 3));
    CHECK(float_at(half, 24 * 3 + 7) == FakeSource::depth_at(1, 7, 3) / 2);
  }
  SECTION("as a sequence at the root") {
    const auto summary = bench.run();
    REQUIRE(summary);
    CHECK(summary->files[0] == "frame_000000.raw");
    CHECK(summary->files[2] == "z/frame_000000.raw");
  }
  SECTION("unless the sink leaves the companion out") {
    spec.sink_params.emplace_back("want", "main");
    const auto summary = bench.run();
    REQUIRE(summary);
    CHECK(summary->files == std::vector<std::string>{"frame_000000.raw", "frame_000001.raw"});
    REQUIRE(bench.tape.streams.size() == 2);
    CHECK(contains(bench.tape.streams[1], "half/z k0"));
    // The raw plane is still asked for once: produce() reads it.
    CHECK(bench.source.asked.size() == 1);
  }
}

TEST_CASE("streams say what they are and where they go", "[export][streams]") {
  Bench bench;
  bench.add("half", "reel").folder = "d";
  REQUIRE(bench.run());
  CHECK(bench.tape.streams == std::vector<std::string>{"half/ k1 t5 c1 a0 24x10 d/half.reel",
                                                       "half/z k1 t5 c1 a0 24x10 d/z/half.reel"});
}

TEST_CASE("a plane is asked for in the type that the sink wants", "[export][streams]") {
  Bench bench;
  bench.job.end_frame = 1;
  bench.add("color", "sequence", {{"want", "planar"}}).folder = "a";
  bench.add("color", "sequence", {{"want", "planar"}}).folder = "b";
  bench.add("color", "sequence").folder = "c";
  REQUIRE(bench.run());
  // Two of the three are the same; the sink in the session's own type makes a second.
  REQUIRE(bench.source.asked.size() == 2);
  CHECK(bench.source.asked[0].type.layout == LATTICE_PLANAR);
  CHECK(image::same_type(bench.source.asked[1].type, image::kRgba8));
  CHECK(bench.read("a/frame_000000.raw") == bench.read("b/frame_000000.raw"));
  CHECK(bench.read("a/frame_000000.raw").size() == 24u * 10);
  CHECK(bench.read("c/frame_000000.raw").size() == 24u * 10 * 4);
}

TEST_CASE("what the source cannot convert is converted on the way to the same bytes",
          "[export][streams]") {
  const std::string want = GENERATE("planar", "straight");
  std::string expected;
  for (const bool source_converts : {true, false}) {
    Bench bench;
    bench.source.converts = source_converts;
    bench.add("color", "reel", {{"want", want}});
    const auto summary = bench.run();
    REQUIRE(summary);
    REQUIRE(bench.source.asked.size() == 1);
    CHECK(image::same_type(bench.source.asked[0].type, image::kRgba8) == !source_converts);
    if (expected.empty()) expected = bench.read("color.reel");
    CHECK(bench.read("color.reel") == expected);
  }
  CHECK_FALSE(expected.empty());
}

TEST_CASE("what an artifact computes is converted to what the sink wants", "[export][streams]") {
  Bench bench;
  bench.job.end_frame = 3;
  bench.add("half", "sequence", {{"want", "grey16"}});
  REQUIRE(bench.run());
  const std::string bytes = bench.read("frame_000002.raw");
  REQUIRE(bytes.size() == 24u * 10 * 2);
  std::uint16_t sample = 0;
  std::memcpy(&sample, bytes.data() + 2 * (24 * 9 + 23), 2);
  const float expected = FakeSource::depth_at(2, 23, 9) / 2 * 65535;
  CHECK(std::abs(static_cast<float>(sample) - expected) <= 0.5f);
}

TEST_CASE("an artifact that sees the whole range writes its document once", "[export][streams]") {
  Bench bench;
  bench.source.slow_when_odd = true;
  bench.job.end_frame = 6;
  auto& spec = bench.add("track", "");
  const std::string folder = GENERATE("", "camera");
  spec.folder = folder;
  const auto summary = bench.run();
  REQUIRE(summary);
  const std::string file = folder.empty() ? "track.txt" : "camera/track.txt";
  CHECK(summary->files == std::vector<std::string>{file});
  std::string expected;
  for (int f = 0; f < 6; ++f)
    expected += std::to_string(f) + " " + std::to_string(FakeSource::depth_at(f, 0, 0)) + "\n";
  CHECK(bench.read(file) == expected);
  CHECK(summary->bytes_written == expected.size());
}

TEST_CASE("a sink that refuses is heard before anything is written", "[export][streams]") {
  Bench bench;
  bench.add("color", "reel").folder = "a";
  bench.add("half", "reel", {{"refuse", "1"}}).folder = "b";
  const Error error = refused(bench);
  CHECK(error.code == Code::output);
  CHECK(error.where == "artifact \"half\" to sink \"reel\"");
  CHECK(contains(error.what, "odd sizes are beyond me; make the width even"));
}

TEST_CASE("types that cannot meet are both named", "[export][streams]") {
  Bench bench;
  bench.add("color", "reel", {{"want", "grey16"}});
  const Error error = refused(bench);
  CHECK(error.code == Code::output);
  CHECK(contains(error.what, image::describe(image::kRgba8)));
  image::Type grey = image::kDepthF32;
  grey.dtype = LATTICE_U16;
  CHECK(contains(error.what, image::describe(grey)));
}

TEST_CASE("a sink may neither resize nor leave everything out", "[export][streams]") {
  Bench larger, nothing;
  larger.add("color", "reel", {{"want", "larger"}});
  CHECK(contains(refused(larger).what, "wants 48x10 pixels and frames have 24x10"));
  nothing.add("color", "reel", {{"want", "nothing"}});
  CHECK(contains(refused(nothing).what, "has no use for anything"));
}

TEST_CASE("a plane that nobody renders is refused with the artifact's name", "[export][streams]") {
  Bench bench;
  bench.add("normal", "reel");
  const Error error = refused(bench);
  CHECK(error.code == Code::output);
  CHECK(error.text() == "artifact \"normal\": this plane is not rendered; colour and depth are");
}

TEST_CASE("a job that makes no sense is refused before anything happens", "[export][streams]") {
  Bench bench;
  auto& spec = bench.add("color", "sequence");
  std::string what;
  SECTION("no artifact") { bench.job.artifacts.clear(), what = "no artifact is asked for"; }
  SECTION("no threads") { bench.job.threads = 0, what = "0 is out of range; give 1 to 1024"; }
  SECTION("a frame behind the last") {
    bench.job.end_frame = 41, what = "outside the composition, which has the frames 0 to 39";
  }
  SECTION("a frame before the first") { bench.job.first_frame = -1, what = "outside"; }
  SECTION("an empty range") { bench.job.first_frame = 40, what = "the range is empty"; }
  SECTION("one file for many frames") { spec.single_path = "x.raw", what = "40 frames; give a"; }
  SECTION("an unknown param") {
    spec.sink_params.emplace_back("dealy_ms", "1"), what = "did you mean \"delay_ms\"?";
  }
  SECTION("a bad param of the artifact") {
    spec.artifact_params = {{"fail_frame", "soon"}}, what = "not a whole number";
  }
  SECTION("pictures without a sink") { spec.sink = {}, what = "needs a sink"; }
  SECTION("a sink for a document") {
    spec.artifact = artifact("track"), what = "leave out the sink";
  }
  SECTION("two outputs under one name") {
    bench.add("color", "ordered"), what = "frame_000000.raw\" is written by another output too";
  }
  const Error error = refused(bench);
  CAPTURE(error.text());
  CHECK(error.code == Code::usage);
  CHECK(contains(error.what, what));
}

TEST_CASE("a folder or file of the job may not lead out of the root", "[export][streams]") {
  Bench bench;
  auto& spec = bench.add("color", "reel");
  SECTION("folder upwards") { spec.folder = "../elsewhere"; }
  SECTION("absolute folder") { spec.folder = "/tmp"; }
  SECTION("file upwards") { spec.single_path = "a/../../x.reel"; }
  const Error error = refused(bench);
  CHECK(error.code == Code::output);
  CHECK(contains(error.what, "would leave the output folder"));
}

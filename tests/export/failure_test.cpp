#include <signal.h>
#include <sys/resource.h>

#include "bench.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::exporter;
namespace fs = std::filesystem;

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// The frames before `end` of a sequence.
std::vector<std::string> sequence(int end, const std::string& folder = "") {
  std::vector<std::string> out;
  for (int f = 0; f < end; ++f) {
    char name[32];
    std::snprintf(name, sizeof name, "frame_%06d.raw", f);
    out.push_back(folder + name);
  }
  return out;
}

}  // namespace

TEST_CASE("a frame that cannot be rendered is named, and no file that spans it is left",
          "[export][failure]") {
  Bench bench;
  bench.source.slow_when_odd = true;
  bench.source.fail_frame = 12;
  bench.job.threads = GENERATE(1, 4);
  bench.add("color", "reel");
  const auto summary = bench.run();
  REQUIRE_FALSE(summary);
  CHECK(summary.error().code == Code::render);
  CHECK(summary.error().text() == "frame 12, node \"card\": the picture cannot be drawn");
  CHECK(bench.tape.ends == std::vector<std::uint32_t>{LATTICE_END_FAILED});
  CHECK_FALSE(fs::exists(bench.job.root));
  CHECK(bench.source.started <= 12 + bench.source.slots + 1);
}

TEST_CASE("a sequence that fails holds exactly the frames before the failure",
          "[export][failure]") {
  Bench bench;
  bench.source.slow_when_odd = true;  // frames behind the failed one finish before it
  bench.source.fail_frame = 13;
  bench.job.threads = GENERATE(1, 2, 4);
  const std::string sink_name = GENERATE("sequence", "ordered");
  bench.add("color", sink_name);
  REQUIRE_FALSE(bench.run());
  CHECK(bench.files() == sequence(13));
  CHECK(bench.read("frame_000012.raw").size() == 24u * 10 * 4);
}

TEST_CASE("of several failures the first in the order of frames and steps is reported",
          "[export][failure]") {
  for (int round = 0; round < 20; ++round) {
    Bench bench;
    bench.source.slow_when_odd = round % 2 == 0;
    bench.source.fail_frame = 10;
    bench.add("color", "sequence", {{"fail_push", "9"}}).folder = "a";
    bench.add("color", "reel", {{"fail_push", "9"}}).folder = "b";
    bench.add("half", "sequence", {{"fail_push", "8"}}).folder = "c";
    bench.job.artifacts.back().artifact_params = {{"fail_frame", "9"}};
    const auto summary = bench.run();
    REQUIRE_FALSE(summary);
    CHECK(summary.error().code == Code::output);
    CHECK(contains(summary.error().text(), "frame 8, artifact \"half\" to sink \"sequence\": "));
  }
  for (int round = 0; round < 20; ++round) {
    Bench bench;
    bench.source.slow_when_odd = round % 2 == 1;
    bench.add("color", "reel", {{"fail_push", "9"}}).folder = "b";
    bench.add("color", "sequence", {{"fail_push", "9"}}).folder = "a";
    const auto summary = bench.run();
    REQUIRE_FALSE(summary);
    CHECK(contains(summary.error().text(), "frame 9, artifact \"color\" to sink \"reel\": "));
    CHECK(bench.files() == sequence(9, "a/"));
  }
}

TEST_CASE("an artifact that fails is named with its frame and its words", "[export][failure]") {
  Bench bench;
  bench.add("half", "sequence");
  bench.job.artifacts[0].artifact_params = {{"fail_frame", "5"}};
  const auto summary = bench.run();
  REQUIRE_FALSE(summary);
  CHECK(contains(summary.error().text(), "frame 5, artifact \"half\": "));
  CHECK(contains(summary.error().what, "the numbers make no sense"));
  CHECK(bench.files().size() == 5 * 2);
}

TEST_CASE("an artifact that sees the whole range leaves no document when it fails",
          "[export][failure]") {
  Bench bench;
  const std::string at = GENERATE("7", "-2");
  bench.add("track", "");
  bench.job.artifacts[0].artifact_params = {{"fail_frame", at}};
  bench.add("color", "reel").folder = "later";
  const auto summary = bench.run();
  REQUIRE_FALSE(summary);
  CHECK(contains(summary.error().what, at == "7" ? "the camera is lost" : "too strange"));
  CHECK((at == "7") == contains(summary.error().where, "frame 7"));
  CHECK(bench.tape.ends == std::vector<std::uint32_t>{LATTICE_END_FAILED});
  CHECK_FALSE(fs::exists(bench.job.root));
}

TEST_CASE("a source that throws fails the frame, not the program", "[export][failure]") {
  Bench bench;
  bench.source.throw_frame = 3;
  bench.add("color", "reel");
  const auto summary = bench.run();
  REQUIRE_FALSE(summary);
  CHECK(summary.error().where == "frame 3");
  CHECK(contains(summary.error().what, "the tiles are gone"));
}

TEST_CASE("a sink that fails in begin, push or end is quoted and leaves nothing",
          "[export][failure]") {
  struct Case {
    std::string param, value, where, what;
  };
  const auto c = GENERATE(values<Case>({
      {"fail_begin", "1", "artifact \"half\" to sink \"reel\"", "the encoder did not start"},
      {"fail_push", "7", "frame 7, artifact \"half\" to sink \"reel\"", "the encoder gave up"},
      {"fail_end", "1", "artifact \"half\" to sink \"reel\"", "the trailer could not be written"},
  }));
  Bench bench;
  bench.add("half", "reel", {{c.param, c.value}, {"tape", "0"}}).folder = "b";
  bench.add("color", "reel").folder = "z";
  const auto summary = bench.run();
  REQUIRE_FALSE(summary);
  CHECK(summary.error().code == Code::output);
  CHECK(summary.error().where == c.where);
  CHECK(contains(summary.error().what, c.what));
  CHECK_FALSE(fs::exists(bench.job.root));
  // The innocent one is told, if it had begun at all.
  CHECK(bench.tape.ends ==
        std::vector<std::uint32_t>(static_cast<std::size_t>(bench.tape.begun), LATTICE_END_FAILED));
}

TEST_CASE("a file that was finished goes again when a later sink cannot end", "[export][failure]") {
  Bench bench;
  bench.add("track", "").folder = "a";
  bench.add("color", "reel").folder = "b";
  bench.add("color", "reel", {{"fail_end", "1"}, {"tape", "0"}}).folder = "c";
  bench.add("color", "sequence", {{"tape", "0"}}).folder = "d";
  REQUIRE_FALSE(bench.run());
  CHECK(bench.tape.ends == std::vector<std::uint32_t>{LATTICE_END_OK});
  CHECK(bench.files() == sequence(40, "d/"));
}

TEST_CASE("a sink that began is ended when a later one does not begin", "[export][failure]") {
  Bench bench;
  bench.add("color", "reel").folder = "a";
  bench.add("color", "reel", {{"fail_begin", "1"}, {"tape", "0"}}).folder = "b";
  REQUIRE_FALSE(bench.run());
  CHECK(bench.tape.begun == 1);
  CHECK(bench.tape.ends == std::vector<std::uint32_t>{LATTICE_END_FAILED});
  CHECK(bench.source.started == 0);
  CHECK_FALSE(fs::exists(bench.job.root));
}

TEST_CASE("a write that the system refuses is reported with its reason", "[export][failure]") {
  // A limit on the size of files stands in for a full disk: it holds for root as well.
  Bench bench;
  bench.source.canvas_width = 512;
  bench.source.canvas_height = 256;
  bench.job.end_frame = 4;
  const std::string sink_name = GENERATE("reel", "sequence");
  bench.add("color", sink_name);
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  const auto old_handler = ::signal(SIGXFSZ, SIG_IGN);
  rlimit small = before;
  small.rlim_cur = 100'000;
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
  const auto summary = bench.run();
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
  ::signal(SIGXFSZ, old_handler);

  REQUIRE_FALSE(summary);
  CHECK(summary.error().code == Code::output);
  CHECK(contains(summary.error().where, "frame 0, artifact \"color\" to sink"));
  CHECK(contains(summary.error().what, "File too large"));
  CHECK_FALSE(fs::exists(bench.job.root));
}

TEST_CASE("an output that cannot be written to is refused before a frame is rendered",
          "[export][failure]") {
  Bench bench;
  bench.add("color", "sequence");
  std::ofstream(bench.folder.path() / "file") << "in the way";
  bench.job.root = bench.folder.path() / "file";
  SECTION("a file in the place of the folder") {}
  SECTION("a file above the folder") { bench.job.root /= "below"; }
  const auto summary = bench.run();
  REQUIRE_FALSE(summary);
  CHECK(summary.error().code == Code::output);
  CHECK(contains(summary.error().text(), bench.job.root.string()));
  CHECK(bench.source.started == 0);
  CHECK(bench.folder.read("file") == "in the way");
}

TEST_CASE("a folder that cannot be made is one clear error", "[export][failure]") {
  Bench bench;
  bench.add("color", "sequence");
  bench.job.root = "/proc/lattice-test";  // procfs refuses folders to everybody
  const auto summary = bench.run();
  REQUIRE_FALSE(summary);
  CHECK(summary.error().code == Code::output);
  CHECK(contains(summary.error().text(), "/proc/lattice-test"));
}

TEST_CASE("a folder that vanishes in the middle stops the export", "[export][failure]") {
  Bench bench;
  bench.job.threads = 1;
  bench.add("color", "sequence", {{"delay_ms", "1"}}).folder = "frames";
  bench.job.progress = [&](const Progress& p) {
    if (p.frames_done >= 5) fs::remove_all(bench.job.root);
  };
  const auto summary = bench.run();
  REQUIRE_FALSE(summary);
  CHECK(summary.error().code == Code::output);
  CHECK(contains(summary.error().what, "No such file or directory"));
  CHECK_FALSE(fs::exists(bench.job.root));
}

TEST_CASE("an export goes into a folder that holds other things", "[export][failure]") {
  Bench bench;
  fs::create_directories(bench.job.root);
  std::ofstream(bench.job.root / "notes.txt") << "mine";
  std::ofstream(bench.job.root / kFirstRaw) << "old";
  bench.job.end_frame = 2;
  bench.add("color", "sequence");
  REQUIRE(bench.run());
  CHECK(bench.read("notes.txt") == "mine");
  CHECK(bench.read(kFirstRaw).size() == 24u * 10 * 4);
}

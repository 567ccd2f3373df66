#include "bench.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::exporter;
namespace fs = std::filesystem;

TEST_CASE("a cancelled sequence keeps the frames that were in flight, all whole",
          "[export][cancel]") {
  std::atomic<bool> cancel{false};
  Bench bench;
  bench.source.slow_when_odd = true;
  bench.source.cancel = &cancel;
  bench.source.cancel_frame = 10;
  bench.job.cancel = &cancel;
  bench.job.threads = GENERATE(1, 4);
  const std::string sink_name = GENERATE("sequence", "ordered");
  bench.add("color", sink_name);
  const auto summary = bench.run();
  REQUIRE_FALSE(summary);
  CHECK(summary.error().code == Code::cancelled);
  const std::int64_t started = bench.source.started;
  CHECK(summary.error().text() ==
        "export: cancelled after " + std::to_string(started) + " of 40 frames");
  CHECK(started > 10);
  CHECK(started < 10 + bench.source.slots);
  CHECK(bench.tape.ends == std::vector<std::uint32_t>{LATTICE_END_CANCELLED});
  const auto files = bench.files();
  CHECK(files.size() == static_cast<std::size_t>(started));
  for (const std::string& file : files) {
    CHECK(file.substr(0, 6) == "frame_");
    CHECK(bench.read(file).size() == 24u * 10 * 4);
  }
}

TEST_CASE("a cancelled file that spans frames leaves nothing, nor does a document",
          "[export][cancel]") {
  std::atomic<bool> cancel{false};
  Bench bench;
  bench.source.cancel = &cancel;
  bench.source.cancel_frame = 10;
  bench.job.cancel = &cancel;
  bench.add("color", "reel").folder = "a";
  bench.add("track", "").folder = "b";
  const auto summary = bench.run();
  REQUIRE_FALSE(summary);
  CHECK(summary.error().code == Code::cancelled);
  CHECK_FALSE(fs::exists(bench.job.root));
}

TEST_CASE("an export that is cancelled before it starts renders nothing", "[export][cancel]") {
  std::atomic<bool> cancel{true};
  Bench bench;
  bench.job.cancel = &cancel;
  bench.add("color", "reel");
  const auto summary = bench.run();
  REQUIRE_FALSE(summary);
  CHECK(summary.error().what == "cancelled after 0 of 40 frames");
  CHECK(bench.source.started == 0);
  CHECK_FALSE(fs::exists(bench.job.root));
}

TEST_CASE("cancelling when the last frame is under way completes the export", "[export][cancel]") {
  std::atomic<bool> cancel{false};
  Bench bench;
  bench.job.threads = 1;
  bench.source.cancel = &cancel;
  bench.source.cancel_frame = 39;
  bench.job.cancel = &cancel;
  bench.add("color", "reel");
  REQUIRE(bench.run());
  CHECK(bench.read("color.reel").size() == 40u * 24 * 10 * 4);
}

TEST_CASE("a failure among the frames in flight outweighs cancelling", "[export][cancel]") {
  std::atomic<bool> cancel{false};
  Bench bench;
  bench.job.threads = 1;
  bench.source.cancel = &cancel;
  bench.source.cancel_frame = 10;
  bench.source.fail_frame = 10;
  bench.job.cancel = &cancel;
  bench.add("color", "reel");
  const auto summary = bench.run();
  REQUIRE_FALSE(summary);
  CHECK(summary.error().code == Code::render);
}

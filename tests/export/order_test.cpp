#include <algorithm>
#include <map>
#include <numeric>

#include "bench.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::exporter;

namespace {

std::vector<std::int64_t> frames(std::int64_t first, std::int64_t end) {
  std::vector<std::int64_t> out(static_cast<std::size_t>(end - first));
  std::iota(out.begin(), out.end(), first);
  return out;
}

}  // namespace

TEST_CASE("a sink in order gets its frames in order, however they are completed",
          "[export][order]") {
  Bench bench;
  bench.source.slow_when_odd = true;
  bench.job.first_frame = 3;
  bench.add("color", "reel");
  const auto summary = bench.run();
  REQUIRE(summary);
  CHECK(bench.tape.pushed == frames(3, 40));
  CHECK(bench.tape.pts == frames(0, 37));
  CHECK(bench.tape.most_at_once == 1);
  CHECK(bench.tape.ends == std::vector<std::uint32_t>{LATTICE_END_OK});
  CHECK(summary->frames == 37);
  CHECK(summary->files == std::vector<std::string>{"color.reel"});
  CHECK(summary->bytes_written == 37u * 24 * 10 * 4);
  CHECK(bench.read("color.reel").size() == summary->bytes_written);
  CHECK_FALSE(bench.source.slot_shared);
}

TEST_CASE("parallel sinks get every frame once, several at a time", "[export][order]") {
  Bench bench;
  bench.source.slow_when_odd = true;
  bench.add("color", "sequence", {{"delay_ms", "5"}});
  const auto summary = bench.run();
  REQUIRE(summary);
  auto pushed = bench.tape.pushed;
  std::sort(pushed.begin(), pushed.end());
  CHECK(pushed == frames(0, 40));
  CHECK(bench.tape.most_at_once > 1);
  CHECK(bench.tape.most_at_once <= 4);
  CHECK(summary->files.size() == 40);
  CHECK(bench.files() == summary->files);
}

TEST_CASE("a slow sink holds the renderer back: frames in flight are bounded", "[export][order]") {
  Bench bench;
  bench.source.consumed = &bench.tape.consumed;
  bench.add("color", "counter", {{"delay_ms", "2"}});
  REQUIRE(bench.run());
  CHECK(bench.source.slots == 4 + 2);
  CHECK(bench.source.most_in_flight <= bench.source.slots);
  CHECK(bench.source.most_in_flight > 1);
  CHECK_FALSE(bench.source.slot_shared);
}

TEST_CASE("the bytes are the same with 1, 2 and 4 threads", "[export][order]") {
  std::map<std::string, std::string> expected;
  for (const int threads : {1, 2, 4, 4}) {
    Bench bench;
    bench.source.slow_when_odd = threads > 1;
    bench.job.threads = threads;
    bench.add("color", "reel", {{"want", "planar"}});
    bench.add("half", "sequence").folder = "depth";
    bench.add("track", "").folder = "track";
    const auto summary = bench.run();
    REQUIRE(summary);
    std::map<std::string, std::string> found;
    for (const std::string& file : bench.files()) found[file] = bench.read(file);
    CHECK(found.size() == 1 + 80 + 1);
    if (expected.empty()) expected = found;
    CHECK(found == expected);
  }
}

TEST_CASE("buffers that a sink still holds keep their pixels", "[export][order]") {
  const std::string name = GENERATE("holder", "parallel_holder");
  const std::int64_t held = name == "holder" ? 3 : 2;
  Bench bench;
  bench.job.threads = 2;
  bench.add("color", name);
  bench.add("color", "counter", {{"delay_ms", "1"}});
  REQUIRE(bench.run());
  CHECK_FALSE(bench.tape.held_changed);
  CHECK(bench.source.slots == 2 + 2 + held);
}

TEST_CASE("a ring longer than the job is as long as the job", "[export][order]") {
  Bench bench;
  bench.job.threads = 8;
  bench.job.end_frame = 2;
  bench.add("color", "holder");
  REQUIRE(bench.run());
  CHECK(bench.source.slots == 2);
  CHECK(bench.tape.pushed == frames(0, 2));
}

TEST_CASE("two sinks of different speed both see everything", "[export][order]") {
  Bench bench;
  Tape slow;
  bench.add("color", "reel");
  bench
      .add("color", "ordered",
           {{"delay_ms", "1"}, {"tape", std::to_string(reinterpret_cast<std::uintptr_t>(&slow))}})
      .folder = "frames";
  REQUIRE(bench.run());
  CHECK(bench.tape.pushed == frames(0, 40));
  CHECK(slow.pushed == frames(0, 40));
}

TEST_CASE("progress counts up to the whole on the calling thread", "[export][order]") {
  Bench bench;
  bench.add("color", "reel");
  std::vector<std::int64_t> seen;
  bool elsewhere = false;
  const auto me = std::this_thread::get_id();
  bench.job.progress = [&](const Progress& p) {
    elsewhere |= std::this_thread::get_id() != me;
    CHECK(p.frames_total == 40);
    seen.push_back(p.frames_done);
  };
  REQUIRE(bench.run());
  REQUIRE_FALSE(seen.empty());
  CHECK_FALSE(elsewhere);
  CHECK(std::is_sorted(seen.begin(), seen.end()));
  CHECK(seen.back() == 40);
}

TEST_CASE("the summary says where the time went", "[export][order]") {
  Bench bench;
  bench.source.slow_when_odd = true;
  bench.add("half", "counter", {{"want", "grey16"}, {"delay_ms", "1"}});
  const auto summary = bench.run();
  REQUIRE(summary);
  CHECK(summary->wall_seconds > 0);
  CHECK(summary->render.wall_seconds >= 20 * 0.004);
  CHECK(summary->encode.wall_seconds >= 40 * 0.001);
  CHECK(summary->produce.wall_seconds > 0);
  CHECK(summary->convert.wall_seconds > 0);
  CHECK(summary->bytes_written == 0);
}

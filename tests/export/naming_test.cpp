#include "export/naming.h"

#include <vector>

#include "support/catch.h"

using namespace lattice::exporter;

TEST_CASE("a frame's file is named by folder, output and six digits", "[export][naming]") {
  struct Case {
    std::string folder, output;
    std::int64_t frame;
    std::string path;
  };
  const auto c = GENERATE(values<Case>({
      {"", "", 0, "frame_000000.png"},
      {"depth", "", 12, "depth/frame_000012.png"},
      {"depth", "z", 999999, "depth/z/frame_999999.png"},
      {"a/b", "", 1234567, "a/b/frame_1234567.png"},
      {"", "z", INT64_MAX, "z/frame_9223372036854775807.png"},
  }));
  const FileName name = sequence_name(c.folder, c.output, "png");
  std::vector<char> room(name.room());

  CHECK(name.write(c.frame, room) == c.path);
  CHECK(name.path(c.frame) == c.path);
}

TEST_CASE("a file that spans frames keeps its own name in the folder of its output",
          "[export][naming]") {
  CHECK(single_name("", "", "x.tar.mp4").path(7) == "x.tar.mp4");
  CHECK(single_name("depth", "", "x.mp4").path(7) == "depth/x.mp4");
  CHECK(single_name("depth", "z", "x.mp4").path(7) == "depth/z/x.mp4");
  CHECK(single_name("", "z", "a/x.mp4").path(7) == "a/z/x.mp4");
}

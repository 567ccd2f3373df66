#include <algorithm>

#include "session/fixture.h"
#include "session/outputs.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::test;

TEST_CASE("every plugin that ships is found", "[session]") {
  const auto plugins = find_plugins();
  const std::string table = plugins->table();
  for (const char* name :
       {"opacity_mul", "color_matrix", "saturate", "brightness", "blur", "crossfade", "wipe",
        "rgba", "depth", "png", "npy", "exr", "ffmpeg", "null"}) {
    CAPTURE(name);
    CHECK(table.find(name) != std::string::npos);
  }
  const auto page = plugins->page("blur");
  REQUIRE(page);
  CHECK(page->find("sigma") != std::string::npos);
  const auto wrong = plugins->page("blurr");
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().what.find("did you mean \"blur\"?") != std::string::npos);
}

TEST_CASE("where a render goes decides the sink", "[session]") {
  Scene s = open(scene(R"({"stack": []})"));
  const auto sink = [&](const std::string& output) -> std::string {
    const auto job = session::plan_render({output, {}, {}, {}}, *s.session, *s.plugins);
    if (!job) return job.error().what;
    return std::string(s.plugins->catalog()[job->artifacts[0].sink].short_name());
  };
  CHECK(sink("film.mp4") == "ffmpeg");
  CHECK(sink("FILM.MP4") == "ffmpeg");
  CHECK(sink("frames/") == "png");
  CHECK(sink("new_folder") == "png");
  CHECK(sink(".mp4") == "ffmpeg");
  CHECK(sink("x.xyz").find("no sink writes .xyz files; known: ") == 0);
  CHECK(sink("x.png").find("writes a file per frame") != std::string::npos);
  const auto frame = session::plan_render({"x.png", {}, {}, 3}, *s.session, *s.plugins);
  REQUIRE(frame);
  CHECK(frame->first_frame == 3);
  CHECK(frame->end_frame == 4);
  const auto outside = session::plan_render({"x.png", {}, {}, 10}, *s.session, *s.plugins);
  REQUIRE_FALSE(outside);
  CHECK(outside.error().code == Code::usage);
  CHECK(outside.error().what == "frame 10 is outside the composition, which has frames 0 to 9");
}

TEST_CASE("an export names each artifact once and knows what it is", "[session]") {
  Scene s = open(scene(R"({"stack": []})"));
  const auto plan = [&](std::vector<std::string> artifacts) {
    session::ExportRequest request;
    request.output = "out";
    request.artifacts = std::move(artifacts);
    return session::plan_export(request, *s.session, *s.plugins);
  };
  const auto both = plan({"rgba", "depth"});
  REQUIRE(both);
  CHECK(both->artifacts[1].folder == "depth");
  CHECK(plan({"rgba", "rgba"}).error().code == Code::usage);
  CHECK(plan({"depht"}).error().what.find("did you mean \"depth\"?") != std::string::npos);
  CHECK(plan({"normal_map"}).error().code == Code::plugin);
  CHECK(plan({}).error().code == Code::usage);
}

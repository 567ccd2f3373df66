// What holds for every sink.
#include <set>

#include "sinks/fake_host.h"
#include "support/catch.h"

using namespace sinks_test;
using Catch::Matchers::Contains;

namespace {

const lattice_type kPremul = interleaved(LATTICE_U8, 4, LATTICE_ALPHA_PREMUL, LATTICE_SPACE_SRGB);
const char* const kSinks[] = {"png", "npy", "exr", "ffmpeg", "null"};
const char* const kFrameSinks[] = {"png", "npy", "exr"};

// Two frames to a folder; the status of the first push that failed, else of end().
lattice_status write_two(FakeHost& host, const std::string& sink,
                         uint32_t outcome = LATTICE_END_OK) {
  Run run(host, sink);
  lattice_stream stream = image_stream(kPremul, 32, 20);
  if (sink == "ffmpeg") stream.path = "v.mp4";
  REQUIRE(run.negotiate({stream}) == LATTICE_OK);
  if (const auto status = run.begin(); status != LATTICE_OK) return status;
  for (int f = 0; f < 2; ++f) {
    Picture picture(run.wanted[0].type, 32, 20);
    picture.fill(static_cast<uint32_t>(f));
    std::vector<std::string> paths;
    if (sink != "ffmpeg" && sink != "null") paths = {"f/" + std::to_string(f) + "." + sink};
    if (const auto status = run.push(f, {&picture.image}, paths); status != LATTICE_OK) {
      run.end(LATTICE_END_FAILED);
      return status;
    }
  }
  return run.end(outcome);
}

}  // namespace

TEST_CASE("each sink library exports its entry and nothing else", "[sinks]") {
  for (const char* name : kSinks) {
    CAPTURE(name);
    CHECK(shell("nm -D --defined-only " + library_path(name) + " | awk '{print $3}'") ==
          "lattice_plugin_entry_v1\n");
  }
}

TEST_CASE("no sink imports functions whose results depend on the CPU", "[sinks]") {
  for (const char* name : kSinks) {
    CAPTURE(name);
    int found = 0;
    shell("nm -D --undefined-only " + library_path(name) +
              " | grep -wE '(sin|cos|tan|exp|exp2|log|log2|log10|pow|atan|atan2|fma)f?'",
          &found);
    CHECK(found == 1);
  }
}

TEST_CASE("sinks describe themselves fully and in range", "[sinks]") {
  for (const char* name : kSinks) {
    CAPTURE(name);
    const lattice_sink& sink = load_sink(name);
    CHECK(&sink == &load_sink(name));
    CHECK(sink.struct_size == sizeof(lattice_sink));
    CHECK(std::string(sink.id) == std::string("org.lattice.") + name);
    CHECK(std::string(sink.summary).back() == '.');
    const bool in_order = (sink.flags & LATTICE_SINK_IN_ORDER) != 0;
    CHECK(in_order != ((sink.flags & LATTICE_SINK_PARALLEL) != 0));
    CHECK((sink.extension_count == 0) == ((sink.flags & LATTICE_SINK_NO_FILES) != 0));
    std::set<std::string> ids;
    for (uint32_t i = 0; i < sink.param_count; ++i) {
      const lattice_param& param = *sink.params[i];
      CHECK(ids.insert(param.id).second);
      CHECK(std::string(param.hint).back() == '.');
      if (param.type == LATTICE_PARAM_CHOICE) {
        REQUIRE(param.initial.index < param.choice_count);
        for (uint32_t c = 0; c < param.choice_count; ++c)
          CHECK_FALSE(std::string(param.choices[c]->hint).empty());
      }
      if (param.type == LATTICE_PARAM_INT) {
        CHECK(static_cast<double>(param.initial.i64) >= param.min);
        CHECK(static_cast<double>(param.initial.i64) <= param.max);
      }
    }
  }
}

TEST_CASE("an older host gets no plugin and another number of params is refused", "[sinks]") {
  for (const char* name : kSinks) {
    CAPTURE(name);
    const TempFolder folder;
    FakeHost host(folder);
    const lattice_sink& sink = load_sink(name);
    const lattice_sink_binding binding{sizeof binding, sink.param_count + 1, nullptr};
    void* self = nullptr;
    CHECK(sink.create(host.host(), &binding, &self) == LATTICE_ERR_ARGUMENT);
    CHECK(self == nullptr);
    CHECK_THAT(host.take_error(), Contains("params"));
    lattice_host old = *host.host();
    old.struct_size = 8;
    CHECK(sink.create(&old, &binding, &self) == LATTICE_ERR_ABI);
  }
}

TEST_CASE("a host without files is told what it lacks", "[sinks]") {
  for (const char* name : {"png", "npy", "exr", "ffmpeg"}) {
    CAPTURE(name);
    const TempFolder folder;
    FakeHost host(folder);
    host.take_files_away();
    const Run run(host, name);
    CHECK(run.create_status() == LATTICE_ERR_UNSUPPORTED);
    CHECK_THAT(host.take_error(), Contains("lattice.files/1"));
  }
}

TEST_CASE("sound and documents are refused by name, their companions dropped", "[sinks]") {
  for (const char* name : kSinks) {
    CAPTURE(name);
    const TempFolder folder;
    FakeHost host(folder);
    Run run(host, name);
    lattice_stream sound = image_stream({}, 0, 0, "music");
    sound.kind = LATTICE_STREAM_AUDIO;
    lattice_stream track = image_stream({}, 0, 0, "camera");
    track.kind = LATTICE_STREAM_DOCUMENT;
    CHECK(run.negotiate({sound}) == LATTICE_ERR_UNSUPPORTED);
    CHECK_THAT(host.take_error(), Contains("'music' is sound"));
    CHECK(run.negotiate({track}) == LATTICE_ERR_UNSUPPORTED);
    CHECK_THAT(host.take_error(), Contains("'camera' is a document"));
    CHECK(run.negotiate({}) == LATTICE_ERR_UNSUPPORTED);
    CHECK_THAT(host.take_error(), Contains("no images"));
    sound.flags = LATTICE_STREAM_AUXILIARY;
    REQUIRE(run.negotiate({image_stream(kPremul, 8, 8), sound}) == LATTICE_OK);
    CHECK(run.wanted[1].kind == 0);
    lattice_stream small = image_stream(kPremul, 8, 8);
    small.struct_size = 40;
    CHECK(run.negotiate({small}) == LATTICE_ERR_ABI);
    CHECK_THAT(host.take_error(), Contains("lattice_stream"));
  }
}

TEST_CASE("a frame of another type or size than agreed, or none, is refused", "[sinks]") {
  for (const char* name : {"png", "npy", "exr", "null"}) {
    CAPTURE(name);
    const TempFolder folder;
    FakeHost host(folder);
    Run run(host, name);
    REQUIRE(run.negotiate({image_stream(kPremul, 8, 8)}) == LATTICE_OK);
    REQUIRE(run.begin() == LATTICE_OK);
    Picture wide(run.wanted[0].type, 9, 8);
    CHECK(run.push(4, {&wide.image}, {"x.bin"}) == LATTICE_ERR_ARGUMENT);
    CHECK_THAT(host.take_error(), Contains("frame 4 of 'rgba'"));
    Picture other(interleaved(LATTICE_U16, 1, 0, LATTICE_SPACE_DATA), 8, 8);
    CHECK(run.push(4, {&other.image}, {"x.bin"}) == LATTICE_ERR_ARGUMENT);
    Picture torn(run.wanted[0].type, 8, 8);
    torn.image.valid.y1 = 7;
    CHECK(run.push(4, {&torn.image}, {"x.bin"}) == LATTICE_ERR_ARGUMENT);
    CHECK_THAT(host.take_error(), Contains("in part only"));
    CHECK(run.push(4, {nullptr}, {"x.bin"}) == LATTICE_ERR_ARGUMENT);
    CHECK_THAT(host.take_error(), Contains("without a picture"));
    CHECK(folder.files().empty());
  }
}

TEST_CASE("two runs of a sink write the same bytes", "[sinks]") {
  for (const char* name : {"png", "npy", "exr", "ffmpeg"}) {
    CAPTURE(name);
    const TempFolder one, two;
    FakeHost host_one(one), host_two(two);
    REQUIRE(write_two(host_one, name) == LATTICE_OK);
    REQUIRE(write_two(host_two, name) == LATTICE_OK);
    REQUIRE_FALSE(one.files().empty());
    REQUIRE(one.files() == two.files());
    for (const std::string& file : one.files()) CHECK(one.bytes(file) == two.bytes(file));
  }
}

TEST_CASE("a full disk ends a push with a sentence and without the file", "[sinks]") {
  for (const char* name : kFrameSinks) {
    CAPTURE(name);
    int writes = 0;
    {
      const TempFolder folder;
      FakeHost host(folder);
      REQUIRE(write_two(host, name) == LATTICE_OK);
      writes = host.writes();
    }
    for (int n = 1; n <= writes; ++n) {
      CAPTURE(n);
      const TempFolder folder;
      FakeHost host(folder);
      host.fail_writes_from(n);
      CHECK(write_two(host, name) == LATTICE_ERR_IO);
      const std::string failed = "f/" + std::string(n <= writes / 2 ? "0" : "1") + "." + name;
      CHECK_THAT(host.take_error(), Contains("'" + failed + "'") && Contains("space left"));
      CHECK(host.open_files() == 0);
      // Earlier frames are whole; the failed one left no trace.
      CHECK(folder.files().size() == (n <= writes / 2 ? 0u : 1u));
    }
  }
}

TEST_CASE("cancelled sinks leave no file open and no part of one", "[sinks]") {
  for (const char* name : kSinks) {
    CAPTURE(name);
    const TempFolder folder;
    FakeHost host(folder);
    CHECK(write_two(host, name, LATTICE_END_CANCELLED) == LATTICE_OK);
    CHECK(host.open_files() == 0);
    for (const std::string& file : folder.files()) CHECK(file.find(".part") == std::string::npos);
  }
}

TEST_CASE("null takes what its format says and counts", "[sinks]") {
  struct Case {
    const char* format;
    uint8_t channels, layout;
    uint16_t space;
  };
  const Case cases[] = {{"native", 4, LATTICE_INTERLEAVED, LATTICE_SPACE_SRGB},
                        {"rgba8", 4, LATTICE_INTERLEAVED, LATTICE_SPACE_SRGB},
                        {"i420", 3, LATTICE_PLANAR, LATTICE_SPACE_YCBCR_BT709}};
  for (const Case& c : cases) {
    CAPTURE(c.format);
    const TempFolder folder;
    FakeHost host(folder);
    Run run(host, "null", {{"format", c.format}});
    REQUIRE(run.negotiate({image_stream(kPremul, 33, 5)}) == LATTICE_OK);
    CHECK(run.wanted[0].type.channels == c.channels);
    CHECK(run.wanted[0].type.layout == c.layout);
    CHECK(run.wanted[0].type.space == c.space);
    REQUIRE(run.begin() == LATTICE_OK);
    Picture picture(run.wanted[0].type, 33, 5);
    for (int f = 0; f < 3; ++f) CHECK(run.push(f, {&picture.image}) == LATTICE_OK);
    CHECK(run.end() == LATTICE_OK);
    CHECK(host.logged().back().text == "null took 3 frames");
    CHECK(folder.files().empty());
  }
  const TempFolder folder;
  FakeHost host(folder);
  Run run(host, "null", {{"format", "i420"}});
  const auto depth = interleaved(LATTICE_F32, 1, 0, LATTICE_SPACE_DATA);
  CHECK(run.negotiate({image_stream(depth, 4, 4, "depth")}) == LATTICE_ERR_UNSUPPORTED);
  CHECK_THAT(host.take_error(), Contains("format=native"));
}

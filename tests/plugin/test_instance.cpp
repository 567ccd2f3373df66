#include <mutex>
#include <optional>
#include <thread>

#include "good/probe_modes.h"
#include "image/type.h"
#include "plugin/instance.h"
#include "plugin/log.h"
#include "support/catch.h"
#include "workspace.h"

namespace lattice::plugin {
namespace {

using Catch::Matchers::Contains;
using ir::KindClass;

// The probe library, loaded once for all cases; its folder lasts as long.
struct Probe {
  Workspace workspace;
  ir::Catalog catalog = catalog_of(workspace, "probe");
  Registry registry{catalog};
  ir::KindId effect = kind_of(catalog, KindClass::effect, "probe");
  ir::KindId transition = kind_of(catalog, KindClass::transition, "probe");
  ir::KindId artifact = kind_of(catalog, KindClass::artifact, "notes");
  ir::KindId sink = kind_of(catalog, KindClass::sink, "recorder");
  Probe() { REQUIRE(registry.load(std::vector{effect, transition, artifact, sink})); }
};

Probe& probe() {
  static Probe only;
  return only;
}

std::vector<lattice_value> values_for(ir::KindId kind, ProbeMode mode) {
  std::vector<lattice_value> out(probe().catalog[kind].params.size());
  out[0].i64 = mode;
  return out;
}

Result<Filter> make_filter(ir::KindId kind, ProbeMode mode,
                           const lattice_type& working = image::kRgba8) {
  const auto values = values_for(kind, mode);
  const lattice_filter_binding binding{
      sizeof binding, static_cast<std::uint32_t>(values.size()), values.data(), 1, working, 64, 64};
  return Filter::create(probe().registry, kind, binding);
}

Filter effect(ProbeMode mode) {
  auto made = make_filter(probe().effect, mode);
  REQUIRE(made);
  return *std::move(made);
}

lattice_frame frame_at(std::int64_t index) {
  lattice_frame out{};
  out.struct_size = sizeof out;
  out.index = index;
  out.scale = 1;
  return out;
}

const lattice_frame kFrame = frame_at(0);
const std::vector<image::Rect> kPorts = {{0, 0, 10, 10}, {}};

Result<Artifact> make_artifact(ProbeMode mode) {
  static std::vector<lattice_value> values;  // outlives the instance, as the ABI asks
  values = values_for(probe().artifact, mode);
  static const lattice_scene_facts facts{};
  const lattice_artifact_binding binding{sizeof binding, 1, values.data(), &facts, image::kRgba8};
  return Artifact::create(probe().registry, probe().artifact, binding);
}

const lattice_files kFiles{};

Sink make_sink(ProbeMode mode) {
  static std::vector<lattice_value> values;
  values = values_for(probe().sink, mode);
  auto made = Sink::create(probe().registry, probe().sink, values, kFiles);
  REQUIRE(made);
  return *std::move(made);
}

std::mutex g_log_mutex;
std::string g_log;

// Collects what plugins log as long as it lives.
struct LogCapture {
  LogCapture() {
    g_log.clear();
    set_plugin_log([](int level, const char* plugin, const char* text) {
      const std::lock_guard lock(g_log_mutex);
      g_log += std::to_string(level) + " " + plugin + ": " + text + "\n";
    });
  }
  ~LogCapture() { set_plugin_log(nullptr); }
};

lattice_stream image_stream() {
  lattice_stream out{};
  out.struct_size = sizeof out;
  out.kind = LATTICE_STREAM_IMAGE;
  out.type = image::kRgba8;
  out.width = out.height = 8;
  return out;
}

Result<void> negotiate(Sink& sink) {
  const lattice_stream offered = image_stream();
  lattice_stream wanted = offered;
  const lattice_stream* offers[] = {&offered};
  lattice_stream* wants[] = {&wanted};
  return sink.negotiate(offers, wants);
}

}  // namespace

TEST_CASE("a filter that refuses its params is an error with its own words", "[plugin][filter]") {
  const auto made = make_filter(probe().effect, kCreateFails);
  REQUIRE_FALSE(made);
  CHECK(made.error().code == Code::plugin);
  CHECK(made.error().text() == "plugin \"org.test.probe\": mode 1 is always refused; take another");
}

TEST_CASE("a filter that fails without a word is an error that says so", "[plugin][filter]") {
  const auto made = make_filter(probe().effect, kCreateFailsMutely);
  REQUIRE_FALSE(made);
  CHECK(made.error().text() ==
        "plugin \"org.test.probe\": it ran out of memory and gave no reason (status -3)");
}

TEST_CASE("a filter without accepts() takes RGBA8 and RGBA F32 premultiplied only",
          "[plugin][filter]") {
  lattice_type type = image::kRgba8;
  type.dtype = LATTICE_F32;
  CHECK(make_filter(probe().effect, kBehaves, type));
  type.dtype = LATTICE_U16;
  const auto refused = make_filter(probe().effect, kBehaves, type);
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().text(), Contains("does not work on pixels of the type 4 x u16"));
}

TEST_CASE("a moved filter keeps its instance and destroys it once", "[plugin][filter]") {
  const LogCapture capture;
  {
    std::optional<Filter> first = effect(kLogs);
    Filter second = std::move(*first);
    first.reset();
    CHECK(g_log == "2 org.test.probe: the mode is odd\n");
    second = effect(kBehaves);
    CHECK(g_log == "2 org.test.probe: the mode is odd\n3 org.test.probe: destroyed\n");
    image::Rect out;
    CHECK(second.bounds(kFrame, kPorts, out) == LATTICE_OK);
    CHECK(out == kPorts[0]);
  }
  CHECK(g_log == "2 org.test.probe: the mode is odd\n3 org.test.probe: destroyed\n");
}

TEST_CASE("a filter without create() and destroy() is called with no instance",
          "[plugin][filter]") {
  const Workspace workspace;
  const ir::Catalog catalog = catalog_of(workspace, "plain");
  const ir::KindId kind = kind_of(catalog, KindClass::effect, "plain");
  Registry registry(catalog);
  REQUIRE(registry.load(std::vector{kind}));
  REQUIRE(registry.filter(kind).create == nullptr);
  lattice_filter_binding binding{};
  binding.struct_size = sizeof binding;
  binding.working = image::kRgba8;
  auto made = Filter::create(registry, kind, binding);
  REQUIRE(made);
  Filter moved = *std::move(made);
  moved = std::move(*Filter::create(registry, kind, binding));

  lattice_fold fold;
  CHECK(moved.fold(kFrame, fold) == LATTICE_OK);
  CHECK(fold.kind == LATTICE_FOLD_IDENTITY);
  binding.working.dtype = LATTICE_U16;
  CHECK_FALSE(Filter::create(registry, kind, binding));
}

TEST_CASE("functions that a filter leaves out have their defaults", "[plugin][filter]") {
  const auto made = make_filter(probe().transition, kBehaves);
  REQUIRE(made);
  const std::vector<image::Rect> ports = {{0, 0, 4, 4}, {2, 2, 8, 6}};
  const image::Rect all{0, 0, 8, 6}, want{1, 1, 3, 3};
  image::Rect out;
  CHECK(made->bounds(kFrame, ports, out) == LATTICE_OK);
  CHECK(out == all);
  CHECK(made->roi(kFrame, 0, 1, want, out) == LATTICE_OK);
  CHECK(out == want);
  std::vector<lattice_pass> passes(LATTICE_MAX_PASSES);
  std::uint32_t count = 0;
  CHECK(made->passes(kFrame, ports, passes, count) == LATTICE_OK);
  CHECK(count == 1);
  CHECK(image::from_abi(passes[0].bounds) == all);
  CHECK(made->scratch(kFrame, 0, want) == 0);
  lattice_fold fold;
  CHECK(made->fold(kFrame, fold) == LATTICE_OK);
  CHECK(fold.kind == LATTICE_FOLD_NONE);
  const lattice_status status = made->tile(kFrame, lattice_tile{});
  CHECK(status == LATTICE_ERR_PLUGIN);
  CHECK_THAT(made->error(status, Code::render, "frame 3").text(),
             Contains("frame 3: plugin \"org.test.probe\": it has no tile()"));
}

TEST_CASE("wrong rects from a filter are made harmless", "[plugin][filter]") {
  image::Rect out;
  const Filter inverted = effect(kInvertedRects);
  CHECK(inverted.bounds(kFrame, kPorts, out) == LATTICE_OK);
  CHECK(out == image::Rect{});
  CHECK(inverted.roi(kFrame, 0, 0, kPorts[0], out) == LATTICE_OK);
  CHECK(out == image::Rect{});

  const Filter huge = effect(kHugeRects);
  CHECK(huge.bounds(kFrame, kPorts, out) == LATTICE_OK);
  CHECK(out.width() > 0);
  CHECK(out.height() > 0);
  std::vector<lattice_pass> passes(LATTICE_MAX_PASSES);
  std::uint32_t count = 0;
  CHECK(huge.passes(kFrame, kPorts, passes, count) == LATTICE_OK);
  CHECK(count == 2);
  CHECK(image::from_abi(passes[1].bounds).width() > 0);
}

TEST_CASE("wrong passes and folds from a filter are failures with a reason", "[plugin][filter]") {
  struct Case {
    ProbeMode mode;
    const char* words;
  };
  std::vector<lattice_pass> passes(LATTICE_MAX_PASSES);
  for (const Case& c :
       {Case{kNoPasses, "answered 0 passes"}, Case{kTooManyPasses, "answered 33 passes"},
        Case{kPassOfUnknownType, "gave pass 1 a type"},
        Case{kPassOfUnknownFlags, "gave pass 1 flags 8"}}) {
    const Filter filter = effect(c.mode);
    std::uint32_t count = 7;
    const lattice_status status = filter.passes(kFrame, kPorts, passes, count);
    CHECK(status == LATTICE_ERR_PLUGIN);
    CHECK(count == 0);
    CHECK_THAT(filter.error(status, Code::render, "").what, Contains(c.words));
  }
  for (const Case& c :
       {Case{kFoldNan, "not finite"}, Case{kFoldUnknown, "answered kind 99"},
        Case{kFoldMix, "answered kind 5"}, Case{kFoldOfUnknownSpace, "in the space 5"}}) {
    const Filter filter = effect(c.mode);
    lattice_fold fold;
    const lattice_status status = filter.fold(kFrame, fold);
    CHECK(status == LATTICE_ERR_PLUGIN);
    CHECK_THAT(filter.error(status, Code::render, "").what, Contains(c.words));
  }
  const auto transition = make_filter(probe().transition, kFoldMix);
  REQUIRE(transition);
  lattice_fold fold;
  CHECK(transition->fold(kFrame, fold) == LATTICE_OK);
  CHECK(fold.kind == LATTICE_FOLD_MIX);
}

TEST_CASE("each thread keeps the text of its own failure", "[plugin][filter]") {
  constexpr std::uint32_t kThreads = 4;
  const Filter filter = effect(kTileFails);
  std::vector<std::string> texts(kThreads);
  {
    std::vector<std::jthread> threads;
    for (std::uint32_t i = 0; i < kThreads; ++i)
      threads.emplace_back([&filter, &texts, i] {
        lattice_tile tile{};
        tile.worker = i;
        lattice_status status = LATTICE_OK;
        for (int k = 0; k < 100; ++k) status = filter.tile(kFrame, tile);
        texts[i] = filter.error(status, Code::render, "here").text();
      });
  }
  for (std::uint32_t i = 0; i < kThreads; ++i)
    CHECK(texts[i] ==
          "here: plugin \"org.test.probe\": worker " + std::to_string(i) + " had enough");
  CHECK(take_error_text().empty());
}

TEST_CASE("a text is forgotten by the next call and cut at 1023 bytes", "[plugin][filter]") {
  const Filter failing = effect(kTileFails);
  CHECK(failing.tile(kFrame, lattice_tile{}) == LATTICE_ERR_PLUGIN);
  image::Rect out;
  CHECK(failing.bounds(kFrame, kPorts, out) == LATTICE_OK);
  CHECK(take_error_text().empty());
  CHECK(effect(kTileFailsAtLength).tile(kFrame, lattice_tile{}) == LATTICE_ERR_PLUGIN);
  CHECK(take_error_text() == std::string(1023, 'x'));
}

TEST_CASE("session calls into one library never overlap", "[plugin][filter]") {
  std::vector<int> failures(4, 0);
  {
    std::vector<std::jthread> threads;
    for (int& count : failures)
      threads.emplace_back([&count] {
        for (int k = 0; k < 200; ++k)
          if (!make_filter(probe().effect, kBehaves)) ++count;
      });
  }
  for (const int count : failures) CHECK(count == 0);
}

TEST_CASE("an artifact names its outputs, watches and finishes", "[plugin][artifact]") {
  auto made = make_artifact(kBehaves);
  REQUIRE(made);
  Artifact artifact = *std::move(made);
  REQUIRE(artifact.outputs().size() == 2);
  CHECK(std::string(artifact.outputs()[1]->name) == "extra");
  CHECK(artifact.observe(frame_at(0), lattice_planes{}, lattice_scene{}));
  const auto late = artifact.observe(frame_at(3), lattice_planes{}, lattice_scene{});
  REQUIRE_FALSE(late);
  CHECK(late.error().code == Code::render);
  CHECK(late.error().text() == "plugin \"org.test.notes\": saw too many frames");
  const auto cancelled = artifact.finish(kFiles);
  REQUIRE_FALSE(cancelled);
  CHECK(cancelled.error().code == Code::cancelled);
}

TEST_CASE("an artifact whose outputs break a rule is refused", "[plugin][artifact]") {
  const auto twins = make_artifact(kTwins);
  REQUIRE_FALSE(twins);
  CHECK_THAT(twins.error().text(), Contains("outputs[1]: name \"extra\" is there twice"));
  const auto escaping = make_artifact(kEscapes);
  REQUIRE_FALSE(escaping);
  CHECK_THAT(escaping.error().text(), Contains("cannot be a part of a file name"));
}

TEST_CASE("a sink is ended once, as failed when nobody ended it", "[plugin][sink]") {
  const LogCapture capture;
  {
    Sink sink = make_sink(kBehaves);
    CHECK(sink.max_held() == 2);
    REQUIRE(negotiate(sink));
    REQUIRE(sink.begin({}));
    Sink moved = std::move(sink);
    lattice_packet packet{};
    CHECK(moved.push(packet));
    packet.frame = 3;
    const auto full = moved.push(packet);
    REQUIRE_FALSE(full);
    CHECK(full.error().code == Code::output);
    CHECK(full.error().text() == "plugin \"org.test.recorder\": the disk is full");
  }
  CHECK(g_log == "1 org.test.recorder: begin\n1 org.test.recorder: end 2\n");
  {
    Sink sink = make_sink(kBehaves);
    REQUIRE(sink.begin({}));
    REQUIRE(sink.end(LATTICE_END_OK));
  }
  CHECK_THAT(g_log, Catch::Matchers::EndsWith("begin\n1 org.test.recorder: end 0\n"));
  { const Sink never_begun = make_sink(kBehaves); }
  CHECK_THAT(g_log, Catch::Matchers::EndsWith("end 0\n"));
}

TEST_CASE("what a sink refuses or asks for wrongly is an error", "[plugin][sink]") {
  Sink refusing = make_sink(kRefusesStreams);
  const auto refused = negotiate(refusing);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Code::output);
  CHECK_THAT(refused.error().text(), Contains("cannot write depth; leave it out"));
  Sink nonsense = make_sink(kWantsNonsense);
  CHECK_THAT(negotiate(nonsense).error().text(),
             Contains("stream 0: negotiate() asks for a type that this host does not know"));
  Sink empty = make_sink(kWantsEmpty);
  CHECK_THAT(negotiate(empty).error().text(), Contains("asks for an empty picture"));
}

}  // namespace lattice::plugin

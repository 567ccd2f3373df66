// Artifacts, sinks and files made with lattice/plugin.hpp, called as a host calls them.
#include <array>
#include <string>
#include <vector>

#include "support/catch.h"
#include "wrapper_host.h"

using Catch::Matchers::Contains;

namespace {

using lattice::test::FakeHost;

class Layers {
 public:
  static constexpr lattice::About about{
      .id = "a.layers",
      .label = "L",
      .summary = "Two outputs.",
      .content_version = 4,
      .planes = lattice::plane_bits(LATTICE_PLANE_COLOR, LATTICE_PLANE_DEPTH)};
  static constexpr auto params = lattice::params(lattice::boolean("fail", "Whether to fail."));

  Layers(const lattice::ArtifactBinding& binding, lattice::Outputs& outputs) {
    const auto [fail] = binding.values(params);
    if (fail) throw lattice::Failure(LATTICE_ERR_UNSUPPORTED, "not today; try tomorrow");
    nodes_ = binding.facts().node_count;
    outputs.image({.type = lattice::type_of<float>(LATTICE_SPACE_DATA), .channels = {"Y"}});
    outputs.image({.name = "layer_" + std::to_string(nodes_),
                   .auxiliary = true,
                   .alias_plane = LATTICE_ALIAS_DEPTH});
  }

  void produce(const lattice::Frame&, const lattice::Planes& planes, const lattice::Scene& scene,
               const lattice::Buffers& buffers) const {
    if (!planes.has(LATTICE_PLANE_COLOR)) throw lattice::Failure("there is no colour plane");
    const auto color = planes[LATTICE_PLANE_COLOR].row<lattice::Rgba8>(0);
    const std::span<float> out = buffers[0].row<float>(0);
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i] = static_cast<float>(color[i].g + scene.bounds(0).x1);
  }

 private:
  std::uint32_t nodes_ = 0;
};

class Journal {
 public:
  static constexpr lattice::About about{.id = "a.journal", .label = "J", .summary = "A document."};
  Journal(const lattice::ArtifactBinding&, lattice::Outputs& outputs) { outputs.document("path"); }
  void observe(const lattice::Frame& frame, const lattice::Planes&, const lattice::Scene&) {
    if (frame.index() == 13) throw lattice::Failure("frame 13 is missing");
    text_ += std::to_string(frame.index()) + "\n";
  }
  void finish(const lattice::Files& files) {
    lattice::File file = files.open("a/journal.txt");
    file.write(text_);
    file.commit();
  }

 private:
  std::string text_;
};

lattice_artifact_binding binding_of(const lattice_value* values, std::uint32_t count,
                                    const lattice_scene_facts& facts) {
  lattice_artifact_binding binding{};
  binding.struct_size = sizeof binding;
  binding.param_count = count;
  binding.params = values;
  binding.facts = &facts;
  return binding;
}

}  // namespace

TEST_CASE("an artifact's table says what its class has", "[sdk][wrapper]") {
  constexpr const lattice_artifact& table = lattice::detail::kArtifact<Layers>;
  CHECK(table.struct_size == sizeof(lattice_artifact));
  CHECK(table.content_version == 4);
  CHECK(table.policy == LATTICE_PER_FRAME);
  CHECK(table.planes == (1u << LATTICE_PLANE_COLOR | 1u << LATTICE_PLANE_DEPTH));
  CHECK(table.param_count == 1);
  CHECK(table.reserved == 0);
  CHECK(table.create != nullptr);
  CHECK(table.destroy != nullptr);
  CHECK(table.produce != nullptr);
  CHECK(table.observe == nullptr);
  CHECK(table.finish == nullptr);

  constexpr const lattice_artifact& journal = lattice::detail::kArtifact<Journal>;
  CHECK(journal.policy == LATTICE_PER_EXPORT);
  CHECK(journal.produce == nullptr);
  CHECK(journal.observe != nullptr);
  CHECK(journal.finish != nullptr);
}

TEST_CASE("outputs named in the constructor stay until destroy", "[sdk][wrapper]") {
  FakeHost host;
  constexpr const lattice_artifact& table = lattice::detail::kArtifact<Layers>;
  lattice_value fail{};
  lattice_scene_facts facts{};
  facts.node_count = 5;
  const auto binding = binding_of(&fail, 1, facts);
  void* self = nullptr;
  const lattice_output* const* outputs = nullptr;
  std::uint32_t count = 0;
  REQUIRE(table.create(host.abi(), &binding, &self, &outputs, &count) == LATTICE_OK);
  REQUIRE(count == 2);
  CHECK(outputs[0]->struct_size == sizeof(lattice_output));
  CHECK(outputs[0]->kind == LATTICE_STREAM_IMAGE);
  CHECK(outputs[0]->flags == 0);
  CHECK(outputs[0]->alias_plane == LATTICE_NO_ALIAS);
  CHECK(outputs[0]->name == std::string());
  CHECK(outputs[0]->channels[0] == std::string("Y"));
  CHECK(outputs[0]->channels[1] == nullptr);
  CHECK(lattice::holds<float>(outputs[0]->type));
  CHECK(outputs[1]->name == std::string("layer_5"));
  CHECK(outputs[1]->flags == LATTICE_STREAM_AUXILIARY);
  CHECK(outputs[1]->alias_plane == LATTICE_ALIAS_DEPTH);
  table.destroy(self);
}

TEST_CASE("produce sees planes, scene and buffers", "[sdk][wrapper]") {
  FakeHost host;
  constexpr const lattice_artifact& table = lattice::detail::kArtifact<Layers>;
  lattice_value fail{};
  const lattice_scene_facts facts{};
  const auto binding = binding_of(&fail, 1, facts);
  void* self = nullptr;
  const lattice_output* const* outputs = nullptr;
  std::uint32_t count = 0;
  REQUIRE(table.create(host.abi(), &binding, &self, &outputs, &count) == LATTICE_OK);

  std::array<lattice::Rgba8, 2> pixels{{{1, 2, 3, 4}, {5, 6, 7, 8}}};
  lattice_image color{};
  color.type = lattice::type_of<lattice::Rgba8>(LATTICE_SPACE_SRGB);
  color.bounds = color.valid = {0, 0, 2, 1};
  color.plane[0] = pixels.data();
  const lattice_image* plane_list[LATTICE_PLANE_COUNT] = {&color};
  lattice_planes planes{sizeof(lattice_planes), LATTICE_PLANE_COUNT, plane_list};
  const lattice_rect node_bounds{0, 0, 100, 1};
  lattice_scene scene{};
  scene.struct_size = sizeof scene;
  scene.node_count = 1;
  scene.node_bounds = &node_bounds;
  std::array<float, 2> out{};
  lattice_image buffers[2] = {};
  buffers[0].type = lattice::type_of<float>(LATTICE_SPACE_DATA);
  buffers[0].bounds = buffers[0].valid = {0, 0, 2, 1};
  buffers[0].plane[0] = out.data();
  lattice_frame frame{};
  frame.struct_size = sizeof frame;

  CHECK(table.produce(self, &frame, &planes, &scene, buffers) == LATTICE_OK);
  CHECK(out == std::array<float, 2>{102, 106});
  plane_list[0] = nullptr;
  CHECK(table.produce(self, &frame, &planes, &scene, buffers) == LATTICE_ERR_PLUGIN);
  CHECK(host.error == "there is no colour plane");
  table.destroy(self);
}

TEST_CASE("an artifact that refuses in its constructor leaves nothing", "[sdk][wrapper]") {
  FakeHost host;
  lattice_value fail{};
  fail.index = 1;
  const lattice_scene_facts facts{};
  const auto binding = binding_of(&fail, 1, facts);
  void* self = nullptr;
  const lattice_output* const* outputs = nullptr;
  std::uint32_t count = 0;
  constexpr const lattice_artifact& table = lattice::detail::kArtifact<Layers>;
  CHECK(table.create(host.abi(), &binding, &self, &outputs, &count) == LATTICE_ERR_UNSUPPORTED);
  CHECK(host.error == "not today; try tomorrow");
  CHECK(self == nullptr);
}

TEST_CASE("a document is written at the end of the export", "[sdk][wrapper]") {
  FakeHost host;
  constexpr const lattice_artifact& table = lattice::detail::kArtifact<Journal>;
  const lattice_scene_facts facts{};
  const auto binding = binding_of(nullptr, 0, facts);
  void* self = nullptr;
  const lattice_output* const* outputs = nullptr;
  std::uint32_t count = 0;
  REQUIRE(table.create(host.abi(), &binding, &self, &outputs, &count) == LATTICE_OK);
  REQUIRE(count == 1);
  CHECK(outputs[0]->kind == LATTICE_STREAM_DOCUMENT);
  CHECK(outputs[0]->name == std::string("path"));
  const lattice_planes planes{sizeof(lattice_planes), 0, nullptr};
  const lattice_scene scene{};
  lattice_frame frame{};
  frame.struct_size = sizeof frame;
  for (const std::int64_t index : {7, 8}) {
    frame.index = index;
    CHECK(table.observe(self, &frame, &planes, &scene) == LATTICE_OK);
  }
  frame.index = 13;
  CHECK(table.observe(self, &frame, &planes, &scene) == LATTICE_ERR_PLUGIN);
  CHECK(host.error == "frame 13 is missing");
  CHECK(table.finish(self, host.files()) == LATTICE_OK);
  CHECK(host.committed.at("a/journal.txt") == "7\n8\n");
  host.next = LATTICE_ERR_IO;
  CHECK(table.finish(self, host.files()) == LATTICE_ERR_IO);
  CHECK_THAT(host.error, Contains("cannot create the file 'a/journal.txt'"));
  table.destroy(self);
}

namespace {

class Dump {
 public:
  static constexpr lattice::About about{.id = "a.dump",
                                        .label = "D",
                                        .summary = "Raw rows.",
                                        .flags = LATTICE_SINK_FILE_PER_FRAME,
                                        .max_held = 2,
                                        .extensions = {"raw", "bin"}};
  explicit Dump(const lattice::SinkBinding& binding) : files_(binding.host().files()) {}

  void negotiate(const lattice::Streams& offered, const lattice::WantedStreams& wanted) {
    for (const lattice_stream& stream : offered)
      if (stream.kind == LATTICE_STREAM_AUDIO)
        throw lattice::Failure(LATTICE_ERR_UNSUPPORTED,
                               "'" + lattice::label_of(stream) + "' is sound");
    wanted[0].type = lattice::type_of<lattice::Rgba8>(LATTICE_SPACE_SRGB);
  }
  void begin(const lattice::Streams& streams) { count_ = streams.size(); }
  void push(const lattice::Packet& packet) {
    lattice::File file = files_.open(packet.path(0));
    file.write(packet.image(0).row<lattice::Rgba8>(0));
    file.write(packet.bytes(1));
    if (packet.frame() == 9) throw lattice::Failure("frame 9 is broken");
    file.commit();
  }
  void end(lattice::Outcome outcome) {
    if (outcome == lattice::Outcome::failed)
      throw lattice::Failure("count " + std::to_string(count_));
  }

 private:
  lattice::Files files_;
  std::uint32_t count_ = 0;
};

constexpr const lattice_sink& kDump = lattice::detail::kSink<Dump>;

lattice_sink_binding no_params() {
  lattice_sink_binding binding{};
  binding.struct_size = sizeof binding;
  return binding;
}

lattice_stream stream_of(std::uint32_t kind, const char* artifact, const char* name) {
  lattice_stream stream{};
  stream.struct_size = sizeof stream;
  stream.kind = kind;
  stream.artifact = artifact;
  stream.name = name;
  return stream;
}

}  // namespace

TEST_CASE("a sink's table says what its class has", "[sdk][wrapper]") {
  CHECK(kDump.struct_size == sizeof(lattice_sink));
  CHECK(kDump.flags == LATTICE_SINK_FILE_PER_FRAME);
  CHECK(kDump.max_held == 2);
  CHECK(kDump.param_count == 0);
  CHECK(kDump.params == nullptr);
  REQUIRE(kDump.extension_count == 2);
  CHECK(kDump.extensions[0] == std::string("raw"));
  CHECK(kDump.extensions[1] == std::string("bin"));
  CHECK(kDump.reserved == 0);
}

TEST_CASE("a sink negotiates, writes and leaves nothing of a failed frame", "[sdk][wrapper]") {
  FakeHost host;
  const lattice_sink_binding binding = no_params();
  void* self = nullptr;
  REQUIRE(kDump.create(host.abi(), &binding, &self) == LATTICE_OK);

  const lattice_stream image = stream_of(LATTICE_STREAM_IMAGE, "rgba", "");
  const lattice_stream sound = stream_of(LATTICE_STREAM_AUDIO, "mix", "left");
  lattice_stream wanted_image = image, wanted_sound = sound;
  const lattice_stream* const offered[] = {&image, &sound};
  lattice_stream* const wanted[] = {&wanted_image, &wanted_sound};
  CHECK(kDump.negotiate(self, offered, wanted, 2) == LATTICE_ERR_UNSUPPORTED);
  CHECK(host.error == "'mix.left' is sound");
  CHECK(kDump.negotiate(self, offered, wanted, 1) == LATTICE_OK);
  CHECK(lattice::holds<lattice::Rgba8>(wanted_image.type));
  CHECK(kDump.begin(self, offered, 2) == LATTICE_OK);

  lattice::Rgba8 pixel{65, 66, 67, 68};
  lattice_image picture{};
  picture.type = wanted_image.type;
  picture.bounds = picture.valid = {0, 0, 1, 1};
  picture.plane[0] = &pixel;
  const lattice_bytes document{"xyz", 3};
  const lattice_image* const images[] = {&picture, nullptr};
  const lattice_bytes* const bytes[] = {nullptr, &document};
  const char* paths[] = {"1.raw", nullptr};
  lattice_packet packet{};
  packet.struct_size = sizeof packet;
  packet.stream_count = 2;
  packet.frame = 1;
  packet.images = images;
  packet.bytes = bytes;
  packet.paths = paths;
  CHECK(kDump.push(self, &packet) == LATTICE_OK);
  CHECK(host.committed == std::map<std::string, std::string>{{"1.raw", "ABCDxyz"}});

  packet.frame = 9;
  paths[0] = "9.raw";
  CHECK(kDump.push(self, &packet) == LATTICE_ERR_PLUGIN);
  CHECK(host.error == "frame 9 is broken");
  CHECK(host.discarded == 1);
  CHECK(host.committed.size() == 1);

  paths[0] = nullptr;
  CHECK(kDump.push(self, &packet) == LATTICE_ERR_ARGUMENT);
  CHECK_THAT(host.error, Contains("no path for frame 9 of stream 0"));
  CHECK(kDump.end(self, LATTICE_END_OK) == LATTICE_OK);
  CHECK(kDump.end(self, LATTICE_END_FAILED) == LATTICE_ERR_PLUGIN);
  CHECK(host.error == "count 2");
  kDump.destroy(self);
}

TEST_CASE("a packet without images, samples or paths says so", "[sdk][wrapper]") {
  lattice_packet raw{};
  raw.struct_size = sizeof raw;
  raw.stream_count = 1;
  const lattice::Packet packet(raw);
  CHECK_FALSE(packet.has_image(0));
  CHECK(packet.samples(0) == nullptr);
  CHECK(packet.bytes(0).empty());
  CHECK_THROWS_AS(packet.path(0), lattice::Failure);
}

TEST_CASE("a host without files/1 is refused with a sentence", "[sdk][wrapper]") {
  FakeHost host;
  host.offers_files = false;
  const lattice_sink_binding binding = no_params();
  void* self = nullptr;
  CHECK(kDump.create(host.abi(), &binding, &self) == LATTICE_ERR_UNSUPPORTED);
  CHECK(self == nullptr);
  CHECK_THAT(host.error, Contains("lattice.files/1"));
}

TEST_CASE("a host too old for this header is refused", "[sdk][wrapper]") {
  FakeHost host;
  lattice_host old = *host.abi();
  old.struct_size = 8;
  const lattice_sink_binding binding = no_params();
  void* self = nullptr;
  CHECK(kDump.create(&old, &binding, &self) == LATTICE_ERR_ABI);
}

TEST_CASE("a file is whole after commit and gone without it", "[sdk][wrapper]") {
  FakeHost host;
  const lattice::Files files(*host.files());
  {
    lattice::File file = files.open("a.bin");
    file.write("0123456789");
    file.seek(2);
    file.write("ab");
    CHECK(file.size() == 10);
    file.seek(8);
    std::array<std::byte, 4> tail{};
    CHECK(file.read(tail) == 2);
    CHECK(tail[0] == std::byte{'8'});
    CHECK(file.read(tail) == 0);
    lattice::File moved = std::move(file);
    CHECK(moved.path() == "a.bin");
    moved.commit();
  }
  CHECK(host.committed.at("a.bin") == "01ab456789");
  CHECK(host.discarded == 0);
  { lattice::File file = files.open("b.bin"); }
  CHECK(host.discarded == 1);
  CHECK(host.committed.size() == 1);
}

TEST_CASE("a disk that fails becomes a sentence that names the file", "[sdk][wrapper]") {
  FakeHost host;
  const lattice::Files files(*host.files());
  const auto text_of = [&](const auto& body) {
    try {
      body();
    } catch (const lattice::Failure& failure) {
      CHECK(failure.status() == LATTICE_ERR_IO);
      return std::string(failure.what());
    }
    return std::string("nothing was thrown");
  };
  lattice::File file = files.open("c.bin");
  host.next = LATTICE_ERR_IO;
  CHECK_THAT(text_of([&] { file.write("x"); }), Contains("cannot write the file 'c.bin'"));
  CHECK_THAT(text_of([&] { file.seek(1); }), Contains("cannot seek in the file 'c.bin'"));
  CHECK_THAT(text_of([&] { file.commit(); }), Contains("cannot finish the file 'c.bin'"));
  CHECK_THAT(text_of([&] { files.open("d.bin"); }), Contains("cannot create the file 'd.bin'"));
  CHECK(host.committed.empty());
}

// Effects and transitions made with lattice/plugin.hpp, called as a host calls them.
#include <array>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/catch.h"
#include "wrapper_host.h"

using Catch::Matchers::Contains;

namespace {

using lattice::Fold;
using lattice::Frame;
using lattice::PortBounds;
using lattice::Rect;
using lattice::Rgba32f;
using lattice::Rgba8;
using lattice::test::FakeHost;

template <class Kind, bool IsTransition = false>
constexpr const lattice_filter& table_of() {
  return lattice::detail::kFilter<Kind, IsTransition>;
}

lattice_frame frame_of(std::span<const lattice_value> values = {}) {
  lattice_frame frame{};
  frame.struct_size = sizeof frame;
  frame.param_count = static_cast<std::uint32_t>(values.size());
  frame.params = values.data();
  frame.scale = 1;
  return frame;
}

// An instance for the length of a test.
class Made {
 public:
  Made(const lattice_filter& table, const FakeHost& host,
       std::span<const lattice_value> statics = {})
      : table_(table) {
    lattice_filter_binding binding{};
    binding.struct_size = sizeof binding;
    binding.static_count = static_cast<std::uint32_t>(statics.size());
    binding.statics = statics.data();
    binding.seed = 77;
    binding.working = lattice::type_of<Rgba8>(LATTICE_SPACE_SRGB);
    binding.canvas_width = 64;
    binding.canvas_height = 48;
    status_ = table.create(host.abi(), &binding, &self_);
  }
  Made(const Made&) = delete;
  Made& operator=(const Made&) = delete;
  ~Made() {
    if (status_ == LATTICE_OK) table_.destroy(self_);
  }
  lattice_status status() const { return status_; }
  void* self() const { return self_; }

 private:
  const lattice_filter& table_;
  void* self_ = nullptr;
  lattice_status status_ = LATTICE_OK;
};

struct Exposure {
  static constexpr lattice::About about{.id = "com.example.exposure",
                                        .label = "Exposure",
                                        .summary = "Multiplies the light.",
                                        .content_version = 3,
                                        .flags = LATTICE_FILTER_POINTWISE};
  static constexpr auto params =
      lattice::params(lattice::f64("gain", "A factor.").initial(1).range(0, 9));
  static Fold fold(const Frame& frame) noexcept {
    const auto [gain] = frame.values(params);
    return Fold::color(lattice::ColorMatrix::gain(gain), LATTICE_SPACE_LINEAR_SRGB);
  }
};

template <class T>
concept Hashable = requires(const lattice::Hasher& hasher, T value) {
  hasher.update(value);
};
static_assert(Hashable<double> && Hashable<int> && Hashable<std::span<const float>>);
static_assert(!Hashable<long double> && !Hashable<std::span<const long double>>);

}  // namespace

TEST_CASE("what a filter leaves out is null in its table", "[sdk][wrapper]") {
  constexpr const lattice_filter& table = table_of<Exposure>();
  CHECK(table.struct_size == sizeof(lattice_filter));
  CHECK(table.content_version == 3);
  CHECK(table.flags == LATTICE_FILTER_POINTWISE);
  CHECK(table.reserved == 0);
  CHECK(table.id == std::string("com.example.exposure"));
  CHECK(table.label == std::string("Exposure"));
  CHECK(table.summary == std::string("Multiplies the light."));
  REQUIRE(table.port_count == 1);
  CHECK(table.ports[0]->struct_size == sizeof(lattice_port));
  CHECK(table.ports[0]->id == std::string("src"));
  CHECK(table.create == nullptr);
  CHECK(table.destroy == nullptr);
  CHECK(table.accepts == nullptr);
  CHECK(table.fold != nullptr);
  CHECK(table.bounds == nullptr);
  CHECK(table.roi == nullptr);
  CHECK(table.passes == nullptr);
  CHECK(table.scratch == nullptr);
  CHECK(table.tile == nullptr);
  CHECK(table.digest == nullptr);
}

TEST_CASE("a filter without an instance folds from the frame alone", "[sdk][wrapper]") {
  lattice_value gain{};
  gain.f64 = 2.5;
  const lattice_frame frame = frame_of({&gain, 1});
  lattice_fold fold{};
  fold.struct_size = sizeof fold;
  REQUIRE(table_of<Exposure>().fold(nullptr, &frame, &fold) == LATTICE_OK);
  CHECK(fold.struct_size == sizeof fold);
  CHECK(fold.kind == LATTICE_FOLD_COLOR);
  CHECK(fold.space == LATTICE_SPACE_LINEAR_SRGB);
  for (int i = 0; i < 20; ++i) {
    CAPTURE(i);
    CHECK(fold.color[i] == (i % 6 != 0 ? 0 : i == 18 ? 1 : 2.5));
  }
}

TEST_CASE("a filter without an instance refuses another number of params", "[sdk][wrapper]") {
  const lattice_frame frame = frame_of();
  lattice_fold fold{};
  CHECK(table_of<Exposure>().fold(nullptr, &frame, &fold) == LATTICE_ERR_ARGUMENT);
  CHECK(fold.kind == LATTICE_FOLD_NONE);
}

TEST_CASE("the folds say what the C struct says", "[sdk][wrapper]") {
  const auto written = [](const Fold& fold) {
    lattice_fold out{};
    out.struct_size = 5;
    fold.write_to(out);
    CHECK(out.struct_size == 5);
    CHECK(out.reserved == 0);
    return out;
  };
  CHECK(written(Fold::none()).kind == LATTICE_FOLD_NONE);
  CHECK(written(Fold::identity()).kind == LATTICE_FOLD_IDENTITY);
  CHECK(written(Fold::opacity(0.25)).kind == LATTICE_FOLD_OPACITY);
  CHECK(written(Fold::opacity(0.25)).opacity == 0.25);
  const lattice_fold affine = written(Fold::affine({1, 2, 3, 4, 5, 6}));
  CHECK(affine.kind == LATTICE_FOLD_AFFINE);
  CHECK(affine.affine[5] == 6);
  const lattice_fold color = written(Fold::color(lattice::ColorMatrix::scale(2, 3, 4, 5)));
  CHECK(color.space == 0);
  CHECK(color.flags == 0);
  CHECK(color.color[6] == 3);
  CHECK(color.color[18] == 5);
  const lattice_fold clamped =
      written(Fold::clamped_color(lattice::ColorMatrix::identity(), LATTICE_SPACE_SRGB));
  CHECK(clamped.flags == LATTICE_FOLD_CLAMP);
  CHECK(clamped.space == LATTICE_SPACE_SRGB);
  CHECK(clamped.color[0] == 1);

  const lattice::MixPort from{.opacity = 0.75, .affine = {1, 0, 8, 0, 1, 0}};
  const lattice::MixPort to{.clip = {1, 2, 3, 4}, .clips = true};
  const lattice_fold mix = written(Fold::mix(from, to));
  CHECK(mix.kind == LATTICE_FOLD_MIX);
  CHECK(mix.flags == 0);
  CHECK(mix.port[0].opacity == 0.75);
  CHECK(mix.port[0].affine[2] == 8);
  CHECK(mix.port[0].flags == 0);
  CHECK(mix.port[1].opacity == 1);
  CHECK(mix.port[1].affine[4] == 1);
  CHECK(mix.port[1].flags == LATTICE_FOLD_PORT_CLIP);
  CHECK(mix.port[1].clip[3] == 4);
  CHECK(written(Fold::mix_over(from, to)).flags == LATTICE_FOLD_MIX_OVER);
}

namespace {

enum class Trouble { none, failure, io, memory, standard, unknown };

struct Troubled {
  static constexpr lattice::About about{.id = "a.troubled", .label = "T", .summary = "Throws."};
  static constexpr auto params = lattice::params(lattice::choice<Trouble>(
      "trouble", "Which one.", lattice::option("none", "None."),
      lattice::option("failure", "A sentence."), lattice::option("io", "With a status."),
      lattice::option("memory", "No memory."), lattice::option("standard", "std."),
      lattice::option("unknown", "An int.")));

  static void cause(Trouble trouble) {
    switch (trouble) {
      case Trouble::none: return;
      case Trouble::failure: throw lattice::Failure("the sky is empty; look elsewhere");
      case Trouble::io: throw lattice::Failure(LATTICE_ERR_IO, "no such file; give another");
      case Trouble::memory: throw std::bad_alloc();
      case Trouble::standard: throw std::out_of_range("beyond the last");
      case Trouble::unknown: throw 7;
    }
  }
  static void cause(const Frame& frame) { cause(std::get<0>(frame.values(params))); }

  explicit Troubled(const lattice::Binding& binding) { cause(std::get<0>(binding.values(params))); }
  Fold fold(const Frame& frame) const {
    cause(frame);
    return Fold::none();
  }
  Rect bounds(const Frame& frame, const PortBounds& ports) const {
    cause(frame);
    return ports.united();
  }
  Rect roi(const Frame& frame, std::uint32_t, std::uint32_t, const Rect& want) const {
    cause(frame);
    return want;
  }
  lattice::Passes passes(const Frame& frame, const PortBounds& ports) const {
    cause(frame);
    return {{.bounds = ports.united()}};
  }
  void tile(const Frame& frame, const lattice::Tile&) const { cause(frame); }
  void digest(lattice::Hasher&) const { cause(Trouble::io); }
};

struct Expected {
  Trouble trouble;
  lattice_status status;
  std::string text;
};

const std::vector<Expected> kTroubles = {
    {Trouble::failure, LATTICE_ERR_PLUGIN, "the sky is empty; look elsewhere"},
    {Trouble::io, LATTICE_ERR_IO, "no such file; give another"},
    {Trouble::memory, LATTICE_ERR_MEMORY, "out of memory"},
    {Trouble::standard, LATTICE_ERR_PLUGIN, "beyond the last"},
    {Trouble::unknown, LATTICE_ERR_PLUGIN, "an exception without a text"},
};

}  // namespace

TEST_CASE("an exception in any function becomes a status and a sentence", "[sdk][wrapper]") {
  FakeHost host;
  const lattice_filter& table = table_of<Troubled>();
  lattice_value value{};
  const Made made(table, host, {&value, 1});
  REQUIRE(made.status() == LATTICE_OK);
  const lattice_rect port{0, 0, 4, 4};
  for (const Expected& expected : kTroubles) {
    CAPTURE(expected.text);
    value.index = static_cast<std::uint64_t>(expected.trouble);
    const lattice_frame frame = frame_of({&value, 1});
    lattice_fold fold{};
    lattice_rect rect{};
    lattice_pass passes[LATTICE_MAX_PASSES];
    std::uint32_t count = 0;
    lattice_tile tile{};
    const auto check = [&](lattice_status status) {
      CHECK(status == expected.status);
      CHECK_THAT(host.error, Contains(expected.text));
      host.error.clear();
    };
    check(table.fold(made.self(), &frame, &fold));
    check(table.bounds(made.self(), &frame, &port, 1, &rect));
    check(table.roi(made.self(), &frame, 0, 0, &port, &rect));
    check(table.passes(made.self(), &frame, &port, 1, passes, &count));
    check(table.tile(made.self(), &frame, &tile));
  }
}

TEST_CASE("an exception in a constructor refuses the instance", "[sdk][wrapper]") {
  FakeHost host;
  for (const Expected& expected : kTroubles) {
    lattice_value value{};
    value.index = static_cast<std::uint64_t>(expected.trouble);
    const Made made(table_of<Troubled>(), host, {&value, 1});
    CHECK(made.status() == expected.status);
    CHECK(made.self() == nullptr);
    CHECK_THAT(host.error, Contains(expected.text));
  }
}

TEST_CASE("another number of params than declared is refused at create", "[sdk][wrapper]") {
  FakeHost host;
  const Made made(table_of<Troubled>(), host);
  CHECK(made.status() == LATTICE_ERR_ARGUMENT);
  CHECK_THAT(host.error, Contains("another number of params"));
}

TEST_CASE("a failure never looks like success", "[sdk][wrapper]") {
  CHECK(lattice::Failure(LATTICE_OK, "x").status() == LATTICE_ERR_PLUGIN);
}

namespace {

int living = 0;

// Everything that a filter can have, with state.
class Whole {
 public:
  static constexpr lattice::About about{
      .id = "a.whole", .label = "W", .summary = "All members.", .flags = LATTICE_FILTER_VARIES};
  static constexpr auto ports = lattice::ports(lattice::port("src", "The picture."),
                                               lattice::port("map", "The map.").optional());

  explicit Whole(const lattice::Binding& binding)
      : seed_(binding.seed()), width_(binding.canvas_width()) {
    ++living;
    binding.host().warn("careful");
  }
  Whole(const Whole&) = delete;
  Whole& operator=(const Whole&) = delete;
  ~Whole() { --living; }

  static bool accepts(const lattice_type& working) noexcept { return working.dtype == LATTICE_F32; }
  Fold fold(const Frame&) const { return Fold::opacity(static_cast<double>(seed_)); }
  Rect bounds(const Frame&, const PortBounds& inputs) const {
    return inputs[0].grown(width_, 1) | inputs[1];
  }
  Rect roi(const Frame&, std::uint32_t pass, std::uint32_t input, const Rect& want) const {
    return want.shifted(static_cast<std::int32_t>(pass), static_cast<std::int32_t>(input));
  }
  lattice::Passes passes(const Frame& frame, const PortBounds& inputs) const {
    return {{.bounds = inputs[0], .type = lattice::type_of<float>(LATTICE_SPACE_DATA)},
            {.bounds = bounds(frame, inputs), .reads_ports = true}};
  }
  std::uint64_t scratch(const Frame&, std::uint32_t pass, const Rect& area) const noexcept {
    return static_cast<std::uint64_t>(area.width()) * (pass + 1);
  }
  void tile(const Frame&, const lattice::Tile& tile) const {
    const std::span<float> scratch = tile.scratch<float>();
    scratch[0] = static_cast<float>(tile.worker());
    for (float& v : tile.row<float>(tile.area().y0)) v = scratch[0];
  }
  void digest(lattice::Hasher& hasher) const {
    hasher.update(width_);
    const std::array<std::uint8_t, 2> more{1, 2};
    hasher.update(std::span(more));
  }

 private:
  std::uint64_t seed_;
  std::int32_t width_;
};

struct Hashed {
  lattice_hasher face;
  std::string bytes;
};

}  // namespace

TEST_CASE("every member is called with what the host gave", "[sdk][wrapper]") {
  FakeHost host;
  constexpr const lattice_filter& table = table_of<Whole>();
  {
    const Made made(table, host);
    REQUIRE(made.status() == LATTICE_OK);
    CHECK(living == 1);
    CHECK(host.lines == std::vector<std::string>{"2 careful"});
    const lattice_frame frame = frame_of();

    lattice_fold fold{};
    REQUIRE(table.fold(made.self(), &frame, &fold) == LATTICE_OK);
    CHECK(fold.opacity == 77);
    const lattice_rect ports[] = {{0, 0, 10, 10}, {100, 0, 101, 40}};
    lattice_rect rect{};
    REQUIRE(table.bounds(made.self(), &frame, ports, 2, &rect) == LATTICE_OK);
    CHECK(Rect(rect) == Rect{-64, -1, 101, 40});
    REQUIRE(table.roi(made.self(), &frame, 3, 5, &ports[0], &rect) == LATTICE_OK);
    CHECK(Rect(rect) == Rect{3, 5, 13, 15});
    CHECK(table.scratch(made.self(), &frame, 1, &ports[0]) == 20);
  }
  CHECK(living == 0);
}

TEST_CASE("accepts, ports and flags reach the table", "[sdk][wrapper]") {
  constexpr const lattice_filter& table = table_of<Whole>();
  const lattice_type bytes = lattice::type_of<Rgba8>(LATTICE_SPACE_SRGB);
  const lattice_type floats = lattice::type_of<Rgba32f>(LATTICE_SPACE_LINEAR_SRGB);
  CHECK(table.accepts(&bytes) == 0);
  CHECK(table.accepts(&floats) == 1);
  CHECK(table.flags == LATTICE_FILTER_VARIES);
  CHECK(table.content_version == 1);
  REQUIRE(table.port_count == 2);
  CHECK(table.ports[0]->flags == 0);
  CHECK(table.ports[1]->id == std::string("map"));
  CHECK(table.ports[1]->hint == std::string("The map."));
  CHECK(table.ports[1]->flags == LATTICE_PORT_OPTIONAL);
}

TEST_CASE("passes are written as the host reads them", "[sdk][wrapper]") {
  FakeHost host;
  constexpr const lattice_filter& table = table_of<Whole>();
  const Made made(table, host);
  const lattice_frame frame = frame_of();
  const lattice_rect ports[] = {{0, 0, 10, 10}, {0, 0, 0, 0}};
  lattice_pass passes[LATTICE_MAX_PASSES];
  std::memset(passes, 0xff, sizeof passes);
  std::uint32_t count = 0;
  REQUIRE(table.passes(made.self(), &frame, ports, 2, passes, &count) == LATTICE_OK);
  REQUIRE(count == 2);
  CHECK(lattice::holds<float>(passes[0].type));
  CHECK(Rect(passes[0].bounds) == Rect{0, 0, 10, 10});
  CHECK(passes[0].flags == 0);
  CHECK(passes[0].reserved[2] == 0);
  CHECK(passes[1].type.dtype == 0);
  CHECK(Rect(passes[1].bounds) == Rect{-64, -1, 74, 11});
  CHECK(passes[1].flags == LATTICE_PASS_READS_PORTS);
}

TEST_CASE("passes beyond the limit are counted but not written", "[sdk][wrapper]") {
  lattice::Passes many;
  for (std::int32_t i = 0; i < 40; ++i) many.add({.bounds = {0, 0, i, 1}});
  lattice_pass out[LATTICE_MAX_PASSES];
  std::uint32_t count = 0;
  many.write_to(out, count);
  CHECK(count == 40);
  CHECK(out[LATTICE_MAX_PASSES - 1].bounds.x1 == 31);
}

TEST_CASE("a tile has typed rows and scratch memory", "[sdk][wrapper]") {
  FakeHost host;
  constexpr const lattice_filter& table = table_of<Whole>();
  const Made made(table, host);
  const lattice_frame frame = frame_of();
  std::array<float, 12> pixels{};
  alignas(64) std::array<float, 4> scratch{};
  lattice_image dst{};
  dst.type = lattice::type_of<float>(LATTICE_SPACE_DATA);
  dst.bounds = dst.valid = {0, 0, 4, 3};
  dst.plane[0] = pixels.data();
  dst.row_bytes[0] = 16;
  lattice_tile tile{};
  tile.struct_size = sizeof tile;
  tile.worker = 6;
  tile.area = {1, 1, 3, 2};
  tile.dst = &dst;
  tile.scratch = scratch.data();
  tile.scratch_bytes = sizeof scratch;
  REQUIRE(table.tile(made.self(), &frame, &tile) == LATTICE_OK);
  CHECK(pixels == std::array<float, 12>{0, 0, 0, 0, 0, 6, 6, 0, 0, 0, 0, 0});
  CHECK(scratch[0] == 6);
}

TEST_CASE("a digest gets the bytes of numbers", "[sdk][wrapper]") {
  FakeHost host;
  constexpr const lattice_filter& table = table_of<Whole>();
  const Made made(table, host);
  Hashed hashed{{sizeof(lattice_hasher), 0,
                 [](lattice_hasher* self, const void* bytes, std::uint64_t size) noexcept {
                   reinterpret_cast<Hashed*>(self)->bytes.append(static_cast<const char*>(bytes),
                                                                 size);
                 }},
                {}};
  REQUIRE(table.digest(made.self(), &hashed.face) == LATTICE_OK);
  CHECK(hashed.bytes == std::string("\x40\0\0\0\1\2", 6));
}

namespace {

struct ByPixel {
  static constexpr lattice::About about{.id = "a.by_pixel", .label = "B", .summary = "Typed."};
  template <class Pixel>
  void tile(const Frame&, const lattice::Tile& tile) const {
    for (Pixel& out : tile.row<Pixel>(0)) out = {1, 2, 3, sizeof(Pixel)};
  }
};

template <class Pixel>
lattice_status run_by_pixel(const FakeHost& host, std::span<Pixel> pixels) {
  constexpr const lattice_filter& table = table_of<ByPixel>();
  const Made made(table, host);
  const lattice_frame frame = frame_of();
  lattice_image dst{};
  dst.type = lattice::type_of<Pixel>(LATTICE_SPACE_SRGB);
  dst.bounds = dst.valid = {0, 0, static_cast<std::int32_t>(pixels.size()), 1};
  dst.plane[0] = pixels.data();
  lattice_tile tile{};
  tile.struct_size = sizeof tile;
  tile.area = dst.bounds;
  tile.dst = &dst;
  return table.tile(made.self(), &frame, &tile);
}

}  // namespace

TEST_CASE("tile as a template runs for the pixel type at hand", "[sdk][wrapper]") {
  FakeHost host;
  std::array<Rgba8, 2> bytes{};
  REQUIRE(run_by_pixel<Rgba8>(host, bytes) == LATTICE_OK);
  CHECK(bytes[1] == Rgba8{1, 2, 3, 4});
  std::array<Rgba32f, 2> floats{};
  REQUIRE(run_by_pixel<Rgba32f>(host, floats) == LATTICE_OK);
  CHECK(floats[1] == Rgba32f{1, 2, 3, 16});
  std::array<lattice::Rgba16, 2> shorts{};
  CHECK(run_by_pixel<lattice::Rgba16>(host, shorts) == LATTICE_ERR_UNSUPPORTED);
  CHECK_THAT(host.error, Contains("8 bit or 32-bit float only"));
}

namespace {

struct Quiet {
  static constexpr lattice::About about{.id = "a.quiet", .label = "Q", .summary = "No throw."};
  static Fold fold(const Frame&) noexcept { return Fold::identity(); }
};
struct MayThrow {
  static constexpr lattice::About about{.id = "a.may_throw", .label = "M", .summary = "Throws."};
  static Fold fold(const Frame&) { throw lattice::Failure("no fold today; come back"); }
};
struct Stateful : Quiet {
  static constexpr lattice::About about{.id = "a.stateful", .label = "S", .summary = "State."};
  int state = 3;
};

struct MayThrowWhenMade : Quiet {
  static constexpr lattice::About about{.id = "a.made", .label = "M", .summary = "Throws."};
  MayThrowWhenMade() { throw lattice::Failure("no luck today; come back"); }
};

}  // namespace

TEST_CASE("a kind whose constructor may throw has an instance, so that it can say why",
          "[sdk][wrapper]") {
  FakeHost host;
  constexpr const lattice_filter& table = table_of<MayThrowWhenMade>();
  REQUIRE(table.create != nullptr);
  const Made made(table, host);
  CHECK(made.status() == LATTICE_ERR_PLUGIN);
  CHECK(host.error == "no luck today; come back");
}

TEST_CASE("a kind that cannot fail and keeps nothing has no instance, every other has one",
          "[sdk][wrapper]") {
  CHECK(table_of<Quiet>().create == nullptr);
  CHECK(table_of<Quiet>().destroy == nullptr);
  CHECK(table_of<Stateful>().create != nullptr);
  CHECK(table_of<Stateful>().destroy != nullptr);

  FakeHost host;
  constexpr const lattice_filter& table = table_of<MayThrow>();
  REQUIRE(table.create != nullptr);
  const Made made(table, host);
  REQUIRE(made.status() == LATTICE_OK);
  const lattice_frame frame = frame_of();
  lattice_fold fold{};
  CHECK(table.fold(made.self(), &frame, &fold) == LATTICE_ERR_PLUGIN);
  CHECK(host.error == "no fold today; come back");
}

TEST_CASE("a transition has the ports from and to", "[sdk][wrapper]") {
  constexpr const lattice_filter& table = table_of<Quiet, true>();
  REQUIRE(table.port_count == 2);
  CHECK(table.ports[0]->id == std::string("from"));
  CHECK(table.ports[1]->id == std::string("to"));
}

LATTICE_PLUGIN("com.example.library", "1.2.3", "Example", lattice::Effects<Quiet, Exposure>,
               lattice::Transitions<Quiet>);

TEST_CASE("the entry names the kinds and refuses hosts that do not fit", "[sdk][wrapper]") {
  const lattice_plugin* plugin = lattice_plugin_entry_v1(LATTICE_ABI_VERSION);
  REQUIRE(plugin != nullptr);
  CHECK(plugin == lattice_plugin_entry_v1(LATTICE_ABI_VERSION));
  CHECK(plugin->struct_size == sizeof(lattice_plugin));
  CHECK(plugin->abi == LATTICE_ABI_VERSION);
  CHECK(plugin->id == std::string("com.example.library"));
  CHECK(plugin->version == std::string("1.2.3"));
  CHECK(plugin->vendor == std::string("Example"));
  REQUIRE(plugin->effect_count == 2);
  CHECK(plugin->effects[0] == &table_of<Quiet>());
  CHECK(plugin->effects[1] == &table_of<Exposure>());
  CHECK(plugin->transition_count == 1);
  CHECK(plugin->artifact_count == 0);
  CHECK(plugin->artifacts == nullptr);
  CHECK(plugin->sink_count == 0);

  CHECK(lattice_plugin_entry_v1(LATTICE_ABI_VERSION + 1) == plugin);
  CHECK(lattice_plugin_entry_v1((LATTICE_ABI_MAJOR + 1) << 16) == nullptr);
  CHECK(lattice_plugin_entry_v1(0) == nullptr);
}

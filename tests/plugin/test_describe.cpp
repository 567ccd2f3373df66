#include <cmath>
#include <functional>

#include "parts.h"
#include "plugin/describe.h"
#include "support/catch.h"

namespace lattice::plugin {
namespace {

lattice_param number_param() {
  lattice_param out{};
  out.struct_size = sizeof out;
  out.type = LATTICE_PARAM_F64;
  out.id = "radius";
  out.hint = "How far.";
  out.initial.f64 = 0.5;
  out.max = 1;
  return out;
}

// A good library of one kind per class, for cases to spoil.
struct Tables {
  lattice_choice choice{sizeof(lattice_choice), 0, "soft", "for faces"};
  const lattice_choice* choices[2] = {&choice, nullptr};
  lattice_param_alias alias{sizeof(lattice_param_alias), 0, "diameter", 0.5};
  const lattice_param_alias* aliases[1] = {&alias};
  lattice_param param = number_param();
  const lattice_param* params[2] = {&param, &param};
  lattice_port src = parts::kSrc, from{sizeof(lattice_port), 0, "from", ""},
               to{sizeof(lattice_port), 0, "to", ""};
  const lattice_port* effect_ports[2] = {&src, &to};
  const lattice_port* transition_ports[2] = {&from, &to};
  const char* extensions[2] = {"png", "apng"};
  lattice_filter effect = parts::effect("org.test.blur");
  lattice_filter transition = parts::effect("org.test.wipe");
  lattice_artifact artifact{};
  lattice_sink sink{};
  const lattice_filter* effects[2] = {&effect, &effect};
  const lattice_filter* transitions[1] = {&transition};
  const lattice_artifact* artifacts[1] = {&artifact};
  const lattice_sink* sinks[1] = {&sink};
  lattice_plugin plugin = parts::library("org.test.all", effects, 1);

  Tables() {
    effect.param_count = 1;
    effect.params = params;
    effect.ports = effect_ports;
    transition.port_count = 2;
    transition.ports = transition_ports;
    artifact = {sizeof(lattice_artifact),
                1,
                LATTICE_PER_FRAME,
                1u << LATTICE_PLANE_DEPTH,
                0,
                0,
                "org.test.depth",
                "Depth",
                "Depth.",
                nullptr,
                nullptr,
                nullptr,
                nullptr,
                nullptr,
                nullptr};
    artifact.create = [](auto...) noexcept -> lattice_status { return LATTICE_OK; };
    artifact.destroy = [](auto...) noexcept {};
    artifact.produce = [](auto...) noexcept -> lattice_status { return LATTICE_OK; };
    sink.struct_size = sizeof sink;
    sink.flags = LATTICE_SINK_IN_ORDER;
    sink.extension_count = 2;
    sink.id = "org.test.png";
    sink.label = "PNG";
    sink.summary = "PNG files.";
    sink.extensions = extensions;
    sink.create = [](auto...) noexcept -> lattice_status { return LATTICE_OK; };
    sink.destroy = [](auto...) noexcept {};
    sink.negotiate = [](auto...) noexcept -> lattice_status { return LATTICE_OK; };
    sink.begin = [](auto...) noexcept -> lattice_status { return LATTICE_OK; };
    sink.push = [](auto...) noexcept -> lattice_status { return LATTICE_OK; };
    sink.end = [](auto...) noexcept -> lattice_status { return LATTICE_OK; };
    plugin.transition_count = plugin.artifact_count = plugin.sink_count = 1;
    plugin.transitions = transitions;
    plugin.artifacts = artifacts;
    plugin.sinks = sinks;
  }
};

struct Case {
  const char* words;  // that the refusal must contain
  std::function<void(Tables&)> spoil;
};

void make_choice(Tables& t) {
  t.param.type = LATTICE_PARAM_CHOICE;
  t.param.choice_count = 1;
  t.param.choices = t.choices;
  t.param.initial.index = 0;
}

void make_curve(Tables& t, const double* points, std::uint64_t count) {
  t.param.type = LATTICE_PARAM_CURVE;
  t.param.min = t.param.max = 0;
  t.param.initial.array = {points, count};
}

const double kBackwards[] = {1, 0, 0, 1};
const std::string kLongText(5000, 'x');

void check_cases(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    CAPTURE(c.words);
    Tables tables;
    c.spoil(tables);
    const auto description = describe(tables.plugin);
    REQUIRE_FALSE(description);
    CHECK(description.error().code == Code::plugin);
    CHECK_THAT(description.error().text(), Catch::Matchers::Contains(c.words));
  }
}

}  // namespace

TEST_CASE("a right library is described field by field", "[plugin][describe]") {
  Tables tables;
  tables.param.alias_count = 1;
  tables.param.aliases = tables.aliases;
  tables.param.flags = LATTICE_PARAM_ANIMATES | LATTICE_PARAM_SCALES;
  tables.param.unit = "px";

  const auto description = describe(tables.plugin);

  REQUIRE(description);
  REQUIRE(description->kinds.size() == 4);
  const ir::Kind& effect = description->kinds[0];
  CHECK(effect.id == "org.test.blur");
  CHECK(effect.content_version == 1);
  REQUIRE(effect.params.size() == 1);
  CHECK(effect.params[0].id == "radius");
  CHECK(effect.params[0].unit == "px");
  CHECK(effect.params[0].animates);
  CHECK(effect.params[0].scales);
  CHECK(effect.params[0].initial[0] == 0.5);
  CHECK(effect.params[0].aliases[0].id == "diameter");
  CHECK(description->kinds[1].ports[0].id == "from");
  CHECK(description->kinds[2].planes == 1u << LATTICE_PLANE_DEPTH);
  CHECK(description->kinds[3].extensions == std::vector<std::string>{"png", "apng"});
}

TEST_CASE("a struct that a newer plugin made longer is read as far as it is known",
          "[plugin][describe]") {
  struct Longer {
    lattice_filter known;
    std::uint64_t unknown[4];
  } longer{};
  Tables tables;
  longer.known = tables.effect;
  longer.known.struct_size = sizeof longer;
  tables.effects[0] = &longer.known;
  tables.plugin.abi = LATTICE_ABI_VERSION + 1;

  const auto description = describe(tables.plugin);

  REQUIRE(description);
  CHECK(description->kinds[0].id == "org.test.blur");
}

TEST_CASE("a filter may keep an instance or none", "[plugin][describe]") {
  Tables tables;
  CHECK(describe(tables.plugin));
  tables.effect.create = [](auto...) noexcept -> lattice_status { return LATTICE_OK; };
  tables.effect.destroy = [](auto...) noexcept {};
  CHECK(describe(tables.plugin));
}

TEST_CASE("what a REQUIRED param holds as its initial value is not looked at",
          "[plugin][describe]") {
  Tables tables;
  tables.param.flags = LATTICE_PARAM_REQUIRED;
  tables.param.initial.f64 = 99;
  CHECK(describe(tables.plugin));
}

TEST_CASE("a library that breaks a rule is refused with the field's name", "[plugin][describe]") {
  check_cases({
      {"struct_size is 16", [](Tables& t) { t.plugin.struct_size = 16; }},
      {"id is null", [](Tables& t) { t.plugin.id = nullptr; }},
      {"must match [a-z0-9_.]+", [](Tables& t) { t.plugin.id = "Org.Test"; }},
      {"version is null", [](Tables& t) { t.plugin.version = nullptr; }},
      {"version of the library", [](Tables& t) { t.plugin.version = ""; }},
      {"vendor of the library", [](Tables& t) { t.plugin.vendor = "a\nb"; }},
      {"major version", [](Tables& t) { t.plugin.abi = 9u << 16; }},
      {"effects is null", [](Tables& t) { t.plugin.effects = nullptr; }},
      {"effects has 4000000000", [](Tables& t) { t.plugin.effect_count = 4000000000u; }},
      {"effects[0] is null", [](Tables& t) { t.effects[0] = nullptr; }},
      {"the id is there twice", [](Tables& t) { t.plugin.effect_count = 2; }},
      {"offers nothing",
       [](Tables& t) {
         t.plugin.effect_count = t.plugin.transition_count = t.plugin.artifact_count =
             t.plugin.sink_count = 0;
       }},
  });
}

TEST_CASE("a kind that breaks a rule is refused with the field's name", "[plugin][describe]") {
  check_cases({
      {"effects[0]: struct_size is 12", [](Tables& t) { t.effect.struct_size = 12; }},
      {"struct_size is 136", [](Tables& t) { t.effect.struct_size = 136; }},
      {"struct_size is 147", [](Tables& t) { t.effect.struct_size = 147; }},
      {"struct_size is 4294967288", [](Tables& t) { t.effect.struct_size = 4294967288u; }},
      {"reserved is 1", [](Tables& t) { t.effect.reserved = 1; }},
      {"id is null", [](Tables& t) { t.effect.id = nullptr; }},
      {"effect \"Blur!\": id must match", [](Tables& t) { t.effect.id = "Blur!"; }},
      {"id must match", [](Tables& t) { t.effect.id = "org..blur"; }},
      {"id must match", [](Tables& t) { t.effect.id = ""; }},
      {"id is longer than", [](Tables& t) { t.effect.id = kLongText.c_str(); }},
      {"label must be", [](Tables& t) { t.effect.label = ""; }},
      {"label must be", [](Tables& t) { t.effect.label = "\xC3\x28"; }},
      {"summary is null", [](Tables& t) { t.effect.summary = nullptr; }},
      {"summary must be", [](Tables& t) { t.effect.summary = "\x1b[2J"; }},
      {"flags has a bit", [](Tables& t) { t.effect.flags = 1u << 9; }},
      {"effect \"org.test.blur\": create is null though destroy is not; a filter gives both",
       [](Tables& t) { t.effect.destroy = [](auto...) noexcept {}; }},
      {"transition \"org.test.wipe\": destroy is null though create is not",
       [](Tables& t) {
         t.transition.create = [](auto...) noexcept -> lattice_status { return LATTICE_OK; };
       }},
      {"artifact \"org.test.depth\": create is null, but the host needs it",
       [](Tables& t) { t.artifact.create = nullptr; }},
      {"artifact \"org.test.depth\": destroy is null, but the host needs it",
       [](Tables& t) { t.artifact.destroy = nullptr; }},
      {"sink \"org.test.png\": create is null", [](Tables& t) { t.sink.create = nullptr; }},
      {"sink \"org.test.png\": destroy is null", [](Tables& t) { t.sink.destroy = nullptr; }},
      {"tile and fold are both null", [](Tables& t) { t.effect.fold = nullptr; }},
      {"says POINTWISE",
       [](Tables& t) {
         t.effect.flags = LATTICE_FILTER_POINTWISE;
         t.effect.roi = [](auto...) noexcept -> lattice_status { return LATTICE_OK; };
       }},
      {"ports is null", [](Tables& t) { t.effect.ports = nullptr; }},
      {"ports has 17 entries", [](Tables& t) { t.effect.port_count = 17; }},
      {"must be \"src\"", [](Tables& t) { t.src.id = "source"; }},
      {"must be \"src\"", [](Tables& t) { t.src.flags = LATTICE_PORT_OPTIONAL; }},
      {"must be \"src\"", [](Tables& t) { t.effect.port_count = 0; }},
      {"ports[0]: struct_size", [](Tables& t) { t.src.struct_size = 8; }},
      {"ports[0]: flags", [](Tables& t) { t.src.flags = 1u << 7; }},
      {"ports[0]: hint is null", [](Tables& t) { t.src.hint = nullptr; }},
      {"port \"src\" is there twice",
       [](Tables& t) {
         t.effect.port_count = 2;
         t.effect_ports[1] = &t.src;
       }},
      {"must be \"from\" and \"to\"", [](Tables& t) { t.transition.port_count = 1; }},
      {"must be \"from\" and \"to\"", [](Tables& t) { std::swap(t.from.id, t.to.id); }},
      {"policy 3", [](Tables& t) { t.artifact.policy = 3; }},
      {"planes asks", [](Tables& t) { t.artifact.planes = 1u << 30; }},
      {"produce is null", [](Tables& t) { t.artifact.produce = nullptr; }},
      {"observe is null", [](Tables& t) { t.artifact.policy = LATTICE_PER_EXPORT; }},
      {"exclude each other", [](Tables& t) { t.sink.flags |= LATTICE_SINK_PARALLEL; }},
      {"flags has a bit", [](Tables& t) { t.sink.flags = 1u << 20; }},
      {"max_held 5000", [](Tables& t) { t.sink.max_held = 5000; }},
      {"extensions is empty", [](Tables& t) { t.sink.extension_count = 0; }},
      {"without a dot", [](Tables& t) { t.extensions[0] = ".png"; }},
      {"\"png\" is there twice", [](Tables& t) { t.extensions[1] = "png"; }},
      {"extensions[1] is null", [](Tables& t) { t.extensions[1] = nullptr; }},
      {"negotiate is null", [](Tables& t) { t.sink.negotiate = nullptr; }},
      {"begin is null", [](Tables& t) { t.sink.begin = nullptr; }},
      {"push is null", [](Tables& t) { t.sink.push = nullptr; }},
      {"end is null", [](Tables& t) { t.sink.end = nullptr; }},
  });
}

TEST_CASE("a param that breaks a rule is refused with the field's name", "[plugin][describe]") {
  check_cases({
      {"params[0]: struct_size is 96", [](Tables& t) { t.param.struct_size = 96; }},
      {"params[0]: reserved", [](Tables& t) { t.param.reserved = 4; }},
      {"params[0]: id is null", [](Tables& t) { t.param.id = nullptr; }},
      {"must match [a-z0-9_]+", [](Tables& t) { t.param.id = "Radius"; }},
      {"must match [a-z0-9_]+", [](Tables& t) { t.param.id = "a.b"; }},
      {"hint is null", [](Tables& t) { t.param.hint = nullptr; }},
      {"unit is not one line", [](Tables& t) { t.param.unit = "p\tx"; }},
      {"type 0 is not known", [](Tables& t) { t.param.type = 0; }},
      {"type 11 is not known", [](Tables& t) { t.param.type = 11; }},
      {"flags has a bit", [](Tables& t) { t.param.flags = 1u << 31; }},
      {"param \"radius\": the id is there twice", [](Tables& t) { t.effect.param_count = 2; }},
      {"params has 257 entries", [](Tables& t) { t.effect.param_count = 257; }},
      {"min 2 is above max 1", [](Tables& t) { t.param.min = 2; }},
      {"not a finite number", [](Tables& t) { t.param.max = std::nan(""); }},
      {"initial 1.5 lies outside min..max (0 to 1)", [](Tables& t) { t.param.initial.f64 = 1.5; }},
      {"not finite", [](Tables& t) { t.param.initial.f64 = INFINITY; }},
      {"within 2^53",
       [](Tables& t) {
         t.param.type = LATTICE_PARAM_INT;
         t.param.initial.i64 = INT64_MAX;
       }},
      {"must be 0 or 1",
       [](Tables& t) {
         t.param.type = LATTICE_PARAM_BOOL;
         t.param.initial.index = 2;
       }},
      {"never animates",
       [](Tables& t) {
         t.param.type = LATTICE_PARAM_STRING;
         t.param.initial.str = {nullptr, 0};
         t.param.flags = LATTICE_PARAM_ANIMATES;
       }},
      {"SCALES is set, but an integer is not a length: it belongs to F64, VEC2 and VEC3",
       [](Tables& t) {
         t.param.type = LATTICE_PARAM_INT;
         t.param.initial.i64 = 0;
         t.param.flags = LATTICE_PARAM_SCALES;
       }},
      {"must end with a NUL",
       [](Tables& t) {
         t.param.type = LATTICE_PARAM_STRING;
         t.param.initial.str = {"abc", 2};
       }},
      {"initial is not UTF-8",
       [](Tables& t) {
         t.param.type = LATTICE_PARAM_STRING;
         t.param.initial.str = {"\xFF", 1};
       }},
      {"initial is null",
       [](Tables& t) {
         t.param.type = LATTICE_PARAM_STRING;
         t.param.initial.str = {nullptr, 3};
       }},
      {"choice_count is not 0",
       [](Tables& t) {
         t.param.choice_count = 1;
         t.param.choices = t.choices;
       }},
      {"at least one entry",
       [](Tables& t) {
         make_choice(t);
         t.param.choice_count = 0;
       }},
      {"names choice 3 of 1",
       [](Tables& t) {
         make_choice(t);
         t.param.initial.index = 3;
       }},
      {"choices[1] is null",
       [](Tables& t) {
         make_choice(t);
         t.param.choice_count = 2;
       }},
      {"\"soft\" is there twice",
       [](Tables& t) {
         make_choice(t);
         t.param.choice_count = 2;
         t.choices[1] = &t.choice;
       }},
      {"choice id \"Soft\"",
       [](Tables& t) {
         make_choice(t);
         t.choice.id = "Soft";
       }},
      {"aliases is null", [](Tables& t) { t.param.alias_count = 1; }},
      {"finite and not 0",
       [](Tables& t) {
         t.param.alias_count = 1;
         t.param.aliases = t.aliases;
         t.alias.factor = 0;
       }},
      {"the name of another param",
       [](Tables& t) {
         t.param.alias_count = 1;
         t.param.aliases = t.aliases;
         t.alias.id = "radius";
       }},
      {"arrays and curves only", [](Tables& t) { t.param.max_count = 2; }},
      {"odd number", [](Tables& t) { make_curve(t, kBackwards, 3); }},
      {"strictly increasing x", [](Tables& t) { make_curve(t, kBackwards, 4); }},
      {"initial has more than", [](Tables& t) { make_curve(t, kBackwards, 1u << 30); }},
      {"initial is null", [](Tables& t) { make_curve(t, nullptr, 2); }},
      {"must be even",
       [](Tables& t) {
         make_curve(t, kBackwards, 2);
         t.param.min_count = 1;
       }},
      {"which min_count and max_count forbid",
       [](Tables& t) {
         make_curve(t, kBackwards, 2);
         t.param.min_count = 4;
       }},
  });
}

}  // namespace lattice::plugin

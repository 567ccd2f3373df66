#include "ir/bind_params.h"

#include <string>

#include "support/catch.h"

using namespace lattice;
using namespace lattice::ir;

namespace {

ParamSchema schema(std::string id, ParamType type) {
  ParamSchema p;
  p.id = std::move(id);
  p.type = type;
  return p;
}

Kind encoder() {
  Kind kind;
  kind.kind_class = KindClass::sink;
  kind.id = "org.lattice.ffmpeg";
  auto crf = schema("crf", ParamType::integer);
  crf.min = 0, crf.max = 51, crf.initial[0] = 18;
  auto sigma = schema("sigma", ParamType::f64);
  sigma.min = 0, sigma.max = 100, sigma.initial[0] = 2;
  sigma.aliases = {{"radius", 0.5}};
  auto count = schema("count", ParamType::integer);
  count.aliases = {{"pairs", 2}, {"halves", 0.5}};
  auto speed = schema("speed", ParamType::choice);
  speed.choices = {{"fast", ""}, {"medium", ""}, {"slow", ""}};
  speed.initial[0] = 1;
  auto note = schema("note", ParamType::string);
  note.initial_text = "plain";
  auto lut = schema("lut", ParamType::f64_array);
  lut.min_count = 2, lut.max_count = 4, lut.initial_array = {0, 1};
  auto curve = schema("curve", ParamType::curve);
  curve.initial_array = {0, 0, 1, 1};
  auto secret = schema("secret", ParamType::boolean);
  secret.hidden = true;
  kind.params = {crf,
                 sigma,
                 count,
                 speed,
                 note,
                 lut,
                 curve,
                 schema("tint", ParamType::color),
                 schema("at", ParamType::vec2),
                 schema("dir", ParamType::vec3),
                 secret};
  return kind;
}

enum { kCrf, kSigma, kCount, kSpeed, kNote, kLut, kCurve, kTint, kAt, kDir, kSecret };

Result<BoundParams> bind(const std::vector<GivenParam>& given) {
  return bind_params(encoder(), given);
}

}  // namespace

TEST_CASE("params that are not given have the schema's defaults", "[ir][params]") {
  const auto bound = bind({});
  REQUIRE(bound);
  REQUIRE(bound->values.size() == 11);
  CHECK(bound->values[kCrf].i64 == 18);
  CHECK(bound->values[kSigma].f64 == 2);
  CHECK(bound->values[kSpeed].index == 1);
  CHECK(std::string(bound->values[kNote].str.data) == "plain");
  CHECK(bound->values[kNote].str.size == 5);
  CHECK(bound->values[kLut].array.count == 2);
  CHECK(bound->values[kCurve].array.data[3] == 1);
}

TEST_CASE("every type of param is read from its text", "[ir][params]") {
  const auto bound = bind({{"crf", "23"},
                           {"sigma", "1.25e1"},
                           {"speed", "slow"},
                           {"note", "ü=1, really"},
                           {"lut", "0,0.5,1"},
                           {"curve", "0,0,0.5,1"},
                           {"tint", "#ff8000"},
                           {"at", "-1.5,2"},
                           {"dir", "0,0,1"},
                           {"secret", "true"}});
  REQUIRE(bound);
  const auto& v = bound->values;
  CHECK(v[kCrf].i64 == 23);
  CHECK(v[kSigma].f64 == 12.5);
  CHECK(v[kSpeed].index == 2);
  CHECK(std::string(v[kNote].str.data, v[kNote].str.size) == "ü=1, really");
  CHECK(v[kLut].array.count == 3);
  CHECK(v[kLut].array.data[1] == 0.5);
  CHECK(v[kCurve].array.data[2] == 0.5);
  CHECK(v[kTint].rgba[0] == 1.0f);
  CHECK(v[kTint].rgba[1] == static_cast<float>(128 / 255.0));
  CHECK(v[kTint].rgba[3] == 1.0f);
  CHECK(v[kAt].vec2[0] == -1.5);
  CHECK(v[kDir].vec3[2] == 1.0f);
  CHECK(v[kSecret].index == 1);
}

TEST_CASE("an alias multiplies, and whole numbers stay whole", "[ir][params]") {
  const auto bound = bind({{"radius", "6"}, {"pairs", "3"}});
  REQUIRE(bound);
  CHECK(bound->values[kSigma].f64 == 3);
  CHECK(bound->values[kCount].i64 == 6);
  // Beyond the exact range of doubles a plain integer still arrives as it was typed.
  const auto large = bind({{"count", "9007199254740993"}});
  REQUIRE(large);
  CHECK(large->values[kCount].i64 == 9007199254740993);
}

TEST_CASE("strings and arrays stay where they are when the params are moved", "[ir][params]") {
  auto bound = bind({{"note", "s"}, {"lut", "1,2"}});
  REQUIRE(bound);
  const BoundParams moved = *std::move(bound);
  CHECK(std::string(moved.values[kNote].str.data) == "s");
  CHECK(moved.values[kLut].array.data[1] == 2);
  CHECK(moved.values[kNote].str.data == moved.texts[0].c_str());
}

TEST_CASE("a param that cannot be read is refused with kind, param and remedy", "[ir][params]") {
  struct Case {
    std::string name, text, where, what;
  };
  const auto c = GENERATE(values<Case>({
      {"crf", "x", "sink \"ffmpeg\", param \"crf\"", "not a whole number"},
      {"crf", "18.5", "param \"crf\"", "not a whole number"},
      {"crf", "", "param \"crf\"", "not a whole number"},
      {"crf", "52", "param \"crf\"", "52 is out of range; give a value from 0 to 51"},
      {"halves", "3", "param \"halves\"", "once multiplied by 0.5"},
      {"sigma", "1,5", "param \"sigma\"", "not a number"},
      {"sigma", "1 ", "param \"sigma\"", "not a number"},
      {"sigma", "nan", "param \"sigma\"", "not a number"},
      {"sigma", "inf", "param \"sigma\"", "not a number"},
      {"sigma", "1e999", "param \"sigma\"", "not a number"},
      {"radius", "201", "param \"radius\"", "100.5 is out of range as \"sigma\""},
      {"speed", "slwo", "param \"speed\"", "did you mean \"slow\"?"},
      {"speed", "1", "param \"speed\"", "known: fast, medium, slow"},
      {"secret", "yes", "param \"secret\"", "neither true nor false"},
      {"tint", "red", "param \"tint\"", "not a colour"},
      {"tint", "#ff80", "param \"tint\"", "not a colour"},
      {"tint", "#gg8000", "param \"tint\"", "not a colour"},
      {"at", "1", "param \"at\"", "has 1 numbers; give 2"},
      {"dir", "1,2,3,4", "param \"dir\"", "has 4 numbers; give 3"},
      {"lut", "1", "param \"lut\"", "has 1 numbers; give 2 to 4"},
      {"lut", "1,,2", "param \"lut\"", "\"\" is not a number"},
      {"lut", "1,2,", "param \"lut\"", "ends with a comma"},
      {"curve", "0,0,1", "param \"curve\"", "pairs"},
      {"curve", "0,0,0,1", "param \"curve\"", "0 follows 0"},
      {"note", std::string("a\0b", 3), "param \"note\"", "NUL"},
      {"crff", "18", "sink \"ffmpeg\"", "unknown param \"crff\"; did you mean \"crf\"?"},
      {"bitrate_kbps", "18", "sink \"ffmpeg\"", "known: crf, sigma, radius"},
  }));
  CAPTURE(c.name, c.text);
  const auto bound = bind({{c.name, c.text}});
  REQUIRE_FALSE(bound);
  CAPTURE(bound.error().text());
  CHECK(bound.error().code == Code::usage);
  CHECK(bound.error().where.find(c.where) != std::string::npos);
  CHECK(bound.error().what.find(c.what) != std::string::npos);
  CHECK(bound.error().what.find("secret") == std::string::npos);
}

TEST_CASE("a param given twice, or under two names, is refused", "[ir][params]") {
  const auto twice = bind({{"crf", "18"}, {"crf", "18"}});
  REQUIRE_FALSE(twice);
  CHECK(twice.error().what == "is given twice; give it once");
  const auto both = bind({{"sigma", "2"}, {"radius", "4"}});
  REQUIRE_FALSE(both);
  CHECK(both.error().what.find("another name of \"sigma\"") != std::string::npos);
}

TEST_CASE("a required param that is missing is named", "[ir][params]") {
  Kind kind = encoder();
  kind.params[kSigma].required = true;
  const auto bound = bind_params(kind, {});
  REQUIRE_FALSE(bound);
  CHECK(bound.error().text() ==
        "sink \"ffmpeg\", param \"sigma\": is required and has no default; give a number");
  const std::vector<GivenParam> alias{{"radius", "2"}};
  CHECK(bind_params(kind, alias));
}

// The builders of lattice/plugin.hpp against the C tables that they stand for.
#include <cstring>
#include <string>

#include "support/catch.h"
#include "wrapper_host.h"

namespace {

enum class Mode { soft, hard };

struct Everything {
  static constexpr lattice::About about{.id = "a.b", .label = "A", .summary = "All params."};
  static constexpr auto params = lattice::params(
      lattice::f64("stops", "Light.")
          .initial(1.5)
          .range(-20, 20)
          .unit("px")
          .animates()
          .scales()
          .alias("s")
          .alias("half_stops", 0.5),
      lattice::integer("count", "How many.").initial(-3).range(-5, 5).hidden(),
      lattice::vec2("at", "Where.").initial(1, 2).animates(),
      lattice::vec3("axis", "Along what.").initial(1, 2, 3).scales(),
      lattice::color("tint", "Which one.").initial(0.25f, 0.5f, 0.75f).range(0, 1),
      lattice::boolean("on", "Whether.").initial(true),
      lattice::choice<Mode>("mode", "Which way.", lattice::option("soft", "Softly."),
                            lattice::option("hard", "Hard."))
          .initial(Mode::hard),
      lattice::text("file", "Which file.").initial("a.cube").alias("path"),
      lattice::text("other", "Which other file.").required(),
      lattice::f64_array("weights", "Numbers.", {1, 2, 3}).range(0, 9).counts(1, 5),
      lattice::curve("shape", "Points.", {{0, 0}, {0.5, 1}, {1, 0}}).counts(2, 8),
      lattice::f64_array("none", "No numbers at first."),
      lattice::curve("flat", "No points at first."),
      lattice::color("ink", "Opaque black unless told otherwise."));

  static lattice::Fold fold(const lattice::Frame&) noexcept { return lattice::Fold::identity(); }
};

constexpr const lattice_filter& kTable = lattice::detail::kFilter<Everything, false>;

const lattice_param& row(std::uint32_t i) { return *kTable.params[i]; }

void check_row(const lattice_param& row, std::uint32_t type, std::uint32_t flags,
               const std::string& id, const std::string& hint, const char* unit, double min,
               double max) {
  CAPTURE(id);
  CHECK(row.struct_size == sizeof(lattice_param));
  CHECK(row.type == type);
  CHECK(row.flags == flags);
  CHECK(row.reserved == 0);
  CHECK(row.id == id);
  CHECK(row.hint == hint);
  CHECK(std::string(row.unit == nullptr ? "" : row.unit) == (unit == nullptr ? "" : unit));
  CHECK((row.unit == nullptr) == (unit == nullptr));
  CHECK(row.min == min);
  CHECK(row.max == max);
  CHECK((row.choices == nullptr) == (row.choice_count == 0));
  CHECK((row.aliases == nullptr) == (row.alias_count == 0));
}

}  // namespace

TEST_CASE("every builder makes the row of the C table that it stands for", "[sdk][wrapper]") {
  REQUIRE(kTable.param_count == 14);
  check_row(row(0), LATTICE_PARAM_F64, LATTICE_PARAM_ANIMATES | LATTICE_PARAM_SCALES, "stops",
            "Light.", "px", -20, 20);
  CHECK(row(0).initial.f64 == 1.5);
  check_row(row(1), LATTICE_PARAM_INT, LATTICE_PARAM_HIDDEN, "count", "How many.", nullptr, -5, 5);
  CHECK(row(1).initial.i64 == -3);
  check_row(row(2), LATTICE_PARAM_VEC2, LATTICE_PARAM_ANIMATES, "at", "Where.", nullptr, 0, 0);
  CHECK(row(2).initial.vec2[0] == 1);
  CHECK(row(2).initial.vec2[1] == 2);
  check_row(row(3), LATTICE_PARAM_VEC3, LATTICE_PARAM_SCALES, "axis", "Along what.", nullptr, 0, 0);
  CHECK(row(3).initial.vec3[0] == 1);
  CHECK(row(3).initial.vec3[2] == 3);
  check_row(row(4), LATTICE_PARAM_COLOR, 0, "tint", "Which one.", nullptr, 0, 1);
  CHECK(row(4).initial.rgba[0] == 0.25f);
  CHECK(row(4).initial.rgba[2] == 0.75f);
  CHECK(row(4).initial.rgba[3] == 1);
  check_row(row(5), LATTICE_PARAM_BOOL, 0, "on", "Whether.", nullptr, 0, 0);
  CHECK(row(5).initial.index == 1);
  check_row(row(7), LATTICE_PARAM_STRING, 0, "file", "Which file.", nullptr, 0, 0);
  CHECK(std::string(row(7).initial.str.data) == "a.cube");
  CHECK(row(7).initial.str.size == 6);
  check_row(row(8), LATTICE_PARAM_STRING, LATTICE_PARAM_REQUIRED, "other", "Which other file.",
            nullptr, 0, 0);
  CHECK(row(13).initial.rgba[0] == 0);
  CHECK(row(13).initial.rgba[3] == 1);
}

TEST_CASE("choices and aliases become arrays of pointers", "[sdk][wrapper]") {
  check_row(row(6), LATTICE_PARAM_CHOICE, 0, "mode", "Which way.", nullptr, 0, 0);
  CHECK(row(6).initial.index == 1);
  REQUIRE(row(6).choice_count == 2);
  CHECK(row(6).choices[1]->struct_size == sizeof(lattice_choice));
  CHECK(row(6).choices[0]->id == std::string("soft"));
  CHECK(row(6).choices[1]->id == std::string("hard"));
  CHECK(row(6).choices[1]->hint == std::string("Hard."));

  REQUIRE(row(0).alias_count == 2);
  CHECK(row(0).aliases[0]->struct_size == sizeof(lattice_param_alias));
  CHECK(row(0).aliases[0]->id == std::string("s"));
  CHECK(row(0).aliases[0]->factor == 1);
  CHECK(row(0).aliases[1]->id == std::string("half_stops"));
  CHECK(row(0).aliases[1]->factor == 0.5);
  REQUIRE(row(7).alias_count == 1);
  CHECK(row(7).aliases[0]->id == std::string("path"));
}

TEST_CASE("arrays and curves point to numbers that stay", "[sdk][wrapper]") {
  check_row(row(9), LATTICE_PARAM_F64_ARRAY, 0, "weights", "Numbers.", nullptr, 0, 9);
  CHECK(row(9).min_count == 1);
  CHECK(row(9).max_count == 5);
  REQUIRE(row(9).initial.array.count == 3);
  CHECK(row(9).initial.array.data[2] == 3);
  check_row(row(10), LATTICE_PARAM_CURVE, 0, "shape", "Points.", nullptr, 0, 0);
  CHECK(row(10).min_count == 4);
  CHECK(row(10).max_count == 16);
  REQUIRE(row(10).initial.array.count == 6);
  CHECK(row(10).initial.array.data[2] == 0.5);
  CHECK(row(10).initial.array.data[3] == 1);
  CHECK(row(11).initial.array.count == 0);
  CHECK(row(12).initial.array.count == 0);
}

TEST_CASE("a kind without params has none in its table", "[sdk][wrapper]") {
  struct Bare : Everything {};
  // Inherits the params; hence a kind of its own below.
  CHECK(lattice::detail::ParamTable<Bare>::kCount == 14);
  struct Plain {};
  CHECK(lattice::detail::ParamTable<Plain>::kCount == 0);
  CHECK(lattice::detail::ParamTable<Plain>::rows() == nullptr);
}

TEST_CASE("values arrive with their types, in the order of the params", "[sdk][wrapper]") {
  const double numbers[] = {0.5, 0.25};
  const double points[] = {0, 1, 1, 2};
  lattice_value values[14] = {};
  values[0].f64 = 2.5;
  values[1].i64 = -4;
  values[2].vec2[0] = 3, values[2].vec2[1] = 4;
  values[3].vec3[0] = 5, values[3].vec3[1] = 6, values[3].vec3[2] = 7;
  values[4].rgba[0] = 0.1f, values[4].rgba[3] = 0.4f;
  values[5].index = 1;
  values[6].index = 1;
  values[7].str = {"x.cube", 6};
  values[9].array = {numbers, 2};
  values[10].array = {points, 4};
  lattice_frame raw{};
  raw.struct_size = sizeof raw;
  raw.param_count = 14;
  raw.params = values;

  const auto [stops, count, at, axis, tint, on, mode, file, other, weights, shape, none, flat,
              ink] = lattice::Frame(raw).values(Everything::params);
  CHECK(stops == 2.5);
  CHECK(count == -4);
  CHECK(at == lattice::Vec2{3, 4});
  CHECK(axis == lattice::Vec3{5, 6, 7});
  CHECK(tint == lattice::Color{0.1f, 0, 0, 0.4f});
  CHECK(on);
  CHECK(mode == Mode::hard);
  CHECK(file == "x.cube");
  CHECK(other.empty());
  REQUIRE(weights.size() == 2);
  CHECK(weights[1] == 0.25);
  REQUIRE(shape.size() == 2);
  CHECK(shape[1] == lattice::Vec2{1, 2});
  CHECK(none.empty());
  CHECK(flat.size() == 0);
  CHECK(ink == lattice::Color{0, 0, 0, 0});
}

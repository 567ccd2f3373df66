#include <cstdint>
#include <cstring>
#include <vector>

#include "session/check/guarded_memory.h"
#include "session/check/param_values.h"
#include "session/check/pictures.h"
#include "session/check/watch.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::session::check;

TEST_CASE("guarded memory is aligned and ends before a forbidden page", "[check]") {
  GuardedMemory memory(Role::source);
  for (const std::size_t bytes :
       {std::size_t{0}, std::size_t{1}, std::size_t{63}, std::size_t{4096}, std::size_t{70001}}) {
    for (const std::size_t alignment : {std::size_t{1}, std::size_t{4}, std::size_t{64}}) {
      CAPTURE(bytes, alignment);
      std::byte* first = memory.lay_out(bytes, alignment, 0xAB);
      REQUIRE(first != nullptr);
      const auto address = reinterpret_cast<std::uintptr_t>(first);
      CHECK(address % alignment == 0);
      const std::uintptr_t past = address + (bytes + alignment - 1) / alignment * alignment;
      CHECK(past % 4096 == 0);
      Role role = Role::scratch;
      CHECK(find_guarded(reinterpret_cast<const void*>(past), role));
      CHECK(role == Role::source);
    }
  }
}

TEST_CASE("guarded memory sees what is written around it", "[check]") {
  GuardedMemory memory(Role::destination);
  std::byte* first = memory.lay_out(100, 64, 0x11);
  REQUIRE(first != nullptr);
  std::memset(first, 0x77, 100);
  CHECK(memory.surroundings_intact());
  first[100] = std::byte{0x77};
  CHECK_FALSE(memory.surroundings_intact());
  first = memory.lay_out(100, 64, 0x11);
  CHECK(memory.surroundings_intact());
  first[-1] = std::byte{0};
  CHECK_FALSE(memory.surroundings_intact());
}

TEST_CASE("memory that is no longer guarded is forgotten", "[check]") {
  const void* address = nullptr;
  Role role = Role::source;
  {
    GuardedMemory memory(Role::scratch);
    address = memory.lay_out(10, 1, 0);
    CHECK(find_guarded(address, role));
    CHECK(role == Role::scratch);
  }
  CHECK_FALSE(find_guarded(address, role));
  CHECK_FALSE(find_guarded(&role, role));
}

TEST_CASE("the first forbidden thing in a worker call is kept, and none outside", "[check]") {
  note_forbidden(Forbidden::allocation, "malloc");
  {
    const WatchScope scope(true);
    CHECK(scope.seen().what == Forbidden::nothing);
    note_forbidden(Forbidden::lock, "pthread_mutex_lock");
    note_forbidden(Forbidden::allocation, "malloc");
    CHECK(scope.seen().what == Forbidden::lock);
    CHECK(std::string(scope.seen().function) == "pthread_mutex_lock");
  }
  const WatchScope scope(false);
  note_forbidden(Forbidden::io, "open");
  CHECK(scope.seen().what == Forbidden::nothing);
}

// ---- Params ----

namespace {

ir::ParamSchema param(ir::ParamType type, double min, double max, double initial) {
  ir::ParamSchema p;
  p.id = "p";
  p.type = type;
  p.min = min;
  p.max = max;
  p.initial = {initial, initial, initial, initial};
  p.animates = ir::lane_count(type) > 0;
  return p;
}

}  // namespace

TEST_CASE("values lie within the limits whatever the seed", "[check]") {
  std::vector<ir::ParamSchema> schema{
      param(ir::ParamType::f64, -2, 3, 1),      param(ir::ParamType::integer, 1, 5, 2),
      param(ir::ParamType::vec2, 0, 1, 0.5),    param(ir::ParamType::color, 0, 1, 1),
      param(ir::ParamType::boolean, 0, 0, 1),   param(ir::ParamType::choice, 0, 0, 1),
      param(ir::ParamType::f64_array, 0, 9, 0), param(ir::ParamType::curve, 0, 1, 0),
      param(ir::ParamType::string, 0, 0, 0)};
  schema[5].choices = {{"a", ""}, {"b", ""}, {"c", ""}};
  schema[6].min_count = 3;
  schema[6].max_count = 7;
  schema[6].initial_array = {1, 2, 3};
  schema[7].min_count = 4;
  schema[7].initial_array = {0, 0, 1, 1};
  for (const Choose how : {Choose::defaults, Choose::least, Choose::most, Choose::random}) {
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
      Random random(seed);
      const ParamValues values = ParamValues::choose(schema, how, random);
      const auto v = values.values();
      REQUIRE(v.size() == schema.size());
      CHECK((v[0].f64 >= -2 && v[0].f64 <= 3));
      CHECK((v[1].i64 >= 1 && v[1].i64 <= 5));
      CHECK((v[2].vec2[1] >= 0 && v[2].vec2[1] <= 1));
      CHECK((v[3].rgba[3] >= 0 && v[3].rgba[3] <= 1));
      CHECK(v[4].index <= 1);
      CHECK(v[5].index < 3);
      CHECK((v[6].array.count >= 3 && v[6].array.count <= 7));
      CHECK(v[7].array.count >= 4);
      CHECK(v[7].array.count % 2 == 0);
      for (std::uint64_t i = 2; i < v[7].array.count; i += 2)
        CHECK(v[7].array.data[i] > v[7].array.data[i - 2]);
      CHECK(v[8].str.data[v[8].str.size] == '\0');
      CHECK_FALSE(values.is_extreme());
    }
  }
}

TEST_CASE("the same seed gives the same values, and scale touches lengths alone", "[check]") {
  std::vector<ir::ParamSchema> schema{param(ir::ParamType::f64, 0, 0, 3),
                                      param(ir::ParamType::f64, 0, 0, 4)};
  schema[0].scales = true;
  Random one(9), two(9);
  const ParamValues a = ParamValues::choose(schema, Choose::random, one);
  const ParamValues b = ParamValues::choose(schema, Choose::random, two);
  CHECK(a.values()[0].f64 == b.values()[0].f64);
  CHECK(a.values()[1].f64 == b.values()[1].f64);
  const ParamValues scaled = a.scaled(schema, 0.5);
  CHECK(scaled.values()[0].f64 == a.values()[0].f64 * 0.5);
  CHECK(scaled.values()[1].f64 == a.values()[1].f64);
}

TEST_CASE("numbers beyond a million are called extreme", "[check]") {
  const std::vector<ir::ParamSchema> schema{param(ir::ParamType::f64, 0, 1e300, 1)};
  Random random(1);
  CHECK(ParamValues::choose(schema, Choose::most, random).is_extreme());
  CHECK_FALSE(ParamValues::choose(schema, Choose::defaults, random).is_extreme());
}

TEST_CASE("random pictures are premultiplied and differ in one place when told", "[check]") {
  Random random(3);
  const image::Rect rect{-5, 2, 20, 19};
  const Picture bytes = random_picture(rgba8_type(), rect, random);
  for (std::int32_t y = rect.y0; y < rect.y1; ++y)
    for (std::int32_t x = rect.x0; x < rect.x1; ++x)
      for (std::size_t c = 0; c < 3; ++c) REQUIRE(bytes.at(x, y)[c] <= bytes.at(x, y)[3]);
  Picture other = bytes;
  CHECK_FALSE(first_difference(bytes, other, rect));
  CHECK(hash_of(bytes) == hash_of(other));
  other.at(7, 8)[1] ^= std::byte{1};
  const auto difference = first_difference(bytes, other, rect);
  REQUIRE(difference);
  CHECK_THAT(*difference, Catch::Matchers::Contains("(7, 8)"));
  CHECK_FALSE(first_difference(bytes, other, {-5, 2, 20, 8}));
  CHECK_FALSE(hash_of(bytes) == hash_of(other));
}

// The rules for filters, on tables that this program holds itself.
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "plugin/filter_rules.h"
#include "session/check/filter_fold.h"
#include "session/check/groups.h"
#include "session/check/lines.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::session::check;

namespace {

// ---- A filter that copies its input, and ways to do it wrong ----

enum class Fault {
  none,
  unfilled,
  reads_destination,
  wide,
  shifted_by_tile,
  silent,
  bounds,
  fold,
  varies,
  beyond,
  counts
};
Fault fault = Fault::none;
std::atomic<std::uint32_t> calls{0};

std::size_t pixel_bytes_of(const lattice_image& image) {
  return image.type.dtype == LATTICE_U8 ? 4 : 16;
}

unsigned char* at(const lattice_image& image, std::int32_t x, std::int32_t y) {
  return static_cast<unsigned char*>(image.plane[0]) + (y - image.bounds.y0) * image.row_bytes[0] +
         (x - image.bounds.x0) * static_cast<std::int64_t>(pixel_bytes_of(image));
}

void copy_pixel(const lattice_tile& tile, std::int32_t x, std::int32_t y, bool cleared) {
  const lattice_image& src = tile.inputs[0];
  const lattice_rect& v = src.valid;
  const bool there = x >= v.x0 && x < v.x1 && y >= v.y0 && y < v.y1 && !cleared;
  if (there)
    std::memcpy(at(*tile.dst, x, y), at(src, x, y), pixel_bytes_of(src));
  else
    std::memset(at(*tile.dst, x, y), fault == Fault::beyond ? 1 : 0, pixel_bytes_of(src));
}

lattice_status tile(const void*, const lattice_frame* frame, const lattice_tile* t) noexcept {
  lattice_rect area = t->area;
  if (fault == Fault::silent) return LATTICE_ERR_PLUGIN;
  if (fault == Fault::unfilled) --area.x1;
  if (fault == Fault::wide) ++area.x1;
  ++calls;
  for (std::int32_t y = area.y0; y < area.y1; ++y)
    for (std::int32_t x = area.x0; x < area.x1; ++x) {
      bool cleared = fault == Fault::shifted_by_tile && x == area.x0;
      cleared = cleared || (fault == Fault::varies && (frame->index & 1) == (x & 1));
      cleared = cleared || (fault == Fault::counts && (calls & 1) != 0);
      if (fault != Fault::reads_destination || *at(*t->dst, x, y) != 0xAA)
        copy_pixel(*t, x, y, cleared);
    }
  return LATTICE_OK;
}

lattice_status bounds(const void*, const lattice_frame*, const lattice_rect* ports, std::uint32_t,
                      lattice_rect* out) noexcept {
  *out = ports[0];
  if (fault == Fault::bounds) out->x1 = INT32_MAX;
  return LATTICE_OK;
}

lattice_status fold(const void*, const lattice_frame*, lattice_fold* out) noexcept {
  if (fault != Fault::fold) return LATTICE_OK;
  out->kind = LATTICE_FOLD_OPACITY;
  out->opacity = 0.5;
  return LATTICE_OK;
}

const lattice_port kSrc{sizeof(lattice_port), 0, "src", "A picture."};
const lattice_port* const kPorts[] = {&kSrc};

lattice_filter copying() {
  lattice_filter table{};
  table.struct_size = sizeof table;
  table.port_count = 1;
  table.id = "com.example.copy";
  table.label = "Copy";
  table.summary = "Copies.";
  table.ports = kPorts;
  table.tile = tile;
  table.bounds = bounds;
  table.fold = fold;
  return table;
}

ir::Kind kind_of_copying() {
  ir::Kind kind;
  kind.id = "com.example.copy";
  kind.ports = {{"src", false}};
  return kind;
}

std::set<int> broken_rules(Fault wanted) {
  fault = wanted;
  Judge::Options options;
  options.calls = kFilterCalls;
  Judge judge(options);
  const lattice_filter table = copying();
  for (std::uint64_t seed = 1000; seed < 1006; ++seed) {
    judge.begin_case(seed);
    check_filter_case(judge, table, kind_of_copying(),
                      seed == 1000 ? Style::defaults : Style::random);
  }
  std::set<int> broken;
  for (int rule = 101; rule < 600; ++rule)
    if (judge.is_broken(rule)) broken.insert(rule);
  fault = Fault::none;
  return broken;
}

}  // namespace

TEST_CASE("a filter with nothing wrong breaks no rule", "[check]") {
  CHECK(broken_rules(Fault::none).empty());
}

TEST_CASE("every fault of a filter breaks its own rule and no other", "[check]") {
  CHECK(broken_rules(Fault::unfilled) == std::set<int>{303});
  CHECK(broken_rules(Fault::reads_destination) == std::set<int>{303});
  CHECK(broken_rules(Fault::wide) == std::set<int>{302});
  CHECK(broken_rules(Fault::shifted_by_tile) == std::set<int>{305});
  CHECK(broken_rules(Fault::silent) == std::set<int>{317});
  CHECK(broken_rules(Fault::bounds) == std::set<int>{311});
  CHECK(broken_rules(Fault::fold) == std::set<int>{312});
  CHECK(broken_rules(Fault::varies) == std::set<int>{320});
  CHECK(broken_rules(Fault::beyond) == std::set<int>{310});
  CHECK(broken_rules(Fault::counts) == std::set<int>{307});
}

TEST_CASE("the same seed makes the same case", "[check]") {
  const ir::Kind kind = kind_of_copying();
  const FilterCase a = make_filter_case(kind, rgba8_type(), Style::random, 77);
  const FilterCase b = make_filter_case(kind, rgba8_type(), Style::random, 77);
  const FilterCase c = make_filter_case(kind, rgba8_type(), Style::random, 78);
  CHECK(a.bounds == b.bounds);
  CHECK(hash_of(a.ports[0]) == hash_of(b.ports[0]));
  CHECK(a.frames[1].frame.seed == b.frames[1].frame.seed);
  CHECK_FALSE(hash_of(a.ports[0]) == hash_of(c.ports[0]));
}

// ---- Judge ----

TEST_CASE("a judge leaves out what needs a broken rule, also one that was broken before",
          "[check]") {
  Judge judge({});
  CHECK(judge.judges(305));
  judge.broken(302, "wrote outside");
  CHECK_FALSE(judge.judges(305));
  CHECK_FALSE(judge.judges(302));
  CHECK(judge.judges(313));
  Judge::Options options;
  options.broken_before = {308};
  Judge later(options);
  CHECK_FALSE(later.judges(305));
}

TEST_CASE("what a judge says reaches the other end of its pipe", "[check]") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  Judge::Options options;
  options.output = ends[1];
  Judge judge(options);
  judge.begin_case(1004);
  judge.set_context("8 bit");
  judge.step("tile");
  judge.broken(302, "wrote \"there\"\n");
  judge.broken(302, "and again");
  judge.fingerprint(308, "float", Hash128{1, 2});
  judge.done();
  ::close(ends[1]);
  std::string said(4096, '\0');
  said.resize(static_cast<std::size_t>(::read(ends[0], said.data(), said.size())));
  ::close(ends[0]);
  std::vector<Line> lines;
  for (std::size_t begin = 0; begin < said.size();) {
    const auto end = said.find('\n', begin);
    lines.push_back(parse_line(said.substr(begin, end - begin)));
    begin = end + 1;
  }
  REQUIRE(lines.size() == 5);
  CHECK(lines[0].kind == LineKind::context);
  CHECK(lines[0].text == "8 bit");
  CHECK(lines[1].kind == LineKind::step);
  CHECK(lines[1].text == "tile");
  CHECK(lines[2].kind == LineKind::broken);
  CHECK(lines[2].rule == 302);
  CHECK(lines[2].seed == 1004);
  CHECK(lines[2].text == "wrote \"there\"?");
  CHECK(lines[2].context == "8 bit");
  CHECK(lines[3].kind == LineKind::fingerprint);
  CHECK(lines[3].context == Hash128{1, 2}.hex());
  CHECK(lines[4].kind == LineKind::done);
}

// ---- Folds in pixels ----

namespace {

FilterCase one_pixel(const lattice_type& type, std::initializer_list<float> pixel) {
  FilterCase out;
  out.working = type;
  out.bounds = {{0, 0, 1, 1}};
  Picture picture(type, out.bounds[0]);
  std::size_t c = 0;
  for (const float v : pixel) {
    if (type.dtype == LATTICE_U8)
      picture.at(0, 0)[c] = static_cast<std::byte>(static_cast<int>(v));
    else
      std::memcpy(picture.at(0, 0) + 4 * c, &v, sizeof v);
    ++c;
  }
  out.ports.push_back(std::move(picture));
  return out;
}

std::string folded(const lattice_fold& how, const FilterCase& with) {
  const auto result = evaluate(how, with, {0, 0, 1, 1});
  REQUIRE(result);
  return pixel_text(*result, 0, 0);
}

lattice_fold fold_of(std::uint32_t kind) {
  lattice_fold out{};
  out.struct_size = sizeof out;
  out.kind = kind;
  return out;
}

}  // namespace

TEST_CASE("folds are evaluated as the host folds", "[check]") {
  const FilterCase bytes = one_pixel(rgba8_type(), {50, 100, 0, 200});
  lattice_fold how = fold_of(LATTICE_FOLD_OPACITY);
  how.opacity = 0.5;
  CHECK(folded(how, bytes) == "[25 50 0 100]");
  CHECK(folded(fold_of(LATTICE_FOLD_IDENTITY), bytes) == "[50 100 0 200]");
  how = fold_of(LATTICE_FOLD_COLOR);
  for (const std::size_t i : {0, 6, 12}) how.color[i] = 3;
  how.color[18] = 1;
  CHECK(folded(how, bytes) == "[150 200 0 200]");  // straight 0.25 and 0.5, clamped at 1
  const FilterCase floats = one_pixel(rgba_f32_type(), {0.25f, 0.5f, 0, 0.5f});
  CHECK(folded(how, floats) == "[0.75 1.5 0 0.5]");  // nothing clamps floats
  how.flags = LATTICE_FOLD_CLAMP;
  CHECK(folded(how, floats) == "[0.5 0.5 0 0.5]");
  how = fold_of(LATTICE_FOLD_AFFINE);
  how.affine[0] = how.affine[4] = 1;
  how.affine[2] = 1;
  CHECK(folded(how, bytes) == "[0 0 0 0]");
}

TEST_CASE("a mix adds two ports, or lays one over the other", "[check]") {
  FilterCase with = one_pixel(rgba_f32_type(), {0.5f, 0, 0, 1});
  FilterCase other = one_pixel(rgba_f32_type(), {0, 0.25f, 0, 0.5f});
  with.bounds.push_back(other.bounds[0]);
  with.ports.push_back(other.ports[0]);
  lattice_fold how = fold_of(LATTICE_FOLD_MIX);
  for (lattice_fold_port& port : how.port) {
    port.opacity = 1;
    port.affine[0] = port.affine[4] = 1;
  }
  CHECK(folded(how, with) == "[0.5 0.25 0 1.5]");
  how.flags = LATTICE_FOLD_MIX_OVER;
  CHECK(folded(how, with) == "[0.25 0.25 0 1]");
  how.port[1].flags = LATTICE_FOLD_PORT_CLIP;  // of no width
  CHECK(folded(how, with) == "[0.5 0 0 1]");
}

TEST_CASE("answers of fold() that mean nothing are named", "[check]") {
  CHECK_FALSE(plugin::find_fault(fold_of(LATTICE_FOLD_NONE), false));
  CHECK(plugin::find_fault(fold_of(LATTICE_FOLD_MIX), false));
  CHECK(plugin::find_fault(fold_of(LATTICE_FOLD_OPACITY), true));
  CHECK(plugin::find_fault(fold_of(77), false));
  lattice_fold how = fold_of(LATTICE_FOLD_OPACITY);
  how.opacity = std::numeric_limits<double>::infinity();
  CHECK(plugin::find_fault(how, false));
  how = fold_of(LATTICE_FOLD_IDENTITY);
  how.opacity = std::numeric_limits<double>::infinity();  // not live
  CHECK_FALSE(plugin::find_fault(how, false));
  how.flags = 1u << 9;
  CHECK(plugin::find_fault(how, false));
}

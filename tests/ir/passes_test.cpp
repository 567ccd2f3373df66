#include "ir/film.h"
#include "ir/pairing.h"
#include "ir/passes/normalize.h"
#include "ir/verify.h"
#include "support/catch.h"

using namespace lattice;
using test::Film;

namespace {

// The transitions at the meeting of two leaves of 30 frames; 0 frames: none.
struct Meeting {
  std::int64_t out_frames = 0, in_frames = 0;
  std::size_t in_kind = 0;
  double in_value = 0;
};

Film film_of(const Meeting& meeting) {
  Film film;
  film.add_leaf(30);
  film.add_leaf(30);
  film.add_leaf(20);
  auto& nodes = film.composition.nodes;
  if (meeting.out_frames > 0) nodes[1].transition_out = film.add_transition(0, meeting.out_frames);
  if (meeting.in_frames > 0)
    nodes[2].transition_in =
        film.add_transition(meeting.in_kind, meeting.in_frames, {meeting.in_value, {}});
  return film;
}

}  // namespace

TEST_CASE("the sequences pass puts children end to end, less their overlaps", "[ir][passes]") {
  struct Case {
    Meeting meeting;
    std::int64_t second, third;
  };
  const Case cases[] = {{{0, 0}, 30, 60}, {{10, 10}, 20, 50}, {{10, 0}, 20, 50}, {{0, 7}, 23, 53}};
  for (const Case& c : cases) {
    CAPTURE(c.meeting.out_frames, c.meeting.in_frames);
    Film film = film_of(c.meeting);
    REQUIRE(ir::normalize(film.composition));
    CHECK(film.composition.nodes[1].sequence_offset_frames == 0);
    CHECK(film.composition.nodes[2].sequence_offset_frames == c.second);
    CHECK(film.composition.nodes[3].sequence_offset_frames == c.third);
  }
}

TEST_CASE("children of a group are not moved", "[ir][passes]") {
  Film film(ir::NodeKind::group);
  film.add_leaf(30);
  film.add_leaf(30);
  REQUIRE(ir::normalize(film.composition));
  CHECK(film.composition.nodes[2].sequence_offset_frames == 0);
}

TEST_CASE("transitions pair when kind, duration and params are equal", "[ir][pairing]") {
  using Form = ir::Boundary::Form;
  struct Case {
    Meeting meeting;
    Form form;
  };
  const Case cases[] = {{{0, 0}, Form::cut},
                        {{5, 5}, Form::paired},
                        {{5, 0}, Form::one_sided},
                        {{0, 5}, Form::one_sided},
                        {{5, 6}, Form::mismatched},
                        {{5, 5, 1}, Form::mismatched},
                        {{5, 5, 0, 0.5}, Form::mismatched}};
  for (const Case& c : cases) {
    CAPTURE(c.meeting.out_frames, c.meeting.in_frames, c.meeting.in_kind, c.meeting.in_value);
    const Film film = film_of(c.meeting);
    const auto& nodes = film.composition.nodes;
    CHECK(ir::boundary(film.composition, nodes[1], nodes[2]).form == c.form);
  }
}

TEST_CASE("transitions are compared by ease and by the values of their params, not by place",
          "[ir][pairing]") {
  Film film;
  ir::Composition& c = film.composition;
  const auto first = film.add_transition(0, 5, {1, {}});
  const auto second = film.add_transition(0, 5, {1, {}});
  const auto third = film.add_transition(0, 5, {2, {}});
  CHECK(ir::same_transition(c, first, second));
  CHECK_FALSE(ir::same_transition(c, first, third));
  c.transitions[first.index()].ease = anim::Ease::in_cubic;
  CHECK_FALSE(ir::same_transition(c, first, second));
  c.transitions[first.index()].ease = anim::Ease::bezier;
  c.transitions[first.index()].ease_shape = c.curves.add_shape({0.5, 0, 0.5, 1});
  c.transitions[second.index()].ease = anim::Ease::bezier;
  c.transitions[second.index()].ease_shape = c.curves.add_shape({0.5, 0, 0.5, 1});
  CHECK(ir::same_transition(c, first, second));
  c.curves.shapes[0][0] = 0.25;
  CHECK_FALSE(ir::same_transition(c, first, second));
  c.curves.shapes[0][0] = 0.5;
  c.numbers = {1, 2, 1, 2, 3};
  c.params[0].numbers = {0, 2};
  c.params[1].numbers = {2, 2};
  CHECK(ir::same_transition(c, first, second));
  c.params[1].numbers = {3, 2};
  CHECK_FALSE(ir::same_transition(c, first, second));
  c.params[1].numbers = {2, 2};
  c.params[0].text = film.text("a");
  c.params[1].text = film.text("a");
  CHECK(ir::same_transition(c, first, second));
  c.params[1].text = film.text("b");
  CHECK_FALSE(ir::same_transition(c, first, second));
}

TEST_CASE("assets that no leaf shows are dropped, and the rest found again", "[ir][passes]") {
  Film film = film_of({});
  ir::Composition& c = film.composition;
  c.assets.insert(c.assets.begin(), c.assets[0]);  // unused, before
  c.assets.push_back(c.assets[0]);
  c.assets.push_back(c.assets[0]);  // unused, after
  c.assets[1].width = 11;
  c.assets[2].width = 22;
  c.nodes[1].asset = ir::AssetIdx{std::size_t{1}};
  c.nodes[2].asset = ir::AssetIdx{std::size_t{2}};
  c.nodes[3].asset = ir::AssetIdx{std::size_t{1}};
  REQUIRE(ir::normalize(c));
  REQUIRE(c.assets.size() == 2);
  CHECK(c.assets[c.nodes[1].asset.index()].width == 11);
  CHECK(c.assets[c.nodes[2].asset.index()].width == 22);
  CHECK(c.assets[c.nodes[3].asset.index()].width == 11);
}

TEST_CASE("passes run in order, can be left out by name, and run twice without change",
          "[ir][passes]") {
  Film film = film_of({10, 10});
  const std::string_view skipped[] = {"sequences"};
  const auto runs = ir::normalize(film.composition, skipped);
  REQUIRE(runs);
  REQUIRE(runs->size() == ir::normalize_passes().size());
  CHECK(std::string((*runs)[0].name) == "unused_assets");
  CHECK_FALSE((*runs)[0].skipped);
  CHECK((*runs)[0].seconds >= 0);
  CHECK(std::string((*runs)[1].name) == "sequences");
  CHECK((*runs)[1].skipped);
  CHECK(film.composition.nodes[2].sequence_offset_frames == 0);
  CHECK_FALSE(ir::verify(film.composition));
  CHECK(ir::verify(film.composition, ir::Form::structure));

  REQUIRE(ir::normalize(film.composition));
  REQUIRE(ir::normalize(film.composition));
  CHECK(film.composition.nodes[2].sequence_offset_frames == 20);
  REQUIRE(film.composition.passes.size() == ir::normalize_passes().size());
  for (std::size_t i = 0; i < film.composition.passes.size(); ++i) {
    CHECK(std::string(film.composition.passes[i].name) == ir::normalize_passes()[i].name);
    CHECK(film.composition.passes[i].seconds >= 0);
  }

  const std::string_view unknown[] = {"sequence"};
  const auto refused = ir::normalize(film.composition, unknown);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Code::usage);
}

TEST_CASE("a broken composition stops the runner and the pass is named", "[ir][passes]") {
  Film film = film_of({10, 5});
  const auto refused = ir::normalize(film.composition);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().text() ==
        "scene.json:/root/sequence/1, node \"n.1\": its transition differs from its neighbour's "
        "(after the pass \"sequences\")");
}

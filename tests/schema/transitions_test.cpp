#include "schema/loaded.h"
#include "support/catch.h"

using namespace lattice;
using test::composition;
using test::diagnostics_of;
using test::leaf;
using test::load;

namespace {

// Three leaves "a", "b", "c" of 30 frames in a sequence, with more keys each.
std::string sequence(std::string_view a, std::string_view b, std::string_view c) {
  const auto child = [](const char* id, std::string_view extra) {
    return "{\"id\": \"" + std::string(id) + R"(", "leaf": "bg", "range": [0, 30])" +
           (extra.empty() ? "" : ", ") + std::string(extra) + "}";
  };
  return composition("{\"sequence\": [" + child("a", a) + ", " + child("b", b) + ", " +
                     child("c", c) + "]}");
}

std::vector<std::int64_t> offsets(const std::string& json) {
  const auto result = load(json);
  REQUIRE(diagnostics_of(result) == "");
  std::vector<std::int64_t> out;
  for (std::size_t i = 1; i < result.composition.nodes.size(); ++i)
    out.push_back(result.composition.nodes[i].sequence_offset_frames);
  return out;
}

using Offsets = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("children of a sequence follow each other, less their overlaps",
          "[schema][transitions]") {
  CHECK(offsets(sequence("", "", "")) == Offsets{0, 30, 60});
  CHECK(offsets(sequence(R"("transition_out": {"crossfade": 10})",
                         R"("transition_in": {"crossfade": 10})", "")) == Offsets{0, 20, 50});
  CHECK(offsets(sequence(R"("transition_out": {"crossfade": 10})", "", "")) == Offsets{0, 20, 50});
  CHECK(offsets(sequence("", R"("transition_in": {"crossfade": 10})", "")) == Offsets{0, 20, 50});
  CHECK(offsets(sequence(R"("transition_in": {"crossfade": 10})", "",
                         R"("transition_out": {"crossfade": 10})")) == Offsets{0, 30, 60});
  CHECK(offsets(sequence(R"("transition_out": {"wipe": 5})",
                         R"("transition_in": {"kind": "org.lattice.wipe", "duration_frames": 5,
                             "ease": "linear", "params": {"dir": "left_to_right"}},
                            "transition_out": null)",
                         "")) == Offsets{0, 25, 55});
}

TEST_CASE("two transitions that meet must be the same", "[schema][transitions]") {
  const std::string remedy = "; make kind, duration and params equal, or keep one of them";
  const std::string at = "scene.json:/root/sequence/1/transition_in: ";
  CHECK(diagnostics_of(sequence(R"("transition_out": {"crossfade": 15})",
                                R"("transition_in": {"wipe": 15})", "")) ==
        at +
            "\"transition_out\" of node \"a\" (crossfade, 15 frames) and \"transition_in\" of "
            "node \"b\" (wipe, 15 frames) meet but differ" +
            remedy + " (node \"b\")");
  CHECK(diagnostics_of(sequence(R"("transition_out": {"crossfade": 15})",
                                R"("transition_in": {"crossfade": 14})", "")) ==
        at +
            "\"transition_out\" of node \"a\" (crossfade, 15 frames) and \"transition_in\" of "
            "node \"b\" (crossfade, 14 frames) meet but differ" +
            remedy + " (node \"b\")");
  CHECK(
      diagnostics_of(sequence(
          R"("transition_out": {"wipe": 15})",
          R"("transition_in": {"kind": "wipe", "duration_frames": 15, "params": {"soft_edge": 0.5}})",
          "")) == at +
                      "\"transition_out\" of node \"a\" (wipe, 15 frames) and \"transition_in\" of "
                      "node \"b\" (wipe, 15 frames) meet but differ" +
                      remedy + " (node \"b\")");
}

TEST_CASE("neighbours in a group or stack may differ", "[schema][transitions]") {
  for (const char* mode : {"group", "stack"}) {
    CAPTURE(mode);
    CHECK(diagnostics_of(composition("{\"" + std::string(mode) +
                                     R"(": [{"leaf": "bg", "transition_out": {"crossfade": 9}},
                     {"leaf": "bg", "transition_in": {"wipe": 5}}]})")) == "");
  }
}

TEST_CASE("transitions fit their node", "[schema][transitions]") {
  CHECK(
      diagnostics_of(leaf(
          R"("range": [0, 30], "transition_in": {"crossfade": 15}, "transition_out": {"crossfade": 15})")) ==
      "");
  CHECK(
      diagnostics_of(leaf(
          R"("range": [0, 30], "transition_in": {"crossfade": 16}, "transition_out": {"crossfade": 15})")) ==
      "scene.json:/root/transition_out: \"transition_in\" and \"transition_out\" take 16 + 15 "
      "frames of a node that lasts 30; shorten them or lengthen its \"range\" (node \"card\")");
  CHECK(diagnostics_of(leaf(R"("range": [0, 30], "transition_in": {"crossfade": 31})")) ==
        "scene.json:/root/transition_in: \"transition_in\" lasts 31 frames, longer than its node "
        "(30); shorten it or lengthen the node's \"range\" (node \"card\")");
}

TEST_CASE("overlaps from both sides fit the child between them", "[schema][transitions]") {
  CHECK(offsets(sequence(R"("transition_out": {"crossfade": 15})", "",
                         R"("transition_in": {"crossfade": 15})")) == Offsets{0, 15, 30});
  CHECK(diagnostics_of(sequence(R"("transition_out": {"crossfade": 15})", "",
                                R"("transition_in": {"crossfade": 16})")) ==
        "scene.json:/root/sequence/1: its neighbours' transitions overlap node \"b\" for 15 + 16 "
        "frames, more than it lasts (30); shorten them or lengthen its \"range\" (node \"b\")");
}

TEST_CASE("the root may fade in and out", "[schema][transitions]") {
  CHECK(diagnostics_of(
            leaf(R"("transition_in": {"crossfade": 15}, "transition_out": {"wipe": 9})")) == "");
}

TEST_CASE("each wrong transition has its sentence", "[schema][transitions]") {
  struct Case {
    const char* transition;
    const char* expected;
  };
  const Case cases[] = {
      {R"({"crossfad": 5})", ": unknown transition \"crossfad\"; did you mean \"crossfade\"?"},
      {R"({"blur": 5})",
       ": unknown transition \"blur\"; no plugin provides it: add its folder with --plugins or "
       "remove the transition"},
      {R"({"crossfade": 0})",
       "/crossfade: \"crossfade\" must be a whole number in 1..2147483647, not 0"},
      {R"({"crossfade": 1.5})",
       "/crossfade: \"crossfade\" must be a whole number in 1..2147483647, not 1.5"},
      {R"({"crossfade": {}})", "/crossfade: \"crossfade\" must be a number, not an object"},
      {R"({"kind": "crossfade"})", ": a transition needs \"duration_frames\"; add it"},
      {R"({"kind": "crossfade", "duration": 5})",
       ": a transition needs \"duration_frames\"; add it\nscene.json:/root/transition_in/duration: "
       "unknown key \"duration\"; known: kind, duration_frames, ease, params"},
      {R"({"kind": "crossfade", "duration_frames": 5, "ease": "linaer"})",
       "/ease: unknown ease \"linaer\"; did you mean \"linear\"?"},
      {R"({"kind": "wipe", "duration_frames": 5, "params": {"dir": "up"}})",
       "/params/dir: unknown value of \"dir\" \"up\"; known: left_to_right, right_to_left"},
      {R"({"kind": "wipe", "duration_frames": 5, "params": {"soft_edge": {"keys": [[0, 0]]}}})",
       "/params/soft_edge: parameters of transitions do not animate; give a constant"},
      {R"("crossfade")",
       ": \"transition_in\" must be an object such as {\"crossfade\": 15}, not a string"},
      {R"({})",
       ": a transition has \"kind\" and \"duration_frames\", or one key that is its kind; this one "
       "has: none; write {\"kind\": \"crossfade\", \"duration_frames\": 15} or {\"crossfade\": "
       "15}"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.transition);
    const std::string json = leaf("\"transition_in\": " + std::string(c.transition));
    std::string expected = "scene.json:/root/transition_in" + std::string(c.expected);
    // Every line names the node.
    const std::string node = " (node \"card\")";
    if (const auto line = expected.find('\n'); line != expected.npos) expected.insert(line, node);
    CHECK(diagnostics_of(json) == expected + node);
  }
}

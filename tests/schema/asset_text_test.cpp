// Text: styles, spans, lines and animators.
#include "schema/assets.h"
#include "support/catch.h"

using namespace lattice;
using test::dump_of_asset;
using test::wrong_with;

namespace {

const ir::Text& text_of(const schema::LoadResult& result) {
  return result.composition.details.text[0];
}

schema::LoadResult loaded(std::string_view body) {
  return test::load(test::scene_of_asset("text", body));
}

}  // namespace

TEST_CASE("a text without more than its words is white, 48 pixels, sans-serif",
          "[schema][assets][text]") {
  CHECK(dump_of_asset("text", R"({"text": "Hi"})") ==
        R"("text", "text": "Hi", "font_family": "sans-serif", "weight": 400, "style": "normal", )"
        R"("axes": {}, "features": [], "size_px": 48, "letter_spacing": 0, "color": [1, 1, 1, 1], )"
        R"("stroke": null, "max_width_px": null, "max_lines": null, "ellipsis": null, )"
        R"("align": "left", "origin": "top_left", "line_height": null, "spans": [], )"
        R"("animators": [])");
}

TEST_CASE("every field of a text is in its normal form", "[schema][assets][text]") {
  CHECK(dump_of_asset("text", R"({"text": "Hi", "font_source": "f/a.ttf", "weight": "bold",
            "style": "italic", "axes": {"wght": 650, "opsz": 14},
            "features": ["tnum", "+liga", "-kern", "salt=2"], "size_px": 50, "letter_spacing": -1,
            "color": "#f00", "stroke": {"color": "#00f", "width": 2}, "max_width_px": 300,
            "max_lines": 2, "ellipsis": true, "align": "justify", "origin": "baseline",
            "line_height": "120%"})") ==
        R"("text", "text": "Hi", "font_source": "/films/f/a.ttf", "weight": 700, )"
        R"("style": "italic", "axes": {"opsz": 14, "wght": 650}, "features": ["tnum=1", "liga=1", )"
        R"("kern=0", "salt=2"], "size_px": 50, "letter_spacing": -1, "color": [1, 0, 0, 1], )"
        R"("stroke": {"color": [0, 0, 1, 1], "width": 2}, "max_width_px": 300, "max_lines": 2, )"
        "\"ellipsis\": \"\xE2\x80\xA6\", "
        R"("align": "justify", "origin": "baseline", "line_height": 60, "spans": [], )"
        R"("animators": [])");
}

TEST_CASE("a span has the text's style where it says nothing", "[schema][assets][text]") {
  const auto result = loaded(R"({"text": "Grüße", "weight": 300, "color": "#f00",
    "axes": {"wdth": 80}, "stroke": {"color": "#000"},
    "spans": [{"range": [0, 2], "weight": 900}, {"range": [4, 5], "stroke": null,
               "font_family": "Inter", "axes": {"opsz": 9, "wdth": 1}}]})");
  REQUIRE(test::diagnostics_of(result) == "");
  const ir::AssetDetails& details = result.composition.details;
  REQUIRE(text_of(result).spans.count == 2);
  const ir::TextSpan& heavy = details.spans[0];
  CHECK(heavy.first == 0);
  CHECK(heavy.end == 2);
  CHECK(heavy.style.weight == 900);
  CHECK(heavy.style.color == image::Color{1, 0, 0, 1});
  CHECK(heavy.style.is_stroked);
  REQUIRE(heavy.style.axes.count == 1);
  CHECK(details.axes[heavy.style.axes.first].value == 80);
  const ir::TextSpan& other = details.spans[1];
  CHECK(other.style.weight == 300);
  CHECK_FALSE(other.style.is_stroked);
  CHECK(result.composition.text(other.style.font_family) == "Inter");
  CHECK(other.style.axes.count == 2);
}

TEST_CASE("spans with a text of their own continue the text", "[schema][assets][text]") {
  const auto result = loaded(R"({"text": "ü", "spans": [{"text": "bc"}, {"text": ""},
                                 {"range": [0, 1]}, {"text": "日本", "size_px": 9}]})");
  REQUIRE(test::diagnostics_of(result) == "");
  CHECK(result.composition.text(text_of(result).text) == "übc日本");
  std::string ranges;
  for (const ir::TextSpan& span : result.composition.details.spans)
    ranges += std::to_string(span.first) + "-" + std::to_string(span.end) + " ";
  CHECK(ranges == "0-1 1-3 3-5 ");
  CHECK(wrong_with("text", R"({"spans": [{"text": "only"}]})") == "");
  CHECK(wrong_with("text", R"({"spans": []})") == ": a text needs \"text\"; add it");
}

TEST_CASE("animators move units with Anims", "[schema][assets][text]") {
  const auto result = loaded(R"({"text": "a b", "animators": [
    {"unit": "word", "order": "random", "offset": 2.5, "opacity": {"keys": [[0, 0], [9, 2]]},
     "translate": [0, {"keys": [[0, 20], [9, 0]]}], "scale": 0.5, "rotation_deg": 180}, {}]})");
  REQUIRE(test::diagnostics_of(result) == "");
  REQUIRE(text_of(result).animators.count == 2);
  const ir::TextAnimator& moved = result.composition.details.animators[0];
  CHECK(moved.unit == ir::TextUnit::word);
  CHECK(moved.order == ir::UnitOrder::random);
  CHECK(moved.offset_frames == 2.5);
  CHECK_FALSE(moved.opacity.is_constant());
  CHECK(moved.translate_x.is_constant());
  CHECK_FALSE(moved.translate_y.is_constant());
  CHECK(moved.scale_x.constant == 0.5);
  CHECK(moved.scale_y.constant == 0.5);
  CHECK(moved.rotation_rad.constant == Approx(3.141592653589793));
  const ir::TextAnimator& still = result.composition.details.animators[1];
  CHECK(still.opacity.constant == 1);
  CHECK(still.scale_x.constant == 1);
  CHECK(still.unit == ir::TextUnit::character);
}

TEST_CASE("texts hold variables", "[schema][assets][text]") {
  const auto result = test::load(test::scene_of_asset(
      "text",
      R"({"text": "Hello {{vars.name}}", "color": "{{vars.accent}}", "font_family": "{{vars.font}}",
          "spans": [{"text": ", {{vars.year}}"}], "ellipsis": "{{vars.more}}"})",
      R"("variables": {"name": "Ada", "accent": "#00ff00", "font": "Inter", "year": 1815,
                       "more": "~"},)"));
  REQUIRE(test::diagnostics_of(result) == "");
  const ir::Composition& c = result.composition;
  CHECK(c.text(text_of(result).text) == "Hello Ada, 1815");
  CHECK(c.text(text_of(result).style.font_family) == "Inter");
  CHECK(c.text(text_of(result).ellipsis) == "~");
  CHECK(text_of(result).style.color == image::Color{0, 1, 0, 1});
}

TEST_CASE("each rule of text has its sentence", "[schema][assets][text]") {
  struct Case {
    const char* body;
    const char* expected;
  };
  const Case cases[] = {
      {"{}", ": a text needs \"text\"; add it"},
      {R"({"text": "x", "txt": "y"})", "/txt: unknown key \"txt\"; did you mean \"text\"?"},
      {R"({"text": "x", "font_source": "a", "font_family": "b"})",
       "/font_family: \"font_source\" and \"font_family\" both name a font; keep one"},
      {R"({"text": "x", "font_family": ""})", "/font_family: \"font_family\" must not be empty"},
      {R"({"text": "x", "weight": 0})",
       "/weight: \"weight\" must be a whole number in 1..1000, not 0"},
      {R"({"text": "x", "weight": "blod"})",
       "/weight: unknown weight \"blod\"; did you mean \"bold\"?"},
      {R"({"text": "x", "style": "itallic"})",
       "/style: unknown font style \"itallic\"; did you mean \"italic\"?"},
      {R"({"text": "x", "axes": {"weight": 3, "wght": 1e9}})",
       "/axes/weight: \"weight\" is no axis of a font; a tag is four letters or digits, such as "
       "\"wght\" or \"liga\"\n"
       "/axes/wght: \"wght\" must be in -32767..32767, not 1000000000"},
      {R"({"text": "x", "axes": [3]})",
       "/axes: \"axes\" must be an object such as {\"wght\": 550}, not an array"},
      {R"({"text": "x", "features": ["ligatures", "+liga=2", "salt=", "li", 3]})",
       "/features/0: \"ligatures\" is no feature of a font; write \"tnum\", \"-liga\" or "
       "\"salt=2\"\n"
       "/features/1: \"+liga=2\" is no feature of a font; write \"tnum\", \"-liga\" or \"salt=2\"\n"
       "/features/2: \"salt=\" is no feature of a font; write \"tnum\", \"-liga\" or \"salt=2\"\n"
       "/features/3: \"li\" is no feature of a font; write \"tnum\", \"-liga\" or \"salt=2\"\n"
       "/features/4: \"features\"[4] must be a string, not a number"},
      {R"({"text": "x", "size_px": 0, "letter_spacing": 1e5})",
       "/size_px: \"size_px\" must be greater than 0 and at most 10000, not 0\n"
       "/letter_spacing: \"letter_spacing\" must be in -10000..10000, not 100000"},
      {R"({"text": "x", "stroke": "#fff"})",
       "/stroke: \"stroke\" must be an object {\"color\", \"width\"}, not a string"},
      {R"({"text": "x", "stroke": {"widht": 2}})",
       "/stroke: a stroke needs \"color\"; add it\n"
       "/stroke/widht: unknown key \"widht\"; did you mean \"width\"?"},
      {R"({"text": "x", "max_lines": 0, "max_width_px": 0, "ellipsis": 3})",
       "/max_lines: \"max_lines\" must be a whole number in 1..1000000, not 0\n"
       "/max_width_px: \"max_width_px\" must be greater than 0 and at most 1000000, not 0\n"
       "/ellipsis: \"ellipsis\" must be true, false or a string, not a number"},
      {R"({"text": "x", "align": "centre"})",
       "/align: unknown alignment \"centre\"; did you mean \"center\"?"},
      {R"({"text": "x", "line_height": 1.2})",
       "/line_height: \"line_height\" 1.2 is in pixels, of text 48 pixels high; write \"120%\" "
       "for 1.2 times the size"},
      {R"({"text": "x", "line_height": "1.2em"})",
       "/line_height: \"1.2em\" is no line height; write a number of pixels, or \"120%\" of the "
       "size"},
      {R"({"text": "abc", "spans": [{"range": [0, 4]}]})",
       "/spans/0/range/1: \"range\"[1] must be a whole number in 0..3, not 4"},
      {R"({"text": "abc", "spans": [{"range": [1, 2]}, {"range": [1, 3]}, {"range": [2, 2]}]})",
       "/spans/1/range: spans must follow each other: character 1 is in an earlier one\n"
       "/spans/2/range: \"range\" of a span is empty"},
      {R"({"text": "abc", "spans": [{"weight": 3}, 7]})",
       "/spans/0: a span has one of \"range\" and \"text\"; write {\"range\": [first, end]} for "
       "characters of the text, or {\"text\": ..} for more\n"
       "/spans/1: \"spans\"[1] must be an object {\"range\", ...} or {\"text\", ...}, not a "
       "number"},
      {R"({"text": "x", "spans": {}})",
       "/spans: \"spans\" must be an array of spans, not an object"},
      {R"({"text": "x", "animators": [{"unit": "letter", "offset": -1, "opacity": 3}, 1]})",
       "/animators/0/unit: unknown unit \"letter\"; known: character, word, line\n"
       "/animators/0/offset: \"offset\" must be in 0..1000000, not -1\n"
       "/animators/0/opacity: \"opacity\" must be in 0..1, not 3\n"
       "/animators/1: \"animators\"[1] must be an object such as {\"unit\": \"word\"}, not a "
       "number"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.body);
    CHECK(wrong_with("text", c.body) == c.expected);
  }
}

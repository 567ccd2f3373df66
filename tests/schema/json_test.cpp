#include "schema/json.h"

#include "support/catch.h"

using lattice::schema::Json;
using lattice::schema::parse_json;

namespace {

std::string problem_of(std::string_view text) {
  const auto parsed = parse_json(text, "a.json");
  return parsed.syntax_error ? parsed.syntax_error->text() : "";
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

}  // namespace

TEST_CASE("what is not JSON is one sentence with line and column", "[schema][json]") {
  struct Case {
    const char* text;
    const char* expected;
  };
  const Case cases[] = {
      {"", "a.json:1:1: syntax error: unexpected end of input; expected '[', '{', or a literal"},
      {"{", "a.json:1:2: syntax error: unexpected end of input; expected string literal"},
      {"{\n  \"a\": 1,\n}", "a.json:3:1: syntax error: unexpected '}'; expected string literal"},
      {"{\"a\" 1}", "a.json:1:6: syntax error: unexpected number literal; expected ':'"},
      {"[1, 2", "a.json:1:6: syntax error: unexpected end of input; expected ']'"},
      {"[1] x", "a.json:1:5: syntax error: invalid literal; expected end of input"},
      {"// no\n{}", "a.json:1:1: syntax error: invalid literal"},
      {"{\"\u00e9\u00e9\": nul}", "a.json:1:11: syntax error: invalid literal"},
      {"[1e999]", "a.json:1:6: this number does not fit a double"},
      {"[NaN]", "a.json:1:2: syntax error: invalid literal"},
      {"[01]", "a.json:1:3: syntax error: unexpected number literal; expected ']'"},
      {"['a']", "a.json:1:2: syntax error: invalid literal"},
      {"\xEF\xBB\xBF{}",
       "a.json:1:1: the file begins with a byte order mark; save it as UTF-8 without BOM"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(problem_of(c.text) == c.expected);
  }
}

TEST_CASE("text that is not UTF-8 is refused", "[schema][json]") {
  for (const char* text :
       {"[\"\xff\"]", "[\"\xc0\xaf\"]", "[\"\xed\xa0\x80\"]", "[\"\xe2\x82\"]", "[\"\\ud800\"]",
        "[\"\\udc00\"]", "[\"\\ud800\\u0041\"]", "\xff\xfe[\0"}) {
    CAPTURE(text);
    const auto parsed = parse_json(text, "a.json");
    REQUIRE(parsed.syntax_error);
    CHECK(parsed.syntax_error->domain == "json");
    CHECK(parsed.syntax_error->message.starts_with("syntax error: invalid"));
  }
  CHECK(problem_of("[\"\\ud83d\\ude00 \xf0\x9f\x98\x80\"]").empty());
}

TEST_CASE("nesting may be 200 deep and no deeper", "[schema][json]") {
  CHECK(problem_of(nested(200)).empty());
  CHECK(problem_of(nested(201)) ==
        "a.json:1:201: arrays and objects are nested more than 200 deep");
  CHECK(problem_of(std::string(5'000'000, '[')) ==
        "a.json:1:201: arrays and objects are nested more than 200 deep");
}

TEST_CASE("a string may have 1 MiB and no more", "[schema][json]") {
  const std::string longest(std::size_t{1} << 20, 'x');
  CHECK(problem_of("[\"" + longest + "\"]").empty());
  CHECK(problem_of("{\"" + longest + "\": 1}").empty());
  CHECK(problem_of("[\"" + longest + "x\"]").ends_with(": a string is longer than 1 MiB"));
  CHECK(problem_of("{\"" + longest + "x\": 1}").ends_with(": a string is longer than 1 MiB"));
}

TEST_CASE("a message never repeats the megabyte that it is about", "[schema][json]") {
  CHECK(problem_of("[" + std::string(1'000'000, '7') + "x]").size() < 300);
  CHECK(problem_of("[\"" + std::string(1'000'000, 'y')).size() < 300);
  CHECK(problem_of("[1e" + std::string(1'000'000, '9') + "]") ==
        "a.json:1:1000003: this number does not fit a double");
}

TEST_CASE("whole numbers are kept exactly", "[schema][json]") {
  const auto parsed = parse_json(
      "[18446744073709551615, -9223372036854775808, 3.0, 3.5, 1e3, -0, "
      "18446744073709551616, 9007199254740993]",
      "a.json");
  REQUIRE_FALSE(parsed.syntax_error);
  std::vector<Json> v;
  for (const Json element : parsed.document.root()) v.push_back(element);
  CHECK(v[0].as_uint64() == UINT64_MAX);
  CHECK_FALSE(v[0].as_int64());
  CHECK(v[1].as_int64() == INT64_MIN);
  CHECK_FALSE(v[1].as_uint64());
  CHECK(v[2].as_int64() == 3);
  CHECK_FALSE(v[3].as_int64());
  CHECK(v[4].as_uint64() == 1000u);
  CHECK(v[5].as_int64() == 0);
  CHECK_FALSE(v[6].as_uint64());
  CHECK(v[6].number() == 18446744073709551616.0);
  CHECK(v[7].as_int64() == 9007199254740993);
}

TEST_CASE("a key given twice is found at any depth, and the first one counts", "[schema][json]") {
  const auto parsed =
      parse_json(R"({"a": 1, "b": {"c": 1, "d": 2, "c": 3, "c": 4}, "a": {"x": 1, "x": 2}})", "f");
  REQUIRE(parsed.duplicates.size() == 4);
  const auto pointer = [&](std::size_t i) {
    return Json(parsed.document, parsed.duplicates[i].index).pointer();
  };
  CHECK(pointer(0) == "/b/c");
  CHECK(pointer(1) == "/b/c");
  CHECK(pointer(2) == "/a");
  CHECK(pointer(3) == "/a/x");
  CHECK(parsed.document.root().find("a")->number() == 1);
}

TEST_CASE("pointers are escaped as RFC 6901 says", "[schema][json]") {
  const auto parsed = parse_json(R"({"a/b": {"m~n": [0, {"": 1}]}})", "f");
  const Json inner = *(*parsed.document.root().begin()).begin();
  CHECK(inner.pointer() == "/a~1b/m~0n");
  Json last = inner;
  for (const Json element : inner) last = element;
  CHECK(last.pointer() == "/a~1b/m~0n/1");
  CHECK(last.find("")->pointer() == "/a~1b/m~0n/1/");
}

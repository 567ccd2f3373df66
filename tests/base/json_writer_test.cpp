#include "base/json_writer.h"

#include <cmath>
#include <cstdlib>
#include <limits>

#include "support/catch.h"

using lattice::JsonWriter;

TEST_CASE("nested values are indented and separated", "[base]") {
  JsonWriter json;
  json.begin_object().member("a", 1).key("b").begin_array().value(true).null().end_array();
  json.key("c").begin_object().end_object().end_object();
  CHECK(json.text() == "{\n  \"a\": 1,\n  \"b\": [\n    true,\n    null\n  ],\n  \"c\": {}\n}");
}

TEST_CASE("what is inline stays on one line with all it holds", "[base]") {
  JsonWriter json;
  json.begin_object().key("m").begin_inline_array().value(1).begin_object().member("x", 2);
  json.end_object().end_inline_array().member("n", 3).end_object();
  CHECK(json.text() == "{\n  \"m\": [1, {\"x\": 2}],\n  \"n\": 3\n}");
}

TEST_CASE("an indent of zero writes one line", "[base]") {
  JsonWriter json(0);
  json.begin_object().member("a", 1).member("b", "x").end_object();
  CHECK(json.text() == "{\"a\": 1, \"b\": \"x\"}");
}

TEST_CASE("texts are escaped and UTF-8 passes through", "[base]") {
  JsonWriter json(0);
  json.value("q\" b\\ n\n t\t \x01 é");
  CHECK(json.text() == "\"q\\\" b\\\\ n\\n t\\t \\u0001 é\"");
}

TEST_CASE("numbers read back as the same double", "[base]") {
  for (const double number : {0.1, 1.0 / 3, 1e300, -5e-324, 123456789.125, 2.0}) {
    JsonWriter json(0);
    json.value(number);
    CHECK(std::strtod(json.text().c_str(), nullptr) == number);
  }
  JsonWriter json(0);
  json.begin_array().value(std::numeric_limits<double>::infinity()).value(std::nan(""));
  json.value(std::numeric_limits<std::uint64_t>::max()).end_array();
  CHECK(json.text() == "[null, null, 18446744073709551615]");
}

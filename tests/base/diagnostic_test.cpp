#include "base/diagnostic.h"

#include "base/json_writer.h"
#include "base/result.h"
#include "support/catch.h"

using namespace lattice;

TEST_CASE("a diagnostic reads as place, sentence, remedy and node", "[base]") {
  const Diagnostic full{Severity::error,         "composition", "s.json",
                        "/root/effects/0",       "card",        "unknown effect \"blurr\"",
                        "did you mean \"blur\"?"};
  CHECK(full.text() ==
        "s.json:/root/effects/0: unknown effect \"blurr\"; did you mean \"blur\"? (node \"card\")");
  const Diagnostic syntax{Severity::error, "json", "s.json", ":3:7", "", "a comma is missing", ""};
  CHECK(syntax.text() == "s.json:3:7: a comma is missing");
}

TEST_CASE("only errors count as errors", "[base]") {
  Diagnostics found{{Severity::warning, "plugin", "", "", "", "left out", ""}};
  CHECK_FALSE(has_errors(found));
  found.push_back({Severity::error, "json", "", "", "", "bad", ""});
  CHECK(has_errors(found));
  JsonWriter json(0);
  write_diagnostics(json, found);
  CHECK(json.text().find("\"severity\": \"warning\"") != std::string::npos);
}

TEST_CASE("LATTICE_TRY hands an error up and a value on", "[base]") {
  const auto half = [](int v) -> Result<int> {
    if (v % 2 != 0) return fail(Code::usage, "v", "odd");
    return v / 2;
  };
  const auto quarter = [&](int v) -> Result<int> {
    LATTICE_TRY_ASSIGN(const int h, half(v));
    LATTICE_TRY(half(h));
    return half(h);
  };
  CHECK(*quarter(12) == 3);
  CHECK(quarter(7).error().text() == "v: odd");
  CHECK(quarter(6).error().code == Code::usage);
}

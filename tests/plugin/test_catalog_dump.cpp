#include "base/json_writer.h"
#include "plugin/catalog_dump.h"
#include "sample.h"
#include "support/catch.h"

namespace lattice::plugin {
namespace {

using Catch::Matchers::Contains;

ir::Catalog sample_catalog() {
  Description sample = sample_description();
  ir::Catalog out;
  out.libraries = {sample.library};
  out.kinds = sample.kinds;
  return out;
}

}  // namespace

TEST_CASE("the table has a line per kind with aligned columns", "[plugin][dump]") {
  CHECK(catalog_table(sample_catalog()) ==
        "CLASS       NAME   ID              VERSION  SUMMARY        FILE\n"
        "effect      blur   org.test.blur   1.2.3    One sentence.  sample.so\n"
        "transition  wipe   org.test.wipe   1.2.3    One sentence.  sample.so\n"
        "artifact    depth  org.test.depth  1.2.3    One sentence.  sample.so\n"
        "sink        png    org.test.png    1.2.3    One sentence.  sample.so\n");
}

TEST_CASE("columns stay aligned when a text has letters of several bytes", "[plugin][dump]") {
  ir::Catalog catalog = sample_catalog();
  catalog.kinds[0].summary = "Grüße, Welt!";
  CHECK_THAT(catalog_table(catalog), Contains("1.2.3    Grüße, Welt!   sample.so\n"));
}

TEST_CASE("the page of a kind shows what a user can write", "[plugin][dump]") {
  const ir::Catalog catalog = sample_catalog();
  CHECK(kind_page(catalog, ir::KindId{0}) ==
        "Label (effect \"blur\")\n"
        "One sentence.\n"
        "\n"
        "Id: org.test.blur\n"
        "Library: org.test.sample 1.2.3 by Tests\n"
        "File: /plugins/sample.so\n"
        "\n"
        "Params:\n"
        "  radius: number, default 4.5, 0 to 100, in px, animates, scales with the picture\n"
        "      What it does.\n"
        "      also as diameter, times 0.5\n"
        "  steps: integer, default 0\n"
        "      What it does.\n"
        "  center: vec2, default [0, 0]\n"
        "      What it does.\n"
        "  axis: vec3, default [0, 0, 0]\n"
        "      What it does.\n"
        "  tint: color, default [0, 0, 0, 0]\n"
        "      What it does.\n"
        "  clip: boolean, default true\n"
        "      What it does.\n"
        "  edge: choice, default \"hard\"\n"
        "      What it does.\n"
        "      \"soft\": for faces\n"
        "      \"hard\": for type\n"
        "  label: string, default \"Grüße\"\n"
        "      What it does.\n"
        "  weights: array, default [1, 2, 3], 1 to 4 numbers\n"
        "      What it does.\n"
        "  curve: curve, default [0, 0, 1, 1]\n"
        "      What it does.\n"
        "  file: string, required\n"
        "      What it does.\n"
        "\n"
        "Ports: src, matte (optional)\n");
  CHECK_THAT(kind_page(catalog, ir::KindId{3}),
             Contains("Params: none\n") && Contains("Extensions: png, apng\n"));
}

TEST_CASE("the catalog as JSON has initial values in the shape of a composition",
          "[plugin][dump]") {
  JsonWriter json(0);
  write_catalog(json, sample_catalog());
  const std::string& text = json.text();
  const auto squeezed = [&] {
    std::string out;
    for (const char c : text)
      if (c != ' ' && c != '\n') out += c;
    return out;
  }();
  CHECK_THAT(squeezed, Contains("\"id\":\"radius\",\"type\":\"number\"") &&
                           Contains("\"initial\":4.5") && Contains("\"initial\":\"hard\"") &&
                           Contains("\"initial\":true") && Contains("\"initial\":[1,2,3]") &&
                           Contains("\"extensions\":[\"png\",\"apng\"]") &&
                           Contains("\"build_id\":\"00ff\""));
}

}  // namespace lattice::plugin

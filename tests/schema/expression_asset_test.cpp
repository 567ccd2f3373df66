// Expressions in assets: whose time they see, and which of them there are.
#include "schema/loaded.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::test;

namespace {

// "name = text @ node whose time it sees" for every expression.
std::string expressions_of(const schema::LoadResult& result) {
  const ir::Composition& c = result.composition;
  std::string out;
  for (const ir::Computed& computed : c.expressions.computed) {
    const ir::TimeOwner& time = c.expressions.times[computed.time.index()];
    out += c.text(computed.name) + " = " + c.text(computed.text) + " @ " +
           c.text(c.node(time.node).id) + "\n";
  }
  return out;
}

std::string video(std::string_view volume) {
  return R"({"video": {"source": "a.mp4", "volume": )" + std::string(volume) + "}}";
}

// A film with these declared assets and children of the root "all".
std::string film(std::string_view assets, std::string_view children, std::string_view extra = "") {
  return R"({"version": "0.3", "canvas": {"width": 8, "height": 8}, "duration": 60, )" +
         std::string(extra) + R"("assets": {)" + std::string(assets) +
         R"(}, "root": {"id": "all", "group": [)" + std::string(children) + "]}}";
}

constexpr const char* kNoSelf =
    "column 2: there is no node here that self could mean; write nodes.<id>";

}  // namespace

TEST_CASE("an expression in a shared asset sees the time of the root", "[schema][expression]") {
  const auto result = load(film("\"v\": " + video("\"=time.progress\""),
                                R"({"leaf": "v", "range": [0, 10]}, {"leaf": "v"})"));
  REQUIRE(diagnostics_of(result) == "");
  CHECK(expressions_of(result) == "assets.v.video.volume = time.progress @ all\n");
  CHECK(diagnostics_of(film("\"v\": " + video("\"=self.opacity\""), R"({"leaf": "v"})")) ==
        "scene.json:/assets/v/video/volume: " + std::string(kNoSelf));
}

TEST_CASE("an asset in place sees its node", "[schema][expression]") {
  const auto result =
      load(film("", R"({"id": "card", "leaf": )" + video("\"=self.opacity\"") + "}"));
  REQUIRE(diagnostics_of(result) == "");
  CHECK(expressions_of(result) == "card.leaf.video.volume = self.opacity @ card\n");
}

TEST_CASE("in a composition inside it sees the root of that, and nothing outside",
          "[schema][expression]") {
  const auto inner = [](std::string_view volume) {
    return film("", R"({"id": "C", "comp": "c", "range": [5, 25]})",
                R"("compositions": {"c": {"duration": 20, "fps": 10, "assets": {"v": )" +
                    video(volume) + R"(}, "root": {"id": "r", "leaf": "v"}}}, )");
  };
  const auto result = load(inner("\"=time.progress\""));
  REQUIRE(diagnostics_of(result) == "");
  CHECK(expressions_of(result).ends_with(" = time.progress @ C/r\n"));
  CHECK(diagnostics_of(inner("\"=self.opacity\"")) ==
        "scene.json:/compositions/c/assets/v/video/volume: " + std::string(kNoSelf));
  CHECK(load(inner("\"=nodes.all.opacity\"")).diagnostics.size() == 1);
}

TEST_CASE("expressions of assets that nothing shows are checked and left out",
          "[schema][expression]") {
  const std::string assets =
      "\"a\": " + video(R"({"mix": {"a": "=time.frame", "b": 1, "t": 0.5}})") +
      ", \"b\": " + video("\"=time.progress\"") + ", \"c\": " + video("\"=time.seconds\"");
  const auto result = load(film(assets, R"({"id": "x", "leaf": "b", "opacity": "=time.phase"})"));
  REQUIRE(diagnostics_of(result) == "");
  CHECK(expressions_of(result) ==
        "assets.b.video.volume = time.progress @ all\n"
        "x.opacity = time.phase @ x\n");
  // Without them the composition is the same.
  CHECK(dumped(result) ==
        dumped(load(film("\"b\": " + video("\"=time.progress\""),
                         R"({"id": "x", "leaf": "b", "opacity": "=time.phase"})"))));
  const auto none = load(film("\"a\": " + video("\"=time.frame\""), R"({"leaf": {"null": {}}})"));
  REQUIRE(diagnostics_of(none) == "");
  CHECK(none.composition.expressions.computed.empty());
  CHECK(diagnostics_of(film("\"a\": " + video("\"=time.framee\""), R"({"leaf": {"null": {}}})"))
            .starts_with("scene.json:/assets/a/video/volume: column "));
}

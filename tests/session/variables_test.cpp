// RenderSession::set_variables: values at once, a new load where they shape the composition.
#include <filesystem>
#include <fstream>

#include "session/fixture.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::test;

namespace {

// A composition in a file, since what shapes it is read again.
struct Film {
  std::string path =
      (std::filesystem::temp_directory_path() / "lattice_variables_test.json").string();
  Scene scene;

  explicit Film(const std::string& json) {
    std::ofstream(path) << json;
    scene.plugins = find_plugins();
    Diagnostics diagnostics;
    auto composition = session::load(path, scene.plugins->catalog(), diagnostics);
    for (const Diagnostic& found : diagnostics) UNSCOPED_INFO(found.text());
    REQUIRE(composition);
    auto opened =
        session::RenderSession::open(*std::move(composition), *scene.plugins, {}, diagnostics);
    REQUIRE(opened);
    scene.session = *std::move(opened);
  }
  ~Film() { std::filesystem::remove(path); }

  Result<void> set(const std::string& name, const std::string& value) {
    session::GivenVariables given;
    given.add(name, value);
    Diagnostics diagnostics;
    return scene.session->set_variables(given, diagnostics);
  }
};

std::string film() {
  const std::string data = std::string(LATTICE_TEST_DATA) + "/session/";
  return R"({"version": "0.3", "canvas": {"width": 64, "height": 48}, "duration": 10,
    "variables": {"x": 0, "picture": "opaque", "rows": [{"x": 20}]},
    "assets": {"pic": {"image": {"source": ")" +
         data + R"({{vars.picture}}.png"}},
               "still": {"image": {"source": ")" +
         data + R"(checks.png"}}},
    "root": {"group": [
      {"id": "still", "leaf": "still", "opacity": 0},
      {"id": "pic", "leaf": "pic", "transform": {"translate": ["=vars.x", 0]}},
      {"repeat": {"over": "rows", "child": {"id": "bar", "leaf": {"solid_rect":
         {"color": "#00ff00", "width": 4, "height": 4}}, "transform": {"translate": ["=item.x", 40]}}}}]}})";
}

}  // namespace

TEST_CASE("a variable that expressions read changes the next frame, in slots too", "[session]") {
  Film f(film());
  const auto before = color_frame(f.scene, 0).bytes();
  REQUIRE(f.set("x", "10"));
  const auto after = color_frame(f.scene, 0).bytes();
  CHECK(before != after);
  REQUIRE(f.set("x", "0"));
  CHECK(color_frame(f.scene, 0).bytes() == before);
}

TEST_CASE("nothing is made anew for a variable that only expressions read", "[session]") {
  Film f(film());
  const ir::Node* const nodes = f.scene.session->composition().nodes.data();
  REQUIRE(f.set("x", "10"));
  CHECK(f.scene.session->composition().nodes.data() == nodes);
}

TEST_CASE("a variable that shapes the composition has it loaded anew", "[session]") {
  Film f(film());
  REQUIRE(f.set("x", "7"));
  REQUIRE(f.set("rows", R"([{"x": 1}, {"x": 30}])"));
  const ir::Composition& c = f.scene.session->composition();
  REQUIRE(c.nodes.size() == 5);
  CHECK(c.nodes[4].transform.translate_x.constant == 30);
  // What was set before holds.
  CHECK(color_frame(f.scene, 0).at(32, 42) == Rgba{0, 255, 0, 255});
  const auto with_pic = color_frame(f.scene, 0).bytes();
  REQUIRE(f.set("picture", "checks"));
  CHECK(color_frame(f.scene, 0).bytes() != with_pic);
  CHECK(f.scene.session->composition().variables.size() == 3);
}

TEST_CASE("a wrong value leaves everything as it was", "[session]") {
  Film f(film());
  const auto before = color_frame(f.scene, 0).bytes();
  CHECK_FALSE(f.set("x", "far"));
  CHECK_FALSE(f.set("nobody", "1"));
  CHECK_FALSE(f.set("picture", "nowhere"));
  CHECK_FALSE(f.set("rows", "5"));
  CHECK(color_frame(f.scene, 0).bytes() == before);
  REQUIRE(f.set("x", "3"));
  CHECK(color_frame(f.scene, 0).bytes() != before);
}

TEST_CASE("params of effects that read variables are as if they had been given at once",
          "[session]") {
  const auto blurred = [](const char* sigma) {
    return std::string(R"({"version": "0.3", "canvas": {"width": 64, "height": 48}, "duration": 10,
      "variables": {"sigma": )") +
           sigma +
           R"(}, "root": {"leaf": {"solid_rect": {"color": "#00ff00", "width": 20, "height": 20}},
      "transform": {"translate": [20, 15]},
      "effects": [{"saturate": 0.5}, {"kind": "blur", "params": {"sigma": "=vars.sigma"}}]}})";
  };
  std::vector<std::uint8_t> wanted;
  {
    Film f(blurred("4"));
    wanted = color_frame(f.scene, 0).bytes();
  }
  Film f(blurred("1"));
  CHECK(color_frame(f.scene, 0).bytes() != wanted);
  REQUIRE(f.set("sigma", "4"));
  CHECK(color_frame(f.scene, 0).bytes() == wanted);
}

TEST_CASE("numbers beyond all bounds are refused with the frame, not drawn", "[session]") {
  const auto message = [](const char* members) {
    Film f(std::string(R"({"version": "0.3", "canvas": {"width": 64, "height": 48}, "duration": 10,
      "root": {"group": [{"id": "card", "leaf": {"solid_rect": {"color": "#fff", "width": 9, "height": 9}}, )") +
           members + "}]}}");
    CHECK(f.scene.session->inspect_plan(0, false));
    const auto made = f.scene.session->inspect_plan(5, false);
    return made ? std::string() : made.error().text();
  };
  const std::string placed =
      message(R"("transform": {"translate": [{"keys": [[0, -1.7e308], [9, 1.7e308]]}, 0]})");
  CHECK(placed.find(
            "/root/group/0: the lanes of \"card\" are not all finite numbers at frame 5; look") !=
        std::string::npos);
  const std::string param = message(
      R"x("effects": [{"kind": "saturate", "params": {"amount": {"mix": {
           "a": "=1.7e308 * (time.frame / 5)", "b": "=-1.7e308 * (time.frame / 5)", "t": "=0 * time.frame"}}}}])x");
  CHECK(param.find("/root/group/0/effects/0: \"amount\" is not a finite number at frame 5; look") !=
        std::string::npos);
  CHECK(message(R"("opacity": {"mix": {"a": "=1e307 * time.frame", "b": "=-1.2e308", "t": 1}})") ==
        "");
}

#include "assets/store.h"

#include <sys/stat.h>

#include <cstring>

#include "assets/sample_files.h"
#include "support/catch.h"

namespace lattice::assets {
namespace {

namespace fs = std::filesystem;
using ir::AssetIdx;

// A composition of assets alone, as the loader would leave it.
struct Scene {
  ir::Composition composition;

  Scene() { composition.file = text("scene.json"); }

  ir::TextId text(const std::string& value) {
    composition.texts.push_back(value);
    return ir::TextId(composition.texts.size() - 1);
  }

  AssetIdx image(const std::string& key, const std::string& source) {
    ir::Asset& asset = composition.assets.emplace_back();
    asset.kind = ir::AssetKind::image;
    name(asset, key);
    asset.source = text(source);
    return AssetIdx(composition.assets.size() - 1);
  }

  AssetIdx solid(const std::string& key, image::Color color, double width, double height) {
    ir::Asset& asset = composition.assets.emplace_back();
    asset.color = color;
    asset.width = width;
    asset.height = height;
    name(asset, key);
    return AssetIdx(composition.assets.size() - 1);
  }

 private:
  void name(ir::Asset& asset, const std::string& key) {
    asset.key = text(key);
    asset.pointer = text("/assets/" + key);
  }
};

test::Bytes grey_png(std::uint8_t shade) {
  return test::png_file({.width = 2, .colour = test::kGrey, .rows = {shade, shade}});
}

Store prepared(const Scene& scene, const StoreOptions& options = {}) {
  Result<Store> store = Store::prepare(scene.composition, options);
  if (!store) FAIL(store.error().text());
  return *std::move(store);
}

std::string refusal(const std::string& source, const StoreOptions& options = {}) {
  Scene scene;
  scene.image("bg", source);
  const Result<Store> store = Store::prepare(scene.composition, options);
  if (store) return "";
  CHECK(store.error().code == Code::asset);
  CHECK(store.error().where == "scene.json:/assets/bg, file " + source);
  return store.error().what;
}

}  // namespace

TEST_CASE("pictures are found with their size, pixels and opacity", "[assets][store]") {
  const test::Folder folder;
  Scene scene;
  const AssetIdx solid = scene.solid("box", {1, 0, 0, 0.5}, 30, 20.5);
  const AssetIdx png = scene.image("a", folder.write("a.png", grey_png(80)));
  const AssetIdx jpeg = scene.image(
      "b", folder.write("b.jpg", test::jpeg_file({.samples = std::vector<std::uint8_t>(768, 9)})));
  const Store store = prepared(scene);
  REQUIRE(store.size() == 3);
  CHECK(store[png].kind == ir::AssetKind::image);
  CHECK(store[png].width == 2);
  CHECK(store[png].height == 1);
  CHECK(store[png].opaque);
  CHECK(static_cast<int>(*image::pixel(store[png].pixels.view(), 1, 0)) == 80);
  CHECK(store[jpeg].width == 16);
  CHECK(store[solid].kind == ir::AssetKind::solid_rect);
  CHECK(store[solid].width == 30);
  CHECK(store[solid].height == 20.5);
  CHECK_FALSE(store[solid].pixels);
  CHECK(store.bytes() == store[png].pixels.bytes() + store[jpeg].pixels.bytes());
}

TEST_CASE("a picture's format is seen in its bytes, not in its name", "[assets][store]") {
  const test::Folder folder;
  Scene scene;
  const AssetIdx png = scene.image("a", folder.write("photo.jpg", grey_png(1)));
  CHECK(prepared(scene)[png].width == 2);
}

TEST_CASE("a solid rect is opaque when its alpha byte is", "[assets][store]") {
  Scene scene;
  const AssetIdx full = scene.solid("a", {0, 0, 0, 1}, 1, 1);
  const AssetIdx nearly = scene.solid("b", {0, 0, 0, 0.999}, 1, 1);
  const AssetIdx glass = scene.solid("c", {0, 0, 0, 0.99}, 1, 1);
  const Store store = prepared(scene);
  CHECK(store[full].opaque);
  CHECK(store[nearly].opaque);
  CHECK_FALSE(store[glass].opaque);
}

TEST_CASE("what draws the same has the same content hash, and nothing else has",
          "[assets][store]") {
  const test::Folder folder;
  Scene scene;
  const AssetIdx a = scene.solid("a", {1, 0, 0, 1}, 4, 2), b = scene.solid("b", {1, 0, 0, 1}, 4, 2);
  const AssetIdx wider = scene.solid("c", {1, 0, 0, 1}, 5, 2);
  const AssetIdx blue = scene.solid("d", {0, 0, 1, 1}, 4, 2);
  const AssetIdx png = scene.image("e", folder.write("e.png", grey_png(10)));
  // Other bytes on disk, the same pixels.
  const AssetIdx same = scene.image(
      "f", folder.write("f.png",
                        test::png_file(
                            {.width = 2, .colour = test::kRgb, .rows = {10, 10, 10, 10, 10, 10}})));
  const AssetIdx tall = scene.image(
      "g", folder.write("g.png",
                        test::png_file({.height = 2, .colour = test::kGrey, .rows = {10, 10}})));
  const Store store = prepared(scene);
  CHECK(store[a].content == store[b].content);
  CHECK_FALSE(store[a].content == store[wider].content);
  CHECK_FALSE(store[a].content == store[blue].content);
  CHECK(store[png].content == store[same].content);
  CHECK_FALSE(store[png].content == store[tall].content);
  CHECK_FALSE(store[png].content == store[a].content);
}

TEST_CASE("a file that several assets name is decoded and held once", "[assets][store]") {
  const test::Folder folder;
  const std::string path = folder.write("a.png", grey_png(5));
  fs::create_symlink(path, folder.path("link.png"));
  Scene scene;
  const AssetIdx first = scene.image("a", path);
  const AssetIdx again = scene.image("b", folder.path("./a.png").string());
  const AssetIdx link = scene.image("c", folder.path("link.png").string());
  const AssetIdx copy = scene.image("d", folder.write("copy.png", grey_png(5)));
  const AssetIdx other = scene.image("e", folder.write("other.png", grey_png(6)));
  const Store store = prepared(scene);
  CHECK(&store[first] == &store[again]);
  CHECK(&store[first] == &store[link]);
  CHECK(&store[first] == &store[copy]);
  CHECK_FALSE(&store[first] == &store[other]);
  CHECK(store.bytes() == 2 * store[first].pixels.bytes());
}

TEST_CASE("the store is the same for any number of threads", "[assets][store]") {
  const test::Folder folder;
  Scene scene;
  for (int i = 0; i < 12; ++i)
    scene.image("p" + std::to_string(i),
                folder.write(std::to_string(i), grey_png(static_cast<std::uint8_t>(i * 20))));
  const Store one = prepared(scene, {.assets_root = "", .threads = 1});
  for (const int threads : {2, 4, 64, 0, -3}) {
    const Store many = prepared(scene, {.assets_root = "", .threads = threads});
    for (std::size_t i = 0; i < one.size(); ++i)
      CHECK(one[AssetIdx(i)].content == many[AssetIdx(i)].content);
  }
}

TEST_CASE("sources that are no pictures are refused with a sentence", "[assets][store]") {
  const test::Folder folder;
  CHECK(refusal(folder.path("gone.png").string()) ==
        "the file does not exist; check the spelling of its source");
  CHECK(refusal(folder.path("").string()) == "is a folder; name a picture inside it");
  CHECK(refusal(folder.write("empty.png", "")) == "the file is empty; replace it by a picture");
  CHECK(refusal(folder.write("a.txt", "hello")).find("is not a picture of a known format") == 0);
  CHECK(refusal(folder.write("b.txt", "hello") + "/c.png") ==
        "the file does not exist; check the spelling of its source");
  CHECK(refusal("") == "the source is empty; name a picture");
  CHECK(refusal(std::string("a\0b", 3)).find("zero character") != std::string::npos);
  const std::string pipe = folder.path("pipe").string();
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  CHECK(refusal(pipe) == "is not a regular file; name a picture");
  fs::create_symlink(folder.path("loop"), folder.path("loop"));
  CHECK(refusal(folder.path("loop").string()).find("symbolic link") != std::string::npos);
  test::Bytes torn = grey_png(5);
  torn.resize(torn.size() - 6);
  CHECK(refusal(folder.write("torn.png", torn)).find("is a damaged PNG") == 0);
}

TEST_CASE("all failing assets are reported, the first is the result", "[assets][store]") {
  const test::Folder folder;
  const std::string broken = folder.write("broken.png", "no picture");
  Scene scene;
  scene.image("good", folder.write("good.png", grey_png(3)));
  scene.image("one", broken);
  scene.image("two", folder.path("missing.jpg").string());
  scene.image("three", broken);
  Diagnostics diagnostics;
  const Result<Store> store =
      Store::prepare(scene.composition, {.assets_root = "", .threads = 3}, &diagnostics);
  REQUIRE_FALSE(store);
  CHECK(store.error().where == "scene.json:/assets/one, file " + broken);
  REQUIRE(diagnostics.size() == 3);
  const char* pointers[] = {"/assets/one", "/assets/two", "/assets/three"};
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(diagnostics[i].severity == Severity::error);
    CHECK(diagnostics[i].domain == "asset");
    CHECK(diagnostics[i].file == "scene.json");
    CHECK(diagnostics[i].pointer == pointers[i]);
  }
  CHECK(diagnostics[1].message.find("asset \"two\", file " + folder.path("missing.jpg").string()) ==
        0);
}

TEST_CASE("with an assets root nothing outside it is read", "[assets][store]") {
  const test::Folder inside, outside;
  const StoreOptions rooted{.assets_root = inside.path("").string()};
  const std::string secret = outside.write("a.png", grey_png(1));
  fs::create_symlink(secret, inside.path("innocent.png"));
  // A folder whose name only begins like the root's.
  const fs::path sibling = inside.path("").parent_path().string() + "-more";
  fs::create_directory(sibling);
  fs::copy_file(secret, sibling / "a.png");

  CHECK(refusal(secret, rooted).find("lies outside the assets root") == 0);
  CHECK(refusal(inside.path("innocent.png").string(), rooted).find("lies outside") == 0);
  CHECK(refusal((sibling / "a.png").string(), rooted).find("lies outside") == 0);
  CHECK(refusal(inside.path("../" + sibling.filename().string() + "/a.png").string(), rooted)
            .find("lies outside") == 0);
  fs::remove_all(sibling);

  Scene scene;
  const AssetIdx mine = scene.image("a", inside.write("a.png", grey_png(1)));
  CHECK(prepared(scene, rooted)[mine].width == 2);
  CHECK(refusal(secret, {.assets_root = "/no/such/root"}).find("the assets root /no/such/root") ==
        0);
}

TEST_CASE("assets that nothing draws are prepared empty, and their files stay closed", "[assets]") {
  Scene scene;
  const AssetIdx film = scene.image("film", "/no/such/film.mov");
  scene.composition.assets[film.index()].kind = ir::AssetKind::video;
  scene.composition.details.media.resize(1);
  const AssetIdx place = scene.solid("place", {}, 0, 0);
  scene.composition.assets[place.index()].kind = ir::AssetKind::null;
  const AssetIdx clouds = scene.solid("clouds", {}, 30, 20);
  scene.composition.assets[clouds.index()].kind = ir::AssetKind::noise;
  scene.composition.details.noises.resize(1);
  const Store store = prepared(scene);
  CHECK(store[film].width == 0);
  CHECK(store[place].height == 0);
  CHECK(store[clouds].width == 30);
  CHECK(store[clouds].height == 20);
  CHECK(store.bytes() == 0);
}

TEST_CASE("a composition without assets makes an empty store", "[assets][store]") {
  const Store store = prepared(Scene());
  CHECK(store.size() == 0);
  CHECK(store.bytes() == 0);
}

}  // namespace lattice::assets

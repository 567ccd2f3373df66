#include "ir/catalog.h"

#include "support/catch.h"

using namespace lattice;
using namespace lattice::ir;

namespace {

Kind kind(KindClass kind_class, const char* id, std::vector<std::string> extensions = {}) {
  Kind out;
  out.kind_class = kind_class;
  out.id = id;
  out.extensions = std::move(extensions);
  return out;
}

Catalog catalog() {
  Catalog out;
  out.kinds = {kind(KindClass::effect, "com.acme.glow"),
               kind(KindClass::effect, "org.lattice.blur"),
               kind(KindClass::effect, "org.lattice.glow"),
               kind(KindClass::sink, "com.acme.shots", {"png"}),
               kind(KindClass::sink, "org.lattice.png", {"png"}),
               kind(KindClass::sink, "org.lattice.npy", {"npy"})};
  return out;
}

}  // namespace

TEST_CASE("a kind is found by its full id, and by a short name that is unique", "[ir]") {
  const Catalog all = catalog();
  CHECK(all.find(KindClass::effect, "org.lattice.glow")->index() == 2);
  CHECK(all.find(KindClass::effect, "blur")->index() == 1);
  const auto both = all.find(KindClass::effect, "glow");
  REQUIRE_FALSE(both);
  CHECK(both.error().what ==
        "the short name \"glow\" of effects is not unique; write com.acme.glow or "
        "org.lattice.glow");
}

TEST_CASE("a wrong name and a missing plugin have different codes", "[ir]") {
  const Catalog all = catalog();
  const auto wrong = all.find(KindClass::effect, "blurr");
  CHECK(wrong.error().code == Code::invalid);
  CHECK(wrong.error().what == "unknown effect \"blurr\"; did you mean \"blur\"?");
  CHECK(all.find(KindClass::effect, "chromakey").error().code == Code::plugin);
  CHECK(Catalog{}.find(KindClass::sink, "png").error().what ==
        "unknown sink \"png\"; no plugin with sinks was found, see --plugins");
}

TEST_CASE("every sink that writes an extension is named, so that none takes it over", "[ir]") {
  const Catalog all = catalog();
  CHECK(all.sinks_for_extension("npy").size() == 1);
  CHECK(all.sinks_for_extension("png").size() == 2);
  CHECK(all.sinks_for_extension("mp4").empty());
}

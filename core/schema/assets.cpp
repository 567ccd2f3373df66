// Assets: what leaves show. This version knows pictures and plain rectangles.
#include <algorithm>
#include <filesystem>
#include <vector>

#include "base/suggest.h"
#include "schema/color.h"
#include "schema/loading.h"
#include "schema/object_reader.h"

namespace lattice::schema {
namespace {

// Beyond this no canvas shows more of it, and pixel arithmetic stays far from overflow.
constexpr double kMaxRectSize = 1e6;

constexpr std::string_view kKinds[] = {"image", "solid_rect"};
constexpr std::string_view kLaterKinds[] = {"video",    "audio", "svg",  "path",      "text",
                                            "gradient", "noise", "mesh", "particles", "null"};

template <std::size_t n>
bool is_one_of(std::string_view name, const std::string_view (&names)[n]) {
  return std::find(names, names + n, name) != names + n;
}

// Sources may come from another folder than the one the program runs in.
std::string absolute_source(const std::string& source, const Loading& loading) {
  return (std::filesystem::path(loading.folder) / source).lexically_normal().string();
}

void read_image(const Json& object, ir::Asset& asset, Loading& loading) {
  ObjectReader reader(object, loading.report);
  asset.kind = ir::AssetKind::image;
  std::string source;
  if (const auto given = reader.need("source", "an image"))
    if (const auto text = read_name(*given, loading.report))
      source = absolute_source(*text, loading);
  asset.source = loading.add_text(std::move(source));
  reader.finish();
}

void read_solid_rect(const Json& object, ir::Asset& asset, Loading& loading) {
  Report& report = loading.report;
  ObjectReader reader(object, report);
  asset.kind = ir::AssetKind::solid_rect;
  if (const auto given = reader.need("color", "a solid_rect"))
    asset.color = read_color(*given, report).value_or(image::Color{});
  asset.width = loading.out.width;
  asset.height = loading.out.height;
  if (const auto given = reader.take("width"))
    asset.width = read_number(*given, 0, kMaxRectSize, report).value_or(0);
  if (const auto given = reader.take("height"))
    asset.height = read_number(*given, 0, kMaxRectSize, report).value_or(0);
  reader.refuse("radius", is_zero);
  reader.finish();
}

void read_kind(const Json& value, ir::Asset& asset, Loading& loading) {
  const std::string& kind = value.key();
  Report& report = loading.report;
  if (is_one_of(kind, kLaterKinds))
    report.unsupported(value, "an asset of kind " + in_quotes(kind),
                       "supported: image, solid_rect");
  else if (!is_one_of(kind, kKinds))
    report.error(value, "unknown asset kind " + in_quotes(kind), suggestion(kind, kKinds));
  else if (!value.is_object())
    report.wrong_type(value, "an object");
  else if (kind == "image")
    read_image(value, asset, loading);
  else
    read_solid_rect(value, asset, loading);
}

}  // namespace

ir::AssetIdx read_asset(const Json& object, const std::string& key, Loading& loading) {
  ir::Asset asset;
  asset.key = loading.add_text(key);
  asset.pointer = loading.add_text(object.pointer());
  if (!object.is_object())
    loading.report.wrong_type(object, "an object such as {\"image\": {\"source\": \"bg.jpg\"}}");
  else if (object.size() != 1)
    loading.report.error(object,
                         "an asset has one key, its kind, not " + std::to_string(object.size()),
                         "supported: image, solid_rect");
  else
    read_kind(*object.begin(), asset, loading);
  loading.out.assets.push_back(asset);
  return ir::AssetIdx{loading.out.assets.size() - 1};
}

ir::AssetIdx find_asset(const Json& name, Loading& loading) {
  const auto found = loading.assets.find(name.text());
  if (found != loading.assets.end()) return found->second;
  std::vector<std::string_view> known;
  for (const auto& [key, index] : loading.assets) known.push_back(key);
  loading.report.error(name, "unknown asset " + in_quotes(name.text()),
                       known.empty() ? "declare it in \"assets\"" : suggestion(name.text(), known));
  return {};
}

void read_assets(const Json& object, Loading& loading) {
  if (!object.is_object()) return loading.report.wrong_type(object, "an object");
  std::vector<Json> by_name;
  for (const Json member : object) by_name.push_back(member);
  std::stable_sort(by_name.begin(), by_name.end(),
                   [](const Json& a, const Json& b) { return a.key() < b.key(); });
  for (const Json& member : by_name) {
    if (loading.assets.contains(member.key())) continue;  // a duplicate, reported already
    loading.assets.emplace(member.key(), read_asset(member, member.key(), loading));
  }
}

}  // namespace lattice::schema

// Assets: what leaves show and sound, by name or in place, and what names them.
#include <algorithm>
#include <vector>

#include "base/suggest.h"
#include "ir/verify_assets.h"
#include "schema/asset_fields.h"

namespace lattice::schema {
namespace {

using ir::AssetKind;

constexpr char kKindsRemedy[] =
    "its kind is one of image, solid_rect, video, audio, svg, path, text, gradient, noise, mesh, "
    "particles, null";

// In the order of AssetKind.
using KindReader = void (*)(const Json& object, ir::Asset& asset, Loading& loading);
constexpr KindReader kReaders[] = {read_file,  read_solid_rect, read_media,      read_media,
                                   read_file,  read_path,       read_text_asset, read_gradient,
                                   read_noise, read_file,       read_particles,  read_null};
static_assert(std::size(kReaders) == ir::kAssetKinds);

void read_kind(const Json& value, ir::Asset& asset, Loading& loading) {
  std::vector<std::string_view> names;
  for (int i = 0; i < ir::kAssetKinds; ++i) names.push_back(name_of(static_cast<AssetKind>(i)));
  const auto known = std::find(names.begin(), names.end(), value.key());
  if (known == names.end())
    return loading.report.error(value, "unknown asset kind " + in_quotes(value.key()),
                                suggestion(value.key(), names));
  const auto kind = static_cast<AssetKind>(known - names.begin());
  const bool is_bare_null = kind == AssetKind::null && value.is_null();
  if (!value.is_object() && !is_bare_null) return loading.report.wrong_type(value, "an object");
  asset.kind = kind;
  if (!is_bare_null) kReaders[known - names.begin()](value, asset, loading);
}

// `index` is where it will lie.
ir::Asset read_one(const Json& object, const std::string& key, ir::AssetIdx index,
                   Loading& loading) {
  ir::Asset asset;
  loading.asset = index;
  asset.key = loading.add_text(key);
  asset.pointer = loading.add_text(object.pointer());
  if (!object.is_object())
    loading.report.wrong_type(object, "an object such as {\"image\": {\"source\": \"bg.jpg\"}}");
  else if (object.size() != 1)
    loading.report.error(object,
                         "an asset has one key, its kind, not " + std::to_string(object.size()),
                         kKindsRemedy);
  else
    read_kind(*object.begin(), asset, loading);
  loading.asset = {};
  return asset;
}

// Once the kinds of the assets they name are known.
void check_sprites(std::size_t first_asset, Loading& loading) {
  if (loading.sprites.empty()) return;
  for (const SpriteUse& use : loading.sprites) {
    const AssetKind kind = loading.out.assets[use.sprite.index()].kind;
    if (kind == AssetKind::audio || kind == AssetKind::mesh || kind == AssetKind::null)
      loading.report.error(use.name,
                           "the sprite " + in_quotes(use.name.text()) + " is of kind \"" +
                               name_of(kind) + "\", which has no picture",
                           "name an image or another asset that has one");
  }
  if (const auto asset = sprite_of_itself(loading.out, first_asset)) {
    const std::string& key = loading.out.text(loading.out.assets[asset->index()].key);
    const auto use = std::find_if(loading.sprites.begin(), loading.sprites.end(),
                                  [&](const SpriteUse& each) { return each.sprite == *asset; });
    loading.report.error(use->name, "the particles " + in_quotes(key) + " show themselves",
                         "break the circle of sprites");
  }
  loading.sprites.clear();
}

}  // namespace

ir::AssetIdx read_asset(const Json& object, const std::string& key, Loading& loading) {
  const ir::AssetIdx index{loading.out.assets.size()};
  loading.out.assets.push_back(read_one(object, key, index, loading));
  check_sprites(index.index(), loading);
  return index;
}

ir::AssetIdx find_asset(const Json& name, Loading& loading) {
  const auto found = loading.assets.find(name.text());
  if (found != loading.assets.end()) return found->second;
  std::vector<std::string_view> known;
  for (const auto& [key, index] : loading.assets) {
    if (known.size() == kMaxNamesCompared || loading.report.is_full()) break;
    known.push_back(key);
  }
  loading.report.error(name, "unknown asset " + in_quotes(name.text()),
                       !known.empty()   ? suggestion(name.text(), known)
                       : loading.domain ? "declare it in the composition's own \"assets\""
                                        : "declare it in \"assets\"");
  return {};
}

ir::AssetIdx read_sprite(const Json& value, Loading& loading) {
  if (!value.is_string()) {
    loading.report.wrong_type(value, "the name of an asset");
    return {};
  }
  const ir::AssetIdx sprite = find_asset(value, loading);
  if (sprite) loading.sprites.push_back({value, sprite});
  return sprite;
}

// Every name has its place before the first is read: assets name each other.
void read_assets(const Json& object, Loading& loading) {
  if (!object.is_object()) return loading.report.wrong_type(object, "an object");
  std::vector<Json> by_name;
  for (const Json member : object) by_name.push_back(member);
  std::stable_sort(by_name.begin(), by_name.end(),
                   [](const Json& a, const Json& b) { return a.key() < b.key(); });
  // A duplicate is reported already, and the first counts.
  by_name.erase(std::unique(by_name.begin(), by_name.end(),
                            [](const Json& a, const Json& b) { return a.key() == b.key(); }),
                by_name.end());
  const std::size_t first = loading.out.assets.size();
  loading.out.assets.resize(first + by_name.size());
  for (std::size_t i = 0; i < by_name.size(); ++i)
    loading.assets.emplace(by_name[i].key(), ir::AssetIdx{first + i});
  for (std::size_t i = 0; i < by_name.size(); ++i) {
    const ir::AssetIdx index{first + i};
    ir::Asset asset = read_one(by_name[i], by_name[i].key(), index, loading);
    loading.out.assets[index.index()] = asset;
  }
  check_sprites(first, loading);
}

}  // namespace lattice::schema

#include "assets/store.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <thread>
#include <utility>

#include "assets/decode.h"
#include "assets/file.h"
#include "ir/dump_assets.h"

namespace lattice::assets {
namespace {

using ir::Asset;
using ir::AssetIdx;
using ir::AssetKind;
using ir::Composition;

// ---- Where things are -----------------------------------------------------------------

std::string text_of(const Composition& composition, ir::TextId id) {
  return id.is_none() ? std::string() : composition.text(id);
}

// "scene.json:/assets/bg, file /pictures/bg.jpg"
std::string where_of(const Composition& composition, const Asset& asset) {
  std::string where =
      text_of(composition, composition.file) + ":" + text_of(composition, asset.pointer);
  if (!asset.source.is_none()) where += ", file " + composition.text(asset.source);
  return where;
}

Diagnostic diagnostic_of(const Composition& composition, const Asset& asset,
                         const std::string& what) {
  Diagnostic d;
  d.domain = "asset";
  d.file = text_of(composition, composition.file);
  d.pointer = text_of(composition, asset.pointer);
  d.message = "asset \"" + text_of(composition, asset.key) + "\", file " +
              text_of(composition, asset.source) + ": " + what;
  return d;
}

// ---- Work on several threads ----------------------------------------------------------

// Runs work(i) for i in 0..count-1, each once. Results go where i says, so the order in
// which threads take them shows nowhere. `work` must not throw.
void for_each_index(std::size_t count, int threads, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  const auto run = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  const std::size_t wanted = std::min(count, static_cast<std::size_t>(std::max(threads, 1)));
  std::vector<std::thread> extra;
  extra.reserve(wanted);
  try {
    while (extra.size() + 1 < wanted) extra.emplace_back(run);
  } catch (const std::system_error&) {
    // No more threads to be had: those that run do all of it.
  }
  run();
  for (std::thread& thread : extra) thread.join();
}

// ---- Files ----------------------------------------------------------------------------

// One file on disk, however many assets name it.
struct Source {
  std::string path;  // real path
  std::vector<std::byte> bytes;
  Hash128 hash;
  std::optional<Error> error;
  std::uint32_t prepared = 0;  // into the store
};

void read(Source& source) {
  try {
    Result<std::vector<std::byte>> bytes = read_source(source.path);
    if (!bytes) {
      source.error = std::move(bytes).error();
      return;
    }
    source.bytes = *std::move(bytes);
    source.hash = hash_bytes(source.bytes);
  } catch (const std::bad_alloc&) {
    source.error = Error{Code::asset, "", "does not fit into memory; use a smaller picture"};
  }
}

Hash128 content_of(const image::View& view) {
  const image::Rect bounds = image::bounds_of(view);
  Hasher hasher;
  hasher.text("image");
  hasher.u32(static_cast<std::uint32_t>(bounds.width()));
  hasher.u32(static_cast<std::uint32_t>(bounds.height()));
  const std::size_t row_bytes = static_cast<std::size_t>(bounds.width()) * 4;
  for (std::int32_t y = 0; y < bounds.height(); ++y)
    hasher.bytes(image::pixel(view, 0, y), row_bytes);
  return hasher.digest();
}

void decode(Source& source, std::shared_ptr<const Prepared>& result) {
  Result<Decoded> decoded = decode_image(source.bytes);
  source.bytes = {};
  if (!decoded) {
    source.error = std::move(decoded).error();
    return;
  }
  const auto made = std::make_shared<Prepared>();
  Prepared& out = *made;
  out.kind = AssetKind::image;
  out.file = source.hash;
  out.opaque = decoded->opaque;
  out.pixels = std::move(decoded->pixels);
  out.width = image::bounds_of(out.pixels.view()).width();
  out.height = image::bounds_of(out.pixels.view()).height();
  out.bounds = {0, 0, out.width, out.height};
  out.content = content_of(out.pixels.view());
  result = made;
}

// ---- Generated assets -----------------------------------------------------------------

// Path data lies where it says. A miter reaches farther than half the width, a square cap too.
image::RectF drawn_bounds(const ir::Path& path, const image::RectF& box) {
  if (!path.is_stroked) return box;
  const double reach =
      path.stroke_width / 2 *
      (path.join == image::StrokeJoin::miter ? std::max(path.miter_limit, std::sqrt(2.0))
                                             : std::sqrt(2.0));
  return {box.x0 - reach, box.y0 - reach, box.x1 + reach, box.y1 + reach};
}

void measure_path(const Composition& composition, const ir::Path& path, Prepared& out) {
  const ir::AssetDetails& details = composition.details;
  image::Path copy;
  copy.verbs.assign(details.verbs.begin() + path.verbs.first,
                    details.verbs.begin() + path.verbs.end());
  copy.points.assign(details.points.begin() + path.points.first,
                     details.points.begin() + path.points.end());
  const image::RectF box = copy.bounds();
  out.width = box.x1 - box.x0;
  out.height = box.y1 - box.y0;
  out.bounds = drawn_bounds(path, box);
}

// What is drawn from its description alone. A null draws nothing: a rectangle without a size.
// So do, where a composition is only looked at, the kinds that no renderer draws; those that
// say where they lie have bounds nevertheless.
Prepared described(const Composition& composition, const Asset& asset) {
  Prepared out;
  out.kind = asset.kind;
  out.width = asset.width;
  out.height = asset.height;
  out.bounds = {0, 0, out.width, out.height};
  out.opaque = asset.kind == AssetKind::solid_rect && asset.radius == 0 &&
               image::to_u8(asset.color.a) == 255;
  if (asset.kind == AssetKind::path)
    measure_path(composition, composition.details.paths[asset.detail], out);
  const std::string description = ir::description_of(composition, asset);
  out.content = hash_bytes(std::as_bytes(std::span(description)));
  return out;
}

// ---- The whole ------------------------------------------------------------------------

// The files of a composition, each real path once and in the order of first use.
class Sources {
 public:
  Sources(const Composition& composition, const StoreOptions& options)
      : of_asset_(composition.assets.size()), errors_(composition.assets.size()) {
    std::map<std::string, std::size_t> known;
    for (std::size_t i = 0; i < composition.assets.size(); ++i) {
      if (composition.assets[i].kind != AssetKind::image) continue;
      Result<std::string> path =
          resolve_source(composition.text(composition.assets[i].source), options.assets_root);
      if (!path) {
        errors_[i] = std::move(path).error();
        continue;
      }
      const auto [entry, is_new] = known.emplace(*path, sources_.size());
      if (is_new) sources_.emplace_back().path = *path;
      of_asset_[i] = entry->second;
    }
  }

  std::vector<Source>& all() { return sources_; }
  const Source* of(std::size_t asset) const {
    return of_asset_[asset] ? &sources_[*of_asset_[asset]] : nullptr;
  }
  const Error* error_of(std::size_t asset) const {
    if (errors_[asset]) return &*errors_[asset];
    const Source* source = of(asset);
    return source != nullptr && source->error ? &*source->error : nullptr;
  }

 private:
  std::vector<Source> sources_;
  std::vector<std::optional<std::size_t>> of_asset_;
  std::vector<std::optional<Error>> errors_;  // of assets whose path already fails
};

// Files that could be read, one of each content, in the order of first use; copies of a
// file under another name share its slot.
std::vector<Source*> distinct_contents(std::vector<Source>& sources) {
  std::map<std::pair<std::uint64_t, std::uint64_t>, std::uint32_t> known;
  std::vector<Source*> out;
  for (Source& source : sources) {
    if (source.error) continue;
    const auto [entry, is_new] = known.emplace(std::pair(source.hash.high, source.hash.low),
                                               static_cast<std::uint32_t>(out.size()));
    source.prepared = entry->second;
    if (is_new)
      out.push_back(&source);
    else
      source.bytes = {};
  }
  return out;
}

std::optional<Error> report(const Composition& composition, const Sources& sources,
                            Diagnostics* diagnostics) {
  std::optional<Error> first;
  for (std::size_t i = 0; i < composition.assets.size(); ++i) {
    const Error* error = sources.error_of(i);
    if (error == nullptr) continue;
    const Asset& asset = composition.assets[i];
    if (diagnostics != nullptr)
      diagnostics->push_back(diagnostic_of(composition, asset, error->what));
    if (!first) first = Error{Code::asset, where_of(composition, asset), error->what};
  }
  return first;
}

}  // namespace

Result<Store> Store::prepare(const Composition& composition, const StoreOptions& options,
                             Diagnostics* diagnostics) {
  Sources sources(composition, options);
  std::vector<Source>& files = sources.all();
  for_each_index(files.size(), options.threads, [&](std::size_t i) { read(files[i]); });

  const std::vector<Source*> distinct = distinct_contents(files);
  Store store;
  store.prepared_.resize(distinct.size());
  for_each_index(distinct.size(), options.threads, [&](std::size_t i) {
    if (options.previous != nullptr) store.prepared_[i] = options.previous->find(distinct[i]->hash);
    if (store.prepared_[i] == nullptr) decode(*distinct[i], store.prepared_[i]);
  });
  for (Source& source : files)
    if (!source.error) source.error = distinct[source.prepared]->error;
  if (auto error = report(composition, sources, diagnostics)) return fail(*std::move(error));

  for (std::size_t i = 0; i < composition.assets.size(); ++i) {
    if (const Source* source = sources.of(i)) {
      store.slots_.push_back(source->prepared);
      continue;
    }
    store.slots_.push_back(static_cast<std::uint32_t>(store.prepared_.size()));
    const Asset& asset = composition.assets[i];
    store.prepared_.push_back(std::make_shared<const Prepared>(described(composition, asset)));
  }
  return store;
}

std::shared_ptr<const Prepared> Store::find(const Hash128& file) const {
  for (const auto& prepared : prepared_)
    if (prepared->pixels && prepared->file == file) return prepared;
  return nullptr;
}

std::size_t Store::bytes() const {
  std::size_t total = 0;
  for (const auto& prepared : prepared_) total += prepared->pixels.bytes();
  return total;
}

}  // namespace lattice::assets

// Assets decoded once, before the first frame; immutable afterwards and read by all
// threads without a lock.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/hash.h"
#include "base/result.h"
#include "image/buffer.h"
#include "ir/composition.h"

namespace lattice::assets {

struct Prepared {
  ir::AssetKind kind = ir::AssetKind::solid_rect;
  double width = 0, height = 0;  // intrinsic size, pixels; 0 where it is not known
  image::RectF bounds;           // of what is drawn, in its own space
  bool opaque = false;           // every pixel has alpha 1
  Hash128 content;               // of what it draws: its pixels, or what describes it
  image::Buffer pixels;          // image: premultiplied RGBA8 with bounds (0, 0, w, h)
  Hash128 file;                  // image: of the bytes that it was decoded from
};

class Store;

struct StoreOptions {
  std::string assets_root;  // not empty: sources outside this folder are refused
  int threads = 1;          // for decoding several files at once
  // What this one has decoded already is shared with it.
  const Store* previous = nullptr;
};

class Store {
 public:
  // Decodes everything the composition names, each file once. All failing assets are
  // appended to `diagnostics`, when given, each with asset, pointer and file; the result
  // is then the first of them with Code::asset.
  static Result<Store> prepare(const ir::Composition& composition, const StoreOptions& options,
                               Diagnostics* diagnostics = nullptr);

  // None when no image was decoded from a file of this content.
  std::shared_ptr<const Prepared> find(const Hash128& file) const;

  const Prepared& operator[](ir::AssetIdx asset) const { return *prepared_[slots_[asset.index()]]; }
  // Pixels of an image, by the number that plans know it by.
  const image::View& pixels(std::uint32_t asset) const {
    return prepared_[slots_[asset]]->pixels.view();
  }
  // Assets of the composition.
  std::size_t size() const { return slots_.size(); }
  // Bytes held by decoded pixels.
  std::size_t bytes() const;

 private:
  std::vector<std::uint32_t> slots_;  // per asset, into prepared_
  // Assets that draw the same file share one, and so do stores made one from another.
  std::vector<std::shared_ptr<const Prepared>> prepared_;
};

}  // namespace lattice::assets

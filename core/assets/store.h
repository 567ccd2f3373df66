// Assets decoded once, before the first frame; immutable afterwards and read by all
// threads without a lock.
#pragma once
#include <cstddef>
#include <cstdint>
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
  double width = 0, height = 0;  // intrinsic size, pixels
  bool opaque = false;           // every pixel has alpha 1
  Hash128 content;               // of what it draws: pixels and size, or colour and size
  image::Buffer pixels;          // image: premultiplied RGBA8 with bounds (0, 0, w, h)
};

struct StoreOptions {
  std::string assets_root;  // not empty: sources outside this folder are refused
  int threads = 1;          // for decoding several files at once
};

class Store {
 public:
  // Decodes everything the composition names, each file once. All failing assets are
  // appended to `diagnostics`, when given, each with asset, pointer and file; the result
  // is then the first of them with Code::asset.
  static Result<Store> prepare(const ir::Composition& composition, const StoreOptions& options,
                               Diagnostics* diagnostics = nullptr);

  const Prepared& operator[](ir::AssetIdx asset) const { return prepared_[slots_[asset.index()]]; }
  // Pixels of an image, by the number that plans know it by.
  const image::View& pixels(std::uint32_t asset) const {
    return prepared_[slots_[asset]].pixels.view();
  }
  // Assets of the composition.
  std::size_t size() const { return slots_.size(); }
  // Bytes held by decoded pixels.
  std::size_t bytes() const;

 private:
  std::vector<std::uint32_t> slots_;  // per asset, into prepared_
  std::vector<Prepared> prepared_;    // assets that draw the same file share one
};

}  // namespace lattice::assets

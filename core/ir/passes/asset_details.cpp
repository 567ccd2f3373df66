#include "ir/passes/asset_details.h"

#include <cstddef>
#include <vector>

namespace lattice::ir::passes {
namespace {

// Carries entries over, and turns what points at them round.
class DetailKeeper {
 public:
  explicit DetailKeeper(const AssetDetails& all) : all_(all) {}

  void keep(Asset& asset) {
    switch (asset.kind) {
      case AssetKind::image:
      case AssetKind::solid_rect:
      case AssetKind::svg:
      case AssetKind::mesh:
      case AssetKind::null: return;
      case AssetKind::video:
      case AssetKind::audio: move(asset, all_.media, kept_.media); return;
      case AssetKind::path: keep(move(asset, all_.paths, kept_.paths)); return;
      case AssetKind::text: keep(move(asset, all_.text, kept_.text)); return;
      case AssetKind::gradient: {
        Gradient& gradient = move(asset, all_.gradients, kept_.gradients);
        move(gradient.stops, all_.stops, kept_.stops);
        return;
      }
      case AssetKind::noise: move(asset, all_.noises, kept_.noises); return;
      case AssetKind::particles: move(asset, all_.particles, kept_.particles); return;
    }
  }

  AssetDetails take() { return std::move(kept_); }

 private:
  template <class Detail>
  static Detail& move(Asset& asset, const std::vector<Detail>& from, std::vector<Detail>& to) {
    to.push_back(from[asset.detail]);
    asset.detail = static_cast<std::uint32_t>(to.size() - 1);
    return to.back();
  }

  template <class Entry>
  static void move(Span32& span, const std::vector<Entry>& from, std::vector<Entry>& to) {
    const auto first = from.begin() + static_cast<std::ptrdiff_t>(span.first);
    const auto new_first = static_cast<std::uint32_t>(to.size());
    to.insert(to.end(), first, first + static_cast<std::ptrdiff_t>(span.count));
    span.first = new_first;
  }

  void keep(Path& path) {
    move(path.verbs, all_.verbs, kept_.verbs);
    move(path.points, all_.points, kept_.points);
    move(path.dashes, all_.numbers, kept_.numbers);
  }

  void keep(TextStyle& style) {
    move(style.axes, all_.axes, kept_.axes);
    move(style.features, all_.features, kept_.features);
  }

  void keep(Text& text) {
    keep(text.style);
    move(text.spans, all_.spans, kept_.spans);
    for (std::uint32_t i = text.spans.first; i < text.spans.end(); ++i) keep(kept_.spans[i].style);
    move(text.animators, all_.animators, kept_.animators);
  }

  const AssetDetails& all_;
  AssetDetails kept_;
};

}  // namespace

AssetDetails details_of(std::span<Asset> assets, const AssetDetails& all) {
  DetailKeeper keeper(all);
  for (Asset& asset : assets) keeper.keep(asset);
  return keeper.take();
}

}  // namespace lattice::ir::passes

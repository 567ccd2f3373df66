// Rules about what the pixels are, and about what the filter says of itself.
#include <algorithm>
#include <cmath>
#include <cstring>

#include "plugin/filter_rules.h"
#include "session/check/filter_exam.h"
#include "session/check/filter_fold.h"

namespace lattice::session::check {
namespace {

using image::Rect;

// So near to an end that nobody sees a difference.
constexpr double kNearlyDone = 1.0 / 16384;
constexpr double kSeenInBytes = 3.0 / 255, kSeenInFloats = 0.02;
constexpr int kMostSeen = 50;  // one pixel in so many may differ at an end

float float_at(const std::byte* at) {
  float v = 0;
  std::memcpy(&v, at, sizeof v);
  return v;
}

// The share of pixels on the canvas that look different.
bool looks_like(const Picture& made, const Picture& expected, const Rect& area) {
  int seen = 0;
  for (std::int32_t y = area.y0; y < area.y1; ++y) {
    for (std::int32_t x = area.x0; x < area.x1; ++x) {
      bool differs = false;
      for (std::size_t c = 0; c < 4; ++c) {
        if (made.type.dtype == LATTICE_U8) {
          const int gap =
              std::to_integer<int>(made.at(x, y)[c]) - std::to_integer<int>(expected.at(x, y)[c]);
          differs = differs || std::abs(gap) / 255.0 > kSeenInBytes;
        } else {
          const auto a = static_cast<double>(float_at(made.at(x, y) + 4 * c));
          const auto b = static_cast<double>(float_at(expected.at(x, y) + 4 * c));
          differs = differs || !(std::fabs(a - b) <= kSeenInFloats * std::max(1.0, std::fabs(b)));
        }
      }
      seen += differs ? 1 : 0;
    }
  }
  return static_cast<std::int64_t>(seen) * kMostSeen <= area.area();
}

// What a hasher is told, in the order of arrival.
struct DigestFace {
  lattice_hasher abi;
  Hasher hasher;
};

}  // namespace

// ---- Folding ----

void FilterExam::fold() {
  if (table_.fold == nullptr || !judge_.judges(312)) return;
  const auto fold = run_.fold();
  if (!fold) return;
  if (const auto fault = plugin::find_fault(*fold, is_transition())) {
    judge_.broken(312, *fault);
    return;
  }
  if (flag(LATTICE_FILTER_POINTWISE) && fold->kind == LATTICE_FOLD_AFFINE && judge_.judges(320))
    judge_.broken(320, "POINTWISE is set, but fold() moves the picture");
  if (fold->kind == LATTICE_FOLD_NONE || base_.empty() || case_.statics.is_extreme()) return;
  const auto folded = evaluate(*fold, case_, result().rect);
  if (!folded) return;
  if (const auto difference = first_beyond_rounding(result(), *folded, *fold, case_, result().rect))
    judge_.broken(312, *difference);
}

void FilterExam::end_is(double progress, std::size_t port) {
  FrameSpec frame;
  frame.params = case_.frames[0].params.scaled(kind_.params, 1);
  frame.frame = case_.frames[0].frame;
  frame.frame.progress = progress;
  FilterRun run(judge_, instance_, case_, frame);
  if (!run.plan()) return;
  Rect area = image::unite(case_.bounds[0], case_.bounds[1]);
  std::optional<Picture> made;
  const auto fold = run.fold();
  if (fold && fold->kind == LATTICE_FOLD_MIX) {
    if (plugin::find_fault(*fold, true)) return;
    made = evaluate(*fold, case_, area);
  } else if (!run.planned().passes.empty()) {
    auto results = run.render();
    if (results) made = std::move(results->back());
  }
  if (!made) return;
  area = image::intersect(made->rect, case_.canvas);
  const Picture expected = placed(case_.ports[port], made->rect);
  if (!looks_like(*made, expected, area))
    judge_.broken(315, port == 0 ? "just behind progress 0 the result is not \"from\""
                                 : "just before progress 1 the result is not \"to\"");
}

void FilterExam::ends() {
  if (!is_transition() || !judge_.judges(315)) return;
  end_is(kNearlyDone, 0);
  end_is(1 - kNearlyDone, 1);
}

void FilterExam::well_formed() {
  if (case_.statics.is_extreme() || !judge_.judges(316)) return;
  const Picture& made = result();
  for (std::int32_t y = made.rect.y0; y < made.rect.y1; ++y) {
    for (std::int32_t x = made.rect.x0; x < made.rect.x1; ++x) {
      const std::byte* at = made.at(x, y);
      for (std::size_t c = 0; c < 4; ++c) {
        const bool fine =
            made.type.dtype == LATTICE_U8 ? at[c] <= at[3] : std::isfinite(float_at(at + 4 * c));
        if (fine) continue;
        judge_.broken(316, "pixel " + place_text(x, y) + " is " + pixel_text(made, x, y) +
                               (made.type.dtype == LATTICE_U8 ? ", colour above alpha"
                                                              : ", not a finite number"));
        return;
      }
    }
  }
}

// ---- Flags and digest ----

void FilterExam::varies() {
  if (flag(LATTICE_FILTER_VARIES) || !judge_.judges(320)) return;
  FrameSpec later;
  later.params = case_.frames[0].params.scaled(kind_.params, 1);
  later.frame = case_.frames[0].frame;
  const lattice_frame& other = case_.frames[1].frame;
  later.frame.index = other.index + 1;
  later.frame.time = other.time + 1.0 / 30;
  later.frame.phase = other.phase;
  later.frame.seed = other.seed;
  FilterRun run(judge_, instance_, case_, later);
  if (!run.plan() || run.planned().passes.empty()) return;
  if (const auto made = run.render())
    same(320, result(), made->back(),
         "without VARIES, in frames that differ only in time and seed,");
}

void FilterExam::pointwise() {
  if (!flag(LATTICE_FILTER_POINTWISE) || !judge_.judges(320)) return;
  Random random(case_.instance_seed + 1);
  std::vector<Picture> others = case_.ports;
  const auto keeps = [](std::int32_t x, std::int32_t y) { return ((x + y) & 1) == 0; };
  for (Picture& port : others) {
    const Picture noise = random_picture(port.type, port.rect, random);
    for (std::int32_t y = port.rect.y0; y < port.rect.y1; ++y)
      for (std::int32_t x = port.rect.x0; x < port.rect.x1; ++x)
        if (!keeps(x, y)) std::memcpy(port.at(x, y), noise.at(x, y), port.pixel_bytes());
  }
  run_.use_ports(others);
  const auto made = run_.render();
  run_.use_ports(case_.ports);
  if (!made) return;
  const Rect& area = result().rect;
  for (std::int32_t y = area.y0; y < area.y1; ++y)
    for (std::int32_t x = area.x0; x < area.x1; ++x)
      if (const Rect pixel{x, y, x + 1, y + 1}; keeps(x, y))
        if (const auto difference = first_difference(result(), made->back(), pixel)) {
          judge_.broken(320, "POINTWISE is set, but with other pixels elsewhere " + *difference);
          return;
        }
}

void FilterExam::digest() {
  if (table_.digest == nullptr || !judge_.judges(321)) return;
  const Hash128 first = digest_of(judge_, instance_), second = digest_of(judge_, instance_);
  const FilterInstance fresh(judge_, table_, case_);
  if (!fresh.created().ok()) return;
  if (first != second)
    judge_.broken(321, "digest() hashes something else when it is called again");
  else if (first != digest_of(judge_, fresh))
    judge_.broken(321, "digest() hashes something else on another instance of the same binding");
}

Hash128 digest_of(Judge& judge, const FilterInstance& instance) {
  DigestFace face;
  face.abi = {sizeof face.abi, 0,
              [](lattice_hasher* self, const void* data, std::uint64_t size) noexcept {
                reinterpret_cast<DigestFace*>(self)->hasher.bytes(data, size);
              }};
  const CallOutcome outcome = judge.call("digest", Tag::session, [&] {
    return may_throw(instance.table().digest)(instance.self(), &face.abi);
  });
  face.hasher.i64(outcome.status);
  return face.hasher.digest();
}

}  // namespace lattice::session::check

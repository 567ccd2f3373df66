#include "anim/anim.h"

#include <algorithm>
#include <cassert>

namespace lattice::anim {

F64 Curves::add_track(const std::vector<Key>& track_keys) {
  assert(!track_keys.empty());
  const TrackId id{tracks.size()};
  tracks.push_back(
      {static_cast<std::uint32_t>(keys.size()), static_cast<std::uint32_t>(track_keys.size())});
  keys.insert(keys.end(), track_keys.begin(), track_keys.end());
  return {track_keys.front().value, id};
}

double sample(const Curves& curves, const F64& lane, double frame) {
  if (lane.is_constant()) return lane.constant;
  const Span32 track = curves.tracks[lane.track.index()];
  const Key* first = curves.keys.data() + track.first;
  const Key* last = first + track.count;
  const Key* next =
      std::upper_bound(first, last, frame, [](double f, const Key& key) { return f < key.frame; });
  if (next == first) return first->value;
  const Key& a = next[-1];
  if (next == last || next->ease == Ease::hold) return a.value;
  const double t = (frame - a.frame) / (next->frame - a.frame);
  return a.value + (next->value - a.value) * t;
}

}  // namespace lattice::anim

// One moment of one node, as filters and artifacts are told of it.
#ifndef LATTICE_CPP_FRAME_HPP
#define LATTICE_CPP_FRAME_HPP
#include <cstdint>

#include "../filter.h"
#include "param_list.hpp"
#include "rect.hpp"

namespace lattice {

// A view, valid during the call.
class Frame {
 public:
  explicit Frame(const lattice_frame &raw) noexcept : raw_(&raw) {}

  // What the params are in this frame: const auto [radius, edge] = frame.values(params);
  template <class... Ps>
  typename ParamList<Ps...>::Values values(const ParamList<Ps...> &params) const noexcept {
    return detail::values_of(params, raw_->params, raw_->param_count);
  }

  std::int64_t index() const noexcept { return raw_->index; }  // node-local frame
  double time() const noexcept { return raw_->time; }          // node-local seconds
  double phase() const noexcept { return raw_->phase; }        // 0 <= phase < 1, or 0
  std::uint64_t seed() const noexcept { return raw_->seed; }   // the only randomness
  double progress() const noexcept { return raw_->progress; }  // transitions: within 0..1
  double scale() const noexcept { return raw_->scale; }        // pixels per canonical pixel
  lattice_rational rate() const noexcept { return raw_->rate; }  // frames per second
  Rect canvas() const noexcept { return raw_->canvas; }          // at scale()

  const lattice_frame &raw() const noexcept { return *raw_; }

 private:
  const lattice_frame *raw_;
};

}  // namespace lattice
#endif

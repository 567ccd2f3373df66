// The composition that `apply` writes, as JSON, and where in it each word of the request went.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "ir/catalog.h"
#include "session/apply.h"

namespace lattice::session {

// When the picture is taken.
struct ApplyClock {
  std::string_view fps;
  std::int64_t frame = 0;              // of the composition
  std::int64_t transition_frames = 0;  // how long a transition lasts; effects: 0
};

struct PictureSize {
  std::int32_t width = 0, height = 0;
};

std::string apply_document(const ApplyRequest& request, const ir::Kind& kind,
                           const PictureSize& size, const ApplyClock& clock);

// The word that stands at `pointer` of that document: "--param sigma=4", "--fps", the first
// picture for the canvas; empty for what no word of the request is to blame for.
std::string word_at(std::string_view pointer, const ApplyRequest& request);

// Whether a finding at `pointer` is told elsewhere: both sides of a transition say the same.
bool is_said_twice(std::string_view pointer);

// Assets are called "1", "2" and so on, as the pictures are numbered. The picture whose asset
// stands at `pointer`; empty when it is none.
std::string picture_at(std::string_view pointer, const ApplyRequest& request);

}  // namespace lattice::session

// Runs a filter as the host does, pass by pass and tile by tile, as hostile as the contract
// allows: sources exist only where roi() named them, everything else is poison or forbidden.
#pragma once
#include <lattice/filter.h>

#include <optional>
#include <string>
#include <vector>

#include "session/check/filter_case.h"
#include "session/check/tile_call.h"

namespace lattice::session::check {

// An instance of the table; `self` stays null for filters that keep none.
class FilterInstance {
 public:
  FilterInstance(Judge& judge, const lattice_filter& table, const FilterCase& with);
  FilterInstance(const FilterInstance&) = delete;
  FilterInstance& operator=(const FilterInstance&) = delete;
  ~FilterInstance();

  const CallOutcome& created() const { return created_; }
  const lattice_filter& table() const { return table_; }
  const void* self() const { return self_; }

 private:
  Judge& judge_;
  const lattice_filter& table_;
  HostFace host_;
  CallOutcome created_;
  void* self_ = nullptr;
};

// One pass of one frame as it will be run.
struct PassPlan {
  lattice_type type{};
  image::Rect bounds;
  bool reads_ports = false;
  image::Rect area;  // what of it is rendered
};

struct FilterPlan {
  image::Rect bounds;            // as bounds() answered
  std::vector<PassPlan> passes;  // empty when there is nothing to render
};

struct TileShape {
  std::int32_t width, height;
};
inline constexpr TileShape kWhole{1 << 24, 1 << 24};

// The pictures that the passes made, the last one being the result.
using PassResults = std::vector<Picture>;

class FilterRun {
 public:
  FilterRun(Judge& judge, const FilterInstance& instance, const FilterCase& with,
            const FrameSpec& frame);

  // Asks for the geometry of the frame and chooses what is rendered. Breaks rule 311 for
  // answers that make no sense. False when the frame cannot be run.
  bool plan();
  const FilterPlan& planned() const { return plan_; }

  // All passes, each in one tile. Empty when a call failed or a rule about memory broke.
  std::optional<PassResults> render(const Poison& poison = {});
  // Pass `pass` again over `area`, in tiles, on what `made` holds. Each tile is said to be on
  // another one of so many workers, of which the last comes first.
  std::optional<Picture> render_pass(std::size_t pass, const image::Rect& area, TileShape shape,
                                     const PassResults& made, const Poison& poison = {},
                                     std::uint32_t workers = 1);
  // The same on several threads at once.
  std::optional<Picture> render_threaded(std::size_t pass, const image::Rect& area, TileShape shape,
                                         const PassResults& made, std::uint32_t threads);
  // Whether the inputs were made as far as `area` of the pass reads them.
  bool covers(std::size_t pass, const image::Rect& area, const PassResults& made);
  // Other pictures at the ports for what follows, over the same rects.
  void use_ports(const std::vector<Picture>& ports) { ports_ = &ports; }
  // The fold of this frame; nothing when the call failed. NONE when there is no fold().
  std::optional<lattice_fold> fold();

 private:
  bool plan_bounds(const lattice_frame& frame);
  bool plan_passes(const lattice_frame& frame);
  bool check_pass(std::size_t index, const lattice_pass& pass);
  bool plan_areas(const image::Rect& window);
  image::Rect choose_window() const;
  TileSetting setting_for(std::size_t pass, const PassResults& made, const Poison& poison) const;
  bool accept(const char* function, const CallOutcome& outcome);
  bool accept(const TileOutcome& outcome);
  bool nonsense(std::string_view sentence);

  Judge& judge_;
  const FilterInstance& instance_;
  const FilterCase& case_;
  const FrameSpec& frame_;
  const std::vector<Picture>* ports_;
  std::vector<lattice_rect> port_rects_;
  FilterPlan plan_;
  TileMemory memory_;
};

}  // namespace lattice::session::check

#include "session/check/filter_run.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <thread>

#include "plugin/filter_rules.h"
#include "plugin/type_rules.h"

namespace lattice::session::check {
namespace {

using image::Rect;

// The host cuts rects there.
constexpr std::int32_t kMaxCoordinate = 1 << 28;
// Of all passes together. Beyond it a case would take seconds.
constexpr std::int64_t kMostPixels = 300000;

bool is_sane(const lattice_rect& r) {
  const auto in_range = [](std::int32_t v) { return v >= -kMaxCoordinate && v <= kMaxCoordinate; };
  return in_range(r.x0) && in_range(r.y0) && in_range(r.x1) && in_range(r.y1);
}

std::vector<Rect> tiles_of(const Rect& area, TileShape shape) {
  std::vector<Rect> out;
  for (std::int32_t y = area.y0; y < area.y1; y += shape.height)
    for (std::int32_t x = area.x0; x < area.x1; x += shape.width)
      out.push_back(image::intersect(area, {x, y, x + shape.width, y + shape.height}));
  return out;
}

}  // namespace

// ---- Instances ----

FilterInstance::FilterInstance(Judge& judge, const lattice_filter& table, const FilterCase& with)
    : judge_(judge), table_(table) {
  if (table.create == nullptr) return;
  lattice_filter_binding binding{};
  binding.struct_size = sizeof binding;
  binding.static_count = static_cast<std::uint32_t>(with.statics.values().size());
  binding.statics = with.statics.values().data();
  binding.seed = with.instance_seed;
  binding.working = with.working;
  binding.canvas_width = with.canvas_width;
  binding.canvas_height = with.canvas_height;
  created_ = judge.call("create", Tag::session,
                        [&] { return may_throw(table.create)(host_.abi(), &binding, &self_); });
}

FilterInstance::~FilterInstance() {
  if (table_.destroy == nullptr || !created_.ok()) return;
  judge_.call("destroy", Tag::session, [&] {
    may_throw(table_.destroy)(self_);
    return LATTICE_OK;
  });
}

// ---- Geometry ----

FilterRun::FilterRun(Judge& judge, const FilterInstance& instance, const FilterCase& with,
                     const FrameSpec& frame)
    : judge_(judge), instance_(instance), case_(with), frame_(frame), ports_(&with.ports) {
  for (const Rect& rect : with.bounds) port_rects_.push_back(image::to_abi(rect));
}

bool FilterRun::nonsense(std::string_view sentence) {
  judge_.broken(311, sentence);
  return false;
}

// With the defaults nothing may fail; elsewhere a filter may have its reasons.
bool FilterRun::accept(const char* function, const CallOutcome& outcome) {
  judge_.account(function, outcome);
  if (outcome.ok()) return true;
  if (case_.is_plain && !outcome.has_thrown && !outcome.text.empty())
    judge_.broken(301, std::string(function) + "() failed with status " +
                           std::to_string(outcome.status) + ", \"" + outcome.text +
                           "\", though all params have their defaults");
  return false;
}

bool FilterRun::accept(const TileOutcome& outcome) {
  if (outcome.seen.what != Forbidden::nothing) {
    CallOutcome seen;
    seen.seen = outcome.seen;
    judge_.account(outcome.seen_in, seen);
  }
  if (!accept(outcome.function, outcome.call)) return false;
  if (outcome.trespass) judge_.broken(outcome.trespass->rule, outcome.trespass->sentence);
  return outcome.ok();
}

bool FilterRun::plan_bounds(const lattice_frame& frame) {
  const lattice_filter& table = instance_.table();
  if (table.bounds == nullptr) {
    for (const Rect& port : case_.bounds) plan_.bounds = image::unite(plan_.bounds, port);
    return true;
  }
  lattice_rect answer{};
  const auto count = static_cast<std::uint32_t>(port_rects_.size());
  judge_.step("bounds");
  const CallOutcome outcome = enter(Tag::worker, [&] {
    return may_throw(table.bounds)(instance_.self(), &frame, port_rects_.data(), count, &answer);
  });
  if (!accept("bounds", outcome)) return false;
  if (!is_sane(answer)) return nonsense("bounds() answers coordinates beyond 2^28");
  plan_.bounds = image::from_abi(answer);
  return true;
}

bool FilterRun::check_pass(std::size_t index, const lattice_pass& pass) {
  if (const auto fault = plugin::find_fault(pass, static_cast<std::uint32_t>(index)))
    return nonsense(*fault);
  if (!is_sane(pass.bounds))
    return nonsense("passes() gives pass " + std::to_string(index) + " coordinates beyond 2^28");
  return true;
}

bool FilterRun::plan_passes(const lattice_frame& frame) {
  const lattice_filter& table = instance_.table();
  if (table.passes == nullptr) {
    plan_.passes.push_back({case_.working, plan_.bounds, false, {}});
    return true;
  }
  std::array<lattice_pass, LATTICE_MAX_PASSES> answer{};
  std::uint32_t answered = 0;
  const auto count = static_cast<std::uint32_t>(port_rects_.size());
  judge_.step("passes");
  const CallOutcome outcome = enter(Tag::worker, [&] {
    return may_throw(table.passes)(instance_.self(), &frame, port_rects_.data(), count,
                                   answer.data(), &answered);
  });
  if (!accept("passes", outcome)) return false;
  if (answered < 1 || answered > LATTICE_MAX_PASSES)
    return nonsense("passes() answers " + std::to_string(answered) + " passes; 1 to " +
                    std::to_string(LATTICE_MAX_PASSES) + " are allowed");
  for (std::uint32_t i = 0; i < answered; ++i) {
    if (!check_pass(i, answer[i])) return false;
    const bool unset = plugin::is_unset(answer[i].type);
    plan_.passes.push_back({unset ? case_.working : answer[i].type,
                            image::from_abi(answer[i].bounds),
                            (answer[i].flags & LATTICE_PASS_READS_PORTS) != 0,
                            {}});
  }
  if (!image::same_type(plan_.passes.back().type, case_.working))
    return nonsense("passes() gives the last pass another type than the working type");
  if (plan_.passes.back().bounds != plan_.bounds)
    return nonsense("the last pass has the bounds " + rect_text(plan_.passes.back().bounds) +
                    ", but bounds() answers " + rect_text(plan_.bounds));
  return true;
}

// All of a small result; of a large one a part at a border of the first port, where most
// mistakes are.
Rect FilterRun::choose_window() const {
  const Rect& all = plan_.bounds;
  const std::int32_t width = case_.window_width, height = case_.window_height;
  if (all.width() <= width && all.height() <= height) return all;
  Random random(case_.instance_seed);
  const Rect& port = case_.bounds[0];
  const std::int32_t x = random.one_in(2) ? port.x0 : port.x1;
  const std::int32_t y = random.one_in(2) ? port.y0 : port.y1;
  Rect window{x - width / 2, y - height / 2, x + width / 2, y + height / 2};
  const Rect seen = image::intersect(window, all);
  if (!seen.empty()) return seen;
  window = {all.x0, all.y0, all.x0 + width, all.y0 + height};
  return image::intersect(window, all);
}

// Backwards from the result: what each pass must make for the one behind it. False when
// that is too much for one case.
bool FilterRun::plan_areas(const Rect& window) {
  std::int64_t pixels = 0;
  plan_.passes.back().area = window;
  for (std::size_t pass = plan_.passes.size(); pass-- > 0;) {
    pixels += plan_.passes[pass].area.area();
    if (pixels > kMostPixels) return false;
    if (pass == 0) break;
    Rect reads;
    if (!plan_.passes[pass].area.empty()) {
      TileSetting setting;
      setting.table = &instance_.table();
      setting.self = instance_.self();
      setting.frame = frame_.abi();
      setting.pass = static_cast<std::uint32_t>(pass);
      judge_.step("roi");
      if (!accept("roi", ask_roi(setting, 0, plan_.passes[pass].area, reads))) return false;
    }
    plan_.passes[pass - 1].area = image::intersect(reads, plan_.passes[pass - 1].bounds);
  }
  return true;
}

bool FilterRun::plan() {
  plan_ = {};
  const lattice_frame frame = frame_.abi();
  if (!plan_bounds(frame) || !plan_passes(frame)) return false;
  for (const PassPlan& pass : plan_.passes)
    if (pass.type.layout != LATTICE_INTERLEAVED) {
      judge_.cannot_judge(303, "passes in planes are not run here");
      return false;
    }
  if (plan_.bounds.empty() || instance_.table().tile == nullptr) {
    plan_.passes.clear();
    return true;
  }
  const Rect window = choose_window();
  if (plan_areas(window)) return true;
  const Rect corner{window.x0, window.y0, window.x0 + 3, window.y0 + 2};
  return plan_areas(image::intersect(corner, window));
}

// ---- Pixels ----

TileSetting FilterRun::setting_for(std::size_t pass, const PassResults& made,
                                   const Poison& poison) const {
  TileSetting out;
  out.table = &instance_.table();
  out.self = instance_.self();
  out.frame = frame_.abi();
  out.pass = static_cast<std::uint32_t>(pass);
  out.type = plan_.passes[pass].type;
  out.bounds = plan_.passes[pass].bounds;
  out.poison = poison;
  if (pass > 0) out.inputs.push_back({plan_.passes[pass - 1].bounds, &made[pass - 1]});
  if (pass == 0 || plan_.passes[pass].reads_ports)
    for (std::size_t i = 0; i < ports_->size(); ++i)
      out.inputs.push_back({case_.bounds[i], &(*ports_)[i]});
  return out;
}

bool FilterRun::covers(std::size_t pass, const Rect& area, const PassResults& made) {
  const TileSetting setting = setting_for(pass, made, {});
  judge_.step("roi");
  for (std::uint32_t i = 0; i < setting.inputs.size(); ++i) {
    Rect reads;
    if (!accept("roi", ask_roi(setting, i, area, reads))) return false;
    if (!setting.inputs[i].pixels->rect.contains(image::intersect(reads, setting.inputs[i].bounds)))
      return false;
  }
  return true;
}

std::optional<Picture> FilterRun::render_pass(std::size_t pass, const Rect& area, TileShape shape,
                                              const PassResults& made, const Poison& poison,
                                              std::uint32_t workers) {
  const TileSetting setting = setting_for(pass, made, poison);
  Picture out(setting.type, area);
  std::uint32_t worker = workers;
  for (const Rect& tile : tiles_of(area, shape)) {
    worker = worker > 0 ? worker - 1 : workers - 1;
    judge_.step("tile");
    if (!accept(memory_.run(setting, tile, worker, out))) return std::nullopt;
  }
  return out;
}

std::optional<PassResults> FilterRun::render(const Poison& poison) {
  PassResults made;
  for (std::size_t pass = 0; pass < plan_.passes.size(); ++pass) {
    auto picture = render_pass(pass, plan_.passes[pass].area, kWhole, made, poison);
    if (!picture) return std::nullopt;
    made.push_back(*std::move(picture));
  }
  return made;
}

std::optional<Picture> FilterRun::render_threaded(std::size_t pass, const Rect& area,
                                                  TileShape shape, const PassResults& made,
                                                  std::uint32_t threads) {
  const TileSetting setting = setting_for(pass, made, {});
  const std::vector<Rect> tiles = tiles_of(area, shape);
  Picture out(setting.type, area);
  std::atomic<std::size_t> taken{0};
  std::atomic<std::uint32_t> waiting{threads};
  std::mutex mutex;
  std::optional<TileOutcome> first;  // that failed or did what it must not
  const auto work = [&](std::uint32_t worker) {
    TileMemory memory;
    // All begin together, else the first would be done before the last is there.
    --waiting;
    while (waiting > 0) std::this_thread::yield();
    for (std::size_t i = taken++; i < tiles.size(); i = taken++) {
      judge_.step("tile");
      TileOutcome outcome = memory.run(setting, tiles[i], worker, out);
      if (outcome.ok() && outcome.seen.what == Forbidden::nothing) continue;
      const std::lock_guard lock(mutex);
      if (!first) first = std::move(outcome);
    }
  };
  std::vector<std::thread> team;
  for (std::uint32_t i = 1; i < threads; ++i) team.emplace_back(work, i);
  work(0);
  for (std::thread& thread : team) thread.join();
  if (first && !accept(*first)) return std::nullopt;
  return out;
}

std::optional<lattice_fold> FilterRun::fold() {
  lattice_fold out{};
  out.struct_size = sizeof out;
  const lattice_filter& table = instance_.table();
  if (table.fold == nullptr) return out;
  const lattice_frame frame = frame_.abi();
  judge_.step("fold");
  const CallOutcome outcome =
      enter(Tag::worker, [&] { return may_throw(table.fold)(instance_.self(), &frame, &out); });
  if (!accept("fold", outcome)) return std::nullopt;
  return out;
}

}  // namespace lattice::session::check

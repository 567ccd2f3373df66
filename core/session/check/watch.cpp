#include "session/check/watch.h"

namespace lattice::session::check {
namespace {

thread_local bool t_watching = false;
thread_local Sighting t_seen;
std::atomic<bool> other_world{false};
Sight the_sight;

}  // namespace

WatchScope::WatchScope(bool watching) {
  t_seen = {};
  t_watching = watching;
}

WatchScope::~WatchScope() { t_watching = false; }

Sighting WatchScope::seen() const { return t_seen; }

void note_forbidden(Forbidden what, const char* function) noexcept {
  if (t_watching && t_seen.what == Forbidden::nothing) t_seen = {what, function};
}

void set_sight(const Sight& sight) { the_sight = sight; }
Sight sight() { return the_sight; }

void enter_other_world() { other_world = true; }
bool in_other_world() { return other_world; }

}  // namespace lattice::session::check

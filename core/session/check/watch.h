// Sees what a plugin does inside a [worker] call that no [worker] call may do, and in any call
// with the floating-point mode. The program
// lattice-check puts itself between the plugin and the C library and notes it here.
#pragma once
#include <atomic>

namespace lattice::session::check {

enum class Forbidden : unsigned char { nothing, allocation, lock, io, float_mode };

// The first forbidden thing that a call did, and through which function.
struct Sighting {
  Forbidden what = Forbidden::nothing;
  const char* function = "";
};

// Watches this thread from here to the end of the scope, when `watching`.
class WatchScope {
 public:
  explicit WatchScope(bool watching);
  WatchScope(const WatchScope&) = delete;
  WatchScope& operator=(const WatchScope&) = delete;
  ~WatchScope();
  Sighting seen() const;
};

// From the functions that stand in for the C library's. `function` is a literal. Neither
// allocates nor locks; nothing outside of a watching scope.
void note_forbidden(Forbidden what, const char* function) noexcept;

// What this program can see; a build with sanitizers sees less.
struct Sight {
  bool allocation = false, lock = false, io = false, clock = false;
};
void set_sight(const Sight& sight);
Sight sight();

// In the other world the clock stands elsewhere and random numbers are others: what is in
// the pixels in spite of that is the plugin's own.
void enter_other_world();
bool in_other_world();

}  // namespace lattice::session::check

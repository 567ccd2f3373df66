// One call into a plugin under watch: what it returned, what it threw, and what it did that
// its thread tag forbids.
#pragma once
#include <lattice/abi.h>

#include <string>

#include "session/check/float_mode.h"
#include "session/check/host_face.h"
#include "session/check/watch.h"

namespace lattice::session::check {

// As in lattice/abi.h.
enum class Tag { session, worker, lane };

struct CallOutcome {
  lattice_status status = LATTICE_OK;
  bool has_thrown = false;
  Sighting seen;     // the first thing that it must not do
  std::string text;  // what it gave to set_error()

  bool ok() const { return status == LATTICE_OK && !has_thrown; }
};

// The functions of the ABI are noexcept, on which a compiler builds; this forgets it, so
// that what is thrown all the same arrives in a handler.
template <class Return, class... Args>
auto may_throw(Return (*function)(Args...) noexcept) -> Return (*)(Args...) {
  Return (*volatile forgotten)(Args...) = function;
  return forgotten;
}

// Any thread. `call` is a callable without arguments that returns a lattice_status.
template <class Call>
CallOutcome enter(Tag tag, Call&& call) {
  CallOutcome outcome;
  HostFace::forget_text();
  {
    FloatMode floats;
    WatchScope scope(tag == Tag::worker);
    try {
      outcome.status = call();
    } catch (...) {
      outcome.has_thrown = true;
    }
    outcome.seen = scope.seen();
    if (floats.restore()) outcome.seen = {Forbidden::float_mode, ""};
  }
  outcome.text = HostFace::text();
  return outcome;
}

}  // namespace lattice::session::check

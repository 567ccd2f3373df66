// The lines that a child process says to its parent on a pipe, as JSON. The judge writes
// them; here they are read, and the two that a dying process can still say are kept ready.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "session/check/guarded_memory.h"

namespace lattice::session::check {

inline constexpr int kLinesFd = 3;
// The exit status of a child that said why it ends before its time.
inline constexpr int kSaidWhyStatus = 97;

enum class LineKind {
  nonsense,
  step,
  judged,
  broken,
  not_judged,
  fingerprint,
  kind,
  trespass,
  thrown,
  misuse,
  context,
  done
};

// Those fields that the kind of line has.
struct Line {
  LineKind kind = LineKind::nonsense;
  int rule = 0;
  std::uint64_t seed = 0;
  std::string text;     // step: the function; broken: the sentence; not_judged: why; misuse: the
                        // sentence; context: the case; fingerprint: the part; kind: its class
  std::string context;  // broken: the case; fingerprint: the hash; kind: the id
  std::uint32_t index = 0, content_version = 0;  // kind
  std::string params;                            // kind: hash of its params
  Role role = Role::source;                      // trespass
  bool writes = false;                           // trespass
};

Line parse_line(std::string_view text);

// Literals, for signal handlers.
const char* trespass_line(Role role, bool writes);
const char* thrown_line();
// A sentence for the user, who asked for what cannot be.
std::string misuse_line(std::string_view sentence);

}  // namespace lattice::session::check

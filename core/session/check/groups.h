// The groups of rules: each examines one kind through its raw table, in the child process.
// `kind` is what the library described; the table has passed the rules 1xx and 2xx.
//
// The program calls a group once per case, with judge.begin_case() before it:
//
//   for each seed:  judge.begin_case(seed); check_x_case(judge, table, kind, style);
//
// and, in two processes of their own, the fingerprints. All but the style follows from
// judge.seed(); nothing else may decide what a case does.
#pragma once
#include <lattice/plugin.h>

#include "ir/catalog.h"
#include "session/check/judge.h"

namespace lattice::session::check {

// What the first cases are for; all others are `random`.
enum class Style {
  defaults,  // every param's default, a picture of ordinary size
  least,     // every param at its minimum, or its first choice
  most,      // every param at its maximum, or its last choice
  smallest,  // defaults, on a picture of one pixel
  random,
};

// ---- Rules 3xx: filter_rules.cpp ----
void check_filter_case(Judge& judge, const lattice_filter& table, const ir::Kind& kind,
                       Style style);
void fingerprint_filter_case(Judge& judge, const lattice_filter& table, const ir::Kind& kind,
                             Style style);

// ---- Rules 4xx: artifact_rules.cpp ----
void check_artifact_case(Judge& judge, const lattice_artifact& table, const ir::Kind& kind,
                         Style style);
// judge.fingerprint(403, part, hash)
void fingerprint_artifact_case(Judge& judge, const lattice_artifact& table, const ir::Kind& kind,
                               Style style);

// ---- Rules 5xx: sink_rules.cpp ----
void check_sink_case(Judge& judge, const lattice_sink& table, const ir::Kind& kind, Style style);
// judge.fingerprint(504, part, hash)
void fingerprint_sink_case(Judge& judge, const lattice_sink& table, const ir::Kind& kind,
                           Style style);

}  // namespace lattice::session::check

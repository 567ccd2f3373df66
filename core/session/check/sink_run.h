// One export of a film to one instance of a sink, from create() to destroy(), in the order
// that lattice/sink.h prescribes.
#pragma once
#include <lattice/sink.h>

#include <map>
#include <span>
#include <string>
#include <vector>

#include "session/check/fake_files.h"
#include "session/check/judge.h"
#include "session/check/sink_film.h"

namespace lattice::session::check {

// How an export goes.
struct ExportPlan {
  std::size_t pushes = 0;  // frames that come before the end
  std::uint32_t outcome = LATTICE_END_OK;
  FakeFiles::Fault fault{};
  // Buffers are overwritten as soon as the sink may no longer look at them.
  bool reuses_buffers = false;
  // Stands between the rows of a picture.
  unsigned char gap = 0xC7;
  // Frames come from this many threads, in another order.
  std::size_t thread_count = 1;
};

// What came of it.
struct ExportRecord {
  // The first call that failed; "" when none did. end() of an export that had failed before
  // does not count.
  const char* failed_in = "";
  CallOutcome failure;
  std::map<std::string, std::string> files;       // committed, with their bytes
  std::map<std::string, std::string> before_end;  // those of them that were there before end()
  std::vector<std::string> left_open;             // after destroy()
  std::string misuse;
  bool fault_happened = false;
  std::uint32_t write_count = 0;

  bool ok() const { return *failed_in == '\0'; }
};

ExportRecord run_export(Judge& judge, const lattice_sink& table,
                        std::span<const lattice_value> params, const Film& film,
                        const ExportPlan& plan);

// The streams as one instance wants them, which is then destroyed.
struct Agreement {
  CallOutcome created, negotiated;
  std::vector<lattice_stream> wanted;
  std::uint32_t files_opened = 0;  // in these calls: none may be

  bool ok() const { return created.ok() && negotiated.ok(); }
  // Nothing of the film is wanted.
  bool is_empty() const;
};
Agreement agree(Judge& judge, const lattice_sink& table, std::span<const lattice_value> params,
                const Film& film);

}  // namespace lattice::session::check

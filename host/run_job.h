// Runs an export with everything around it: progress, Ctrl-C, statistics.
#pragma once
#include "host/cli.h"
#include "session/outputs.h"

namespace lattice::host {

// What goes on around an export, checked before anything is opened.
struct RunOptions {
  std::string progress;  // auto, json or none
  std::string stats;     // text, json; empty: none
};
Result<RunOptions> run_options(const Parsed& parsed);

// Gives the exit code.
int run_job(exporter::Job job, Opened& opened, const RunOptions& options, int threads);

// The values of a repeatable option of the form name=value: "param", "sink-param",
// "artifact-param".
Result<std::vector<ir::GivenParam>> given_params(const Parsed& parsed, const char* option);

}  // namespace lattice::host

// Runs an export with everything around it: progress, Ctrl-C, statistics.
#pragma once
#include "export/job.h"
#include "host/cli.h"

namespace lattice::host {

// Gives the exit code.
int run_job(exporter::Job job, Opened& opened, const Parsed& parsed);

// "key=value" words of --sink-param.
Result<std::vector<ir::GivenParam>> sink_params(const Parsed& parsed);

}  // namespace lattice::host

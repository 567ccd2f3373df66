// The one place that opens shared libraries: through Boost.DLL, now and local, with the
// floating-point environment kept. What is opened is never closed.
#pragma once
#include <lattice/plugin.h>

#include <string>
#include <variant>

#include "plugin/description.h"

namespace lattice::plugin {

using EntryFunction = lattice_plugin_entry_v1_fn;

// Runs the static constructors of the library. `changed_floats`, which may be null, tells
// whether they left another floating-point mode, which is then put back. [session]
std::variant<EntryFunction, Refusal> open_library(const std::string& path,
                                                  bool* changed_floats = nullptr);

// Asks the entry for its tables; those of another major version are refused. [session]
std::variant<const lattice_plugin*, Refusal> call_entry(EntryFunction entry);

// describe(), with the error as the refusal that people read.
Outcome describe_or_refuse(const lattice_plugin& plugin);

}  // namespace lattice::plugin

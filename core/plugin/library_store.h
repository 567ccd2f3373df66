// The plugin libraries that this process has opened: one handle each, for good, and the
// lock behind the [session] tag.
#pragma once
#include <mutex>

#include "base/result.h"
#include "plugin/description.h"
#include "plugin/library_file.h"

namespace lattice::plugin {

struct LoadedLibrary {
  const lattice_plugin* plugin = nullptr;
  Description description;  // as this process found it
  std::mutex session;       // held around every [session] call into the library
};

// Opens the library that a scan described, or finds it open already. Any thread; the
// address stays valid for the rest of the process.
Result<LoadedLibrary*> load_library(const ir::Library& scanned);

// Of a library that load_library() has opened.
LoadedLibrary& loaded_library(const std::string& path);

}  // namespace lattice::plugin

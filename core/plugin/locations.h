// Where plugins, the scanner and the cache are found when nobody says otherwise. The
// installation may stand anywhere: everything is relative to the running program.
#pragma once
#include <filesystem>
#include <vector>

namespace lattice::plugin {

// The folder above the one that holds the running program; empty when /proc is not there.
std::filesystem::path install_prefix();

// The folders of LATTICE_PLUGIN_PATH (split at ':'), then <program>/../lib/lattice/plugins.
std::vector<std::filesystem::path> standard_folders();

// <program>/../libexec/lattice/lattice-scan
std::filesystem::path default_scanner();

// LATTICE_CACHE_DIR, else XDG_CACHE_HOME/lattice, else ~/.cache/lattice; empty without a home.
std::filesystem::path default_cache_dir();

}  // namespace lattice::plugin

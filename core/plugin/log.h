// Where the lines go that plugins log: one function for the whole process.
#pragma once

namespace lattice::plugin {

// `level` is one of LATTICE_LOG_*. Called from any thread, possibly several at once.
using LogFunction = void (*)(int level, const char* plugin, const char* text);

// Null brings back the default: "plugin <id>: <text>" on stderr, warnings and errors only.
void set_plugin_log(LogFunction log);

// Used by the host services.
void write_plugin_log(int level, const char* plugin, const char* text);

}  // namespace lattice::plugin

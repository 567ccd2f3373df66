#include "plugin/log.h"

#include <lattice/host.h>

#include <atomic>
#include <cstdio>

#include "plugin/text_rules.h"

namespace lattice::plugin {
namespace {

// One call of fprintf per line, so that lines of several threads do not mix.
void log_to_stderr(int level, const char* plugin, const char* text) {
  if (level >= LATTICE_LOG_WARNING) std::fprintf(stderr, "plugin %s: %s\n", plugin, text);
}

std::atomic<LogFunction> g_log{&log_to_stderr};

}  // namespace

void set_plugin_log(LogFunction log) { g_log.store(log != nullptr ? log : &log_to_stderr); }

void write_plugin_log(int level, const char* plugin, const char* text) {
  // A plugin's words go to a terminal: one line, and nothing that a terminal obeys.
  g_log.load()(level, plugin, printable(text).c_str());
}

}  // namespace lattice::plugin

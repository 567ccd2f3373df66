// The rules 1xx and 2xx: what a library does while it is opened and described, in the
// child process.
#pragma once
#include <lattice/plugin.h>

#include <optional>
#include <string>

#include "plugin/description.h"
#include "session/check/judge.h"

namespace lattice::session::check {

struct OpenedLibrary {
  const lattice_plugin* tables = nullptr;
  plugin::Description description;
};

// Opens `path` and judges it. Nothing when a rule was broken that the tables depend on; the
// judge knows which.
std::optional<OpenedLibrary> open_and_judge(Judge& judge, const std::string& path);

// The same for groups that come after it: nothing is said but what goes wrong.
std::optional<OpenedLibrary> open_quietly(const std::string& path);

// What decides whether two libraries can be given the same params: their types and ranges.
Hash128 params_hash(const ir::Kind& kind);

}  // namespace lattice::session::check

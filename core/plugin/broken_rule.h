// Which rule of docs/plugin-rules.md a description breaks, beside the sentence that people
// read.
#pragma once
#include <string>

#include "base/result.h"

namespace lattice::plugin {

enum class DescriptionRule : int {
  struct_size = 201,
  text = 202,
  twice = 203,
  param = 204,
  port = 205,
  function = 206,
  reserved = 207,
  other = 208,
};

// An Error of the domain plugin, and the note that last_broken_rule() gives back.
Failure refuse(DescriptionRule rule, const std::string& where, const std::string& what);
// The rule of the last refuse() on this thread.
DescriptionRule last_broken_rule();

}  // namespace lattice::plugin

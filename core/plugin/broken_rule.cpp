#include "plugin/broken_rule.h"

namespace lattice::plugin {
namespace {

thread_local DescriptionRule t_last = DescriptionRule::other;

}  // namespace

Failure refuse(DescriptionRule rule, const std::string& where, const std::string& what) {
  t_last = rule;
  return fail(Code::plugin, where, what);
}

DescriptionRule last_broken_rule() { return t_last; }

}  // namespace lattice::plugin

// The loaded side of the catalog: KindId to function table. Libraries are opened once per
// process and never unloaded.
#pragma once
#include <lattice/plugin.h>

#include <span>
#include <vector>

#include "base/result.h"
#include "ir/catalog.h"

namespace lattice::plugin {

class Registry {
 public:
  explicit Registry(const ir::Catalog& catalog);

  // Opens the libraries of these kinds, no others. The error (Code::plugin) names file,
  // reason and remedy. [session]
  Result<void> load(std::span<const ir::KindId> kinds);

  // Of loaded kinds only. The structs are the host's own copies at full size: a field that
  // an older plugin does not have is zero.
  const lattice_filter& filter(ir::KindId kind) const;
  const lattice_artifact& artifact(ir::KindId kind) const;
  const lattice_sink& sink(ir::KindId kind) const;

  const ir::Catalog& catalog() const { return catalog_; }

 private:
  struct Entry {
    bool loaded = false;
    lattice_filter filter{};
    lattice_artifact artifact{};
    lattice_sink sink{};
  };

  const ir::Catalog& catalog_;
  std::vector<Entry> entries_;  // by KindId
};

}  // namespace lattice::plugin

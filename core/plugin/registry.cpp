#include "plugin/registry.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "plugin/codec.h"
#include "plugin/kind_rules.h"
#include "plugin/library_store.h"

namespace lattice::plugin {
namespace {

// The part that both sides know; what an older plugin lacks stays zero.
template <class Table>
void copy_table(const Table& from, Table& to) {
  to = Table{};
  std::memcpy(&to, &from, std::min<std::size_t>(from.struct_size, sizeof to));
}

Result<void> check_unchanged(const ir::Kind& scanned, const Description& found,
                             const std::string& path) {
  const bool same = std::any_of(found.kinds.begin(), found.kinds.end(),
                                [&](const ir::Kind& kind) { return same_kind(kind, scanned); });
  if (same) return {};
  return fail(Code::plugin, path,
              "no longer describes the " + place_of(scanned) +
                  " as it did when it was scanned; run the command again to scan it anew");
}

}  // namespace

Registry::Registry(const ir::Catalog& catalog)
    : catalog_(catalog), entries_(catalog.kinds.size()) {}

Result<void> Registry::load(std::span<const ir::KindId> kinds) {
  for (const ir::KindId id : kinds) {
    assert(id.index() < entries_.size());
    Entry& entry = entries_[id.index()];
    if (entry.loaded) continue;
    const ir::Kind& kind = catalog_[id];
    const ir::Library& library = catalog_.libraries[kind.library];
    LATTICE_TRY_ASSIGN(const LoadedLibrary* loaded, load_library(library));
    LATTICE_TRY(check_unchanged(kind, loaded->description, library.path));
    const std::uint32_t index = kind.index_in_library;
    switch (kind.kind_class) {
      case ir::KindClass::effect: copy_table(*loaded->plugin->effects[index], entry.filter); break;
      case ir::KindClass::transition:
        copy_table(*loaded->plugin->transitions[index], entry.filter);
        break;
      case ir::KindClass::artifact:
        copy_table(*loaded->plugin->artifacts[index], entry.artifact);
        break;
      case ir::KindClass::sink: copy_table(*loaded->plugin->sinks[index], entry.sink); break;
    }
    entry.loaded = true;
  }
  return {};
}

const lattice_filter& Registry::filter(ir::KindId kind) const {
  assert(catalog_[kind].kind_class <= ir::KindClass::transition && entries_[kind.index()].loaded);
  return entries_[kind.index()].filter;
}

const lattice_artifact& Registry::artifact(ir::KindId kind) const {
  assert(catalog_[kind].kind_class == ir::KindClass::artifact && entries_[kind.index()].loaded);
  return entries_[kind.index()].artifact;
}

const lattice_sink& Registry::sink(ir::KindId kind) const {
  assert(catalog_[kind].kind_class == ir::KindClass::sink && entries_[kind.index()].loaded);
  return entries_[kind.index()].sink;
}

}  // namespace lattice::plugin

// The catalog for machines (JSON) and for people (a table, and a page per kind).
#pragma once
#include <string>

#include "ir/catalog.h"

namespace lattice {
class JsonWriter;
}

namespace lattice::plugin {

// {"libraries": [...], "kinds": [...]}, in the catalog's order. `initial` has the shape in
// which a composition gives the param.
void write_catalog(JsonWriter& json, const ir::Catalog& catalog);

// A line per kind: class, short name, id, version, summary, library file.
std::string catalog_table(const ir::Catalog& catalog);

// All about one kind, as `plugins show` prints it.
std::string kind_page(const ir::Catalog& catalog, ir::KindId kind);

}  // namespace lattice::plugin

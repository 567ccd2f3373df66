// What the loader says of documents that come one to a line: for each a line of JSON with its
// diagnostics. compare_generated.py asks it a few thousand times.
#include <iostream>
#include <string>

#include "base/json_writer.h"
#include "schema/kinds.h"
#include "schema/load.h"

int main() {
  const lattice::ir::Catalog catalog = lattice::test::kinds();
  std::string document;
  while (std::getline(std::cin, document)) {
    const auto loaded = lattice::schema::load_composition(document, "scene.json", catalog);
    lattice::JsonWriter json(0);
    lattice::write_diagnostics(json, loaded.diagnostics);
    std::cout << json.text() << "\n";
  }
  return std::cout.flush() ? 0 : 1;
}

// Compositions in their own language, for what the loader has a part in.
#pragma once
#include <memory>
#include <string>

#include "eval/evaluator.h"
#include "eval/scene.h"
#include "schema/load.h"
#include "support/catch.h"

namespace lattice::eval::testing {

// The catalog of scene.h, with numbers and vectors that animate.
inline ir::Catalog animated_catalog() {
  ir::Catalog catalog = test_catalog();
  for (const std::size_t param : {kNumber, kVec2, kColor})
    catalog.kinds[kTypedEffect].params[param].animates = true;
  return catalog;
}

// A composition of 60 frames at 30 fps, loaded from JSON and evaluated.
struct Film {
  ir::Composition composition;
  ir::Catalog catalog = animated_catalog();
  std::unique_ptr<assets::Store> store;
  std::unique_ptr<eval::Evaluator> evaluator;
  eval::EvaluatedGraph graph;

  explicit Film(const std::string& root, const std::string& extra = "") {
    auto loaded = schema::load_composition(
        R"({"version": "0.3", "canvas": {"width": 100, "height": 100}, "duration": 60, )" + extra +
            R"( "assets": {"bg": {"solid_rect": {"color": "#fff", "width": 10, "height": 10}}},
               "root": )" +
            root + "}",
        "scene.json", catalog);
    for (const Diagnostic& found : loaded.diagnostics) UNSCOPED_INFO(found.text());
    REQUIRE(loaded.ok());
    composition = std::move(loaded.composition);
    auto prepared = assets::Store::prepare(composition, {});
    REQUIRE(prepared);
    store = std::make_unique<assets::Store>(std::move(*prepared));
    evaluator = std::make_unique<eval::Evaluator>(composition, catalog, *store);
  }

  const eval::NodeState& at(std::int64_t frame, const std::string& id) {
    evaluator->evaluate(frame, graph);
    for (std::size_t i = 0; i < composition.nodes.size(); ++i)
      if (composition.text(composition.nodes[i].id) == id) return graph.nodes[i];
    FAIL("no node " << id);
    return graph.nodes.front();
  }
};

inline std::string group_of(const std::string& children) {
  return R"({"id": "root", "group": [)" + children + "]}";
}

}  // namespace lattice::eval::testing

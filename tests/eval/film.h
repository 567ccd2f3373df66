// Compositions in their own language, for what the loader has a part in.
#pragma once
#include <lattice/filter.h>

#include <memory>
#include <string>

#include "eval/evaluator.h"
#include "eval/scene.h"
#include "schema/load.h"
#include "support/catch.h"

namespace lattice::eval::testing {

// The catalog of scene.h, with numbers and vectors that animate, an effect "displace" with a
// second port, "map", and an effect "grain" that is another one in every frame.
inline ir::Catalog animated_catalog() {
  ir::Catalog catalog = test_catalog();
  for (const std::size_t param : {kNumber, kVec2, kColor})
    catalog.kinds[kTypedEffect].params[param].animates = true;
  ir::Kind displace = catalog.kinds[kPlainEffect], grain = displace;
  displace.id = "org.test.displace";
  displace.ports = {{"src", false}, {"map", false}};
  grain.id = "org.test.grain";
  grain.flags = LATTICE_FILTER_VARIES;
  catalog.kinds.push_back(displace);
  catalog.kinds.push_back(grain);
  return catalog;
}

// A composition at 30 fps, loaded from JSON and evaluated.
struct Film {
  ir::Composition composition;
  ir::Catalog catalog = animated_catalog();
  std::unique_ptr<assets::Store> store;
  std::unique_ptr<eval::Evaluator> evaluator;
  eval::EvaluatedGraph graph;

  explicit Film(const std::string& root, const std::string& extra = "",
                std::int64_t duration_frames = 60) {
    auto loaded = schema::load_composition(
        R"({"version": "0.3", "canvas": {"width": 100, "height": 100}, "duration": )" +
            std::to_string(duration_frames) + ", " + extra +
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

  // With the lanes of all nodes.
  template <class Number>
  const eval::NodeState& at(Number frame, const std::string& id) {
    evaluator->evaluate(static_cast<double>(frame), graph, eval::Sampling::all);
    return state(id);
  }
  // With what the frame needs, and no more.
  template <class Number>
  Film& show(Number frame) {
    evaluator->evaluate(static_cast<double>(frame), graph);
    return *this;
  }
  const eval::NodeState& state(const std::string& id) const {
    return graph.nodes[find_node(composition, id).index()];
  }
  std::string units() const { return units_text(composition, graph, 0, graph.canvas_units); }
  // The only unit of a node.
  const eval::Unit& unit(const std::string& id) const {
    const ir::NodeIdx node = find_node(composition, id);
    for (const eval::Unit& unit : graph.units)
      if (unit.node == node) return unit;
    FAIL("no unit of " << id);
    return graph.units.front();
  }
};

inline std::string group_of(const std::string& children) {
  return R"({"id": "root", "group": [)" + children + "]}";
}

}  // namespace lattice::eval::testing

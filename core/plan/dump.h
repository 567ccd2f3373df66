// The plan as JSON: for people, golden files and outside checkers. Numbers round-trip, and
// equal plans give equal text.
#pragma once
#include <functional>
#include <span>
#include <string>

#include "base/json_writer.h"
#include "plan/plan.h"

namespace lattice::plan {

// What only the owner of the session knows: names for the ids in a plan (indexed by node,
// instance and asset), and which member of a value is live.
struct DumpNames {
  std::span<const std::string> nodes;
  std::span<const std::string> instances;
  std::span<const std::string> assets;
  // Writes one JSON value: an object of params by name.
  std::function<void(JsonWriter&, InstanceId, std::span<const lattice_value>)> write_params;
};

void dump(JsonWriter& json, const RenderPlan& plan, const DumpNames& names);

}  // namespace lattice::plan

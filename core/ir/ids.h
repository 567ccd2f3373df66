// The dense ids that several parts of a composition name each other by.
#pragma once
#include "base/ids.h"

namespace lattice::ir {

using NodeIdx = Id<struct NodeTag>;
using AssetIdx = Id<struct AssetTag>;
using TextId = Id<struct TextTag>;  // into Composition::texts, for people only

}  // namespace lattice::ir

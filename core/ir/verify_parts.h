// What the parts of ir::verify() share.
#pragma once
#include <string_view>

#include "base/ids.h"
#include "base/result.h"

namespace lattice::ir {

inline Failure broken(std::string_view where, std::string_view what) {
  return fail(Code::invalid, where, what);
}

// Whether something points into the table that it means.
template <class Table>
bool inside(Span32 span, const Table& table) {
  return std::size_t{span.first} + span.count <= table.size();
}

template <class Tag, class Int, class Table>
bool inside(Id<Tag, Int> id, const Table& table) {
  return id && id.index() < table.size();
}

template <class Tag, class Int, class Table>
bool none_or_inside(Id<Tag, Int> id, const Table& table) {
  return id.is_none() || inside(id, table);
}

}  // namespace lattice::ir

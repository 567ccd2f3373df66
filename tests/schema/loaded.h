// Loading for tests: texts in, one line per diagnostic out.
#pragma once
#include <string>
#include <string_view>

#include "base/json_writer.h"
#include "ir/dump.h"
#include "schema/kinds.h"
#include "schema/load.h"

namespace lattice::test {

inline schema::LoadResult load(std::string_view json) {
  static const ir::Catalog catalog = kinds();
  return schema::load_composition(json, "scene.json", catalog);
}

inline std::string diagnostics_of(const schema::LoadResult& result) {
  std::string out;
  for (const Diagnostic& d : result.diagnostics) out += (out.empty() ? "" : "\n") + d.text();
  return out;
}

inline std::string diagnostics_of(std::string_view json) { return diagnostics_of(load(json)); }

// What replaces what in a text, once.
inline std::string with(std::string text, std::string_view old, std::string_view replacement) {
  const auto at = text.find(old);
  return at == text.npos ? text : text.replace(at, old.size(), replacement);
}

// A composition of 100 x 50 pixels and 60 frames, with `extra` among the root's keys and
// this root node.
inline std::string composition(std::string_view root, std::string_view extra = "") {
  return R"({"version": "0.3", "canvas": {"width": 100, "height": 50}, "duration": 60, )" +
         std::string(extra) +
         R"("assets": {"bg": {"solid_rect": {"color": "#336699"}}}, "root": )" + std::string(root) +
         "}";
}

// The same with one leaf, "card", and `extra` among its keys.
inline std::string leaf(std::string_view extra) {
  return composition(R"({"id": "card", "leaf": "bg", )" + std::string(extra) + "}");
}

inline std::string dumped(const schema::LoadResult& result) {
  JsonWriter json;
  ir::dump(json, result.composition, kinds());
  return json.take();
}

}  // namespace lattice::test

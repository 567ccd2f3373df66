// One asset, "bg", shown by a leaf: what the tests of assets ask about it.
#pragma once
#include <string>
#include <string_view>

#include "schema/loaded.h"

namespace lattice::test {

inline std::string scene_of_asset(std::string_view kind, std::string_view body,
                                  std::string_view extra = "") {
  return R"({"version": "0.3", "canvas": {"width": 100, "height": 50}, "duration": 60, )" +
         std::string(extra) + R"("root": {"leaf": "bg"}, "assets": {"bg": {")" + std::string(kind) +
         "\": " + std::string(body) + "}}}";
}

// What is wrong with it, one line each, from the pointer of its body on; "" when nothing is.
inline std::string wrong_with(std::string_view kind, std::string_view body) {
  std::string out = diagnostics_of(scene_of_asset(kind, body));
  const std::string start = "scene.json:/assets/bg/" + std::string(kind);
  for (std::size_t at = 0; (at = out.find(start, at)) != out.npos;) out.erase(at, start.size());
  return out;
}

// Its line of the dump, without index and key; or what is wrong.
inline std::string dump_of_asset(std::string_view kind, std::string_view body,
                                 std::string_view extra = "") {
  const auto result =
      schema::load_composition(scene_of_asset(kind, body, extra), "/films/scene.json", kinds());
  if (!result.ok()) return diagnostics_of(result);
  const std::string all = dumped(result);
  const std::string start = "\"key\": \"bg\", \"kind\": ";
  const auto at = all.find(start);
  return at == all.npos ? all
                        : all.substr(at + start.size(), all.find("}\n", at) - at - start.size());
}

}  // namespace lattice::test

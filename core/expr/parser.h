// Text to Ast: a Pratt parser. Everything a hostile file could make large is bounded here.
#pragma once
#include <cstddef>
#include <string_view>

#include "base/result.h"
#include "expr/ast.h"

namespace lattice::expr {

inline constexpr std::size_t kMaxLength = 16384;     // bytes of the text
inline constexpr std::size_t kMaxOperations = 4096;  // nodes of the tree
inline constexpr int kMaxNesting = 128;              // parentheses, signs, branches in each other

// A string of a composition is an expression when it begins with "=".
inline bool is_expression(std::string_view text) { return text.starts_with('='); }

// Accepts the text with or without its leading "="; columns count from the first character
// as given, "=" included, and from 1. The first error ends it: `where` is "column 7".
Result<Ast> parse(std::string_view source);

}  // namespace lattice::expr

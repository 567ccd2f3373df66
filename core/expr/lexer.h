// Text of an expression to tokens. Positions are byte offsets; people are told columns.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace lattice::expr {

enum class TokenKind : std::uint8_t {
  end,
  number,
  identifier,
  string,
  plus,
  minus,
  star,
  slash,
  percent,
  caret,
  less,
  less_equal,
  greater,
  greater_equal,
  equal,
  not_equal,
  question,
  colon,
  comma,
  dot,
  left_paren,
  right_paren,
  left_bracket,
  right_bracket,
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::uint32_t offset = 0;  // of its first byte
  std::string_view text;     // as written; of a string, without its quotes
  double number = 0;
};

// Characters (Unicode code points) before `offset`, plus one.
std::uint32_t column_at(std::string_view source, std::size_t offset);

// An error at a byte offset of `source`: where = "column 7".
[[nodiscard]] Failure fail_at(std::string_view source, std::size_t offset, std::string_view what);

class Lexer {
 public:
  // `source` outlives the lexer; `offset` is where to begin.
  Lexer(std::string_view source, std::size_t offset) : source_(source), at_(offset) {}
  Result<Token> next();

 private:
  Result<Token> number();
  Result<Token> string();
  Result<Token> symbol();
  Token take(TokenKind kind, std::size_t size);
  void skip_digits();
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0';
  }

  std::string_view source_;
  std::size_t at_;
};

// The text of a string token with its escapes (\" \' \\) resolved.
std::string unescaped(const Token& string);

}  // namespace lattice::expr

#include "expr/lexer.h"

#include <charconv>
#include <cstdio>

namespace lattice::expr {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool continues_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// One character as a person sees it: printable ASCII and UTF-8 as they are, else \xNN.
std::string shown(std::string_view rest) {
  const auto first = static_cast<unsigned char>(rest[0]);
  std::size_t size = 1;
  while (first >= 0xC0 && size < 4 && size < rest.size() && continues_code_point(rest[size]))
    ++size;
  if (size > 1 || (first >= 0x20 && first < 0x7F)) return std::string(rest.substr(0, size));
  char hex[8];
  std::snprintf(hex, sizeof hex, "\\x%02X", first);
  return hex;
}

struct Symbol {
  std::string_view text;
  TokenKind kind;
};

// Longer ones first.
constexpr Symbol kSymbols[] = {
    {"<=", TokenKind::less_equal},  {">=", TokenKind::greater_equal}, {"==", TokenKind::equal},
    {"!=", TokenKind::not_equal},   {"+", TokenKind::plus},           {"-", TokenKind::minus},
    {"*", TokenKind::star},         {"/", TokenKind::slash},          {"%", TokenKind::percent},
    {"^", TokenKind::caret},        {"<", TokenKind::less},           {">", TokenKind::greater},
    {"?", TokenKind::question},     {":", TokenKind::colon},          {",", TokenKind::comma},
    {".", TokenKind::dot},          {"(", TokenKind::left_paren},     {")", TokenKind::right_paren},
    {"[", TokenKind::left_bracket}, {"]", TokenKind::right_bracket},
};

// What other languages write, and what this one does.
struct Foreign {
  std::string_view text, instead;
};
constexpr Foreign kForeign[] = {
    {"**", "^"}, {"&&", "and"}, {"||", "or"}, {"!", "not"}, {"=", "=="},
};

}  // namespace

std::uint32_t column_at(std::string_view source, std::size_t offset) {
  std::uint32_t column = 1;
  for (std::size_t i = 0; i < offset && i < source.size(); ++i)
    if (!continues_code_point(source[i])) ++column;
  return column;
}

Failure fail_at(std::string_view source, std::size_t offset, std::string_view what) {
  return fail(Code::invalid, "column " + std::to_string(column_at(source, offset)), what);
}

Token Lexer::take(TokenKind kind, std::size_t size) {
  Token token{kind, static_cast<std::uint32_t>(at_), source_.substr(at_, size)};
  at_ += size;
  return token;
}

void Lexer::skip_digits() {
  while (is_digit(peek())) ++at_;
}

Result<Token> Lexer::next() {
  while (is_space(peek())) ++at_;
  if (at_ >= source_.size()) return take(TokenKind::end, 0);
  const char c = peek();
  if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
  if (c == '"' || c == '\'') return string();
  if (!is_letter(c)) return symbol();
  std::size_t size = 1;
  while (is_letter(peek(size)) || is_digit(peek(size))) ++size;
  return take(TokenKind::identifier, size);
}

// digits [. digits] [e [+-] digits], or . digits [...].
Result<Token> Lexer::number() {
  const std::size_t start = at_;
  skip_digits();
  if (peek() == '.') {
    ++at_;
    if (!is_digit(peek())) return fail_at(source_, at_, "a digit must follow the decimal point");
    skip_digits();
  }
  if (peek() == 'e' || peek() == 'E') {
    ++at_;
    if (peek() == '+' || peek() == '-') ++at_;
    if (!is_digit(peek())) return fail_at(source_, at_, "a digit must follow the exponent's e");
    skip_digits();
  }
  if (is_letter(peek()))
    return fail_at(source_, at_, "a letter follows a number; write an operator between them");
  const std::string_view text = source_.substr(start, at_ - start);
  Token token{TokenKind::number, static_cast<std::uint32_t>(start), text};
  const auto read = std::from_chars(text.data(), text.data() + text.size(), token.number);
  if (read.ec != std::errc{})
    return fail_at(source_, start, "this number is outside the range of a 64-bit float");
  return token;
}

Result<Token> Lexer::string() {
  const std::size_t start = at_;
  const char quote = peek();
  for (++at_; at_ < source_.size() && peek() != quote; ++at_) {
    if (peek() != '\\') continue;
    const char escaped = peek(1);
    if (escaped != '"' && escaped != '\'' && escaped != '\\')
      return fail_at(source_, at_, R"(only \", \' and \\ are escapes)");
    ++at_;
  }
  if (at_ >= source_.size()) return fail_at(source_, start, "this string has no closing quote");
  ++at_;
  return Token{TokenKind::string, static_cast<std::uint32_t>(start),
               source_.substr(start + 1, at_ - start - 2)};
}

Result<Token> Lexer::symbol() {
  const std::string_view rest = source_.substr(at_);
  if (!rest.starts_with("==") && !rest.starts_with("!="))
    for (const Foreign& foreign : kForeign)
      if (rest.starts_with(foreign.text))
        return fail_at(source_, at_,
                       "\"" + std::string(foreign.text) + "\" is no operator here; write \"" +
                           std::string(foreign.instead) + "\"");
  for (const Symbol& known : kSymbols)
    if (rest.starts_with(known.text)) return take(known.kind, known.text.size());
  return fail_at(source_, at_, "unexpected character \"" + shown(rest) + "\"; remove it");
}

std::string unescaped(const Token& string) {
  std::string out;
  for (std::size_t i = 0; i < string.text.size(); ++i) {
    if (string.text[i] == '\\') ++i;
    out += string.text[i];
  }
  return out;
}

}  // namespace lattice::expr

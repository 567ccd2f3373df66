// Teaches libFuzzer to edit JSON by whole values, half of the time: bytes alone seldom leave a
// document that is read beyond its syntax.
#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/checks.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* bytes, std::size_t size, std::size_t max);
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* bytes, std::size_t size,
                                               std::size_t max, unsigned seed);
extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* a, std::size_t a_size,
                                                 const std::uint8_t* b, std::size_t b_size,
                                                 std::uint8_t* out, std::size_t max, unsigned seed);

namespace {

using Random = std::minstd_rand;

std::size_t below(std::size_t limit, Random& random) { return limit == 0 ? 0 : random() % limit; }

// A value of the text, or a key with its quotes.
struct Token {
  std::size_t first = 0, end = 0;
  bool is_key = false;
  bool is_container = false;
};

std::size_t end_of_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at)
    if (text[at] == '\\') ++at;
  return std::min(at + 1, text.size());
}

bool is_followed_by_colon(std::string_view text, std::size_t at) {
  at = text.find_first_not_of(" \t\r\n", at);
  return at != text.npos && text[at] == ':';
}

// All tokens; of what is not quite JSON, those that can be told.
std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> out;
  std::vector<std::size_t> open;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '{' || c == '[') {
      open.push_back(at++);
    } else if (c == '}' || c == ']') {
      if (!open.empty()) out.push_back({open.back(), at + 1, false, true}), open.pop_back();
      ++at;
    } else if (c == '"') {
      const std::size_t end = end_of_string(text, at);
      out.push_back({at, end, is_followed_by_colon(text, end), false});
      at = end;
    } else if (std::string_view(" \t\r\n,:").find(c) != std::string_view::npos) {
      ++at;
    } else {
      const std::size_t end = std::min(text.find_first_of(" \t\r\n,:{}[]\"", at), text.size());
      out.push_back({at, end, false, false});
      at = end;
    }
  }
  return out;
}

constexpr std::string_view kValues[] = {
    "null",
    "true",
    "false",
    "0",
    "-0.0",
    "1",
    "-1",
    "0.5",
    "2",
    "30",
    "1e308",
    "-1e308",
    "5e-324",
    "2147483647",
    "2147483648",
    "9223372036854775808",
    "\"\"",
    "\"=self.opacity\"",
    "\"=frame / 30\"",
    "\"=vars.a\"",
    "\"=nodes[\\\"a\\\"].opacity\"",
    "\"=value_at(self.opacity, frame - 1)\"",
    "\"#fff8\"",
    "\"{{vars.a}}\"",
    "\"{{item.x}}\"",
    "\"{{index}}\"",
    "\"vars.a\"",
    "[]",
    "{}",
    "[0, 1]",
    "[0, 0, 0, 1]",
    "{\"keys\": [[0, 0], [9, 1, \"ease_out\"]]}",
    "{\"x\": 1, \"y\": {\"keys\": [[3, 4]]}}",
    "{\"expr\": \"=1 + index\"}",
    "{\"blur\": 8}",
    "{\"crossfade\": 5}",
    "{\"kind\": \"wipe\", \"duration_frames\": 3}",
    "{\"leaf\": {\"solid_rect\": {\"color\": \"#123\"}}}",
    "{\"repeat\": {\"over\": 3, \"child\": {\"leaf\": \"bg\"}}}"};

// A token that is what `wanted` says; the whole text when there is none.
template <class Wanted>
Token pick(std::string_view text, const std::vector<Token>& tokens, Random& random, Wanted wanted) {
  for (int tries = 0; tries < 8 && !tokens.empty(); ++tries)
    if (const Token token = tokens[below(tokens.size(), random)]; wanted(token)) return token;
  return {0, text.size(), false, true};
}

bool is_value(const Token& token) { return !token.is_key; }
bool is_key(const Token& token) { return token.is_key; }

std::string replaced(std::string_view text, Token token, std::string_view by) {
  return std::string(text.substr(0, token.first)) + std::string(by) +
         std::string(text.substr(token.end));
}

// Without a value, its key if it has one, and a comma beside it.
std::string removed(std::string_view text, Token value, const std::vector<Token>& tokens) {
  for (const Token& key : tokens) {
    if (!key.is_key || key.end > value.first) continue;
    if (text.substr(key.end, value.first - key.end).find_first_not_of(" \t\r\n:") == text.npos)
      value.first = key.first;
  }
  const auto next = text.find_first_not_of(" \t\r\n", value.end);
  if (next != text.npos && text[next] == ',') {
    value.end = next + 1;
  } else if (const auto last =
                 text.find_last_not_of(" \t\r\n", value.first == 0 ? 0 : value.first - 1);
             last != text.npos && text[last] == ',') {
    value.first = last;
  }
  return replaced(text, value, "");
}

std::string edited(std::string_view text, const std::vector<Token>& tokens, Random& random) {
  const Token value = pick(text, tokens, random, is_value);
  const Token other = pick(text, tokens, random, is_value);
  const auto spelled = [&](Token token) {
    return text.substr(token.first, token.end - token.first);
  };
  switch (below(6, random)) {
    case 0: return replaced(text, value, spelled(other));
    case 1: return removed(text, value, tokens);
    case 2:
      return replaced(text, value,
                      std::string(spelled(value)) + ", " + std::string(spelled(other)));
    case 3:
      return replaced(text, pick(text, tokens, random, is_key),
                      spelled(pick(text, tokens, random, is_key)));
    default: return replaced(text, value, kValues[below(std::size(kValues), random)]);
  }
}

std::size_t put(const std::string& text, std::uint8_t* out, std::size_t max) {
  const std::size_t size = std::min(text.size(), max);
  std::copy_n(text.begin(), size, out);
  return size;
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* bytes, std::size_t size,
                                               std::size_t max, unsigned seed) {
  Random random(seed);
  if (below(2, random) == 0 || size == 0) return LLVMFuzzerMutate(bytes, size, max);
  std::string text(lattice::fuzz::text_of(bytes, size));
  for (std::size_t edits = 1 + below(3, random); edits > 0; --edits) {
    std::string next = edited(text, tokens_of(text), random);
    if (next.size() <= max) text = std::move(next);
  }
  return put(text, bytes, max);
}

// A value of one document in the place of a value of the other.
extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* a, std::size_t a_size,
                                                 const std::uint8_t* b, std::size_t b_size,
                                                 std::uint8_t* out, std::size_t max,
                                                 unsigned seed) {
  Random random(seed);
  const auto into = lattice::fuzz::text_of(a, a_size), from = lattice::fuzz::text_of(b, b_size);
  const Token place = pick(into, tokens_of(into), random, is_value);
  const Token value = pick(from, tokens_of(from), random, is_value);
  return put(replaced(into, place, from.substr(value.first, value.end - value.first)), out, max);
}

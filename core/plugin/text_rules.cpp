#include "plugin/text_rules.h"

#include <algorithm>
#include <cstdint>

namespace lattice::plugin {
namespace {

bool is_lower_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// Bytes of the sequence that `text` begins with, or 0 when it is none. Overlong forms,
// surrogates and values above U+10FFFF are none.
std::size_t sequence_bytes(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t lead = byte(0);
  if (lead < 0x80) return 1;
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < size) return 0;
  for (std::size_t i = 1; i < size; ++i)
    if ((byte(i) & 0xC0) != 0x80) return 0;
  if (lead == 0xE0 && byte(1) < 0xA0) return 0;
  if (lead == 0xED && byte(1) > 0x9F) return 0;
  if (lead == 0xF0 && byte(1) < 0x90) return 0;
  if (lead == 0xF4 && byte(1) > 0x8F) return 0;
  return size;
}

}  // namespace

bool is_kind_id(std::string_view text) {
  char before = '.';
  for (const char c : text) {
    if (c == '.' ? before == '.' : !is_lower_or_digit(c) && c != '_') return false;
    before = c;
  }
  return before != '.';
}

bool is_param_id(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](char c) { return is_lower_or_digit(c) || c == '_'; });
}

bool is_extension(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_lower_or_digit);
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t size = sequence_bytes(text);
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

bool is_line(std::string_view text) {
  return is_utf8(text) && std::none_of(text.begin(), text.end(), [](char c) {
           const auto byte = static_cast<std::uint8_t>(c);
           return byte < 0x20 || byte == 0x7F;
         });
}

std::string printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t size = sequence_bytes(text);
    const std::string_view sequence = text.substr(0, size == 0 ? 1 : size);
    if (size != 0 && is_line(sequence))
      out += sequence;
    else
      out += '?';
    text.remove_prefix(sequence.size());
  }
  return out;
}

}  // namespace lattice::plugin

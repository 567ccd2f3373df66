// Which bytes names and sentences of a plugin may hold.
#pragma once
#include <string>
#include <string_view>

namespace lattice::plugin {

bool is_kind_id(std::string_view text);    // [a-z0-9_.]+, no empty part between dots
bool is_param_id(std::string_view text);   // [a-z0-9_]+
bool is_extension(std::string_view text);  // [a-z0-9]+
bool is_utf8(std::string_view text);
// UTF-8 without control characters: safe to print on a terminal, on one line.
bool is_line(std::string_view text);
// The same text with '?' for every byte that is_line() would object to.
std::string printable(std::string_view text);

}  // namespace lattice::plugin

#include "session/check/task.h"

#include <charconv>
#include <string_view>

namespace lattice::session::check {
namespace {

constexpr const char* kGroups[] = {"library", "kind", "fingerprint"};

template <class Number>
bool read(std::string_view text, Number& out) {
  const auto end = text.data() + text.size();
  const auto got = std::from_chars(text.data(), end, out);
  return got.ec == std::errc() && got.ptr == end;
}

std::string list_of(const std::set<int>& numbers) {
  std::string out;
  for (const int n : numbers) out += (out.empty() ? "" : ",") + std::to_string(n);
  return out;
}

bool read_list(std::string_view text, std::set<int>& out) {
  while (!text.empty()) {
    const auto comma = text.find(',');
    int number = 0;
    if (!read(text.substr(0, comma), number)) return false;
    out.insert(number);
    text = comma == text.npos ? std::string_view() : text.substr(comma + 1);
  }
  return true;
}

bool read_word(std::string_view key, std::string_view value, Task& out) {
  if (key == "group") {
    for (std::size_t i = 0; i < 3; ++i)
      if (value == kGroups[i]) {
        out.group = static_cast<Group>(i);
        return true;
      }
    return false;
  }
  if (key == "class") {
    out.kind_class = value;
    return true;
  }
  if (key == "folder") {
    out.folder = value;
    return true;
  }
  if (key == "other_world") {
    out.other_world = value == "1";
    return true;
  }
  if (key == "param") {
    const auto equals = value.find('=');
    if (equals == value.npos) return false;
    out.params.emplace_back(value.substr(0, equals), value.substr(equals + 1));
    return true;
  }
  if (key == "index") return read(value, out.index);
  if (key == "seed") return read(value, out.first_seed);
  if (key == "cases") return read(value, out.cases);
  return key == "broken" && read_list(value, out.broken);
}

}  // namespace

std::vector<std::string> words_of(const Task& task) {
  std::vector<std::string> out{
      task.file,
      std::string("group=") + kGroups[static_cast<std::size_t>(task.group)],
      std::string("other_world=") + (task.other_world ? "1" : "0"),
      "class=" + task.kind_class,
      "folder=" + task.folder,
      "index=" + std::to_string(task.index),
      "seed=" + std::to_string(task.first_seed),
      "cases=" + std::to_string(task.cases),
      "broken=" + list_of(task.broken)};
  for (const auto& [name, value] : task.params) out.push_back("param=" + name + "=" + value);
  return out;
}

std::optional<Task> parse_task(std::vector<std::string> words) {
  if (words.size() < 2) return std::nullopt;
  Task out;
  out.file = words[0];
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string_view word = words[i];
    const auto equals = word.find('=');
    if (equals == word.npos || !read_word(word.substr(0, equals), word.substr(equals + 1), out))
      return std::nullopt;
  }
  return out;
}

}  // namespace lattice::session::check

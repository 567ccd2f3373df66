// The only file that sees nlohmann/json: its SAX parser, which does not recurse, fills a
// Document and enforces what the format adds to JSON.
#include <algorithm>
#include <cstddef>
#include <exception>
#include <iterator>
#include <new>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "schema/json.h"

namespace lattice::schema {
namespace {

// Walks the text and tells the outside how far the parser got.
class TrackedText {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  TrackedText(const char* at, const char** reached) : at_(at), reached_(reached) {}
  reference operator*() const { return *at_; }
  TrackedText& operator++() {
    *reached_ = ++at_;
    return *this;
  }
  TrackedText operator++(int) {
    TrackedText before = *this;
    ++*this;
    return before;
  }
  bool operator==(const TrackedText& other) const { return at_ == other.at_; }
  bool operator!=(const TrackedText& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  const char** reached_;
};

// What the parser says is wrong, without its own name, position and the token it read,
// which may be a megabyte long: "unexpected '}'; expected string literal".
std::string complaint(const nlohmann::json::exception& e) {
  constexpr int kNumberOverflow = 406;
  if (e.id == kNumberOverflow) return "this number does not fit a double";
  std::string text = e.what();
  if (const auto dash = text.find(" - "); dash != text.npos) text.erase(0, dash + 3);
  if (const auto read = text.find("; last read: '"); read != text.npos) {
    const auto expected = text.rfind("'; expected ");
    const bool has_expected = expected != text.npos && expected > read;
    text.erase(read, has_expected ? expected + 1 - read : text.npos);
  }
  constexpr std::size_t kEnough = 200;
  return "syntax error: " + text.substr(0, kEnough);
}

class TreeBuilder {
 public:
  TreeBuilder(Document& document, std::vector<DuplicateKey>& duplicates)
      : document_(document), duplicates_(duplicates) {}

  // Why it stopped by itself, or what the parser found.
  std::string problem;
  // Bytes read when the parser found it; none when the tree builder stopped.
  std::optional<std::size_t> bytes_read;

  bool null() { return add(JsonType::null) != nullptr; }
  bool boolean(bool truth) {
    add(JsonType::boolean)->boolean = truth;
    return true;
  }
  bool number_integer(std::int64_t number) {
    if (number >= 0) return number_unsigned(static_cast<std::uint64_t>(number));
    add(JsonType::negative)->negative = number;
    return true;
  }
  bool number_unsigned(std::uint64_t number) {
    add(JsonType::whole)->whole = number;
    return true;
  }
  bool number_float(double number, const std::string&) {
    add(JsonType::real)->real = number;
    return true;
  }
  bool string(std::string& text) {
    if (!fits(text)) return false;
    add(JsonType::string)->text = static_cast<std::uint32_t>(document_.texts.size());
    document_.texts.push_back(std::move(text));
    return true;
  }
  bool binary(nlohmann::json::binary_t&) { return stop("binary values are not JSON"); }
  bool start_object(std::size_t) { return open(JsonType::object); }
  bool start_array(std::size_t) { return open(JsonType::array); }
  bool end_object() {
    find_duplicates();
    open_.pop_back();
    return true;
  }
  bool end_array() {
    open_.pop_back();
    return true;
  }
  bool key(std::string& name) {
    if (!fits(name)) return false;
    const auto next = static_cast<std::uint32_t>(document_.texts.size());
    const auto [entry, is_new] = keys_.try_emplace(std::move(name), next);
    if (is_new) document_.texts.push_back(entry->first);
    key_ = entry->second;
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception& e) {
    bytes_read = position;
    return stop(complaint(e));
  }

 private:
  struct Open {
    std::uint32_t index = 0;
    std::uint32_t last_child = 0;
  };

  bool stop(std::string why) {
    problem = std::move(why);
    return false;
  }
  bool fits(const std::string& text) {
    return text.size() <= kMaxStringBytes || stop("a string is longer than 1 MiB");
  }
  bool open(JsonType type) {
    if (open_.size() == kMaxNesting)
      return stop("arrays and objects are nested more than 200 deep");
    add(type);
    open_.push_back({static_cast<std::uint32_t>(document_.values.size() - 1), 0});
    return true;
  }
  JsonValue* add(JsonType type) {
    const auto index = static_cast<std::uint32_t>(document_.values.size());
    JsonValue value;
    value.type = type;
    if (!open_.empty()) link(index, value);
    document_.values.push_back(value);
    return &document_.values.back();
  }
  void link(std::uint32_t index, JsonValue& value) {
    Open& open = open_.back();
    JsonValue& parent = document_.values[open.index];
    value.parent = open.index;
    value.is_member = parent.type == JsonType::object;
    value.key = value.is_member ? key_ : parent.count;
    if (open.last_child != 0) document_.values[open.last_child].next = index;
    open.last_child = index;
    ++parent.count;
  }
  // Keys are interned, so equal keys have equal numbers.
  void find_duplicates() {
    const std::uint32_t object = open_.back().index;
    members_.clear();
    for (const Json member : Json{document_, object})
      members_.push_back({document_.values[member.index()].key, member.index()});
    std::sort(members_.begin(), members_.end());
    for (std::size_t i = 1; i < members_.size(); ++i)
      if (members_[i].first == members_[i - 1].first) duplicates_.push_back({members_[i].second});
  }

  Document& document_;
  std::vector<DuplicateKey>& duplicates_;
  std::vector<Open> open_;
  std::unordered_map<std::string, std::uint32_t> keys_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> members_;  // key, index
  std::uint32_t key_ = 0;
};

// ":line:column" of a byte, both from 1; columns count characters.
std::string position_of(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, std::min(byte, text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const auto newline = before.rfind('\n');
  const std::string_view row = newline == before.npos ? before : before.substr(newline + 1);
  const auto column = std::count_if(row.begin(), row.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  });
  return ":" + std::to_string(line) + ":" + std::to_string(column + 1);
}

Diagnostic syntax_error(std::string_view file, std::string pointer, std::string message,
                        std::string remedy = {}) {
  return {Severity::error,    "json",           std::string(file), std::move(pointer), {},
          std::move(message), std::move(remedy)};
}

std::optional<Diagnostic> fill(std::string_view text, std::string_view file, ParsedJson& out) {
  const char* reached = text.data();
  TreeBuilder builder(out.document, out.duplicates);
  const TrackedText first{text.data(), &reached};
  const TrackedText last{text.data() + text.size(), &reached};
  if (nlohmann::json::sax_parse(first, last, &builder)) return {};
  const auto read = builder.bytes_read.value_or(static_cast<std::size_t>(reached - text.data()));
  // The last byte read is the one that was wrong; the end of the input counts as one.
  return syntax_error(file, position_of(text, read > 0 ? read - 1 : 0), builder.problem);
}

}  // namespace

ParsedJson parse_json(std::string_view text, std::string_view file) {
  ParsedJson out;
  if (text.size() > kMaxFileBytes) {
    out.syntax_error = syntax_error(file, ":1:1", "the file is larger than 256 MiB");
  } else if (text.starts_with("\xEF\xBB\xBF")) {
    out.syntax_error = syntax_error(file, ":1:1", "the file begins with a byte order mark",
                                    "save it as UTF-8 without BOM");
  } else {
    try {
      out.syntax_error = fill(text, file, out);
    } catch (const std::bad_alloc&) {
      out.syntax_error = syntax_error(file, ":1:1", "there is not enough memory to read the file");
    } catch (const std::exception& e) {
      out.syntax_error = syntax_error(file, ":1:1", std::string("cannot be read: ") + e.what());
    }
  }
  if (out.syntax_error) out.document = {}, out.duplicates.clear();
  std::sort(out.duplicates.begin(), out.duplicates.end(),
            [](DuplicateKey a, DuplicateKey b) { return a.index < b.index; });
  return out;
}

}  // namespace lattice::schema

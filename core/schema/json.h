// Strict JSON text in, a flat tree out. The tree lies in document order: a container is
// followed by what is in it, so that an index is also a position in the document.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"

namespace lattice::schema {

inline constexpr std::size_t kMaxFileBytes = std::size_t{256} << 20;
inline constexpr std::size_t kMaxStringBytes = std::size_t{1} << 20;
inline constexpr std::size_t kMaxNesting = 200;
// What a character costs whoever reads it: see Json::weight().
inline constexpr std::size_t kBytesPerCharacter = 8;

enum class JsonType : std::uint8_t { null, boolean, negative, whole, real, string, array, object };

// "null", "a boolean", "a number", ...
const char* name_of(JsonType type);

// 32 bytes, so that a hostile file of many small values stays affordable.
struct JsonValue {
  JsonType type = JsonType::null;
  bool is_member = false;    // of an object; else an element of an array, or the root
  std::uint32_t key = 0;     // member: into Document::texts; element: its place
  std::uint32_t parent = 0;  // the root is its own parent
  std::uint32_t next = 0;    // sibling; 0: none
  std::uint32_t count = 0;   // of a container; its first child follows it directly
  union {
    bool boolean;
    std::int64_t negative;  // whole numbers below zero
    std::uint64_t whole;    // and from zero on, exactly
    double real;
    std::uint32_t text = 0;  // string: into Document::texts
  };
};

class Json;

struct Document {
  std::vector<JsonValue> values;   // the root is 0; empty when the text is not JSON
  std::vector<std::string> texts;  // strings, and each key once
  Json root() const;
};

// One value of a document; valid as long as the document. Cheap to copy.
class Json {
 public:
  Json(const Document& document, std::uint32_t index) : document_(&document), index_(index) {}

  // Its place in document order.
  std::uint32_t index() const { return index_; }
  JsonType type() const { return value().type; }
  bool is_null() const { return type() == JsonType::null; }
  bool is_string() const { return type() == JsonType::string; }
  bool is_array() const { return type() == JsonType::array; }
  bool is_object() const { return type() == JsonType::object; }
  bool is_number() const { return type() >= JsonType::negative && type() <= JsonType::real; }
  bool is(bool truth) const { return type() == JsonType::boolean && value().boolean == truth; }

  const std::string& text() const { return document_->texts[value().text]; }
  double number() const;
  // The exact value of a number without a fraction that fits; 3.0 counts as 3.
  std::optional<std::int64_t> as_int64() const;
  std::optional<std::uint64_t> as_uint64() const;

  bool is_member() const { return value().is_member; }
  const std::string& key() const { return document_->texts[value().key]; }
  std::uint32_t place() const { return value().key; }
  bool is_root() const { return index_ == 0; }
  Json parent() const { return {*document_, value().parent}; }
  // RFC 6901; "" for the root.
  std::string pointer() const;

  std::uint32_t size() const { return value().count; }
  std::optional<Json> find(std::string_view key) const;
  // What it comes to when it is read once more: roughly bytes, with all that is in it.
  std::size_t weight() const;

  class Iterator {
   public:
    Iterator(const Document& document, std::uint32_t index) : document_(&document), index_(index) {}
    Json operator*() const { return {*document_, index_}; }
    Iterator& operator++() {
      index_ = document_->values[index_].next;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return index_ != other.index_; }

   private:
    const Document* document_;
    std::uint32_t index_;
  };
  // Members or elements, in document order.
  Iterator begin() const { return {*document_, size() > 0 ? index_ + 1 : 0}; }
  Iterator end() const { return {*document_, 0}; }

 private:
  const JsonValue& value() const { return document_->values[index_]; }

  const Document* document_;
  std::uint32_t index_;
};

inline Json Document::root() const { return {*this, 0}; }

// A second use of a key; the first one counts.
struct DuplicateKey {
  std::uint32_t index = 0;  // of the second value
};

struct ParsedJson {
  Document document;
  std::vector<DuplicateKey> duplicates;    // in document order
  std::optional<Diagnostic> syntax_error;  // then the document is empty
};

// What is not JSON, or exceeds a limit above, is one diagnostic with ":line:column"
// (columns count characters, from 1). Never throws, and never recurses.
ParsedJson parse_json(std::string_view text, std::string_view file);

}  // namespace lattice::schema

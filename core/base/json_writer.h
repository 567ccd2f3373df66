// Writes JSON for dumps, reports and progress lines: keys in the order given, numbers with
// just enough digits to read back as the same double.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lattice {

class JsonWriter {
 public:
  // indent 0 = one line.
  explicit JsonWriter(int indent = 2) : indent_(indent) {}

  JsonWriter& begin_object() { return open('{', false); }
  JsonWriter& end_object() { return close('}', false); }
  JsonWriter& begin_array() { return open('[', false); }
  JsonWriter& end_array() { return close(']', false); }
  // The same on one line, whatever the indent; what is inside stays on it too.
  JsonWriter& begin_inline_array() { return open('[', true); }
  JsonWriter& end_inline_array() { return close(']', true); }
  JsonWriter& begin_inline_object() { return open('{', true); }
  JsonWriter& end_inline_object() { return close('}', true); }

  JsonWriter& key(std::string_view name);
  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(double number);  // NaN and infinities become null
  JsonWriter& value(std::int64_t number);
  JsonWriter& value(std::uint64_t number);
  JsonWriter& value(int number) { return value(static_cast<std::int64_t>(number)); }
  JsonWriter& value(std::uint32_t number) { return value(static_cast<std::uint64_t>(number)); }
  JsonWriter& value(bool truth);
  JsonWriter& null();

  template <class T>
  JsonWriter& member(std::string_view name, const T& v) {
    return key(name).value(v);
  }

  const std::string& text() const { return out_; }
  std::string take() { return std::move(out_); }

 private:
  JsonWriter& open(char bracket, bool on_one_line);
  JsonWriter& close(char bracket, bool on_one_line);
  void separate();
  void new_line();

  std::string out_;
  std::vector<bool> has_items_;  // per open bracket
  int indent_;
  int inline_ = 0;
  bool after_key_ = false;
};

}  // namespace lattice

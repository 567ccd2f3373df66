#include "schema/canonical_text.h"

#include <algorithm>
#include <utility>

#include "base/json_writer.h"

namespace lattice::schema {
namespace {

constexpr std::size_t kColumns = 100;
constexpr std::size_t kIndent = 2;

std::string in_json(std::string_view string) {
  JsonWriter json(0);
  json.value(string);
  return json.take();
}

// Characters of UTF-8, each a column.
std::uint32_t columns_of(std::string_view text) {
  return static_cast<std::uint32_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

std::uint32_t saturated_sum(std::uint32_t a, std::uint32_t b) {
  return a > UINT32_MAX - b ? UINT32_MAX : a + b;
}

class Printer {
 public:
  // `column` is where the value begins; a comma may follow it.
  void print(const OutValue& value, std::size_t column, std::size_t indent) {
    if (value.is_scalar()) {
      out_ += value.text;
    } else if (!value.is_spread && column + value.width + 1 <= kColumns) {
      print_inline(value);
    } else if (value.items.empty()) {
      out_ += value.form == OutValue::Form::array ? "[]" : "{}";
    } else if (is_list_of_scalars(value)) {
      print_filled(value, indent + kIndent);
    } else {
      print_lines(value, indent + kIndent);
    }
  }

  std::string take() { return std::move(out_); }

 private:
  static bool is_list_of_scalars(const OutValue& value) {
    return value.form == OutValue::Form::array &&
           std::all_of(value.items.begin(), value.items.end(),
                       [](const OutValue& item) { return item.is_scalar(); });
  }

  void new_line(std::size_t indent) {
    out_ += '\n';
    out_.append(indent, ' ');
  }

  void open(const OutValue& value) { out_ += value.form == OutValue::Form::array ? '[' : '{'; }
  void close(const OutValue& value) { out_ += value.form == OutValue::Form::array ? ']' : '}'; }

  void print_inline(const OutValue& value) {
    if (value.is_scalar()) {
      out_ += value.text;
      return;
    }
    open(value);
    for (const OutValue& item : value.items) {
      if (&item != &value.items.front()) out_ += ", ";
      if (!item.key.empty()) out_ += item.key + ": ";
      print_inline(item);
    }
    close(value);
  }

  void print_lines(const OutValue& value, std::size_t indent) {
    open(value);
    for (const OutValue& item : value.items) {
      if (&item != &value.items.front()) out_ += ',';
      new_line(indent);
      std::size_t column = indent;
      if (!item.key.empty()) {
        out_ += item.key + ": ";
        column += columns_of(item.key) + 2;
      }
      print(item, column, indent);
    }
    new_line(indent - kIndent);
    close(value);
  }

  // As many to a line as fit it.
  void print_filled(const OutValue& value, std::size_t indent) {
    open(value);
    std::size_t column = kColumns;
    for (const OutValue& item : value.items) {
      const bool is_first = &item == &value.items.front();
      if (!is_first) out_ += ',';
      if (is_first || column + item.width + 2 > kColumns) {
        new_line(indent);
        column = indent;
      } else {
        out_ += ' ';
        ++column;
      }
      out_ += item.text;
      column += item.width + 1;
    }
    new_line(indent - kIndent);
    close(value);
  }

  std::string out_;
};

}  // namespace

OutValue out_token(std::string token) {
  OutValue out;
  out.width = columns_of(token);
  out.text = std::move(token);
  return out;
}

OutValue out_text(std::string_view string) { return out_token(in_json(string)); }

OutValue out_array() {
  OutValue out;
  out.form = OutValue::Form::array;
  out.width = 2;
  out.levels = 1;
  return out;
}

OutValue out_object() {
  OutValue out = out_array();
  out.form = OutValue::Form::object;
  return out;
}

void append(OutValue& container, OutValue item) {
  const std::uint32_t comma = container.items.empty() ? 0 : 2;
  const std::uint32_t key = item.key.empty() ? 0 : columns_of(item.key) + 2;
  container.width = saturated_sum(container.width, saturated_sum(item.width, key + comma));
  container.levels = std::max(container.levels, item.levels + 1);
  container.is_spread = container.is_spread || item.is_spread;
  container.items.push_back(std::move(item));
}

void append(OutValue& object, std::string_view key, OutValue item) {
  item.key = in_json(key);
  append(object, std::move(item));
}

OutValue spread(OutValue container) {
  container.is_spread = !container.is_scalar() && !container.items.empty();
  return container;
}

std::string printed(const OutValue& root) {
  Printer printer;
  printer.print(root, 0, 0);
  return printer.take() + "\n";
}

}  // namespace lattice::schema

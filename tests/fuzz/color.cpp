// Colours: a JSON document that is a colour or a list of them, or a bare "#rrggbb".
#include <cmath>

#include "fuzz/checks.h"
#include "schema/color.h"

namespace {

using namespace lattice;
using fuzz::check;

void check_color(const image::Color& color) {
  // What {h, s, l} becomes may miss the bounds by rounding.
  constexpr double kRounding = 1e-12;
  for (const double lane : {color.r, color.g, color.b, color.a})
    check(lane >= -kRounding && lane <= 1 + kRounding, "a colour lies in 0..1");
}

void read(const schema::Json& value) {
  schema::Report report("colours.json");
  const auto color = schema::read_color(value, report);
  check(color.has_value() == (report.error_count() == 0), "a colour, or a reason");
  if (color) check_color(*color);
  for (const Diagnostic& found : report.take())
    check(!found.message.empty(), "a diagnostic has a message");
}

bool is_hex_color(std::string_view text) {
  if (text.empty() || text[0] != '#') return false;
  text.remove_prefix(1);
  if (text.find_first_not_of("0123456789abcdefABCDEF") != text.npos) return false;
  return text.size() == 3 || text.size() == 4 || text.size() == 6 || text.size() == 8;
}

void read_hex(std::string_view text) {
  static const schema::ParsedJson parsed = schema::parse_json("null", "colours.json");
  schema::Report report("colours.json");
  const auto color = schema::read_hex_color(parsed.document.root(), std::string(text), report);
  check(color.has_value() == is_hex_color(text), "# and 3, 4, 6 or 8 digits are a colour");
  if (color) check_color(*color);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto text = fuzz::text_of(bytes, size);
  read_hex(text);
  const auto parsed = schema::parse_json(text, "colours.json");
  if (parsed.syntax_error) return 0;
  const schema::Json root = parsed.document.root();
  read(root);
  if (root.is_array())
    for (const schema::Json element : root) read(element);
  return 0;
}

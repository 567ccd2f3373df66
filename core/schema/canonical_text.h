// A document on its way out: values in the order in which they are printed, and the printing.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lattice::schema {

struct OutValue {
  enum class Form : std::uint8_t { scalar, array, object };

  Form form = Form::scalar;
  bool is_spread = false;    // what is in it stands on lines of its own, however short
  std::uint32_t width = 0;   // columns that it takes on one line
  std::uint32_t levels = 0;  // of containers, itself included
  std::string key;           // of a member, in quotes
  std::string text;          // of a scalar, as it is printed
  std::vector<OutValue> items;

  bool is_scalar() const { return form == Form::scalar; }
};

OutValue out_text(std::string_view string);
OutValue out_token(std::string token);  // a number, true, false, null

// Containers are filled from the left; width and levels follow.
OutValue out_array();
OutValue out_object();
void append(OutValue& container, OutValue item);
void append(OutValue& object, std::string_view key, OutValue item);
OutValue spread(OutValue container);

// Two spaces a level; what fits a line of 100 columns and is not spread is one line. Ends with
// a newline.
std::string printed(const OutValue& root);

}  // namespace lattice::schema

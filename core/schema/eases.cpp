#include "schema/eases.h"

#include <string>

#include "schema/object_reader.h"

namespace lattice::schema {
namespace {

constexpr std::string_view kEases[] = {"hold",
                                       "linear",
                                       "ease",
                                       "ease_in",
                                       "ease_out",
                                       "ease_in_out",
                                       "ease_in_sine",
                                       "ease_out_sine",
                                       "ease_in_out_sine",
                                       "ease_in_quad",
                                       "ease_out_quad",
                                       "ease_in_out_quad",
                                       "ease_in_cubic",
                                       "ease_out_cubic",
                                       "ease_in_out_cubic",
                                       "ease_in_quart",
                                       "ease_out_quart",
                                       "ease_in_out_quart",
                                       "ease_in_quint",
                                       "ease_out_quint",
                                       "ease_in_out_quint",
                                       "ease_in_expo",
                                       "ease_out_expo",
                                       "ease_in_out_expo",
                                       "ease_in_circ",
                                       "ease_out_circ",
                                       "ease_in_out_circ",
                                       "ease_in_back",
                                       "ease_out_back",
                                       "ease_in_out_back",
                                       "ease_in_elastic",
                                       "ease_out_elastic",
                                       "ease_in_out_elastic",
                                       "ease_in_bounce",
                                       "ease_out_bounce",
                                       "ease_in_out_bounce"};

std::string remedy(std::span<const std::string_view> supported) {
  std::string out = "supported: ";
  for (const std::string_view name : supported) {
    if (name != supported.front()) out += ", ";
    out += name;
  }
  return out;
}

}  // namespace

std::optional<std::size_t> read_ease(const Json& value, std::span<const std::string_view> supported,
                                     Report& report) {
  const bool is_spring = value.is_object() && value.find("spring");
  const bool is_curve = value.is_array() || (value.is_object() && value.find("cubic_bezier"));
  if (is_spring || is_curve) {
    report.unsupported(value, is_spring ? "a spring as ease" : "a cubic Bezier curve as ease",
                       remedy(supported));
    return {};
  }
  return read_choice(value, "ease", supported, kEases, report);
}

}  // namespace lattice::schema

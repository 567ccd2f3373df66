// The page of --help: Program_options' own prints "-o [ --output ] PATH" and breaks lines
// late.
#include <algorithm>
#include <iostream>
#include <sstream>

#include "host/cli.h"

namespace lattice::host {
namespace {

constexpr std::size_t kColumns = 80;
constexpr std::size_t kIndent = 2;
constexpr std::size_t kGap = 2;  // between an option and what it does

struct Line {
  std::string option;  // "-o, --output PATH"
  std::string text;
};

// Program_options names a value "auto|json|none (=auto)"; the default goes to the text.
Line line_of(const po::option_description& option) {
  constexpr std::string_view kDefault = " (=";
  Line line;
  const std::string brief =
      option.canonical_display_name(po::command_line_style::allow_dash_for_short);
  line.option = brief.starts_with('-') ? brief + ", " : std::string(4, ' ');
  line.option += "--" + option.long_name();
  line.text = option.description();
  std::string value = option.format_parameter();
  if (const auto at = value.find(kDefault); at != value.npos) {
    const auto begin = at + kDefault.size();
    line.text += " (default: " + value.substr(begin, value.size() - begin - 1) + ")";
    value.resize(at);
  }
  if (!value.empty()) line.option += " " + value;
  return line;
}

void print_wrapped(const std::string& text, std::size_t column, std::ostream& out) {
  std::istringstream words(text);
  std::string word;
  std::size_t at = column;
  while (words >> word) {
    if (at > column && at + 1 + word.size() > kColumns) {
      out << "\n" << std::string(column, ' ');
      at = column;
    }
    if (at > column) {
      out << ' ';
      ++at;
    }
    out << word;
    at += word.size();
  }
  out << "\n";
}

}  // namespace

void print_help(const Syntax& syntax, std::ostream& out) {
  std::vector<Line> lines;
  std::size_t widest = 0;
  for (const auto& option : syntax.options.options()) {
    lines.push_back(line_of(*option));
    widest = std::max(widest, lines.back().option.size());
  }
  out << "usage: lattice-host " << syntax.usage << "\n\n" << syntax.description << "\n\nOptions:\n";
  for (const Line& line : lines) {
    out << std::string(kIndent, ' ') << line.option
        << std::string(widest - line.option.size() + kGap, ' ');
    print_wrapped(line.text, kIndent + widest + kGap, out);
  }
  if (syntax.examples[0] != '\0') out << "\nExamples:\n" << syntax.examples;
}

}  // namespace lattice::host

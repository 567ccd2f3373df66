#include "schema/report.h"

#include <algorithm>

namespace lattice::schema {
namespace {

// Keys of a megabyte each, a thousand times over, are not worth repeating.
constexpr std::size_t kMaxTextBytes = std::size_t{16} << 20;

}  // namespace

bool Report::is_full() const {
  return findings_.size() == kMaxDiagnostics || text_bytes_ > kMaxTextBytes;
}

void Report::add(const Json& at, const char* domain, std::string message, std::string remedy) {
  // A composition that several nodes show is read for each of them.
  for (const Finding& known : findings_)
    if (known.position == at.index() && known.diagnostic.message == message) {
      ++repeated_;
      return;
    }
  if (is_full()) {
    ++untold_;
    return;
  }
  Diagnostic found{Severity::error,    domain,           file_, at.pointer(), node_,
                   std::move(message), std::move(remedy)};
  text_bytes_ += found.pointer.size() + found.message.size() + found.remedy.size();
  findings_.push_back({at.index(), std::move(found)});
}

void Report::wrong_type(const Json& at, std::string_view wanted) {
  error(at, label(at) + " must be " + std::string(wanted) + ", not " + name_of(at.type()));
}

Diagnostics Report::take() {
  std::stable_sort(findings_.begin(), findings_.end(),
                   [](const Finding& a, const Finding& b) { return a.position < b.position; });
  Diagnostics out;
  out.reserve(findings_.size() + 1);
  for (Finding& finding : findings_) out.push_back(std::move(finding.diagnostic));
  if (untold_ > 0)
    out.push_back({Severity::error,
                   "composition",
                   file_,
                   {},
                   {},
                   std::to_string(untold_) + " more errors are not shown",
                   "mend these first"});
  findings_.clear();
  return out;
}

std::string in_quotes(std::string_view text) {
  static constexpr char kDigits[] = "0123456789abcdef";
  constexpr std::size_t kLongest = 80;
  std::string out = "\"";
  std::size_t end = std::min(text.size(), kLongest);
  // Not in the middle of a character.
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
    --end;
  for (const char c : text.substr(0, end)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7F) {
      out += c;
    } else {
      out += "\\u00";
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
    }
  }
  return out + (end < text.size() ? "...\"" : "\"");
}

std::string label(const Json& value) {
  if (value.is_root()) return "the document";
  if (value.is_member()) return in_quotes(value.key());
  return label(value.parent()) + "[" + std::to_string(value.place()) + "]";
}

}  // namespace lattice::schema

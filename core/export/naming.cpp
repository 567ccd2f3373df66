#include "export/naming.h"

#include <cassert>
#include <charconv>
#include <cstring>

namespace lattice::exporter {
namespace {

constexpr std::string_view kFramePrefix = "frame_";
constexpr std::ptrdiff_t kDigits = 6;  // at least; a longer number has more
constexpr std::size_t kLongestNumber = 20;

std::string in_folder(std::string_view folder, std::string_view rest) {
  if (folder.empty()) return std::string(rest);
  return std::string(folder) + "/" + std::string(rest);
}

char* append(char* at, std::string_view text) {
  std::memcpy(at, text.data(), text.size());
  return at + text.size();
}

}  // namespace

const char* FileName::write(std::int64_t frame, std::span<char> room_) const {
  assert(frame >= 0 && room_.size() >= room());
  char digits[kLongestNumber];
  const char* end = std::to_chars(digits, digits + sizeof digits, frame).ptr;
  char* at = append(room_.data(), stem);
  if (per_frame) {
    at = append(at, kFramePrefix);
    for (std::ptrdiff_t zeros = kDigits - (end - digits); zeros > 0; --zeros) *at++ = '0';
    at = append(at, {digits, static_cast<std::size_t>(end - digits)});
    at = append(at, extension);
  }
  *at = '\0';
  return room_.data();
}

std::size_t FileName::room() const {
  return stem.size() + kFramePrefix.size() + kLongestNumber + extension.size() + 1;
}

std::string FileName::path(std::int64_t frame) const {
  std::string out(room(), '\0');
  out.resize(std::strlen(write(frame, out)));
  return out;
}

FileName sequence_name(std::string_view folder, std::string_view output,
                       std::string_view extension) {
  const std::string inside = output.empty() ? std::string() : std::string(output) + "/";
  return {in_folder(folder, inside), "." + std::string(extension), true};
}

FileName single_name(std::string_view folder, std::string_view output, std::string_view file) {
  if (!output.empty()) {
    const auto slash = file.rfind('/');
    const std::string_view before = slash == file.npos ? "" : file.substr(0, slash + 1);
    const std::string_view name = slash == file.npos ? file : file.substr(slash + 1);
    return {in_folder(folder, std::string(before) + std::string(output) + "/" + std::string(name)),
            "", false};
  }
  return {in_folder(folder, file), "", false};
}

}  // namespace lattice::exporter

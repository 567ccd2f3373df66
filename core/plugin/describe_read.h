// The careful steps that all readers of plugin tables share: texts, arrays of pointers, and
// sized structs.
#pragma once
#include <cstdint>
#include <cstring>
#include <string>

#include "base/result.h"
#include "plugin/broken_rule.h"
#include "plugin/limits.h"

namespace lattice::plugin {

// How far each struct reached in ABI 1.0, the least that a plugin may say. Never raised.
inline constexpr std::uint32_t kPluginBytesV1 = 80, kFilterBytesV1 = 144, kArtifactBytesV1 = 96,
                               kSinkBytesV1 = 112, kParamBytesV1 = 104, kPortBytesV1 = 24,
                               kChoiceBytesV1 = 24, kAliasBytesV1 = 24, kOutputBytesV1 = 72,
                               kStreamBytesV1 = 120;

// For answers of an instance, which are no part of the description.
inline Failure bad_field(const std::string& where, const std::string& what) {
  return fail(Code::plugin, where, what);
}

inline Result<std::string> read_text(const char* text, const std::string& where,
                                     const std::string& field) {
  if (text == nullptr) return refuse(DescriptionRule::text, where, field + " is null");
  const std::size_t size = strnlen(text, kMaxTextBytes + 1);
  if (size > kMaxTextBytes)
    return refuse(DescriptionRule::text, where,
                  field + " is longer than " + std::to_string(kMaxTextBytes) + " bytes");
  return std::string(text, size);
}

inline Result<void> check_size(std::uint32_t size, std::uint32_t least, const std::string& where) {
  if (size >= least && size <= kMaxStructBytes && size % sizeof(void*) == 0) return {};
  return refuse(DescriptionRule::struct_size, where,
                "struct_size is " + std::to_string(size) + "; a multiple of 8 from " +
                    std::to_string(least) + " to " + std::to_string(kMaxStructBytes) +
                    " is expected");
}

inline Result<void> check_reserved(std::uint32_t reserved, const std::string& where) {
  if (reserved == 0) return {};
  return refuse(DescriptionRule::reserved, where,
                "reserved is " + std::to_string(reserved) + ", but must be 0");
}

// An array of `count` pointers, none of them null.
template <class T>
Result<void> check_array(const T* const* array, std::uint32_t count, std::uint32_t max,
                         const std::string& where, const std::string& field) {
  if (count > max)
    return refuse(DescriptionRule::other, where,
                  field + " has " + std::to_string(count) + " entries; at most " +
                      std::to_string(max) + " are allowed");
  if (count > 0 && array == nullptr)
    return refuse(DescriptionRule::other, where,
                  field + " is null, though its count is " + std::to_string(count));
  for (std::uint32_t i = 0; i < count; ++i)
    if (array[i] == nullptr)
      return refuse(DescriptionRule::other, where, field + "[" + std::to_string(i) + "] is null");
  return {};
}

}  // namespace lattice::plugin

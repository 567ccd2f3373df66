#include "plugin/byte_codec.h"

#include <bit>

namespace lattice::plugin {

void ByteWriter::number(std::uint64_t v, int bytes) {
  for (int i = 0; i < bytes; ++i) out_.push_back(static_cast<std::uint8_t>(v >> (8 * i)));
}

void ByteWriter::f64(double v) { u64(std::bit_cast<std::uint64_t>(v)); }

void ByteWriter::text(std::string_view v) {
  count(v.size());
  out_.insert(out_.end(), v.begin(), v.end());
}

std::uint64_t ByteReader::number(std::size_t bytes) {
  if (!ok_ || in_.size() < bytes) {
    ok_ = false;
    return 0;
  }
  std::uint64_t v = 0;
  for (std::size_t i = 0; i < bytes; ++i) v |= static_cast<std::uint64_t>(in_[i]) << (8 * i);
  in_ = in_.subspan(bytes);
  return v;
}

double ByteReader::f64() { return std::bit_cast<double>(u64()); }

bool ByteReader::boolean() {
  const std::uint8_t v = u8();
  if (v > 1) ok_ = false;
  return v == 1;
}

std::string ByteReader::text(std::size_t max_bytes) {
  const std::uint32_t size = u32();
  if (!ok_ || size > max_bytes || size > in_.size()) {
    ok_ = false;
    return {};
  }
  std::string out(in_.begin(), in_.begin() + size);
  in_ = in_.subspan(size);
  return out;
}

std::uint32_t ByteReader::count(std::uint32_t max, std::size_t min_bytes) {
  const std::uint32_t n = u32();
  if (!ok_ || n > max || n * static_cast<std::uint64_t>(min_bytes) > in_.size()) {
    ok_ = false;
    return 0;
  }
  return n;
}

}  // namespace lattice::plugin

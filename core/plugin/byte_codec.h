// Bytes in and out: little-endian, length-prefixed, bounds-checked. A reader that ran past
// the end returns zeros from then on and says so once, at the end.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lattice::plugin {

using Bytes = std::vector<std::uint8_t>;

class ByteWriter {
 public:
  void u8(std::uint8_t v) { out_.push_back(v); }
  void u32(std::uint32_t v) { number(v, 4); }
  void u64(std::uint64_t v) { number(v, 8); }
  void f64(double v);
  void boolean(bool v) { u8(v ? 1 : 0); }
  void text(std::string_view v);
  void count(std::size_t v) { u32(static_cast<std::uint32_t>(v)); }
  void raw(std::span<const std::uint8_t> bytes) {
    out_.insert(out_.end(), bytes.begin(), bytes.end());
  }

  const Bytes& bytes() const { return out_; }

 private:
  void number(std::uint64_t v, int bytes);

  Bytes out_;
};

class ByteReader {
 public:
  explicit ByteReader(std::span<const std::uint8_t> in) : in_(in) {}

  std::uint8_t u8() { return static_cast<std::uint8_t>(number(1)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
  std::uint64_t u64() { return number(8); }
  double f64();
  bool boolean();
  // At most `max_bytes` long.
  std::string text(std::size_t max_bytes);
  // Of things that take at least `min_bytes` each: what cannot be there is not counted, so
  // that a hostile count allocates nothing.
  std::uint32_t count(std::uint32_t max, std::size_t min_bytes);

  std::size_t left() const { return in_.size(); }
  void reject() { ok_ = false; }
  bool ok() const { return ok_; }
  // Everything was in order and nothing is left over.
  bool complete() const { return ok_ && in_.empty(); }

 private:
  std::uint64_t number(std::size_t bytes);

  std::span<const std::uint8_t> in_;
  bool ok_ = true;
};

}  // namespace lattice::plugin

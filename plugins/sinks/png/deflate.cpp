#include "png/deflate.h"

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <libdeflate.h>

#include <new>
#include <string>

#include "common/refusal.h"

namespace lattice::sinks::png {
namespace {

constexpr int kLibdeflateLevel = 9;

// ISA-L's block size, and with it its output, follows from the size of this memory: it is a
// constant.
constexpr std::uint32_t isal_memory_bytes(std::uint32_t level) {
  return level == 1 ? ISAL_DEF_LVL1_EXTRA_LARGE : ISAL_DEF_LVL2_EXTRA_LARGE;
}

}  // namespace

Deflater::~Deflater() {
  if (compressor_ != nullptr)
    libdeflate_free_compressor(static_cast<libdeflate_compressor*>(compressor_));
}

void Deflater::compress(Deflate how, const std::vector<std::uint8_t>& bytes,
                        std::vector<std::uint8_t>& out) {
  switch (how) {
    case Deflate::kIsal1: return isal(1, bytes, out);
    case Deflate::kIsal2: return isal(2, bytes, out);
    case Deflate::kLibdeflate9: return libdeflate(bytes, out);
  }
}

void Deflater::isal(std::uint32_t level, const std::vector<std::uint8_t>& bytes,
                    std::vector<std::uint8_t>& out) {
  isal_memory_.resize(isal_memory_bytes(level));
  isal_zstream stream;
  isal_deflate_init(&stream);
  stream.level = level;
  stream.level_buf = isal_memory_.data();
  stream.level_buf_size = isal_memory_bytes(level);
  stream.gzip_flag = IGZIP_ZLIB;
  stream.flush = NO_FLUSH;
  stream.end_of_stream = 1;
  stream.next_in = const_cast<std::uint8_t*>(bytes.data());  // ISA-L only reads it
  stream.avail_in = static_cast<std::uint32_t>(bytes.size());
  const std::size_t start = out.size();
  // Photographs need about six tenths; a second round is for noise.
  std::size_t room = bytes.size() - bytes.size() / 4 + 4096;
  while (true) {
    out.resize(start + stream.total_out + room);
    stream.next_out = out.data() + start + stream.total_out;
    stream.avail_out = static_cast<std::uint32_t>(room);
    if (const int status = isal_deflate(&stream); status != COMP_OK)
      refuse(LATTICE_ERR_PLUGIN, "ISA-L refused to compress (code " + std::to_string(status) +
                                     "); try --sink-param compression=small");
    if (stream.internal_state.state == ZSTATE_END) break;
    room = bytes.size() / 2 + 4096;
  }
  out.resize(start + stream.total_out);
}

void Deflater::libdeflate(const std::vector<std::uint8_t>& bytes, std::vector<std::uint8_t>& out) {
  if (compressor_ == nullptr) compressor_ = libdeflate_alloc_compressor(kLibdeflateLevel);
  if (compressor_ == nullptr) throw std::bad_alloc();
  auto* compressor = static_cast<libdeflate_compressor*>(compressor_);
  const std::size_t start = out.size();
  out.resize(start + libdeflate_zlib_compress_bound(compressor, bytes.size()));
  const std::size_t size = libdeflate_zlib_compress(compressor, bytes.data(), bytes.size(),
                                                    out.data() + start, out.size() - start);
  if (size == 0) refuse(LATTICE_ERR_PLUGIN, "libdeflate refused to compress");
  out.resize(start + size);
}

std::uint32_t crc32(const std::uint8_t* bytes, std::size_t size) {
  return crc32_gzip_refl(0, bytes, size);
}

}  // namespace lattice::sinks::png

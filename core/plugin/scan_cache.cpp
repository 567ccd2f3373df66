#include "plugin/scan_cache.h"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <system_error>

#include "base/hash.h"
#include "plugin/codec.h"
#include "plugin/limits.h"

namespace lattice::plugin {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxCacheFileBytes = kMaxRecordBytes + 65536;

void encode(ByteWriter& out, const FileKey& key) {
  out.text(key.path);
  out.u64(key.size);
  out.u64(static_cast<std::uint64_t>(key.mtime_ns));
  out.u64(key.inode);
  out.text(key.build_id);
}

FileKey decode_key(ByteReader& in) {
  FileKey key;
  key.path = in.text(kMaxTextBytes);
  key.size = in.u64();
  key.mtime_ns = static_cast<std::int64_t>(in.u64());
  key.inode = in.u64();
  key.build_id = in.text(kMaxTextBytes);
  return key;
}

Bytes read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  Bytes bytes;
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (!in || error || size > kMaxCacheFileBytes) return bytes;
  bytes.resize(size);
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
  if (!in) bytes.clear();
  return bytes;
}

bool write_all(int fd, const Bytes& bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t got = ::write(fd, bytes.data() + done, bytes.size() - done);
    if (got <= 0) return false;
    done += static_cast<std::size_t>(got);
  }
  return true;
}

}  // namespace

ScanCache::ScanCache(fs::path folder) : folder_(std::move(folder)) {}

fs::path ScanCache::file_of(const FileKey& key) const {
  const auto text = std::as_bytes(std::span(key.path));
  return folder_ / ("plugin-" + hash_bytes(text).hex() + ".scan");
}

std::optional<Outcome> ScanCache::find(const FileKey& key) const {
  if (folder_.empty()) return std::nullopt;
  const Bytes record = read_file(file_of(key));
  const auto payload = unseal(record);
  if (!payload) return std::nullopt;
  ByteReader in(*payload);
  if (decode_key(in) != key || !in.ok()) return std::nullopt;
  Outcome outcome = decode_outcome(in);
  if (!in.complete()) return std::nullopt;
  return outcome;
}

void ScanCache::store(const FileKey& key, const Outcome& outcome) const {
  if (folder_.empty()) return;
  std::error_code error;
  fs::create_directories(folder_, error);
  if (error) return;
  ByteWriter payload;
  encode(payload, key);
  plugin::encode(payload, outcome);
  const fs::path final_path = file_of(key);
  std::string temporary = final_path.string() + ".XXXXXX";
  const int fd = ::mkostemp(temporary.data(), O_CLOEXEC);
  if (fd < 0) return;
  const bool written = write_all(fd, seal(payload.bytes()));
  const bool closed = ::close(fd) == 0;
  if (written && closed) fs::rename(temporary, final_path, error);
  if (!written || !closed || error) fs::remove(temporary, error);
}

}  // namespace lattice::plugin

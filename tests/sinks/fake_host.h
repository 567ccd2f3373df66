// A host small enough to fail on demand: lattice.files/1 over a folder of its own, the texts
// that a sink says, and the calls of a sink in order.
#pragma once
#include <lattice/plugin.h>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace sinks_test {

// A folder that goes away with it.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  // All files below, temporary ones included, relative and sorted.
  std::vector<std::string> files() const;
  std::string bytes(const std::string& file) const;

 private:
  std::filesystem::path path_;
};

struct Logged {
  int32_t level;
  std::string text;
};

class FakeHost {
 public:
  explicit FakeHost(const TempFolder& folder);
  FakeHost(const FakeHost&) = delete;
  FakeHost& operator=(const FakeHost&) = delete;

  const lattice_host* host() const { return &host_.table; }
  // The last sentence given with set_error(), then forgotten.
  std::string take_error();
  std::vector<Logged> logged();
  // Files that were opened and neither committed nor discarded.
  int open_files() const { return open_; }
  int writes() const { return writes_; }
  // The n-th write from now (1 = the next) and all later ones find the disk full.
  void fail_writes_from(int n) { fail_at_ = writes_ + n; }
  // extension() finds nothing.
  void take_files_away() { has_files_ = false; }

 private:
  friend struct ::lattice_file;
  struct Host {
    lattice_host table;
    FakeHost* owner;
  };
  struct Files {
    lattice_files table;
    FakeHost* owner;
  };
  static lattice_status open(const lattice_files*, const char*, lattice_file**) noexcept;

  const TempFolder& folder_;
  Host host_{};
  Files files_{};
  std::mutex mutex_;
  std::string error_;
  std::vector<Logged> logged_;
  std::atomic<int> open_{0}, writes_{0}, fail_at_{-1};
  bool has_files_ = true;
};

// The samples of one picture, rows padded when asked.
struct Picture {
  Picture(const lattice_type& type, int32_t width, int32_t height, int64_t row_padding = 0);
  uint8_t* row(int plane, int32_t y) {
    return memory[static_cast<std::size_t>(plane)].data() + y * image.row_bytes[plane];
  }
  // Plane 0 without padding.
  std::vector<uint8_t> tight() const;
  // Reproducible noise over a gradient, in every sample of every plane.
  void fill(uint32_t seed);

  lattice_image image{};
  std::vector<uint8_t> memory[4];
};

lattice_type interleaved(uint8_t dtype, uint8_t channels, uint8_t alpha, uint16_t space);
uint32_t sample_bytes(uint8_t dtype);

// An image stream to offer; change what a test is about.
lattice_stream image_stream(const lattice_type& type, int32_t width, int32_t height,
                            const char* artifact = "rgba");

using ParamTexts = std::map<std::string, std::string>;

// The only sink of the library lattice_sink_<name>.so in the stage.
const lattice_sink& load_sink(const std::string& name);
std::string library_path(const std::string& name);

// One instance through its life. Statuses are returned as they came.
class Run {
 public:
  // Params not named have their initial value.
  Run(FakeHost& host, const std::string& sink, const ParamTexts& params = {});
  ~Run();
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  lattice_status create_status() const { return created_; }
  lattice_status negotiate(const std::vector<lattice_stream>& offered);
  // As negotiated, or as changed since.
  std::vector<lattice_stream> wanted;
  lattice_status begin();
  // One picture per stream; paths may be empty.
  lattice_status push(int64_t frame, const std::vector<const lattice_image*>& images,
                      const std::vector<std::string>& paths = {});
  lattice_status end(uint32_t outcome = LATTICE_END_OK);

 private:
  const lattice_sink& sink_;
  std::vector<lattice_value> values_;
  void* self_ = nullptr;
  lattice_status created_ = LATTICE_OK;
  bool begun_ = false;
};

// Output of a shell command; its exit status goes to *status, or must be 0.
std::string shell(const std::string& command, int* status = nullptr);

}  // namespace sinks_test

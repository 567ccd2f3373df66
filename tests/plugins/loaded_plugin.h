// Plugin libraries from the stage, their kinds by id, and instances by scope.
#pragma once
#include <lattice/plugin.h>

#include <string>
#include <vector>

namespace plugins_test {

// "effect_blur" and so on: the libraries that these tests are about.
const std::vector<std::string>& library_names();
std::string library_path(const std::string& name);
// Loaded once, never unloaded. Fails the test when it cannot be.
const lattice_plugin& library_at(const std::string& path);
const lattice_plugin& library(const std::string& name);

const lattice_filter& effect(const std::string& name);      // "blur"
const lattice_filter& transition(const std::string& name);  // "wipe"
const lattice_artifact& artifact(const std::string& name);  // "depth"

// A host that keeps the text of the last error.
class Host {
 public:
  Host();
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;
  const lattice_host* table() const { return &table_.host; }
  const std::string& error() const { return error_; }

 private:
  struct Table {
    lattice_host host;
    Host* owner;
  };
  static void set_error(const lattice_host* host, const char* text) noexcept;
  Table table_{};
  std::string error_;
};

// Premultiplied RGBA: bytes in sRGB, floats in linear sRGB.
lattice_type rgba8();
lattice_type rgba_f32();

class FilterInstance {
 public:
  // `params` must outlive it.
  FilterInstance(const lattice_filter& filter, const lattice_type& working,
                 const std::vector<lattice_value>& params);
  ~FilterInstance();
  FilterInstance(const FilterInstance&) = delete;
  FilterInstance& operator=(const FilterInstance&) = delete;

  const lattice_filter& table() const { return filter_; }
  const void* self() const { return self_; }
  const lattice_type& working() const { return working_; }

 private:
  const lattice_filter& filter_;
  lattice_type working_;
  Host host_;
  void* self_ = nullptr;
};

inline lattice_value number(double v) {
  lattice_value value{};
  value.f64 = v;
  return value;
}
inline lattice_value choice(std::uint64_t index) {
  lattice_value value{};
  value.index = index;
  return value;
}

// A frame at scale 1 on a canvas; `params` must outlive it.
lattice_frame frame_of(const std::vector<lattice_value>& params, double progress = 0,
                       lattice_rect canvas = {0, 0, 64, 48});

}  // namespace plugins_test

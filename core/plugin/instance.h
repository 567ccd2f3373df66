// C++ faces of plugin instances: create and destroy by scope, defaults for functions that
// a plugin leaves out, and the text that came with a failure.
#pragma once
#include <lattice/files.h>
#include <lattice/plugin.h>

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/hash.h"
#include "base/result.h"
#include "image/rect.h"
#include "ir/catalog.h"
#include "plugin/registry.h"

namespace lattice::plugin {

// The lattice_host of one instance. Lives at one address as long as the instance.
class HostServices;
struct HostServicesDelete {
  void operator()(HostServices* host) const;
};
using HostServicesPtr = std::unique_ptr<HostServices, HostServicesDelete>;

// Text of the last set_error() on this thread, then forgotten; "" when there was none.
std::string take_error_text();

class Filter {
 public:
  // [session]
  static Result<Filter> create(const Registry& registry, ir::KindId kind,
                               const lattice_filter_binding& binding);
  Filter(Filter&& other) noexcept;
  Filter& operator=(Filter&& other) noexcept;
  ~Filter();

  ir::KindId kind() const { return kind_; }
  const lattice_filter& table() const { return *table_; }
  bool pointwise() const { return (table_->flags & LATTICE_FILTER_POINTWISE) != 0; }
  bool varies() const { return (table_->flags & LATTICE_FILTER_VARIES) != 0; }

  // Each returns the plugin's status, LATTICE_OK for an absent function and its default.
  // None allocates. [worker]
  lattice_status fold(const lattice_frame& frame, lattice_fold& out) const;
  lattice_status bounds(const lattice_frame& frame, std::span<const image::Rect> ports,
                        image::Rect& out) const;
  lattice_status roi(const lattice_frame& frame, std::uint32_t pass, std::uint32_t input,
                     const image::Rect& want, image::Rect& out) const;
  // `out` has LATTICE_MAX_PASSES entries.
  lattice_status passes(const lattice_frame& frame, std::span<const image::Rect> ports,
                        std::span<lattice_pass> out, std::uint32_t& count) const;
  std::uint64_t scratch(const lattice_frame& frame, std::uint32_t pass,
                        const image::Rect& area) const;
  lattice_status tile(const lattice_frame& frame, const lattice_tile& tile) const;

  // Of the outside state that its pixels depend on; zero when there is none. [session]
  Result<Hash128> digest() const;

  // The Error for a status just returned on this thread: plugin id and its own words.
  Error error(lattice_status status, Code code, std::string_view where) const;

 private:
  Filter() = default;

  ir::KindId kind_;
  std::string id_;
  const lattice_filter* table_ = nullptr;
  void* self_ = nullptr;
  HostServicesPtr host_;
};

class Artifact {
 public:
  // [session]
  static Result<Artifact> create(const Registry& registry, ir::KindId kind,
                                 const lattice_artifact_binding& binding);
  Artifact(Artifact&& other) noexcept;
  Artifact& operator=(Artifact&& other) noexcept;
  ~Artifact();

  ir::KindId kind() const { return kind_; }
  std::uint32_t planes() const { return table_->planes; }
  std::uint32_t policy() const { return table_->policy; }
  std::span<const lattice_output* const> outputs() const { return outputs_; }

  Result<void> produce(const lattice_frame& frame, const lattice_planes& planes,
                       const lattice_scene& scene, std::span<const lattice_image> buffers) const;
  Result<void> observe(const lattice_frame& frame, const lattice_planes& planes,
                       const lattice_scene& scene);
  Result<void> finish(const lattice_files& files);

 private:
  Artifact() = default;

  ir::KindId kind_;
  std::string id_;
  const lattice_artifact* table_ = nullptr;
  void* self_ = nullptr;
  std::span<const lattice_output* const> outputs_;
  HostServicesPtr host_;
};

class Sink {
 public:
  // `files` outlives the sink. [session]
  static Result<Sink> create(const Registry& registry, ir::KindId kind,
                             std::span<const lattice_value> params, const lattice_files& files);
  Sink(Sink&& other) noexcept;
  Sink& operator=(Sink&& other) noexcept;
  ~Sink();  // ends it as failed when begin() succeeded and end() was not called

  ir::KindId kind() const { return kind_; }
  std::uint32_t flags() const { return table_->flags; }
  std::uint32_t max_held() const { return table_->max_held; }

  Result<void> negotiate(std::span<const lattice_stream* const> offered,
                         std::span<lattice_stream* const> wanted);
  Result<void> begin(std::span<const lattice_stream* const> streams);
  Result<void> push(const lattice_packet& packet);
  Result<void> end(std::uint32_t outcome);

 private:
  Sink() = default;

  ir::KindId kind_;
  std::string id_;
  const lattice_sink* table_ = nullptr;
  void* self_ = nullptr;
  bool begun_ = false;
  HostServicesPtr host_;
};

}  // namespace lattice::plugin

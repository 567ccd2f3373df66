// What one case of an artifact is made of, and an instance that lives through it.
#pragma once
#include <lattice/artifact.h>

#include <memory>
#include <string>

#include "ir/catalog.h"
#include "session/check/fake_files.h"
#include "session/check/groups.h"
#include "session/check/param_values.h"
#include "session/check/synthetic_scene.h"

namespace lattice::session::check {

// All instances of a case share its scene and params.
struct ArtifactCase {
  std::unique_ptr<SyntheticScene> scene;
  ParamValues params;
  bool is_plain = false;  // defaults, so that create() has no reason to refuse

  std::string text(const ir::Kind& kind) const;
};

// `gap` stands between the rows of what it sees; all else follows from the seed.
ArtifactCase make_artifact_case(const Judge& judge, const lattice_artifact& table,
                                const ir::Kind& kind, Style style, unsigned char gap = 0xC7);

// From create() to destroy(), with what create() named.
class ArtifactInstance {
 public:
  ArtifactInstance(Judge& judge, const lattice_artifact& table, const ArtifactCase& with);
  ArtifactInstance(const ArtifactInstance&) = delete;
  ArtifactInstance& operator=(const ArtifactInstance&) = delete;
  ~ArtifactInstance();

  const CallOutcome& created() const { return created_; }
  const lattice_output* const* outputs() const { return outputs_; }
  std::uint32_t count() const { return count_; }

  // Any thread.
  lattice_status produce(std::size_t frame, const lattice_image* buffers) const;
  CallOutcome observe(std::size_t frame);
  CallOutcome finish(const FakeFiles& files);

 private:
  Judge& judge_;
  const lattice_artifact& table_;
  const ArtifactCase& case_;
  HostFace host_;
  void* self_ = nullptr;
  const lattice_output* const* outputs_ = nullptr;
  std::uint32_t count_ = 0;
  CallOutcome created_;
};

}  // namespace lattice::session::check

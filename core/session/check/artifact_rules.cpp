// Rules 4xx: what an artifact makes of a small scene, frame by frame or as documents.
#include <algorithm>
#include <map>
#include <memory>
#include <thread>

#include "plugin/answer_rules.h"
#include "session/check/artifact_case.h"
#include "session/check/fake_files.h"
#include "session/check/folder_watch.h"
#include "session/check/groups.h"

namespace lattice::session::check {
namespace {

constexpr unsigned char kPoison = 0xA5, kOtherPoison = 0x5A, kOtherGap = 0x1B;

// ---- 401 ----------------------------------------------------------------------------------

// True when the instance can be asked for more.
bool has_good_outputs(Judge& judge, const lattice_artifact& table, const ir::Kind& kind,
                      const ArtifactCase& with) {
  if (judge.is_broken(401)) return false;
  judge.judges(401);
  const ArtifactInstance instance(judge, table, with);
  if (!instance.created().ok()) {
    if (with.is_plain && !instance.created().has_thrown)
      judge.broken(401, "create() refuses its own defaults: " + instance.created().text);
    return false;
  }
  const auto good = plugin::check_outputs(table, instance.outputs(), instance.count(), kind.id);
  if (!good) judge.broken(401, good.error().what);
  return good.has_value();
}

// ---- 402, 403: frame by frame ---------------------------------------------------------------

// Buffers of one frame, as the host hands them to produce().
class Buffers {
 public:
  Buffers(const ArtifactInstance& instance, const SyntheticScene& scene, unsigned char poison) {
    for (std::uint32_t i = 0; i < instance.count(); ++i) {
      const lattice_output& output = *instance.outputs()[i];
      if (output.alias_plane != LATTICE_NO_ALIAS) {
        lattice_image none{};
        none.type = scene.plane_type(output.alias_plane - 1);
        none.bounds = none.valid = image::to_abi(scene.canvas());
        views_.push_back(none);
        continue;
      }
      images_.push_back(
          std::make_unique<GuardedImage>(Role::destination, output.type, scene.canvas(), poison));
      complete_ = complete_ && *images_.back();
      views_.push_back(images_.back()->view());
    }
  }

  bool complete() const { return complete_; }  // there was memory for all of them
  const lattice_image* views() const { return views_.data(); }
  bool gaps_intact() const {
    return std::all_of(images_.begin(), images_.end(),
                       [](const auto& image) { return image->gaps_intact(); });
  }
  Samples samples() const {
    Samples all;
    for (const auto& image : images_) {
      const Samples some = image->samples();
      all.insert(all.end(), some.begin(), some.end());
    }
    return all;
  }

 private:
  std::vector<lattice_image> views_;
  std::vector<std::unique_ptr<GuardedImage>> images_;
  bool complete_ = true;
};

struct Made {
  CallOutcome outcome;
  Samples samples;
  bool gaps_intact = true;
};

// On the main thread.
Made produce(Judge& judge, const ArtifactInstance& instance, const SyntheticScene& scene,
             std::size_t frame, unsigned char poison) {
  Made made;
  const Buffers buffers(instance, scene, poison);
  if (!buffers.complete()) {
    made.outcome.status = LATTICE_ERR_MEMORY;
    return made;
  }
  made.outcome =
      judge.call("produce", Tag::worker, [&] { return instance.produce(frame, buffers.views()); });
  made.samples = buffers.samples();
  made.gaps_intact = buffers.gaps_intact();
  return made;
}

std::string frame_text(std::size_t frame) { return "frame " + std::to_string(frame); }

// All frames in order, on one instance; empty when there is nothing to compare others with.
std::vector<Samples> reference_frames(Judge& judge, const ArtifactInstance& instance,
                                      const SyntheticScene& scene) {
  std::vector<Samples> frames;
  for (std::size_t frame = 0; frame < scene.frame_count(); ++frame) {
    judge.judges(402);
    Made made = produce(judge, instance, scene, frame, kPoison);
    if (!made.outcome.ok()) {
      judge.cannot_judge(402, "produce() failed: " + made.outcome.text);
      return {};
    }
    const Made again = produce(judge, instance, scene, frame, kPoison);
    const Made over_other = produce(judge, instance, scene, frame, kOtherPoison);
    if (!made.gaps_intact || !again.gaps_intact || !over_other.gaps_intact)
      judge.broken(402, "produce() wrote outside of a buffer in " + frame_text(frame));
    else if (made.samples != again.samples)
      judge.broken(403, frame_text(frame) + " came out differently the second time");
    else if (made.samples != over_other.samples)
      judge.broken(402, "produce() left a part of a buffer as it was in " + frame_text(frame));
    if (judge.is_broken(402) || judge.is_broken(403)) return {};
    judge.judges(403);
    frames.push_back(std::move(made.samples));
  }
  return frames;
}

void compare_order(Judge& judge, const ArtifactInstance& instance, const SyntheticScene& scene,
                   const std::vector<Samples>& reference, const char* where) {
  for (std::size_t i = reference.size(); i-- > 0;) {
    if (!judge.judges(403)) return;
    const Made made = produce(judge, instance, scene, i, kPoison);
    if (made.outcome.ok() && made.samples != reference[i])
      return judge.broken(
          403, frame_text(i) + " came out differently when frames came backwards" + where);
  }
}

// Every thread makes all frames, each beginning with another one.
void compare_threads(Judge& judge, const ArtifactInstance& instance, const SyntheticScene& scene,
                     const std::vector<Samples>& reference) {
  constexpr std::size_t kThreads = 3;
  if (!judge.judges(403)) return;
  std::vector<std::unique_ptr<Buffers>> buffers;
  for (std::size_t i = 0; i < kThreads * reference.size(); ++i)
    buffers.push_back(std::make_unique<Buffers>(instance, scene, kPoison));
  std::vector<CallOutcome> outcomes(buffers.size());
  judge.step("produce");
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < kThreads; ++t)
    threads.emplace_back([&, t] {
      for (std::size_t i = 0; i < reference.size(); ++i) {
        const std::size_t frame = (i + t) % reference.size(), at = t * reference.size() + frame;
        outcomes[at] =
            enter(Tag::worker, [&] { return instance.produce(frame, buffers[at]->views()); });
      }
    });
  for (std::thread& thread : threads) thread.join();
  for (std::size_t at = 0; at < outcomes.size(); ++at) {
    judge.account("produce", outcomes[at]);
    const std::size_t frame = at % reference.size();
    if (outcomes[at].ok() && buffers[at]->samples() != reference[frame])
      judge.broken(403, frame_text(frame) + " came out differently on several threads");
  }
}

// Of a build that sees a part of it only findings count.
void judge_what_is_seen(Judge& judge) {
  const Sight eyes = sight();
  if (eyes.allocation && eyes.lock && eyes.io)
    judge.judges(404);
  else
    judge.cannot_judge(404, "this build of lattice-check cannot see all of it");
}

void check_frames(Judge& judge, const lattice_artifact& table, const ArtifactCase& with,
                  const ArtifactCase& other_gaps) {
  const SyntheticScene& scene = *with.scene;
  std::vector<Samples> reference;
  {
    const ArtifactInstance instance(judge, table, with);
    if (!instance.created().ok()) return;
    reference = reference_frames(judge, instance, scene);
    if (reference.empty()) return;
    compare_order(judge, instance, scene, reference, "");
    compare_threads(judge, instance, scene, reference);
  }
  {
    const ArtifactInstance fresh(judge, table, with);
    if (fresh.created().ok()) compare_order(judge, fresh, scene, reference, " on another instance");
  }
  const ArtifactInstance beside(judge, table, other_gaps);
  if (beside.created().ok())
    compare_order(judge, beside, *other_gaps.scene, reference,
                  " with other bytes between the rows of the planes; step by row_bytes");
}

// ---- 403, 405: documents ----------------------------------------------------------------------

struct Export {
  bool ok = false;
  bool finished = false;  // finish() was called
  std::map<std::string, std::string> files;
};

Export run_export(Judge& judge, const lattice_artifact& table, const ArtifactCase& with,
                  const FakeFiles& files) {
  Export out;
  {
    ArtifactInstance instance(judge, table, with);
    if (!instance.created().ok()) return out;
    bool good = true;
    for (std::size_t i = 0; good && i < with.scene->frame_count(); ++i)
      good = instance.observe(i).ok();
    if (!good) return out;
    out.finished = true;
    out.ok = instance.finish(files).ok();
  }
  out.files = files.committed();
  return out;
}

void check_record(Judge& judge, const FakeFiles& files) {
  if (const std::string misuse = files.misuse(); !misuse.empty()) judge.broken(405, misuse);
  if (const auto open = files.left_open(); !open.empty())
    judge.broken(405,
                 "finish() left \"" + open.front() + "\" open: neither committed nor discarded");
}

void check_full_disk(Judge& judge, const lattice_artifact& table, const ArtifactCase& with,
                     FakeFiles::Fault fault, const char* what) {
  if (!judge.judges(405)) return;
  const FakeFiles files(fault);
  const Export failing = run_export(judge, table, with, files);
  if (!files.failed()) return;
  if (failing.ok)
    judge.broken(405, std::string("finish() returned OK though ") + what + " had failed");
  check_record(judge, files);
}

void check_documents(Judge& judge, const lattice_artifact& table, const ArtifactCase& with,
                     const ArtifactCase& other_gaps) {
  judge.judges(405);
  FolderWatch folder;
  const FakeFiles files;
  const Export first = run_export(judge, table, with, files);
  if (!first.ok) {
    judge.cannot_judge(405, "observe() or finish() failed");
    return;
  }
  check_record(judge, files);
  if (const std::string stray = folder.stray(); !stray.empty())
    judge.broken(405, "wrote \"" + stray + "\" without files/1");
  if (judge.judges(403)) {
    const FakeFiles more;
    if (run_export(judge, table, with, more).files != first.files)
      judge.broken(403, "the documents of the same frames differ from one export to the next");
    const FakeFiles beside;
    if (run_export(judge, table, other_gaps, beside).files != first.files)
      judge.broken(403,
                   "the documents differ with other bytes between the rows of the planes; step by "
                   "row_bytes");
  }
  const std::uint32_t writes = files.calls(FakeFiles::Call::kWrite);
  check_full_disk(judge, table, with, {FakeFiles::Call::kOpen, 1}, "open()");
  if (writes > 0) check_full_disk(judge, table, with, {FakeFiles::Call::kWrite, 1}, "write()");
  if (writes > 1)
    check_full_disk(judge, table, with, {FakeFiles::Call::kWrite, writes}, "the last write()");
  check_full_disk(judge, table, with, {FakeFiles::Call::kCommit, 1}, "commit()");
}

}  // namespace

void check_artifact_case(Judge& judge, const lattice_artifact& table, const ir::Kind& kind,
                         Style style) {
  const ArtifactCase with = make_artifact_case(judge, table, kind, style);
  judge.set_context(with.text(kind));
  for (const int rule : {406, 407}) judge.judges(rule);
  if (!has_good_outputs(judge, table, kind, with)) return;
  const ArtifactCase other_gaps = make_artifact_case(judge, table, kind, style, kOtherGap);
  if (table.policy == LATTICE_PER_FRAME) {
    judge_what_is_seen(judge);
    check_frames(judge, table, with, other_gaps);
  } else {
    check_documents(judge, table, with, other_gaps);
  }
}

void fingerprint_artifact_case(Judge& judge, const lattice_artifact& table, const ir::Kind& kind,
                               Style style) {
  const ArtifactCase with = make_artifact_case(judge, table, kind, style);
  Hasher hasher;
  if (table.policy == LATTICE_PER_FRAME) {
    const ArtifactInstance instance(judge, table, with);
    if (!instance.created().ok()) return;
    for (std::size_t i = 0; i < with.scene->frame_count(); ++i) {
      const Made made = produce(judge, instance, *with.scene, i, kPoison);
      hasher.bytes(made.samples.data(), made.samples.size());
    }
  } else {
    const FakeFiles files;
    for (const auto& [path, bytes] : run_export(judge, table, with, files).files) {
      hasher.text(path);
      hasher.text(bytes);
    }
  }
  judge.fingerprint(403, "what it makes of four frames", hasher.digest());
}

}  // namespace lattice::session::check

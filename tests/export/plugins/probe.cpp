// Sinks and artifacts that do the smallest real thing, note what they see, and fail when
// they are told to.
#include <lattice/plugin.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <deque>
#include <memory>
#include <thread>

#include "tape.h"

namespace {

// ---- Params ---------------------------------------------------------------------------

lattice_param integer_param(const char* id, const char* hint, std::int64_t initial) {
  lattice_param p{};
  p.struct_size = sizeof p;
  p.type = LATTICE_PARAM_INT;
  p.id = id;
  p.hint = hint;
  p.initial.i64 = initial;
  return p;
}

enum { kTape, kWant, kRefuse, kFailBegin, kFailPush, kFailEnd, kDelay, kSinkParams };

constexpr lattice_choice kWants[] = {
    {sizeof(lattice_choice), 0, "offered", "Takes what comes."},
    {sizeof(lattice_choice), 0, "straight", "RGBA bytes, straight alpha."},
    {sizeof(lattice_choice), 0, "planar", "Y'CbCr 4:2:0 of eight bits."},
    {sizeof(lattice_choice), 0, "grey16", "One channel of sixteen bits that is no colour."},
    {sizeof(lattice_choice), 0, "larger", "Another size, which no host can give."},
    {sizeof(lattice_choice), 0, "nothing", "Has no use for anything."},
    {sizeof(lattice_choice), 0, "main", "The main stream only."},
};
constexpr const lattice_choice* kWantPointers[] = {&kWants[0], &kWants[1], &kWants[2], &kWants[3],
                                                   &kWants[4], &kWants[5], &kWants[6]};

lattice_param want_param() {
  lattice_param p{};
  p.struct_size = sizeof p;
  p.type = LATTICE_PARAM_CHOICE;
  p.choice_count = 7;
  p.id = "want";
  p.hint = "What negotiate() asks for.";
  p.choices = kWantPointers;
  return p;
}

const lattice_param kSinkParamTable[kSinkParams] = {
    integer_param("tape", "Address of a Tape, or 0.", 0),
    want_param(),
    integer_param("refuse", "1: negotiate() refuses.", 0),
    integer_param("fail_begin", "1: begin() fails.", 0),
    integer_param("fail_push", "The frame at which push() fails.", -1),
    integer_param("fail_end", "1: end(OK) fails.", 0),
    integer_param("delay_ms", "How long a push takes.", 0),
};
const lattice_param* const kSinkParamPointers[kSinkParams] = {
    &kSinkParamTable[0], &kSinkParamTable[1], &kSinkParamTable[2], &kSinkParamTable[3],
    &kSinkParamTable[4], &kSinkParamTable[5], &kSinkParamTable[6]};

Tape* tape_of(const lattice_value& value) {
  return reinterpret_cast<Tape*>(static_cast<std::uintptr_t>(value.i64));
}

// ---- Sinks ----------------------------------------------------------------------------

std::uint64_t checksum(const lattice_image& image) {
  std::uint64_t sum = 14695981039346656037u;  // FNV-1a
  const auto* row = static_cast<const unsigned char*>(image.plane[0]);
  for (int y = image.bounds.y0; y < image.bounds.y1; ++y, row += image.row_bytes[0])
    for (std::int64_t x = 0; x < image.bounds.x1 - image.bounds.x0; ++x)
      sum = (sum ^ row[x]) * 1099511628211u;
  return sum;
}

std::size_t sample_bytes(const lattice_type& type) {
  switch (type.dtype) {
    case LATTICE_U8: return 1;
    case LATTICE_U16:
    case LATTICE_F16: return 2;
    default: return 4;
  }
}

struct Held {
  const lattice_image* image;
  std::uint64_t sum;
};

struct ProbeSink {
  const lattice_host* host;
  const lattice_files* files;
  const lattice_value* params;
  Tape* tape;
  std::uint32_t flags;
  std::uint32_t max_held;
  std::vector<const lattice_stream*> streams;
  lattice_file* file = nullptr;  // of a sink with one file
  std::deque<Held> held;

  lattice_status fail(const char* text) const {
    host->set_error(host, text);
    return LATTICE_ERR_PLUGIN;
  }

  // Plane 0 alone says enough about the pixels.
  lattice_status write(lattice_file* to, const lattice_image& image) const {
    const std::size_t pixel = sample_bytes(image.type) *
                              (image.type.layout == LATTICE_INTERLEAVED ? image.type.channels : 1u);
    const auto* row = static_cast<const std::byte*>(image.plane[0]);
    const auto width = static_cast<std::size_t>(image.bounds.x1 - image.bounds.x0);
    for (int y = image.bounds.y0; y < image.bounds.y1; ++y, row += image.row_bytes[0])
      if (const lattice_status status = files->write(to, row, width * pixel); status != LATTICE_OK)
        return status;
    return LATTICE_OK;
  }

  lattice_status write_file(const char* path, const lattice_image& image) const {
    lattice_file* one = nullptr;
    lattice_status status = files->open(files, path, &one);
    if (status != LATTICE_OK) return status;
    status = write(one, image);
    if (status == LATTICE_OK) return files->commit(one);
    files->discard(one);
    return status;
  }

  void check_held() {
    for (const Held& h : held)
      if (checksum(*h.image) != h.sum && tape) {
        const std::lock_guard lock(tape->mutex);
        tape->held_changed = true;
      }
  }
};

template <std::uint32_t flags, std::uint32_t max_held>
lattice_status sink_create(const lattice_host* host, const lattice_sink_binding* binding,
                           void** self) noexcept {
  auto sink = std::make_unique<ProbeSink>();
  sink->host = host;
  sink->files = static_cast<const lattice_files*>(host->extension(host, LATTICE_FILES_1));
  sink->params = binding->params;
  sink->tape = tape_of(binding->params[kTape]);
  sink->flags = flags;
  sink->max_held = max_held;
  *self = sink.release();
  return LATTICE_OK;
}

void sink_destroy(void* self) noexcept { delete static_cast<ProbeSink*>(self); }

lattice_type type_of(std::uint8_t dtype, std::uint8_t channels, std::uint8_t alpha,
                     std::uint16_t space) {
  lattice_type type{};
  type.dtype = dtype;
  type.channels = channels;
  type.alpha = alpha;
  type.space = space;
  return type;
}

lattice_status sink_negotiate(void* self, const lattice_stream* const*,
                              lattice_stream* const* wanted, std::uint32_t count) noexcept {
  const auto& sink = *static_cast<ProbeSink*>(self);
  if (sink.params[kRefuse].i64 != 0) {
    sink.host->set_error(sink.host, "odd sizes are beyond me; make the width even");
    return LATTICE_ERR_UNSUPPORTED;
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    switch (sink.params[kWant].index) {
      case 1:
        wanted[i]->type = type_of(LATTICE_U8, 4, LATTICE_ALPHA_STRAIGHT, LATTICE_SPACE_SRGB);
        break;
      case 2:
        wanted[i]->type = type_of(LATTICE_U8, 3, LATTICE_ALPHA_NONE, LATTICE_SPACE_YCBCR_BT709);
        wanted[i]->type.layout = LATTICE_PLANAR;
        wanted[i]->type.subsampling = LATTICE_SUB_420;
        wanted[i]->type.range = LATTICE_RANGE_LIMITED;
        wanted[i]->type.siting = LATTICE_SITING_LEFT;
        break;
      case 3:
        wanted[i]->type = type_of(LATTICE_U16, 1, LATTICE_ALPHA_NONE, LATTICE_SPACE_DATA);
        break;
      case 4: wanted[i]->width *= 2; break;
      case 5: wanted[i]->kind = 0; break;
      case 6:
        if (i > 0) wanted[i]->kind = 0;
        break;
      default: break;
    }
  }
  return LATTICE_OK;
}

lattice_status sink_begin(void* self, const lattice_stream* const* streams,
                          std::uint32_t count) noexcept {
  auto& sink = *static_cast<ProbeSink*>(self);
  if (sink.params[kFailBegin].i64 != 0) return sink.fail("the encoder did not start");
  sink.streams.assign(streams, streams + count);
  if (sink.tape) {
    const std::lock_guard lock(sink.tape->mutex);
    ++sink.tape->begun;
    for (const lattice_stream* s : sink.streams) {
      char line[256];
      std::snprintf(line, sizeof line, "%s/%s k%u t%u c%u a%u %dx%d %s", s->artifact, s->name,
                    s->kind, s->type.dtype, s->type.channels, s->type.alpha, s->width, s->height,
                    s->path ? s->path : "-");
      sink.tape->streams.push_back(line);
    }
  }
  if ((sink.flags & (LATTICE_SINK_FILE_PER_FRAME | LATTICE_SINK_NO_FILES)) != 0) return LATTICE_OK;
  return sink.files->open(sink.files, streams[0]->path, &sink.file);
}

lattice_status write_packet(ProbeSink& sink, const lattice_packet& packet) {
  for (std::uint32_t i = 0; i < packet.stream_count; ++i) {
    if (sink.streams[i]->kind == 0) continue;
    lattice_status status = LATTICE_OK;
    if ((sink.flags & LATTICE_SINK_FILE_PER_FRAME) != 0)
      status = sink.write_file(packet.paths[i], *packet.images[i]);
    else if (sink.file)
      status = sink.write(sink.file, *packet.images[i]);
    if (status != LATTICE_OK) return status;
  }
  return LATTICE_OK;
}

void note(const ProbeSink& sink, const lattice_packet& packet) {
  const std::lock_guard lock(sink.tape->mutex);
  sink.tape->pushed.push_back(packet.frame);
  sink.tape->pts.push_back(packet.pts);
  for (std::uint32_t i = 0; i < packet.stream_count; ++i)
    if (packet.paths[i]) sink.tape->paths.push_back(packet.paths[i]);
}

lattice_status sink_push(void* self, const lattice_packet* packet) noexcept {
  auto& sink = *static_cast<ProbeSink*>(self);
  if (sink.tape) {
    const int now = ++sink.tape->at_once;
    const std::lock_guard lock(sink.tape->mutex);
    sink.tape->most_at_once = std::max(sink.tape->most_at_once, now);
  }
  if (const auto delay = sink.params[kDelay].i64; delay > 0)
    std::this_thread::sleep_for(std::chrono::milliseconds(delay));
  lattice_status status = LATTICE_OK;
  if (packet->frame == sink.params[kFailPush].i64)
    status = sink.fail("the encoder gave up");
  else
    status = write_packet(sink, *packet);
  if (sink.max_held > 0) {
    sink.check_held();
    sink.held.push_back({packet->images[0], checksum(*packet->images[0])});
    while (sink.held.size() > sink.max_held) sink.held.pop_front();
  }
  if (sink.tape) {
    note(sink, *packet);
    --sink.tape->at_once;
    ++sink.tape->consumed;
  }
  return status;
}

lattice_status sink_end(void* self, std::uint32_t outcome) noexcept {
  auto& sink = *static_cast<ProbeSink*>(self);
  sink.check_held();
  if (sink.tape) {
    const std::lock_guard lock(sink.tape->mutex);
    sink.tape->ends.push_back(outcome);
  }
  lattice_file* file = sink.file;
  sink.file = nullptr;
  if (outcome == LATTICE_END_OK && sink.params[kFailEnd].i64 == 0)
    return file ? sink.files->commit(file) : LATTICE_OK;
  if (file) sink.files->discard(file);
  return outcome == LATTICE_END_OK ? sink.fail("the trailer could not be written") : LATTICE_OK;
}

constexpr const char* kRaw[] = {"raw"};
constexpr const char* kReel[] = {"reel"};

template <std::uint32_t flags, std::uint32_t max_held>
lattice_sink make_sink(const char* id, const char* const* extensions) {
  lattice_sink s{};
  s.struct_size = sizeof s;
  s.flags = flags;
  s.max_held = max_held;
  s.param_count = kSinkParams;
  s.extension_count = extensions ? 1 : 0;
  s.id = id;
  s.label = "Probe";
  s.summary = "Notes what it is given.";
  s.params = kSinkParamPointers;
  s.extensions = extensions;
  s.create = &sink_create<flags, max_held>;
  s.destroy = &sink_destroy;
  s.negotiate = &sink_negotiate;
  s.begin = &sink_begin;
  s.push = &sink_push;
  s.end = &sink_end;
  return s;
}

const lattice_sink kSequence =
    make_sink<LATTICE_SINK_PARALLEL | LATTICE_SINK_FILE_PER_FRAME, 0>("test.sequence", kRaw);
const lattice_sink kOrderedSequence =
    make_sink<LATTICE_SINK_IN_ORDER | LATTICE_SINK_FILE_PER_FRAME, 0>("test.ordered", kRaw);
const lattice_sink kReelSink = make_sink<LATTICE_SINK_IN_ORDER, 0>("test.reel", kReel);
const lattice_sink kHolder =
    make_sink<LATTICE_SINK_IN_ORDER | LATTICE_SINK_NO_FILES, 3>("test.holder", nullptr);
const lattice_sink kParallelHolder =
    make_sink<LATTICE_SINK_PARALLEL | LATTICE_SINK_NO_FILES, 2>("test.parallel_holder", nullptr);
const lattice_sink kCounter =
    make_sink<LATTICE_SINK_IN_ORDER | LATTICE_SINK_NO_FILES, 0>("test.counter", nullptr);

const lattice_sink* const kSinks[] = {&kSequence, &kOrderedSequence, &kReelSink,
                                      &kHolder,   &kParallelHolder,  &kCounter};

// ---- Artifacts ------------------------------------------------------------------------

enum { kFailFrame, kArtifactParams };

const lattice_param kArtifactParamTable[kArtifactParams] = {
    integer_param("fail_frame", "The frame at which it fails; -2: when it finishes.", -1)};
const lattice_param* const kArtifactParamPointers[kArtifactParams] = {&kArtifactParamTable[0]};

lattice_output make_output(const char* name, const char* channel, std::uint32_t flags,
                           std::uint32_t alias, const lattice_type& type) {
  lattice_output o{};
  o.struct_size = sizeof o;
  o.kind = LATTICE_STREAM_IMAGE;
  o.flags = flags;
  o.alias_plane = alias;
  o.name = name;
  o.channels[0] = channel;
  o.type = type;
  return o;
}

const lattice_type kF32 = type_of(LATTICE_F32, 1, LATTICE_ALPHA_NONE, LATTICE_SPACE_DATA);
const lattice_output kColor = make_output("", "R", 0, LATTICE_ALIAS_COLOR, lattice_type{});
const lattice_output kHalf = make_output("", "Y", 0, LATTICE_NO_ALIAS, kF32);
const lattice_output kRawDepth =
    make_output("z", "Z", LATTICE_STREAM_AUXILIARY, LATTICE_ALIAS_DEPTH, lattice_type{});
const lattice_output* const kColorOutputs[] = {&kColor};
const lattice_output* const kDepthOutputs[] = {&kHalf, &kRawDepth};

lattice_output make_document() {
  lattice_output o = make_output("", nullptr, 0, LATTICE_NO_ALIAS, lattice_type{});
  o.kind = LATTICE_STREAM_DOCUMENT;
  return o;
}
const lattice_output kDocument = make_document();
const lattice_output* const kDocumentOutputs[] = {&kDocument};

struct ProbeArtifact {
  const lattice_host* host;
  std::int64_t fail_frame;
  std::string lines;

  lattice_status fail(const char* text) const {
    host->set_error(host, text);
    return LATTICE_ERR_PLUGIN;
  }
};

template <const lattice_output* const* table, std::uint32_t count>
lattice_status artifact_create(const lattice_host* host, const lattice_artifact_binding* binding,
                               void** self, const lattice_output* const** outputs,
                               std::uint32_t* output_count) noexcept {
  *self = new ProbeArtifact{host, binding->params[kFailFrame].i64, {}};
  *outputs = table;
  *output_count = count;
  return LATTICE_OK;
}

void artifact_destroy(void* self) noexcept { delete static_cast<ProbeArtifact*>(self); }

// Half the depth; params must arrive with the frame, and the alias must have no pixels.
lattice_status produce_half(const void* self, const lattice_frame* frame,
                            const lattice_planes* planes, const lattice_scene*,
                            const lattice_image* buffers) noexcept {
  const auto& artifact = *static_cast<const ProbeArtifact*>(self);
  if (frame->index == artifact.fail_frame) return artifact.fail("the numbers make no sense");
  const lattice_image* depth = planes->plane[LATTICE_PLANE_DEPTH];
  if (!depth || planes->plane[LATTICE_PLANE_COLOR] || buffers[1].plane[0] ||
      frame->param_count != kArtifactParams)
    return artifact.fail("the host broke a rule");
  for (int y = depth->bounds.y0; y < depth->bounds.y1; ++y) {
    const auto* src = reinterpret_cast<const float*>(
        static_cast<const std::byte*>(depth->plane[0]) + y * depth->row_bytes[0]);
    auto* dst = reinterpret_cast<float*>(static_cast<std::byte*>(buffers[0].plane[0]) +
                                         y * buffers[0].row_bytes[0]);
    for (int x = depth->bounds.x0; x < depth->bounds.x1; ++x) dst[x] = src[x] / 2;
  }
  return LATTICE_OK;
}

lattice_status produce_color(const void* self, const lattice_frame*, const lattice_planes*,
                             const lattice_scene*, const lattice_image*) noexcept {
  return static_cast<const ProbeArtifact*>(self)->fail("nothing is left to produce");
}

lattice_status observe(void* self, const lattice_frame* frame, const lattice_planes* planes,
                       const lattice_scene*) noexcept {
  auto& artifact = *static_cast<ProbeArtifact*>(self);
  if (frame->index == artifact.fail_frame) return artifact.fail("the camera is lost");
  const auto* depth = static_cast<const float*>(planes->plane[LATTICE_PLANE_DEPTH]->plane[0]);
  artifact.lines += std::to_string(frame->index) + " " + std::to_string(*depth) + "\n";
  return LATTICE_OK;
}

lattice_status finish(void* self, const lattice_files* files) noexcept {
  const auto& artifact = *static_cast<ProbeArtifact*>(self);
  if (artifact.fail_frame == -2) return artifact.fail("the document is too strange");
  lattice_file* file = nullptr;
  lattice_status status = files->open(files, "track.txt", &file);
  if (status != LATTICE_OK) return status;
  status = files->write(file, artifact.lines.data(), artifact.lines.size());
  if (status == LATTICE_OK) return files->commit(file);
  files->discard(file);
  return status;
}

lattice_artifact make_artifact(const char* id, std::uint32_t policy, std::uint32_t planes) {
  lattice_artifact a{};
  a.struct_size = sizeof a;
  a.content_version = 1;
  a.policy = policy;
  a.planes = planes;
  a.param_count = kArtifactParams;
  a.id = id;
  a.label = "Probe";
  a.summary = "Makes the least that it can.";
  a.params = kArtifactParamPointers;
  a.destroy = &artifact_destroy;
  return a;
}

lattice_artifact color_artifact() {
  lattice_artifact a = make_artifact("test.color", LATTICE_PER_FRAME, 1u << LATTICE_PLANE_COLOR);
  a.create = &artifact_create<kColorOutputs, 1>;
  a.produce = &produce_color;
  return a;
}

lattice_artifact half_artifact() {
  lattice_artifact a = make_artifact("test.half", LATTICE_PER_FRAME, 1u << LATTICE_PLANE_DEPTH);
  a.create = &artifact_create<kDepthOutputs, 2>;
  a.produce = &produce_half;
  return a;
}

lattice_artifact track_artifact() {
  lattice_artifact a = make_artifact("test.track", LATTICE_PER_EXPORT, 1u << LATTICE_PLANE_DEPTH);
  a.create = &artifact_create<kDocumentOutputs, 1>;
  a.observe = &observe;
  a.finish = &finish;
  return a;
}

lattice_artifact normal_artifact() {
  lattice_artifact a = make_artifact("test.normal", LATTICE_PER_FRAME, 1u << LATTICE_PLANE_NORMAL);
  a.create = &artifact_create<kColorOutputs, 1>;
  a.produce = &produce_color;
  return a;
}

const lattice_artifact kColorArtifact = color_artifact();
const lattice_artifact kHalfArtifact = half_artifact();
const lattice_artifact kTrackArtifact = track_artifact();
const lattice_artifact kNormalArtifact = normal_artifact();
const lattice_artifact* const kArtifacts[] = {&kColorArtifact, &kHalfArtifact, &kTrackArtifact,
                                              &kNormalArtifact};

const lattice_plugin kPlugin = {sizeof(lattice_plugin),
                                LATTICE_ABI_VERSION,
                                0,
                                0,
                                4,
                                6,
                                "test.export_probe",
                                "1.0.0",
                                "The tests",
                                nullptr,
                                nullptr,
                                kArtifacts,
                                kSinks};

}  // namespace

const lattice_plugin* lattice_plugin_entry_v1(std::uint32_t) noexcept { return &kPlugin; }

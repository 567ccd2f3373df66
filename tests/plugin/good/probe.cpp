// A library with a kind of every class whose params choose how it behaves, rightly or
// wrongly, once it is loaded.
#include <atomic>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <thread>

#include "good/probe_modes.h"
#include "parts.h"

namespace {

struct Instance {
  const lattice_host* host;
  std::int64_t mode;
};

const Instance& of(const void* self) { return *static_cast<const Instance*>(self); }

std::atomic<int> g_inside_session{0};

// Fails when two [session] calls of this library overlap.
bool sessions_overlap() {
  const int inside = ++g_inside_session;
  std::this_thread::yield();
  --g_inside_session;
  return inside != 1;
}

lattice_status refuse(const lattice_host* host, const char* text) {
  host->set_error(host, text);
  return LATTICE_ERR_PLUGIN;
}

lattice_status create_filter(const lattice_host* host, const lattice_filter_binding* binding,
                             void** self) noexcept {
  if (sessions_overlap()) return refuse(host, "two session calls overlapped");
  const std::int64_t mode = binding->statics[0].i64;
  if (mode == kCreateFails) return refuse(host, "mode 1 is always refused; take another");
  if (mode == kCreateFailsMutely) return LATTICE_ERR_MEMORY;
  if (mode == kLogs) host->log(host, LATTICE_LOG_WARNING, "the mode is odd");
  *self = new Instance{host, mode};
  return LATTICE_OK;
}

void destroy(void* self) noexcept {
  const Instance* instance = static_cast<Instance*>(self);
  if (sessions_overlap()) std::fputs("two session calls overlapped\n", stderr);
  if (instance->mode == kLogs) instance->host->log(instance->host, LATTICE_LOG_ERROR, "destroyed");
  delete instance;
}

lattice_status fold(const void* self, const lattice_frame*, lattice_fold* out) noexcept {
  switch (of(self).mode) {
    case kFoldNan:
      out->kind = LATTICE_FOLD_OPACITY;
      out->opacity = std::nan("");
      break;
    case kFoldUnknown: out->kind = 99; break;
    case kFoldOfUnknownSpace:
      out->kind = LATTICE_FOLD_COLOR;
      out->space = LATTICE_SPACE_ACESCG;
      break;
    case kFoldMix: out->kind = LATTICE_FOLD_MIX; break;
    default: break;
  }
  return LATTICE_OK;
}

lattice_rect spoiled(std::int64_t mode, const lattice_rect& right) {
  if (mode == kInvertedRects) return {5, 5, -5, -5};
  if (mode == kHugeRects) return {INT32_MIN, INT32_MIN, INT32_MAX, INT32_MAX};
  return right;
}

lattice_status bounds(const void* self, const lattice_frame*, const lattice_rect* ports,
                      std::uint32_t, lattice_rect* out) noexcept {
  *out = spoiled(of(self).mode, ports[0]);
  return LATTICE_OK;
}

lattice_status roi(const void* self, const lattice_frame*, std::uint32_t, std::uint32_t,
                   const lattice_rect* want, lattice_rect* out) noexcept {
  *out = spoiled(of(self).mode, *want);
  return LATTICE_OK;
}

lattice_status passes(const void* self, const lattice_frame*, const lattice_rect* ports,
                      std::uint32_t, lattice_pass* out, std::uint32_t* count) noexcept {
  *count = 2;
  out[0].bounds = out[1].bounds = spoiled(of(self).mode, ports[0]);
  if (of(self).mode == kNoPasses) *count = 0;
  if (of(self).mode == kTooManyPasses) *count = LATTICE_MAX_PASSES + 1;
  if (of(self).mode == kPassOfUnknownType) out[1].type.dtype = 77;
  if (of(self).mode == kPassOfUnknownFlags) out[1].flags = 8;
  return LATTICE_OK;
}

lattice_status tile(const void* self, const lattice_frame*, const lattice_tile* tile) noexcept {
  if (of(self).mode == kTileFailsAtLength) {
    char longer[3000];
    std::memset(longer, 'x', sizeof longer);
    longer[sizeof longer - 1] = '\0';
    return refuse(of(self).host, longer);
  }
  if (of(self).mode != kTileFails) return LATTICE_OK;
  char text[64];
  std::snprintf(text, sizeof text, "worker %u had enough", tile->worker);
  return refuse(of(self).host, text);
}

const lattice_choice kSoft = {sizeof(lattice_choice), 0, "soft", "for faces"};
const lattice_choice kHard = {sizeof(lattice_choice), 0, "hard", "for type"};
const lattice_choice* const kChoices[] = {&kSoft, &kHard};
const lattice_param_alias kDiameter = {sizeof(lattice_param_alias), 0, "diameter", 0.5};
const lattice_param_alias* const kAliases[] = {&kDiameter};

lattice_param param(std::uint32_t type, const char* id) {
  lattice_param out{};
  out.struct_size = sizeof out;
  out.type = type;
  out.id = id;
  out.hint = "A test param.";
  return out;
}

lattice_param mode_param() {
  lattice_param out = param(LATTICE_PARAM_INT, "mode");
  out.flags = LATTICE_PARAM_HIDDEN;
  out.max = 99;
  return out;
}

lattice_param radius_param() {
  lattice_param out = param(LATTICE_PARAM_F64, "radius");
  out.flags = LATTICE_PARAM_ANIMATES | LATTICE_PARAM_SCALES;
  out.alias_count = 1;
  out.aliases = kAliases;
  out.unit = "px";
  out.initial.f64 = 4;
  out.max = 100;
  return out;
}

lattice_param edge_param() {
  lattice_param out = param(LATTICE_PARAM_CHOICE, "edge");
  out.choice_count = 2;
  out.choices = kChoices;
  out.initial.index = 1;
  return out;
}

lattice_param tint_param() {
  lattice_param out = param(LATTICE_PARAM_COLOR, "tint");
  out.flags = LATTICE_PARAM_ANIMATES;
  for (float& lane : out.initial.rgba) lane = 0.5f;
  out.max = 1;
  return out;
}

lattice_param curve_param() {
  static constexpr double kPoints[] = {0, 0, 1, 1};
  lattice_param out = param(LATTICE_PARAM_CURVE, "curve");
  out.min_count = 4;
  out.initial.array = {kPoints, 4};
  return out;
}

lattice_param file_param() {
  lattice_param out = param(LATTICE_PARAM_STRING, "file");
  out.flags = LATTICE_PARAM_REQUIRED;
  return out;
}

const lattice_param kMode = mode_param(), kRadius = radius_param(), kEdge = edge_param(),
                    kTint = tint_param(), kCurve = curve_param(), kFile = file_param();
const lattice_param* const kFilterParams[] = {&kMode, &kRadius, &kEdge, &kTint, &kCurve, &kFile};
const lattice_param* const kModeOnly[] = {&kMode};

const lattice_port kMatte = {sizeof(lattice_port), LATTICE_PORT_OPTIONAL, "matte", "where"};
const lattice_port kFrom = {sizeof(lattice_port), 0, "from", "before"};
const lattice_port kTo = {sizeof(lattice_port), 0, "to", "after"};
const lattice_port* const kProbePorts[] = {&parts::kSrc, &kMatte};
const lattice_port* const kTransitionPorts[] = {&kFrom, &kTo};

lattice_filter probe_effect() {
  lattice_filter out = parts::effect("org.test.probe");
  out.label = "Probe";
  out.summary = "Behaves as its mode says.";
  out.param_count = 6;
  out.params = kFilterParams;
  out.port_count = 2;
  out.ports = kProbePorts;
  out.create = &create_filter;
  out.destroy = &destroy;
  out.fold = &fold;
  out.bounds = &bounds;
  out.roi = &roi;
  out.passes = &passes;
  out.tile = &tile;
  return out;
}

lattice_filter probe_transition() {
  lattice_filter out = parts::effect("org.test.probe");
  out.label = "Probe cut";
  out.param_count = 1;
  out.params = kModeOnly;
  out.port_count = 2;
  out.ports = kTransitionPorts;
  out.create = &create_filter;
  out.destroy = &destroy;
  out.fold = &fold;
  return out;
}

// ---- Artifact: one document per export.

lattice_output document(const char* name) {
  lattice_output out{};
  out.struct_size = sizeof out;
  out.kind = LATTICE_STREAM_DOCUMENT;
  out.name = name;
  return out;
}

const lattice_output kMain = document(""), kExtra = document("extra"), kUp = document("../up");
const lattice_output* const kGoodOutputs[] = {&kMain, &kExtra};
const lattice_output* const kTwinOutputs[] = {&kExtra, &kExtra};
const lattice_output* const kEscapingOutputs[] = {&kUp};

lattice_status create_notes(const lattice_host* host, const lattice_artifact_binding* binding,
                            void** self, const lattice_output* const** outputs,
                            std::uint32_t* count) noexcept {
  const std::int64_t mode = binding->params[0].i64;
  *self = new Instance{host, mode};
  *outputs = mode == kTwins ? kTwinOutputs : mode == kEscapes ? kEscapingOutputs : kGoodOutputs;
  *count = mode == kEscapes ? 1 : 2;
  return LATTICE_OK;
}

lattice_status observe(void* self, const lattice_frame* frame, const lattice_planes*,
                       const lattice_scene*) noexcept {
  return frame->index < 3 ? LATTICE_OK : refuse(of(self).host, "saw too many frames");
}

lattice_status finish(void*, const lattice_files*) noexcept { return LATTICE_ERR_CANCELLED; }

lattice_artifact notes() {
  lattice_artifact out{};
  out.struct_size = sizeof out;
  out.content_version = 1;
  out.policy = LATTICE_PER_EXPORT;
  out.param_count = 1;
  out.id = "org.test.notes";
  out.label = "Notes";
  out.summary = "Counts frames.";
  out.params = kModeOnly;
  out.create = &create_notes;
  out.destroy = &destroy;
  out.observe = &observe;
  out.finish = &finish;
  return out;
}

// ---- Sink: logs what happens to it.

void say(const void* self, const char* text) {
  of(self).host->log(of(self).host, LATTICE_LOG_INFO, text);
}

lattice_status create_sink(const lattice_host* host, const lattice_sink_binding* binding,
                           void** self) noexcept {
  if (host->extension(host, LATTICE_FILES_1) == nullptr) return refuse(host, "no files");
  if (host->extension(host, "lattice.unheard_of/1") != nullptr) return refuse(host, "too much");
  *self = new Instance{host, binding->params[0].i64};
  return LATTICE_OK;
}

lattice_status negotiate(void* self, const lattice_stream* const*, lattice_stream* const* wanted,
                         std::uint32_t) noexcept {
  if (of(self).mode == kRefusesStreams) {
    refuse(of(self).host, "cannot write depth; leave it out");
    return LATTICE_ERR_UNSUPPORTED;
  }
  if (of(self).mode == kWantsNonsense) wanted[0]->type.dtype = 77;
  if (of(self).mode == kWantsEmpty) wanted[0]->width = 0;
  return LATTICE_OK;
}

lattice_status begin(void* self, const lattice_stream* const*, std::uint32_t) noexcept {
  say(self, "begin");
  return LATTICE_OK;
}

lattice_status push(void* self, const lattice_packet* packet) noexcept {
  return packet->frame < 3 ? LATTICE_OK : refuse(of(self).host, "the disk is full");
}

lattice_status end(void* self, std::uint32_t outcome) noexcept {
  char text[16];
  std::snprintf(text, sizeof text, "end %u", outcome);
  say(self, text);
  return LATTICE_OK;
}

const char* const kExtensions[] = {"rec", "record"};

lattice_sink recorder() {
  lattice_sink out{};
  out.struct_size = sizeof out;
  out.flags = LATTICE_SINK_IN_ORDER;
  out.max_held = 2;
  out.param_count = 1;
  out.extension_count = 2;
  out.id = "org.test.recorder";
  out.label = "Recorder";
  out.summary = "Logs its calls.";
  out.params = kModeOnly;
  out.extensions = kExtensions;
  out.create = &create_sink;
  out.destroy = &destroy;
  out.negotiate = &negotiate;
  out.begin = &begin;
  out.push = &push;
  out.end = &end;
  return out;
}

}  // namespace

const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) noexcept {
  static const lattice_filter effect = probe_effect(), transition = probe_transition();
  static const lattice_artifact artifact = notes();
  static const lattice_sink sink = recorder();
  static const lattice_filter *const effects[] = {&effect}, *const transitions[] = {&transition};
  static const lattice_artifact* const artifacts[] = {&artifact};
  static const lattice_sink* const sinks[] = {&sink};
  static const lattice_plugin plugin = [] {
    lattice_plugin out = parts::library("org.test.probe", effects, 1);
    out.transition_count = out.artifact_count = out.sink_count = 1;
    out.transitions = transitions;
    out.artifacts = artifacts;
    out.sinks = sinks;
    return out;
  }();
  return LATTICE_HOST_FITS(host_abi) ? &plugin : nullptr;
}

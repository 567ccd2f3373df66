/* Two artifacts with nothing wrong: one that measures every frame into a buffer of floats, and
 * one that watches the whole export and writes a document. */
#ifndef CHECK_ARTIFACT_H
#define CHECK_ARTIFACT_H
#include <stdlib.h>

#include "library.h"

static const lattice_output kCheckOutput = {
    .struct_size = sizeof(lattice_output),
    .kind = LATTICE_STREAM_IMAGE,
    .name = "",
    .type = {.dtype = LATTICE_F32, .channels = 1, .space = LATTICE_SPACE_DATA},
};
static const lattice_output kCheckDocument = {
    .struct_size = sizeof(lattice_output),
    .kind = LATTICE_STREAM_DOCUMENT,
    .name = "",
};

/* ---- Frame by frame: 1 / (1 + |depth|), 0 where nothing is ---------------------------- */

static inline lattice_status check_measurer(const lattice_host* host,
                                            const lattice_artifact_binding* binding, void** self,
                                            const lattice_output* const** outputs,
                                            uint32_t* output_count) LATTICE_NOEXCEPT {
  static const lattice_output* const kOutputs[] = {&kCheckOutput};
  (void)binding;
  *self = (void*)host;
  *outputs = kOutputs;
  *output_count = 1;
  return LATTICE_OK;
}

static inline void check_keep(void* self) LATTICE_NOEXCEPT { (void)self; }

static inline float* check_float_at(const lattice_image* image, int32_t x, int32_t y) {
  char* row = (char*)image->plane[0] + (int64_t)(y - image->bounds.y0) * image->row_bytes[0];
  return (float*)(void*)row + (x - image->bounds.x0);
}

static inline float check_nearness(const lattice_planes* planes, int32_t x, int32_t y) {
  const lattice_image* depth = planes->plane[LATTICE_PLANE_DEPTH];
  const lattice_rect* there = &depth->valid;
  if (x < there->x0 || x >= there->x1 || y < there->y0 || y >= there->y1) return 0;
  const float z = *check_float_at(depth, x, y);
  return z - z == 0 ? 1 / (1 + (z < 0 ? -z : z)) : 0; /* z - z: infinite and NaN are nothing */
}

/* Fills the rows from y0 on, times `factor`. */
static inline void check_measure(const lattice_planes* planes, const lattice_image* buffer,
                                 int32_t y0, float factor) {
  for (int32_t y = y0; y < buffer->bounds.y1; ++y)
    for (int32_t x = buffer->bounds.x0; x < buffer->bounds.x1; ++x)
      *check_float_at(buffer, x, y) = check_nearness(planes, x, y) * factor;
}

static inline lattice_status check_produce(const void* self, const lattice_frame* frame,
                                           const lattice_planes* planes, const lattice_scene* scene,
                                           const lattice_image* buffers) LATTICE_NOEXCEPT {
  (void)self;
  (void)frame;
  (void)scene;
  check_measure(planes, &buffers[0], buffers[0].bounds.y0, 1);
  return LATTICE_OK;
}

/* ---- Per export: how many frames there were -------------------------------------------- */

typedef struct check_watch {
  const lattice_host* host;
  uint32_t frames;
} check_watch;

static inline lattice_status check_watcher(const lattice_host* host,
                                           const lattice_artifact_binding* binding, void** self,
                                           const lattice_output* const** outputs,
                                           uint32_t* output_count) LATTICE_NOEXCEPT {
  static const lattice_output* const kOutputs[] = {&kCheckDocument};
  (void)binding;
  check_watch* watch = calloc(1, sizeof *watch);
  if (watch == NULL)
    return check_refuse(host, LATTICE_ERR_MEMORY, "there is no memory left; close something");
  watch->host = host;
  *self = watch;
  *outputs = kOutputs;
  *output_count = 1;
  return LATTICE_OK;
}

static inline void check_unwatch(void* self) LATTICE_NOEXCEPT { free(self); }

static inline lattice_status check_observe(void* self, const lattice_frame* frame,
                                           const lattice_planes* planes, const lattice_scene* scene)
    LATTICE_NOEXCEPT {
  check_watch* watch = self;
  (void)frame;
  (void)planes;
  (void)scene;
  ++watch->frames;
  return LATTICE_OK;
}

static inline lattice_status check_finish(void* self, const lattice_files* files) LATTICE_NOEXCEPT {
  const check_watch* watch = self;
  lattice_file* file = NULL;
  lattice_status status = files->open(files, "frames.bin", &file);
  if (status == LATTICE_OK) status = files->write(file, &watch->frames, sizeof watch->frames);
  if (status == LATTICE_OK)
    status = files->commit(file);
  else
    files->discard(file);
  if (status != LATTICE_OK)
    watch->host->set_error(watch->host, "cannot write frames.bin; free some space");
  return status;
}

/* ---- Their libraries -------------------------------------------------------------------- */

#define CHECK_ARTIFACT_TABLE(name, ...)                                                \
  static const lattice_artifact kArtifact = {.struct_size = sizeof(lattice_artifact),  \
                                             .content_version = 1,                     \
                                             .id = "com.example." name,                \
                                             .label = "Measured",                      \
                                             .summary = "Measures what was rendered.", \
                                             .destroy = check_keep,                    \
                                             __VA_ARGS__};                             \
  static const lattice_artifact* const kArtifacts[] = {&kArtifact};                    \
  CHECK_LIBRARY(name, .artifact_count = 1, .artifacts = kArtifacts);                   \
  CHECK_ENTRY

#define CHECK_MEASURER(name, ...)                                                              \
  CHECK_ARTIFACT_TABLE(name, .policy = LATTICE_PER_FRAME, .planes = 1u << LATTICE_PLANE_DEPTH, \
                       .create = check_measurer, .produce = check_produce, __VA_ARGS__)

#define CHECK_WATCHER(name, ...)                                                                   \
  CHECK_ARTIFACT_TABLE(name, .policy = LATTICE_PER_EXPORT, .create = check_watcher,                \
                       .destroy = check_unwatch, .observe = check_observe, .finish = check_finish, \
                       __VA_ARGS__)

#endif

/* Two sinks with nothing wrong: one file for the whole export, and a file per frame from
 * several threads. Both write interleaved samples as they are. */
#ifndef CHECK_SINK_H
#define CHECK_SINK_H
#include <stdlib.h>

#include "library.h"

enum { kCheckStreams = 8 };

typedef struct check_sink {
  const lattice_host* host;
  const lattice_files* files;
  uint32_t count;                    /* streams */
  lattice_file* file[kCheckStreams]; /* null: dropped, or a file per frame */
} check_sink;

static inline lattice_status check_sink_create(const lattice_host* host,
                                               const lattice_sink_binding* binding, void** self)
    LATTICE_NOEXCEPT {
  (void)binding;
  check_sink* sink = calloc(1, sizeof *sink);
  if (sink == NULL)
    return check_refuse(host, LATTICE_ERR_MEMORY, "there is no memory left; close something");
  sink->host = host;
  sink->files = host->extension(host, LATTICE_FILES_1);
  *self = sink;
  return LATTICE_OK;
}

static inline void check_sink_destroy(void* self) LATTICE_NOEXCEPT { free(self); }

/* Companions are dropped. */
static inline lattice_status check_sink_negotiate(void* self, const lattice_stream* const* offered,
                                                  lattice_stream* const* wanted, uint32_t count)
    LATTICE_NOEXCEPT {
  const check_sink* sink = self;
  if (count > kCheckStreams)
    return check_refuse(sink->host, LATTICE_ERR_UNSUPPORTED, "takes 8 streams; export fewer");
  for (uint32_t i = 0; i < count; ++i) {
    if ((offered[i]->flags & LATTICE_STREAM_AUXILIARY) != 0)
      wanted[i]->kind = 0;
    else if (offered[i]->kind != LATTICE_STREAM_IMAGE)
      return check_refuse(sink->host, LATTICE_ERR_UNSUPPORTED, "takes pictures only; export rgba");
    else if (offered[i]->type.layout != LATTICE_INTERLEAVED)
      return check_refuse(sink->host, LATTICE_ERR_UNSUPPORTED,
                          "takes interleaved samples only; export rgba");
  }
  return LATTICE_OK;
}

static inline uint64_t check_row_bytes(const lattice_image* image) {
  static const uint8_t kSampleBytes[] = {0, 1, 2, 4, 2, 4};
  return (uint64_t)(image->bounds.x1 - image->bounds.x0) * image->type.channels *
         kSampleBytes[image->type.dtype];
}

static inline lattice_status check_write_rows(const lattice_files* files, lattice_file* file,
                                              const lattice_image* image) {
  const char* row = image->plane[0];
  for (int32_t y = image->bounds.y0; y < image->bounds.y1; ++y, row += image->row_bytes[0]) {
    const lattice_status status = files->write(file, row, check_row_bytes(image));
    if (status != LATTICE_OK) return status;
  }
  return LATTICE_OK;
}

static inline lattice_status check_cannot_write(const check_sink* sink, lattice_status status) {
  if (status != LATTICE_OK)
    sink->host->set_error(sink->host, "cannot write the file; free some space on the disk");
  return status;
}

/* ---- One file ---------------------------------------------------------------------------- */

static inline void check_discard_all(check_sink* sink) {
  for (uint32_t i = 0; i < sink->count; ++i) {
    sink->files->discard(sink->file[i]);
    sink->file[i] = NULL;
  }
}

static inline lattice_status check_film_begin(void* self, const lattice_stream* const* streams,
                                              uint32_t count) LATTICE_NOEXCEPT {
  check_sink* sink = self;
  lattice_status status = LATTICE_OK;
  sink->count = count;
  for (uint32_t i = 0; i < count && status == LATTICE_OK; ++i)
    if (streams[i]->kind == LATTICE_STREAM_IMAGE)
      status = sink->files->open(sink->files, streams[i]->path, &sink->file[i]);
  if (status != LATTICE_OK) check_discard_all(sink);
  return check_cannot_write(sink, status);
}

static inline lattice_status check_film_push(void* self, const lattice_packet* packet)
    LATTICE_NOEXCEPT {
  check_sink* sink = self;
  lattice_status status = LATTICE_OK;
  for (uint32_t i = 0; i < sink->count && status == LATTICE_OK; ++i)
    if (sink->file[i] != NULL)
      status = check_write_rows(sink->files, sink->file[i], packet->images[i]);
  return check_cannot_write(sink, status);
}

static inline lattice_status check_film_end(void* self, uint32_t outcome) LATTICE_NOEXCEPT {
  check_sink* sink = self;
  lattice_status status = LATTICE_OK;
  for (uint32_t i = 0; i < sink->count && outcome == LATTICE_END_OK && status == LATTICE_OK; ++i) {
    lattice_file* file = sink->file[i];
    sink->file[i] = NULL;
    if (file != NULL) status = sink->files->commit(file);
  }
  check_discard_all(sink);
  return check_cannot_write(sink, status);
}

/* ---- A file per frame ---------------------------------------------------------------------- */

static inline lattice_status check_still_begin(void* self, const lattice_stream* const* streams,
                                               uint32_t count) LATTICE_NOEXCEPT {
  (void)self;
  (void)streams;
  (void)count;
  return LATTICE_OK;
}

/* `mark` goes in front of the samples. */
static inline lattice_status check_write_still(const check_sink* sink, const lattice_image* image,
                                               const char* path, unsigned char mark) {
  lattice_file* file = NULL;
  lattice_status status = sink->files->open(sink->files, path, &file);
  if (status == LATTICE_OK) status = sink->files->write(file, &mark, 1);
  if (status == LATTICE_OK) status = check_write_rows(sink->files, file, image);
  if (status == LATTICE_OK) return sink->files->commit(file);
  sink->files->discard(file);
  return status;
}

static inline lattice_status check_still_push_marked(const check_sink* sink,
                                                     const lattice_packet* packet,
                                                     unsigned char mark) {
  lattice_status status = LATTICE_OK;
  for (uint32_t i = 0; i < packet->stream_count && status == LATTICE_OK; ++i)
    if (packet->images[i] != NULL)
      status = check_write_still(sink, packet->images[i], packet->paths[i], mark);
  return check_cannot_write(sink, status);
}

static inline lattice_status check_still_push(void* self, const lattice_packet* packet)
    LATTICE_NOEXCEPT {
  return check_still_push_marked(self, packet, 0);
}

static inline lattice_status check_still_end(void* self, uint32_t outcome) LATTICE_NOEXCEPT {
  (void)self;
  (void)outcome;
  return LATTICE_OK;
}

/* ---- Their libraries -------------------------------------------------------------------- */

#define CHECK_SINK_TABLE(name, ...)                                                \
  static const char* const kExtensions[] = {"raw"};                                \
  static const lattice_sink kSink = {.struct_size = sizeof(lattice_sink),          \
                                     .extension_count = 1,                         \
                                     .id = "com.example." name,                    \
                                     .label = "Raw samples",                       \
                                     .summary = "Writes the samples as they are.", \
                                     .extensions = kExtensions,                    \
                                     .create = check_sink_create,                  \
                                     .destroy = check_sink_destroy,                \
                                     .negotiate = check_sink_negotiate,            \
                                     __VA_ARGS__};                                 \
  static const lattice_sink* const kSinks[] = {&kSink};                            \
  CHECK_LIBRARY(name, .sink_count = 1, .sinks = kSinks);                           \
  CHECK_ENTRY

#define CHECK_FILM(name, ...)                                                       \
  CHECK_SINK_TABLE(name, .flags = LATTICE_SINK_IN_ORDER, .begin = check_film_begin, \
                   .push = check_film_push, .end = check_film_end, __VA_ARGS__)

#define CHECK_STILLS(name, ...)                                                                  \
  CHECK_SINK_TABLE(name, .flags = LATTICE_SINK_PARALLEL | LATTICE_SINK_FILE_PER_FRAME,           \
                   .begin = check_still_begin, .push = check_still_push, .end = check_still_end, \
                   __VA_ARGS__)

#endif

/* @LABEL@: a binary PPM file per frame, 8 bits for each of R, G and B.
 *
 * The host converts pixels to what negotiate() asked for, gives every frame its path, and
 * calls push() from several threads at once. Files are written through "lattice.files/1" only:
 * that is what keeps half a file from ever standing under its final name. */
#include <lattice/plugin.h>
#include <stdio.h>
#include <stdlib.h>

static const char* const kExtensions[] = {"ppm"};

typedef struct sink {
  const lattice_host* host;
  const lattice_files* files;
} sink;

static lattice_status failed(const sink* s, lattice_status status, const char* sentence) {
  s->host->set_error(s->host, sentence);
  return status;
}

static lattice_status create(const lattice_host* host, const lattice_sink_binding* binding,
                             void** self) LATTICE_NOEXCEPT {
  (void)binding;
  const sink made = {host, host->extension(host, LATTICE_FILES_1)};
  if (made.files == NULL)
    return failed(&made, LATTICE_ERR_UNSUPPORTED,
                  "this host lets nobody write files; use a newer one");
  sink* kept = malloc(sizeof *kept);
  if (kept == NULL) return failed(&made, LATTICE_ERR_MEMORY, "there is no memory left");
  *kept = made;
  *self = kept;
  return LATTICE_OK;
}

static void destroy(void* self) LATTICE_NOEXCEPT { free(self); }

/* One picture with colours. A companion of it that has no place in a PPM is left out; whatever
 * else cannot be written is refused now, before anything was rendered. */
static lattice_status negotiate(void* self, const lattice_stream* const* offered,
                                lattice_stream* const* wanted, uint32_t count) LATTICE_NOEXCEPT {
  const lattice_type rgb8 = {.dtype = LATTICE_U8, .channels = 3, .space = LATTICE_SPACE_SRGB};
  uint32_t pictures = 0;
  for (uint32_t i = 0; i < count; ++i) {
    const lattice_stream* stream = offered[i];
    if (stream->flags & LATTICE_STREAM_AUXILIARY) {
      wanted[i]->kind = 0;
      continue;
    }
    if (stream->kind != LATTICE_STREAM_IMAGE || stream->type.channels < 3 ||
        stream->type.space == LATTICE_SPACE_DATA)
      return failed(self, LATTICE_ERR_UNSUPPORTED,
                    "PPM holds colours only; send everything else to --sink exr or npy");
    wanted[i]->type = rgb8;
    ++pictures;
  }
  if (pictures == 1) return LATTICE_OK;
  return failed(self, LATTICE_ERR_UNSUPPORTED,
                "a PPM file holds one picture; choose one artifact that makes one, such as rgba");
}

static lattice_status begin(void* self, const lattice_stream* const* streams, uint32_t count)
    LATTICE_NOEXCEPT {
  (void)self;
  (void)streams;
  (void)count;
  return LATTICE_OK;
}

/* Rows may have bytes behind their pixels that do not belong into the file. */
static lattice_status write_picture(const sink* s, lattice_file* file, const lattice_image* image) {
  const int32_t width = image->bounds.x1 - image->bounds.x0;
  const int32_t height = image->bounds.y1 - image->bounds.y0;
  char header[40];
  const int size = snprintf(header, sizeof header, "P6\n%d %d\n255\n", width, height);
  lattice_status status = s->files->write(file, header, (uint64_t)size);
  for (int32_t y = 0; y < height && status == LATTICE_OK; ++y)
    status = s->files->write(file, (const char*)image->plane[0] + y * image->row_bytes[0],
                             (uint64_t)width * 3);
  return status;
}

/* Every file is whole, or gone, when push() returns. */
static lattice_status push(void* self, const lattice_packet* packet) LATTICE_NOEXCEPT {
  const sink* s = self;
  for (uint32_t i = 0; i < packet->stream_count; ++i) {
    if (packet->images[i] == NULL) continue;
    lattice_file* file = NULL;
    lattice_status status = s->files->open(s->files, packet->paths[i], &file);
    if (status == LATTICE_OK) status = write_picture(s, file, packet->images[i]);
    if (status == LATTICE_OK)
      status = s->files->commit(file);
    else
      s->files->discard(file);
    if (status != LATTICE_OK)
      return failed(s, status,
                    "a PPM file cannot be written; make sure that the output folder may be "
                    "written to and that there is space left");
  }
  return LATTICE_OK;
}

static lattice_status end(void* self, uint32_t outcome) LATTICE_NOEXCEPT {
  (void)self;
  (void)outcome; /* nothing is held back that could be flushed or thrown away */
  return LATTICE_OK;
}

static const lattice_sink kSink = {
    .struct_size = sizeof(lattice_sink),
    .flags = LATTICE_SINK_FILE_PER_FRAME | LATTICE_SINK_PARALLEL,
    .extension_count = 1,
    .id = "@ID@",
    .label = "@LABEL@",
    .summary = "Writes each frame as a binary PPM file.",
    .extensions = kExtensions,
    .create = create,
    .destroy = destroy,
    .negotiate = negotiate,
    .begin = begin,
    .push = push,
    .end = end,
};
static const lattice_sink* const kSinks[] = {&kSink};

static const lattice_plugin kPlugin = {
    .struct_size = sizeof(lattice_plugin),
    .abi = LATTICE_ABI_VERSION,
    .sink_count = 1,
    .id = "@ID@",
    .version = "1.0.0",
    .vendor = "Example",
    .sinks = kSinks,
};

const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) LATTICE_NOEXCEPT {
  return LATTICE_HOST_FITS(host_abi) ? &kPlugin : NULL;
}

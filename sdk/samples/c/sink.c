/* A PAM file per frame: a few lines of text, then the samples (netpbm.sourceforge.net/doc/pam).
 *
 * Before anything is rendered the sink says in negotiate() which types it wants; the host
 * converts. Files are written through "lattice.files/1" only: they get their name at commit(),
 * and what is not committed vanishes, so a cancelled export leaves nothing half-written. */
#include <lattice/plugin.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct instance {
  const lattice_host* host;
  const lattice_files* files;
} instance;

static lattice_status create(const lattice_host* host, const lattice_sink_binding* binding,
                             void** self) {
  (void)binding; /* there are no params */
  const lattice_files* files = host->extension(host, LATTICE_FILES_1);
  if (files == NULL) {
    host->set_error(host, "this host cannot write files; use one that offers " LATTICE_FILES_1);
    return LATTICE_ERR_UNSUPPORTED;
  }
  instance* made = malloc(sizeof *made);
  if (made == NULL) {
    host->set_error(host, "there is no memory for a sink; close other programs");
    return LATTICE_ERR_MEMORY;
  }
  *made = (instance){host, files};
  *self = made;
  return LATTICE_OK;
}

static void destroy(void* self) { free(self); }

/* A status with its sentence: "pam writes pictures, and 'beats' is none; ...". */
static lattice_status refuse(const instance* in, lattice_status status, const char* before,
                             const char* name, const char* after) {
  char text[512];
  snprintf(text, sizeof text, "pam %s '%s'%s", before, name, after);
  in->host->set_error(in->host, text);
  return status;
}

/* Straight alpha in sRGB bytes is what PAM means by RGB_ALPHA. */
static lattice_status negotiate(void* self, const lattice_stream* const* offered,
                                lattice_stream* const* wanted, uint32_t count) {
  uint32_t taken = 0;
  for (uint32_t i = 0; i < count; ++i) {
    const lattice_stream* stream = offered[i];
    if (stream->kind == 0) continue;
    if ((stream->flags & LATTICE_STREAM_AUXILIARY) != 0) {
      wanted[i]->kind = 0; /* left out */
      continue;
    }
    if (stream->kind != LATTICE_STREAM_IMAGE)
      return refuse(self, LATTICE_ERR_UNSUPPORTED, "writes pictures, and", stream->artifact,
                    " is none; send it to another sink");
    if (stream->type.channels < 3 || stream->type.space == LATTICE_SPACE_DATA)
      return refuse(self, LATTICE_ERR_UNSUPPORTED, "writes colours, and", stream->artifact,
                    " holds other numbers; send it to --sink npy or exr");
    const int has_alpha = stream->type.alpha != LATTICE_ALPHA_NONE;
    wanted[i]->type = (lattice_type){
        .dtype = LATTICE_U8,
        .channels = has_alpha ? 4 : 3,
        .alpha = has_alpha ? LATTICE_ALPHA_STRAIGHT : LATTICE_ALPHA_NONE,
        .space = LATTICE_SPACE_SRGB,
    };
    ++taken;
  }
  if (taken > 0) return LATTICE_OK;
  return refuse(self, LATTICE_ERR_UNSUPPORTED, "was offered no picture; choose", "rgba",
                " as the artifact");
}

/* Every packet brings all that its file needs: nothing to remember. */
static lattice_status begin(void* self, const lattice_stream* const* streams, uint32_t count) {
  (void)self, (void)streams, (void)count;
  return LATTICE_OK;
}

static lattice_status write_header(const instance* in, lattice_file* file,
                                   const lattice_image* image) {
  const int width = image->bounds.x1 - image->bounds.x0;
  const int height = image->bounds.y1 - image->bounds.y0;
  const int depth = image->type.channels;
  char header[128];
  const int size = snprintf(header, sizeof header,
                            "P7\nWIDTH %d\nHEIGHT %d\nDEPTH %d\nMAXVAL 255\nTUPLTYPE %s\nENDHDR\n",
                            width, height, depth, depth == 4 ? "RGB_ALPHA" : "RGB");
  return in->files->write(file, header, (uint64_t)size);
}

static lattice_status write_rows(const instance* in, lattice_file* file,
                                 const lattice_image* image) {
  const int64_t row_bytes = (int64_t)(image->bounds.x1 - image->bounds.x0) * image->type.channels;
  const char* row = image->plane[0];
  lattice_status status = LATTICE_OK;
  for (int32_t y = image->bounds.y0; y < image->bounds.y1 && status == LATTICE_OK; ++y) {
    status = in->files->write(file, row, (uint64_t)row_bytes);
    row += image->row_bytes[0]; /* rows may stand farther apart than they are wide */
  }
  return status;
}

static lattice_status write_file(const instance* in, const char* path, const lattice_image* image) {
  static const char remedy[] = "; see that its folder may be written to and has space left";
  lattice_file* file = NULL;
  lattice_status status = in->files->open(in->files, path, &file);
  if (status != LATTICE_OK) return refuse(in, status, "cannot create the file", path, remedy);
  status = write_header(in, file, image);
  if (status == LATTICE_OK) status = write_rows(in, file, image);
  if (status == LATTICE_OK)
    status = in->files->commit(file); /* also on failure, `file` is gone */
  else
    in->files->discard(file);
  if (status == LATTICE_OK) return status;
  return refuse(in, status, "cannot write the file", path, remedy);
}

/* PARALLEL: several threads at once, frames in any order. */
static lattice_status push(void* self, const lattice_packet* packet) {
  lattice_status status = LATTICE_OK;
  for (uint32_t i = 0; i < packet->stream_count && status == LATTICE_OK; ++i)
    if (packet->images[i] != NULL) status = write_file(self, packet->paths[i], packet->images[i]);
  return status;
}

/* Each file was whole when its push() returned, also when the export ends early. */
static lattice_status end(void* self, uint32_t outcome) {
  (void)self, (void)outcome;
  return LATTICE_OK;
}

static const lattice_sink kSink = {
    .struct_size = sizeof kSink,
    .flags = LATTICE_SINK_PARALLEL | LATTICE_SINK_FILE_PER_FRAME,
    .extension_count = 1,
    .id = "com.example.pam",
    .label = "PAM sequence",
    .summary = "Writes each frame as a PAM file: straight alpha, sRGB.",
    .extensions = (const char* const[]){"pam"},
    .create = create,
    .destroy = destroy,
    .negotiate = negotiate,
    .begin = begin,
    .push = push,
    .end = end,
};

static const lattice_plugin kPlugin = {
    .struct_size = sizeof kPlugin,
    .abi = LATTICE_ABI_VERSION,
    .sink_count = 1,
    .id = "com.example.pam",
    .version = "1.0.0",
    .vendor = "Example",
    .sinks = (const lattice_sink* const[]){&kSink},
};

const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) {
  return LATTICE_HOST_FITS(host_abi) ? &kPlugin : NULL;
}

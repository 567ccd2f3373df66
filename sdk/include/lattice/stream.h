#ifndef LATTICE_STREAM_H
#define LATTICE_STREAM_H
#include "type.h"

/* What passes between artifacts and sinks: streams of images, sound or documents. An
 * artifact says what the numbers are, a sink which container they land in. */

LATTICE_C_BEGIN

enum { /* kinds of stream */
  LATTICE_STREAM_IMAGE = 1,
  LATTICE_STREAM_AUDIO = 2,
  LATTICE_STREAM_DOCUMENT = 3,
};

enum { /* lattice_stream.flags */
  /* A companion of the first stream (the raw metric depth beside the normalised one):
   * a sink that has no place for it leaves it out without a complaint. */
  LATTICE_STREAM_AUXILIARY = 1u << 0,
};

typedef struct lattice_stream {
  uint32_t struct_size;
  uint32_t kind;
  uint32_t flags;
  uint32_t sample_rate;    /* AUDIO: per second */
  const char *artifact;    /* "rgba", "depth" */
  const char *name;        /* of this output within the artifact; "" for the main one */
  const char *channels[4]; /* industry names ("R", "Z", "forward.u"); unused: null */
  lattice_type type;       /* AUDIO: f32 interleaved, channels = 1 or 2 */
  int32_t width, height;   /* IMAGE: pixels */
  lattice_rational rate;   /* IMAGE: frames per second */
  int64_t first_frame;     /* composition frame number of the first packet */
  int64_t count;           /* packets, or samples per channel; -1 = not known */
  const char *path;        /* the one file to write, relative to files/1's folder; null
                              when every packet brings its own */
} lattice_stream;

/* Frozen. Interleaved f32 sound. */
typedef struct lattice_samples {
  const float *data;
  uint64_t count; /* per channel */
  int64_t first;  /* index of the first sample in the stream */
  uint32_t channels;
  uint32_t reserved;
} lattice_samples;

/* Frozen. */
typedef struct lattice_bytes {
  const void *data;
  uint64_t size;
} lattice_bytes;

/* Everything that belongs to one frame of one sink. Arrays have an entry per stream,
 * null where the stream is of another kind or has nothing here. */
typedef struct lattice_packet {
  uint32_t struct_size;
  uint32_t stream_count;
  int64_t frame; /* composition frame number */
  int64_t pts;   /* in units of 1 / rate, 0 for the first packet of the stream */
  const lattice_image *const *images;
  const lattice_samples *const *samples;
  const lattice_bytes *const *bytes;
  const char *const *paths; /* file per stream, extension included; null when the
                               stream has its own `path` */
} lattice_packet;

LATTICE_ASSERT(sizeof(lattice_stream) == 120, "no holes");
LATTICE_ASSERT(sizeof(lattice_samples) == 32, "frozen");
LATTICE_ASSERT(sizeof(lattice_bytes) == 16, "frozen");
LATTICE_ASSERT(sizeof(lattice_packet) == 56, "no holes");

LATTICE_C_END
#endif

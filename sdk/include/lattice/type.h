#ifndef LATTICE_TYPE_H
#define LATTICE_TYPE_H
#include "abi.h"

/* The one value type of everything that flows: colours, depth, ids, flow vectors,
 * and video frames in YUV are all a `lattice_type` and planes of samples. */

LATTICE_C_BEGIN

enum { /* lattice_type.dtype */
  LATTICE_U8 = 1,
  LATTICE_U16 = 2,
  LATTICE_U32 = 3,
  LATTICE_F16 = 4,
  LATTICE_F32 = 5,
};

enum { /* lattice_type.alpha */
  LATTICE_ALPHA_NONE = 0,
  LATTICE_ALPHA_PREMUL = 1, /* colour channels are already multiplied by alpha */
  LATTICE_ALPHA_STRAIGHT = 2,
};

enum {                     /* lattice_type.layout */
  LATTICE_INTERLEAVED = 0, /* one plane: RGBARGBA... */
  LATTICE_PLANAR = 1,      /* a plane per channel */
  LATTICE_SEMIPLANAR = 2,  /* NV12 and its kin: luma, then interleaved chroma */
};

enum { /* lattice_type.subsampling: of channels 1 and 2 */
  LATTICE_SUB_444 = 0,
  LATTICE_SUB_422 = 1,
  LATTICE_SUB_420 = 2,
};

enum { /* lattice_type.range */
  LATTICE_RANGE_FULL = 0,
  LATTICE_RANGE_LIMITED = 1, /* 8 bit: luma 16..235, chroma 16..240 */
};

enum { /* lattice_type.siting: where a subsampled chroma sample lies */
  LATTICE_SITING_CENTER = 0,
  LATTICE_SITING_LEFT = 1, /* the default of MPEG-2, H.264 and H.265 */
  LATTICE_SITING_TOP_LEFT = 2,
};

enum { /* lattice_type.space */
  LATTICE_SPACE_UNKNOWN = 0,
  LATTICE_SPACE_DATA = 1, /* not a colour: depth, ids, vectors */
  LATTICE_SPACE_SRGB = 2, /* RGB, sRGB transfer */
  LATTICE_SPACE_LINEAR_SRGB = 3,
  LATTICE_SPACE_REC709 = 4,        /* RGB, BT.709 transfer */
  LATTICE_SPACE_ACESCG = 5,        /* scene-linear AP1 */
  LATTICE_SPACE_YCBCR_BT709 = 16,  /* Y'CbCr with the BT.709 matrix */
  LATTICE_SPACE_YCBCR_BT601 = 17,  /* Y'CbCr with the BT.601 matrix */
  LATTICE_SPACE_YCBCR_BT2020 = 18, /* Y'CbCr, BT.2020 non-constant luminance */
};

/* Frozen. All zero means "unset"; where a header says so, that reads as "the
 * session's working type". `bits` counts the significant low bits of an integer
 * sample (10 in a u16 for 10-bit video), 0 = all of them. */
typedef struct lattice_type {
  uint8_t dtype;
  uint8_t channels; /* 1..4 */
  uint8_t alpha;
  uint8_t layout;
  uint8_t subsampling;
  uint8_t bits;
  uint8_t range;
  uint8_t siting;
  uint16_t space;
  uint16_t reserved[3];
} lattice_type;

/* Frozen. Samples in memory. Pixel (x, y) of plane 0 is found at
 *   plane[0] + (y - bounds.y0) * row_bytes[0] + (x - bounds.x0) * pixel size.
 * `bounds` says where the picture may be anything but transparent. Memory exists, and is
 * defined, in `valid`: read and write nothing outside. In a source `valid` is a part of
 * `bounds`; in a destination it may reach past. A subsampled plane starts at bounds.x0/2,
 * bounds.y0/2.
 * In a destination the first valid pixel of every row is 64-byte aligned; plane[0] may
 * point outside of memory where `valid` begins later than `bounds`. Sources need not be
 * aligned, so that a decoder's frame is used where it lies. */
typedef struct lattice_image {
  lattice_type type;
  lattice_rect bounds;
  lattice_rect valid;
  void *plane[4];
  int64_t row_bytes[4];
} lattice_image;

LATTICE_ASSERT(sizeof(lattice_type) == 16, "frozen");
LATTICE_ASSERT(sizeof(lattice_image) == 112, "frozen");

LATTICE_C_END
#endif

/* The two passes of the blur, for bytes and for floats. A pass fills t->area from the one
 * input t->inputs[0] with the help of t->scratch.
 *
 * Bytes travel between the passes as 16-bit samples in units of 1/128, so that two of them
 * still fit 16 bits and one multiplication serves both sides of the kernel:
 *   across: (sum of weight * byte) / 2^9, at most 255 * 128;
 *   down:   (sum of weight * sample) / 2^23, at most 255; both rounded to nearest. */
#ifndef LATTICE_BLUR_ROWS_H
#define LATTICE_BLUR_ROWS_H
#include <lattice/filter.h>

/* What both passes need to know of a frame. */
typedef struct blur_setting {
  double sigma; /* pixels */
  uint64_t edge;
  int32_t radius;
  int32_t reserved;
} blur_setting;

/* Significant bits of a sample between the passes. */
enum { kBetweenBits = 15 };

uint64_t blur_u8_scratch(const blur_setting* blur, const lattice_rect* area);
void blur_u8_across(const blur_setting* blur, const lattice_tile* t);
void blur_u8_down(const blur_setting* blur, const lattice_tile* t);

uint64_t blur_f32_scratch(const blur_setting* blur, const lattice_rect* area);
void blur_f32_across(const blur_setting* blur, const lattice_tile* t);
void blur_f32_down(const blur_setting* blur, const lattice_tile* t);

static inline void* blur_pixel(const lattice_image* image, int32_t x, int32_t y,
                               int64_t pixel_bytes) {
  return (char*)image->plane[0] + ((int64_t)y - image->bounds.y0) * image->row_bytes[0] +
         ((int64_t)x - image->bounds.x0) * pixel_bytes;
}

static inline int64_t blur_pixel_bytes(const lattice_type* type) {
  return type->dtype == LATTICE_U8 ? 4 : (type->dtype == LATTICE_U16 ? 8 : 16);
}

static inline uint64_t blur_round_up_64(uint64_t bytes) { return (bytes + 63) / 64 * 64; }

/* The hot loops exist twice, for every x86-64 and for AVX2. Both do the same sums, on
 * integers or on floats that are never fused, so both give the same bits. */
#define BLUR_INLINE inline __attribute__((always_inline))
#if defined(__x86_64__) && !defined(BLUR_NARROW)
#define BLUR_WIDE __attribute__((target("avx2")))
static inline int blur_is_wide(void) { return __builtin_cpu_supports("avx2") != 0; }
#else
#define BLUR_WIDE
static inline int blur_is_wide(void) { return 0; }
#endif

#endif

#include <string.h>

#include "edge.h"
#include "kernel.h"
#include "rows.h"

/* ---- The hot loops: plain, contiguous, four pairs of taps at a time, so that the sums are
 * loaded and stored a quarter as often. All sums are below 2^32. ------------------------- */

static BLUR_INLINE void four_pairs(uint32_t* restrict sum, const uint16_t* const a[4],
                                   const uint16_t* const b[4], const uint32_t weight[4],
                                   int64_t count) {
  const uint16_t *a0 = a[0], *a1 = a[1], *a2 = a[2], *a3 = a[3];
  const uint16_t *b0 = b[0], *b1 = b[1], *b2 = b[2], *b3 = b[3];
  const uint16_t w0 = (uint16_t)weight[0], w1 = (uint16_t)weight[1];
  const uint16_t w2 = (uint16_t)weight[2], w3 = (uint16_t)weight[3];
  for (int64_t i = 0; i < count; ++i) {
    const uint16_t p0 = (uint16_t)(a0[i] + b0[i]), p1 = (uint16_t)(a1[i] + b1[i]);
    const uint16_t p2 = (uint16_t)(a2[i] + b2[i]), p3 = (uint16_t)(a3[i] + b3[i]);
    sum[i] += (uint32_t)p0 * w0 + (uint32_t)p1 * w1 + ((uint32_t)p2 * w2 + (uint32_t)p3 * w3);
  }
}

typedef void (*four_pairs_fn)(uint32_t*, const uint16_t* const[4], const uint16_t* const[4],
                              const uint32_t[4], int64_t);

static void four_pairs_base(uint32_t* sum, const uint16_t* const a[4], const uint16_t* const b[4],
                            const uint32_t weight[4], int64_t count) {
  four_pairs(sum, a, b, weight, count);
}

BLUR_WIDE static void four_pairs_wide(uint32_t* sum, const uint16_t* const a[4],
                                      const uint16_t* const b[4], const uint32_t weight[4],
                                      int64_t count) {
  four_pairs(sum, a, b, weight, count);
}

static void one_pair(uint32_t* restrict sum, const uint16_t* a, const uint16_t* b, uint32_t weight,
                     int64_t count) {
  const uint16_t w = (uint16_t)weight;
  for (int64_t i = 0; i < count; ++i) sum[i] += (uint32_t)(uint16_t)(a[i] + b[i]) * w;
}

/* The centre starts the sums; its weight alone may be 65536. */
static void start_sums(uint32_t* restrict sum, const uint16_t* centre, uint32_t weight,
                       uint32_t rounding, int64_t count) {
  for (int64_t i = 0; i < count; ++i) sum[i] = centre[i] * weight + rounding;
}

/* The row at distance k from the centre, -radius <= k <= radius. */
typedef const uint16_t* (*side_fn)(const void* context, int32_t k);

/* Adds the pairs 1..radius. */
static void add_sides(uint32_t* sum, const uint32_t* weight, int32_t radius, side_fn side,
                      const void* context, int64_t count) {
  const four_pairs_fn add_four = blur_is_wide() ? four_pairs_wide : four_pairs_base;
  int32_t k = 1;
  for (; k + 3 <= radius; k += 4) {
    const uint16_t *a[4], *b[4];
    for (int32_t i = 0; i < 4; ++i) a[i] = side(context, -k - i), b[i] = side(context, k + i);
    add_four(sum, a, b, weight + k, count);
  }
  for (; k <= radius; ++k) one_pair(sum, side(context, -k), side(context, k), weight[k], count);
}

/* ---- Scratch: weights, sums, one line of samples -------------------------------------- */

typedef struct scratch_u8 {
  uint32_t* weight; /* radius + 1 */
  uint32_t* sum;    /* 4 per pixel of the area's width */
  uint16_t* line;   /* 4 per pixel of the width and a radius on both sides */
} scratch_u8;

static uint64_t weights_bytes(const blur_setting* blur) {
  return blur_round_up_64(((uint64_t)blur->radius + 1) * sizeof(uint32_t));
}

static uint64_t sums_bytes(const lattice_rect* area) {
  return blur_round_up_64((uint64_t)(area->x1 - area->x0) * 4 * sizeof(uint32_t));
}

uint64_t blur_u8_scratch(const blur_setting* blur, const lattice_rect* area) {
  const uint64_t line_pixels = (uint64_t)(area->x1 - area->x0) + 2 * (uint64_t)blur->radius;
  return weights_bytes(blur) + sums_bytes(area) +
         blur_round_up_64(line_pixels * 4 * sizeof(uint16_t));
}

static scratch_u8 lay_out(const blur_setting* blur, const lattice_tile* t) {
  char* memory = t->scratch;
  scratch_u8 s;
  s.weight = (void*)memory;
  s.sum = (void*)(memory + weights_bytes(blur));
  s.line = (void*)(memory + weights_bytes(blur) + sums_bytes(&t->area));
  kernel_u16(blur->sigma, blur->radius, s.weight);
  return s;
}

/* ---- Across ------------------------------------------------------------------------------ */

/* Row y of `image` from x0 to x1, widened, edges included. */
static void load_line(uint16_t* line, const lattice_image* image, int64_t x0, int64_t x1, int32_t y,
                      uint64_t edge) {
  const lattice_rect* b = &image->bounds;
  int64_t x = x0;
  while (x < x1) {
    const int64_t end = b->x1 < x1 ? b->x1 : x1;
    if (x >= b->x0 && x < end) {
      const uint8_t* src = blur_pixel(image, (int32_t)x, y, 4);
      const int64_t count = 4 * (end - x);
      for (int64_t i = 0; i < count; ++i) line[i] = src[i];
      line += count;
      x = end;
      continue;
    }
    const int32_t from = edge_source(x, b->x0, b->x1, edge);
    const uint8_t* src = from < b->x0 ? NULL : blur_pixel(image, from, y, 4);
    for (int c = 0; c < 4; ++c) *line++ = src == NULL ? 0 : src[c];
    ++x;
  }
}

static const uint16_t* beside(const void* centre, int32_t k) {
  return (const uint16_t*)centre + 4 * (int64_t)k;
}

void blur_u8_across(const blur_setting* blur, const lattice_tile* t) {
  const lattice_rect* area = &t->area;
  const scratch_u8 s = lay_out(blur, t);
  const int64_t count = 4 * ((int64_t)area->x1 - area->x0);
  const uint16_t* centre = s.line + 4 * (int64_t)blur->radius;
  for (int32_t y = area->y0; y < area->y1; ++y) {
    load_line(s.line, &t->inputs[0], (int64_t)area->x0 - blur->radius,
              (int64_t)area->x1 + blur->radius, y, blur->edge);
    start_sums(s.sum, centre, s.weight[0], 1u << 8, count);
    add_sides(s.sum, s.weight, blur->radius, beside, centre, count);
    uint16_t* restrict dst = blur_pixel(t->dst, area->x0, y, 8);
    for (int64_t i = 0; i < count; ++i) dst[i] = (uint16_t)(s.sum[i] >> 9);
  }
}

/* ---- Down ---------------------------------------------------------------------------------- */

typedef struct column {
  const lattice_image* between;
  const uint16_t* transparent;
  uint64_t edge;
  int32_t x, y;
} column;

static const uint16_t* above_or_below(const void* context, int32_t k) {
  const column* at = context;
  const lattice_rect* b = &at->between->bounds;
  const int32_t y = edge_source((int64_t)at->y + k, b->y0, b->y1, at->edge);
  return y < b->y0 ? at->transparent : blur_pixel(at->between, at->x, y, 8);
}

void blur_u8_down(const blur_setting* blur, const lattice_tile* t) {
  const lattice_rect* area = &t->area;
  const scratch_u8 s = lay_out(blur, t);
  const int64_t count = 4 * ((int64_t)area->x1 - area->x0);
  column at = {&t->inputs[0], s.line, blur->edge, area->x0, 0};
  memset(s.line, 0, (size_t)count * sizeof(uint16_t));
  for (at.y = area->y0; at.y < area->y1; ++at.y) {
    start_sums(s.sum, above_or_below(&at, 0), s.weight[0], 1u << 22, count);
    add_sides(s.sum, s.weight, blur->radius, above_or_below, &at, count);
    uint8_t* restrict dst = blur_pixel(t->dst, area->x0, at.y, 4);
    for (int64_t i = 0; i < count; ++i) dst[i] = (uint8_t)(s.sum[i] >> 23);
  }
}

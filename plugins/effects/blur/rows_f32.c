#include <string.h>

#include "edge.h"
#include "kernel.h"
#include "rows.h"

/* ---- The hot loops. sum = centre * weight[0], then the pairs from the inside out: the
 * order of the additions is the same for every pixel, whatever the tile. ----------------- */

static BLUR_INLINE void four_pairs(float* restrict sum, const float* const a[4],
                                   const float* const b[4], const float weight[4], int64_t count) {
  const float *a0 = a[0], *a1 = a[1], *a2 = a[2], *a3 = a[3];
  const float *b0 = b[0], *b1 = b[1], *b2 = b[2], *b3 = b[3];
  const float w0 = weight[0], w1 = weight[1], w2 = weight[2], w3 = weight[3];
  for (int64_t i = 0; i < count; ++i) {
    const float two = sum[i] + (a0[i] + b0[i]) * w0 + (a1[i] + b1[i]) * w1;
    sum[i] = two + (a2[i] + b2[i]) * w2 + (a3[i] + b3[i]) * w3;
  }
}

typedef void (*four_pairs_fn)(float*, const float* const[4], const float* const[4], const float[4],
                              int64_t);

static void four_pairs_base(float* sum, const float* const a[4], const float* const b[4],
                            const float weight[4], int64_t count) {
  four_pairs(sum, a, b, weight, count);
}

BLUR_WIDE static void four_pairs_wide(float* sum, const float* const a[4], const float* const b[4],
                                      const float weight[4], int64_t count) {
  four_pairs(sum, a, b, weight, count);
}

static void one_pair(float* restrict sum, const float* a, const float* b, float weight,
                     int64_t count) {
  for (int64_t i = 0; i < count; ++i) sum[i] += (a[i] + b[i]) * weight;
}

static void start_sums(float* restrict sum, const float* centre, float weight, int64_t count) {
  for (int64_t i = 0; i < count; ++i) sum[i] = centre[i] * weight;
}

/* The row at distance k from the centre, -radius <= k <= radius. */
typedef const float* (*side_fn)(const void* context, int32_t k);

/* Adds the pairs 1..radius. */
static void add_sides(float* sum, const float* weight, int32_t radius, side_fn side,
                      const void* context, int64_t count) {
  const four_pairs_fn add_four = blur_is_wide() ? four_pairs_wide : four_pairs_base;
  int32_t k = 1;
  for (; k + 3 <= radius; k += 4) {
    const float *a[4], *b[4];
    for (int32_t i = 0; i < 4; ++i) a[i] = side(context, -k - i), b[i] = side(context, k + i);
    add_four(sum, a, b, weight + k, count);
  }
  for (; k <= radius; ++k) one_pair(sum, side(context, -k), side(context, k), weight[k], count);
}

/* ---- Scratch: weights, one line of samples --------------------------------------------- */

static uint64_t weights_bytes(const blur_setting* blur) {
  return blur_round_up_64(((uint64_t)blur->radius + 1) * sizeof(float));
}

uint64_t blur_f32_scratch(const blur_setting* blur, const lattice_rect* area) {
  const uint64_t line_pixels = (uint64_t)(area->x1 - area->x0) + 2 * (uint64_t)blur->radius;
  return weights_bytes(blur) + blur_round_up_64(line_pixels * 4 * sizeof(float));
}

/* ---- Across ------------------------------------------------------------------------------ */

/* Row y of `image` from x0 to x1, edges included. */
static void load_line(float* line, const lattice_image* image, int64_t x0, int64_t x1, int32_t y,
                      uint64_t edge) {
  const lattice_rect* b = &image->bounds;
  int64_t x = x0;
  while (x < x1) {
    const int64_t end = b->x1 < x1 ? b->x1 : x1;
    const int inside = x >= b->x0 && x < end;
    const int32_t from = edge_source(x, b->x0, b->x1, edge);
    const int64_t pixels = inside ? end - x : 1;
    if (from < b->x0)
      memset(line, 0, 4 * sizeof(float));
    else
      memcpy(line, blur_pixel(image, from, y, 16), (size_t)pixels * 4 * sizeof(float));
    line += 4 * pixels;
    x += pixels;
  }
}

static const float* beside(const void* centre, int32_t k) {
  return (const float*)centre + 4 * (int64_t)k;
}

void blur_f32_across(const blur_setting* blur, const lattice_tile* t) {
  const lattice_rect* area = &t->area;
  float* weight = t->scratch;
  float* line = (void*)((char*)t->scratch + weights_bytes(blur));
  const int64_t count = 4 * ((int64_t)area->x1 - area->x0);
  const float* centre = line + 4 * (int64_t)blur->radius;
  kernel_f32(blur->sigma, blur->radius, weight);
  for (int32_t y = area->y0; y < area->y1; ++y) {
    load_line(line, &t->inputs[0], (int64_t)area->x0 - blur->radius,
              (int64_t)area->x1 + blur->radius, y, blur->edge);
    float* dst = blur_pixel(t->dst, area->x0, y, 16);
    start_sums(dst, centre, weight[0], count);
    add_sides(dst, weight, blur->radius, beside, centre, count);
  }
}

/* ---- Down ---------------------------------------------------------------------------------- */

typedef struct column {
  const lattice_image* between;
  const float* transparent;
  uint64_t edge;
  int32_t x, y;
} column;

static const float* above_or_below(const void* context, int32_t k) {
  const column* at = context;
  const lattice_rect* b = &at->between->bounds;
  const int32_t y = edge_source((int64_t)at->y + k, b->y0, b->y1, at->edge);
  return y < b->y0 ? at->transparent : blur_pixel(at->between, at->x, y, 16);
}

void blur_f32_down(const blur_setting* blur, const lattice_tile* t) {
  const lattice_rect* area = &t->area;
  float* weight = t->scratch;
  float* transparent = (void*)((char*)t->scratch + weights_bytes(blur));
  const int64_t count = 4 * ((int64_t)area->x1 - area->x0);
  column at = {&t->inputs[0], transparent, blur->edge, area->x0, 0};
  kernel_f32(blur->sigma, blur->radius, weight);
  memset(transparent, 0, (size_t)count * sizeof(float));
  for (at.y = area->y0; at.y < area->y1; ++at.y) {
    float* dst = blur_pixel(t->dst, area->x0, at.y, 16);
    start_sums(dst, above_or_below(&at, 0), weight[0], count);
    add_sides(dst, weight, blur->radius, above_or_below, &at, count);
  }
}

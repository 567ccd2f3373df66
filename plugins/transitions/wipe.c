/* An edge travels across the canvas; behind it is the new picture, ahead of it the old one,
 * and where it is soft they mix: from * (1 - w) + to * w on premultiplied samples. */
#include <lattice/math.h>
#include <string.h>

#include "../common/shipped.h"
#include "ports.h"

enum { kDir = 0, kSoftEdge, kParamCount };
enum { kLeftToRight = 0, kRightToLeft, kTopToBottom, kBottomToTop, kDirCount };

DESCRIBED(lattice_choice, kDirLeftToRight, "left_to_right", "The edge travels to the right.");
DESCRIBED(lattice_choice, kDirRightToLeft, "right_to_left", "The edge travels to the left.");
DESCRIBED(lattice_choice, kDirTopToBottom, "top_to_bottom", "The edge travels down.");
DESCRIBED(lattice_choice, kDirBottomToTop, "bottom_to_top", "The edge travels up.");
static const lattice_choice* const kDirChoices[kDirCount] = {&kDirLeftToRight, &kDirRightToLeft,
                                                             &kDirTopToBottom, &kDirBottomToTop};

static const lattice_param kDirParam = {
    .struct_size = sizeof kDirParam,
    .type = LATTICE_PARAM_CHOICE,
    .choice_count = 4,
    .id = "dir",
    .hint = "Where the edge travels to.",
    .initial = {.index = kLeftToRight},
    .choices = kDirChoices,
};

static const lattice_param kSoftEdgeParam = {
    .struct_size = sizeof kSoftEdgeParam,
    .type = LATTICE_PARAM_F64,
    .id = "soft_edge",
    .hint = "Width of the edge as a fraction of the canvas: 0 is a sharp edge.",
    .max = 1,
};

static const lattice_param* const kParams[kParamCount] = {&kDirParam, &kSoftEdgeParam};

/* Weights of "to" in units of 2^-16: one for each column when the edge travels sideways,
 * one for each row otherwise. */
enum { kWeightOne = 65536 };

static int travels_sideways(const lattice_frame* frame) {
  const uint64_t dir = frame->params[kDir].index;
  return dir == kLeftToRight || dir == kRightToLeft;
}

/* How far along its way the edge passes the centre of pixel `at`: 0..1 on the canvas. */
static double way_to(const lattice_frame* frame, int32_t at) {
  const lattice_rect* canvas = &frame->canvas;
  const int sideways = travels_sideways(frame);
  const double start = sideways ? canvas->x0 : canvas->y0;
  const double end = sideways ? canvas->x1 : canvas->y1;
  const double way = ((double)at + 0.5 - start) / (end - start);
  const uint64_t dir = frame->params[kDir].index;
  return dir == kRightToLeft || dir == kBottomToTop ? 1 - way : way;
}

/* The head of the edge runs from 0 to 1 + softness, its tail follows softness behind, so
 * that at progress 0 nothing of "to" shows and at progress 1 nothing of "from". */
static double weight_at(const lattice_frame* frame, int32_t at) {
  const double softness = frame->params[kSoftEdge].f64;
  const double ahead = frame->progress * (1 + softness) - way_to(frame, at);
  if (!(softness > 0)) return ahead > 0 ? 1 : 0;
  const double t = ahead / softness;
  if (!(t > 0)) return 0;
  return t >= 1 ? 1 : t * t * (3 - 2 * t);
}

/* ---- One row, 4 samples a pixel. Weights advance by `step` a pixel: 1, or 0 when the whole
 * row shares one. ------------------------------------------------------------------------- */

static void mix_row_u8(const uint8_t* from, const uint8_t* to, uint8_t* dst, int32_t pixels,
                       const uint32_t* weight, int32_t step) {
  for (int32_t i = 0; i < pixels; ++i, weight += step) {
    const uint32_t w = *weight, keep = kWeightOne - w;
    for (int32_t c = 4 * i; c < 4 * i + 4; ++c)
      dst[c] = (uint8_t)((from[c] * keep + to[c] * w + kWeightOne / 2) >> 16);
  }
}

static void mix_row_f32(const float* from, const float* to, float* dst, int32_t pixels,
                        const uint32_t* weight, int32_t step) {
  for (int32_t i = 0; i < pixels; ++i, weight += step) {
    const float w = (float)*weight / (float)kWeightOne, keep = 1.0f - w;
    /* A side that does not show is left out, so that its infinities do not either. */
    for (int32_t c = 4 * i; c < 4 * i + 4; ++c)
      dst[c] = (w < 1 ? from[c] * keep : 0.0f) + (w > 0 ? to[c] * w : 0.0f);
  }
}

/* ---- A tile ----------------------------------------------------------------------- */

static int64_t pixel_bytes(const lattice_type* type) { return type->dtype == LATTICE_U8 ? 4 : 16; }

static unsigned char* pixel_at(const lattice_image* image, int32_t x, int32_t y) {
  return (unsigned char*)image->plane[0] + (y - image->bounds.y0) * image->row_bytes[0] +
         (x - image->bounds.x0) * pixel_bytes(&image->type);
}

/* Row y of `image` over x0..x1: in place where the image has all of it, else a copy in
 * `line` with transparent pixels where it has none. */
static const void* row_of(const lattice_image* image, int32_t x0, int32_t x1, int32_t y,
                          unsigned char* line, int64_t bytes) {
  const lattice_rect* b = &image->bounds;
  const int32_t first = x0 > b->x0 ? x0 : b->x0, last = x1 < b->x1 ? x1 : b->x1;
  const int inside = y >= b->y0 && y < b->y1 && first < last;
  if (inside && first == x0 && last == x1) return pixel_at(image, x0, y);
  memset(line, 0, (size_t)((x1 - x0) * bytes));
  if (inside)
    memcpy(line + (first - x0) * bytes, pixel_at(image, first, y),
           (size_t)((last - first) * bytes));
  return line;
}

static uint64_t round_up_64(uint64_t bytes) { return (bytes + 63) / 64 * 64; }

/* Scratch: the weights, then a line for each input, wide enough for either type. */
static uint64_t weight_bytes(const lattice_rect* area) {
  const int64_t width = area->x1 - area->x0, height = area->y1 - area->y0;
  return round_up_64((uint64_t)(width > height ? width : height) * sizeof(uint32_t));
}

static uint64_t line_bytes(const lattice_rect* area) {
  return round_up_64((uint64_t)(area->x1 - area->x0) * 16);
}

static uint64_t scratch(const void* self, const lattice_frame* frame, uint32_t pass,
                        const lattice_rect* area) LATTICE_NOEXCEPT {
  (void)self;
  (void)frame;
  (void)pass;
  return weight_bytes(area) + 2 * line_bytes(area);
}

static void fill_weights(const lattice_frame* frame, const lattice_rect* area, uint32_t* weight) {
  const int sideways = travels_sideways(frame);
  const int32_t first = sideways ? area->x0 : area->y0, last = sideways ? area->x1 : area->y1;
  for (int32_t at = first; at < last; ++at)
    weight[at - first] = (uint32_t)lattice_floor(weight_at(frame, at) * kWeightOne + 0.5);
}

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* t)
    LATTICE_NOEXCEPT {
  (void)self;
  const lattice_rect* area = &t->area;
  uint32_t* weights = t->scratch;
  unsigned char* line = (unsigned char*)t->scratch + weight_bytes(area);
  const int64_t bytes = pixel_bytes(&t->dst->type);
  const int32_t step = travels_sideways(frame), pixels = area->x1 - area->x0;
  fill_weights(frame, area, weights);
  for (int32_t y = area->y0; y < area->y1; ++y) {
    const void* from = row_of(&t->inputs[0], area->x0, area->x1, y, line, bytes);
    const void* to = row_of(&t->inputs[1], area->x0, area->x1, y, line + line_bytes(area), bytes);
    const uint32_t* weight = step ? weights : weights + (y - area->y0);
    void* dst = pixel_at(t->dst, area->x0, y);
    if (bytes == 4)
      mix_row_u8(from, to, dst, pixels, weight, step);
    else
      mix_row_f32(from, to, dst, pixels, weight, step);
  }
  return LATTICE_OK;
}

static const lattice_filter kTransition = {
    .struct_size = sizeof kTransition,
    .content_version = 1,
    .flags = LATTICE_FILTER_POINTWISE,
    .param_count = kParamCount,
    .port_count = 2,
    .id = "org.lattice.wipe",
    .label = "Wipe",
    .summary = "An edge travels across the canvas and uncovers the new picture.",
    .params = kParams,
    .ports = kFromToPorts,
    .scratch = scratch,
    .tile = tile,
};

SHIPPED_LIBRARY(transition, kTransition, "org.lattice.wipe")

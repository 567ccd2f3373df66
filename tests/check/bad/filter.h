/* An effect and a transition with nothing wrong: each file breaks one thing about one. They
 * work in RGBA8 and RGBA F32, pixel by pixel, and have neither instance nor flags. */
#ifndef CHECK_FILTER_H
#define CHECK_FILTER_H
#include "library.h"

/* ---- Pixels, premultiplied, 1 = full in both types --------------------------------- */

typedef struct check_pixel {
  float v[4];
} check_pixel;

static inline size_t check_pixel_bytes(const lattice_image* image) {
  return image->type.dtype == LATTICE_U8 ? 4 : 16;
}

static inline void* check_at(const lattice_image* image, int32_t x, int32_t y) {
  return (char*)image->plane[0] + (int64_t)(y - image->bounds.y0) * image->row_bytes[0] +
         (int64_t)(x - image->bounds.x0) * (int64_t)check_pixel_bytes(image);
}

static inline int check_holds(const lattice_rect* rect, int32_t x, int32_t y) {
  return x >= rect->x0 && x < rect->x1 && y >= rect->y0 && y < rect->y1;
}

/* Where there is memory; see lattice_image.valid. */
static inline check_pixel check_load(const lattice_image* image, int32_t x, int32_t y) {
  check_pixel out;
  const unsigned char* bytes = check_at(image, x, y);
  const float* floats = check_at(image, x, y);
  for (int c = 0; c < 4; ++c)
    out.v[c] = image->type.dtype == LATTICE_U8 ? (float)bytes[c] / 255 : floats[c];
  return out;
}

static inline void check_store(const lattice_image* image, int32_t x, int32_t y,
                               check_pixel pixel) {
  unsigned char* bytes = check_at(image, x, y);
  float* floats = check_at(image, x, y);
  for (int c = 0; c < 4; ++c) {
    if (image->type.dtype == LATTICE_U8)
      bytes[c] = (unsigned char)(pixel.v[c] * 255 + 0.5f);
    else
      floats[c] = pixel.v[c];
  }
}

/* Transparent outside of what is defined. */
static inline check_pixel check_source(const lattice_tile* tile, uint32_t input, int32_t x,
                                       int32_t y) {
  static const check_pixel kTransparent = {{0, 0, 0, 0}};
  const lattice_image* image = &tile->inputs[input];
  return check_holds(&image->valid, x, y) ? check_load(image, x, y) : kTransparent;
}

/* All four channels: what was premultiplied stays so. */
static inline check_pixel check_scaled(check_pixel pixel, float factor) {
  for (int c = 0; c < 4; ++c) pixel.v[c] *= factor;
  return pixel;
}

/* ---- A tile ------------------------------------------------------------------------- */

typedef check_pixel (*check_pixel_fn)(const void* self, const lattice_frame* frame,
                                      const lattice_tile* tile, int32_t x, int32_t y);

static inline lattice_status check_fill_rect(const void* self, const lattice_frame* frame,
                                             const lattice_tile* tile, lattice_rect area,
                                             check_pixel_fn at) {
  for (int32_t y = area.y0; y < area.y1; ++y)
    for (int32_t x = area.x0; x < area.x1; ++x)
      check_store(tile->dst, x, y, at(self, frame, tile, x, y));
  return LATTICE_OK;
}

static inline lattice_status check_fill(const void* self, const lattice_frame* frame,
                                        const lattice_tile* tile, check_pixel_fn at) {
  return check_fill_rect(self, frame, tile, tile->area, at);
}

/* ---- The effect: the picture times `amount` ------------------------------------------ */

static inline float check_amount(const lattice_frame* frame) { return (float)frame->params[0].f64; }

static inline check_pixel check_dimmed(const void* self, const lattice_frame* frame,
                                       const lattice_tile* tile, int32_t x, int32_t y) {
  (void)self;
  return check_scaled(check_source(tile, 0, x, y), check_amount(frame));
}

static inline lattice_status check_effect_tile(const void* self, const lattice_frame* frame,
                                               const lattice_tile* tile) LATTICE_NOEXCEPT {
  return check_fill(self, frame, tile, check_dimmed);
}

#define CHECK_PARAM(name, ...)                                                             \
  {                                                                                        \
    .struct_size = sizeof(lattice_param), .type = LATTICE_PARAM_F64,                       \
    .flags = LATTICE_PARAM_ANIMATES, .id = name, .hint = "How much of the picture stays.", \
    .initial = {.f64 = 0.75}, .min = 0, .max = 1, __VA_ARGS__                              \
  }
#define CHECK_PORT(name) \
  { .struct_size = sizeof(lattice_port), .id = name, .hint = "A picture." }

#define CHECK_EFFECT_TABLE(name, ...)                                                        \
  static const lattice_param kAmount = CHECK_PARAM("amount");                                \
  static const lattice_param* const kParams[] = {&kAmount};                                  \
  static const lattice_port kSrc = CHECK_PORT("src");                                        \
  static const lattice_port* const kPorts[] = {&kSrc};                                       \
  static const lattice_filter kEffect = {.struct_size = sizeof(lattice_filter),              \
                                         .content_version = 1,                               \
                                         .param_count = CHECK_COUNT(kParams),                \
                                         .port_count = CHECK_COUNT(kPorts),                  \
                                         .id = "com.example." name,                          \
                                         .label = "Dimmed",                                  \
                                         .summary = "Multiplies the picture by the amount.", \
                                         .params = kParams,                                  \
                                         .ports = kPorts,                                    \
                                         .tile = check_effect_tile,                          \
                                         __VA_ARGS__};                                       \
  static const lattice_filter* const kEffects[] = {&kEffect};                                \
  CHECK_LIBRARY(name, .effect_count = 1, .effects = kEffects)

#define CHECK_EFFECT(...)          \
  CHECK_EFFECT_TABLE(__VA_ARGS__); \
  CHECK_ENTRY

/* ---- The transition: a crossfade ----------------------------------------------------- */

static inline check_pixel check_mixed(const lattice_tile* tile, int32_t x, int32_t y,
                                      float progress) {
  const check_pixel from = check_source(tile, 0, x, y), to = check_source(tile, 1, x, y);
  check_pixel out;
  for (int c = 0; c < 4; ++c) out.v[c] = from.v[c] * (1 - progress) + to.v[c] * progress;
  return out;
}

#define CHECK_TRANSITION(name, ...)                                                             \
  static const lattice_port kFrom = CHECK_PORT("from"), kTo = CHECK_PORT("to");                 \
  static const lattice_port* const kPorts[] = {&kFrom, &kTo};                                   \
  static const lattice_filter kTransition = {.struct_size = sizeof(lattice_filter),             \
                                             .content_version = 1,                              \
                                             .port_count = CHECK_COUNT(kPorts),                 \
                                             .id = "com.example." name,                         \
                                             .label = "Mixed",                                  \
                                             .summary = "Fades from one picture to the other.", \
                                             .ports = kPorts,                                   \
                                             __VA_ARGS__};                                      \
  static const lattice_filter* const kTransitions[] = {&kTransition};                           \
  CHECK_LIBRARY(name, .transition_count = 1, .transitions = kTransitions);                      \
  CHECK_ENTRY

#endif

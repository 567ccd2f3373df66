/* A true Gaussian on premultiplied pixels, sampled at whole pixels out to 3.5 sigma, in two
 * passes: across, then down. */
#include <stdlib.h>
#include <string.h>

#include "../../common/shipped.h"
#include "../src_port.h"
#include "edge.h"
#include "kernel.h"
#include "rows.h"

enum { kSigma = 0, kEdge, kParamCount };
enum { kAcross = 0, kDown, kPassCount };

/* Below it the nearest neighbour weighs exp(-50): nothing in any type. */
static const double kNegligibleSigma = 0.1;

static const lattice_param_alias kRadiusAlias = {
    .struct_size = sizeof kRadiusAlias,
    .id = "radius",
    .factor = 0.5,
};
static const lattice_param_alias kRadiusPxAlias = {
    .struct_size = sizeof kRadiusPxAlias,
    .id = "radius_px",
    .factor = 0.5,
};
static const lattice_param_alias* const kSigmaAliases[] = {&kRadiusAlias, &kRadiusPxAlias};

static const lattice_param kSigmaParam = {
    .struct_size = sizeof kSigmaParam,
    .type = LATTICE_PARAM_F64,
    .flags = LATTICE_PARAM_ANIMATES | LATTICE_PARAM_SCALES,
    .alias_count = 2,
    .id = "sigma",
    .hint = "Standard deviation of the Gaussian; 0 changes nothing.",
    .unit = "px",
    .max = 1000,
    .aliases = kSigmaAliases,
};

DESCRIBED(lattice_choice, kEdgeTransparent, "transparent",
          "The picture fades out beyond its border and grows.");
DESCRIBED(lattice_choice, kEdgeClamp, "clamp",
          "The outermost pixels go on for ever; the border stays sharp.");
DESCRIBED(lattice_choice, kEdgeMirror, "mirror",
          "The picture is reflected at its border, which stays sharp.");
static const lattice_choice* const kEdgeChoices[kEdgeCount] = {&kEdgeTransparent, &kEdgeClamp,
                                                               &kEdgeMirror};

static const lattice_param kEdgeParam = {
    .struct_size = sizeof kEdgeParam,
    .type = LATTICE_PARAM_CHOICE,
    .choice_count = kEdgeCount,
    .id = "edge",
    .hint = "What is taken to lie outside of the picture.",
    .initial = {.index = kTransparent},
    .choices = kEdgeChoices,
};

static const lattice_param* const kParams[kParamCount] = {&kSigmaParam, &kEdgeParam};

/* ---- Instance: the type of the surfaces between the passes ------------------------------- */

typedef struct blur_instance {
  lattice_type between;
  int64_t is_bytes;
} blur_instance;

static lattice_status create(const lattice_host* host, const lattice_filter_binding* binding,
                             void** self) LATTICE_NOEXCEPT {
  (void)host;
  blur_instance* instance = malloc(sizeof *instance);
  if (instance == NULL) return LATTICE_ERR_MEMORY;
  instance->between = binding->working;
  instance->is_bytes = binding->working.dtype == LATTICE_U8;
  if (instance->is_bytes) {
    instance->between.dtype = LATTICE_U16;
    instance->between.bits = kBetweenBits;
  }
  *self = instance;
  return LATTICE_OK;
}

static void destroy(void* self) LATTICE_NOEXCEPT { free(self); }

/* RGBA, premultiplied and interleaved, in bytes or floats. */
static int32_t accepts(const lattice_type* working) LATTICE_NOEXCEPT {
  return (working->dtype == LATTICE_U8 || working->dtype == LATTICE_F32) &&
         working->channels == 4 && working->alpha == LATTICE_ALPHA_PREMUL &&
         working->layout == LATTICE_INTERLEAVED;
}

static blur_setting setting_of(const lattice_frame* frame) {
  const double sigma = frame->params[kSigma].f64;
  const blur_setting blur = {sigma, frame->params[kEdge].index, kernel_radius(sigma), 0};
  return blur;
}

static lattice_status fold(const void* self, const lattice_frame* frame, lattice_fold* out)
    LATTICE_NOEXCEPT {
  (void)self;
  if (!(frame->params[kSigma].f64 >= kNegligibleSigma)) out->kind = LATTICE_FOLD_IDENTITY;
  return LATTICE_OK;
}

/* ---- Geometry ------------------------------------------------------------------------------ */

static int32_t moved(int32_t at, int64_t by) {
  const int64_t to = at + by;
  return (int32_t)(to < INT32_MIN ? INT32_MIN : (to > INT32_MAX ? INT32_MAX : to));
}

/* `r` with the kernel's reach on both sides; what is empty stays empty. */
static lattice_rect grown(lattice_rect r, int32_t x, int32_t y) {
  if (r.x0 >= r.x1 || r.y0 >= r.y1) return (lattice_rect){0, 0, 0, 0};
  return (lattice_rect){moved(r.x0, -(int64_t)x), moved(r.y0, -(int64_t)y), moved(r.x1, x),
                        moved(r.y1, y)};
}

/* How far the result reaches beyond the picture. */
static int32_t growth(const blur_setting* blur) {
  return blur->edge == kTransparent ? blur->radius : 0;
}

static lattice_status bounds(const void* self, const lattice_frame* frame,
                             const lattice_rect* ports, uint32_t count, lattice_rect* out)
    LATTICE_NOEXCEPT {
  (void)self;
  (void)count;
  const blur_setting blur = setting_of(frame);
  *out = grown(ports[0], growth(&blur), growth(&blur));
  return LATTICE_OK;
}

static lattice_status passes(const void* self, const lattice_frame* frame,
                             const lattice_rect* ports, uint32_t count, lattice_pass* out,
                             uint32_t* pass_count) LATTICE_NOEXCEPT {
  (void)count;
  const blur_instance* instance = self;
  const blur_setting blur = setting_of(frame);
  out[kAcross] =
      (lattice_pass){.type = instance->between, .bounds = grown(ports[0], growth(&blur), 0)};
  out[kDown] = (lattice_pass){.bounds = grown(ports[0], growth(&blur), growth(&blur))};
  *pass_count = kPassCount;
  return LATTICE_OK;
}

/* The host clips to the input's bounds. A clamped or mirrored pixel is never farther from
 * `want` than the one outside that it stands for, so this serves every edge. */
static lattice_status roi(const void* self, const lattice_frame* frame, uint32_t pass,
                          uint32_t input, const lattice_rect* want, lattice_rect* out)
    LATTICE_NOEXCEPT {
  (void)self;
  (void)input;
  const int32_t radius = setting_of(frame).radius;
  *out = grown(*want, pass == kAcross ? radius : 0, pass == kDown ? radius : 0);
  return LATTICE_OK;
}

static uint64_t scratch(const void* self, const lattice_frame* frame, uint32_t pass,
                        const lattice_rect* area) LATTICE_NOEXCEPT {
  (void)pass;
  const blur_instance* instance = self;
  const blur_setting blur = setting_of(frame);
  return instance->is_bytes ? blur_u8_scratch(&blur, area) : blur_f32_scratch(&blur, area);
}

/* What of the tile lies inside of the pass's bounds. A clamped or mirrored edge would draw
 * on beyond them, so the rest is cleared here. */
static lattice_rect drawn_part(const lattice_tile* t) {
  const lattice_rect *a = &t->area, *b = &t->dst->bounds;
  const lattice_rect part = {a->x0 > b->x0 ? a->x0 : b->x0, a->y0 > b->y0 ? a->y0 : b->y0,
                             a->x1 < b->x1 ? a->x1 : b->x1, a->y1 < b->y1 ? a->y1 : b->y1};
  if (memcmp(&part, a, sizeof part) == 0) return part;
  const int64_t bytes = blur_pixel_bytes(&t->dst->type);
  for (int32_t y = a->y0; y < a->y1; ++y)
    memset(blur_pixel(t->dst, a->x0, y, bytes), 0, (size_t)((a->x1 - a->x0) * bytes));
  return part;
}

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* t)
    LATTICE_NOEXCEPT {
  const blur_instance* instance = self;
  const blur_setting blur = setting_of(frame);
  lattice_tile drawn = *t;
  drawn.area = drawn_part(t);
  if (drawn.area.x0 >= drawn.area.x1 || drawn.area.y0 >= drawn.area.y1) return LATTICE_OK;
  if (instance->is_bytes) {
    (t->pass == kAcross ? blur_u8_across : blur_u8_down)(&blur, &drawn);
  } else {
    (t->pass == kAcross ? blur_f32_across : blur_f32_down)(&blur, &drawn);
  }
  return LATTICE_OK;
}

static const lattice_filter kEffect = {
    .struct_size = sizeof kEffect,
    .content_version = 1,
    .param_count = kParamCount,
    .port_count = 1,
    .id = "org.lattice.blur",
    .label = "Gaussian Blur",
    .summary = "Blurs the picture with a Gaussian.",
    .params = kParams,
    .ports = kSrcPorts,
    .create = create,
    .destroy = destroy,
    .accepts = accepts,
    .fold = fold,
    .bounds = bounds,
    .roi = roi,
    .passes = passes,
    .scratch = scratch,
    .tile = tile,
};

SHIPPED_LIBRARY(effect, kEffect, "org.lattice.blur")

/* @LABEL@: the picture gets darker towards the corners of the canvas.
 *
 * The host hands out tiles, on many threads at once and in any order: what tile() writes may
 * depend on the frame, the params and the input pixels, and on nothing else. */
#include <lattice/plugin.h>

enum { kAmount, kStart, kParamCount };

static const lattice_param kAmountParam = {
    .struct_size = sizeof(lattice_param),
    .type = LATTICE_PARAM_F64,
    .flags = LATTICE_PARAM_ANIMATES,
    .id = "amount",
    .hint = "How dark the corners get: 0 changes nothing, 1 makes them black.",
    .initial = {.f64 = 0.5},
    .min = 0,
    .max = 1,
};
static const lattice_param kStartParam = {
    .struct_size = sizeof(lattice_param),
    .type = LATTICE_PARAM_F64,
    .flags = LATTICE_PARAM_ANIMATES,
    .id = "start",
    .hint = "Where it begins: 0 is the centre of the canvas, 1 its corners.",
    .initial = {.f64 = 0},
    .min = 0,
    .max = 0.99,
};
static const lattice_param* const kParams[] = {&kAmountParam, &kStartParam};

static const lattice_port kSrcPort = {
    .struct_size = sizeof(lattice_port),
    .id = "src",
    .hint = "The picture to darken.",
};
static const lattice_port* const kPorts[] = {&kSrcPort};

/* A frame whose result needs no pixels says so: then tile() is not called. Opacity, a matrix of
 * colours and a move in the plane can be said too, see lattice_fold. */
static lattice_status fold(const void* self, const lattice_frame* frame, lattice_fold* out)
    LATTICE_NOEXCEPT {
  (void)self;
  if (frame->params[kAmount].f64 == 0) out->kind = LATTICE_FOLD_IDENTITY;
  return LATTICE_OK;
}

/* The factor of pixel (x, y). d is the square of its distance from the centre of the canvas:
 * 0 there, 1 in the corners. */
static float factor_at(const lattice_frame* frame, int32_t x, int32_t y) {
  const lattice_rect* c = &frame->canvas;
  const double u = (2.0 * x + 1 - c->x0 - c->x1) / (c->x1 - c->x0);
  const double v = (2.0 * y + 1 - c->y0 - c->y1) / (c->y1 - c->y0);
  const double d = (u * u + v * v) / 2, start = frame->params[kStart].f64;
  const double t = d < start ? 0 : d > 1 ? 1 : (d - start) / (1 - start);
  return (float)(1 - frame->params[kAmount].f64 * t * t * (3 - 2 * t));
}

static int64_t pixel_bytes(const lattice_image* image) {
  return image->type.dtype == LATTICE_U8 ? 4 : 16;
}

/* Null where the image has no memory; every pixel there is transparent. */
static void* pixel_at(const lattice_image* image, int32_t x, int32_t y) {
  const lattice_rect* v = &image->valid;
  if (x < v->x0 || x >= v->x1 || y < v->y0 || y >= v->y1) return NULL;
  return (char*)image->plane[0] + (y - image->bounds.y0) * image->row_bytes[0] +
         (x - image->bounds.x0) * pixel_bytes(image);
}

/* Premultiplied RGBA: a factor on the light leaves alpha alone. */
static void darken_u8(const uint8_t* src, uint8_t* dst, float factor) {
  for (int c = 0; c < 3; ++c) dst[c] = (uint8_t)(src[c] * factor + 0.5f);
  dst[3] = src[3];
}

static void darken_f32(const float* src, float* dst, float factor) {
  for (int c = 0; c < 3; ++c) dst[c] = src[c] * factor;
  dst[3] = src[3];
}

/* The two types that every session works in: bytes in sRGB, or floats in linear light. */
static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* t)
    LATTICE_NOEXCEPT {
  static const float nothing[4];
  (void)self;
  for (int32_t y = t->area.y0; y < t->area.y1; ++y) {
    for (int32_t x = t->area.x0; x < t->area.x1; ++x) {
      const void* src = pixel_at(&t->inputs[0], x, y);
      void* dst = pixel_at(t->dst, x, y);
      if (src == NULL) src = nothing;
      if (t->dst->type.dtype == LATTICE_U8)
        darken_u8(src, dst, factor_at(frame, x, y));
      else
        darken_f32(src, dst, factor_at(frame, x, y));
    }
  }
  return LATTICE_OK;
}

static const lattice_filter kEffect = {
    .struct_size = sizeof(lattice_filter),
    .content_version = 1, /* raise it whenever the pixels change */
    .flags = LATTICE_FILTER_POINTWISE,
    .param_count = kParamCount,
    .port_count = 1,
    .id = "@ID@",
    .label = "@LABEL@",
    .summary = "Darkens the picture towards the corners of the canvas.",
    .params = kParams,
    .ports = kPorts,
    .fold = fold,
    .tile = tile,
};
static const lattice_filter* const kEffects[] = {&kEffect};

static const lattice_plugin kPlugin = {
    .struct_size = sizeof(lattice_plugin),
    .abi = LATTICE_ABI_VERSION,
    .effect_count = 1,
    .id = "@ID@",
    .version = "1.0.0",
    .vendor = "Example",
    .effects = kEffects,
};

const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) LATTICE_NOEXCEPT {
  return LATTICE_HOST_FITS(host_abi) ? &kPlugin : NULL;
}

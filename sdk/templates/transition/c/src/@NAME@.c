/* @LABEL@: a hole with a soft edge opens in the middle of the old picture and shows the new one.
 *
 * The host hands out tiles, on many threads at once and in any order: what tile() writes may
 * depend on the frame, the params and the input pixels, and on nothing else. */
#include <lattice/math.h>
#include <lattice/plugin.h>

enum { kSoftness, kParamCount };
enum { kFrom, kTo, kPortCount };

static const lattice_param kSoftnessParam = {
    .struct_size = sizeof(lattice_param),
    .type = LATTICE_PARAM_F64,
    .flags = LATTICE_PARAM_ANIMATES,
    .id = "softness",
    .hint = "Width of the edge, as a part of the way from the centre to a corner.",
    .initial = {.f64 = 0.1},
    .min = 0,
    .max = 1,
};
static const lattice_param* const kParams[] = {&kSoftnessParam};

static const lattice_port kFromPort = {
    .struct_size = sizeof(lattice_port),
    .id = "from",
    .hint = "The picture that goes.",
};
static const lattice_port kToPort = {
    .struct_size = sizeof(lattice_port),
    .id = "to",
    .hint = "The picture that comes.",
};
static const lattice_port* const kPorts[] = {&kFromPort, &kToPort};

/* Distance of pixel (x, y) from the centre of the canvas: above 0 there, below 1 in the corners,
 * so that no pixel has changed before the transition has begun, nor is left when it ends. */
static double distance_at(const lattice_rect* canvas, int32_t x, int32_t y) {
  const double width = canvas->x1 - canvas->x0, height = canvas->y1 - canvas->y0;
  const double u = 2.0 * x + 1 - canvas->x0 - canvas->x1;
  const double v = 2.0 * y + 1 - canvas->y0 - canvas->y1;
  return lattice_sqrt((u * u + v * v + 1) / (width * width + height * height + 1));
}

/* How much of "to" pixel (x, y) shows. The head of the edge runs from 0 to 1 + softness and its
 * tail follows softness behind, so that progress 0 is all "from" and progress 1 all "to". */
static double weight_at(const lattice_frame* frame, int32_t x, int32_t y) {
  const double softness = frame->params[kSoftness].f64;
  const double ahead = frame->progress * (1 + softness) - distance_at(&frame->canvas, x, y);
  if (ahead <= 0) return 0;
  if (ahead >= softness) return 1;
  const double t = ahead / softness;
  return t * t * (3 - 2 * t);
}

static int64_t pixel_bytes(const lattice_image* image) {
  return image->type.dtype == LATTICE_U8 ? 4 : 16;
}

/* Where the image has no memory every pixel is transparent. */
static const void* pixel_of(const lattice_image* image, int32_t x, int32_t y) {
  static const float nothing[4];
  const lattice_rect* v = &image->valid;
  if (x < v->x0 || x >= v->x1 || y < v->y0 || y >= v->y1) return nothing;
  return (const char*)image->plane[0] + (y - image->bounds.y0) * image->row_bytes[0] +
         (x - image->bounds.x0) * pixel_bytes(image);
}

/* from * (1 - w) + to * w on premultiplied RGBA, w in units of 2^-16. */
static void mix_u8(const uint8_t* from, const uint8_t* to, uint8_t* dst, double weight) {
  const uint32_t w = (uint32_t)(weight * 65536 + 0.5), keep = 65536 - w;
  for (int c = 0; c < 4; ++c) dst[c] = (uint8_t)((from[c] * keep + to[c] * w + 32768) >> 16);
}

static void mix_f32(const float* from, const float* to, float* dst, float weight) {
  for (int c = 0; c < 4; ++c) dst[c] = from[c] * (1 - weight) + to[c] * weight;
}

/* The two types that every session works in: bytes in sRGB, or floats in linear light. */
static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* t)
    LATTICE_NOEXCEPT {
  const lattice_image* dst = t->dst;
  (void)self;
  for (int32_t y = t->area.y0; y < t->area.y1; ++y) {
    char* out = (char*)dst->plane[0] + (y - dst->bounds.y0) * dst->row_bytes[0] +
                (t->area.x0 - dst->bounds.x0) * pixel_bytes(dst);
    for (int32_t x = t->area.x0; x < t->area.x1; ++x, out += pixel_bytes(dst)) {
      const void* from = pixel_of(&t->inputs[kFrom], x, y);
      const void* to = pixel_of(&t->inputs[kTo], x, y);
      const double weight = weight_at(frame, x, y);
      if (dst->type.dtype == LATTICE_U8)
        mix_u8(from, to, (void*)out, weight);
      else
        mix_f32(from, to, (void*)out, (float)weight);
    }
  }
  return LATTICE_OK;
}

static const lattice_filter kTransition = {
    .struct_size = sizeof(lattice_filter),
    .content_version = 1, /* raise it whenever the pixels change */
    .flags = LATTICE_FILTER_POINTWISE,
    .param_count = kParamCount,
    .port_count = kPortCount,
    .id = "@ID@",
    .label = "@LABEL@",
    .summary = "Opens a hole in the old picture that shows the new one.",
    .params = kParams,
    .ports = kPorts,
    .tile = tile,
};
static const lattice_filter* const kTransitions[] = {&kTransition};

static const lattice_plugin kPlugin = {
    .struct_size = sizeof(lattice_plugin),
    .abi = LATTICE_ABI_VERSION,
    .transition_count = 1,
    .id = "@ID@",
    .version = "1.0.0",
    .vendor = "Example",
    .transitions = kTransitions,
};

const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) LATTICE_NOEXCEPT {
  return LATTICE_HOST_FITS(host_abi) ? &kPlugin : NULL;
}

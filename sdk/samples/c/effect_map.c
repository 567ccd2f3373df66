/* Displacement: each pixel is fetched from another place, and a second picture says where.
 * 0.5 in the map means here; red moves sideways, green moves up and down, by up to half of
 * `amount` pixels. Where the map is transparent, nothing moves.
 *
 * What to look at: an effect with two ports, and roi(), which says how much of each of them a
 * tile needs. The map is read as sRGB code values, whatever the pixels are stored as, so that
 * one map does the same in every session. */
#include <lattice/math.h>
#include <lattice/plugin.h>

#include "srgb.h"

enum { kSrc, kMap };

static const lattice_param kAmount = {
    .struct_size = sizeof kAmount,
    .type = LATTICE_PARAM_F64,
    .flags = LATTICE_PARAM_ANIMATES | LATTICE_PARAM_SCALES,
    .id = "amount",
    .hint = "Pixels between where black and where white in the map take a pixel from.",
    .unit = "px",
    .initial = {.f64 = 20},
    .min = -1000,
    .max = 1000,
};
static const lattice_port kSrcPort = {sizeof kSrcPort, 0, "src", "The picture to displace."};
static const lattice_port kMapPort = {sizeof kMapPort, 0, "map",
                                      "Red moves sideways, green up and down; 0.5 stays."};

static double amount_of(const lattice_frame* frame) { return frame->params[0].f64; }

/* Half of the amount, and a pixel for the interpolation. */
static int32_t reach_of(const lattice_frame* frame) {
  return (int32_t)lattice_floor(lattice_fabs(amount_of(frame)) / 2) + 2;
}

static lattice_rect grown(const lattice_rect* r, int32_t by) {
  if (r->x0 >= r->x1 || r->y0 >= r->y1) return (lattice_rect){0, 0, 0, 0};
  return (lattice_rect){r->x0 - by, r->y0 - by, r->x1 + by, r->y1 + by};
}

static lattice_status fold(const void* self, const lattice_frame* frame, lattice_fold* out) {
  (void)self;
  if (amount_of(frame) == 0) out->kind = LATTICE_FOLD_IDENTITY;
  return LATTICE_OK;
}

static lattice_status bounds(const void* self, const lattice_frame* frame,
                             const lattice_rect* ports, uint32_t count, lattice_rect* out) {
  (void)self, (void)count;
  *out = grown(&ports[kSrc], reach_of(frame));
  return LATTICE_OK;
}

/* The map is read where it lies, the picture around that. */
static lattice_status roi(const void* self, const lattice_frame* frame, uint32_t pass,
                          uint32_t input, const lattice_rect* want, lattice_rect* out) {
  (void)self, (void)pass;
  *out = input == kMap ? *want : grown(want, reach_of(frame));
  return LATTICE_OK;
}

/* One RGBA pixel as numbers: 0 to 1, premultiplied; transparent outside of the picture. */
typedef struct pixel {
  double rgba[4];
} pixel;

static pixel pixel_at(const lattice_image* image, int32_t x, int32_t y) {
  pixel p = {{0, 0, 0, 0}};
  const lattice_rect* b = &image->bounds;
  if (x < b->x0 || x >= b->x1 || y < b->y0 || y >= b->y1) return p;
  const char* row = (const char*)image->plane[0] + (y - b->y0) * image->row_bytes[0];
  const uint8_t* bytes = (const uint8_t*)row + (x - b->x0) * 4;
  const float* floats = (const float*)(const void*)row + (x - b->x0) * 4;
  for (int c = 0; c < 4; ++c)
    p.rgba[c] = image->type.dtype == LATTICE_U8 ? bytes[c] / 255.0 : floats[c];
  return p;
}

static void store(const lattice_image* image, int32_t x, int32_t y, pixel p) {
  char* row = (char*)image->plane[0] + (y - image->bounds.y0) * image->row_bytes[0];
  uint8_t* bytes = (uint8_t*)row + (x - image->bounds.x0) * 4;
  float* floats = (float*)(void*)row + (x - image->bounds.x0) * 4;
  for (int c = 0; c < 4; ++c)
    if (image->type.dtype == LATTICE_U8)
      bytes[c] = (uint8_t)(p.rgba[c] * 255 + 0.5);
    else
      floats[c] = (float)p.rgba[c];
}

/* What a channel of the map asks for: -0.5 to 0.5, fading with the map's alpha. */
static double shift_of(const lattice_image* map, const pixel* at, int channel) {
  const double alpha = at->rgba[3];
  if (!(alpha > 0)) return 0;
  double value = at->rgba[channel] / alpha;
  value = value > 0 ? (value < 1 ? value : 1) : 0;
  if (map->type.space == LATTICE_SPACE_LINEAR_SRGB) value = srgb_code(value);
  return (value - 0.5) * (alpha < 1 ? alpha : 1);
}

/* The picture dx and dy pixels away from (x, y), between the four pixels around. */
static pixel bilinear(const lattice_image* src, int32_t x, int32_t y, double dx, double dy) {
  const double whole_x = lattice_floor(dx), whole_y = lattice_floor(dy);
  const double right = dx - whole_x, down = dy - whole_y;
  const int32_t x0 = x + (int32_t)whole_x, y0 = y + (int32_t)whole_y;
  const pixel a = pixel_at(src, x0, y0), b = pixel_at(src, x0 + 1, y0);
  const pixel c = pixel_at(src, x0, y0 + 1), d = pixel_at(src, x0 + 1, y0 + 1);
  pixel mean;
  for (int i = 0; i < 4; ++i)
    mean.rgba[i] = (a.rgba[i] * (1 - right) + b.rgba[i] * right) * (1 - down) +
                   (c.rgba[i] * (1 - right) + d.rgba[i] * right) * down;
  return mean;
}

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* t) {
  (void)self;
  const lattice_image *src = &t->inputs[kSrc], *map = &t->inputs[kMap];
  const double amount = amount_of(frame);
  for (int32_t y = t->area.y0; y < t->area.y1; ++y)
    for (int32_t x = t->area.x0; x < t->area.x1; ++x) {
      const pixel at = pixel_at(map, x, y);
      const double dx = shift_of(map, &at, 0) * amount, dy = shift_of(map, &at, 1) * amount;
      store(t->dst, x, y, bilinear(src, x, y, dx, dy));
    }
  return LATTICE_OK;
}

static const lattice_filter kEffect = {
    .struct_size = sizeof kEffect,
    .content_version = 1, /* raise it when any pixel changes */
    .param_count = 1,
    .port_count = 2,
    .id = "com.example.displace",
    .label = "Displace",
    .summary = "Moves pixels by what a second picture says.",
    .params = (const lattice_param* const[]){&kAmount},
    .ports = (const lattice_port* const[]){&kSrcPort, &kMapPort},
    .fold = fold,
    .bounds = bounds,
    .roi = roi,
    .tile = tile,
};

static const lattice_plugin kPlugin = {
    .struct_size = sizeof kPlugin,
    .abi = LATTICE_ABI_VERSION,
    .effect_count = 1,
    .id = "com.example.displace",
    .version = "1.0.0",
    .vendor = "Example",
    .effects = (const lattice_filter* const[]){&kEffect},
};

const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) {
  return LATTICE_HOST_FITS(host_abi) ? &kPlugin : NULL;
}

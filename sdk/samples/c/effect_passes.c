/* A soft blur in two passes, across and down: each pixel becomes the mean of its neighbours under
 * a tent that reaches `radius` pixels to every side. The host cuts a pass into tiles of any shape;
 * the result does not depend on that, because every pixel is summed on its own, in one order, from
 * pixels that roi() asked for. Float between the passes, so that bytes are rounded once. */
#include <lattice/math.h>
#include <lattice/plugin.h>
#include <string.h>

enum { kAcross, kDown };

static const lattice_param kRadius = {.struct_size = sizeof kRadius,
                                      .type = LATTICE_PARAM_F64,
                                      .flags = LATTICE_PARAM_ANIMATES | LATTICE_PARAM_SCALES,
                                      .id = "radius",
                                      .hint = "How far a pixel spreads; 0 changes nothing.",
                                      .unit = "px",
                                      .initial = {.f64 = 4},
                                      .max = 200};
static const lattice_port kSrc = {sizeof kSrc, 0, "src", "The picture to blur."};

/* The farthest neighbour under a tent of half-width radius + 1, both in pixels of this raster. */
static int32_t reach_of(const lattice_frame* frame) {
  return (int32_t)-lattice_floor(-frame->params[0].f64);
}

/* Height of the tent over its sum, so that the weights add up to 1. */
static float weight_at(const lattice_frame* frame, int32_t distance) {
  const double height = frame->params[0].f64 + 1, reach = reach_of(frame);
  const double sum = (2 * reach + 1) * height - reach * (reach + 1);
  return (float)((height - lattice_fabs(distance)) / sum);
}

/* `r` with x and y pixels more on both sides; what is empty stays empty. */
static lattice_rect grown(lattice_rect r, int32_t x, int32_t y) {
  if (r.x0 >= r.x1 || r.y0 >= r.y1) return (lattice_rect){0, 0, 0, 0};
  return (lattice_rect){r.x0 - x, r.y0 - y, r.x1 + x, r.y1 + y};
}

static lattice_status bounds(const void* self, const lattice_frame* frame,
                             const lattice_rect* ports, uint32_t count, lattice_rect* out) {
  (void)self, (void)count;
  *out = grown(ports[0], reach_of(frame), reach_of(frame));
  return LATTICE_OK;
}

static lattice_status passes(const void* self, const lattice_frame* frame,
                             const lattice_rect* ports, uint32_t count, lattice_pass* out,
                             uint32_t* pass_count) {
  const lattice_type f32 = {.dtype = LATTICE_F32, .channels = 4, .alpha = LATTICE_ALPHA_PREMUL};
  (void)self, (void)count;
  out[kAcross] = (lattice_pass){.type = f32, .bounds = grown(ports[0], reach_of(frame), 0)};
  out[kDown] = (lattice_pass){.bounds = grown(ports[0], reach_of(frame), reach_of(frame))};
  *pass_count = 2;
  return LATTICE_OK;
}

/* What a pass reads to fill `want`; the host clips it to what there is. */
static lattice_status roi(const void* self, const lattice_frame* frame, uint32_t pass,
                          uint32_t input, const lattice_rect* want, lattice_rect* out) {
  (void)self, (void)input;
  const int32_t reach = reach_of(frame);
  *out = grown(*want, pass == kAcross ? reach : 0, pass == kDown ? reach : 0);
  return LATTICE_OK;
}

static uint64_t scratch(const void* self, const lattice_frame* frame, uint32_t pass,
                        const lattice_rect* area) {
  (void)self, (void)frame, (void)pass;
  return (uint64_t)(area->x1 - area->x0) * 4 * sizeof(float);
}

static void* pixel_at(const lattice_image* image, int32_t x, int32_t y) {
  const int64_t pixel_bytes = image->type.dtype == LATTICE_U8 ? 4 : 16;
  return (char*)image->plane[0] + (y - image->bounds.y0) * image->row_bytes[0] +
         (x - image->bounds.x0) * pixel_bytes;
}

/* sums[x] += weight * pixel (x + dx, y), where there is one. */
static void add_row(const lattice_image* src, const lattice_rect* area, int32_t dx, int32_t y,
                    float weight, float* sums) {
  const int32_t left = src->bounds.x0 - dx, right = src->bounds.x1 - dx;
  const int32_t x0 = left > area->x0 ? left : area->x0, x1 = right < area->x1 ? right : area->x1;
  if (y < src->bounds.y0 || y >= src->bounds.y1 || x0 >= x1) return;
  const uint8_t* bytes = pixel_at(src, x0 + dx, y);
  const float* floats = pixel_at(src, x0 + dx, y);
  const int is_bytes = src->type.dtype == LATTICE_U8;
  sums += 4 * (x0 - area->x0);
  for (int32_t i = 0; i < 4 * (x1 - x0); ++i) sums[i] += weight * (is_bytes ? bytes[i] : floats[i]);
}

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* t) {
  (void)self;
  const int32_t reach = reach_of(frame), samples = 4 * (t->area.x1 - t->area.x0);
  float* sums = t->scratch;
  for (int32_t y = t->area.y0; y < t->area.y1; ++y) {
    memset(sums, 0, (size_t)samples * sizeof(float));
    for (int32_t d = -reach; d <= reach; ++d)
      add_row(&t->inputs[0], &t->area, t->pass == kAcross ? d : 0, t->pass == kDown ? y + d : y,
              weight_at(frame, d), sums);
    uint8_t* bytes = pixel_at(t->dst, t->area.x0, y);
    if (t->dst->type.dtype == LATTICE_U8)
      for (int32_t i = 0; i < samples; ++i) bytes[i] = (uint8_t)(sums[i] + 0.5f);
    else
      memcpy(bytes, sums, (size_t)samples * sizeof(float));
  }
  return LATTICE_OK;
}

static const lattice_filter kEffect = {.struct_size = sizeof kEffect,
                                       .content_version = 1,
                                       .param_count = 1,
                                       .port_count = 1,
                                       .id = "com.example.soft_blur",
                                       .label = "Soft blur",
                                       .summary = "Blurs the picture with a tent.",
                                       .params = (const lattice_param* const[]){&kRadius},
                                       .ports = (const lattice_port* const[]){&kSrc},
                                       .bounds = bounds,
                                       .passes = passes,
                                       .roi = roi,
                                       .scratch = scratch,
                                       .tile = tile};
static const lattice_plugin kPlugin = {.struct_size = sizeof kPlugin,
                                       .abi = LATTICE_ABI_VERSION,
                                       .effect_count = 1,
                                       .id = "com.example.soft_blur",
                                       .version = "1.0.0",
                                       .vendor = "Example",
                                       .effects = (const lattice_filter* const[]){&kEffect}};

const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) {
  return LATTICE_HOST_FITS(host_abi) ? &kPlugin : NULL;
}

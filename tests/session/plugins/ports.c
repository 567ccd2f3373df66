/* Filters with further ports, and filters that tell in pixels what they were given. They work in
 * RGBA8 only and fail when they are shown less of a picture than their roi() asks for. */
#include <lattice/plugin.h>
#include <string.h>

enum { kReach = 8 };

static const lattice_port kSrc = {sizeof kSrc, 0, "src", ""};
static const lattice_port kMap = {sizeof kMap, 0, "map", "Red moves sideways, green down."};
static const lattice_port kMatte = {sizeof kMatte, LATTICE_PORT_OPTIONAL, "matte", "What stays."};
static const lattice_port kFrom = {sizeof kFrom, 0, "from", ""};
static const lattice_port kTo = {sizeof kTo, 0, "to", ""};

static int32_t accepts(const lattice_type* working) LATTICE_NOEXCEPT {
  return working->dtype == LATTICE_U8 && working->channels == 4;
}

/* The instance is its host, for the sentence of a failure. */
static lattice_status create(const lattice_host* host, const lattice_filter_binding* binding,
                             void** self) LATTICE_NOEXCEPT {
  (void)binding;
  memcpy(self, &host, sizeof host);
  return LATTICE_OK;
}

static void destroy(void* self) LATTICE_NOEXCEPT { (void)self; }

static lattice_status fail(const void* self, const char* text) {
  const lattice_host* host = self;
  host->set_error(host, text);
  return LATTICE_ERR_PLUGIN;
}

static lattice_rect grown(lattice_rect r, int32_t dx, int32_t dy) {
  if (r.x0 >= r.x1 || r.y0 >= r.y1) return (lattice_rect){0, 0, 0, 0};
  return (lattice_rect){r.x0 - dx, r.y0 - dy, r.x1 + dx, r.y1 + dy};
}

static int is_empty(const lattice_rect* r) { return r->x0 >= r->x1 || r->y0 >= r->y1; }

static int holds(const lattice_rect* r, int32_t x, int32_t y) {
  return x >= r->x0 && x < r->x1 && y >= r->y0 && y < r->y1;
}

/* Transparent outside of the picture; `unseen` counts pixels that were not shown. */
static const uint8_t* at(const lattice_image* image, int32_t x, int32_t y, int* unseen) {
  static const uint8_t kTransparent[4] = {0, 0, 0, 0};
  if (!holds(&image->bounds, x, y)) return kTransparent;
  if (!holds(&image->valid, x, y)) {
    ++*unseen;
    return kTransparent;
  }
  return (const uint8_t*)image->plane[0] + (y - image->bounds.y0) * image->row_bytes[0] +
         (int64_t)(x - image->bounds.x0) * 4;
}

static uint8_t* out_at(const lattice_tile* tile, int32_t x, int32_t y) {
  const lattice_image* dst = tile->dst;
  return (uint8_t*)dst->plane[0] + (y - dst->bounds.y0) * dst->row_bytes[0] +
         (int64_t)(x - dst->bounds.x0) * 4;
}

/* ---- test.stir: a mean of three, then moved by the map, then met by the picture itself ------- */

static lattice_status stir_bounds(const void* self, const lattice_frame* frame,
                                  const lattice_rect* ports, uint32_t count, lattice_rect* out)
    LATTICE_NOEXCEPT {
  (void)self, (void)frame, (void)count;
  *out = grown(ports[0], kReach + 1, kReach);
  return LATTICE_OK;
}

static lattice_status stir_passes(const void* self, const lattice_frame* frame,
                                  const lattice_rect* ports, uint32_t count, lattice_pass* out,
                                  uint32_t* pass_count) LATTICE_NOEXCEPT {
  (void)self, (void)frame, (void)count;
  out[0].bounds = grown(ports[0], 1, 0);
  out[1].bounds = grown(ports[0], kReach + 1, kReach);
  out[1].flags = LATTICE_PASS_READS_PORTS;
  *pass_count = 2;
  return LATTICE_OK;
}

static lattice_status stir_roi(const void* self, const lattice_frame* frame, uint32_t pass,
                               uint32_t input, const lattice_rect* want, lattice_rect* out)
    LATTICE_NOEXCEPT {
  (void)self, (void)frame;
  const lattice_rect nothing = {0, 0, 0, 0};
  if (pass == 0)
    *out = input == 0 ? grown(*want, 1, 0) : nothing;
  else
    *out = input == 0 ? grown(*want, kReach, kReach) : *want;
  return LATTICE_OK;
}

static void mean_pixel(const lattice_image* src, int32_t x, int32_t y, uint8_t* out, int* unseen) {
  const uint8_t *a = at(src, x - 1, y, unseen), *b = at(src, x, y, unseen),
                *c = at(src, x + 1, y, unseen);
  for (int i = 0; i < 4; ++i) out[i] = (uint8_t)((a[i] + b[i] + c[i]) / 3);
}

static void stir_pixel(const lattice_image* inputs, int32_t x, int32_t y, uint8_t* out,
                       int* unseen) {
  const lattice_image *mean = &inputs[0], *src = &inputs[1], *map = &inputs[2], *matte = &inputs[3];
  const uint8_t* move = at(map, x, y, unseen);
  const int32_t dx = move[3] == 0 ? 0 : move[0] / 16 - kReach;
  const int32_t dy = move[3] == 0 ? 0 : move[1] / 16 - kReach;
  const uint8_t *moved = at(mean, x + dx, y + dy, unseen), *still = at(src, x, y, unseen);
  const uint32_t alpha = is_empty(&matte->bounds) ? 255u : at(matte, x, y, unseen)[3];
  for (int i = 0; i < 4; ++i) out[i] = (uint8_t)((moved[i] + still[i]) / 2 * alpha / 255);
}

static lattice_status stir_tile(const void* self, const lattice_frame* frame,
                                const lattice_tile* tile) LATTICE_NOEXCEPT {
  (void)frame;
  int unseen = 0;
  for (int32_t y = tile->area.y0; y < tile->area.y1; ++y)
    for (int32_t x = tile->area.x0; x < tile->area.x1; ++x) {
      if (tile->pass == 0)
        mean_pixel(&tile->inputs[0], x, y, out_at(tile, x, y), &unseen);
      else
        stir_pixel(tile->inputs, x, y, out_at(tile, x, y), &unseen);
    }
  return unseen == 0 ? LATTICE_OK : fail(self, "it was shown less than its roi() asks for");
}

/* ---- test.matte: pointwise, with an optional port -------------------------------------------- */

static lattice_status matte_bounds(const void* self, const lattice_frame* frame,
                                   const lattice_rect* ports, uint32_t count, lattice_rect* out)
    LATTICE_NOEXCEPT {
  (void)self, (void)frame, (void)count;
  *out = ports[0];
  return LATTICE_OK;
}

static lattice_status matte_tile(const void* self, const lattice_frame* frame,
                                 const lattice_tile* tile) LATTICE_NOEXCEPT {
  (void)frame;
  const lattice_image *src = &tile->inputs[0], *matte = &tile->inputs[1];
  int unseen = 0;
  for (int32_t y = tile->area.y0; y < tile->area.y1; ++y)
    for (int32_t x = tile->area.x0; x < tile->area.x1; ++x) {
      const uint8_t* in = at(src, x, y, &unseen);
      const uint32_t alpha = is_empty(&matte->bounds) ? 255u : at(matte, x, y, &unseen)[3];
      for (int i = 0; i < 4; ++i) out_at(tile, x, y)[i] = (uint8_t)(in[i] * alpha / 255);
    }
  return unseen == 0 ? LATTICE_OK : fail(self, "it was shown less than its roi() asks for");
}

/* ---- test.tell and test.tell_progress: pixels that say what came in ---------------------------
 */

static const lattice_choice kLeft = {sizeof kLeft, 0, "left", ""};
static const lattice_choice kRight = {sizeof kRight, 0, "right", ""};
static const lattice_choice* const kSides[] = {&kLeft, &kRight};
static const double kCurve[] = {0, 0, 1, 1};
static const lattice_param_alias kHalf = {sizeof kHalf, 0, "half_number", 2};
static const lattice_param_alias* const kAliases[] = {&kHalf};

#define PARAM(type_name, ...) \
  { .struct_size = sizeof(lattice_param), .type = LATTICE_PARAM_##type_name, __VA_ARGS__ }
static const lattice_param kParams[] = {
    PARAM(F64, .id = "number", .hint = "", .max = 255, .alias_count = 1, .aliases = kAliases),
    PARAM(INT, .id = "count", .hint = "", .max = 255),
    PARAM(VEC2, .id = "place", .hint = ""),
    PARAM(VEC3, .id = "axis", .hint = ""),
    PARAM(COLOR, .id = "tint", .hint = ""),
    PARAM(BOOL, .id = "on", .hint = ""),
    PARAM(CHOICE, .id = "side", .hint = "", .choice_count = 2, .choices = kSides),
    PARAM(STRING, .id = "word", .hint = "", .initial = {.str = {"", 0}}),
    PARAM(F64_ARRAY, .id = "table", .hint = "", .max_count = 4),
    PARAM(CURVE, .id = "curve", .hint = "", .min_count = 4, .initial = {.array = {kCurve, 4}}),
};
enum { kParamCount = sizeof kParams / sizeof kParams[0], kToldCount = 32 };
static const lattice_param* const kParamTable[kParamCount] = {
    &kParams[0], &kParams[1], &kParams[2], &kParams[3], &kParams[4],
    &kParams[5], &kParams[6], &kParams[7], &kParams[8], &kParams[9]};

static int tell_numbers(double* out, const double* numbers, uint64_t count) {
  const uint64_t shown = count < 4 ? count : 4;
  out[0] = (double)count;
  for (uint64_t i = 0; i < shown; ++i) out[1 + i] = numbers[i];
  return 5;
}

/* 28 numbers in the order of the params, then frame, time in milliseconds and seed. */
static void tell(const lattice_frame* frame, double out[kToldCount]) {
  const lattice_value* p = frame->params;
  int n = 0;
  out[n++] = p[0].f64;
  out[n++] = (double)p[1].i64;
  for (int i = 0; i < 2; ++i) out[n++] = p[2].vec2[i];
  for (int i = 0; i < 3; ++i) out[n++] = p[3].vec3[i];
  for (int i = 0; i < 4; ++i) out[n++] = p[4].rgba[i] * 255;
  out[n++] = (double)p[5].index;
  out[n++] = (double)p[6].index;
  out[n++] = (double)p[7].str.size;
  out[n++] = p[7].str.size > 0 ? p[7].str.data[0] : 0;
  n += tell_numbers(out + n, p[8].array.data, p[8].array.count);
  n += tell_numbers(out + n, p[9].array.data, p[9].array.count);
  out[n++] = (double)frame->index;
  out[n++] = frame->time * 1000;
  out[n++] = (double)(frame->seed & 255);
}

/* One number as grey in 24 bits, opaque. */
static void tell_pixel(double value, uint8_t* out) {
  const uint32_t whole = value > 0 ? (uint32_t)(value + 0.5) : 0;
  out[0] = (uint8_t)(whole >> 16), out[1] = (uint8_t)(whole >> 8), out[2] = (uint8_t)whole;
  out[3] = 255;
}

static lattice_status tell_tile(const void* self, const lattice_frame* frame,
                                const lattice_tile* tile) LATTICE_NOEXCEPT {
  (void)self;
  double told[kToldCount] = {0};
  tell(frame, told);
  for (int32_t y = tile->area.y0; y < tile->area.y1; ++y)
    for (int32_t x = tile->area.x0; x < tile->area.x1; ++x)
      tell_pixel(x >= 0 && x < kToldCount ? told[x] : 0, out_at(tile, x, y));
  return LATTICE_OK;
}

static lattice_status tell_progress_tile(const void* self, const lattice_frame* frame,
                                         const lattice_tile* tile) LATTICE_NOEXCEPT {
  (void)self;
  for (int32_t y = tile->area.y0; y < tile->area.y1; ++y)
    for (int32_t x = tile->area.x0; x < tile->area.x1; ++x)
      tell_pixel(frame->progress * 1e7, out_at(tile, x, y));
  return LATTICE_OK;
}

/* ---- The library ------------------------------------------------------------------------------
 */

static const lattice_filter kStir = {
    .struct_size = sizeof kStir,
    .content_version = 1,
    .port_count = 3,
    .id = "test.stir",
    .label = "Stir",
    .summary = "",
    .ports = (const lattice_port* const[]){&kSrc, &kMap, &kMatte},
    .create = create,
    .destroy = destroy,
    .accepts = accepts,
    .bounds = stir_bounds,
    .roi = stir_roi,
    .passes = stir_passes,
    .tile = stir_tile,
};

static const lattice_filter kMatteEffect = {
    .struct_size = sizeof kMatteEffect,
    .content_version = 1,
    .flags = LATTICE_FILTER_POINTWISE,
    .port_count = 2,
    .id = "test.matte",
    .label = "Matte",
    .summary = "",
    .ports = (const lattice_port* const[]){&kSrc, &kMatte},
    .create = create,
    .destroy = destroy,
    .accepts = accepts,
    .bounds = matte_bounds,
    .tile = matte_tile,
};

static const lattice_filter kTell = {
    .struct_size = sizeof kTell,
    .content_version = 1,
    .flags = LATTICE_FILTER_VARIES,
    .param_count = kParamCount,
    .port_count = 1,
    .id = "test.tell",
    .label = "Tell",
    .summary = "",
    .params = kParamTable,
    .ports = (const lattice_port* const[]){&kSrc},
    .create = create,
    .destroy = destroy,
    .accepts = accepts,
    .tile = tell_tile,
};

static const lattice_filter kTellProgress = {
    .struct_size = sizeof kTellProgress,
    .content_version = 1,
    .port_count = 2,
    .id = "test.tell_progress",
    .label = "Tell Progress",
    .summary = "",
    .ports = (const lattice_port* const[]){&kFrom, &kTo},
    .create = create,
    .destroy = destroy,
    .accepts = accepts,
    .tile = tell_progress_tile,
};

static const lattice_plugin kPlugin = {
    .struct_size = sizeof kPlugin,
    .abi = LATTICE_ABI_VERSION,
    .effect_count = 3,
    .transition_count = 1,
    .id = "test.ports",
    .version = "1.0.0",
    .vendor = "Lattice",
    .effects = (const lattice_filter* const[]){&kStir, &kMatteEffect, &kTell},
    .transitions = (const lattice_filter* const[]){&kTellProgress},
};

LATTICE_EXPORT const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) {
  return LATTICE_HOST_FITS(host_abi) ? &kPlugin : NULL;
}

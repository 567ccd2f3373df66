/* A clock wipe: a hand turns once around the middle of the canvas and leaves the new picture
 * behind it; `softness` widens its edge.
 *
 * A transition is a filter with two ports, "from" and "to", whose frames carry `progress`. The
 * host answers progress 0 and 1 itself: near them the result must come near to `from` and `to`.
 * It runs on the canvas; a picture may cover a part of it only, and is transparent elsewhere. */
#include <lattice/math.h>
#include <lattice/plugin.h>

enum { kDirection, kSoftness, kParamCount };
enum { kClockwise, kCounterclockwise };
enum { kFrom, kTo };

static const lattice_choice kClockwiseChoice = {sizeof kClockwiseChoice, 0, "clockwise",
                                                "The hand turns as on a clock."};
static const lattice_choice kCounterChoice = {sizeof kCounterChoice, 0, "counterclockwise",
                                              "The hand turns backwards."};
static const lattice_param kDirectionParam = {
    .struct_size = sizeof kDirectionParam,
    .type = LATTICE_PARAM_CHOICE,
    .choice_count = 2,
    .id = "direction",
    .hint = "Which way the hand turns; it starts at the top.",
    .initial = {.index = kClockwise},
    .choices = (const lattice_choice* const[]){&kClockwiseChoice, &kCounterChoice},
};
static const lattice_param kSoftnessParam = {
    .struct_size = sizeof kSoftnessParam,
    .type = LATTICE_PARAM_F64,
    .flags = LATTICE_PARAM_ANIMATES,
    .id = "softness",
    .hint = "Width of the edge as a fraction of the turn; 0 is a hard edge.",
    .initial = {.f64 = 0.05},
    .min = 0,
    .max = 1,
};
static const lattice_port kFromPort = {sizeof kFromPort, 0, "from", "The picture that goes."};
static const lattice_port kToPort = {sizeof kToPort, 0, "to", "The picture that comes."};

/* How far the hand has to turn to reach the middle of pixel (x, y): 0 <= turn < 1. */
static double turn_at(const lattice_frame* frame, int32_t x, int32_t y) {
  const lattice_rect* canvas = &frame->canvas;
  double right = x + 0.5 - (canvas->x0 + canvas->x1) / 2.0;
  const double up = (canvas->y0 + canvas->y1) / 2.0 - (y + 0.5);
  if (frame->params[kDirection].index == kCounterclockwise) right = -right;
  const double turn = lattice_atan2(right, up) / 6.283185307179586;
  return turn < 0 ? turn + 1 : turn;
}

/* How much of `to` shows at (x, y), in 1/65536. The edge begins at 0 and ends at 1 + softness,
 * so that nothing of `to` shows at the start and nothing of `from` at the end. */
static uint32_t weight_at(const lattice_frame* frame, int32_t x, int32_t y) {
  const double softness = frame->params[kSoftness].f64;
  const double passed = frame->progress * (1 + softness) - turn_at(frame, x, y);
  if (passed <= 0) return 0;
  if (passed >= softness) return 65536;
  return (uint32_t)(passed / softness * 65536 + 0.5);
}

/* The four samples at (x, y); transparent where the picture has none. */
static const void* pixel_at(const lattice_image* image, int32_t x, int32_t y) {
  static const float transparent[4] = {0, 0, 0, 0}; /* read as bytes, it is that too */
  const lattice_rect* b = &image->bounds;
  if (x < b->x0 || x >= b->x1 || y < b->y0 || y >= b->y1) return transparent;
  return (const char*)image->plane[0] + (y - b->y0) * image->row_bytes[0] +
         (x - b->x0) * (image->type.dtype == LATTICE_U8 ? 4 : 16);
}

static void mix_bytes(const uint8_t* from, const uint8_t* to, uint32_t weight, uint8_t* dst) {
  for (int c = 0; c < 4; ++c)
    dst[c] = (uint8_t)((from[c] * (65536 - weight) + to[c] * weight + 32768) >> 16);
}

/* A side that does not show is left out, and what is infinite in it too. */
static void mix_floats(const float* from, const float* to, uint32_t weight, float* dst) {
  const float w = (float)weight / 65536, keep = 1 - w;
  for (int c = 0; c < 4; ++c)
    dst[c] = (weight < 65536 ? from[c] * keep : 0) + (weight > 0 ? to[c] * w : 0);
}

/* [worker]: many threads at once, hence nothing is kept and nothing is allocated. */
static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* t) {
  (void)self;
  const lattice_image* dst = t->dst;
  const int is_bytes = dst->type.dtype == LATTICE_U8;
  for (int32_t y = t->area.y0; y < t->area.y1; ++y) {
    char* row = (char*)dst->plane[0] + (y - dst->bounds.y0) * dst->row_bytes[0];
    for (int32_t x = t->area.x0; x < t->area.x1; ++x) {
      const uint32_t weight = weight_at(frame, x, y);
      const void* from = pixel_at(&t->inputs[kFrom], x, y);
      const void* to = pixel_at(&t->inputs[kTo], x, y);
      void* out = row + (x - dst->bounds.x0) * (is_bytes ? 4 : 16);
      if (is_bytes)
        mix_bytes(from, to, weight, out);
      else
        mix_floats(from, to, weight, out);
    }
  }
  return LATTICE_OK;
}

static const lattice_filter kTransition = {
    .struct_size = sizeof kTransition,
    .content_version = 1, /* raise it when any pixel changes */
    .flags = LATTICE_FILTER_POINTWISE,
    .param_count = kParamCount,
    .port_count = 2,
    .id = "com.example.clock_wipe",
    .label = "Clock wipe",
    .summary = "A hand turns once around the canvas and leaves the new picture behind.",
    .params = (const lattice_param* const[]){&kDirectionParam, &kSoftnessParam},
    .ports = (const lattice_port* const[]){&kFromPort, &kToPort},
    .tile = tile,
};

static const lattice_plugin kPlugin = {
    .struct_size = sizeof kPlugin,
    .abi = LATTICE_ABI_VERSION,
    .transition_count = 1,
    .id = "com.example.clock_wipe",
    .version = "1.0.0",
    .vendor = "Example",
    .transitions = (const lattice_filter* const[]){&kTransition},
};

const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) {
  return LATTICE_HOST_FITS(host_abi) ? &kPlugin : NULL;
}

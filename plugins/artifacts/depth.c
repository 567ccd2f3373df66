/* Depth, 0 near to 1 far over one range for the whole clip, and beside it the raw plane
 * in canvas units. A range per frame would flicker, hence there is none. */
#include <stdlib.h>

#include "../common/shipped.h"

enum { kNear = 0, kFar, kInvert, kParamCount };

static const lattice_param kNearParam = {
    .struct_size = sizeof kNearParam,
    .type = LATTICE_PARAM_F64,
    .id = "near",
    .hint = "Distance that becomes 0; near and far both 0: the nearest of the whole clip.",
    .unit = "px",
};

static const lattice_param kFarParam = {
    .struct_size = sizeof kFarParam,
    .type = LATTICE_PARAM_F64,
    .id = "far",
    .hint = "Distance that becomes 1; near and far both 0: the farthest of the whole clip.",
    .unit = "px",
};

static const lattice_param kInvertParam = {
    .struct_size = sizeof kInvertParam,
    .type = LATTICE_PARAM_BOOL,
    .id = "invert",
    .hint = "1 near to 0 far, as many depth-conditioned models expect.",
};

static const lattice_param* const kParams[kParamCount] = {&kNearParam, &kFarParam, &kInvertParam};

static const lattice_output kNormalised = {
    .struct_size = sizeof kNormalised,
    .kind = LATTICE_STREAM_IMAGE,
    .name = "", /* without names for the channels: R, G and B of an EXR are enough */
    .type = {.dtype = LATTICE_F32, .channels = 1, .space = LATTICE_SPACE_DATA},
};
static const lattice_output kRaw = {
    .struct_size = sizeof kRaw,
    .kind = LATTICE_STREAM_IMAGE,
    .flags = LATTICE_STREAM_AUXILIARY,
    .alias_plane = LATTICE_ALIAS_DEPTH,
    .name = "z",
    .channels = {"Z"},
    /* no type: the plane's own */
};
static const lattice_output* const kOutputs[] = {&kNormalised, &kRaw};

/* What stays the same for the whole export. */
typedef struct depth_range {
  double near_z, far_z;
  int64_t invert;
} depth_range;

static lattice_status create(const lattice_host* host, const lattice_artifact_binding* binding,
                             void** self, const lattice_output* const** outputs,
                             uint32_t* output_count) LATTICE_NOEXCEPT {
  const double near_z = binding->params[kNear].f64, far_z = binding->params[kFar].f64;
  const int automatic = near_z == 0 && far_z == 0;
  if (!automatic && !(near_z < far_z)) {
    host->set_error(host,
                    "`near` must be smaller than `far`; leave out both (or give 0 and 0) for "
                    "the range of the whole clip");
    return LATTICE_ERR_ARGUMENT;
  }
  depth_range* range = malloc(sizeof *range);
  if (range == NULL) return LATTICE_ERR_MEMORY;
  range->near_z = automatic ? binding->facts->depth_near : near_z;
  range->far_z = automatic ? binding->facts->depth_far : far_z;
  range->invert = binding->params[kInvert].index != 0;
  *self = range;
  *outputs = kOutputs;
  *output_count = 2;
  return LATTICE_OK;
}

static void destroy(void* self) LATTICE_NOEXCEPT { free(self); }

/* (z - near) / (far - near), clamped. Nothing there (+infinity) is 1; where near and far
 * coincide, whatever is there is 0. */
static float normalised(const depth_range* range, float z) {
  const double width = range->far_z - range->near_z;
  double v;
  if (!(z - z == 0)) {
    v = z < 0 ? 0 : 1; /* also NaN is nothing */
  } else if (!(width > 0)) {
    v = 0;
  } else {
    v = ((double)z - range->near_z) / width;
    v = v > 0 ? (v < 1 ? v : 1) : 0;
  }
  return (float)(range->invert ? 1 - v : v);
}

static const float* row_of(const lattice_image* image, int32_t y) {
  return (const float*)(const void*)((const char*)image->plane[0] +
                                     (y - image->bounds.y0) * image->row_bytes[0]);
}

static lattice_status produce(const void* self, const lattice_frame* frame,
                              const lattice_planes* planes, const lattice_scene* scene,
                              const lattice_image* buffers) LATTICE_NOEXCEPT {
  (void)frame;
  (void)scene;
  const depth_range* range = self;
  const lattice_image *z = planes->plane[LATTICE_PLANE_DEPTH], *dst = &buffers[0];
  const float nothing = range->invert ? 0.0f : 1.0f;
  for (int32_t y = dst->bounds.y0; y < dst->bounds.y1; ++y) {
    float* out = (float*)(void*)((char*)dst->plane[0] + (y - dst->bounds.y0) * dst->row_bytes[0]);
    const int in_rows = y >= z->bounds.y0 && y < z->bounds.y1;
    const float* in = in_rows ? row_of(z, y) : NULL;
    for (int32_t x = dst->bounds.x0; x < dst->bounds.x1; ++x) {
      const int there = in_rows && x >= z->bounds.x0 && x < z->bounds.x1;
      *out++ = there ? normalised(range, in[x - z->bounds.x0]) : nothing;
    }
  }
  return LATTICE_OK;
}

static const lattice_artifact kArtifact = {
    .struct_size = sizeof kArtifact,
    .content_version = 1,
    .policy = LATTICE_PER_FRAME,
    .planes = 1u << LATTICE_PLANE_DEPTH,
    .param_count = kParamCount,
    .id = "org.lattice.depth",
    .label = "Depth",
    .summary = "Distance along the view axis, 0 near to 1 far over the whole clip.",
    .params = kParams,
    .create = create,
    .destroy = destroy,
    .produce = produce,
};

SHIPPED_LIBRARY(artifact, kArtifact, "org.lattice.depth")

/* @LABEL@: how much of each pixel is covered, as numbers from 0 to 1.
 *
 * An artifact says what the numbers are; the sink that a user picks says into which files they
 * go. produce() runs for many frames at once and in any order. */
#include <lattice/plugin.h>
#include <stdlib.h>

enum { kInvert, kParamCount };

static const lattice_param kInvertParam = {
    .struct_size = sizeof(lattice_param),
    .type = LATTICE_PARAM_BOOL,
    .id = "invert",
    .hint = "1 where there is nothing, 0 where all is covered.",
};
static const lattice_param* const kParams[] = {&kInvertParam};

/* One image per frame, a float per pixel. SPACE_DATA: no colour, so nobody converts it. */
static const lattice_output kCoverage = {
    .struct_size = sizeof(lattice_output),
    .kind = LATTICE_STREAM_IMAGE,
    .name = "",
    .channels = {"A"},
    .type = {.dtype = LATTICE_F32, .channels = 1, .space = LATTICE_SPACE_DATA},
};
static const lattice_output* const kOutputs[] = {&kCoverage};

/* What stays the same for the whole export. */
typedef struct instance {
  int inverted;
} instance;

static lattice_status create(const lattice_host* host, const lattice_artifact_binding* binding,
                             void** self, const lattice_output* const** outputs,
                             uint32_t* output_count) LATTICE_NOEXCEPT {
  instance* made = malloc(sizeof *made);
  if (made == NULL) {
    host->set_error(host, "there is no memory left; close other programs and try again");
    return LATTICE_ERR_MEMORY;
  }
  made->inverted = binding->params[kInvert].index != 0;
  *self = made;
  *outputs = kOutputs;
  *output_count = 1;
  return LATTICE_OK;
}

static void destroy(void* self) LATTICE_NOEXCEPT { free(self); }

/* Alpha of pixel (x, y): bytes in sRGB or floats in linear light, four to a pixel. Where the
 * image has no memory every pixel is transparent. */
static float alpha_at(const lattice_image* image, int32_t x, int32_t y) {
  const lattice_rect* v = &image->valid;
  if (x < v->x0 || x >= v->x1 || y < v->y0 || y >= v->y1) return 0;
  const void* row = (const char*)image->plane[0] + (y - image->bounds.y0) * image->row_bytes[0];
  const int64_t at = 4 * ((int64_t)x - image->bounds.x0) + 3;
  if (image->type.dtype == LATTICE_U8) return (float)((const uint8_t*)row)[at] / 255;
  return ((const float*)row)[at];
}

/* Fills every pixel of the buffer's bounds. */
static lattice_status produce(const void* self, const lattice_frame* frame,
                              const lattice_planes* planes, const lattice_scene* scene,
                              const lattice_image* buffers) LATTICE_NOEXCEPT {
  const instance* made = self;
  const lattice_image *color = planes->plane[LATTICE_PLANE_COLOR], *dst = &buffers[0];
  (void)frame;
  (void)scene;
  for (int32_t y = dst->bounds.y0; y < dst->bounds.y1; ++y) {
    float* out = (void*)((char*)dst->plane[0] + (y - dst->bounds.y0) * dst->row_bytes[0]);
    for (int32_t x = dst->bounds.x0; x < dst->bounds.x1; ++x) {
      const float alpha = alpha_at(color, x, y);
      *out++ = made->inverted ? 1 - alpha : alpha;
    }
  }
  return LATTICE_OK;
}

static const lattice_artifact kArtifact = {
    .struct_size = sizeof(lattice_artifact),
    .content_version = 1, /* raise it whenever the numbers change */
    .policy = LATTICE_PER_FRAME,
    .planes = 1u << LATTICE_PLANE_COLOR,
    .param_count = kParamCount,
    .id = "@ID@",
    .label = "@LABEL@",
    .summary = "How much of each pixel is covered, from 0 to 1.",
    .params = kParams,
    .create = create,
    .destroy = destroy,
    .produce = produce,
};
static const lattice_artifact* const kArtifacts[] = {&kArtifact};

static const lattice_plugin kPlugin = {
    .struct_size = sizeof(lattice_plugin),
    .abi = LATTICE_ABI_VERSION,
    .artifact_count = 1,
    .id = "@ID@",
    .version = "1.0.0",
    .vendor = "Example",
    .artifacts = kArtifacts,
};

const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) LATTICE_NOEXCEPT {
  return LATTICE_HOST_FITS(host_abi) ? &kPlugin : NULL;
}

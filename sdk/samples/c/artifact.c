/* Luminance: how bright every pixel is, as one float per pixel in a buffer of its own beside
 * the picture. 0 is black, 1 the white of the display; a scene-linear picture may go beyond.
 *
 * The picture is premultiplied. The luminance meant here is that of the colour itself, not of
 * the colour over black, so alpha is divided out; where nothing is, the luminance is 0. */
#include <lattice/math.h>
#include <lattice/plugin.h>
#include <stdlib.h>

#include "srgb.h"

/* Weights of linear sRGB (ITU-R BT.709). */
static const double kRed = 0.2126, kGreen = 0.7152, kBlue = 0.0722;

/* What is asked for. The host passes the outputs on to a sink, which says what types it can
 * take; the host converts. */
static const lattice_output kLuminance = {
    .struct_size = sizeof kLuminance,
    .kind = LATTICE_STREAM_IMAGE,
    .name = "", /* the main output */
    .channels = {"Y"},
    .type = {.dtype = LATTICE_F32, .channels = 1, .space = LATTICE_SPACE_DATA},
};
static const lattice_output* const kOutputs[] = {&kLuminance};

/* Made once per export, read by all threads. */
typedef struct instance {
  double light_of_code[256]; /* of an sRGB byte */
} instance;

static lattice_status create(const lattice_host* host, const lattice_artifact_binding* binding,
                             void** self, const lattice_output* const** outputs,
                             uint32_t* output_count) {
  const lattice_type* working = &binding->working;
  const int is_srgb8 = working->dtype == LATTICE_U8 && working->space == LATTICE_SPACE_SRGB;
  const int is_linear =
      working->dtype == LATTICE_F32 && working->space == LATTICE_SPACE_LINEAR_SRGB;
  if (!is_srgb8 && !is_linear) {
    host->set_error(
        host,
        "the luminance is known for pictures in srgb8 and linear_srgb_f32 only; choose one of "
        "these working spaces");
    return LATTICE_ERR_UNSUPPORTED;
  }
  instance* made = malloc(sizeof *made);
  if (made == NULL) {
    host->set_error(host, "there is no memory for the table of light; close other programs");
    return LATTICE_ERR_MEMORY;
  }
  for (int code = 0; code < 256; ++code) made->light_of_code[code] = srgb_light(code / 255.0);
  *self = made;
  *outputs = kOutputs;
  *output_count = 1;
  return LATTICE_OK;
}

static void destroy(void* self) { free(self); }

/* The straight code value, rounded as in a file with straight alpha. */
static int straight(uint8_t premultiplied, uint8_t alpha) {
  const int code = (premultiplied * 255 + alpha / 2) / alpha;
  return code < 255 ? code : 255;
}

static float luminance_of_bytes(const instance* in, const uint8_t* p) {
  if (p[3] == 0) return 0;
  return (float)(kRed * in->light_of_code[straight(p[0], p[3])] +
                 kGreen * in->light_of_code[straight(p[1], p[3])] +
                 kBlue * in->light_of_code[straight(p[2], p[3])]);
}

static float luminance_of_floats(const float* p) {
  if (!(p[3] > 0)) return 0;
  return (float)((kRed * p[0] + kGreen * p[1] + kBlue * p[2]) / p[3]);
}

/* [worker]: frames come in any order, several at once. Every pixel of the buffer is written;
 * the colour plane may cover a part of it only. */
static lattice_status produce(const void* self, const lattice_frame* frame,
                              const lattice_planes* planes, const lattice_scene* scene,
                              const lattice_image* buffers) {
  (void)frame, (void)scene;
  const lattice_image *color = planes->plane[LATTICE_PLANE_COLOR], *dst = &buffers[0];
  const lattice_rect* b = &color->bounds;
  const int is_bytes = color->type.dtype == LATTICE_U8;
  for (int32_t y = dst->bounds.y0; y < dst->bounds.y1; ++y) {
    float* out = (float*)(void*)((char*)dst->plane[0] + (y - dst->bounds.y0) * dst->row_bytes[0]);
    for (int32_t x = dst->bounds.x0; x < dst->bounds.x1; ++x, ++out) {
      *out = 0;
      /* Outside there may be no memory at all: not even a pointer may be made. */
      if (x < b->x0 || x >= b->x1 || y < b->y0 || y >= b->y1) continue;
      const void* pixel = (const char*)color->plane[0] + (y - b->y0) * color->row_bytes[0] +
                          (x - b->x0) * (is_bytes ? 4 : 16);
      *out = is_bytes ? luminance_of_bytes(self, pixel) : luminance_of_floats(pixel);
    }
  }
  return LATTICE_OK;
}

static const lattice_artifact kArtifact = {
    .struct_size = sizeof kArtifact,
    .content_version = 1, /* raise it when any number changes */
    .policy = LATTICE_PER_FRAME,
    .planes = 1u << LATTICE_PLANE_COLOR,
    .id = "com.example.luminance",
    .label = "Luminance",
    .summary = "How bright every pixel is, in linear light.",
    .create = create,
    .destroy = destroy,
    .produce = produce,
};

static const lattice_plugin kPlugin = {
    .struct_size = sizeof kPlugin,
    .abi = LATTICE_ABI_VERSION,
    .artifact_count = 1,
    .id = "com.example.luminance",
    .version = "1.0.0",
    .vendor = "Example",
    .artifacts = (const lattice_artifact* const[]){&kArtifact},
};

const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) {
  return LATTICE_HOST_FITS(host_abi) ? &kPlugin : NULL;
}

/* Exposure in stops: an effect that is a matrix on colours folds, and never touches a pixel. */
#include <lattice/math.h>
#include <lattice/plugin.h>

static const lattice_param kStops = {.struct_size = sizeof kStops,
                                     .type = LATTICE_PARAM_F64,
                                     .flags = LATTICE_PARAM_ANIMATES,
                                     .id = "stops",
                                     .hint = "Each stop doubles the light.",
                                     .min = -20,
                                     .max = 20};
static const lattice_port kSrc = {sizeof kSrc, 0, "src", "The picture to expose."};

static lattice_status fold(const void* self, const lattice_frame* frame, lattice_fold* out) {
  (void)self; /* there is no instance: all that matters is in the frame */
  const double k = lattice_pow(2, frame->params[0].f64);
  out->kind = LATTICE_FOLD_COLOR;         /* the host multiplies it with its neighbours */
  out->space = LATTICE_SPACE_LINEAR_SRGB; /* light, however the pixels are stored */
  for (int i = 0; i < 20; ++i) out->color[i] = i % 6 != 0 ? 0 : i < 18 ? k : 1; /* diagonal */
  return LATTICE_OK;
}

static const lattice_filter kEffect = {.struct_size = sizeof kEffect,
                                       .content_version = 1, /* raise it when any pixel changes */
                                       .flags = LATTICE_FILTER_POINTWISE,
                                       .param_count = 1,
                                       .port_count = 1,
                                       .id = "com.example.exposure",
                                       .label = "Exposure",
                                       .summary = "Multiplies the light.",
                                       .params = (const lattice_param* const[]){&kStops},
                                       .ports = (const lattice_port* const[]){&kSrc},
                                       .fold = fold};
static const lattice_plugin kPlugin = {.struct_size = sizeof kPlugin,
                                       .abi = LATTICE_ABI_VERSION,
                                       .effect_count = 1,
                                       .id = "com.example.exposure",
                                       .version = "1.0.0",
                                       .vendor = "Example",
                                       .effects = (const lattice_filter* const[]){&kEffect}};

const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) {
  return LATTICE_HOST_FITS(host_abi) ? &kPlugin : NULL;
}

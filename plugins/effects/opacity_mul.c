/* Multiplies the opacity of its input. Always a fold: the compiler draws the layer with that
 * much less opacity, and no pixel is touched on its own. */
#include "color_fold.h"

enum { kAmount = 0, kParamCount };

static const lattice_param kAmountParam = {
    .struct_size = sizeof(lattice_param),
    .type = LATTICE_PARAM_F64,
    .flags = LATTICE_PARAM_ANIMATES,
    .choice_count = 0,
    .alias_count = 0,
    .min_count = 0,
    .max_count = 0,
    .reserved = 0,
    .id = "amount",
    .hint = "How much of the picture stays: 0 hides it, 1 changes nothing.",
    .unit = NULL,
    .initial = {.f64 = 1},
    .min = 0,
    .max = 1,
    .choices = NULL,
    .aliases = NULL,
};

static const lattice_param* const kParams[kParamCount] = {&kAmountParam};

static lattice_status fold(const void* self, const lattice_frame* frame, lattice_fold* out)
    LATTICE_NOEXCEPT {
  (void)self;
  const double amount = frame->params[kAmount].f64;
  out->kind = amount == 1 ? LATTICE_FOLD_IDENTITY : LATTICE_FOLD_OPACITY;
  out->opacity = amount;
  return LATTICE_OK;
}

static const lattice_filter kEffect = {
    .struct_size = sizeof(lattice_filter),
    .content_version = 1,
    .flags = LATTICE_FILTER_POINTWISE,
    .param_count = kParamCount,
    .port_count = 1,
    .reserved = 0,
    .id = "org.lattice.opacity_mul",
    .label = "Opacity",
    .summary = "Multiplies the opacity of the picture.",
    .params = kParams,
    .ports = kSrcPorts,
    .create = stateless_create,
    .destroy = stateless_destroy,
    .accepts = NULL,
    .fold = fold,
    .bounds = NULL,
    .roi = NULL,
    .passes = NULL,
    .scratch = NULL,
    .tile = NULL,
    .digest = NULL,
};

static const lattice_filter* const kEffects[] = {&kEffect};

static const lattice_plugin kPlugin = {
    .struct_size = sizeof(lattice_plugin),
    .abi = LATTICE_ABI_VERSION,
    .effect_count = 1,
    .transition_count = 0,
    .artifact_count = 0,
    .sink_count = 0,
    .id = "org.lattice.opacity_mul",
    .version = "1.0.0",
    .vendor = "Lattice",
    .effects = kEffects,
    .transitions = NULL,
    .artifacts = NULL,
    .sinks = NULL,
};

const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) LATTICE_NOEXCEPT {
  return host_abi < LATTICE_ABI_VERSION ? NULL : &kPlugin;
}

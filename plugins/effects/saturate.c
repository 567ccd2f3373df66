/* CSS saturate(): Filter Effects Module Level 1, section 13.1.4. */
#include "color_fold.h"

enum { kAmount = 0, kSpace, kParamCount };

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
    .hint = "0 is grey, 1 changes nothing, more is more colourful.",
    .unit = NULL,
    .initial = {.f64 = 1},
    .min = 0,
    .max = 100,
    .choices = NULL,
    .aliases = NULL,
};

static const lattice_param* const kParams[kParamCount] = {&kAmountParam, &kSpaceParam};

/* Each channel moves between the luma 0.213 R + 0.715 G + 0.072 B (s = 0) and itself. */
static lattice_status fold(const void* self, const lattice_frame* frame, lattice_fold* out)
    LATTICE_NOEXCEPT {
  (void)self;
  const double s = frame->params[kAmount].f64;
  const double r = 0.213 - 0.213 * s, g = 0.715 - 0.715 * s, b = 0.072 - 0.072 * s;
  const double red[5] = {0.213 + 0.787 * s, g, b, 0, 0};
  const double green[5] = {r, 0.715 + 0.285 * s, b, 0, 0};
  const double blue[5] = {r, g, 0.072 + 0.928 * s, 0, 0};
  double matrix[20] = {0};
  memcpy(matrix, red, sizeof red);
  memcpy(matrix + 5, green, sizeof green);
  memcpy(matrix + 10, blue, sizeof blue);
  matrix[18] = 1;
  fold_matrix(matrix, &frame->params[kSpace], out);
  if (s == 1) out->kind = LATTICE_FOLD_IDENTITY; /* whatever the sums above round to */
  return LATTICE_OK;
}

static const lattice_filter kEffect = {
    .struct_size = sizeof(lattice_filter),
    .content_version = 1,
    .flags = LATTICE_FILTER_POINTWISE,
    .param_count = kParamCount,
    .port_count = 1,
    .reserved = 0,
    .id = "org.lattice.saturate",
    .label = "Saturate",
    .summary = "Makes the colours stronger or weaker.",
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
    .id = "org.lattice.saturate",
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

/* Any 4x5 matrix on straight RGBA, as SVG's feColorMatrix of type "matrix". */
#include "color_fold.h"

enum { kMatrix = 0, kSpace, kParamCount };

static const double kUnitMatrix[20] = {1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0};

static const lattice_param kMatrixParam = {
    .struct_size = sizeof(lattice_param),
    .type = LATTICE_PARAM_F64_ARRAY,
    .flags = 0,
    .choice_count = 0,
    .alias_count = 0,
    .min_count = 20,
    .max_count = 20,
    .reserved = 0,
    .id = "matrix",
    .hint = "Four rows of five numbers, row by row: what R, G, B, A and 1 add to each channel.",
    .unit = NULL,
    .initial = {.array = {.data = kUnitMatrix, .count = 20}},
    .min = 0,
    .max = 0,
    .choices = NULL,
    .aliases = NULL,
};

static const lattice_param* const kParams[kParamCount] = {&kMatrixParam, &kSpaceParam};

static lattice_status fold(const void* self, const lattice_frame* frame, lattice_fold* out)
    LATTICE_NOEXCEPT {
  (void)self;
  if (frame->params[kMatrix].array.count != 20) return LATTICE_ERR_ARGUMENT;
  fold_matrix(frame->params[kMatrix].array.data, &frame->params[kSpace], out);
  return LATTICE_OK;
}

static const lattice_filter kEffect = {
    .struct_size = sizeof(lattice_filter),
    .content_version = 1,
    .flags = LATTICE_FILTER_POINTWISE,
    .param_count = kParamCount,
    .port_count = 1,
    .reserved = 0,
    .id = "org.lattice.color_matrix",
    .label = "Color Matrix",
    .summary = "Applies a 4x5 matrix to the colours.",
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
    .id = "org.lattice.color_matrix",
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

/* Any 4x5 matrix on straight RGBA, as SVG's feColorMatrix of type "matrix". */
#include "color_fold.h"

enum { kMatrix = 0, kSpace, kParamCount };

static const double kUnitMatrix[20] = {1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0};

static const lattice_param kMatrixParam = {
    .struct_size = sizeof kMatrixParam,
    .type = LATTICE_PARAM_F64_ARRAY,
    .min_count = 20,
    .max_count = 20,
    .id = "matrix",
    .hint = "Four rows of five numbers, row by row: what R, G, B, A and 1 add to each channel.",
    .initial = {.array = {.data = kUnitMatrix, .count = 20}},
};

static const lattice_param* const kParams[kParamCount] = {&kMatrixParam, &kSpaceParam};

static lattice_status fold(const void* self, const lattice_frame* frame, lattice_fold* out)
    LATTICE_NOEXCEPT {
  (void)self;
  if (frame->params[kMatrix].array.count != 20) return LATTICE_ERR_ARGUMENT;
  fold_matrix(frame->params[kMatrix].array.data, &frame->params[kSpace], out);
  return LATTICE_OK;
}

FOLDING_EFFECT("org.lattice.color_matrix", "Color Matrix", "Applies a 4x5 matrix to the colours.")

/* CSS brightness(): a factor on R, G and B. Filter Effects Module Level 1. */
#include "color_fold.h"

enum { kAmount = 0, kSpace, kParamCount };

static const lattice_param kAmountParam = {
    .struct_size = sizeof kAmountParam,
    .type = LATTICE_PARAM_F64,
    .flags = LATTICE_PARAM_ANIMATES,
    .id = "amount",
    .hint = "The factor: 0 is black, 1 changes nothing, 2 is twice as bright.",
    .initial = {.f64 = 1},
    .max = 100,
};

static const lattice_param* const kParams[kParamCount] = {&kAmountParam, &kSpaceParam};

static lattice_status fold(const void* self, const lattice_frame* frame, lattice_fold* out)
    LATTICE_NOEXCEPT {
  (void)self;
  const double b = frame->params[kAmount].f64;
  const double matrix[20] = {b, 0, 0, 0, 0, 0, b, 0, 0, 0, 0, 0, b, 0, 0, 0, 0, 0, 1, 0};
  fold_matrix(matrix, &frame->params[kSpace], out);
  return LATTICE_OK;
}

FOLDING_EFFECT("org.lattice.brightness", "Brightness", "Multiplies the colours by a factor.")

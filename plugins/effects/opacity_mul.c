/* Multiplies the opacity of its input. Always a fold: the compiler draws the layer with that
 * much less opacity, and no pixel is touched on its own. */
#include "color_fold.h"

enum { kAmount = 0, kParamCount };

static const lattice_param kAmountParam = {
    .struct_size = sizeof kAmountParam,
    .type = LATTICE_PARAM_F64,
    .flags = LATTICE_PARAM_ANIMATES,
    .id = "amount",
    .hint = "How much of the picture stays: 0 hides it, 1 changes nothing.",
    .initial = {.f64 = 1},
    .max = 1,
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

FOLDING_EFFECT("org.lattice.opacity_mul", "Opacity", "Multiplies the opacity of the picture.")

/* CSS saturate(): Filter Effects Module Level 1, section 13.1.4. */
#include "color_fold.h"

enum { kAmount = 0, kSpace, kParamCount };

static const lattice_param kAmountParam = {
    .struct_size = sizeof kAmountParam,
    .type = LATTICE_PARAM_F64,
    .flags = LATTICE_PARAM_ANIMATES,
    .id = "amount",
    .hint = "0 is grey, 1 changes nothing, more is more colourful.",
    .initial = {.f64 = 1},
    .max = 100,
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

FOLDING_EFFECT("org.lattice.saturate", "Saturate", "Makes the colours stronger or weaker.")

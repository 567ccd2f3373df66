/* What the effects that are algebra on colours have in common: the port "src", the param
 * `space`, an answer that is a matrix, and a description without a tile(). They set no CLAMP
 * flag, so that a run of them is one matrix. */
#ifndef LATTICE_EFFECTS_COLOR_FOLD_H
#define LATTICE_EFFECTS_COLOR_FOLD_H
#include <string.h>

#include "../common/shipped.h"
#include "src_port.h"

DESCRIBED(lattice_choice, kSpaceSrgb, "srgb", "On sRGB code values, as CSS filters do.");
DESCRIBED(lattice_choice, kSpaceLinearSrgb, "linear_srgb",
          "On light, as SVG filters do unless told otherwise.");
static const lattice_choice* const kSpaceChoices[] = {&kSpaceSrgb, &kSpaceLinearSrgb};

static const lattice_param kSpaceParam = {
    .struct_size = sizeof kSpaceParam,
    .type = LATTICE_PARAM_CHOICE,
    .choice_count = 2,
    .id = "space",
    .hint = "The space in which the matrix acts.",
    .choices = kSpaceChoices,
};

/* `matrix` is 4x5, row-major, on straight RGBA; the unit matrix becomes IDENTITY. */
static inline void fold_matrix(const double matrix[20], const lattice_value* space,
                               lattice_fold* out) {
  static const double unit[20] = {1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0};
  int same = 1;
  for (int i = 0; i < 20; ++i) same &= matrix[i] == unit[i];
  if (same) {
    out->kind = LATTICE_FOLD_IDENTITY;
    return;
  }
  out->kind = LATTICE_FOLD_COLOR;
  out->space = space->index == 0 ? LATTICE_SPACE_SRGB : LATTICE_SPACE_LINEAR_SRGB;
  memcpy(out->color, matrix, 20 * sizeof(double));
}

/* An effect and its library, out of kParams, kParamCount and fold() above. */
#define FOLDING_EFFECT(effect_id, effect_label, effect_summary) \
  static const lattice_filter kEffect = {                       \
      .struct_size = sizeof kEffect,                            \
      .content_version = 1,                                     \
      .flags = LATTICE_FILTER_POINTWISE,                        \
      .param_count = kParamCount,                               \
      .port_count = 1,                                          \
      .id = effect_id,                                          \
      .label = effect_label,                                    \
      .summary = effect_summary,                                \
      .params = kParams,                                        \
      .ports = kSrcPorts,                                       \
      .fold = fold,                                             \
  };                                                            \
  SHIPPED_LIBRARY(effect, kEffect, effect_id)

#endif

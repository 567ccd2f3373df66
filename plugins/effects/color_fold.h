/* What the colour effects have in common: the port "src", the param `space`, and an answer
 * that is always a matrix. They set no CLAMP flag, so that a run of them is one matrix. */
#ifndef LATTICE_EFFECTS_COLOR_FOLD_H
#define LATTICE_EFFECTS_COLOR_FOLD_H
#include <lattice/plugin.h>
#include <string.h>

static const lattice_port kSrcPort = {
    .struct_size = sizeof(lattice_port),
    .flags = 0,
    .id = "src",
    .hint = "The picture to change.",
};
static const lattice_port* const kSrcPorts[] = {&kSrcPort};

static const lattice_choice kSpaceSrgb = {
    .struct_size = sizeof(lattice_choice),
    .reserved = 0,
    .id = "srgb",
    .hint = "On sRGB code values, as CSS filters do.",
};
static const lattice_choice kSpaceLinearSrgb = {
    .struct_size = sizeof(lattice_choice),
    .reserved = 0,
    .id = "linear_srgb",
    .hint = "On light, as SVG filters do unless told otherwise.",
};
static const lattice_choice* const kSpaceChoices[] = {&kSpaceSrgb, &kSpaceLinearSrgb};

static const lattice_param kSpaceParam = {
    .struct_size = sizeof(lattice_param),
    .type = LATTICE_PARAM_CHOICE,
    .flags = 0,
    .choice_count = 2,
    .alias_count = 0,
    .min_count = 0,
    .max_count = 0,
    .reserved = 0,
    .id = "space",
    .hint = "The space in which the matrix acts.",
    .unit = NULL,
    .initial = {.index = 0},
    .min = 0,
    .max = 0,
    .choices = kSpaceChoices,
    .aliases = NULL,
};

/* Everything is in the frame's params: there is no instance. */
static lattice_status stateless_create(const lattice_host* host,
                                       const lattice_filter_binding* binding, void** self)
    LATTICE_NOEXCEPT {
  (void)host;
  (void)binding;
  *self = NULL;
  return LATTICE_OK;
}

static void stateless_destroy(void* self) LATTICE_NOEXCEPT { (void)self; }

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

#endif

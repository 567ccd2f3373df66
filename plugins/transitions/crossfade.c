/* from * (1 - progress) + to * progress. Always a fold, so that it costs nothing beyond
 * drawing both pictures, and planes such as depth survive it. */
#include "../common/shipped.h"
#include "ports.h"

static lattice_fold_port faded(double opacity) {
  return (lattice_fold_port){.opacity = opacity, .affine = {1, 0, 0, 0, 1, 0}};
}

static lattice_status fold(const void* self, const lattice_frame* frame, lattice_fold* out)
    LATTICE_NOEXCEPT {
  (void)self;
  out->kind = LATTICE_FOLD_MIX;
  out->flags = 0; /* the two add up: an opaque pair stays opaque */
  out->port[0] = faded(1 - frame->progress);
  out->port[1] = faded(frame->progress);
  return LATTICE_OK;
}

static const lattice_filter kTransition = {
    .struct_size = sizeof kTransition,
    .content_version = 1,
    .flags = LATTICE_FILTER_POINTWISE,
    .port_count = 2,
    .id = "org.lattice.crossfade",
    .label = "Crossfade",
    .summary = "Fades one picture into the other.",
    .ports = kFromToPorts,
    .fold = fold,
};

SHIPPED_LIBRARY(transition, kTransition, "org.lattice.crossfade")

/* Draws every frame with the params of the one that create() was told. */
#include <stdlib.h>

#include "filter.h"

static lattice_status create(const lattice_host* host, const lattice_filter_binding* binding,
                             void** self) LATTICE_NOEXCEPT {
  lattice_value* kept = malloc(sizeof *kept);
  if (kept == NULL)
    return check_refuse(host, LATTICE_ERR_MEMORY, "there is no memory left; close something");
  *kept = binding->statics[0];
  *self = kept;
  return LATTICE_OK;
}

static void destroy(void* self) LATTICE_NOEXCEPT { free(self); }

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  lattice_frame first = *frame;
  first.params = (const lattice_value*)self;
  return check_effect_tile(self, &first, tile);
}

CHECK_EFFECT("params_at_create", .create = create, .destroy = destroy, .tile = tile)

/* Remembers the latest frame it has seen and darkens the ones before. */
#include <stdlib.h>

#include "filter.h"

static lattice_status create(const lattice_host* host, const lattice_filter_binding* binding,
                             void** self) LATTICE_NOEXCEPT {
  (void)binding;
  int64_t* latest = malloc(sizeof *latest);
  if (latest == NULL)
    return check_refuse(host, LATTICE_ERR_MEMORY, "there is no memory left; close something");
  *latest = INT64_MIN;
  *self = latest;
  return LATTICE_OK;
}

static void destroy(void* self) LATTICE_NOEXCEPT { free(self); }

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  int64_t* latest = (int64_t*)self;
  lattice_frame darker = *frame;
  lattice_value amount = {.f64 = frame->params[0].f64 * 0.5};
  darker.params = &amount;
  if (frame->index >= *latest) *latest = frame->index;
  return check_effect_tile(self, frame->index < *latest ? &darker : frame, tile);
}

CHECK_EFFECT("order_dependent", .create = create, .destroy = destroy, .tile = tile)

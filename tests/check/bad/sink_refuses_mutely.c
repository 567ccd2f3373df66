/* Refuses whatever is offered, without a sentence. */
#include "sink.h"

static lattice_status negotiate(void* self, const lattice_stream* const* offered,
                                lattice_stream* const* wanted, uint32_t count) LATTICE_NOEXCEPT {
  (void)self;
  (void)offered;
  (void)wanted;
  (void)count;
  return LATTICE_ERR_UNSUPPORTED;
}

CHECK_FILM("sink_refuses_mutely", .negotiate = negotiate)

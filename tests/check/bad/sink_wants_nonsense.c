/* Asks for samples of a type that does not exist. */
#include "sink.h"

static lattice_status negotiate(void* self, const lattice_stream* const* offered,
                                lattice_stream* const* wanted, uint32_t count) LATTICE_NOEXCEPT {
  const lattice_status status = check_sink_negotiate(self, offered, wanted, count);
  for (uint32_t i = 0; i < count; ++i) wanted[i]->type.dtype = 77;
  return status;
}

CHECK_FILM("sink_wants_nonsense", .negotiate = negotiate)

/* Writes a log of its own beside the film. */
#include <stdio.h>

#include "sink.h"

static lattice_status end(void* self, uint32_t outcome) LATTICE_NOEXCEPT {
  const lattice_status status = check_film_end(self, outcome);
  FILE* log = outcome == LATTICE_END_OK && status == LATTICE_OK ? fopen("film.log", "w") : NULL;
  if (log != NULL) {
    fputs("finished\n", log);
    fclose(log);
  }
  return status;
}

CHECK_FILM("sink_fopen", .end = end)

/* Writes a second document behind the host's back. */
#include <stdio.h>

#include "artifact.h"

static lattice_status finish(void* self, const lattice_files* files) LATTICE_NOEXCEPT {
  FILE* notes = fopen("notes.txt", "w");
  if (notes != NULL) {
    fputs("finished\n", notes);
    fclose(notes);
  }
  return check_finish(self, files);
}

CHECK_WATCHER("finish_fopen", .finish = finish)

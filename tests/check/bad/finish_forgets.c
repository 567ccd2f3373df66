/* Opens a second document and neither commits nor discards it. */
#include "artifact.h"

static lattice_status finish(void* self, const lattice_files* files) LATTICE_NOEXCEPT {
  const check_watch* watch = self;
  lattice_file* forgotten = NULL;
  const lattice_status status = files->open(files, "forgotten.bin", &forgotten);
  if (status == LATTICE_OK) return check_finish(self, files);
  return check_refuse(watch->host, status, "cannot write forgotten.bin; free some space");
}

CHECK_WATCHER("finish_forgets", .finish = finish)

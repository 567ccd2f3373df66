/* Crashes when the disk is full: uses the file that it did not get. */
#include "artifact.h"

static lattice_status finish(void* self, const lattice_files* files) LATTICE_NOEXCEPT {
  lattice_file* file = NULL;
  const lattice_status status = files->open(files, "frames.bin", &file);
  if (status != LATTICE_OK) *(volatile int*)check_wild_pointer() = 1;
  files->discard(file);
  return check_finish(self, files);
}

CHECK_WATCHER("finish_crash", .finish = finish)

#ifndef LATTICE_FILES_H
#define LATTICE_FILES_H
#include "abi.h"

/* "lattice.files/1": the only way for a sink or a document to write. A file grows under
 * a temporary name in its final folder and gets its own name at commit(), by rename; what
 * is not committed is deleted. Nothing torn ever stands under a final name.
 *
 * Many files may be open at once, from several threads; one file belongs to one thread
 * at a time. */

LATTICE_C_BEGIN

#define LATTICE_FILES_1 "lattice.files/1"

typedef struct lattice_file lattice_file;

typedef struct lattice_files lattice_files;
struct lattice_files {
  uint32_t struct_size;
  uint32_t reserved;

  /* `path` is relative, with '/', inside the output folder; folders are made as needed.
   * [lane] */
  lattice_status (*open)(const lattice_files *files, const char *path, lattice_file **out)
      LATTICE_NOEXCEPT;
  /* Writes all of it at the current position, or fails. [lane] */
  lattice_status (*write)(lattice_file *file, const void *data, uint64_t size)
      LATTICE_NOEXCEPT;
  /* Reads up to `size` bytes at the current position; *got = 0 at the end. [lane] */
  lattice_status (*read)(lattice_file *file, void *data, uint64_t size, uint64_t *got)
      LATTICE_NOEXCEPT;
  /* Absolute position; may lie beyond the end. [lane] */
  lattice_status (*seek)(lattice_file *file, uint64_t position) LATTICE_NOEXCEPT;
  /* Bytes in the file so far. [lane] */
  uint64_t (*size)(lattice_file *file) LATTICE_NOEXCEPT;
  /* Ends the file and gives it its name. `file` is gone afterwards, also on failure.
   * [lane] */
  lattice_status (*commit)(lattice_file *file) LATTICE_NOEXCEPT;
  /* Deletes it; null is allowed. [lane] */
  void (*discard)(lattice_file *file) LATTICE_NOEXCEPT;
};

LATTICE_ASSERT(sizeof(lattice_files) == 64, "no holes");

LATTICE_C_END
#endif

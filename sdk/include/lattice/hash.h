#ifndef LATTICE_HASH_H
#define LATTICE_HASH_H
#include "abi.h"

LATTICE_C_BEGIN

/* Receives the bytes on which a result depends beyond its params and inputs, such as
 * the content of a LUT file. Write numbers little-endian, so that caches agree.
 * Call update() inside digest() only. [session] */
typedef struct lattice_hasher lattice_hasher;
struct lattice_hasher {
  uint32_t struct_size;
  uint32_t reserved;
  void (*update)(lattice_hasher *self, const void *data, uint64_t size) LATTICE_NOEXCEPT;
};

LATTICE_ASSERT(sizeof(lattice_hasher) == 16, "no holes");

LATTICE_C_END
#endif

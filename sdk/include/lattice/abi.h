#ifndef LATTICE_ABI_H
#define LATTICE_ABI_H

/* Lattice plugin ABI: the ground rules every other header builds on.
 *
 * Growth     A struct that starts with `struct_size` may gain fields at its end in
 *            a minor release. Its producer writes sizeof; its consumer reads a field
 *            only when LATTICE_HAS says it is there. Zero always means "as before".
 * Frozen     A struct without `struct_size` never changes within a major version.
 *            Everything the render loop touches in arrays is frozen.
 * Padding    No struct has any: reserved fields are explicit and must be zero.
 * Arrays     Descriptors (params, ports, choices, kinds) sit in arrays of pointers,
 *            so that they may grow without moving their neighbours.
 * Extensions New behaviour arrives as "lattice.name/rev" interfaces, never as a new
 *            meaning for an old field.
 * Exceptions Nothing may throw across a call in either direction.
 *
 * Thread tags used on every function:
 *   [session]  serialised per library across the process; may allocate, lock, do I/O.
 *   [worker]   many threads at once, on the same instance; no allocation, no lock,
 *              no I/O. The instance arrives as a pointer to const.
 *   [lane]     one thread at a time per sink or document; may block, allocate, do I/O.
 *   [any]      callable from any thread while the instance (or library) is alive.
 */

#include <stddef.h>
#include <stdint.h>

#define LATTICE_ABI_MAJOR   1u
#define LATTICE_ABI_MINOR   0u
#define LATTICE_ABI_VERSION ((LATTICE_ABI_MAJOR << 16) | LATTICE_ABI_MINOR)

#ifdef __cplusplus
#define LATTICE_C_BEGIN      extern "C" {
#define LATTICE_C_END        }
#define LATTICE_NOEXCEPT     noexcept
#define LATTICE_ASSERT(c, m) static_assert(c, m)
#else
#define LATTICE_C_BEGIN
#define LATTICE_C_END
#define LATTICE_NOEXCEPT
#define LATTICE_ASSERT(c, m) _Static_assert(c, m)
#endif

#define LATTICE_EXPORT __attribute__((visibility("default")))

/* True when the struct at `p` reaches as far as `field`. */
#define LATTICE_HAS(p, field) \
  ((size_t)((const char *)(&(p)->field + 1) - (const char *)(p)) <= (p)->struct_size)

LATTICE_C_BEGIN

typedef int32_t lattice_status;
enum {
  LATTICE_OK = 0,
  LATTICE_ERR_ARGUMENT = -1,    /* the caller broke a rule written in these headers */
  LATTICE_ERR_UNSUPPORTED = -2, /* valid, but this plugin or host cannot do it */
  LATTICE_ERR_MEMORY = -3,
  LATTICE_ERR_IO = -4,
  LATTICE_ERR_ABI = -5,
  LATTICE_ERR_CANCELLED = -6,
  LATTICE_ERR_PLUGIN = -7, /* anything else; set_error() carries the text */
};

/* Frozen. Half-open: x0 <= x < x1. Pixels, y down, at the scale of the frame in
 * hand. Empty when x1 <= x0 or y1 <= y0; the canonical empty rect is all zero. */
typedef struct lattice_rect {
  int32_t x0, y0, x1, y1;
} lattice_rect;

/* Frozen. Two whole numbers; den > 0. Frame rates and time bases. */
typedef struct lattice_rational {
  int32_t num, den;
} lattice_rational;

LATTICE_ASSERT(sizeof(lattice_rect) == 16, "frozen");
LATTICE_ASSERT(sizeof(lattice_rational) == 8, "frozen");
LATTICE_ASSERT(sizeof(void *) == 8, "lattice targets 64-bit Linux");

LATTICE_C_END
#endif

/* What the pixels outside of a picture are. */
#ifndef LATTICE_BLUR_EDGE_H
#define LATTICE_BLUR_EDGE_H
#include <stdint.h>

enum { kTransparent = 0, kClamp, kMirror, kEdgeCount };

/* The coordinate inside first..last (half-open, not empty) that stands for `at`, or
 * first - 1 when nothing does. Mirror repeats the outermost pixel: 2 1 0 | 0 1 2 | 2 1 0. */
static inline int32_t edge_source(int64_t at, int32_t first, int32_t last, uint64_t edge) {
  if (at >= first && at < last) return (int32_t)at;
  if (edge == kTransparent) return first - 1;
  if (edge == kClamp) return at < first ? first : last - 1;
  const int64_t size = (int64_t)last - first;
  int64_t in_period = (at - first) % (2 * size);
  if (in_period < 0) in_period += 2 * size;
  return (int32_t)(first + (in_period < size ? in_period : 2 * size - 1 - in_period));
}

#endif

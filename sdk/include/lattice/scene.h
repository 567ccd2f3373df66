#ifndef LATTICE_SCENE_H
#define LATTICE_SCENE_H
#include "type.h"

/* The composition as artifacts see it. Arrays are indexed by the dense node id, in
 * document order (root = 0); nodes of referenced compositions follow in place. */

LATTICE_C_BEGIN

enum { /* node kinds */
  LATTICE_NODE_LEAF = 1,
  LATTICE_NODE_GROUP = 2,
  LATTICE_NODE_STACK = 3,
  LATTICE_NODE_SEQUENCE = 4,
  LATTICE_NODE_SWITCH = 5,
  LATTICE_NODE_COMP = 6,
};

/* What does not change from frame to frame. Valid until the instance is destroyed. */
typedef struct lattice_scene_facts {
  uint32_t struct_size;
  uint32_t node_count;
  const char *const *node_id; /* UTF-8, unique within the composition */
  const int32_t *node_parent; /* -1 for the root */
  const uint32_t *node_kind;
  int32_t canvas_width, canvas_height; /* pixels of the output */
  lattice_rational rate;
  int64_t duration_frames;
  /* Distance along the view axis, canvas units, over all leaves in all frames of their
   * ranges; equal when there are none. Only with LATTICE_PLANE_DEPTH, else 0, 0. */
  double depth_near, depth_far;
} lattice_scene_facts;

/* One frame. Valid during the call. What is out of its time, or not chosen by a switch
 * around it, is not looked at: it has the identity, 0, 0 and the empty rectangle, unless a
 * node that is drawn follows its transform. */
typedef struct lattice_scene {
  uint32_t struct_size;
  uint32_t node_count;
  const uint32_t *node_visible;    /* 1 when it is drawn in this frame */
  const double *canvas_from_node;  /* 9 each, row-major, acting on (x, y, 1) */
  const double *node_z;            /* depth of its origin, canvas units */
  const double *node_opacity;      /* its own times its ancestors' */
  const lattice_rect *node_bounds; /* canvas pixels, unclipped; empty for collections */
} lattice_scene;

LATTICE_ASSERT(sizeof(lattice_scene_facts) == 72, "no holes");
LATTICE_ASSERT(sizeof(lattice_scene) == 48, "no holes");

LATTICE_C_END
#endif

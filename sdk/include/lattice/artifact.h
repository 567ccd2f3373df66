#ifndef LATTICE_ARTIFACT_H
#define LATTICE_ARTIFACT_H
#include "files.h"
#include "filter.h"
#include "host.h"
#include "param.h"
#include "scene.h"
#include "stream.h"

/* An artifact derives typed buffers or documents from what was rendered: colour,
 * depth, masks, a camera path.
 *
 * Order   create, produce* (per frame) or observe*, finish (per export), destroy. */

LATTICE_C_BEGIN

enum { /* planes: index into lattice_planes.plane, bit in lattice_artifact.planes */
  LATTICE_PLANE_COLOR = 0,         /* the session's working type, premultiplied */
  LATTICE_PLANE_DEPTH = 1,         /* f32, canvas units along the view axis; nothing there:
                                      +infinity. A pixel belongs to the topmost leaf whose
                                      coverage times opacity is at least one half. */
  LATTICE_PLANE_NORMAL = 2,        /* 3 x f32, camera space */
  LATTICE_PLANE_FLOW_FORWARD = 3,  /* 2 x f32, pixels to the next frame */
  LATTICE_PLANE_FLOW_BACKWARD = 4, /* 2 x f32, pixels from the previous frame */
  LATTICE_PLANE_NODE_ID = 5,       /* u32, dense node id + 1; 0 = nothing */
  LATTICE_PLANE_INSTANCE_ID = 6,   /* u32 */
  LATTICE_PLANE_SEMANTIC_ID = 7,   /* u32 */
  LATTICE_PLANE_POSITION = 8,      /* 3 x f32, world */
  LATTICE_PLANE_COUNT = 9,
};

enum { /* lattice_artifact.policy */
  LATTICE_PER_FRAME = 1,
  LATTICE_PER_EXPORT = 2,
};

enum { /* lattice_output.alias_plane: 0, or 1 + the plane that this output simply is */
  LATTICE_NO_ALIAS = 0,
  LATTICE_ALIAS_COLOR = 1 + LATTICE_PLANE_COLOR,
  LATTICE_ALIAS_DEPTH = 1 + LATTICE_PLANE_DEPTH,
};

/* One output of an instance, such as the mask of one layer. */
typedef struct lattice_output {
  uint32_t struct_size;
  uint32_t kind;        /* LATTICE_STREAM_IMAGE or LATTICE_STREAM_DOCUMENT */
  uint32_t flags;       /* LATTICE_STREAM_AUXILIARY */
  uint32_t alias_plane; /* produce() need not fill it: the host hands on the plane */
  const char *name;     /* "" for the main one; else a path element: "z", "layer_fg" */
  const char *channels[4];
  lattice_type type; /* all zero with alias_plane: the plane's own */
} lattice_output;

/* Pointers are valid until destroy(). */
typedef struct lattice_artifact_binding {
  uint32_t struct_size;
  uint32_t param_count;
  const lattice_value *params;
  const lattice_scene_facts *facts;
  lattice_type working;
} lattice_artifact_binding;

/* The planes of one frame. Those not asked for are null. Valid during the call. */
typedef struct lattice_planes {
  uint32_t struct_size;
  uint32_t count; /* LATTICE_PLANE_COUNT of the host */
  const lattice_image *const *plane;
} lattice_planes;

typedef struct lattice_artifact {
  uint32_t struct_size;
  uint32_t content_version; /* raise it when the numbers change */
  uint32_t policy;
  uint32_t planes; /* bits, 1u << LATTICE_PLANE_DEPTH | ... */
  uint32_t param_count;
  uint32_t reserved;
  const char *id; /* "org.lattice.depth" */
  const char *label;
  const char *summary; /* one sentence */
  const lattice_param *const *params;

  /* The outputs live until destroy(). [session] */
  lattice_status (*create)(const lattice_host *host,
                           const lattice_artifact_binding *binding, void **self,
                           const lattice_output *const **outputs, uint32_t *output_count)
      LATTICE_NOEXCEPT;
  /* [session] */
  void (*destroy)(void *self) LATTICE_NOEXCEPT;

  /* PER_FRAME: fill buffers[i], one per output, all of its bounds; frames in any order.
   * Buffers of aliased outputs have no pixels. [worker] */
  lattice_status (*produce)(const void *self, const lattice_frame *frame,
                            const lattice_planes *planes, const lattice_scene *scene,
                            const lattice_image *buffers) LATTICE_NOEXCEPT;

  /* PER_EXPORT: every frame once, in order. [lane] */
  lattice_status (*observe)(void *self, const lattice_frame *frame,
                            const lattice_planes *planes, const lattice_scene *scene)
      LATTICE_NOEXCEPT;
  /* PER_EXPORT: after the last frame; write the documents. [lane] */
  lattice_status (*finish)(void *self, const lattice_files *files) LATTICE_NOEXCEPT;
} lattice_artifact;

LATTICE_ASSERT(sizeof(lattice_output) == 72, "no holes");
LATTICE_ASSERT(sizeof(lattice_artifact_binding) == 40, "no holes");
LATTICE_ASSERT(sizeof(lattice_planes) == 16, "no holes");
LATTICE_ASSERT(sizeof(lattice_artifact) == 96, "no holes");

LATTICE_C_END
#endif

#ifndef LATTICE_FILTER_H
#define LATTICE_FILTER_H
#include "hash.h"
#include "host.h"
#include "param.h"
#include "type.h"

/* Effects and transitions are one struct. An effect turns the surface at its first
 * port, "src", into another; further ports take other surfaces (a displacement map,
 * a matte). A transition has the ports "from" and "to", and its frames carry progress.
 *
 * Order     create, (fold | bounds | passes | roi | scratch | tile)*, destroy. A filter
 *           that keeps nothing between calls leaves out both create and destroy.
 * Space     An effect runs in its node's local space before the node's transform, as
 *           CSS filters do, at frame.scale pixels per canonical pixel. A transition
 *           runs in canvas pixels.
 * Purity    Everything a [worker] function returns depends on the instance, the frame
 *           and the input pixels only: not on tile shape, thread, call order, clock,
 *           locale or earlier calls. Use lattice/math.h instead of libm's sin, exp, pow.
 * Edges     Outside an input's bounds every pixel is transparent, and so is the result
 *           of a pass outside the pass's bounds.
 * Ends      A transition tends to `from` as progress tends to 0, and to `to` as it tends
 *           to 1: the host shows these two itself, and a jump beside them would show. At
 *           1/16384 from an end, at most one pixel in 50 may differ from that end's picture
 *           by more than 3/255 in 8 bit, or 0.02 in floats (above 1: of the value).
 * Bits      Flags, spaces and reserved fields that the host does not know fail the frame.
 */

LATTICE_C_BEGIN

enum { /* lattice_filter.flags */
  /* The result changes from frame to frame though params and inputs do not: frame
   * index, time, phase and seed become part of the cache key. */
  LATTICE_FILTER_VARIES = 1u << 0,
  /* Output pixel (x, y) depends on input pixels (x, y) alone: the host may run it in
   * the middle of a tile of other work. Such a filter has one pass and no roi. */
  LATTICE_FILTER_POINTWISE = 1u << 1,
};

enum { /* lattice_port.flags */
  LATTICE_PORT_OPTIONAL = 1u << 0,
};

typedef struct lattice_port {
  uint32_t struct_size;
  uint32_t flags;
  const char *id; /* effects: "src" first; transitions: "from", "to" */
  const char *hint;
} lattice_port;

/* What create() is told. Pointers are valid during the call only, except `statics`,
 * whose arrays and strings live as long as the instance. */
typedef struct lattice_filter_binding {
  uint32_t struct_size;
  uint32_t static_count;        /* = number of params */
  const lattice_value *statics; /* animated params hold their value at frame 0 */
  uint64_t seed;                /* of this instance; frame.seed is derived from it */
  lattice_type working;         /* type of the surfaces it will see */
  int32_t canvas_width, canvas_height;
} lattice_filter_binding;

/* One moment of one node. Valid during the call. */
typedef struct lattice_frame {
  uint32_t struct_size;
  uint32_t param_count;
  const lattice_value *params; /* in the schema's order, SCALES already applied */
  int64_t index;               /* node-local frame */
  double time;                 /* node-local seconds */
  double phase;                /* cyclic compositions: 0 <= phase < 1; else 0 */
  uint64_t seed;               /* the only source of randomness */
  double progress;             /* transitions: eased, 0 < progress < 1 (the host
                                  answers 0 and 1 itself); effects: 0 */
  double scale;                /* raster pixels per canonical pixel */
  lattice_rational rate;       /* frames per second */
  lattice_rect canvas;         /* the composition's canvas at `scale`; what fractions
                                  ("origin", "soft_edge") are fractions of */
} lattice_frame;

/* ---- Folding ------------------------------------------------------------------
 * A fold says that this frame's result is a piece of algebra, so that the compiler
 * can multiply it with its neighbours, also across plugins, and touch no pixel. */

enum {                   /* lattice_fold.kind */
  LATTICE_FOLD_NONE = 0, /* run the passes */
  LATTICE_FOLD_IDENTITY = 1,
  LATTICE_FOLD_OPACITY = 2,
  LATTICE_FOLD_AFFINE = 3,
  LATTICE_FOLD_COLOR = 4,
  LATTICE_FOLD_MIX = 5, /* transitions only */
};

enum { /* lattice_fold.flags */
  /* COLOR: clamp to 0..1 after this matrix; it ends the run of folded matrices. */
  LATTICE_FOLD_CLAMP = 1u << 0,
  /* MIX: result = to over from. Without it: result = from + to, clamped in 8 bit. */
  LATTICE_FOLD_MIX_OVER = 1u << 1,
};

enum { /* lattice_fold_port.flags */
  LATTICE_FOLD_PORT_CLIP = 1u << 0,
};

/* Frozen. What a mix does to one port: clip in the port's pixels, then move, then
 * multiply by opacity. */
typedef struct lattice_fold_port {
  double opacity;
  double affine[6]; /* x' = a[0] x + a[1] y + a[2]; y' = a[3] x + a[4] y + a[5] */
  double clip[4];   /* x0, y0, x1, y1; read only with LATTICE_FOLD_PORT_CLIP */
  uint32_t flags;
  uint32_t reserved;
} lattice_fold_port;

typedef struct lattice_fold {
  uint32_t struct_size; /* written by the host */
  uint32_t kind;        /* NONE when the host calls */
  uint32_t flags;
  uint16_t space; /* COLOR: the RGB space it acts in; 0 = as stored */
  uint16_t reserved;
  double opacity;
  double affine[6];
  double color[20]; /* 4x5, row-major, on straight RGBA in 0..1; last column added */
  lattice_fold_port port[2];
} lattice_fold;

/* ---- Passes -------------------------------------------------------------------
 * The host runs the passes of a filter one after another, each tile by tile on many
 * threads. Pass 0 sees the ports; pass k > 0 sees the result of pass k-1, and after
 * it the ports when it says READS_PORTS. The last pass writes the result, in the
 * working type. A pass may have its own pixel grid (a pyramid level): rects given to
 * and returned for it are in that grid. */

enum { /* lattice_pass.flags */
  LATTICE_PASS_READS_PORTS = 1u << 0,
};

/* Frozen. */
typedef struct lattice_pass {
  lattice_type type;   /* all zero: the working type */
  lattice_rect bounds; /* where its result may be non-transparent */
  uint32_t flags;
  uint32_t reserved[3];
} lattice_pass;

/* One tile of work. Valid during the call. */
typedef struct lattice_tile {
  uint32_t struct_size;
  uint32_t pass;
  uint32_t input_count;
  uint32_t worker; /* 0..: dense index of the calling thread */
  /* Fill exactly this part of dst. It may reach past the pass's bounds, which are
   * dst->bounds: what lies outside of them is transparent. */
  lattice_rect area;
  /* inputs[i].valid covers roi(area) clipped to the input's bounds. An optional port
   * that is not connected has empty bounds. */
  const lattice_image *inputs;
  const lattice_image *dst; /* its pixels are writable and start undefined */
  void *scratch;            /* 64-byte aligned, undefined; see scratch() */
  uint64_t scratch_bytes;
} lattice_tile;

#define LATTICE_MAX_PASSES 32u
#define LATTICE_MAX_PORTS  16u

typedef struct lattice_filter {
  uint32_t struct_size;
  uint32_t content_version; /* raise it when the pixels of any input change */
  uint32_t flags;
  uint32_t param_count;
  uint32_t port_count; /* 1..LATTICE_MAX_PORTS; transitions: 2 */
  uint32_t reserved;
  const char *id;      /* "org.lattice.blur": reverse domain, [a-z0-9_.]+ */
  const char *label;   /* "Gaussian Blur" */
  const char *summary; /* one sentence */
  const lattice_param *const *params;
  const lattice_port *const *ports;

  /* One instance per node binding. Absent, together with destroy: there is no instance,
   * and `self` is null in every call. Such a filter has no host either, so a failure of it
   * has no text: one that can fail keeps an instance. [session] */
  lattice_status (*create)(const lattice_host *host, const lattice_filter_binding *binding,
                           void **self) LATTICE_NOEXCEPT;
  /* Absent when and only when create is. [session] */
  void (*destroy)(void *self) LATTICE_NOEXCEPT;

  /* 1 when it can work in `working`. Absent: RGBA8 and RGBA F32 premultiplied. [any] */
  int32_t (*accepts)(const lattice_type *working) LATTICE_NOEXCEPT;

  /* Absent, or kind left NONE: not foldable. [worker] */
  lattice_status (*fold)(const void *self, const lattice_frame *frame, lattice_fold *out)
      LATTICE_NOEXCEPT;

  /* Where the result may be non-transparent, given the bounds of `count` ports; may be
   * larger (a shadow) or smaller. Nothing is drawn outside: tile() leaves it transparent.
   * Absent: the union of the inputs. [worker] */
  lattice_status (*bounds)(const void *self, const lattice_frame *frame,
                           const lattice_rect *ports, uint32_t count, lattice_rect *out)
      LATTICE_NOEXCEPT;

  /* What pass `pass` reads of its input number `input` to fill `want`. Geometry only:
   * it is called before anything is rendered. Absent: `want`. [worker] */
  lattice_status (*roi)(const void *self, const lattice_frame *frame, uint32_t pass,
                        uint32_t input, const lattice_rect *want, lattice_rect *out)
      LATTICE_NOEXCEPT;

  /* Fills out[0..*pass_count), at most LATTICE_MAX_PASSES. The last one's bounds equal
   * bounds(). Absent: one pass over bounds(). [worker] */
  lattice_status (*passes)(const void *self, const lattice_frame *frame,
                           const lattice_rect *ports, uint32_t count, lattice_pass *out,
                           uint32_t *pass_count) LATTICE_NOEXCEPT;

  /* Scratch bytes that tile() needs for `area`. Absent: none. [worker] */
  uint64_t (*scratch)(const void *self, const lattice_frame *frame, uint32_t pass,
                      const lattice_rect *area) LATTICE_NOEXCEPT;

  /* Fill tile->area. On failure call set_error first; the frame then fails with plugin,
   * node and frame named. Absent only when fold always answers. [worker] */
  lattice_status (*tile)(const void *self, const lattice_frame *frame,
                         const lattice_tile *tile) LATTICE_NOEXCEPT;

  /* Outside state in the cache key. Absent: there is none. [session] */
  lattice_status (*digest)(const void *self, lattice_hasher *hasher) LATTICE_NOEXCEPT;
} lattice_filter;

LATTICE_ASSERT(sizeof(lattice_fold_port) == 96, "frozen");
LATTICE_ASSERT(sizeof(lattice_pass) == 48, "frozen");
LATTICE_ASSERT(sizeof(lattice_port) == 24, "no holes");
LATTICE_ASSERT(sizeof(lattice_filter_binding) == 48, "no holes");
LATTICE_ASSERT(sizeof(lattice_frame) == 88, "no holes");
LATTICE_ASSERT(sizeof(lattice_fold) == 424, "no holes");
LATTICE_ASSERT(sizeof(lattice_tile) == 64, "no holes");
LATTICE_ASSERT(sizeof(lattice_filter) == 144, "no holes");

LATTICE_C_END
#endif

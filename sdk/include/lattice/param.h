#ifndef LATTICE_PARAM_H
#define LATTICE_PARAM_H
#include "abi.h"

/* Parameters of effects, transitions, artifacts and sinks. A kind declares a schema
 * once; values arrive as a dense array in the schema's order. */

LATTICE_C_BEGIN

enum { /* lattice_param.type */
  LATTICE_PARAM_F64 = 1,
  LATTICE_PARAM_INT = 2,
  LATTICE_PARAM_VEC2 = 3,
  LATTICE_PARAM_VEC3 = 4,
  LATTICE_PARAM_COLOR = 5, /* straight RGBA in the session's working space */
  LATTICE_PARAM_BOOL = 6,
  LATTICE_PARAM_CHOICE = 7,    /* compositions store the choice id, never its index */
  LATTICE_PARAM_STRING = 8,    /* UTF-8, NUL-terminated; never animates */
  LATTICE_PARAM_F64_ARRAY = 9, /* min_count..max_count numbers; never animates */
  LATTICE_PARAM_CURVE = 10,    /* points (x, y) as pairs, x strictly increasing */
};

enum {                              /* lattice_param.flags */
  LATTICE_PARAM_ANIMATES = 1u << 0, /* may change from frame to frame */
  LATTICE_PARAM_SCALES = 1u << 1,   /* F64, VEC2 and VEC3: a length in canonical pixels,
                                       which the host has multiplied by frame.scale */
  LATTICE_PARAM_HIDDEN = 1u << 2,   /* accepted, but not listed to users */
  LATTICE_PARAM_REQUIRED = 1u << 3, /* no default: a composition must give it */
};

/* Frozen. One slot of the table that the render loop reads; which member is live
 * follows from the schema, so reading it costs one load and no lookup. Arrays and
 * strings live as long as the instance. */
typedef union lattice_value {
  double f64;
  int64_t i64;
  double vec2[2];
  float vec3[3];
  float rgba[4];
  uint64_t index; /* bool: 0 or 1. choice: position in choices[]. */
  struct {
    const char *data;
    uint64_t size; /* bytes, without the NUL */
  } str;
  struct {
    const double *data;
    uint64_t count; /* numbers; a curve has count / 2 points */
  } array;
} lattice_value;

/* One choice of a CHOICE param. */
typedef struct lattice_choice {
  uint32_t struct_size;
  uint32_t reserved;
  const char *id;   /* stable forever, [a-z0-9_]+ */
  const char *hint; /* one sentence: what it is for */
} lattice_choice;

/* Another name under which users may give a param; value = given * factor. */
typedef struct lattice_param_alias {
  uint32_t struct_size;
  uint32_t reserved;
  const char *id;
  double factor;
} lattice_param_alias;

/* The position of a param in the schema is its dense index for the whole session. */
typedef struct lattice_param {
  uint32_t struct_size;
  uint32_t type;
  uint32_t flags;
  uint32_t choice_count; /* CHOICE only */
  uint32_t alias_count;
  uint32_t min_count, max_count; /* F64_ARRAY and CURVE: how many numbers; 0 = any */
  uint32_t reserved;
  const char *id;   /* stable forever, [a-z0-9_]+ */
  const char *hint; /* one sentence */
  const char *unit; /* "px", "deg", "s", "frames", ...; null = a plain number */
  lattice_value initial;
  double min, max; /* of every number in the value; equal means unbounded */
  const lattice_choice *const *choices;
  const lattice_param_alias *const *aliases;
} lattice_param;

LATTICE_ASSERT(sizeof(lattice_value) == 16, "frozen");
LATTICE_ASSERT(sizeof(lattice_choice) == 24, "no holes");
LATTICE_ASSERT(sizeof(lattice_param_alias) == 24, "no holes");
LATTICE_ASSERT(sizeof(lattice_param) == 104, "no holes");

LATTICE_C_END
#endif

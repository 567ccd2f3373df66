/* A colour look-up table from a .cube file (Adobe Cube LUT 1.0, three-dimensional), applied
 * to sRGB code values between 0 and 1; what lies beyond is cut.
 *
 * What to look at: an instance. create() reads the file once, with a sentence for everything
 * that may be wrong in it; destroy() frees it; tile() only reads it, on many threads. digest()
 * tells the host's caches what was in the file, which they cannot see from its name. */
#define _GNU_SOURCE /* strtod_l */
#include <lattice/math.h>
#include <lattice/plugin.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "srgb.h"

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "digest() hands on numbers as they lie");

enum { kMinSize = 2, kMaxSize = 128, kMaxLineBytes = 1024 };

static const lattice_param kFile = {
    .struct_size = sizeof kFile,
    .type = LATTICE_PARAM_STRING,
    .flags = LATTICE_PARAM_REQUIRED,
    .id = "file",
    .hint = "The .cube file, relative to the folder in which the host was started.",
};
static const lattice_port kSrc = {sizeof kSrc, 0, "src", "The picture to colour."};

/* ---- Reading ------------------------------------------------------------------------------ */

typedef struct lut {
  float* rgb; /* size * size * size colours; red runs fastest, then green */
  int size;   /* 0 until LUT_3D_SIZE was read */
  int read;   /* colours so far */
  double domain_min[3], domain_max[3];
} lut;

static int entries_of(const lut* table) { return table->size * table->size * table->size; }

/* Where we are in the file, for sentences. */
typedef struct reader {
  const lattice_host* host;
  const char* path;
  int line; /* 0 before the first */
} reader;

static lattice_status refuse(const reader* at, const char* what) {
  char line[32] = "", text[1024];
  if (at->line > 0) snprintf(line, sizeof line, ", line %d", at->line);
  snprintf(text, sizeof text, "the LUT '%s'%s: %s", at->path, line, what);
  at->host->set_error(at->host, text);
  return LATTICE_ERR_ARGUMENT;
}

/* Up to `count` numbers and nothing behind them. strtod() alone would ask the locale whether
 * 0.5 is written with a comma. */
static int parse_numbers(const char* text, int count, double* out) {
  const locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
  int found = 0;
  while (plain != (locale_t)0 && found < count) {
    char* end = NULL;
    out[found] = strtod_l(text, &end, plain);
    if (end == text || out[found] - out[found] != 0) break; /* no number, infinite or NaN */
    text = end;
    ++found;
  }
  if (plain != (locale_t)0) freelocale(plain);
  return found == count && text[strspn(text, " \t\r\n")] == '\0';
}

static lattice_status read_size(lut* table, const reader* at, const char* text) {
  double size = 0;
  if (table->size != 0) return refuse(at, "LUT_3D_SIZE is given twice; remove one");
  if (!parse_numbers(text, 1, &size) || size != lattice_floor(size) || size < kMinSize ||
      size > kMaxSize)
    return refuse(at, "LUT_3D_SIZE must be a whole number from 2 to 128");
  table->size = (int)size;
  table->rgb = malloc((size_t)entries_of(table) * 3 * sizeof(float));
  if (table->rgb != NULL) return LATTICE_OK;
  refuse(at, "there is no memory for a table of this size; export a smaller one");
  return LATTICE_ERR_MEMORY;
}

static lattice_status read_color(lut* table, const reader* at, const char* text) {
  double rgb[3];
  if (!parse_numbers(text, 3, rgb))
    return refuse(at, "this is neither a keyword of the format nor three numbers");
  if (table->size == 0)
    return refuse(at, "colours before LUT_3D_SIZE; a .cube file names its size first");
  if (table->read == entries_of(table))
    return refuse(at, "more colours than LUT_3D_SIZE announces; export the LUT again");
  for (int c = 0; c < 3; ++c) table->rgb[3 * table->read + c] = (float)rgb[c];
  ++table->read;
  return LATTICE_OK;
}

/* The text behind `keyword`, or null when the line begins with something else. */
static const char* after(const char* line, const char* keyword) {
  const size_t size = strlen(keyword);
  const int matches = strncmp(line, keyword, size) == 0 && strchr(" \t\r\n", line[size]) != NULL;
  return matches ? line + size : NULL;
}

static lattice_status read_line(lut* table, const reader* at, const char* line) {
  const char* text = line + strspn(line, " \t\r\n");
  const char* rest = NULL;
  if (*text == '\0' || *text == '#' || after(text, "TITLE") != NULL) return LATTICE_OK;
  if ((rest = after(text, "LUT_3D_SIZE")) != NULL) return read_size(table, at, rest);
  if (after(text, "LUT_1D_SIZE") != NULL)
    return refuse(at, "one-dimensional LUTs are not supported; export it as a 3D LUT");
  const int is_min = after(text, "DOMAIN_MIN") != NULL;
  if (is_min || after(text, "DOMAIN_MAX") != NULL) {
    double* domain = is_min ? table->domain_min : table->domain_max;
    if (parse_numbers(text + strlen("DOMAIN_MIN"), 3, domain)) return LATTICE_OK;
    return refuse(at, "DOMAIN_MIN and DOMAIN_MAX are followed by three numbers");
  }
  return read_color(table, at, text);
}

static lattice_status check_whole(const lut* table, const reader* at) {
  if (table->size == 0) return refuse(at, "the file ends without LUT_3D_SIZE; is it a .cube?");
  if (table->read < entries_of(table))
    return refuse(at, "the file ends before all colours were there; copy or export it again");
  for (int c = 0; c < 3; ++c)
    if (!(table->domain_min[c] < table->domain_max[c]))
      return refuse(at, "DOMAIN_MIN must be smaller than DOMAIN_MAX");
  return LATTICE_OK;
}

static lattice_status read_lines(lut* table, reader* at, FILE* file) {
  char line[kMaxLineBytes];
  while (fgets(line, sizeof line, file) != NULL) {
    ++at->line;
    if (strlen(line) == sizeof line - 1)
      return refuse(at, "a line of more than 1000 bytes; is it a .cube?");
    const lattice_status status = read_line(table, at, line);
    if (status != LATTICE_OK) return status;
  }
  if (ferror(file)) return refuse(at, "the file cannot be read any further");
  return check_whole(table, at);
}

/* ---- Instance ------------------------------------------------------------------------------ */

static void destroy(void* self) {
  if (self == NULL) return;
  free(((lut*)self)->rgb);
  free(self);
}

static lattice_status create(const lattice_host* host, const lattice_filter_binding* binding,
                             void** self) {
  reader at = {host, binding->statics[0].str.data, 0};
  FILE* file = fopen(at.path, "r");
  if (file == NULL) {
    refuse(&at, "the file cannot be opened; check its name and the folder you are in");
    return LATTICE_ERR_IO;
  }
  lut* table = calloc(1, sizeof *table);
  lattice_status status = LATTICE_ERR_MEMORY;
  if (table != NULL) {
    for (int c = 0; c < 3; ++c) table->domain_max[c] = 1;
    status = read_lines(table, &at, file);
  } else {
    refuse(&at, "there is no memory for it; close other programs");
  }
  fclose(file);
  if (status != LATTICE_OK) {
    destroy(table);
    return status;
  }
  *self = table;
  return LATTICE_OK;
}

static lattice_status digest(const void* self, lattice_hasher* hasher) {
  const lut* table = self;
  hasher->update(hasher, &table->size, sizeof table->size);
  hasher->update(hasher, table->domain_min, sizeof table->domain_min);
  hasher->update(hasher, table->domain_max, sizeof table->domain_max);
  hasher->update(hasher, table->rgb, (uint64_t)table->read * 3 * sizeof(float));
  return LATTICE_OK;
}

/* ---- Pixels --------------------------------------------------------------------------------- */

static double cut(double v) { return v > 0 ? (v < 1 ? v : 1) : 0; }

/* `rgb`, code values, through the table, between the eight entries around. */
static void look_up(const lut* table, double rgb[3]) {
  int64_t first = 0, step[3] = {3, 3 * table->size, 3 * (int64_t)table->size * table->size};
  double part[3]; /* of the way to the next entry */
  for (int c = 0; c < 3; ++c) {
    const double span = table->domain_max[c] - table->domain_min[c];
    const double at = cut((rgb[c] - table->domain_min[c]) / span) * (table->size - 1);
    const int entry = at < table->size - 1 ? (int)at : table->size - 2;
    part[c] = at - entry;
    first += entry * step[c];
  }
  for (int c = 0; c < 3; ++c) {
    const float* at = table->rgb + first + c;
    double sum = 0;
    for (int corner = 0; corner < 8; ++corner) {
      const int r = corner & 1, g = corner >> 1 & 1, b = corner >> 2;
      const double weight =
          (r ? part[0] : 1 - part[0]) * (g ? part[1] : 1 - part[1]) * (b ? part[2] : 1 - part[2]);
      sum += weight * at[r * step[0] + g * step[1] + b * step[2]];
    }
    rgb[c] = cut(sum);
  }
}

static void color_bytes(const lut* table, const uint8_t* in, uint8_t* out) {
  const double alpha = in[3];
  double rgb[3] = {in[0] / alpha, in[1] / alpha, in[2] / alpha};
  look_up(table, rgb);
  for (int c = 0; c < 3; ++c) out[c] = (uint8_t)(rgb[c] * alpha + 0.5);
  out[3] = in[3];
}

/* Linear light goes through the table as code values and comes back. */
static void color_floats(const lut* table, const float* in, int is_light, float* out) {
  const double alpha = in[3];
  double rgb[3];
  for (int c = 0; c < 3; ++c) {
    const double straight = cut(in[c] / alpha);
    rgb[c] = is_light ? srgb_code(straight) : straight;
  }
  look_up(table, rgb);
  for (int c = 0; c < 3; ++c) out[c] = (float)((is_light ? srgb_light(rgb[c]) : rgb[c]) * alpha);
  out[3] = in[3];
}

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* t) {
  (void)frame;
  const lattice_image *src = &t->inputs[0], *dst = t->dst;
  const lattice_rect* b = &src->bounds;
  const int is_bytes = dst->type.dtype == LATTICE_U8;
  const int is_light = src->type.space == LATTICE_SPACE_LINEAR_SRGB;
  const int64_t pixel_bytes = is_bytes ? 4 : 16;
  for (int32_t y = t->area.y0; y < t->area.y1; ++y)
    for (int32_t x = t->area.x0; x < t->area.x1; ++x) {
      void* out = (char*)dst->plane[0] + (y - dst->bounds.y0) * dst->row_bytes[0] +
                  (x - dst->bounds.x0) * pixel_bytes;
      memset(out, 0, (size_t)pixel_bytes);
      /* Outside there may be no memory at all: not even a pointer may be made. */
      if (x < b->x0 || x >= b->x1 || y < b->y0 || y >= b->y1) continue;
      const void* in =
          (const char*)src->plane[0] + (y - b->y0) * src->row_bytes[0] + (x - b->x0) * pixel_bytes;
      if (is_bytes && ((const uint8_t*)in)[3] > 0)
        color_bytes(self, in, out);
      else if (!is_bytes && ((const float*)in)[3] > 0)
        color_floats(self, in, is_light, out);
    }
  return LATTICE_OK;
}

static const lattice_filter kEffect = {
    .struct_size = sizeof kEffect,
    .content_version = 1, /* raise it when any pixel changes */
    .flags = LATTICE_FILTER_POINTWISE,
    .param_count = 1,
    .port_count = 1,
    .id = "com.example.lut",
    .label = "LUT",
    .summary = "Applies a 3D look-up table from a .cube file.",
    .params = (const lattice_param* const[]){&kFile},
    .ports = (const lattice_port* const[]){&kSrc},
    .create = create,
    .destroy = destroy,
    .tile = tile,
    .digest = digest,
};

static const lattice_plugin kPlugin = {
    .struct_size = sizeof kPlugin,
    .abi = LATTICE_ABI_VERSION,
    .effect_count = 1,
    .id = "com.example.lut",
    .version = "1.0.0",
    .vendor = "Example",
    .effects = (const lattice_filter* const[]){&kEffect},
};

const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) {
  return LATTICE_HOST_FITS(host_abi) ? &kPlugin : NULL;
}

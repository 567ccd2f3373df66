/* Cannot draw its largest amount, and takes memory to say so, as whoever throws does. */
#include <stdlib.h>
#include <string.h>

#include "filter.h"

static lattice_status create(const lattice_host* host, const lattice_filter_binding* binding,
                             void** self) LATTICE_NOEXCEPT {
  (void)binding;
  *self = (void*)host;
  return LATTICE_OK;
}

static void destroy(void* self) LATTICE_NOEXCEPT { (void)self; }

static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* tile)
    LATTICE_NOEXCEPT {
  static const char kSentence[] = "amount 1 cannot be drawn; give less";
  if (frame->params[0].f64 < 1) return check_effect_tile(self, frame, tile);
  char* volatile text = malloc(sizeof kSentence);
  if (text == NULL) return LATTICE_ERR_MEMORY;
  memcpy(text, kSentence, sizeof kSentence);
  const lattice_status status = check_refuse((const lattice_host*)self, LATTICE_ERR_PLUGIN, text);
  free(text);
  return status;
}

CHECK_EFFECT("good_fails_late", .create = create, .destroy = destroy, .tile = tile)

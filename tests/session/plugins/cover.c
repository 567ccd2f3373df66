/* A transition that folds to "to over from": the second picture comes in from the left, as
 * wide as it is, over the first. */
#include <lattice/plugin.h>

static const lattice_port kFrom = {sizeof kFrom, 0, "from", ""};
static const lattice_port kTo = {sizeof kTo, 0, "to", ""};

static int32_t accepts(const lattice_type* working) LATTICE_NOEXCEPT {
  return working->dtype == LATTICE_U8 && working->channels == 4;
}

static lattice_status fold(const void* self, const lattice_frame* frame, lattice_fold* out)
    LATTICE_NOEXCEPT {
  (void)self;
  out->kind = LATTICE_FOLD_MIX;
  out->flags = LATTICE_FOLD_MIX_OVER;
  for (int i = 0; i < 2; ++i)
    out->port[i] = (lattice_fold_port){.opacity = 1, .affine = {1, 0, 0, 0, 1, 0}};
  const double width = frame->canvas.x1 - frame->canvas.x0;
  out->port[1].affine[2] = -width * (1 - frame->progress);
  return LATTICE_OK;
}

/* Every frame folds, so that none is ever asked for. */
static lattice_status tile(const void* self, const lattice_frame* frame, const lattice_tile* asked)
    LATTICE_NOEXCEPT {
  (void)self, (void)frame, (void)asked;
  return LATTICE_ERR_PLUGIN;
}

static const lattice_filter kCover = {
    .struct_size = sizeof kCover,
    .content_version = 1,
    .port_count = 2,
    .id = "test.cover",
    .label = "Cover",
    .summary = "",
    .ports = (const lattice_port* const[]){&kFrom, &kTo},
    .accepts = accepts,
    .fold = fold,
    .tile = tile,
};

static const lattice_plugin kPlugin = {
    .struct_size = sizeof kPlugin,
    .abi = LATTICE_ABI_VERSION,
    .transition_count = 1,
    .id = "test.cover",
    .version = "1.0.0",
    .vendor = "Lattice",
    .transitions = (const lattice_filter* const[]){&kCover},
};

LATTICE_EXPORT const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) {
  return LATTICE_HOST_FITS(host_abi) ? &kPlugin : NULL;
}

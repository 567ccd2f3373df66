/* from * (1 - progress) + to * progress. Always a fold, so that it costs nothing beyond
 * drawing both pictures, and planes such as depth survive it. */
#include <lattice/plugin.h>
#include <stddef.h>

static const lattice_port kFromPort = {
    .struct_size = sizeof(lattice_port),
    .flags = 0,
    .id = "from",
    .hint = "The picture that goes.",
};
static const lattice_port kToPort = {
    .struct_size = sizeof(lattice_port),
    .flags = 0,
    .id = "to",
    .hint = "The picture that comes.",
};
static const lattice_port* const kPorts[] = {&kFromPort, &kToPort};

static lattice_status create(const lattice_host* host, const lattice_filter_binding* binding,
                             void** self) LATTICE_NOEXCEPT {
  (void)host;
  (void)binding;
  *self = NULL; /* everything is in the frame */
  return LATTICE_OK;
}

static void destroy(void* self) LATTICE_NOEXCEPT { (void)self; }

static lattice_fold_port faded(double opacity) {
  const lattice_fold_port port = {.opacity = opacity,
                                  .affine = {1, 0, 0, 0, 1, 0},
                                  .clip = {0, 0, 0, 0},
                                  .flags = 0,
                                  .reserved = 0};
  return port;
}

static lattice_status fold(const void* self, const lattice_frame* frame, lattice_fold* out)
    LATTICE_NOEXCEPT {
  (void)self;
  out->kind = LATTICE_FOLD_MIX;
  out->flags = 0; /* the two add up: an opaque pair stays opaque */
  out->port[0] = faded(1 - frame->progress);
  out->port[1] = faded(frame->progress);
  return LATTICE_OK;
}

static const lattice_filter kTransition = {
    .struct_size = sizeof(lattice_filter),
    .content_version = 1,
    .flags = LATTICE_FILTER_POINTWISE,
    .param_count = 0,
    .port_count = 2,
    .reserved = 0,
    .id = "org.lattice.crossfade",
    .label = "Crossfade",
    .summary = "Fades one picture into the other.",
    .params = NULL,
    .ports = kPorts,
    .create = create,
    .destroy = destroy,
    .accepts = NULL,
    .fold = fold,
    .bounds = NULL,
    .roi = NULL,
    .passes = NULL,
    .scratch = NULL,
    .tile = NULL,
    .digest = NULL,
};

static const lattice_filter* const kTransitions[] = {&kTransition};

static const lattice_plugin kPlugin = {
    .struct_size = sizeof(lattice_plugin),
    .abi = LATTICE_ABI_VERSION,
    .effect_count = 0,
    .transition_count = 1,
    .artifact_count = 0,
    .sink_count = 0,
    .id = "org.lattice.crossfade",
    .version = "1.0.0",
    .vendor = "Lattice",
    .effects = NULL,
    .transitions = kTransitions,
    .artifacts = NULL,
    .sinks = NULL,
};

const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) LATTICE_NOEXCEPT {
  return host_abi < LATTICE_ABI_VERSION ? NULL : &kPlugin;
}

/* The picture itself: one output that is the colour plane, handed on without a copy. */
#include <lattice/plugin.h>
#include <stddef.h>

static const lattice_output kColor = {
    .struct_size = sizeof(lattice_output),
    .kind = LATTICE_STREAM_IMAGE,
    .flags = 0,
    .alias_plane = LATTICE_ALIAS_COLOR,
    .name = "",
    .channels = {"R", "G", "B", "A"},
    .type = {0}, /* the plane's own */
};
static const lattice_output* const kOutputs[] = {&kColor};

static lattice_status create(const lattice_host* host, const lattice_artifact_binding* binding,
                             void** self, const lattice_output* const** outputs,
                             uint32_t* output_count) LATTICE_NOEXCEPT {
  (void)host;
  (void)binding;
  *self = NULL;
  *outputs = kOutputs;
  *output_count = 1;
  return LATTICE_OK;
}

static void destroy(void* self) LATTICE_NOEXCEPT { (void)self; }

/* The only output is an alias: the host hands on the plane. */
static lattice_status produce(const void* self, const lattice_frame* frame,
                              const lattice_planes* planes, const lattice_scene* scene,
                              const lattice_image* buffers) LATTICE_NOEXCEPT {
  (void)self;
  (void)frame;
  (void)planes;
  (void)scene;
  (void)buffers;
  return LATTICE_OK;
}

static const lattice_artifact kArtifact = {
    .struct_size = sizeof(lattice_artifact),
    .content_version = 1,
    .policy = LATTICE_PER_FRAME,
    .planes = 1u << LATTICE_PLANE_COLOR,
    .param_count = 0,
    .reserved = 0,
    .id = "org.lattice.rgba",
    .label = "RGBA",
    .summary = "The finished picture with its alpha.",
    .params = NULL,
    .create = create,
    .destroy = destroy,
    .produce = produce,
    .observe = NULL,
    .finish = NULL,
};

static const lattice_artifact* const kArtifacts[] = {&kArtifact};

static const lattice_plugin kPlugin = {
    .struct_size = sizeof(lattice_plugin),
    .abi = LATTICE_ABI_VERSION,
    .effect_count = 0,
    .transition_count = 0,
    .artifact_count = 1,
    .sink_count = 0,
    .id = "org.lattice.rgba",
    .version = "1.0.0",
    .vendor = "Lattice",
    .effects = NULL,
    .transitions = NULL,
    .artifacts = kArtifacts,
    .sinks = NULL,
};

const lattice_plugin* lattice_plugin_entry_v1(uint32_t host_abi) LATTICE_NOEXCEPT {
  return host_abi < LATTICE_ABI_VERSION ? NULL : &kPlugin;
}

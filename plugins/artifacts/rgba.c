/* The picture itself: one output that is the colour plane, handed on without a copy. */
#include "../common/shipped.h"

static const lattice_output kColor = {
    .struct_size = sizeof kColor,
    .kind = LATTICE_STREAM_IMAGE,
    .alias_plane = LATTICE_ALIAS_COLOR,
    .name = "",
    .channels = {"R", "G", "B", "A"},
    /* no type: the plane's own */
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
    .struct_size = sizeof kArtifact,
    .content_version = 1,
    .policy = LATTICE_PER_FRAME,
    .planes = 1u << LATTICE_PLANE_COLOR,
    .id = "org.lattice.rgba",
    .label = "RGBA",
    .summary = "The finished picture with its alpha.",
    .create = create,
    .destroy = destroy,
    .produce = produce,
};

SHIPPED_LIBRARY(artifact, kArtifact, "org.lattice.rgba")

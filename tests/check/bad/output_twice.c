/* Names two outputs alike. */
#include "artifact.h"

static lattice_status create(const lattice_host* host, const lattice_artifact_binding* binding,
                             void** self, const lattice_output* const** outputs,
                             uint32_t* output_count) LATTICE_NOEXCEPT {
  static const lattice_output* const kOutputs[] = {&kCheckOutput, &kCheckOutput};
  const lattice_status status = check_measurer(host, binding, self, outputs, output_count);
  *outputs = kOutputs;
  *output_count = 2;
  return status;
}

CHECK_MEASURER("output_twice", .create = create)

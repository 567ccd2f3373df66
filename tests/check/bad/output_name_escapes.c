/* Names an output that would leave the output folder. */
#include "artifact.h"

static lattice_status create(const lattice_host* host, const lattice_artifact_binding* binding,
                             void** self, const lattice_output* const** outputs,
                             uint32_t* output_count) LATTICE_NOEXCEPT {
  static lattice_output up;
  static const lattice_output* const kOutputs[] = {&up};
  const lattice_status status = check_measurer(host, binding, self, outputs, output_count);
  up = kCheckOutput;
  up.name = "../up";
  *outputs = kOutputs;
  return status;
}

CHECK_MEASURER("output_name_escapes", .create = create)

#include "session/support.h"

#include <string>
#include <unordered_set>

#include "session/support_assets.h"

namespace lattice::session {
namespace {

class Support {
 public:
  Support(const ir::Composition& composition, Severity severity)
      : c_(composition), severity_(severity) {}

  Diagnostics take() {
    root();
    for (const ir::Node& node : c_.nodes) check(node);
    report_unrendered_assets(c_, severity_, out_);
    return std::move(out_);
  }

 private:
  void add(std::string pointer, std::string node, const std::string& what, std::string remedy) {
    out_.push_back({severity_, "composition", c_.text(c_.file), std::move(pointer), std::move(node),
                    what + " is not rendered by this version", std::move(remedy)});
  }

  void root() {
    if (c_.time.model != ir::TimeModel::finite)
      add("/time/model", {}, "the time model \"" + std::string(name_of(c_.time.model)) + "\"",
          "write \"finite\"");
    if (c_.working != ir::WorkingSpace::srgb8)
      add("/color/working", {}, "the working space \"" + std::string(name_of(c_.working)) + "\"",
          "write \"srgb8\"");
    if (c_.camera) add("/camera", {}, "the camera", "remove it");
    if (c_.motion_blur.samples > 1)
      add("/motion_blur", {}, "motion blur", "remove it, or write {\"samples\": 1}");
  }

  void check(const ir::Node& node) {
    const auto refuse = [&](const char* key, const std::string& what,
                            const char* remedy = "remove it") {
      add(c_.text(node.pointer) + key, c_.text(node.id), what, remedy);
    };
    const ir::Transform& t = node.transform;
    if (!t.rotation_x_rad.is_zero()) refuse("/transform/rotation_x_deg", "\"rotation_x_deg\"");
    if (!t.rotation_y_rad.is_zero()) refuse("/transform/rotation_y_deg", "\"rotation_y_deg\"");
    check_inputs(node);
    if (node.mask) refuse("/mask", "the mask of a node");
    if (node.motion_blur && c_.motion_blurs[node.motion_blur.index()].samples > 1)
      refuse("/motion_blur", "motion blur", "remove it, or write {\"samples\": 1}");
  }

  void check_inputs(const ir::Node& node) {
    for (std::uint32_t i = node.effects.first; i < node.effects.end(); ++i) {
      const ir::Effect& effect = c_.effects[i];
      bool reads_node = false;
      for (std::uint32_t k = effect.inputs.first; k < effect.inputs.end(); ++k)
        reads_node = reads_node || c_.inputs[k].node;
      if (reads_node)
        add(c_.text(effect.pointer) + "/inputs", c_.text(node.id),
            "a node as an input of an effect", "name an asset: {\"asset\": NAME}");
    }
  }

  const ir::Composition& c_;
  Severity severity_;
  Diagnostics out_;
};

// Rows of a repeat, and nodes that show the same composition, come from the same place of the file.
// A place stands for itself once, whoever is made of it.
Diagnostics each_once(Diagnostics found) {
  std::unordered_set<std::string> known;
  Diagnostics out;
  for (Diagnostic& each : found)
    if (known.insert(each.pointer + '\n' + each.message).second) out.push_back(std::move(each));
  return out;
}

}  // namespace

Diagnostics unrendered_parts(const ir::Composition& composition, Severity severity) {
  return each_once(Support(composition, severity).take());
}

Result<void> check_renderable(const ir::Composition& composition, Diagnostics& diagnostics) {
  const Diagnostics found = unrendered_parts(composition, Severity::error);
  if (found.empty()) return {};
  diagnostics.insert(diagnostics.end(), found.begin(), found.end());
  return fail(Code::invalid, composition.text(composition.file),
              std::to_string(found.size()) + (found.size() == 1 ? " part is" : " parts are") +
                  " not rendered by this version; the first: " + found.front().text());
}

}  // namespace lattice::session

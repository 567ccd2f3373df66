#include "export/negotiate.h"

#include <algorithm>

#include "image/convert.h"

namespace lattice::exporter {
namespace {

bool is_unset(const image::Type& type) { return image::same_type(type, image::Type{}); }

Result<FileName> name_for(const Route& route, const ArtifactSpec& spec, const ir::Kind& sink_kind,
                          const lattice_output& output) {
  if ((route.sink->flags() & LATTICE_SINK_NO_FILES) != 0) return FileName{};
  if (!spec.single_path.empty()) return single_name(spec.folder, output.name, spec.single_path);
  if (sink_kind.extensions.empty())
    return fail(Code::plugin, "sink \"" + route.sink_name + "\"",
                "names no file extension; give the whole name of the file");
  const std::string& extension = sink_kind.extensions.front();
  if (route.packet_paths) return sequence_name(spec.folder, output.name, extension);
  return single_name(spec.folder, output.name, route.artifact_name + "." + extension);
}

Result<void> offer(Route& route, const ArtifactSpec& spec, const Job& job,
                   const FrameSource& source, const ir::Kind& sink_kind,
                   const lattice_output& output) {
  auto port = std::make_unique<Port>();
  LATTICE_TRY_ASSIGN(port->name, name_for(route, spec, sink_kind, output));
  if (!route.packet_paths) port->one_path = port->name.path(0);
  port->produced = output.alias_plane == LATTICE_NO_ALIAS;
  port->made = output.type;
  if (output.alias_plane != LATTICE_NO_ALIAS && is_unset(output.type))
    port->made = source.plane_type(output.alias_plane - 1);

  lattice_stream& stream = port->offered;
  stream.struct_size = sizeof stream;
  stream.kind = output.kind;
  stream.flags = output.flags;
  stream.artifact = route.artifact_name.c_str();
  stream.name = output.name;
  std::copy(std::begin(output.channels), std::end(output.channels), std::begin(stream.channels));
  stream.type = port->made;
  stream.width = source.width();
  stream.height = source.height();
  stream.rate = {source.fps().num, source.fps().den};
  stream.first_frame = job.first_frame;
  stream.count = job.end_frame - job.first_frame;
  stream.path = port->one_path.empty() ? nullptr : port->one_path.c_str();
  port->agreed = stream;
  route.ports.push_back(std::move(port));
  return {};
}

Result<void> ask_sink(Route& route) {
  std::vector<const lattice_stream*> offered;
  std::vector<lattice_stream*> wanted;
  for (const auto& port : route.ports) {
    offered.push_back(&port->offered);
    wanted.push_back(&port->agreed);
  }
  if (auto agreed = route.sink->negotiate(offered, wanted); !agreed)
    return fail(Code::output, route.title(), agreed.error().what);
  if (std::none_of(wanted.begin(), wanted.end(), [](const auto* s) { return s->kind != 0; }))
    return fail(Code::output, route.title(),
                "the sink has no use for anything that this artifact makes; choose another sink");
  return {};
}

// A sink chooses types; it may not ask for another size or rate.
Result<void> check_wanted(const Route& route, const Port& port) {
  const lattice_stream &o = port.offered, &w = port.agreed;
  if (w.width != o.width || w.height != o.height)
    return fail(Code::output, route.title(),
                "the sink wants " + std::to_string(w.width) + "x" + std::to_string(w.height) +
                    " pixels and frames have " + std::to_string(o.width) + "x" +
                    std::to_string(o.height) +
                    "; nothing is resized on the way, change the canvas");
  if (w.rate.num != o.rate.num || w.rate.den != o.rate.den)
    return fail(Code::output, route.title(),
                "the sink wants another frame rate than that of the composition; change the rate");
  return {};
}

Failure no_way(const Route& route, const image::Type& made, const image::Type& wanted,
               const Error& why) {
  return fail(Code::output, route.title(),
              "the artifact makes " + image::describe(made) + " and the sink wants " +
                  image::describe(wanted) + ", which cannot be made of it (" + why.what +
                  "); choose another sink or other params for it");
}

// A plane comes from the renderer in the wanted type, converted while its tiles are in
// cache; only what the renderer cannot do is done here, on whole frames.
Result<void> supply_plane(const Route& route, Port& port, std::uint32_t plane,
                          const FrameSource& source, Setup& setup) {
  const image::Type& wanted = port.agreed.type;
  const image::Type own = source.plane_type(plane);
  const auto direct = source.check({plane, wanted});
  if (direct) {
    port.made = wanted;
  } else if (image::check_conversion(own, wanted)) {
    port.made = own;
  } else {
    return no_way(route, own, wanted, direct.error());
  }
  port.request = setup.request(plane, port.made);
  return {};
}

Result<void> supply(Route& route, Port& port, const lattice_output& output,
                    const FrameSource& source, Setup& setup) {
  LATTICE_TRY(check_wanted(route, port));
  if (output.alias_plane != LATTICE_NO_ALIAS)
    return supply_plane(route, port, output.alias_plane - 1, source, setup);
  route.produces = true;
  if (!port.convert_to_agreed()) return {};
  const auto possible = image::check_conversion(port.made, port.agreed.type);
  if (!possible) return no_way(route, port.made, port.agreed.type, possible.error());
  return {};
}

}  // namespace

Result<void> agree_on_streams(Route& route, const ArtifactSpec& spec, const Job& job,
                              const FrameSource& source, const plugin::Registry& registry,
                              Setup& setup) {
  const ir::Kind& sink_kind = registry.catalog()[spec.sink];
  const auto outputs = route.artifact->outputs();
  if (route.packet_paths && !spec.single_path.empty() && job.end_frame - job.first_frame != 1)
    return fail(Code::usage, "\"" + spec.single_path + "\"",
                "sink \"" + route.sink_name + "\" writes a file per frame and there are " +
                    std::to_string(job.end_frame - job.first_frame) +
                    " frames; give a folder, or one frame");
  for (const lattice_output* output : outputs)
    LATTICE_TRY(offer(route, spec, job, source, sink_kind, *output));
  LATTICE_TRY(ask_sink(route));
  for (std::size_t i = 0; i < outputs.size(); ++i)
    if (route.ports[i]->kept())
      LATTICE_TRY(supply(route, *route.ports[i], *outputs[i], source, setup));
  return {};
}

}  // namespace lattice::exporter

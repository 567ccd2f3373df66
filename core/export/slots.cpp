#include "export/slots.h"

#include "image/convert.h"

namespace lattice::exporter {

RouteFrame::RouteFrame(const Route& route, std::span<const image::View> planes,
                       image::Rect canvas) {
  const std::size_t count = route.ports.size();
  for (std::size_t plane = 0; plane < route.planes.size(); ++plane)
    if (route.planes[plane] != kNoRequest)
      plane_pointers_[plane] = &planes[static_cast<std::size_t>(route.planes[plane])];
  planes_ = {sizeof(lattice_planes), LATTICE_PLANE_COUNT, plane_pointers_.data()};

  produced_.resize(count);  // its elements are pointed at: never resized again
  images_.resize(count);
  path_room_.resize(count);
  paths_.resize(count);
  no_samples_.resize(count);
  no_bytes_.resize(count);
  for (std::size_t i = 0; i < count; ++i)
    add_port(*route.ports[i], i, planes, canvas, route.packet_paths);
  packet_.struct_size = sizeof packet_;
  packet_.stream_count = static_cast<std::uint32_t>(count);
  packet_.images = images_.data();
  packet_.samples = no_samples_.data();
  packet_.bytes = no_bytes_.data();
  packet_.paths = paths_.data();
}

// An output that is a plane has a buffer without pixels; one that is produced has pixels
// even when the sink dropped it, because produce() fills them all.
void RouteFrame::add_port(const Port& port, std::size_t index, std::span<const image::View> planes,
                          image::Rect canvas, bool packet_paths) {
  const bool is_plane = port.request != kNoRequest;
  const image::View* made = nullptr;
  if (is_plane) {
    made = &planes[static_cast<std::size_t>(port.request)];
    produced_[index] = *made;
    for (auto& pointer : produced_[index].plane) pointer = nullptr;
  } else if (port.produced) {
    produced_[index] = buffers_.emplace_back(port.made, canvas).view();
    made = &produced_[index];
  }
  if (!port.kept()) return;
  images_[index] = made;
  if (port.convert_to_agreed()) {
    const image::View& agreed = buffers_.emplace_back(port.agreed.type, canvas).view();
    conversions_.push_back({made, &agreed});
    images_[index] = &agreed;
  }
  if (packet_paths) path_room_[index].resize(port.name.room());
}

void RouteFrame::convert() const {
  for (const Conversion& c : conversions_) image::convert(*c.src, *c.dst, image::bounds_of(*c.dst));
}

const lattice_packet& RouteFrame::packet(const Route& route, std::int64_t frame, std::int64_t pts) {
  packet_.frame = frame;
  packet_.pts = pts;
  for (std::size_t i = 0; i < paths_.size(); ++i)
    if (!path_room_[i].empty()) paths_[i] = route.ports[i]->name.write(frame, path_room_[i]);
  return packet_;
}

Slot::Slot(const Setup& setup, image::Rect canvas) {
  for (const PlaneRequest& request : setup.requests)
    dst.push_back(buffers.emplace_back(request.type, canvas).view());
  for (const auto& route : setup.routes)
    routes.push_back(std::make_unique<RouteFrame>(*route, dst, canvas));
}

}  // namespace lattice::exporter

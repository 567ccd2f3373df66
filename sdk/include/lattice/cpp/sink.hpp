// Sinks as classes: what their members are given and the C tables made of them. The
// contract of every member is in lattice/sink.h, under the same name.
#ifndef LATTICE_CPP_SINK_HPP
#define LATTICE_CPP_SINK_HPP
#include <array>
#include <cassert>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <type_traits>

#include "../sink.h"
#include "host.hpp"
#include "image.hpp"
#include "kind.hpp"

namespace lattice {

// What a constructor is told. Values live as long as the instance. [session]
class SinkBinding {
 public:
  SinkBinding(const lattice_host &host, const lattice_sink_binding &raw) noexcept
      : host_(host), raw_(&raw) {}

  template <class... Ps>
  typename ParamList<Ps...>::Values values(const ParamList<Ps...> &params) const noexcept {
    return detail::values_of(params, raw_->params, raw_->param_count);
  }
  const Host &host() const noexcept { return host_; }

  const lattice_sink_binding &raw() const noexcept { return *raw_; }

 private:
  Host host_;
  const lattice_sink_binding *raw_;
};

// What the artifacts make: for (const lattice_stream& stream : streams). A view.
using Streams = detail::List<const lattice_stream>;
// What the sink wants of it: change `type`, or set `kind` to 0 to drop a stream. A view.
using WantedStreams = detail::List<lattice_stream>;

// "rgba", or "depth.z" for a named output: how to call a stream in a sentence.
inline std::string label_of(const lattice_stream &stream) {
  const std::string name = stream.name == nullptr ? "" : stream.name;
  return name.empty() ? stream.artifact : stream.artifact + ("." + name);
}

// Everything that belongs to one frame, by the number of the stream. A view.
class Packet {
 public:
  explicit Packet(const lattice_packet &raw) noexcept : raw_(&raw) {}

  std::int64_t frame() const noexcept { return raw_->frame; }
  std::int64_t pts() const noexcept { return raw_->pts; }
  std::uint32_t stream_count() const noexcept { return raw_->stream_count; }

  bool has_image(std::uint32_t stream) const noexcept {
    return entry(raw_->images, stream);
  }
  Image image(std::uint32_t stream) const noexcept {
    assert(has_image(stream));
    return Image(*raw_->images[stream]);
  }
  // Null where there is no sound, or no document.
  const lattice_samples *samples(std::uint32_t stream) const noexcept {
    return entry(raw_->samples, stream) ? raw_->samples[stream] : nullptr;
  }
  std::span<const std::byte> bytes(std::uint32_t stream) const noexcept {
    if (!entry(raw_->bytes, stream)) return {};
    return {static_cast<const std::byte *>(raw_->bytes[stream]->data),
            static_cast<std::size_t>(raw_->bytes[stream]->size)};
  }
  // The file for this frame of a FILE_PER_FRAME stream.
  std::string path(std::uint32_t stream) const {
    if (!entry(raw_->paths, stream))
      throw Failure(LATTICE_ERR_ARGUMENT, "the host gives no path for frame " +
                                              std::to_string(raw_->frame) + " of stream " +
                                              std::to_string(stream));
    return raw_->paths[stream];
  }

  const lattice_packet &raw() const noexcept { return *raw_; }

 private:
  template <class T>
  bool entry(T *const *array, std::uint32_t stream) const noexcept {
    return array != nullptr && stream < raw_->stream_count && array[stream] != nullptr;
  }
  const lattice_packet *raw_;
};

enum class Outcome : std::uint32_t {
  ok = LATTICE_END_OK,                // flush and commit
  cancelled = LATTICE_END_CANCELLED,  // leave nothing
  failed = LATTICE_END_FAILED,        // leave nothing
};

namespace detail {

template <class K>
concept Negotiates = requires(K &kind, const Streams &offered,
                              const WantedStreams &wanted) {
  { kind.negotiate(offered, wanted) } -> std::same_as<void>;
};
template <class K>
concept Begins = requires(K &kind, const Streams &streams) {
  { kind.begin(streams) } -> std::same_as<void>;
};
template <class K>
concept Pushes = requires(K &kind, const Packet &packet) {
  { kind.push(packet) } -> std::same_as<void>;
};
template <class K>
concept PushesAtOnce = requires(const K &kind, const Packet &packet) {
  { kind.push(packet) } -> std::same_as<void>;
};
template <class K>
concept Ends = requires(K &kind, Outcome outcome) {
  { kind.end(outcome) } -> std::same_as<void>;
};

template <class K>
struct LATTICE_HIDDEN_ SinkFunctions {
  using Self = Instance<K>;

  static lattice_status create(const lattice_host *host,
                               const lattice_sink_binding *binding, void **self) noexcept {
    return create_instance(host, self, [&] {
      check_count<K>(binding->param_count);
      return new Self{host, K(SinkBinding(*host, *binding))};
    });
  }

  static lattice_status negotiate(void *self, const lattice_stream *const *offered,
                                  lattice_stream *const *wanted,
                                  std::uint32_t count) noexcept {
    auto &it = *static_cast<Self *>(self);
    return guarded(it.host, [&] {
      it.kind.negotiate(Streams(offered, count), WantedStreams(wanted, count));
    });
  }

  static lattice_status begin(void *self, const lattice_stream *const *streams,
                              std::uint32_t count) noexcept {
    auto &it = *static_cast<Self *>(self);
    return guarded(it.host, [&] { it.kind.begin(Streams(streams, count)); });
  }

  static lattice_status push(void *self, const lattice_packet *packet) noexcept {
    // PARALLEL: on several threads at once, so that only a const kind is theirs.
    using Pusher = std::conditional_t<PushesAtOnce<K>, const Self, Self>;
    auto &it = *static_cast<Pusher *>(self);
    return guarded(it.host, [&] { it.kind.push(Packet(*packet)); });
  }

  static lattice_status end(void *self, std::uint32_t outcome) noexcept {
    auto &it = *static_cast<Self *>(self);
    return guarded(it.host, [&] { it.kind.end(static_cast<Outcome>(outcome)); });
  }
};

template <class K>
consteval void check_sink() {
  static_assert(
      Negotiates<K>,
      "a sink needs, public: void negotiate(const lattice::Streams& offered, const "
      "lattice::WantedStreams& wanted)");
  static_assert(Begins<K>, "a sink needs, public: void begin(const lattice::Streams&)");
  static_assert(Pushes<K>, "a sink needs, public: void push(const lattice::Packet&)");
  static_assert(
      !Pushes<K> || (K::about.flags & LATTICE_SINK_PARALLEL) == 0 || PushesAtOnce<K>,
      "`push` of a PARALLEL sink runs on several threads at once: void push(const "
      "lattice::Packet&) const; or leave LATTICE_SINK_PARALLEL out");
  static_assert(Ends<K>, "a sink needs, public: void end(lattice::Outcome)");
  static_assert(std::is_constructible_v<K, const SinkBinding &>,
                "a sink is made from (const lattice::SinkBinding&)");
  static_assert(K::about.planes == 0, "about.planes does not belong to sinks");
  static_assert(
      K::about.extensions[0] != nullptr || (K::about.flags & LATTICE_SINK_NO_FILES) != 0,
      "a sink that writes files names its about.extensions");
}

constexpr std::uint32_t extension_count(const About &about) {
  std::uint32_t count = 0;
  for (const char *extension : about.extensions) {
    if (extension == nullptr) break;
    require(is_name(extension), "an extension is written without a dot: [a-z0-9]+");
    ++count;
  }
  return count;
}

// A copy of about.extensions, for the table to point to: what lies in the author's class is
// as visible as that class.
template <class K>
struct LATTICE_HIDDEN_ ExtensionTable {
  static constexpr auto kNames = std::to_array(K::about.extensions);
};

template <class K>
constexpr lattice_sink describe_sink() {
  auto table = described<K, lattice_sink>();
  check_sink<K>();
  using Functions = SinkFunctions<K>;
  table.flags = K::about.flags;
  table.max_held = K::about.max_held;
  table.extension_count = extension_count(K::about);
  table.extensions = table.extension_count > 0 ? ExtensionTable<K>::kNames.data() : nullptr;
  table.create = &Functions::create;
  table.destroy = &destroy_instance<Instance<K>>;
  table.negotiate = &Functions::negotiate;
  table.begin = &Functions::begin;
  table.push = &Functions::push;
  table.end = &Functions::end;
  return table;
}

template <class K>
LATTICE_HIDDEN_ inline constexpr lattice_sink kSink = describe_sink<K>();

}  // namespace detail
}  // namespace lattice
#endif

// Plugins in C++20, header-only over the C ABI of lattice/plugin.h.
//
//   #include <lattice/plugin.hpp>
//
//   struct Exposure {
//     static constexpr lattice::About about{.id = "com.example.exposure",
//                                           .label = "Exposure",
//                                           .summary = "Multiplies the light.",
//                                           .flags = LATTICE_FILTER_POINTWISE};
//     static constexpr auto params = lattice::params(
//         lattice::f64("stops", "Each stop doubles the light.").range(-20, 20).animates());
//
//     static lattice::Fold fold(const lattice::Frame& frame) noexcept {
//       const auto [stops] = frame.values(params);
//       return lattice::Fold::color(lattice::ColorMatrix::gain(lattice_pow(2, stops)));
//     }
//   };
//
//   LATTICE_PLUGIN("com.example.exposure", "1.0.0", "Example", lattice::Effects<Exposure>);
//
// Kinds     A kind is a class. It has `about`, `params` when it takes any, and those
//           functions of the C table that it needs, under the same names. What is absent is
//           null in the table and has the default that the C header gives. A function that
//           is there but does not fit is a compile error that says what it should look
//           like.
//
//           effects, transitions (filter.hpp):
//             - Kind(const Binding&), or nothing
//             - static bool accepts(const lattice_type& working) noexcept
//             - Fold fold(const Frame&) const
//             - Rect bounds(const Frame&, const PortBounds&) const
//             - Rect roi(const Frame&, uint32_t pass, uint32_t input, const Rect&) const
//             - Passes passes(const Frame&, const PortBounds&) const
//             - uint64_t scratch(const Frame&, uint32_t pass, const Rect&) const noexcept
//             - void tile(const Frame&, const Tile&) const
//             - template <class Pixel> void tile(const Frame&, const Tile&) const
//             - void digest(Hasher&) const
//
//           artifacts (artifact.hpp):
//             - Kind(const ArtifactBinding&, Outputs&)
//             - void produce(const Frame&, const Planes&, const Scene&,
//                            const Buffers&) const
//             - void observe(const Frame&, const Planes&, const Scene&)
//             - void finish(const Files&)
//
//           sinks (sink.hpp):
//             - Kind(const SinkBinding&)
//             - void negotiate(const Streams& offered, const WantedStreams& wanted)
//             - void begin(const Streams&)
//             - void push(const Packet&), const when the sink is PARALLEL
//             - void end(Outcome)
//
//           What is const here may be static as well.
// Threads   As the C header says. [worker] functions are the const ones: many threads at
//           once on one object, without allocation, locks or I/O.
// Errors    Throw lattice::Failure("one sentence") from anywhere, constructors included;
//           any std::exception does. It becomes a status and the sentence. A function that
//           is noexcept keeps that promise or ends the process.
// Instances A filter that is empty and all of whose functions are noexcept, the default
//           constructor included, has no instance: nothing is created for it, and nothing
//           of it can fail.
// Symbols   Tables are local to the library. The classes of a plugin are not, unless it is
//           built with -fvisibility=hidden, as CMake package and pkg-config do it: a
//           static variable in a visible class may be shared with a class of the same name
//           in another plugin.
// Units     Pixels are those of the frame at frame.scale(); rects are half-open; colours in
//           pixels are premultiplied.
// Views     Frame, Tile, Image and their like point to what the host gave: valid during the
//           call, unless they say otherwise.
// Math      lattice/math.h is included: lattice_pow and its kin instead of libm's.
#ifndef LATTICE_PLUGIN_HPP
#define LATTICE_PLUGIN_HPP
#if __cplusplus < 202002L
#error "lattice/plugin.hpp needs C++20: compile with -std=c++20"
#endif
#include "cpp/artifact.hpp"
#include "cpp/failure.hpp"
#include "cpp/filter.hpp"
#include "cpp/filter_table.hpp"
#include "cpp/fold.hpp"
#include "cpp/frame.hpp"
#include "cpp/host.hpp"
#include "cpp/image.hpp"
#include "cpp/kind.hpp"
#include "cpp/library.hpp"
#include "cpp/param.hpp"
#include "cpp/param_list.hpp"
#include "cpp/rect.hpp"
#include "cpp/sink.hpp"
#include "cpp/value.hpp"
#include "math.h"
#endif

// How a sink says no: one exception inside the library, a status and a sentence outside.
#pragma once
#include <lattice/host.h>

#include <exception>
#include <new>
#include <string>
#include <utility>

namespace lattice::sinks {

// Thrown by the code of a sink, caught by guarded(); never leaves the library.
struct Refusal {
  lattice_status status;
  std::string text;  // what is wrong, where, what to do
};

[[noreturn]] inline void refuse(lattice_status status, std::string text) {
  throw Refusal{status, std::move(text)};
}

// Runs `body` for a function of the C ABI. [any]
template <class Body>
lattice_status guarded(const lattice_host* host, Body&& body) noexcept {
  try {
    std::forward<Body>(body)();
    return LATTICE_OK;
  } catch (const Refusal& refusal) {
    host->set_error(host, refusal.text.c_str());
    return refusal.status;
  } catch (const std::bad_alloc&) {
    host->set_error(host,
                    "out of memory; export fewer frames at a time (--threads 1) or a smaller "
                    "resolution");
    return LATTICE_ERR_MEMORY;
  } catch (const std::exception& e) {
    host->set_error(host, e.what());
    return LATTICE_ERR_PLUGIN;
  } catch (...) {
    host->set_error(host, "an exception without a text; please report it with the composition");
    return LATTICE_ERR_PLUGIN;
  }
}

}  // namespace lattice::sinks

// How a plugin says no: one exception inside the library, a status and a sentence outside.
#ifndef LATTICE_CPP_FAILURE_HPP
#define LATTICE_CPP_FAILURE_HPP
#include <exception>
#include <new>
#include <string>
#include <utility>

#include "../host.h"

namespace lattice {

// Throw it from any function of a kind. `text` is one sentence: what is wrong, where, what
// to do; the host adds the names of plugin, node and frame. Throwing allocates, so that the
// good path of a [worker] function stays free of it only when it throws for failures alone.
class Failure : public std::exception {
 public:
  explicit Failure(std::string text) : Failure(LATTICE_ERR_PLUGIN, std::move(text)) {}
  Failure(lattice_status status, std::string text)
      : text_(std::move(text)),
        status_(status == LATTICE_OK ? LATTICE_ERR_PLUGIN : status) {}

  lattice_status status() const noexcept { return status_; }
  const char *what() const noexcept override { return text_.c_str(); }

 private:
  std::string text_;
  lattice_status status_;  // never LATTICE_OK
};

namespace detail {

// Runs `body` for a function of the C ABI: nothing leaves it but a status. [any]
template <class Body>
lattice_status guarded(const lattice_host *host, Body &&body) noexcept {
  try {
    std::forward<Body>(body)();
    return LATTICE_OK;
  } catch (const Failure &failure) {
    host->set_error(host, failure.what());
    return failure.status();
  } catch (const std::bad_alloc &) {
    host->set_error(host, "out of memory; use fewer threads or a smaller resolution");
    return LATTICE_ERR_MEMORY;
  } catch (const std::exception &e) {
    host->set_error(host, e.what());
    return LATTICE_ERR_PLUGIN;
  } catch (...) {
    host->set_error(host,
                    "an exception without a text; please report it to the plugin's author");
    return LATTICE_ERR_PLUGIN;
  }
}

}  // namespace detail
}  // namespace lattice
#endif

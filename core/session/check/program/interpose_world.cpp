// The clock and the random numbers of the other world: years later, and other ones. All else
// is as it was, so that a difference in the pixels has no other cause.
#include "session/check/program/interpose.h"

#if !defined(__SANITIZE_THREAD__)
#include <sys/random.h>
#include <sys/time.h>
#include <sys/types.h>
#include <time.h>

#include <cstdint>
#include <cstdlib>

using lattice::session::check::in_other_world;
using lattice::session::check::real;

namespace {

constexpr time_t kLaterSeconds = 123'456'789;
constexpr long kOtherBits = 0x2A5A5A5A;

void change(void* data, std::size_t size) {
  auto* bytes = static_cast<std::uint8_t*>(data);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(bytes[i] ^ 0xA5);
}

}  // namespace

LATTICE_STANDS_IN int clock_gettime(clockid_t clock, timespec* out) noexcept {
  static int (*known)(clockid_t, timespec*) = nullptr;
  const int status = real(known, "clock_gettime")(clock, out);
  if (status == 0 && in_other_world()) {
    out->tv_sec += kLaterSeconds;
    out->tv_nsec = 999'999'999 - out->tv_nsec;
  }
  return status;
}

LATTICE_STANDS_IN time_t time(time_t* out) noexcept {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  if (out != nullptr) *out = now.tv_sec;
  return now.tv_sec;
}

LATTICE_STANDS_IN int gettimeofday(timeval* out, void*) noexcept {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  out->tv_sec = now.tv_sec;
  out->tv_usec = now.tv_nsec / 1000;
  return 0;
}

LATTICE_STANDS_IN int timespec_get(timespec* out, int base) noexcept {
  if (base != TIME_UTC) return 0;
  return clock_gettime(CLOCK_REALTIME, out) == 0 ? base : 0;
}

LATTICE_STANDS_IN clock_t clock() noexcept {
  static clock_t (*known)() = nullptr;
  const clock_t ticks = real(known, "clock")();
  return in_other_world() ? ticks + 987'654'321 : ticks;
}

LATTICE_STANDS_IN long random() noexcept {
  static long (*known)() = nullptr;
  const long number = real(known, "random")();
  return in_other_world() ? number ^ kOtherBits : number;
}

LATTICE_STANDS_IN int rand() noexcept {
  static int (*known)() = nullptr;
  const int number = real(known, "rand")();
  return in_other_world() ? number ^ static_cast<int>(kOtherBits) : number;
}

LATTICE_STANDS_IN long lrand48() noexcept {
  static long (*known)() = nullptr;
  const long number = real(known, "lrand48")();
  return in_other_world() ? number ^ kOtherBits : number;
}

LATTICE_STANDS_IN double drand48() noexcept {
  static double (*known)() = nullptr;
  const double number = real(known, "drand48")();
  return in_other_world() ? number / 2 : number;
}

LATTICE_STANDS_IN ssize_t getrandom(void* data, std::size_t size, unsigned flags) {
  static ssize_t (*known)(void*, std::size_t, unsigned) = nullptr;
  const ssize_t got = real(known, "getrandom")(data, size, flags);
  if (got > 0 && in_other_world()) change(data, static_cast<std::size_t>(got));
  return got;
}

LATTICE_STANDS_IN int getentropy(void* data, std::size_t size) {
  static int (*known)(void*, std::size_t) = nullptr;
  const int status = real(known, "getentropy")(data, size);
  if (status == 0 && in_other_world()) change(data, size);
  return status;
}

#endif

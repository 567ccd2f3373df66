// The clock and the random numbers of the other world: years earlier, and other ones. All else
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

constexpr std::int64_t kSecond = 1'000'000'000;
// Earlier, because the kernel knows nothing of it: who waits until a moment of this clock finds
// it past and goes on. A later clock would have them wait for years. By a constant, so that it
// never runs backwards.
constexpr std::int64_t kEarlierWall = 123'456'789 * kSecond + 987'654'321;
constexpr std::int64_t kEarlierSteady = 987'654'321;  // it may count from zero at boot

// Of clocks that are times; what counts a process's work differs from run to run anyway.
std::int64_t shift_of(clockid_t clock) {
  switch (clock) {
    case CLOCK_REALTIME:
    case CLOCK_REALTIME_COARSE:
    case CLOCK_TAI: return kEarlierWall;
    case CLOCK_MONOTONIC:
    case CLOCK_MONOTONIC_COARSE:
    case CLOCK_MONOTONIC_RAW:
    case CLOCK_BOOTTIME: return kEarlierSteady;
    default: return 0;
  }
}

timespec earlier(const timespec& now, std::int64_t by) {
  const std::int64_t then = std::int64_t{now.tv_sec} * kSecond + now.tv_nsec - by;
  if (then < 0) return {0, 0};
  return {static_cast<time_t>(then / kSecond), static_cast<long>(then % kSecond)};
}
constexpr long kOtherBits = 0x2A5A5A5A;

void change(void* data, std::size_t size) {
  auto* bytes = static_cast<std::uint8_t*>(data);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(bytes[i] ^ 0xA5);
}

}  // namespace

LATTICE_STANDS_IN int clock_gettime(clockid_t clock, timespec* out) noexcept {
  static int (*known)(clockid_t, timespec*) = nullptr;
  const int status = real(known, "clock_gettime")(clock, out);
  if (status == 0 && in_other_world()) *out = earlier(*out, shift_of(clock));
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

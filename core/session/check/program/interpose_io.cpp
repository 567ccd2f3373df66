// The common ways to read and write, and to wait. A plugin finds others when it wants to;
// these are the ones that are used without a thought.
#include "session/check/program/interpose.h"

#if !defined(__SANITIZE_THREAD__)
#include <fcntl.h>
#include <sys/types.h>
#include <time.h>

#include <cstdarg>
#include <cstdio>

using lattice::session::check::Forbidden;
using lattice::session::check::note_forbidden;
using lattice::session::check::real;

namespace {

int mode_of(int flags, std::va_list& arguments) {
  const bool creates = (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
  return creates ? va_arg(arguments, int) : 0;
}

}  // namespace

#define LATTICE_OPEN(name)                                       \
  LATTICE_STANDS_IN int name(const char* path, int flags, ...) { \
    static int (*known)(const char*, int, ...) = nullptr;        \
    note_forbidden(Forbidden::io, #name);                        \
    std::va_list arguments;                                      \
    va_start(arguments, flags);                                  \
    const int mode = mode_of(flags, arguments);                  \
    va_end(arguments);                                           \
    return real(known, #name)(path, flags, mode);                \
  }
LATTICE_OPEN(open)
LATTICE_OPEN(open64)
#undef LATTICE_OPEN

#define LATTICE_OPENAT(name)                                                 \
  LATTICE_STANDS_IN int name(int folder, const char* path, int flags, ...) { \
    static int (*known)(int, const char*, int, ...) = nullptr;               \
    note_forbidden(Forbidden::io, #name);                                    \
    std::va_list arguments;                                                  \
    va_start(arguments, flags);                                              \
    const int mode = mode_of(flags, arguments);                              \
    va_end(arguments);                                                       \
    return real(known, #name)(folder, path, flags, mode);                    \
  }
LATTICE_OPENAT(openat)
LATTICE_OPENAT(openat64)
#undef LATTICE_OPENAT

// What _FORTIFY_SOURCE makes of them.
#define LATTICE_OPEN_2(name)                                \
  LATTICE_STANDS_IN int name(const char* path, int flags) { \
    static int (*known)(const char*, int) = nullptr;        \
    note_forbidden(Forbidden::io, #name);                   \
    return real(known, #name)(path, flags);                 \
  }
LATTICE_OPEN_2(__open_2)
LATTICE_OPEN_2(__open64_2)
#undef LATTICE_OPEN_2

#define LATTICE_OPENAT_2(name)                                          \
  LATTICE_STANDS_IN int name(int folder, const char* path, int flags) { \
    static int (*known)(int, const char*, int) = nullptr;               \
    note_forbidden(Forbidden::io, #name);                               \
    return real(known, #name)(folder, path, flags);                     \
  }
LATTICE_OPENAT_2(__openat_2)
LATTICE_OPENAT_2(__openat64_2)
#undef LATTICE_OPENAT_2

#define LATTICE_FOPEN(name)                                               \
  LATTICE_STANDS_IN std::FILE* name(const char* path, const char* mode) { \
    static std::FILE* (*known)(const char*, const char*) = nullptr;       \
    note_forbidden(Forbidden::io, #name);                                 \
    return real(known, #name)(path, mode);                                \
  }
LATTICE_FOPEN(fopen)
LATTICE_FOPEN(fopen64)
#undef LATTICE_FOPEN

LATTICE_STANDS_IN ssize_t read(int fd, void* data, std::size_t size) {
  static ssize_t (*known)(int, void*, std::size_t) = nullptr;
  note_forbidden(Forbidden::io, "read");
  return real(known, "read")(fd, data, size);
}

LATTICE_STANDS_IN ssize_t __read_chk(int fd, void* data, std::size_t size, std::size_t room) {
  static ssize_t (*known)(int, void*, std::size_t, std::size_t) = nullptr;
  note_forbidden(Forbidden::io, "read");
  return real(known, "__read_chk")(fd, data, size, room);
}

LATTICE_STANDS_IN ssize_t pread(int fd, void* data, std::size_t size, off_t at) {
  static ssize_t (*known)(int, void*, std::size_t, off_t) = nullptr;
  note_forbidden(Forbidden::io, "pread");
  return real(known, "pread")(fd, data, size, at);
}

LATTICE_STANDS_IN ssize_t write(int fd, const void* data, std::size_t size) {
  static ssize_t (*known)(int, const void*, std::size_t) = nullptr;
  note_forbidden(Forbidden::io, "write");
  return real(known, "write")(fd, data, size);
}

LATTICE_STANDS_IN std::size_t fwrite(const void* data, std::size_t size, std::size_t count,
                                     std::FILE* file) {
  static std::size_t (*known)(const void*, std::size_t, std::size_t, std::FILE*) = nullptr;
  note_forbidden(Forbidden::io, "fwrite");
  return real(known, "fwrite")(data, size, count, file);
}

LATTICE_STANDS_IN int fputs(const char* text, std::FILE* file) {
  static int (*known)(const char*, std::FILE*) = nullptr;
  note_forbidden(Forbidden::io, "fputs");
  return real(known, "fputs")(text, file);
}

LATTICE_STANDS_IN int fputc(int character, std::FILE* file) {
  static int (*known)(int, std::FILE*) = nullptr;
  note_forbidden(Forbidden::io, "fputc");
  return real(known, "fputc")(character, file);
}

LATTICE_STANDS_IN int puts(const char* text) {
  static int (*known)(const char*) = nullptr;
  note_forbidden(Forbidden::io, "puts");
  return real(known, "puts")(text);
}

LATTICE_STANDS_IN int printf(const char* format, ...) {
  note_forbidden(Forbidden::io, "printf");
  std::va_list arguments;
  va_start(arguments, format);
  const int written = std::vprintf(format, arguments);
  va_end(arguments);
  return written;
}

LATTICE_STANDS_IN int fprintf(std::FILE* file, const char* format, ...) {
  note_forbidden(Forbidden::io, "fprintf");
  std::va_list arguments;
  va_start(arguments, format);
  const int written = std::vfprintf(file, format, arguments);
  va_end(arguments);
  return written;
}

LATTICE_STANDS_IN int __vfprintf_chk(std::FILE* file, int flag, const char* format,
                                     std::va_list arguments) {
  static int (*known)(std::FILE*, int, const char*, std::va_list) = nullptr;
  note_forbidden(Forbidden::io, "vfprintf");
  return real(known, "__vfprintf_chk")(file, flag, format, arguments);
}

LATTICE_STANDS_IN int __printf_chk(int, const char* format, ...) {
  note_forbidden(Forbidden::io, "printf");
  std::va_list arguments;
  va_start(arguments, format);
  const int written = std::vprintf(format, arguments);
  va_end(arguments);
  return written;
}

LATTICE_STANDS_IN int __fprintf_chk(std::FILE* file, int, const char* format, ...) {
  note_forbidden(Forbidden::io, "fprintf");
  std::va_list arguments;
  va_start(arguments, format);
  const int written = std::vfprintf(file, format, arguments);
  va_end(arguments);
  return written;
}

LATTICE_STANDS_IN int nanosleep(const timespec* wanted, timespec* left) {
  static int (*known)(const timespec*, timespec*) = nullptr;
  note_forbidden(Forbidden::io, "nanosleep");
  return real(known, "nanosleep")(wanted, left);
}

LATTICE_STANDS_IN int usleep(unsigned microseconds) {
  static int (*known)(unsigned) = nullptr;
  note_forbidden(Forbidden::io, "usleep");
  return real(known, "usleep")(microseconds);
}

#endif

#include <lattice/files.h>

#include <cstring>
#include <string>

#include "session/check/fake_files.h"
#include "support/catch.h"

using lattice::session::check::FakeFiles;
using Call = FakeFiles::Call;

namespace {

lattice_file* open(const FakeFiles& files, const char* path) {
  lattice_file* file = nullptr;
  REQUIRE(files.table().open(&files.table(), path, &file) == LATTICE_OK);
  return file;
}

lattice_status write(const FakeFiles& files, lattice_file* file, const std::string& bytes) {
  return files.table().write(file, bytes.data(), bytes.size());
}

}  // namespace

TEST_CASE("what is committed is recorded under its path with its bytes", "[check]") {
  const FakeFiles files;
  lattice_file* file = open(files, "a/b.bin");
  CHECK(write(files, file, "head") == LATTICE_OK);
  CHECK(files.left_open() == std::vector<std::string>{"a/b.bin"});
  CHECK(files.committed().empty());
  CHECK(files.table().commit(file) == LATTICE_OK);
  CHECK(files.left_open().empty());
  CHECK(files.committed().at("a/b.bin") == "head");
  CHECK(files.calls(Call::kWrite) == 1);
  CHECK(files.misuse().empty());
}

TEST_CASE("a file can be sought in, read, and grow behind its end", "[check]") {
  const FakeFiles files;
  lattice_file* file = open(files, "film");
  REQUIRE(write(files, file, "abcdef") == LATTICE_OK);
  REQUIRE(files.table().seek(file, 1) == LATTICE_OK);
  char read[16];
  std::uint64_t got = 0;
  REQUIRE(files.table().read(file, read, sizeof read, &got) == LATTICE_OK);
  CHECK(std::string(read, got) == "bcdef");
  REQUIRE(files.table().read(file, read, sizeof read, &got) == LATTICE_OK);
  CHECK(got == 0);
  REQUIRE(files.table().seek(file, 8) == LATTICE_OK);
  REQUIRE(write(files, file, "x") == LATTICE_OK);
  CHECK(files.table().size(file) == 9);
  REQUIRE(files.table().commit(file) == LATTICE_OK);
  CHECK(files.committed().at("film") == std::string("abcdef\0\0x", 9));
}

TEST_CASE("a full disk stays full, and a file that met it cannot be committed", "[check]") {
  const FakeFiles files({Call::kWrite, 2});
  lattice_file* torn = open(files, "torn");
  lattice_file* whole = open(files, "whole");
  CHECK(write(files, whole, "1") == LATTICE_OK);
  CHECK_FALSE(files.failed());
  CHECK(write(files, torn, "2") == LATTICE_ERR_IO);
  CHECK(files.failed());
  CHECK(write(files, torn, "3") == LATTICE_ERR_IO);
  CHECK(files.table().commit(torn) == LATTICE_ERR_IO);
  CHECK(files.table().commit(whole) == LATTICE_OK);
  CHECK(files.committed().size() == 1);
  CHECK(files.misuse().empty());
}

TEST_CASE("opening and committing fail where they are told to", "[check]") {
  const FakeFiles no_open({Call::kOpen, 1});
  lattice_file* file = nullptr;
  CHECK(no_open.table().open(&no_open.table(), "x", &file) == LATTICE_ERR_IO);
  CHECK(file == nullptr);
  const FakeFiles no_commit({Call::kCommit, 1});
  file = open(no_commit, "x");
  CHECK(no_commit.table().commit(file) == LATTICE_ERR_IO);
  CHECK(no_commit.committed().empty());
  CHECK(no_commit.left_open().empty());
}

TEST_CASE("a file that is used after it is gone is a misuse, not a crash", "[check]") {
  const FakeFiles files;
  lattice_file* file = open(files, "late");
  files.table().discard(file);
  files.table().discard(nullptr);
  CHECK(files.misuse().empty());
  CHECK(write(files, file, "x") == LATTICE_ERR_ARGUMENT);
  CHECK(files.table().commit(file) == LATTICE_ERR_ARGUMENT);
  CHECK(files.misuse().find("write() was called on \"late\"") != std::string::npos);
  CHECK(files.committed().empty());
}

TEST_CASE("a path that leaves the folder is refused and noted", "[check]") {
  for (const char* path : {"", "/etc/passwd", "../up", "a//b", "a/./b"}) {
    CAPTURE(path);
    const FakeFiles files;
    lattice_file* file = nullptr;
    CHECK(files.table().open(&files.table(), path, &file) == LATTICE_ERR_ARGUMENT);
    CHECK(file == nullptr);
    CHECK_FALSE(files.misuse().empty());
  }
}

#include "export/files.h"

#include <cerrno>
#include <cstring>
#include <thread>

#include "bench.h"
#include "support/catch.h"

using namespace lattice;
using namespace lattice::exporter;
namespace fs = std::filesystem;

namespace {

lattice_file* open_file(Files& files, const char* path) {
  lattice_file* file = nullptr;
  REQUIRE(files.table().open(&files.table(), path, &file) == LATTICE_OK);
  return file;
}

void write_text(Files& files, lattice_file* file, const std::string& text) {
  REQUIRE(files.table().write(file, text.data(), text.size()) == LATTICE_OK);
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a file has its name only once it is committed", "[export][files]") {
  TempFolder folder;
  Files files(folder.path() / "out");
  CHECK(folder.files().empty());
  lattice_file* file = open_file(files, "a/b/x.png");
  write_text(files, file, "hello");
  REQUIRE(folder.files().size() == 1);
  const std::string temporary = folder.files()[0];
  CHECK(contains(temporary, "out/a/b/.lattice-"));
  CHECK(contains(temporary, "-x.png.part"));
  CHECK(files.committed().empty());

  REQUIRE(files.table().commit(file) == LATTICE_OK);
  CHECK(folder.files() == std::vector<std::string>{"out/a/b/x.png"});
  CHECK(folder.read("out/a/b/x.png") == "hello");
  CHECK(files.committed() == std::vector<std::string>{"a/b/x.png"});
  CHECK(files.bytes_committed() == 5);
}

TEST_CASE("what is discarded or forgotten leaves neither files nor folders", "[export][files]") {
  TempFolder folder;
  {
    Files files(folder.path() / "deep/out");
    lattice_file* discarded = open_file(files, "a/x.png");
    write_text(files, discarded, "x");
    open_file(files, "b/y.png");
    files.table().discard(discarded);
    files.table().discard(nullptr);
  }
  CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("folders that were there before stay, empty or not", "[export][files]") {
  TempFolder folder;
  fs::create_directories(folder.path() / "out/old");
  {
    Files files(folder.path() / "out");
    open_file(files, "old/x.png");
  }
  CHECK(fs::is_directory(folder.path() / "out/old"));
  CHECK(folder.files().empty());
}

TEST_CASE("writing, seeking and reading work in any order and size", "[export][files]") {
  TempFolder folder;
  Files files(folder.path());
  const auto& io = files.table();
  lattice_file* file = open_file(files, "x.bin");
  std::string expected;
  // Small pieces, then one larger than any buffer, then small ones again.
  for (int i = 0; i < 1000; ++i) {
    const std::string piece = "piece " + std::to_string(i) + "\n";
    write_text(files, file, piece);
    expected += piece;
  }
  const std::string large(std::size_t{700} << 10, 'L');
  write_text(files, file, large);
  write_text(files, file, "end");
  expected += large + "end";
  CHECK(io.size(file) == expected.size());

  REQUIRE(io.seek(file, 6) == LATTICE_OK);
  write_text(files, file, "X");
  expected[6] = 'X';
  char back[8];
  std::uint64_t got = 0;
  REQUIRE(io.seek(file, 4) == LATTICE_OK);
  REQUIRE(io.read(file, back, sizeof back, &got) == LATTICE_OK);
  CHECK(got == sizeof back);
  CHECK(std::string(back, 8) == expected.substr(4, 8));
  write_text(files, file, "YY");  // behind what was read
  expected.replace(12, 2, "YY");

  REQUIRE(io.seek(file, expected.size()) == LATTICE_OK);
  REQUIRE(io.read(file, back, sizeof back, &got) == LATTICE_OK);
  CHECK(got == 0);
  REQUIRE(io.seek(file, expected.size() + 3) == LATTICE_OK);
  write_text(files, file, "!");
  expected += std::string(3, '\0') + "!";
  CHECK(io.size(file) == expected.size());
  REQUIRE(io.commit(file) == LATTICE_OK);
  CHECK(folder.read("x.bin") == expected);
  CHECK(files.bytes_committed() == expected.size());
}

TEST_CASE("an older file of the same name is replaced, and only at commit", "[export][files]") {
  TempFolder folder;
  std::ofstream(folder.path() / "x.png") << "old";
  Files files(folder.path());
  lattice_file* file = open_file(files, "x.png");
  write_text(files, file, "new");
  CHECK(folder.read("x.png") == "old");
  REQUIRE(files.table().commit(file) == LATTICE_OK);
  CHECK(folder.read("x.png") == "new");
}

TEST_CASE("paths that would leave the output folder are refused", "[export][files]") {
  struct Case {
    std::string path, why;
  };
  const auto c = GENERATE(values<Case>({
      {"", "names no file"},
      {"/etc/x", "absolute"},
      {"../x", "\"..\" would leave"},
      {"a/../../x", "\"..\" would leave"},
      {"a/..", "\"..\" would leave"},
      {"./x", "\".\" is no name"},
      {"a//x", "is empty"},
      {"a/", "is empty"},
  }));
  CAPTURE(c.path);
  TempFolder folder;
  Files files(folder.path() / "out");
  lattice_file* file = nullptr;
  CHECK(files.table().open(&files.table(), c.path.c_str(), &file) == LATTICE_ERR_ARGUMENT);
  CHECK(file == nullptr);
  const std::string text = files.take_error();
  CHECK(contains(text, "\"" + c.path + "\""));
  CHECK(contains(text, c.why));
  CHECK(files.take_error().empty());
  CHECK(folder.files().empty());
}

TEST_CASE("names that merely look like steps upwards are names", "[export][files]") {
  TempFolder folder;
  Files files(folder.path());
  CHECK(files.table().commit(open_file(files, "..a/b..c/...")) == LATTICE_OK);
  CHECK(files.committed() == std::vector<std::string>{"..a/b..c/..."});
}

TEST_CASE("a name of the greatest length still finds room for its temporary name",
          "[export][files]") {
  TempFolder folder;
  Files files(folder.path());
  const std::string name(255, 'n');
  CHECK(files.table().commit(open_file(files, name.c_str())) == LATTICE_OK);
  lattice_file* file = nullptr;
  const std::string longer(256, 'n');
  lattice_status status = files.table().open(&files.table(), longer.c_str(), &file);
  if (status == LATTICE_OK) status = files.table().commit(file);  // the rename notices
  CHECK(status == LATTICE_ERR_IO);
  CHECK(contains(files.take_error(), "choose a shorter name"));
  CHECK(folder.files() == std::vector<std::string>{name});
}

TEST_CASE("a file in the place of a folder is named", "[export][files]") {
  TempFolder folder;
  std::ofstream(folder.path() / "taken") << "x";
  Files files(folder.path() / "taken");
  lattice_file* file = nullptr;
  CHECK(files.table().open(&files.table(), "x.png", &file) == LATTICE_ERR_IO);
  CHECK(contains(files.take_error(), "is a file, not a folder"));
  const auto writable = check_writable(folder.path() / "taken/below");
  REQUIRE_FALSE(writable);
  CHECK(writable.error().code == Code::output);
  CHECK(contains(writable.error().what, "Not a directory"));
}

TEST_CASE("a folder in the place of a file is named before anything is written",
          "[export][files]") {
  TempFolder folder;
  fs::create_directories(folder.path() / "x.png");
  Files files(folder.path());
  lattice_file* file = nullptr;
  CHECK(files.table().open(&files.table(), "x.png", &file) == LATTICE_ERR_IO);
  CHECK(contains(files.take_error(), "a folder has this name"));
}

TEST_CASE("a folder where nothing can be made is an error with the system's reason",
          "[export][files]") {
  // procfs refuses new folders to everybody, root included.
  Files files("/proc/lattice-test");
  lattice_file* file = nullptr;
  CHECK(files.table().open(&files.table(), "x.png", &file) == LATTICE_ERR_IO);
  const std::string text = files.take_error();
  CHECK(contains(text, "cannot create \"/proc/lattice-test/x.png\": "));
  CHECK(contains(text, "; "));
}

TEST_CASE("a folder that vanishes is an error at the next file and at commit", "[export][files]") {
  TempFolder folder;
  const fs::path root = folder.path() / "out";
  Files files(root);
  lattice_file* first = open_file(files, "x.png");
  write_text(files, first, "x");
  fs::remove_all(root);
  CHECK(files.table().commit(first) == LATTICE_ERR_IO);
  CHECK(contains(files.take_error(), "No such file or directory"));
  lattice_file* second = nullptr;
  CHECK(files.table().open(&files.table(), "y.png", &second) == LATTICE_ERR_IO);
  CHECK(contains(files.take_error(), "no such folder can be made there"));
  CHECK_FALSE(fs::exists(root));
}

namespace {

// A disk that takes so many bytes and no more; one write in two is cut short before that.
std::atomic<std::int64_t> disk_left{0};

ssize_t write_to_small_disk(int fd, const void* data, std::size_t size, off_t at) {
  if (size > 1 && size % 2 == 0) size /= 2;
  if (disk_left < static_cast<std::int64_t>(size)) {
    errno = ENOSPC;
    return -1;
  }
  disk_left -= static_cast<std::int64_t>(size);
  return ::pwrite(fd, data, size, at);
}

}  // namespace

TEST_CASE("a full disk breaks the file for good, and it can only go", "[export][files]") {
  TempFolder folder;
  disk_left = 300 << 10;
  Files files(folder.path() / "out", nullptr, &write_to_small_disk);
  lattice_file* whole = open_file(files, "whole.bin");
  lattice_file* broken = open_file(files, "broken.bin");
  const std::string text(200 << 10, 'x');
  write_text(files, whole, text);
  REQUIRE(files.table().commit(whole) == LATTICE_OK);
  CHECK(folder.read("out/whole.bin") == text);

  write_text(files, broken, text);  // still in memory
  CHECK(files.table().write(broken, text.data(), text.size()) == LATTICE_ERR_IO);
  const std::string error = files.take_error();
  CHECK(contains(error, "cannot write"));
  CHECK(contains(error, "broken.bin\": No space left on device; free some space"));
  CHECK(files.table().write(broken, "x", 1) == LATTICE_ERR_IO);
  CHECK(files.table().seek(broken, 0) == LATTICE_ERR_IO);
  CHECK(files.table().commit(broken) == LATTICE_ERR_IO);
  CHECK(folder.files() == std::vector<std::string>{"out/whole.bin"});
}

TEST_CASE("a full disk noticed at commit fails the commit", "[export][files]") {
  TempFolder folder;
  disk_left = 0;
  Files files(folder.path(), nullptr, &write_to_small_disk);
  lattice_file* file = open_file(files, "x.bin");
  write_text(files, file, "x");
  CHECK(files.table().commit(file) == LATTICE_ERR_IO);
  CHECK(contains(files.take_error(), "No space left on device"));
  CHECK(folder.files().empty());
}

TEST_CASE("a thread takes its own error first", "[export][files]") {
  TempFolder folder;
  Files files(folder.path());
  lattice_file* file = nullptr;
  CHECK(files.table().open(&files.table(), "/mine", &file) == LATTICE_ERR_ARGUMENT);
  std::thread([&] { files.table().open(&files.table(), "/theirs", &file); }).join();
  CHECK(contains(files.take_error(false), "/mine"));
  CHECK(files.take_error(false).empty());
  CHECK(contains(files.take_error(), "/theirs"));
  CHECK(files.take_error().empty());
}

TEST_CASE("a committed file can be taken back", "[export][files]") {
  TempFolder folder;
  Files files(folder.path());
  for (const char* name : {"a.png", "b.png"}) {
    lattice_file* file = open_file(files, name);
    write_text(files, file, "1234");
    REQUIRE(files.table().commit(file) == LATTICE_OK);
  }
  CHECK(files.remove("a.png"));
  CHECK_FALSE(files.remove("a.png"));
  CHECK(folder.files() == std::vector<std::string>{"b.png"});
  CHECK(files.committed() == std::vector<std::string>{"b.png"});
  CHECK(files.bytes_committed() == 4);
}

TEST_CASE("many threads write their own files at once", "[export][files]") {
  TempFolder folder;
  Files files(folder.path());
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&files, t] {
      for (int i = 0; i < 25; ++i) {
        const std::string name = std::to_string(t) + "/" + std::to_string(i);
        lattice_file* file = nullptr;
        if (files.table().open(&files.table(), name.c_str(), &file) != LATTICE_OK) return;
        files.table().write(file, name.data(), name.size());
        files.table().commit(file);
      }
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(files.committed().size() == 100);
  CHECK(folder.read("3/24") == "3/24");
}

#include "plugin/elf_file.h"
#include "support/catch.h"
#include "workspace.h"

namespace lattice::plugin {

TEST_CASE("the build-id of a library is read without opening it", "[plugin][elf]") {
  const auto plain = read_elf(built_plugin("plain").string());
  const auto next = read_elf(built_plugin("plain_next").string());
  REQUIRE(plain);
  REQUIRE(next);
  CHECK(plain->build_id.size() >= 16);
  CHECK(plain->build_id.find_first_not_of("0123456789abcdef") == std::string::npos);
  CHECK(plain->build_id != next->build_id);
}

TEST_CASE("a library without a build-id is fine", "[plugin][elf]") {
  const auto bare = read_elf(built_plugin("bare").string());
  REQUIRE(bare);
  CHECK(bare->build_id.empty());
}

TEST_CASE("a library that is cut short anywhere is refused", "[plugin][elf]") {
  const Workspace workspace;
  const std::string whole = read_file(built_plugin("plain"));
  REQUIRE(whole.size() > 4096);
  for (std::size_t size = 0; size < whole.size(); size += size < 1024 ? 13 : 1009) {
    CAPTURE(size);
    const auto path = workspace.write("cut.so", whole.substr(0, size));
    CHECK_FALSE(read_elf(path.string()));
  }
}

TEST_CASE("no damage to the headers of a library leads outside the file", "[plugin][elf]") {
  const Workspace workspace;
  const std::string whole = read_file(built_plugin("plain"));
  std::size_t refused = 0;
  for (std::size_t at = 0; at < 200; ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(0xFF);
    const auto path = workspace.write("damaged.so", damaged);
    const auto facts = read_elf(path.string());
    if (facts)
      CHECK(facts->build_id.size() <= 128);
    else
      ++refused;
  }
  CHECK(refused > 0);
}

TEST_CASE("what is no shared library is refused by what it is", "[plugin][elf]") {
  const Workspace workspace;
  using Catch::Matchers::Contains;
  CHECK_THAT(read_elf(workspace.write("a.so", "plain text").string()).error().what,
             Contains("not an ELF file"));
  CHECK_THAT(read_elf(workspace.write("b.so", "").string()).error().what,
             Contains("not an ELF file"));
  CHECK_THAT(read_elf(workspace.path("absent.so").string()).error().what,
             Contains("cannot be read"));
  std::string other = read_file(built_plugin("plain"));
  other[18] = 8;  // e_machine: MIPS
  CHECK_THAT(read_elf(workspace.write("c.so", other).string()).error().what,
             Contains("another processor"));
}

}  // namespace lattice::plugin

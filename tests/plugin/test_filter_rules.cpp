#include <string>

#include "plugin/filter_rules.h"
#include "support/catch.h"

using Catch::Matchers::Contains;
using lattice::plugin::find_fault;

namespace {

lattice_fold fold_of(std::uint32_t kind) {
  lattice_fold fold{};
  fold.struct_size = sizeof fold;
  fold.kind = kind;
  return fold;
}

std::string fault_of(const lattice_fold& fold) {
  return find_fault(fold, fold.kind == LATTICE_FOLD_MIX).value_or("");
}

}  // namespace

TEST_CASE("a fold of known bits is taken", "[plugin][filter]") {
  for (std::uint32_t kind = LATTICE_FOLD_NONE; kind <= LATTICE_FOLD_MIX; ++kind) {
    CAPTURE(kind);
    CHECK(fault_of(fold_of(kind)) == "");
  }
  lattice_fold color = fold_of(LATTICE_FOLD_COLOR);
  color.flags = LATTICE_FOLD_CLAMP;
  for (const int space : {0, 2, 3}) {
    color.space = static_cast<std::uint16_t>(space);
    CHECK(fault_of(color) == "");
  }
  lattice_fold mix = fold_of(LATTICE_FOLD_MIX);
  mix.flags = LATTICE_FOLD_MIX_OVER;
  mix.port[0].flags = mix.port[1].flags = LATTICE_FOLD_PORT_CLIP;
  CHECK(fault_of(mix) == "");
}

TEST_CASE("a flag of another kind of fold is refused", "[plugin][filter]") {
  for (std::uint32_t kind = LATTICE_FOLD_NONE; kind <= LATTICE_FOLD_MIX; ++kind) {
    CAPTURE(kind);
    for (const std::uint32_t flag : {1u, 2u, 4u, 1u << 31}) {
      lattice_fold fold = fold_of(kind);
      fold.flags = flag;
      const bool known = (kind == LATTICE_FOLD_COLOR && flag == LATTICE_FOLD_CLAMP) ||
                         (kind == LATTICE_FOLD_MIX && flag == LATTICE_FOLD_MIX_OVER);
      CAPTURE(flag);
      CHECK(fault_of(fold).empty() == known);
    }
  }
}

TEST_CASE("reserved bits of a fold are refused by name", "[plugin][filter]") {
  lattice_fold fold = fold_of(LATTICE_FOLD_IDENTITY);
  fold.reserved = 7;
  CHECK_THAT(fault_of(fold), Contains("answered kind 1 with reserved 7"));
  lattice_fold mix = fold_of(LATTICE_FOLD_MIX);
  mix.port[1].flags = 6;
  CHECK_THAT(fault_of(mix), Contains("answered port[1] with flags 6"));
  mix.port[1].flags = 0;
  mix.port[0].reserved = 5;
  CHECK_THAT(fault_of(mix), Contains("answered port[0] with reserved 5"));
}

TEST_CASE("a colour matrix in a space that the host does not multiply in is refused",
          "[plugin][filter]") {
  lattice_fold fold = fold_of(LATTICE_FOLD_COLOR);
  for (const int space : {1, 4, 5, 16, 999}) {
    fold.space = static_cast<std::uint16_t>(space);
    CAPTURE(space);
    CHECK_THAT(fault_of(fold), Contains("in the space " + std::to_string(space)));
  }
}

TEST_CASE("a pass of unknown bits is refused by its number", "[plugin][filter]") {
  lattice_pass pass{};
  pass.flags = LATTICE_PASS_READS_PORTS;
  CHECK(!find_fault(pass, 3));
  pass.flags = 2;
  CHECK_THAT(find_fault(pass, 3).value_or(""), Contains("gave pass 3 flags 2"));
  pass.flags = 0;
  pass.type.dtype = 77;
  CHECK_THAT(find_fault(pass, 3).value_or(""), Contains("gave pass 3 a type"));
  pass.type = {};
  for (std::uint32_t& reserved : pass.reserved) {
    pass = {};
    reserved = 1;
    CHECK_THAT(find_fault(pass, 3).value_or(""), Contains("something reserved"));
  }
}

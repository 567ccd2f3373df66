#include "base/suggest.h"

#include "support/catch.h"

using lattice::edit_distance;
using lattice::nearest;
using lattice::suggestion;

TEST_CASE("a swap of neighbours is one edit, and case is none", "[base]") {
  CHECK(edit_distance("blur", "blur") == 0);
  CHECK(edit_distance("Blur", "blur") == 0);
  CHECK(edit_distance("blurr", "blur") == 1);
  CHECK(edit_distance("imgae", "image") == 1);
  CHECK(edit_distance("", "abc") == 3);
}

TEST_CASE("the nearest name is suggested, or all of them when none is near", "[base]") {
  const std::string_view known[] = {"blur", "saturate", "opacity_mul"};
  CHECK(nearest("blurr", known) == "blur");
  CHECK(nearest("sturate", known) == "saturate");
  CHECK(nearest("glow", known).empty());
  CHECK(suggestion("blurr", known) == "did you mean \"blur\"?");
  CHECK(suggestion("glow", known) == "known: blur, saturate, opacity_mul");
  CHECK(suggestion("glow", {}).empty());
  CHECK(nearest(std::string(100000, 'b'), known).empty());
}

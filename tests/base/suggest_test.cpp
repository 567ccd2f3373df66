#include "base/suggest.h"

#include <algorithm>
#include <string>
#include <vector>

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

TEST_CASE("of very many names some are listed", "[base]") {
  std::vector<std::string> names;
  for (int i = 0; i < 1000; ++i) names.push_back("name_" + std::to_string(i));
  const std::vector<std::string_view> known(names.begin(), names.end());
  const std::string text = suggestion("zz", known);
  CHECK(text.starts_with("known: name_0, name_1, "));
  CHECK(text.ends_with(", name_39 and more"));
  CHECK(suggestion("nmae_999", known) == "did you mean \"name_999\"?");
}

TEST_CASE("the nearest of many names is the one that comparing each would find", "[base]") {
  // All names of up to four letters of "ab" against each other.
  std::vector<std::string> names;
  for (int size = 1; size <= 4; ++size)
    for (int bits = 0; bits < 1 << size; ++bits) {
      std::string name;
      for (int i = 0; i < size; ++i) name += (bits >> i & 1) != 0 ? 'a' : 'b';
      names.push_back(name + "_tail");
    }
  const std::vector<std::string_view> known(names.begin(), names.end());
  for (const char* typed : {"xyz", "ab_tail", "abab_tial", "bbbbbb_tail", "abxx", "tail"}) {
    std::string_view best;
    std::size_t best_distance = std::max<std::size_t>(1, std::string_view(typed).size() / 3) + 1;
    for (const std::string_view name : known)
      if (const auto distance = edit_distance(typed, name); distance < best_distance)
        best = name, best_distance = distance;
    CAPTURE(typed);
    CHECK(nearest(typed, known) == best);
  }
}

#include "base/hash.h"

#include <cmath>
#include <limits>

#include "support/catch.h"

using lattice::Hasher;

namespace {

template <class Write>
lattice::Hash128 hash_of(Write write) {
  Hasher hasher;
  write(hasher);
  return hasher.digest();
}

}  // namespace

TEST_CASE("the hash of known bytes never changes", "[base]") {
  // XXH3-128 of nothing and of "abc", as xxhsum -H2 prints them.
  CHECK(hash_of([](Hasher&) {}).hex() == "99aa06d3014798d86001c324468d497f");
  CHECK(hash_of([](Hasher& h) { h.bytes("abc", 3); }).hex() == "06b05ab6733a618578af5f94892f3950");
}

TEST_CASE("numbers are hashed by their canonical bits", "[base]") {
  const auto of = [](double v) { return hash_of([v](Hasher& h) { h.f64(v); }); };
  CHECK(of(0.0) == of(-0.0));
  CHECK(of(std::nan("1")) == of(-std::numeric_limits<double>::quiet_NaN()));
  CHECK_FALSE(of(1.0) == of(std::nextafter(1.0, 2.0)));
}

TEST_CASE("texts cannot run into each other", "[base]") {
  const auto of = [](const char* a, const char* b) {
    return hash_of([=](Hasher& h) { h.text(a), h.text(b); });
  };
  CHECK_FALSE(of("ab", "c") == of("a", "bc"));
}

TEST_CASE("a reset hasher is like a new one", "[base]") {
  Hasher hasher;
  hasher.u32(7);
  hasher.reset();
  hasher.bytes("abc", 3);
  CHECK(hasher.digest() == hash_of([](Hasher& h) { h.bytes("abc", 3); }));
}

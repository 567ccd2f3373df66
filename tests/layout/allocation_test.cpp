#include "layout/boxes.h"
#include "layout/random_boxes.h"
#include "support/count_allocations.h"

using namespace lattice::layout;
using namespace lattice::layout::testing;
using lattice::test::allocation_count;

TEST_CASE("nothing is allocated once a tree was solved", "[layout][allocation]") {
  RandomBoxes random(5);
  random.grow(400);
  random.solve();
  const long before = allocation_count;
  for (int round = 0; round < 20; ++round) {
    random.change();
    random.solve();
  }
  CHECK(allocation_count == before);
}

// Boxes as a browser placed them: tests/data/layout/README.md.
#include <fstream>
#include <sstream>

#include "layout/boxes.h"
#include "schema/json.h"

using namespace lattice;
using namespace lattice::layout;
using namespace lattice::layout::testing;
using schema::Json;

namespace {

// The browser counts in 64ths of a pixel, and so do its sums.
constexpr double kTolerancePx = 0.25;

double number(const Json& object, const char* key, double otherwise) {
  const auto found = object.find(key);
  return found ? found->number() : otherwise;
}

template <class Enum>
Enum choice(const Json& object, const char* key, std::initializer_list<const char*> names) {
  const auto found = object.find(key);
  if (!found) return Enum{};
  std::uint8_t place = 0;
  for (const char* name : names) {
    if (found->text() == name) return static_cast<Enum>(place);
    ++place;
  }
  FAIL("what is " << found->text() << "?");
  return Enum{};
}

Align align(const Json& object, const char* key) {
  return choice<Align>(object, key,
                       {"normal", "start", "end", "center", "stretch", "space_between",
                        "space_around", "space_evenly"});
}

std::array<Length, 2> lengths(const Json& object, const char* key) {
  const auto length = [](const std::optional<Json>& value) {
    if (!value) return Length{};
    return value->is_string() ? percent(std::stod(value->text())) : px(value->number());
  };
  const auto found = object.find(key);
  if (!found) return {};
  return {length(found->find("width")), length(found->find("height"))};
}

std::array<Sides, 2> sides(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (!found) return {};
  return {{{number(*found, "left", 0), number(*found, "right", 0)},
           {number(*found, "top", 0), number(*found, "bottom", 0)}}};
}

Style style_of(const Json& object) {
  Style style;
  if (const auto display = object.find("display"))
    style.display = display->text() == "none"   ? Display::none
                    : display->text() == "grid" ? Display::grid
                                                : Display::flex;
  style.direction = choice<Direction>(object, "direction", {"row", "column"});
  style.wrap = choice<Wrap>(object, "wrap", {"no_wrap", "wrap"});
  style.position = choice<Position>(object, "position", {"relative", "absolute"});
  style.justify_content = align(object, "justify_content");
  style.align_items = align(object, "align_items");
  style.align_content = align(object, "align_content");
  style.grid_columns = static_cast<std::uint32_t>(number(object, "grid_columns", 0));
  if (const auto gap = object.find("gap_px")) {
    std::size_t axis = kX;
    for (const Json lane : *gap) style.gap[axis++] = lane.number();
  }
  style.padding = sides(object, "padding_px");
  style.margin = sides(object, "margin_px");
  style.flex_grow = number(object, "flex_grow", 0);
  style.flex_shrink = number(object, "flex_shrink", 1);
  style.size = lengths(object, "size");
  style.min_size = lengths(object, "min_size");
  style.max_size = lengths(object, "max_size");
  return style;
}

// A case as the browser saw it and as the solver does. Boxes of the data are relative to the
// root's.
struct Case {
  Boxes boxes;
  std::vector<Json> nodes;  // by BoxIdx

  void add(const Json& node, BoxIdx parent) {
    const Style style = style_of(*node.find("layout"));
    nodes.push_back(node);
    if (const auto content = node.find("content")) {
      const auto width = content->begin();
      auto height = width;
      boxes.leaf(parent, (*width).number(), (*++height).number(), style);
      return;
    }
    const BoxIdx box = boxes.box(parent, style);
    const Json children = *node.find("children");
    for (const Json child : children) add(child, box);
  }

  // What differs by more than the tolerance, in words; empty when nothing does.
  std::string differences() {
    std::ostringstream out;
    std::vector<Rect> places;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const BoxIdx box{i}, parent = boxes.tree.parent(box);
      Rect rect = boxes.at(box);
      if (parent) rect.x += places[parent.index()].x, rect.y += places[parent.index()].y;
      places.push_back(rect);
      const Json expected = *nodes[i].find("box");
      if (expected.is_null()) continue;
      auto lane = expected.begin();
      Rect browser;
      for (double* side : {&browser.x, &browser.y, &browser.width, &browser.height}) {
        *side = (*lane).number();
        ++lane;
      }
      const double off =
          std::max({std::abs(rect.x - browser.x), std::abs(rect.y - browser.y),
                    std::abs(rect.width - browser.width), std::abs(rect.height - browser.height)});
      // So that a rect that is no number is one, too.
      if (!(off <= kTolerancePx))
        out << "\n  " << nodes[i].pointer() << ": " << rect << ", in the browser " << browser;
    }
    return out.str();
  }
};

schema::ParsedJson browser_cases() {
  std::ifstream file(LATTICE_TEST_DATA "/layout/browser_cases.json");
  std::stringstream text;
  text << file.rdbuf();
  return schema::parse_json(text.str(), "browser_cases.json");
}

}  // namespace

TEST_CASE("boxes lie where a browser puts them", "[layout][browser]") {
  const schema::ParsedJson parsed = browser_cases();
  REQUIRE(!parsed.syntax_error);
  std::string report;
  int all = 0, good = 0, core = 0, core_good = 0;
  const Json cases = parsed.document.root();
  for (const Json example : cases) {
    Case one;
    one.add(*example.find("root"), {});
    one.boxes.solve(BoxIdx{std::size_t{0}});
    const std::string differences = one.differences();
    const bool is_core = example.find("core")->is(true), is_good = differences.empty();
    ++all, core += is_core;
    good += is_good, core_good += is_core && is_good;
    if (!is_good) report += example.find("name")->text() + differences + "\n";
  }
  INFO(report << good << " of " << all << " cases, of the core " << core_good << " of " << core);
  CHECK(all == 400);
  CHECK(core == 320);
  CHECK(core_good == core);
  CHECK(good == all);
}

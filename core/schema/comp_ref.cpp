// Nodes that show another composition of the file: it is read once more for each of them,
// under ids, variables and a time of its own.
#include <algorithm>

#include "base/suggest.h"
#include "schema/fps.h"
#include "schema/loading.h"
#include "schema/object_reader.h"

namespace lattice::schema {
namespace {

constexpr double kMaxTimeScale = 1e6;

// What changes on the way into a composition, and comes back on the way out.
class InsideComposition {
 public:
  InsideComposition(Loading& loading, const std::string& name, DeclaredComposition& declared,
                    ir::DomainIdx domain)
      : loading_(loading),
        declared_(declared),
        outer_domain_(loading.domain),
        outer_node_(loading.node) {
    declared_.is_used = declared_.is_open = true;
    loading_.open_compositions.push_back(name);
    loading_.domain = domain;
    loading_.node = {};
    loading_.assets.swap(outer_assets_);
  }
  ~InsideComposition() {
    loading_.assets.swap(outer_assets_);
    loading_.node = outer_node_;
    loading_.domain = outer_domain_;
    loading_.open_compositions.pop_back();
    declared_.is_open = false;
  }
  InsideComposition(const InsideComposition&) = delete;
  InsideComposition& operator=(const InsideComposition&) = delete;

 private:
  Loading& loading_;
  DeclaredComposition& declared_;
  ir::DomainIdx outer_domain_;
  ir::NodeIdx outer_node_;
  decltype(Loading::assets) outer_assets_;
};

// "a -> b -> a", long ones shortened in the middle.
std::string circle_through(const std::string& name, const Loading& loading) {
  constexpr std::size_t kShown = 4;
  const auto& open = loading.open_compositions;
  const auto first = std::find(open.begin(), open.end(), name);
  const auto count = static_cast<std::size_t>(open.end() - first);
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    if (i == kShown && count > 2 * kShown) {
      out += "(" + std::to_string(count - 2 * kShown) + " more) -> ";
      i = count - kShown;
    }
    out += *(first + static_cast<std::ptrdiff_t>(i)) + " -> ";
  }
  return out + name;
}

DeclaredComposition* find_declared(const Json& name, Loading& loading) {
  auto& declared = loading.declared_compositions;
  const auto found = declared.find(name.text());
  if (found != declared.end()) return &found->second;
  std::vector<std::string_view> known;
  for (const auto& [key, composition] : declared) {
    if (known.size() == kMaxNamesCompared || loading.report.is_full()) break;
    known.push_back(key);
  }
  loading.report.error(
      name, "unknown composition " + in_quotes(name.text()),
      known.empty() ? "declare it in \"compositions\"" : suggestion(name.text(), known));
  return nullptr;
}

// Child seconds = scale * local frame / fps + offset / child's fps.
void read_time_map(ObjectReader& reader, ir::Domain& domain, Report& report) {
  if (const auto given = reader.take("offset"))
    domain.offset_frames = read_number(*given, -static_cast<double>(kMaxFrames),
                                       static_cast<double>(kMaxFrames), report)
                               .value_or(0);
  if (const auto given = reader.take("scale"))
    domain.scale = read_number(*given, -kMaxTimeScale, kMaxTimeScale, report).value_or(1);
  const auto clip = reader.take("clip");
  if (!clip || clip->is_null()) return;
  if (!clip->is_array() || clip->size() != 2)
    return report.error(*clip, "\"clip\" must be [start, end) in whole frames of the composition");
  std::optional<std::int64_t> ends[2];
  for (const Json element : *clip)
    ends[element.place()] = read_whole(element, -kMaxFrames, kMaxFrames, report);
  if (!ends[0] || !ends[1]) return;
  if (*ends[0] > *ends[1])
    return report.error(*clip, "\"clip\" [" + std::to_string(*ends[0]) + ", " +
                                   std::to_string(*ends[1]) + "] ends before it starts");
  domain.has_clip = true;
  domain.clip_start = *ends[0];
  domain.clip_end = *ends[1];
}

// What the node says of the composition.
struct Given {
  std::optional<Json> name;
  std::optional<Json> bindings;
};

Given read_given(const Json& value, ir::Domain& domain, Loading& loading) {
  Report& report = loading.report;
  if (value.is_string()) return {value, {}};
  if (!value.is_object()) {
    report.wrong_type(value, "the name of a composition or an object {\"composition\": name}");
    return {};
  }
  ObjectReader reader(value, report);
  Given given;
  given.name = reader.need("composition", "a composition node");
  if (given.name && !given.name->is_string()) {
    report.wrong_type(*given.name, "the name of a composition");
    given.name.reset();
  }
  read_time_map(reader, domain, report);
  given.bindings = reader.take("bindings");
  if (given.bindings && given.bindings->is_null()) given.bindings.reset();
  reader.finish();
  return given;
}

// Gives the inner root; the node itself where there is none.
ir::NodeIdx read_inner_root(ObjectReader& reader, const std::string& name, const NodePlace& place,
                            ir::NodeIdx index, ir::Node& node, std::optional<std::int64_t> frames,
                            Loading& loading) {
  const auto root = reader.need("root", "the composition " + in_quotes(name));
  if (!root) return index;
  ir::Composition& out = loading.out;
  const ir::NodeIdx child = read_node(*root, {index, false, "n", frames, place.depth + 1}, loading);
  node.children = {static_cast<std::uint32_t>(out.child_nodes.size()), 1};
  out.child_nodes.push_back(child);
  return child;
}

// The composition's own keys, and its nodes under the node.
void read_inside(const Json& value, const std::string& name, const Given& given,
                 const NodePlace& place, ir::NodeIdx index, ir::Node& node, Loading& loading) {
  Report& report = loading.report;
  if (!value.is_object()) return report.wrong_type(value, "an object");
  ir::Composition& out = loading.out;
  ObjectReader reader(value, report);
  const std::string what = "the composition " + in_quotes(name);
  if (const auto fps = reader.take("fps"))
    if (const auto read = read_fps(*fps, report)) out.domains[loading.domain.index()].fps = *read;
  const auto frames = read_duration_frames(reader, what, report);
  ir::Domain& domain = out.domains[loading.domain.index()];
  domain.duration_frames = frames.value_or(1);
  if (const auto seed = reader.take("seed")) domain.seed = read_seed(*seed, report).value_or(0);

  CompositionScope& names = loading.compositions.emplace_back();
  names.id_prefix = out.text(node.id) + "/";
  // Bindings speak of the variables around the node.
  bind_variables(reader.take("variables"), given.bindings, names, loading);
  Scope& scope = loading.scopes.emplace_back();
  scope.composition = &names;
  const InScope in_scope(loading, scope);
  if (const auto assets = reader.take("assets")) read_assets(*assets, loading);
  reader.accept("metadata");
  names.root = read_inner_root(reader, name, place, index, node, frames, loading);
  reader.finish();
}

// Into a composition that is thrown away afterwards; only what is wrong stays.
void check_unused(const std::string& name, DeclaredComposition& declared, Loading& loading) {
  ir::Composition scratch;
  scratch.width = loading.out.width;
  scratch.height = loading.out.height;
  scratch.fps = loading.out.fps;
  scratch.seed = loading.out.seed;
  Loading inner{loading.catalog, scratch, loading.report, loading.folder, {}, {}};
  inner.expanded_bytes = loading.expanded_bytes;
  inner.declared_compositions.swap(loading.declared_compositions);
  Scope& scope = inner.scopes.emplace_back();
  scope.composition = &inner.compositions.emplace_back();
  const InScope in_scope(inner, scope);
  const ir::NodeIdx index{std::size_t{0}};
  ir::Node node;
  node.kind = ir::NodeKind::comp_ref;
  node.id = inner.add_text(name);
  node.pointer = inner.add_text(declared.value.pointer());
  ir::Domain domain;
  domain.owner = index;
  domain.fps = scratch.fps;
  domain.seed = scratch.seed;
  scratch.domains.push_back(domain);
  node.inner_domain = ir::DomainIdx{std::size_t{0}};
  scratch.nodes.push_back(node);
  {
    const InsideComposition inside(inner, name, declared, node.inner_domain);
    read_inside(declared.value, name, {}, {}, index, node, inner);
  }
  resolve_node_references(inner);
  resolve_expressions(inner);
  inner.declared_compositions.swap(loading.declared_compositions);
  loading.expanded_bytes = inner.expanded_bytes;
  loading.is_full = inner.is_full;
}

}  // namespace

void declare_compositions(const Json& object, Loading& loading) {
  if (!object.is_object()) return loading.report.wrong_type(object, "an object");
  for (const Json member : object)
    loading.declared_compositions.try_emplace(member.key(), DeclaredComposition{member});
}

void read_comp_ref(const Json& value, const NodePlace& place, ir::NodeIdx index, ir::Node& node,
                   Loading& loading) {
  ir::Composition& out = loading.out;
  ir::Domain domain;
  domain.owner = index;
  domain.fps = out.fps_of(node);
  domain.seed = out.seed_of(node);
  const Given given = read_given(value, domain, loading);
  if (!given.name) return;
  const std::string& name = given.name->text();
  DeclaredComposition* declared = find_declared(*given.name, loading);
  if (declared == nullptr) return;
  if (declared->is_open)
    return loading.report.error(
        *given.name,
        "the composition " + in_quotes(name) + " contains itself: " + circle_through(name, loading),
        "break the circle");
  domain.name = loading.add_text(name);
  node.inner_domain = ir::DomainIdx{out.domains.size()};
  out.domains.push_back(domain);
  out.nodes[index.index()] = node;
  if (!loading.may_expand(1, declared->value.weight(), *given.name)) return;
  const InsideComposition inside(loading, name, *declared, node.inner_domain);
  read_inside(declared->value, name, given, place, index, node, loading);
}

void check_unused_compositions(Loading& loading) {
  std::vector<std::pair<const std::string, DeclaredComposition>*> all;
  for (auto& entry : loading.declared_compositions) all.push_back(&entry);
  for (auto* const entry : all)
    if (!entry->second.is_used && !loading.is_full)
      check_unused(entry->first, entry->second, loading);
}

}  // namespace lattice::schema

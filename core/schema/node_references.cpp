// Nodes that name other nodes: masks, parents and inputs of effects. They are looked up when
// all nodes are known, and must not wait for each other in a circle.
#include <algorithm>

#include "base/suggest.h"
#include "schema/loading.h"

namespace lattice::schema {
namespace {

using Use = NodeReference::Use;

std::string remedy_for(const Json& name, const Scope* scope, const Loading& loading) {
  if (loading.report.is_full()) return {};
  const std::string& prefix = scope->composition->id_prefix;
  std::vector<std::string_view> known;
  for (const ir::Node& node : loading.out.nodes) {
    const std::string_view id = loading.out.text(node.id);
    if (id.size() > prefix.size() && id.starts_with(prefix))
      known.push_back(id.substr(prefix.size()));
    if (known.size() == kMaxNamesCompared) break;
  }
  return suggestion(name.text(), known);
}

// Which pictures, or which transforms, wait for which. An edge may stand for a reference that
// can be blamed; the others follow from the tree.
struct Edge {
  ir::NodeIdx to;
  const NodeReference* reference = nullptr;
};

class Graph {
 public:
  explicit Graph(std::size_t nodes) : first_(nodes + 1) {}

  void add(ir::NodeIdx from, const Edge& edge) { unsorted_.push_back({from, edge}); }

  // The first reference that closes each circle, with the nodes of the circle in order. No
  // recursion: a file may nest deeply and refer along long chains.
  template <class Found>
  void find_circles(Found&& found) {
    sort();
    state_.assign(first_.size() - 1, State::unseen);
    for (std::size_t i = 0; i + 1 < first_.size(); ++i)
      if (state_[i] == State::unseen) walk(ir::NodeIdx{i}, found);
  }

 private:
  enum class State : std::uint8_t { unseen, open, done };
  struct Step {
    ir::NodeIdx node;
    std::uint32_t next = 0;  // into edges_
    const NodeReference* reached_by = nullptr;
  };

  void sort() {
    std::stable_sort(unsorted_.begin(), unsorted_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [from, edge] : unsorted_) {
      ++first_[from.index() + 1];
      edges_.push_back(edge);
    }
    for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
  }

  template <class Found>
  void walk(ir::NodeIdx start, Found&& found) {
    path_.assign(1, {start, first_[start.index()], nullptr});
    state_[start.index()] = State::open;
    while (!path_.empty()) {
      Step& step = path_.back();
      if (step.next == first_[step.node.index() + 1]) {
        state_[step.node.index()] = State::done;
        path_.pop_back();
        continue;
      }
      const Edge edge = edges_[step.next++];
      State& state = state_[edge.to.index()];
      if (state == State::open) report(edge, found);
      if (state != State::unseen) continue;
      state = State::open;
      path_.push_back({edge.to, first_[edge.to.index()], edge.reference});
    }
  }

  // The tree alone has no circles, so that some step of each is a reference.
  template <class Found>
  void report(const Edge& closing, Found&& found) {
    auto first = path_.begin();
    while (first->node != closing.to) ++first;
    const NodeReference* blamed = closing.reference;
    std::vector<ir::NodeIdx> circle;
    for (auto step = first; step != path_.end(); ++step) {
      circle.push_back(step->node);
      if (blamed == nullptr && step != first) blamed = step->reached_by;
    }
    if (blamed != nullptr) found(*blamed, circle);
  }

  std::vector<std::pair<ir::NodeIdx, Edge>> unsorted_;
  std::vector<std::uint32_t> first_;  // edges of node i: [first_[i], first_[i + 1])
  std::vector<Edge> edges_;
  std::vector<State> state_;
  std::vector<Step> path_;
};

class Resolution {
 public:
  explicit Resolution(Loading& loading)
      : loading_(loading), out_(loading.out), report_(loading.report) {}

  void run() {
    for (const NodeReference& reference : loading_.node_references) {
      const Report::InNode scope(report_, id_of(reference.from));
      resolve(reference);
    }
    if (found_.empty()) return;
    check_circles(false);
    check_circles(true);
  }

 private:
  struct Found {
    const NodeReference* reference;
    ir::NodeIdx node;
  };

  const std::string& id_of(ir::NodeIdx node) const { return out_.text(out_.node(node).id); }

  bool is_ancestor(ir::NodeIdx node, ir::NodeIdx of) const {
    while (of && of != node) of = out_.node(of).parent;
    return of == node;
  }

  void resolve(const NodeReference& reference) {
    const ir::NodeIdx node = find_node(reference.name.text(), reference.scope, loading_);
    if (!node)
      return report_.error(reference.name, "unknown node " + in_quotes(reference.name.text()),
                           remedy_for(reference.name, reference.scope, loading_));
    if (!check_place(reference, node)) return;
    found_.push_back({&reference, node});
    switch (reference.use) {
      case Use::parent: out_.nodes[reference.from.index()].attached_to = node; return;
      case Use::mask: out_.masks[reference.place].node = node; return;
      case Use::input: out_.inputs[reference.place].node = node; return;
    }
  }

  // What a person most easily gets wrong has a sentence of its own.
  bool check_place(const NodeReference& reference, ir::NodeIdx node) {
    const char* const what = reference.use == Use::parent ? "its own parent"
                             : reference.use == Use::mask ? "its own mask"
                                                          : "an input of itself";
    if (node == reference.from) {
      report_.error(reference.name, "a node cannot be " + std::string(what), "name another node");
      return false;
    }
    if (reference.use == Use::parent || !is_ancestor(node, reference.from)) return true;
    report_.error(reference.name,
                  "the node " + in_quotes(reference.name.text()) +
                      " is around this one, so that its picture waits for this one's",
                  "name a node that is no ancestor");
    return false;
  }

  // Pictures wait for those of their children, masks and inputs; transforms for that of the
  // parent, or of the node that `parent` names instead.
  void check_circles(bool of_transforms) {
    Graph graph(out_.nodes.size());
    for (const Found& found : found_)
      if ((found.reference->use == Use::parent) == of_transforms)
        graph.add(found.reference->from, {found.node, found.reference});
    for (std::size_t i = 1; i < out_.nodes.size(); ++i) {
      const ir::Node& node = out_.nodes[i];
      if (!of_transforms)
        graph.add(node.parent, {ir::NodeIdx{i}, nullptr});
      else if (!node.attached_to && node.parent)
        graph.add(ir::NodeIdx{i}, {node.parent, nullptr});
    }
    graph.find_circles([&](const NodeReference& blamed, const std::vector<ir::NodeIdx>& circle) {
      const Report::InNode scope(report_, id_of(blamed.from));
      report_.error(
          blamed.name,
          (of_transforms ? "transforms wait for each other: " : "pictures wait for each other: ") +
              path_text(circle),
          "break the circle");
    });
  }

  // "a -> b -> a"; long ones are shortened in the middle.
  std::string path_text(const std::vector<ir::NodeIdx>& circle) const {
    constexpr std::size_t kShown = 4;
    std::string out;
    for (std::size_t i = 0; i < circle.size(); ++i) {
      if (i == kShown && circle.size() > 2 * kShown) {
        out += "(" + std::to_string(circle.size() - 2 * kShown) + " more) -> ";
        i = circle.size() - kShown;
      }
      out += id_of(circle[i]) + " -> ";
    }
    return out + id_of(circle.front());
  }

  Loading& loading_;
  ir::Composition& out_;
  Report& report_;
  std::vector<Found> found_;
};

}  // namespace

ir::NodeIdx find_node(std::string_view id, const Scope* scope, const Loading& loading) {
  const CompositionScope* const composition = scope->composition;
  for (; scope != nullptr && scope->composition == composition; scope = scope->outer) {
    const auto found =
        loading.nodes_by_id.find(composition->id_prefix + std::string(id) + scope->id_suffix);
    if (found != loading.nodes_by_id.end()) return found->second;
  }
  return {};
}

void add_node_reference(Use use, const Json& name, ir::NodeIdx from, std::uint32_t place,
                        Loading& loading) {
  loading.node_references.push_back({use, name, from, place, loading.scope});
}

void resolve_node_references(Loading& loading) { Resolution(loading).run(); }

}  // namespace lattice::schema

// Expressions of a document: constants at once, all others together when every node is known.
#include <algorithm>
#include <cassert>
#include <cmath>
#include <unordered_set>

#include "expr/dependencies.h"
#include "expr/parser.h"
#include "schema/loading.h"
#include "schema/resolver.h"

namespace lattice::schema {
namespace {

using expr::Op;

void report(const Error& error, const Json& value, Loading& loading) {
  loading.report.error(value, error.text());
}

// Appends an operation, or what it comes to.
expr::Lane append(expr::LaneGraph& graph, Op op, expr::Lane a, expr::Lane b) {
  const expr::Operation left = graph[a], right = graph[b];
  if (left.op == Op::constant && right.op == Op::constant)
    graph.push_back({Op::constant, 0, 0, 0, expr::apply(op, left.value, right.value, 0, 0)});
  else
    graph.push_back({op, a, b, 0, 0});
  return static_cast<expr::Lane>(graph.size() - 1);
}

// Only what the lane needs, in order.
void prune(expr::LaneGraph& graph, expr::Lane& result) {
  std::vector<char> needed(graph.size());
  needed[result] = 1;
  for (std::size_t i = graph.size(); i-- > 0;)
    if (needed[i]) expr::for_each_operand(graph[i], [&](expr::Lane& lane) { needed[lane] = 1; });
  std::vector<expr::Lane> moved(graph.size());
  expr::LaneGraph kept;
  for (std::size_t i = 0; i < graph.size(); ++i) {
    if (!needed[i]) continue;
    moved[i] = static_cast<expr::Lane>(kept.size());
    expr::for_each_operand(graph[i], [&](expr::Lane& lane) { lane = moved[lane]; });
    kept.push_back(graph[i]);
  }
  result = moved[result];
  graph = std::move(kept);
}

// One lane, in the unit and form in which it is stored.
Result<expr::Expression> lowered(const expr::Ast& ast, const PendingExpression& pending,
                                 const expr::Resolver& resolver) {
  expr::Target target = pending.target;
  if (pending.premultiplied) target.component.reset();
  LATTICE_TRY_ASSIGN(expr::Expression made, expr::lower(ast, pending.text, resolver, target));
  expr::Lane result = made.results[0];
  if (pending.premultiplied)
    result =
        append(made.graph, Op::multiply, made.results[*pending.target.component], made.results[3]);
  if (pending.factor != 1) {
    made.graph.push_back({Op::constant, 0, 0, 0, pending.factor});
    result =
        append(made.graph, Op::multiply, result, static_cast<expr::Lane>(made.graph.size() - 1));
  }
  prune(made.graph, result);
  made.type = expr::Type::f64;
  made.results = {result};
  return made;
}

bool names_only_rows(const expr::Ast& ast) {
  return std::all_of(ast.references.begin(), ast.references.end(), [](const expr::Reference& r) {
    return r.scope == expr::Scope::item || r.scope == expr::Scope::index;
  });
}

class Resolution {
 public:
  explicit Resolution(Loading& loading)
      : loading_(loading), out_(loading.out), pending_(loading.expressions) {}

  // Compiles all of them, and reports what is wrong.
  std::vector<expr::Definition> check() {
    name_properties();
    find_mixed_lanes();
    for (std::size_t i = 0; i < pending_.size(); ++i) {
      compiled_.emplace_back();
      texts_.emplace_back();
      // What would not be shown is not looked for.
      if (loading_.report.error_count() < kMaxDiagnostics) compile(i);
    }
    compute_mixed_lanes();
    check_samples();
    auto definitions = this->definitions();
    report_cycles(definitions);
    return definitions;
  }

  void run() {
    const auto definitions = check();
    if (loading_.report.error_count() == 0) link(definitions);
  }

 private:
  std::size_t node_properties() const { return out_.nodes.size() * ir::kPropertyKeys; }

  // What is a lane of a node is known by it, all else by its place.
  void name_properties() {
    for (std::size_t i = 0; i < pending_.size(); ++i)
      properties_.push_back(ir::number_of_computed(out_.nodes.size(), i));
    for (std::size_t i = 0; i < out_.nodes.size(); ++i)
      for (std::size_t key = 0; key < ir::kPropertyKeys; ++key) {
        const anim::F64& lane = ir::property(out_.nodes[i], static_cast<ir::PropertyKey>(key));
        if (lane.is_constant()) continue;
        const anim::Source& source = out_.curves.sources[lane.source.index()];
        if (source.kind == anim::SourceKind::property && has(i, key))
          properties_[source.first] = expr::PropertyId{i * ir::kPropertyKeys + key};
      }
  }

  bool has(std::size_t node, std::size_t key) const {
    return ir::has_property(out_.nodes[node], static_cast<ir::PropertyKey>(key));
  }

  // Combinators around expressions. Operands come before their users.
  void find_mixed_lanes() {
    const anim::Curves& curves = out_.curves;
    reads_expressions_.resize(curves.sources.size());
    for (std::size_t i = 0; i < curves.sources.size(); ++i) {
      const anim::Source& source = curves.sources[i];
      reads_expressions_[i] = source.kind == anim::SourceKind::property;
      if (source.kind == anim::SourceKind::property || source.kind == anim::SourceKind::track)
        continue;
      for (std::uint32_t k = source.first; k < source.first + source.count; ++k)
        if (curves.operands[k].source && reads_expressions_[curves.operands[k].source.index()])
          reads_expressions_[i] = 1;
    }
  }

  void compile(std::size_t i) {
    const PendingExpression& pending = pending_[i];
    const Report::InNode scope(loading_.report, id_of(pending.node));
    const auto ast = expr::parse(pending.text);
    if (ast && names_broken_variable(*ast, pending)) return;
    const PlaceResolver resolver(loading_, pending.node, pending.scope);
    auto made =
        ast ? lowered(*ast, pending, resolver) : Result<expr::Expression>(fail(ast.error()));
    if (made) {
      texts_.back() = expr::canonical(*ast);
      compiled_.back() = *std::move(made);
    } else if (i == 0 || !is_same_place(pending_[i - 1], pending)) {
      report(made.error(), pending.value, loading_);
    }
  }

  // Its declaration is blamed, and nobody else.
  static bool names_broken_variable(const expr::Ast& ast, const PendingExpression& pending) {
    const auto& variables = pending.scope->composition->variables;
    return std::any_of(ast.references.begin(), ast.references.end(), [&](const auto& reference) {
      if (reference.scope != expr::Scope::vars) return false;
      const auto found = variables.find(reference.name);
      return found != variables.end() && !found->second;
    });
  }

  // The lanes of a vector share one text.
  static bool is_same_place(const PendingExpression& a, const PendingExpression& b) {
    return a.value.index() == b.value.index() && a.node == b.node;
  }

  std::string id_of(ir::NodeIdx node) const { return node ? out_.text(out_.node(node).id) : ""; }

  const anim::F64& lane_of(std::uint32_t number) const {
    return ir::property(out_.nodes[number / ir::kPropertyKeys],
                        static_cast<ir::PropertyKey>(number % ir::kPropertyKeys));
  }

  // None where a lane is no combinator around expressions.
  bool is_mixed(const anim::F64& lane) const {
    return lane.source && reads_expressions_[lane.source.index()] &&
           out_.curves.sources[lane.source.index()].kind != anim::SourceKind::property;
  }

  // A named lane that other expressions read, and that reads expressions itself, has its place
  // among them: it is sampled there.
  void compute_mixed_lanes() {
    std::unordered_set<std::uint32_t> known;
    for (std::size_t i = 0; i < pending_.size(); ++i) {
      if (!compiled_[i]) continue;
      for (std::size_t k = 0; k < compiled_[i]->reads.size(); ++k) {
        const std::uint32_t number = compiled_[i]->reads[k].property.id.value;
        if (is_mixed(lane_of(number)) && known.insert(number).second) add_mixed(number);
      }
    }
  }

  void add_mixed(std::uint32_t number) {
    const std::size_t index = compiled_.size();
    expr::Expression made;
    const expr::PropertyId itself = ir::number_of_computed(out_.nodes.size(), index);
    made.graph = {{Op::constant, 0, 0, 0, 0}, {Op::sample, 0, itself.value, 0, 0}};
    made.results = {1};
    add_reads(lane_of(number), made);
    made.sampled = {{{itself, expr::Type::f64}, 1}};
    compiled_.push_back(std::move(made));
    texts_.emplace_back();
    properties_.push_back(expr::PropertyId{number});
    mixed_.push_back(lane_of(number));
  }

  void add_reads(const anim::F64& lane, expr::Expression& out) const {
    if (lane.is_constant() || !reads_expressions_[lane.source.index()]) return;
    const anim::Source& source = out_.curves.sources[lane.source.index()];
    if (source.kind == anim::SourceKind::property)
      return out.reads.push_back({{properties_[source.first], expr::Type::f64}, 1});
    for (std::uint32_t k = source.first; k < source.first + source.count; ++k)
      add_reads(out_.curves.operands[k], out);
  }

  void check_samples() {
    for (std::size_t i = 0; i < pending_.size(); ++i) {
      if (!compiled_[i]) continue;
      for (const expr::PropertyUse& use : compiled_[i]->sampled) {
        const anim::F64& lane = lane_of(use.property.id.value);
        if (lane.is_constant() || !reads_expressions_[lane.source.index()]) continue;
        const Report::InNode scope(loading_.report, id_of(pending_[i].node));
        loading_.report.error(pending_[i].value,
                              "column " + std::to_string(use.column) +
                                  ": value_at needs a lane of constants or keyframes, and this "
                                  "one is an expression",
                              "write its formula with the other time instead");
      }
    }
  }

  ir::NodeIdx node_of(std::size_t i) const {
    if (i < pending_.size())
      return pending_[i].node ? pending_[i].node : pending_[i].scope->composition->root;
    return ir::NodeIdx{properties_[i].index() / ir::kPropertyKeys};
  }

  // "card.opacity"; "card.effects.0.blur" where the lane has no name of its own.
  std::string name_of(std::size_t i) const {
    const std::uint32_t number = properties_[i].value;
    if (number < node_properties()) {
      const ir::Node& node = out_.nodes[number / ir::kPropertyKeys];
      return out_.text(node.id) + "." +
             std::string(ir::property_names()[number % ir::kPropertyKeys]);
    }
    const PendingExpression& pending = pending_[i];
    std::string path = pending.value.pointer();
    if (pending.node) {
      const std::string& around = out_.text(out_.node(pending.node).pointer);
      if (path.starts_with(around)) path.erase(0, around.size());
    }
    std::replace(path.begin(), path.end(), '/', '.');
    if (const auto lane = pending.target.component) {
      const bool is_color = pending.target.type == expr::Type::color;
      path += std::string(".") + (is_color ? "rgba" : "xy")[*lane];
    }
    const std::string id = id_of(pending.node);
    return id.empty() && path.starts_with('.') ? path.substr(1) : id + path;
  }

  std::vector<expr::Definition> definitions() {
    std::vector<expr::Definition> made;
    names_.clear();
    for (std::size_t i = 0; i < compiled_.size(); ++i)
      names_.push_back(compiled_[i] ? name_of(i) : std::string());
    for (std::size_t i = 0; i < compiled_.size(); ++i)
      if (compiled_[i]) {
        const std::uint64_t seed = out_.seed_of(out_.node(node_of(i)));
        made.push_back({properties_[i], time_of(i), &*compiled_[i], names_[i], seed});
        origins_.push_back(i);
      }
    return made;
  }

  expr::OwnerId time_of(std::size_t i) {
    ir::Expressions& all = out_.expressions;
    const ir::NodeIdx node = node_of(i);
    const bool is_bent = i < pending_.size() && !pending_[i].bends.empty();
    if (!is_bent) {
      const auto [known, is_new] = times_.try_emplace(node.value, expr::OwnerId{all.times.size()});
      if (is_new) all.times.push_back({node, {}});
      return known->second;
    }
    const auto& bends = pending_[i].bends;
    all.times.push_back(
        {node,
         {static_cast<std::uint32_t>(all.bends.size()), static_cast<std::uint32_t>(bends.size())}});
    all.bends.insert(all.bends.end(), bends.begin(), bends.end());
    return expr::OwnerId{all.times.size() - 1};
  }

  void report_cycles(const std::vector<expr::Definition>& definitions) {
    for (const expr::Cycle& cycle : expr::evaluation_order(definitions).cycles) {
      // Mixed lanes read expressions, so that no circle is made of them alone.
      std::size_t at = 0;
      while (origins_[cycle.definitions[at]] >= pending_.size()) ++at;
      const PendingExpression& first = pending_[origins_[cycle.definitions[at]]];
      const expr::Definition& read =
          definitions[cycle.definitions[(at + 1) % cycle.definitions.size()]];
      const Report::InNode scope(loading_.report, id_of(first.node));
      loading_.report.error(
          first.value,
          "column " + std::to_string(column_of(definitions[cycle.definitions[at]], read)) +
              ": these expressions wait for each other: " + expr::path_text(cycle, definitions),
          "give one of them a value of its own");
    }
  }

  // Where the text of the one mentions the other first.
  static std::uint32_t column_of(const expr::Definition& reader, const expr::Definition& read) {
    const auto& reads = reader.expression->reads;
    const auto use = std::find_if(
        reads.begin(), reads.end(),
        [&](const expr::PropertyUse& candidate) { return candidate.property.id == read.property; });
    assert(use != reads.end());
    return use->column;
  }

  void link(const std::vector<expr::Definition>& definitions) {
    auto linked = expr::ProgramSet::link(definitions, out_.seed);
    assert(linked);
    if (!linked) return;
    out_.expressions.programs = *std::move(linked);
    for (std::size_t i = 0; i < definitions.size(); ++i) {
      ir::Computed computed;
      computed.property = properties_[i];
      computed.time = definitions[i].owner;
      computed.name = loading_.add_text(names_[i]);
      if (i < pending_.size()) {
        computed.pointer = loading_.add_text(pending_[i].value.pointer());
        computed.text = loading_.add_text(texts_[i]);
      } else {
        computed.pointer = out_.node(node_of(i)).pointer;
        computed.lane = mixed_[i - pending_.size()];
      }
      out_.expressions.computed.push_back(computed);
    }
  }

  Loading& loading_;
  ir::Composition& out_;
  const std::vector<PendingExpression>& pending_;
  // By definition: the pending ones, then the mixed lanes.
  std::vector<expr::PropertyId> properties_;
  std::deque<std::optional<expr::Expression>> compiled_;
  std::vector<std::string> texts_, names_;
  std::vector<anim::F64> mixed_;
  std::vector<std::size_t> origins_;                        // of the definitions that compiled
  std::vector<char> reads_expressions_;                     // by source
  std::unordered_map<std::uint32_t, expr::OwnerId> times_;  // of nodes, as it is
};

}  // namespace

std::optional<anim::F64> read_expression(PendingExpression pending, Loading& loading) {
  const auto ast = expr::parse(pending.text);
  if (!ast) {
    report(ast.error(), pending.value, loading);
    return {};
  }
  if (names_only_rows(*ast)) {
    const PlaceResolver resolver(loading, pending.node, pending.scope);
    const auto made = lowered(*ast, pending, resolver);
    if (!made) {
      report(made.error(), pending.value, loading);
      return {};
    }
    const expr::Operation& result = made->graph[made->results[0]];
    if (result.op == Op::constant) {
      if (std::isfinite(result.value)) return anim::F64{result.value + 0.0, {}};
      loading.report.error(pending.value, label(pending.value) + " is not a finite number",
                           "look for a division by 0, a root or logarithm of what is below 0");
      return {};
    }
  }
  loading.expressions.push_back(std::move(pending));
  return loading.out.curves.add_property(
      static_cast<std::uint32_t>(loading.expressions.size() - 1));
}

void resolve_expressions(Loading& loading) {
  // What stands in an asset that nothing shows is checked as well, and then left out.
  const std::vector<bool> unused = find_unused_expressions(loading);
  if (std::find(unused.begin(), unused.end(), true) != unused.end()) {
    Resolution(loading).check();
    if (loading.report.error_count() > 0) return;
    loading.out.expressions = {};
    drop_expressions(unused, loading);
  }
  if (!loading.expressions.empty()) Resolution(loading).run();
}

}  // namespace lattice::schema

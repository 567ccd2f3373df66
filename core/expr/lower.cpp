#include <algorithm>
#include <initializer_list>
#include <string>

#include "expr/expression.h"
#include "expr/functions.h"
#include "expr/lexer.h"
#include "expr/parser.h"
#include "expr/references.h"

namespace lattice::expr {
namespace {

// Functions that are one operation on numbers, with as many operands.
Op simple_op(Function function) {
  switch (function) {
    case Function::abs: return Op::abs;
    case Function::sign: return Op::sign;
    case Function::floor: return Op::floor;
    case Function::ceil: return Op::ceil;
    case Function::round: return Op::round;
    case Function::fract: return Op::fract;
    case Function::sqrt: return Op::sqrt;
    case Function::exp: return Op::exp;
    case Function::log: return Op::log;
    case Function::sin: return Op::sin;
    case Function::cos: return Op::cos;
    case Function::tan: return Op::tan;
    case Function::random: return Op::random;
    case Function::mod:
    case Function::loop: return Op::modulo;
    case Function::pow: return Op::power;
    case Function::atan2: return Op::atan2;
    case Function::step: return Op::step;
    case Function::pingpong: return Op::pingpong;
    case Function::clamp: return Op::clamp;
    case Function::smoothstep: return Op::smoothstep;
    default: return Op::constant;  // not a simple one
  }
}

Op arithmetic_op(Binary op) {
  constexpr Op kOps[] = {Op::add, Op::subtract, Op::multiply, Op::divide, Op::modulo, Op::power};
  return kOps[static_cast<std::size_t>(op)];
}

class Lowering {
 public:
  Lowering(const Ast& ast, std::string_view source, const Resolver& resolver, Expression& out)
      : ast_(ast), source_(source), references_(source, resolver, build_, out) {}

  // Children come first, so a loop is enough.
  Result<TypedLanes> root() {
    values_.reserve(ast_.nodes.size());
    for (const Node& node : ast_.nodes) {
      LATTICE_TRY_ASSIGN(const TypedLanes value, lower(node));
      values_.push_back(value);
    }
    return values_.back();
  }

  LaneGraphBuilder& build() { return build_; }

 private:
  std::size_t child(const Node& node, std::size_t i) const { return ast_.children_of(node)[i]; }
  const TypedLanes& value(const Node& node, std::size_t i) const { return values_[child(node, i)]; }

  Failure error_at_child(const Node& node, std::size_t i, std::string_view what) const {
    return fail_at(source_, ast_.nodes[child(node, i)].start, what);
  }
  Failure error_at(const Node& node, std::string_view what) const {
    return fail_at(source_, node.offset, what);
  }

  // Child `i` must be of a type; `who` needs it: "not", "sin(radians)".
  Result<void> want(const Node& node, std::size_t i, Type type, std::string_view who) const {
    const Type given = value(node, i).type;
    if (given == type) return {};
    std::string what = std::string(who) + " needs " + std::string(type_name(type)) +
                       " here, and this is " + std::string(type_name(given));
    if (type == Type::boolean && given == Type::f64) what += "; compare it, as in x != 0";
    if (type == Type::f64 && given == Type::boolean) what += "; write condition ? 1 : 0";
    return error_at_child(node, i, what);
  }

  static TypedLanes one(Type type, Lane lane) { return {type, {lane}}; }

  Result<TypedLanes> lower(const Node& node) {
    switch (node.kind) {
      case NodeKind::number: return one(Type::f64, build_.constant(node.number));
      case NodeKind::constant: return constant(static_cast<Constant>(node.code));
      case NodeKind::reference: return references_.read(ast_.references[node.index]);
      case NodeKind::lane: return TypedLanes{};  // value_at looks at the reference itself
      case NodeKind::unary: return unary(node);
      case NodeKind::binary: return binary(node, static_cast<Binary>(node.code));
      case NodeKind::conditional: return conditional(node);
      case NodeKind::component: return component(node);
      case NodeKind::call: break;
    }
    return call(node, static_cast<Function>(node.code));
  }

  TypedLanes constant(Constant constant) {
    switch (constant) {
      case Constant::pi: return one(Type::f64, build_.constant(math::kPi));
      case Constant::tau: return one(Type::f64, build_.constant(2 * math::kPi));
      case Constant::yes: return one(Type::boolean, build_.constant(1));
      case Constant::no: break;
    }
    return one(Type::boolean, build_.constant(0));
  }

  Result<TypedLanes> unary(const Node& node) {
    TypedLanes out = value(node, 0);
    if (static_cast<Unary>(node.code) == Unary::logical_not) {
      LATTICE_TRY(want(node, 0, Type::boolean, "\"not\""));
      return one(Type::boolean, build_.apply(Op::logical_not, out.lanes[0]));
    }
    if (out.type == Type::boolean)
      return error_at_child(node, 0, "\"-\" needs a number, vec2 or colour, and this is a bool");
    for (std::uint32_t i = 0; i < lane_count(out.type); ++i)
      out.lanes[i] = build_.apply(Op::negate, out.lanes[i]);
    return out;
  }

  Result<TypedLanes> binary(const Node& node, Binary op) {
    if (op <= Binary::power) return arithmetic(node, op);
    if (op == Binary::equal || op == Binary::not_equal) return equality(node, op);
    const std::string who = "\"" + std::string(text(op)) + "\"";
    const Type operands =
        op == Binary::logical_and || op == Binary::logical_or ? Type::boolean : Type::f64;
    LATTICE_TRY(want(node, 0, operands, who));
    LATTICE_TRY(want(node, 1, operands, who));
    const Lane a = value(node, 0).lanes[0], b = value(node, 1).lanes[0];
    const auto result = [&](Op lowered, Lane x, Lane y) {
      return one(Type::boolean, build_.apply(lowered, x, y));
    };
    switch (op) {
      case Binary::less: return result(Op::less, a, b);
      case Binary::less_equal: return result(Op::less_equal, a, b);
      case Binary::greater: return result(Op::less, b, a);
      case Binary::greater_equal: return result(Op::less_equal, b, a);
      case Binary::logical_and: return result(Op::logical_and, a, b);
      default: return result(Op::logical_or, a, b);
    }
  }

  // By component. A vec2 or colour may be multiplied and divided by a number; % and ^ are of
  // numbers only.
  Result<TypedLanes> arithmetic(const Node& node, Binary op) {
    const TypedLanes a = value(node, 0), b = value(node, 1);
    const bool numbers_only = op == Binary::modulo || op == Binary::power;
    const bool scales_left = op == Binary::multiply && a.type == Type::f64;
    const bool scales_right =
        (op == Binary::multiply || op == Binary::divide) && b.type == Type::f64;
    const bool has_bool = a.type == Type::boolean || b.type == Type::boolean;
    const bool fits =
        a.type == b.type ? !numbers_only || a.type == Type::f64 : scales_left || scales_right;
    if (has_bool || !fits) return mismatch(node, op, numbers_only);
    TypedLanes out{a.type == Type::f64 ? b.type : a.type};
    for (std::uint32_t i = 0; i < lane_count(out.type); ++i)
      out.lanes[i] = build_.apply(arithmetic_op(op), a.lanes[a.type == Type::f64 ? 0 : i],
                                  b.lanes[b.type == Type::f64 ? 0 : i]);
    return out;
  }

  Failure mismatch(const Node& node, Binary op, bool numbers_only) const {
    const Type a = value(node, 0).type, b = value(node, 1).type;
    return error_at(node, "\"" + std::string(text(op)) + "\" cannot take " +
                              std::string(type_name(a)) + " and " + std::string(type_name(b)) +
                              (numbers_only ? "; it needs two numbers"
                               : a == Type::boolean || b == Type::boolean
                                   ? "; write condition ? 1 : 0 for a number"
                                   : "; write the components out, as in vec2(v.x + 1, v.y)"));
  }

  // All components equal. For numbers != is the opposite of ==, so NaN != NaN.
  Result<TypedLanes> equality(const Node& node, Binary op) {
    const TypedLanes a = value(node, 0), b = value(node, 1);
    if (a.type != b.type)
      return error_at(
          node, "\"" + std::string(text(op)) + "\" compares two of the same type, not " +
                    std::string(type_name(a.type)) + " and " + std::string(type_name(b.type)));
    Lane same = build_.apply(Op::equal, a.lanes[0], b.lanes[0]);
    for (std::uint32_t i = 1; i < lane_count(a.type); ++i)
      same = build_.apply(Op::logical_and, same, build_.apply(Op::equal, a.lanes[i], b.lanes[i]));
    if (op == Binary::not_equal) same = build_.apply(Op::logical_not, same);
    return one(Type::boolean, same);
  }

  // Both branches are computed: nothing in the language has effects or traps.
  Result<TypedLanes> conditional(const Node& node) {
    LATTICE_TRY(want(node, 0, Type::boolean, "the condition before \"?\""));
    TypedLanes yes = value(node, 1);
    const TypedLanes& no = value(node, 2);
    if (yes.type != no.type)
      return error_at(node, "both branches must be of one type, not " +
                                std::string(type_name(yes.type)) + " and " +
                                std::string(type_name(no.type)));
    for (std::uint32_t i = 0; i < lane_count(yes.type); ++i)
      yes.lanes[i] = build_.apply(Op::select, value(node, 0).lanes[0], yes.lanes[i], no.lanes[i]);
    return yes;
  }

  Result<TypedLanes> component(const Node& node) {
    const TypedLanes& whole = value(node, 0);
    const std::uint32_t i = node.code;
    if (whole.type == Type::vec2 && i < 2) return one(Type::f64, whole.lanes[i]);
    if (whole.type == Type::color && i >= 2) return one(Type::f64, whole.lanes[i - 2]);
    const std::string name = std::string(".") + kComponentNames[i];
    return error_at(node, name + " is of " +
                              std::string(type_name(i < 2 ? Type::vec2 : Type::color)) +
                              ", and this is " + std::string(type_name(whole.type)));
  }

  Result<TypedLanes> call(const Node& node, Function function) {
    if (function == Function::lerp) return lerp(node);
    const std::string_view form = signature(function).form;
    for (std::size_t i = function == Function::value_at ? 1 : 0; i < node.children.count; ++i)
      LATTICE_TRY(want(node, i, Type::f64, form));
    if (function == Function::value_at)
      return references_.sample(ast_.references[ast_.nodes[child(node, 0)].index],
                                argument(node, 1));
    if (function == Function::vec2)
      return TypedLanes{Type::vec2, {argument(node, 0), argument(node, 1)}};
    if (function == Function::rgba)
      return TypedLanes{
          Type::color,
          {argument(node, 0), argument(node, 1), argument(node, 2), argument(node, 3, 1)}};
    return one(Type::f64, number_call(node, function));
  }

  // The lane of a number, or a constant where the argument is left out.
  Lane argument(const Node& node, std::size_t i, double absent = 0) {
    return i < node.children.count ? value(node, i).lanes[0] : build_.constant(absent);
  }

  Lane number_call(const Node& node, Function function) {
    const Lane x = argument(node, 0);
    switch (function) {
      case Function::min: return reduce(node, Op::min);
      case Function::max: return reduce(node, Op::max);
      case Function::radians:
        return build_.apply(Op::multiply, x, build_.constant(math::kRadiansPerDegree));
      case Function::degrees:
        return build_.apply(Op::multiply, x, build_.constant(180 / math::kPi));
      case Function::noise: return build_.apply(Op::noise, x, argument(node, 1));
      case Function::wiggle: return wiggle(node);
      default: break;
    }
    const Op op = simple_op(function);
    const int count = operand_count(op);
    return build_.apply(op, x, count > 1 ? argument(node, 1) : 0,
                        count > 2 ? argument(node, 2) : 0);
  }

  Lane reduce(const Node& node, Op op) {
    Lane out = argument(node, 0);
    for (std::size_t i = 1; i < node.children.count; ++i)
      out = build_.apply(op, out, argument(node, i));
    return out;
  }

  // amp noise(freq time.seconds, seed)
  Lane wiggle(const Node& node) {
    const Lane at = build_.apply(Op::multiply, argument(node, 0), build_.time(TimeField::seconds));
    return build_.apply(Op::multiply, argument(node, 1),
                        build_.apply(Op::noise, at, argument(node, 2)));
  }

  Result<TypedLanes> lerp(const Node& node) {
    const TypedLanes a = value(node, 0), b = value(node, 1);
    if (a.type == Type::boolean) LATTICE_TRY(want(node, 0, Type::f64, "lerp(a, b, t)"));
    LATTICE_TRY(want(node, 1, a.type, "lerp(a, b, t)"));
    LATTICE_TRY(want(node, 2, Type::f64, "lerp(a, b, t)"));
    const Lane t = value(node, 2).lanes[0];
    if (a.type == Type::color) return lerp_colors(a, b, t);
    TypedLanes out{a.type};
    for (std::uint32_t i = 0; i < lane_count(a.type); ++i)
      out.lanes[i] = build_.apply(Op::lerp, a.lanes[i], b.lanes[i], t);
    return out;
  }

  // Premultiplied, as keyframes of colours are: a transparent end has no colour of its own.
  TypedLanes lerp_colors(const TypedLanes& a, const TypedLanes& b, Lane t) {
    TypedLanes out{Type::color};
    const Lane alpha = build_.apply(Op::lerp, a.lanes[3], b.lanes[3], t);
    const Lane zero = build_.constant(0), is_clear = build_.apply(Op::equal, alpha, zero);
    for (std::uint32_t i = 0; i < 3; ++i) {
      const Lane mixed = build_.apply(Op::lerp, build_.apply(Op::multiply, a.lanes[i], a.lanes[3]),
                                      build_.apply(Op::multiply, b.lanes[i], b.lanes[3]), t);
      out.lanes[i] =
          build_.apply(Op::select, is_clear, zero, build_.apply(Op::divide, mixed, alpha));
    }
    out.lanes[3] = alpha;
    return out;
  }

  const Ast& ast_;
  std::string_view source_;
  LaneGraphBuilder build_;
  ReferenceLowering references_;
  std::vector<TypedLanes> values_;
};

// The lanes that `target` takes of a value.
Result<TypedLanes> fitted(TypedLanes value, Target target, const Ast& ast,
                          std::string_view source) {
  if (value.type == Type::f64 && target.type == Type::vec2)
    value = {Type::vec2, {value.lanes[0], value.lanes[0]}};
  if (value.type != target.type) {
    std::string what = "this gives " + std::string(type_name(value.type)) + ", and " +
                       std::string(type_name(target.type)) + " is wanted";
    if (target.type == Type::f64 && value.type == Type::boolean)
      what += "; write condition ? 1 : 0";
    if (target.type == Type::boolean && value.type == Type::f64)
      what += "; compare it, as in x != 0";
    return fail_at(source, ast.nodes.back().start, what);
  }
  if (target.component) return TypedLanes{Type::f64, {value.lanes[*target.component]}};
  return value;
}

}  // namespace

Result<Expression> lower(const Ast& ast, std::string_view source, const Resolver& resolver,
                         Target target) {
  Expression out;
  Lowering lowering(ast, source, resolver, out);
  LATTICE_TRY_ASSIGN(const TypedLanes root, lowering.root());
  LATTICE_TRY_ASSIGN(const TypedLanes value, fitted(root, target, ast, source));
  out.type = value.type;
  out.results = value.lanes;
  out.graph = lowering.build().take(out.results, lane_count(out.type));
  return out;
}

Result<Expression> compile(std::string_view source, const Resolver& resolver, Target target) {
  LATTICE_TRY_ASSIGN(const Ast ast, parse(source));
  return lower(ast, source, resolver, target);
}

}  // namespace lattice::expr

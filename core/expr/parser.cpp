#include "expr/parser.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/suggest.h"
#include "expr/functions.h"
#include "expr/lexer.h"

namespace lattice::expr {
namespace {

// How tightly an operator holds its operands. The sign is weaker than ^, so -x^2 is -(x^2).
enum Strength : int {
  kAnything = 0,
  kConditional = 1,  // right-associative
  kOr = 2,
  kAnd = 3,
  kComparison = 4,  // does not chain
  kSum = 5,
  kProduct = 6,
  kPower = 7,  // right-associative
};

struct Infix {
  TokenKind kind;
  Binary op;
  int strength;
};
constexpr Infix kInfix[] = {
    {TokenKind::plus, Binary::add, kSum},
    {TokenKind::minus, Binary::subtract, kSum},
    {TokenKind::star, Binary::multiply, kProduct},
    {TokenKind::slash, Binary::divide, kProduct},
    {TokenKind::percent, Binary::modulo, kProduct},
    {TokenKind::caret, Binary::power, kPower},
    {TokenKind::less, Binary::less, kComparison},
    {TokenKind::less_equal, Binary::less_equal, kComparison},
    {TokenKind::greater, Binary::greater, kComparison},
    {TokenKind::greater_equal, Binary::greater_equal, kComparison},
    {TokenKind::equal, Binary::equal, kComparison},
    {TokenKind::not_equal, Binary::not_equal, kComparison},
};

std::optional<Infix> infix_of(const Token& token) {
  if (token.kind == TokenKind::identifier) {
    if (token.text == "and") return Infix{token.kind, Binary::logical_and, kAnd};
    if (token.text == "or") return Infix{token.kind, Binary::logical_or, kOr};
    return std::nullopt;
  }
  for (const Infix& infix : kInfix)
    if (infix.kind == token.kind) return infix;
  return std::nullopt;
}

constexpr std::string_view kConstants[] = {"pi", "tau", "true", "false"};
constexpr std::string_view kScopes[] = {"self", "nodes", "vars", "time", "item", "index"};
constexpr std::string_view kOperators[] = {"and", "or", "not"};

template <std::size_t n>
std::optional<std::size_t> position(const std::string_view (&names)[n], std::string_view name) {
  const auto* found = std::find(names, names + n, name);
  return found == names + n ? std::nullopt : std::optional<std::size_t>(found - names);
}

// An id and a variable's name may be anything, so it is quoted; escapes stay as written.
std::string found_text(const Token& token) {
  if (token.kind == TokenKind::end) return "the end";
  return "\"" + std::string(token.text.substr(0, 40)) + "\"";
}

using NodeIndex = std::uint32_t;

class Parser {
 public:
  explicit Parser(std::string_view source)
      : source_(source), lexer_(source, is_expression(source) ? 1 : 0) {}

  Result<Ast> parse() {
    LATTICE_TRY(advance());
    if (token_.kind == TokenKind::end)
      return fail_at(source_, token_.offset, "the expression is empty; write a value");
    LATTICE_TRY(expression(kAnything));
    if (token_.kind != TokenKind::end)
      return error_here("expected an operator or the end, found " + found_text(token_));
    return std::move(ast_);
  }

 private:
  Failure error_here(std::string_view what) const { return fail_at(source_, token_.offset, what); }

  Result<void> advance() {
    LATTICE_TRY_ASSIGN(token_, lexer_.next());
    return {};
  }

  Result<void> expect(TokenKind kind, std::string_view what) {
    if (token_.kind != kind)
      return error_here("expected " + std::string(what) + ", found " + found_text(token_));
    return advance();
  }

  bool at_word(std::string_view word) const {
    return token_.kind == TokenKind::identifier && token_.text == word;
  }

  // Adds a node below which `children` hang.
  Result<NodeIndex> add(Node node, std::initializer_list<NodeIndex> children = {}) {
    return add(node, std::span(children.begin(), children.size()));
  }
  Result<NodeIndex> add(Node node, std::span<const NodeIndex> children) {
    if (ast_.nodes.size() >= kMaxOperations)
      return fail_at(source_, node.offset,
                     "the expression has more than " + std::to_string(kMaxOperations) +
                         " operations; split it over several lanes");
    node.children = {static_cast<std::uint32_t>(ast_.children.size()),
                     static_cast<std::uint32_t>(children.size())};
    ast_.children.insert(ast_.children.end(), children.begin(), children.end());
    ast_.nodes.push_back(node);
    return static_cast<NodeIndex>(ast_.nodes.size() - 1);
  }

  Result<NodeIndex> expression(int min_strength) {
    if (nesting_ == kMaxNesting)
      return error_here("nested deeper than " + std::to_string(kMaxNesting) +
                        " levels; split the expression over several lanes");
    ++nesting_;
    auto result = operators(min_strength);
    --nesting_;
    return result;
  }

  Result<NodeIndex> operators(int min_strength) {
    LATTICE_TRY_ASSIGN(NodeIndex left, prefix());
    for (bool compared = false;;) {
      if (token_.kind == TokenKind::question && min_strength <= kConditional) {
        LATTICE_TRY_ASSIGN(left, conditional(left));
        continue;
      }
      const auto infix = infix_of(token_);
      if (!infix || infix->strength < min_strength) return left;
      if (infix->strength == kComparison && compared)
        return error_here("comparisons do not chain; write a < b and b < c");
      compared = infix->strength == kComparison;
      LATTICE_TRY_ASSIGN(left, binary(left, *infix));
    }
  }

  Result<NodeIndex> binary(NodeIndex left, const Infix& infix) {
    Node node{.kind = NodeKind::binary,
              .code = static_cast<std::uint8_t>(infix.op),
              .offset = token_.offset,
              .start = ast_.nodes[left].start};
    LATTICE_TRY(advance());
    const bool right_associative = infix.strength == kPower;
    LATTICE_TRY_ASSIGN(const NodeIndex right,
                       expression(right_associative ? infix.strength : infix.strength + 1));
    return add(node, {left, right});
  }

  Result<NodeIndex> conditional(NodeIndex condition) {
    Node node{.kind = NodeKind::conditional,
              .offset = token_.offset,
              .start = ast_.nodes[condition].start};
    LATTICE_TRY(advance());
    LATTICE_TRY_ASSIGN(const NodeIndex yes, expression(kAnything));
    LATTICE_TRY(expect(TokenKind::colon, "\":\" and what holds otherwise"));
    LATTICE_TRY_ASSIGN(const NodeIndex no, expression(kConditional));
    return add(node, {condition, yes, no});
  }

  Result<NodeIndex> prefix() {
    const bool is_not = at_word("not");
    if (!is_not && token_.kind != TokenKind::minus) return postfix();
    Node node{.kind = NodeKind::unary,
              .code = static_cast<std::uint8_t>(is_not ? Unary::logical_not : Unary::negate),
              .offset = token_.offset,
              .start = token_.offset};
    LATTICE_TRY(advance());
    LATTICE_TRY_ASSIGN(const NodeIndex operand, expression(is_not ? kComparison : kPower));
    return add(node, {operand});
  }

  Result<NodeIndex> postfix() {
    LATTICE_TRY_ASSIGN(NodeIndex left, primary());
    while (token_.kind == TokenKind::dot) {
      LATTICE_TRY(advance());
      const std::size_t component = token_.kind == TokenKind::identifier && token_.text.size() == 1
                                        ? kComponentNames.find(token_.text[0])
                                        : std::string_view::npos;
      if (component == std::string_view::npos)
        return error_here("expected .x .y of a vec2 or .r .g .b .a of a colour, found " +
                          found_text(token_));
      Node node{.kind = NodeKind::component,
                .code = static_cast<std::uint8_t>(component),
                .offset = token_.offset,
                .start = ast_.nodes[left].start};
      LATTICE_TRY(advance());
      LATTICE_TRY_ASSIGN(left, add(node, {left}));
    }
    if (token_.kind == TokenKind::number && token_.text[0] == '.')
      return error_here("a name cannot be a number; an id with dots is written nodes[\"a.0\"]");
    return left;
  }

  Result<NodeIndex> primary() {
    const Token token = token_;
    if (token.kind == TokenKind::number) {
      LATTICE_TRY(advance());
      return add({.kind = NodeKind::number,
                  .offset = token.offset,
                  .start = token.offset,
                  .number = token.number});
    }
    if (token.kind == TokenKind::left_paren) {
      LATTICE_TRY(advance());
      LATTICE_TRY_ASSIGN(const NodeIndex inner, expression(kAnything));
      LATTICE_TRY(expect(TokenKind::right_paren, "\")\""));
      ast_.nodes[inner].start = token.offset;
      return inner;
    }
    if (token.kind == TokenKind::identifier && !position(kOperators, token.text)) return name();
    if (token.kind == TokenKind::string)
      return error_here("text cannot be used in an expression; write a number");
    return error_here("expected a value, found " + found_text(token));
  }

  Result<NodeIndex> name() {
    const Token token = token_;
    LATTICE_TRY(advance());
    if (token_.kind == TokenKind::left_paren) return call(token);
    if (const auto constant = position(kConstants, token.text))
      return add({.kind = NodeKind::constant,
                  .code = static_cast<std::uint8_t>(*constant),
                  .offset = token.offset,
                  .start = token.offset});
    if (const auto scope = position(kScopes, token.text))
      return reference(token, static_cast<Scope>(*scope));
    if (const auto function = find_function(token.text))
      return fail_at(source_, token.offset,
                     std::string(token.text) + " is a function; write " +
                         std::string(signature(*function).form));
    std::vector<std::string_view> known(std::begin(kScopes), std::end(kScopes));
    known.insert(known.end(), std::begin(kConstants), std::end(kConstants));
    return fail_at(source_, token.offset,
                   "unknown name " + found_text(token) + "; " + suggestion(token.text, known));
  }

  Result<NodeIndex> call(const Token& name) {
    const auto function = find_function(name.text);
    if (!function)
      return fail_at(
          source_, name.offset,
          "unknown function " + found_text(name) + "; " + suggestion(name.text, function_names()));
    LATTICE_TRY(advance());
    std::vector<NodeIndex> arguments;
    while (token_.kind != TokenKind::right_paren) {
      if (!arguments.empty()) LATTICE_TRY(expect(TokenKind::comma, "\",\" or \")\""));
      LATTICE_TRY_ASSIGN(const NodeIndex argument, expression(kAnything));
      arguments.push_back(argument);
    }
    LATTICE_TRY(check_count(name, signature(*function), arguments.size()));
    if (*function == Function::value_at) LATTICE_TRY(name_lane(arguments[0]));
    LATTICE_TRY(advance());
    return add({.kind = NodeKind::call,
                .code = static_cast<std::uint8_t>(*function),
                .offset = name.offset,
                .start = name.offset},
               std::span<const NodeIndex>(arguments));
  }

  Result<void> check_count(const Token& name, const Signature& wanted, std::size_t given) const {
    if (given >= wanted.min_arguments &&
        (given <= wanted.max_arguments || wanted.max_arguments == kAnyNumber))
      return {};
    return fail_at(source_, name.offset,
                   std::string(name.text) + " is given " + std::to_string(given) +
                       (given == 1 ? " argument" : " arguments") + "; write " +
                       std::string(wanted.form));
  }

  // value_at looks at another time of a lane, so its first argument is a name, not a value.
  Result<void> name_lane(NodeIndex argument) {
    Node& node = ast_.nodes[argument];
    if (node.kind == NodeKind::reference) {
      const Scope scope = ast_.references[node.index].scope;
      if (scope == Scope::self || scope == Scope::nodes) {
        node.kind = NodeKind::lane;
        return {};
      }
    }
    return fail_at(source_, node.start,
                   "value_at needs the name of a lane first, such as self.opacity");
  }

  Result<NodeIndex> reference(const Token& token, Scope scope) {
    Reference reference{.scope = scope};
    reference.name_offset = reference.lane_offset = token.offset;
    if (scope == Scope::nodes || scope == Scope::vars || scope == Scope::time ||
        (scope == Scope::item &&
         (token_.kind == TokenKind::dot || token_.kind == TokenKind::left_bracket)))
      LATTICE_TRY(member(token, reference));
    if (scope == Scope::self || scope == Scope::nodes) LATTICE_TRY(lane(token, reference));
    ast_.references.push_back(std::move(reference));
    return add({.kind = NodeKind::reference,
                .index = static_cast<std::uint32_t>(ast_.references.size() - 1),
                .offset = token.offset,
                .start = token.offset});
  }

  // .name, or ["any name"] where names are the author's.
  Result<void> member(const Token& scope, Reference& reference) {
    if (token_.kind == TokenKind::left_bracket && reference.scope != Scope::time) {
      LATTICE_TRY(advance());
      if (token_.kind != TokenKind::string)
        return error_here("expected a name in quotes, found " + found_text(token_));
      reference.name = unescaped(token_);
      reference.name_offset = token_.offset;
      LATTICE_TRY(advance());
      return expect(TokenKind::right_bracket, "\"]\"");
    }
    if (token_.kind == TokenKind::dot)
      LATTICE_TRY(advance());
    else
      return error_here("expected a name after \"" + std::string(scope.text) + "\", as in " +
                        std::string(scope.text) + ".name, found " + found_text(token_));
    if (token_.kind != TokenKind::identifier)
      return error_here("expected a name after \"" + std::string(scope.text) + ".\", found " +
                        found_text(token_));
    reference.name = token_.text;
    reference.name_offset = token_.offset;
    return advance();
  }

  // .transform.translate.x: all that follows names the lane.
  Result<void> lane(const Token& scope, Reference& reference) {
    const std::string owner =
        reference.scope == Scope::self ? std::string("self") : "node \"" + reference.name + "\"";
    if (token_.kind != TokenKind::dot)
      return error_here("expected a lane of " + owner + ", as in " + std::string(scope.text) +
                        (reference.scope == Scope::self ? ".opacity" : ".card.opacity") +
                        (reference.scope == Scope::self
                             ? ""
                             : "; an id that is no plain name is written nodes[\"the id\"]") +
                        ", found " + found_text(token_));
    while (token_.kind == TokenKind::dot) {
      LATTICE_TRY(advance());
      if (token_.kind != TokenKind::identifier)
        return error_here("expected a lane after \".\", found " + found_text(token_));
      if (reference.lane.empty()) reference.lane_offset = token_.offset;
      reference.lane += (reference.lane.empty() ? "" : ".") + std::string(token_.text);
      LATTICE_TRY(advance());
    }
    return {};
  }

  std::string_view source_;
  Lexer lexer_;
  Token token_;
  Ast ast_;
  int nesting_ = 0;
};

}  // namespace

Result<Ast> parse(std::string_view source) {
  if (source.size() > kMaxLength)
    return fail(Code::invalid, "column 1",
                "the expression is longer than " + std::to_string(kMaxLength) +
                    " bytes; split it over several lanes");
  return Parser(source).parse();
}

}  // namespace lattice::expr

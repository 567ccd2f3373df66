#include <charconv>
#include <utility>

#include "expr/ast.h"
#include "expr/functions.h"

namespace lattice::expr {
namespace {

std::string number_text(double number) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, number);
  return {digits, end.ptr};
}

bool is_plain_name(std::string_view name) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  if (name.empty() || (name[0] >= '0' && name[0] <= '9')) return false;
  for (const char c : name)
    if (!plain(c)) return false;
  return true;
}

// .name or ["odd name"]
std::string member_text(std::string_view name) {
  if (is_plain_name(name)) return "." + std::string(name);
  std::string out = "[\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"]";
}

std::string reference_text(const Reference& reference) {
  switch (reference.scope) {
    case Scope::self: return "self." + reference.lane;
    case Scope::nodes: return "nodes" + member_text(reference.name) + "." + reference.lane;
    case Scope::vars: return "vars" + member_text(reference.name);
    case Scope::time: return "time." + reference.name;
    case Scope::item: return reference.name.empty() ? "item" : "item" + member_text(reference.name);
    case Scope::index: break;
  }
  return "index";
}

std::string constant_text(Constant constant) {
  constexpr std::string_view kNames[] = {"pi", "tau", "true", "false"};
  return std::string(kNames[static_cast<std::size_t>(constant)]);
}

class Printer {
 public:
  explicit Printer(const Ast& ast) : ast_(ast), texts_(ast.nodes.size()) {}

  std::string print() {
    for (std::size_t i = 0; i < texts_.size(); ++i) texts_[i] = text_of(ast_.nodes[i]);
    return std::move(texts_.back());
  }

 private:
  // Every node has one parent, so its text may be moved out.
  std::string child(const Node& node, std::size_t i) {
    return std::move(texts_[ast_.children_of(node)[i]]);
  }

  std::string call(const Node& node) {
    std::string out(signature(static_cast<Function>(node.code)).name);
    for (std::size_t i = 0; i < node.children.count; ++i)
      out += (i == 0 ? "(" : ", ") + child(node, i);
    return out + ")";
  }

  // A number's own point would take the letter for a digit.
  std::string component(const Node& node) {
    const bool of_number = ast_.nodes[ast_.children_of(node)[0]].kind == NodeKind::number;
    const std::string whole = child(node, 0);
    return (of_number ? "(" + whole + ")" : whole) + "." + kComponentNames[node.code];
  }

  std::string text_of(const Node& node) {
    switch (node.kind) {
      case NodeKind::number: return number_text(node.number);
      case NodeKind::constant: return constant_text(static_cast<Constant>(node.code));
      case NodeKind::reference:
      case NodeKind::lane: return reference_text(ast_.references[node.index]);
      case NodeKind::unary:
        return (static_cast<Unary>(node.code) == Unary::negate ? "(-" : "(not ") + child(node, 0) +
               ")";
      case NodeKind::binary:
        return "(" + child(node, 0) + " " + std::string(text(static_cast<Binary>(node.code))) +
               " " + child(node, 1) + ")";
      case NodeKind::conditional:
        return "(" + child(node, 0) + " ? " + child(node, 1) + " : " + child(node, 2) + ")";
      case NodeKind::component: return component(node);
      case NodeKind::call: break;
    }
    return call(node);
  }

  const Ast& ast_;
  std::vector<std::string> texts_;
};

}  // namespace

std::string_view text(Binary op) {
  constexpr std::string_view kTexts[] = {"+",  "-", "*",  "/",  "%",  "^",   "<",
                                         "<=", ">", ">=", "==", "!=", "and", "or"};
  return kTexts[static_cast<std::size_t>(op)];
}

std::string canonical(const Ast& ast) { return Printer(ast).print(); }

}  // namespace lattice::expr

#pragma once
// Tree to text, and what a tree says of itself.

#include <algorithm>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/formula/detail/formula_words.hpp"
#include "zonerank/formula/formula.hpp"

namespace zonerank {
ZONERANK_OWN(formula_text) {

using detail::Function;
using detail::functions;
using detail::Symbol;
using detail::symbols;

ZONERANK_INLINE const Symbol* symbol(Op op) {
  const auto* found = std::find_if(std::begin(symbols), std::end(symbols),
                                   [op](const Symbol& s) { return s.op == op; });
  return found == std::end(symbols) ? nullptr : found;
}

class Printer {
 public:
  Printer(const std::vector<Node>& nodes,
          const std::function<std::string(const std::string&)>& rename)
      : nodes_(nodes), rename_(rename) {}

  /// `strength`: of the operator around; weaker inner operators need parentheses.
  std::string print(int index, int strength = 0) const {
    const Node& node = nodes_[static_cast<std::size_t>(index)];
    if (node.op == Op::number) return node.has_unit ? node.text + " " + node.unit.text : node.text;
    if (node.op == Op::field || node.op == Op::year) {
      return rename_ && node.op == Op::field ? rename_(node.text) : node.text;
    }
    const Symbol* const sign = symbol(node.op);
    if (node.op == Op::list) return arguments(index);
    if (sign == nullptr) return call(node);
    std::string inner;
    if (node.op == Op::in_set) {
      inner = print(node.left, sign->strength + 1) + " in {" + join(node.words, ", ") + "}";
    } else if (node.op == Op::logical_not) {
      inner = "not " + print(node.left, sign->strength);
    } else if (node.op == Op::negate) {
      inner = "-" + print(node.left, sign->strength);
    } else {
      std::string left = print(node.left, sign->strength == 4 ? 5 : sign->strength);
      if (sign->strength == 7 && ends_in_unit(node.left)) left = "(" + left + ")";
      inner = left + " " + std::string(sign->text) + " " + print(node.right, sign->strength + 1);
    }
    return sign->strength < strength ? "(" + inner + ")" : inner;
  }

 private:
  /// Such a product is put into parentheses before * and /, as `3 CNY * m` is read as one unit.
  bool ends_in_unit(int index) const {
    const Node* node = &nodes_[static_cast<std::size_t>(index)];
    while (node->op == Op::multiply || node->op == Op::divide) {
      node = &nodes_[static_cast<std::size_t>(node->right)];
    }
    return node->op == Op::number && node->has_unit;
  }

  std::string call(const Node& node) const {
    const auto* function = std::find_if(std::begin(functions), std::end(functions),
                                        [&](const Function& f) { return f.op == node.op; });
    std::string result(function->name);
    result += "(";
    if (node.left >= 0) result += arguments(node.left);
    if (node.right >= 0) result += ", " + print(node.right);
    return result + ")";
  }

  std::string arguments(int index) const {
    std::string last;
    const Node* node = &nodes_[static_cast<std::size_t>(index)];
    for (; node->op == Op::list; node = &nodes_[static_cast<std::size_t>(index)]) {
      last.insert(0, ", " + print(node->right));
      index = node->left;
    }
    return print(index) + last;
  }

  const std::vector<Node>& nodes_;
  const std::function<std::string(const std::string&)>& rename_;
};

}  // ZONERANK_OWN(formula_text)

ZONERANK_INLINE std::string Formula::text(
    int node, const std::function<std::string(const std::string&)>& rename) const {
  return empty() ? "" : Printer(nodes_, rename).print(node);
}

ZONERANK_INLINE std::vector<std::string> Formula::fields() const {
  std::vector<std::string> names;
  for (const Node& node : nodes_) {
    if (node.op == Op::field && std::find(names.begin(), names.end(), node.text) == names.end()) {
      names.push_back(node.text);
    }
  }
  return names;
}

ZONERANK_INLINE int Formula::years_back() const {
  std::vector<int> years(nodes_.size(), 0);
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const Node& node = nodes_[i];
    if (node.left >= 0) years[i] = years[static_cast<std::size_t>(node.left)];
    if (node.right >= 0) years[i] = std::max(years[i], years[static_cast<std::size_t>(node.right)]);
    if (node.op == Op::growth || node.op == Op::increase || node.op == Op::previous) ++years[i];
  }
  return years.empty() ? 0 : years.back();
}

}  // namespace zonerank

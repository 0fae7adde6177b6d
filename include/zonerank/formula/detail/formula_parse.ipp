#pragma once
// Text to tree.

#include <algorithm>
#include <charconv>
#include <optional>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/diagnostics/error.hpp"
#include "zonerank/formula/detail/formula_words.hpp"
#include "zonerank/formula/formula.hpp"

namespace zonerank {
ZONERANK_OWN(formula_parse) {

using detail::Function;
using detail::functions;
using detail::Symbol;
using detail::symbols;

ZONERANK_INLINE bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
ZONERANK_INLINE bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

}  // ZONERANK_OWN(formula_parse)

class FormulaParser {
 public:
  FormulaParser(std::string_view text, const Units& units) : text_(text), units_(units) {}

  Formula parse() {
    parse_or();
    skip();
    if (at_ < text_.size()) syntax(words("there is something after the end", "结尾之后还有内容"));
    return std::move(formula_);
  }

 private:
  struct Depth {
    explicit Depth(FormulaParser& parser) : parser_(parser) {
      if (parser_.depth_ == Formula::max_depth) parser_.too_deep();
      ++parser_.depth_;
    }
    ~Depth() { --parser_.depth_; }
    FormulaParser& parser_;
  };

  [[noreturn]] void too_deep() const {
    fail(Code::formula_too_deep, "", {},
         {std::to_string(Formula::max_depth), std::to_string(character(at_))});
  }

  [[noreturn]] void syntax(const Argument& what) const {
    std::size_t end = std::min<std::size_t>(text_.size(), 120);
    while (end < text_.size() && is_continuation(text_[end])) --end;  // a character stays whole
    fail(Code::formula_syntax, "", std::string(text_.substr(0, end)),
         {std::to_string(character(at_)), what});
  }

  /// 1-based, as a reader counts: a Chinese character is one, though it takes three bytes.
  int character(std::size_t at) const {
    const std::string_view before = text_.substr(0, at);
    return 1 +
           static_cast<int>(before.size() - static_cast<std::size_t>(std::count_if(
                                                before.begin(), before.end(), is_continuation)));
  }

  void skip() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) {
      ++at_;
    }
  }

  std::string_view peek_word() {
    skip();
    std::size_t end = at_;
    if (end < text_.size() && is_letter(text_[end])) {
      while (end < text_.size() && (is_letter(text_[end]) || is_digit(text_[end]))) ++end;
    }
    return text_.substr(at_, end - at_);
  }

  bool take_word(std::string_view word) {
    if (peek_word() != word) return false;
    at_ += word.size();
    return true;
  }

  bool take(std::string_view token) {
    skip();
    if (!text_.substr(at_).starts_with(token)) return false;
    at_ += token.size();
    return true;
  }

  void expect(std::string_view token) {
    if (!take(token)) syntax(words("expected {0}", "应为 {0}", {in_quotes(token)}));
  }

  int add(Node node) {
    if (formula_.nodes_.size() >= Formula::max_nodes) {
      syntax(words("it has more than {0} numbers, fields and operators",
                   "数、字段和运算符超过 {0} 个", {Formula::max_nodes}));
    }
    formula_.nodes_.push_back(std::move(node));
    return formula_.root();
  }

  int add(Op op, int left, int right, std::size_t position) {
    Node node;
    node.op = op;
    node.left = left;
    node.right = right;
    node.position = character(position);
    return add(std::move(node));
  }

  int parse_or() {
    int left = parse_and();
    for (std::size_t position = at_; take_word("or"); position = at_) {
      const int right = parse_and();
      left = add(Op::logical_or, left, right, position);
    }
    return left;
  }

  int parse_and() {
    int left = parse_not();
    for (std::size_t position = at_; take_word("and"); position = at_) {
      const int right = parse_not();
      left = add(Op::logical_and, left, right, position);
    }
    return left;
  }

  int parse_not() {
    skip();
    const std::size_t position = at_;
    if (!take_word("not")) return parse_comparison();
    const Depth depth(*this);
    return add(Op::logical_not, parse_not(), -1, position);
  }

  std::optional<Op> take_comparison() {
    if (take_word("in")) return Op::in_set;
    for (const Symbol& candidate : symbols) {
      if (candidate.strength == 4 && candidate.op != Op::in_set && take(candidate.text)) {
        return candidate.op;
      }
    }
    if (text_.substr(at_).starts_with("="))
      syntax(words("equality is written ==", "相等请写作 =="));
    return std::nullopt;
  }

  int parse_comparison() {
    int left = parse_sum();
    skip();
    const std::size_t position = at_;
    const auto op = take_comparison();
    if (!op) return left;
    if (*op == Op::in_set) {
      Node node;
      node.op = Op::in_set;
      node.left = left;
      node.position = character(position);
      node.words = parse_words();
      left = add(std::move(node));
    } else {
      const int right = parse_sum();
      left = add(*op, left, right, position);
    }
    skip();
    if (take_comparison())
      syntax(words("comparisons do not chain; join two of them with and",
                   "比较不能连写；请用 and 连接两个比较"));
    return left;
  }

  std::vector<std::string> parse_words() {
    expect("{");
    std::vector<std::string> codes;
    for (;;) {
      const std::size_t end = text_.find_first_of(",}", at_);
      if (end == text_.npos) syntax(words("expected \"}\"", "应为 \"}\""));
      const std::string_view word = trim(text_.substr(at_, end - at_));
      if (word.empty()) syntax(words("a code is missing between the braces", "大括号内缺少代码"));
      codes.emplace_back(word);
      at_ = end + 1;
      if (text_[end] == '}') return codes;
    }
  }

  int parse_sum() {
    int left = parse_term();
    for (;;) {
      skip();
      const std::size_t position = at_;
      const Op op = take("+") ? Op::add : take("-") ? Op::subtract : Op::number;
      if (op == Op::number) return left;
      const int right = parse_term();
      left = add(op, left, right, position);
    }
  }

  int parse_term() {
    skip();
    const std::size_t position = at_;
    if (take("-")) {
      const Depth depth(*this);
      return add(Op::negate, parse_term(), -1, position);
    }
    int left = parse_factor();
    for (;;) {
      skip();
      const std::size_t at = at_;
      const Op op = take("*") ? Op::multiply : take("/") ? Op::divide : Op::number;
      if (op == Op::number) return left;
      const int right = parse_factor();
      left = add(op, left, right, at);
    }
  }

  int parse_factor() {
    skip();
    const std::size_t position = at_;
    if (at_ == text_.size()) syntax(words("the formula ends too early", "公式不完整"));
    if (take("-")) {
      const Depth depth(*this);
      return add(Op::negate, parse_factor(), -1, position);
    }
    if (take("(")) {
      const Depth depth(*this);
      const int inner = parse_or();
      expect(")");
      return inner;
    }
    if (is_digit(text_[at_]) || text_[at_] == '.') return parse_number();
    const std::string word(peek_word());
    if (word.empty()) syntax(words("expected a number, a field or \"(\"", "应为数、字段或 \"(\""));
    if (word == "and" || word == "or" || word == "in" || word == "not") {
      syntax(words("{0} stands where a value is expected", "{0} 处应为数值", {in_quotes(word)}));
    }
    at_ += word.size();
    if (take("(")) return parse_call(word, position);
    Node node;
    node.op = word == "year" ? Op::year : Op::field;
    node.text = word;
    node.position = character(position);
    return add(std::move(node));
  }

  int parse_number() {
    const std::size_t begin = at_;
    double value = 0.0;
    const auto [end, error] =
        std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
    if (error != std::errc{}) syntax(words("the number cannot be read", "该数无法读取"));
    at_ = static_cast<std::size_t>(end - text_.data());
    Node node;
    node.op = Op::number;
    node.text = std::string(text_.substr(begin, at_ - begin));
    node.number = value;
    node.position = character(begin);
    const std::string_view word = peek_word();
    const bool keyword = word == "and" || word == "or" || word == "in" || word == "not";
    const bool letters =
        !word.empty() || (at_ < text_.size() && static_cast<unsigned char>(text_[at_]) >= 0x80);
    if (!keyword && (letters || units_.begins_with_unit(text_.substr(at_)))) {
      std::string_view rest = text_.substr(at_);
      node.unit = units_.parse_prefix(rest);
      node.has_unit = true;
      at_ = text_.size() - rest.size();
    }
    return add(std::move(node));
  }

  int parse_call(const std::string& name, std::size_t position) {
    const auto* function = std::find_if(std::begin(functions), std::end(functions),
                                        [&](const Function& f) { return f.name == name; });
    if (function == std::end(functions)) {
      std::vector<std::string> names;
      for (const Function& f : functions) names.emplace_back(f.name);
      fail(Code::function_misuse, "", in_quotes(name),
           {words("there is no such function", "没有该函数"), suggestion(name, names)});
    }
    const Depth depth(*this);
    std::vector<int> arguments;
    if (!take(")")) {
      do {
        arguments.push_back(parse_or());
      } while (take(","));
      expect(")");
    }
    const int n = static_cast<int>(arguments.size());
    if (n < function->least || n > function->most) {
      fail(Code::function_misuse, "", name + "(...)",
           {words("it is given {0} arguments", "给了 {0} 个参数", {n}),
            function->least == function->most ? words("give {0}", "请给 {0} 个", {function->least})
            : function->most == detail::many
                ? words("give 1 to {0}", "请给 1 到 {0} 个", {function->most})
                : words("give {0} or {1}", "请给 {0} 或 {1} 个",
                        {function->least, function->most})});
    }
    if (function->most == detail::many && n > (function->op == Op::mean ? 1 : 2)) {
      int all = arguments[0];
      for (std::size_t k = 1; k < arguments.size(); ++k)
        all = add(Op::list, all, arguments[k], position);
      return add(function->op, all, -1, position);
    }
    arguments.resize(2, -1);
    return add(function->op, arguments[0], arguments[1], position);
  }

  std::string_view text_;
  const Units& units_;
  std::size_t at_ = 0;
  int depth_ = 0;
  Formula formula_;
};

ZONERANK_INLINE Formula Formula::parse(std::string_view text, const Units& units) {
  constexpr std::size_t longest = 50'000;  // bytes
  if (text.size() > longest) {
    fail(Code::over_limit, "", words("{0} bytes", "{0} 字节", {text.size()}),
         {words("the formula is too long", "公式过长"), std::to_string(longest),
          words("split it into derived fields", "请拆成若干派生字段")});
  }
  return FormulaParser(text, units).parse();
}

}  // namespace zonerank

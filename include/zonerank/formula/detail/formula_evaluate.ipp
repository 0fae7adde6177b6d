#pragma once
#include <algorithm>
#include <cmath>
#include <utility>

#include "zonerank/core/build.hpp"
#include "zonerank/formula/formula.hpp"

namespace zonerank {
ZONERANK_OWN(formula_evaluate) {

class Evaluator {
 public:
  Evaluator(const BoundFormula& formula, std::size_t n, const FigureSource& source)
      : formula_(formula), n_(n), source_(source) {}

  Evaluated run(int index, int years_back) const {
    const Node& node = formula_.node(index);
    switch (node.op) {
      case Op::number:
        return constant(node.number);
      case Op::field:
        return figures(formula_.type(index).field, years_back);
      case Op::negate:
        return unary(run(node.left, years_back), [](double x) { return -x; });
      case Op::previous:
        return run(node.left, years_back + 1);
      case Op::growth:
        return growth(node.left, years_back);
      case Op::increase:
        return binary(run(node.left, years_back), run(node.left, years_back + 1),
                      [](double x, double y) { return x - y; });
      case Op::log:
        return logarithm(run(node.left, years_back),
                         to_double(formula_.type(node.left).unit.scale));
      case Op::absolute:
        return unary(run(node.left, years_back), [](double x) { return std::abs(x); });
      case Op::mean:
      case Op::min:
      case Op::max:
        return of_present(index, years_back);
      case Op::divide:
        return quotient(run(node.left, years_back), run(node.right, years_back));
      default:
        break;
    }
    Evaluated left = run(node.left, years_back);
    const Evaluated right = run(node.right, years_back);
    const double factor = to_double(formula_.type(index).right_to_left);
    switch (node.op) {
      case Op::add:
        return binary(std::move(left), right, [=](double x, double y) { return x + y * factor; });
      case Op::subtract:
        return binary(std::move(left), right, [=](double x, double y) { return x - y * factor; });
      case Op::multiply:
        return binary(std::move(left), right, [](double x, double y) { return x * y; });
      default:
        break;
    }
    return left;  // conditions speak of enterprises and do not bind in a zone formula
  }

 private:
  Evaluated constant(double value) const {
    return {std::vector<double>(n_, value), std::vector<Why>(n_, Why::present),
            std::vector<double>(n_, missing)};
  }

  Evaluated figures(int field, int years_back) const {
    Evaluated result = constant(missing);
    const std::span<const double> column = source_(field, years_back);
    if (column.empty()) {
      const Why why =
          years_back > 0 && !source_(field, 0).empty() ? Why::no_previous : Why::absent_column;
      result.why.assign(n_, why);
      return result;
    }
    const Why why_missing = years_back > 0 ? Why::no_previous : Why::blank;
    for (std::size_t i = 0; i < n_; ++i) {
      result.value[i] = column[i];
      if (is_missing(column[i])) result.why[i] = why_missing;
    }
    return result;
  }

  static void lose(Evaluated& result, std::size_t i, Why why, double cause) {
    result.value[i] = missing;
    result.why[i] = why;
    result.cause[i] = cause;
  }

  /// The arguments of mean, min or max, and what brings them to the unit of the result.
  std::vector<std::pair<int, double>> arguments(int index) const {
    std::vector<std::pair<int, double>> found;
    const auto take_right = [&](int parent) {
      const int right = formula_.node(parent).right;
      if (right >= 0) found.emplace_back(right, to_double(formula_.type(parent).right_to_left));
    };
    take_right(index);
    int first = formula_.node(index).left;
    for (; formula_.node(first).op == Op::list; first = formula_.node(first).left)
      take_right(first);
    found.emplace_back(first, 1.0);
    std::reverse(found.begin(), found.end());
    return found;
  }

  Evaluated of_present(int index, int years_back) const {
    const Op op = formula_.node(index).op;
    Evaluated result = constant(0.0);
    std::vector<std::size_t> present(n_, 0);
    bool is_first = true;
    for (const auto& [argument, factor] : arguments(index)) {
      const Evaluated x = run(argument, years_back);
      for (std::size_t i = 0; i < n_; ++i) {
        if (x.why[i] != Why::present) {
          if (is_first) result.why[i] = x.why[i], result.cause[i] = x.cause[i];
          continue;
        }
        const double value = x.value[i] * factor;
        double& own = result.value[i];
        if (op == Op::mean)
          own += value;
        else if (present[i] == 0 || (op == Op::min ? value < own : value > own))
          own = value;
        ++present[i];
      }
      is_first = false;
    }
    for (std::size_t i = 0; i < n_; ++i) {
      if (present[i] == 0) {
        result.value[i] = missing;
        continue;
      }
      if (op == Op::mean) result.value[i] /= static_cast<double>(present[i]);
      result.why[i] = Why::present;
      result.cause[i] = missing;
    }
    return result;
  }

  template <class F>
  static Evaluated unary(Evaluated x, const F& f) {
    for (double& value : x.value) value = f(value);
    return x;
  }

  template <class F>
  static Evaluated binary(Evaluated x, const Evaluated& y, const F& f) {
    for (std::size_t i = 0; i < x.value.size(); ++i) {
      if (x.why[i] != Why::present) continue;
      if (y.why[i] != Why::present) {
        lose(x, i, y.why[i], y.cause[i]);
      } else {
        x.value[i] = f(x.value[i], y.value[i]);
      }
    }
    return x;
  }

  static Evaluated quotient(Evaluated x, const Evaluated& y) {
    for (std::size_t i = 0; i < x.value.size(); ++i) {
      if (x.why[i] != Why::present) continue;
      const double denominator = y.value[i];
      if (y.why[i] != Why::present)
        lose(x, i, y.why[i], y.cause[i]);
      else if (denominator > 0)
        x.value[i] /= denominator;
      else if (denominator < 0)
        lose(x, i, Why::nonpositive_denominator, denominator);
      else
        lose(x, i, x.value[i] == 0 ? Why::empty_whole : Why::zero_denominator, 0.0);
    }
    return x;
  }

  Evaluated growth(int argument, int years_back) const {
    Evaluated x = run(argument, years_back);
    const Evaluated base = run(argument, years_back + 1);
    for (std::size_t i = 0; i < n_; ++i) {
      if (x.why[i] != Why::present) continue;
      if (base.why[i] != Why::present)
        lose(x, i, base.why[i], base.cause[i]);
      else if (!(base.value[i] > 0))
        lose(x, i, Why::nonpositive_base, base.value[i]);
      else
        x.value[i] = x.value[i] / base.value[i] - 1.0;
    }
    return x;
  }

  /// `scale`: of the argument, so that log(f) is the same whether f is in % or a plain share.
  static Evaluated logarithm(Evaluated x, double scale) {
    for (std::size_t i = 0; i < x.value.size(); ++i) {
      if (x.why[i] != Why::present) continue;
      if (x.value[i] > 0)
        x.value[i] = std::log(x.value[i] * scale);
      else
        lose(x, i, Why::undefined_logarithm, x.value[i]);
    }
    return x;
  }

  const BoundFormula& formula_;
  std::size_t n_;
  const FigureSource& source_;
};

}  // ZONERANK_OWN(formula_evaluate)

ZONERANK_INLINE Evaluated evaluate(const BoundFormula& formula, int node, std::size_t n,
                                   const FigureSource& source, int years_back) {
  return Evaluator(formula, n, source).run(node, years_back);
}

}  // namespace zonerank

#pragma once
// Formulas evaluated on any scalar: doubles, 50 digits, duals, numbers with bounds of their errors.

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "zonerank/formula/formula.hpp"

namespace zonerank {

/// What a formula came to on a scalar.
template <class T = double>
struct Evaluated {
  std::vector<T> value;        ///< NaN where missing
  std::vector<Why> why;        ///< present wherever value is
  std::vector<double> cause;   ///< the denominator or base that made it missing
  std::vector<bool> doubtful;  ///< rounding decided what is missing; empty: nowhere
};

/// The figures of one field, `years_back` years before; NaN where missing, empty where no column
/// gives the field.
template <class T>
using FiguresOn = std::function<std::span<const T>(int field, int years_back)>;

namespace detail {

/// A factor of units on a scalar.
template <class T>
T scale_as(const Scale& scale) {
  if constexpr (std::is_same_v<T, double>) {
    return to_double(scale);
  } else {
    T power(1);
    for (int k = std::abs(scale.exponent); k > 0; --k) power *= T(10);
    const T numerator(scale.numerator);
    const T denominator(scale.denominator);
    return scale.exponent >= 0 ? T(numerator * power / denominator)
                               : T(numerator / (denominator * power));
  }
}

/// A zone formula (or one node of it) over n zones, on any scalar: the values are those of the same
/// operations in the same order.
template <class T>
class Evaluator {
 public:
  Evaluator(const BoundFormula& formula, std::size_t n, const FiguresOn<T>& source)
      : formula_(formula), n_(n), source_(source) {}

  using Result = zonerank::Evaluated<T>;

  Result run(int index, int years_back) const {
    const Node& node = formula_.node(index);
    switch (node.op) {
      case Op::number:
        return constant(T(node.number));
      case Op::field:
        return figures(formula_.type(index).field, years_back);
      case Op::negate:
        return unary(run(node.left, years_back), [](const T& x) { return T(-x); });
      case Op::previous:
        return run(node.left, years_back + 1);
      case Op::growth:
        return growth(node.left, years_back);
      case Op::increase:
        return binary(run(node.left, years_back), run(node.left, years_back + 1),
                      [](const T& x, const T& y) { return T(x - y); });
      case Op::log:
        return logarithm(run(node.left, years_back),
                         scale_as<T>(formula_.type(node.left).unit.scale));
      case Op::absolute:
        return unary(run(node.left, years_back), [](const T& x) {
          using std::abs;
          return T(abs(x));
        });
      case Op::mean:
      case Op::min:
      case Op::max:
        return of_present(index, years_back);
      case Op::divide:
        return quotient(run(node.left, years_back), run(node.right, years_back));
      default:
        break;
    }
    Result left = run(node.left, years_back);
    const Result right = run(node.right, years_back);
    const T factor = scale_as<T>(formula_.type(index).right_to_left);
    switch (node.op) {
      case Op::add:
        return binary(std::move(left), right,
                      [&](const T& x, const T& y) { return T(x + y * factor); });
      case Op::subtract:
        return binary(std::move(left), right,
                      [&](const T& x, const T& y) { return T(x - y * factor); });
      case Op::multiply:
        return binary(std::move(left), right, [](const T& x, const T& y) { return T(x * y); });
      default:
        break;
    }
    return left;  // conditions speak of enterprises and do not bind in a zone formula
  }

 private:
  Result constant(const T& value) const {
    return {std::vector<T>(n_, value),
            std::vector<Why>(n_, Why::present),
            std::vector<double>(n_, missing),
            {}};
  }

  Result figures(int field, int years_back) const {
    Result result = constant(T(missing));
    const std::span<const T> column = source_(field, years_back);
    if (column.empty()) {
      const Why why =
          years_back > 0 && !source_(field, 0).empty() ? Why::no_previous : Why::absent_column;
      result.why.assign(n_, why);
      return result;
    }
    const Why why_missing = years_back > 0 ? Why::no_previous : Why::blank;
    for (std::size_t i = 0; i < n_; ++i) {
      result.value[i] = column[i];
      if (is_missing(static_cast<double>(column[i]))) result.why[i] = why_missing;
    }
    return result;
  }

  static void lose(Result& result, std::size_t i, Why why, double cause) {
    result.value[i] = T(missing);
    result.why[i] = why;
    result.cause[i] = cause;
  }

  /// The arguments of mean, min or max, and what brings them to the unit of the result.
  std::vector<std::pair<int, T>> arguments(int index) const {
    std::vector<std::pair<int, T>> found;
    const auto take_right = [&](int parent) {
      const int right = formula_.node(parent).right;
      if (right >= 0) found.emplace_back(right, scale_as<T>(formula_.type(parent).right_to_left));
    };
    take_right(index);
    int first = formula_.node(index).left;
    for (; formula_.node(first).op == Op::list; first = formula_.node(first).left)
      take_right(first);
    found.emplace_back(first, T(1));
    std::reverse(found.begin(), found.end());
    return found;
  }

  Result of_present(int index, int years_back) const {
    const Op op = formula_.node(index).op;
    Result result = constant(T(0));
    std::vector<std::size_t> present(n_, 0);
    bool is_first = true;
    for (const auto& [argument, factor] : arguments(index)) {
      const Result x = run(argument, years_back);
      share_doubts(result, x);
      for (std::size_t i = 0; i < n_; ++i) {
        if (x.why[i] != Why::present) {
          if (is_first) result.why[i] = x.why[i], result.cause[i] = x.cause[i];
          continue;
        }
        const T value = x.value[i] * factor;
        T& own = result.value[i];
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
        result.value[i] = T(missing);
        continue;
      }
      if (op == Op::mean) result.value[i] /= T(static_cast<long>(present[i]));
      result.why[i] = Why::present;
      result.cause[i] = missing;
    }
    return result;
  }

  /// Whether `x` is above 0 decides what follows, and its rounding could decide otherwise.
  static void note_doubt(Result& result, std::size_t i, const T& x) {
    if constexpr (requires { x.is_unsure(); }) {
      if (!x.is_unsure()) return;
      result.doubtful.resize(result.value.size(), false);
      result.doubtful[i] = true;
    }
  }

  /// What is doubtful in either operand is doubtful in the result.
  static void share_doubts(Result& x, const Result& y) {
    if (y.doubtful.empty()) return;
    x.doubtful.resize(x.value.size(), false);
    for (std::size_t i = 0; i < y.doubtful.size(); ++i)
      if (y.doubtful[i]) x.doubtful[i] = true;
  }

  template <class F>
  static Result unary(Result x, const F& f) {
    for (T& value : x.value) value = f(value);
    return x;
  }

  template <class F>
  static Result binary(Result x, const Result& y, const F& f) {
    share_doubts(x, y);
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

  static Result quotient(Result x, const Result& y) {
    share_doubts(x, y);
    for (std::size_t i = 0; i < x.value.size(); ++i) {
      if (x.why[i] != Why::present) continue;
      const T& denominator = y.value[i];
      if (y.why[i] == Why::present) {
        note_doubt(x, i, denominator);
        if (!(denominator > 0)) note_doubt(x, i, x.value[i]);
      }
      if (y.why[i] != Why::present)
        lose(x, i, y.why[i], y.cause[i]);
      else if (denominator > 0)
        x.value[i] /= denominator;
      else if (denominator < 0)
        lose(x, i, Why::nonpositive_denominator, static_cast<double>(denominator));
      else
        lose(x, i, x.value[i] == 0 ? Why::empty_whole : Why::zero_denominator, 0.0);
    }
    return x;
  }

  Result growth(int argument, int years_back) const {
    Result x = run(argument, years_back);
    const Result base = run(argument, years_back + 1);
    share_doubts(x, base);
    for (std::size_t i = 0; i < n_; ++i) {
      if (x.why[i] != Why::present) continue;
      if (base.why[i] == Why::present) note_doubt(x, i, base.value[i]);
      if (base.why[i] != Why::present)
        lose(x, i, base.why[i], base.cause[i]);
      else if (!(base.value[i] > 0))
        lose(x, i, Why::nonpositive_base, static_cast<double>(base.value[i]));
      else
        x.value[i] = x.value[i] / base.value[i] - 1;
    }
    return x;
  }

  /// `scale`: of the argument, so that log(f) is the same whether f is in % or a plain share.
  static Result logarithm(Result x, const T& scale) {
    using std::log;
    for (std::size_t i = 0; i < x.value.size(); ++i) {
      if (x.why[i] != Why::present) continue;
      note_doubt(x, i, x.value[i]);
      if (x.value[i] > 0)
        x.value[i] = log(x.value[i] * scale);
      else
        lose(x, i, Why::undefined_logarithm, static_cast<double>(x.value[i]));
    }
    return x;
  }

  const BoundFormula& formula_;
  std::size_t n_;
  const FiguresOn<T>& source_;
};

}  // namespace detail

/// Evaluates a zone formula (or one node of it) over `n` zones, in the node's own unit.
///
/// x / y needs y > 0; growth(x) = x / previous(x) - 1 needs previous(x) > 0;
/// increase(x) = x - previous(x); log is natural and needs an argument > 0. mean(a, b, ...), min
/// and max are of those arguments that are present, and missing where none is.
template <class T = double>
Evaluated<T> evaluate(const BoundFormula& formula, int node, std::size_t n,
                      const std::type_identity_t<FiguresOn<T>>& source, int years_back = 0) {
  return detail::Evaluator<T>(formula, n, source).run(node, years_back);
}

}  // namespace zonerank

#pragma once
// A user's own normalization of one column: what it learns, and the scores it gives.

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "zonerank/core/text.hpp"
#include "zonerank/methods/custom.hpp"

namespace zonerank::detail {

/// Turned so that more is better; NaN stays.
inline std::vector<double> turned(std::span<const double> x, bool less) {
  std::vector<double> result(x.begin(), x.end());
  if (less) {
    for (double& value : result) value = 0.0 - value;  // of 0 no negative zero
  }
  return result;
}

/// Parameters, or of a function that gives none the column that it was learned of.
inline std::vector<double> learn_own(const CustomNormalization& m, std::span<const double> x,
                                     bool less, const std::string& indicator) {
  std::vector<double> column = turned(x, less);
  if (!m.fit) return column;
  std::vector<double> parameters = call_own(m.label, indicator, [&] { return m.fit(column); });
  for (std::size_t k = 0; k < parameters.size(); ++k) {
    if (std::isfinite(parameters[k])) continue;
    own_method_result(
        m.label, indicator,
        words("the parameter {0} = {1}", "第 {0} 个参数 = {1}", {k, shortest(parameters[k])}),
        words("finite parameters", "有限的参数"));
  }
  return parameters;
}

/// Where the rows of x begin among those learned of, or the end.
inline std::size_t rows_among(std::span<const double> learned, std::span<const double> x) {
  const auto same = [](double a, double b) { return a == b || (is_missing(a) && is_missing(b)); };
  const auto found = std::search(learned.begin(), learned.end(), x.begin(), x.end(), same);
  return static_cast<std::size_t>(found - learned.begin());
}

/// Scores of x, NaN where x is. @param place  of a row, for messages
template <class PlaceOf>
Vector score_own(const CustomNormalization& m, std::span<const double> learned,
                 std::span<const double> x, bool less, const std::string& indicator,
                 const PlaceOf& place) {
  const std::vector<double> column = turned(x, less);
  std::vector<double> scores;
  std::size_t first = 0;
  if (m.fit) {
    scores = call_own(m.label, indicator, [&] { return m.apply(column, learned); });
    check_own_size(m.label, indicator, std::ssize(scores), std::ssize(x), words("zones", "高新区"));
  } else {
    first = rows_among(learned, column);
    if (first == learned.size()) {
      fail(Code::needs_parameters, indicator, m.label,
           {words("it is a function of a whole column, and scores only the rows that it was given",
                  "它是整列的函数，只能为给定的各行计分")});
    }
    scores = call_own(m.label, indicator, [&] { return m.scores(learned); });
    check_own_size(m.label, indicator, std::ssize(scores), std::ssize(learned),
                   words("zones", "高新区"));
  }
  Vector result = Vector::Constant(std::ssize(x), missing);
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (is_missing(x[i])) continue;
    const double score = scores[first + i];
    const auto row = static_cast<Index>(i);
    if (!std::isfinite(score)) {
      own_method_result(
          m.label, place(row),
          words("{0} of {1}", "对 {1} 给出 {0}", {shortest(score), shortest(column[i])}),
          words("a finite score where there is a value", "有数值处应有有限的得分"));
    }
    result[row] = score;
  }
  return result;
}

}  // namespace zonerank::detail

#include "zonerank/score/weight.hpp"

#include <Eigen/LU>
#include <Eigen/QR>
#include <algorithm>
#include <array>
#include <cmath>

#include "math/column_lanes.hpp"
#include "math/log_lanes.hpp"
#include "math/table_moments.hpp"
#include "score/judgment.hpp"
#include "zonerank/core/parallel.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/math/principal_components.hpp"
#include "zonerank/score/detail/weights.hpp"

namespace zonerank {
namespace {

constexpr double collinear = 1e-10;  ///< pivot of a correlation matrix below which columns repeat

std::span<const double> column(const MatrixRef& x, Index j) {
  return {x.col(j).data(), static_cast<std::size_t>(x.rows())};
}

std::string name_of(const WeightInput& input, Index j) {
  const auto at = static_cast<std::size_t>(j);
  return at < input.names.size() ? input.names[at] : "column " + std::to_string(j);
}

[[noreturn]] void undefined(const Weighting& method, const std::string& place,
                            const std::string& why) {
  const std::string name =
      std::visit([]<class M>(const M&) { return std::string(M::name); }, method);
  fail(Code::undefined_weights, place, name, {why});
}

/// f of the present values of every column that varies; 0 for the others.
template <class F>
Vector by_column(const MatrixRef& x, const F& f) {
  Vector result = Vector::Zero(x.cols());
  for (Index j = 0; j < x.cols(); ++j) {
    std::span<const double> values = column(x, j);
    std::vector<double> present;  // only of a column with gaps
    if (x.col(j).hasNaN()) values = present = present_values(values);
    if (values.size() >= 2 && have_spread(values)) result[j] = f(j, values);
  }
  return result;
}

detail::Square<double> square_of(const Matrix& r) {
  detail::Square<double> result(static_cast<std::size_t>(r.rows()));
  for (Index i = 0; i < r.rows(); ++i) {
    for (Index j = 0; j < r.cols(); ++j) {
      result(static_cast<std::size_t>(i), static_cast<std::size_t>(j)) = r(i, j);
    }
  }
  return result;
}

Vector vector_of(const std::vector<double>& x) {
  return Eigen::Map<const Vector>(x.data(), std::ssize(x));
}

/// Every data-driven method: the importance of each column, not yet shares.
class Weigher {
 public:
  Weigher(const Weighting& method, const MatrixRef& scores, const WeightInput& input)
      : method_(method), scores_(scores), input_(input) {}

  Vector operator()(const Entropy& m) const { return entropy(scores_, m.shift); }

  Vector operator()(const PanelEntropy& m) const { return entropy(stacked(), m.shift); }

  Vector operator()(const Critic& m) const {
    Vector deviations;
    Matrix r;
    const auto moments =
        m.correlation == CorrelationKind::pearson ? detail::table_moments(scores_) : std::nullopt;
    if (moments) {
      deviations = moments->deviation;
      r = moments->correlation;
    } else {
      deviations = deviation();
      r = correlation_matrix(scores_, m.correlation);
    }
    r = r.array().isNaN().select(0.0, r);  // with a column that does not vary: no conflict counted
    return vector_of(detail::critic<double>({deviations.begin(), deviations.end()}, square_of(r)));
  }

  Vector operator()(const VariationCoefficient&) const {
    return by_column(scores_, [&](Index j, std::span<const double> x) {
      const double middle = mean(x);
      if (!(middle > 0.0)) {
        undefined(method_, name_of(input_, j),
                  "its mean is " + shortest(middle) + ", and must be above 0");
      }
      return detail::deviation(x) / middle;
    });
  }

  Vector operator()(const DeviationWeights&) const { return deviation(); }
  Vector operator()(const VarianceWeights&) const { return deviation().array().square(); }

  Vector operator()(const GiniWeights&) const {
    return by_column(scores_, [&](Index j, std::span<const double> x) {
      check_positive(j, x, 0.0, ">= 0");
      return detail::gini(x);
    });
  }

  Vector operator()(const Angle&) const {
    return by_column(scores_, [&](Index j, std::span<const double> x) {
      check_positive(j, x, 0.0, ">= 0");
      return detail::angle(x);
    });
  }

  Vector operator()(const Lopcow&) const {
    return by_column(scores_, [](Index, std::span<const double> x) { return detail::lopcow(x); });
  }

  Vector operator()(const Independence&) const {
    const Matrix r = correlation_matrix(scores_);
    for (Index j = 0; j < r.cols(); ++j) {
      if (is_missing(r(j, j))) undefined(method_, name_of(input_, j), "it does not vary");
    }
    if (r.hasNaN()) undefined(method_, "scores", "two columns have too few zones in common");
    const std::vector<double> result = detail::independence(square_of(r), collinear);
    if (result.empty()) {
      undefined(method_, "scores",
                "an indicator is a combination of the others, or correlates with none");
    }
    return vector_of(result);
  }

  Vector operator()(const Merec&) const {
    const MatrixRef x = input_.values.size() > 0 ? MatrixRef(input_.values) : scores_;
    std::vector<std::vector<double>> columns(static_cast<std::size_t>(x.cols()));
    for (Index i = 0; i < x.rows(); ++i) {
      if (x.row(i).array().isNaN().any()) continue;
      for (Index j = 0; j < x.cols(); ++j) {
        columns[static_cast<std::size_t>(j)].push_back(x(i, j));
      }
    }
    if (columns.empty() || columns[0].empty()) {
      undefined(method_, "values", "no zone has all indicators");
    }
    std::vector<bool> less(columns.size(), false);
    for (std::size_t j = 0; j < columns.size(); ++j) {
      check_positive(static_cast<Index>(j), columns[j], std::numeric_limits<double>::min(), "> 0");
      if (input_.values.size() > 0 && !input_.directions.empty()) {
        less[j] = input_.directions[j] == Direction::less_is_better;
      }
    }
    return vector_of(detail::merec(columns, less));
  }

  Vector operator()(const PcaWeights&) const { return first_component(scores_).array().square(); }

  Vector operator()(const FactorWeights& m) const {
    const PrincipalComponents p = principal_components(scores_);
    const Index kept = std::max<Index>(1, (p.eigenvalues.array() > m.min_eigenvalue).count());
    Matrix loadings = p.vectors.leftCols(kept);
    for (Index k = 0; k < kept; ++k) loadings.col(k) *= std::sqrt(p.eigenvalues[k]);
    const Matrix rotated = varimax(loadings);
    std::vector<std::vector<double>> factors;
    for (Index k = 0; k < kept; ++k) {
      factors.emplace_back(rotated.col(k).begin(), rotated.col(k).end());
    }
    return vector_of(detail::nicoletti(factors));
  }

  Vector operator()(const ScatterDegree&) const {
    const Index m = scores_.cols();
    detail::Square<double> h(static_cast<std::size_t>(m));
    for (const Matrix& year : years()) {
      for (Index j = 0; j < m; ++j) {
        check_positive(j, present_values(column(year, j)), 0.0, ">= 0");
        for (Index k = 0; k < m; ++k) {
          for (Index i = 0; i < year.rows(); ++i) {
            const double product = year(i, j) * year(i, k);
            if (is_missing(product)) continue;
            h(static_cast<std::size_t>(j), static_cast<std::size_t>(k)) += product;
          }
        }
      }
    }
    return vector_of(detail::dominant(h, 1e-16));
  }

  Vector operator()(const EqualImportance&) const {
    const Matrix covariance = covariances(scores_);
    if (covariance.hasNaN()) undefined(method_, "scores", "a column has too few values");
    Vector deviations = covariance.diagonal().cwiseSqrt();
    for (Index j = 0; j < deviations.size(); ++j) {
      if (!(deviations[j] > 0.0)) undefined(method_, name_of(input_, j), "it does not vary");
    }
    Vector solved = covariance.fullPivLu().solve(deviations);
    if (solved.allFinite() && solved.minCoeff() >= 0.0) return solved;
    return balanced(covariance, deviations);
  }

  template <class M>
  Vector operator()(const M&) const {
    return Vector::Zero(0);  // not from data
  }

 private:
  /// Columns without gaps in lanes, several at a time where there are many rows.
  Vector entropy(const MatrixRef& x, double shift) const {
    const int threads = detail::threads_for(x.size());
    const auto n = static_cast<std::size_t>(x.rows());
    std::vector<detail::ColumnSum> sums(static_cast<std::size_t>(x.cols()));
    parallel_for(sums.size(), threads, [&](std::size_t j) {
      sums[j] = detail::column_lanes().sum(x.col(static_cast<Index>(j)).data(), n);
    });
    for (Index j = 0; j < x.cols(); ++j) {
      const detail::ColumnSum& sum = sums[static_cast<std::size_t>(j)];
      if (sum.has_gaps)
        check_positive(j, present_values(column(x, j)), 0.0, ">= 0");
      else if (sum.least < 0.0)
        check_positive(j, column(x, j), 0.0, ">= 0");
    }
    Vector result = Vector::Zero(x.cols());
    parallel_for(sums.size(), threads, [&](std::size_t at) {
      const auto j = static_cast<Index>(at);
      std::span<const double> values = column(x, j);
      std::vector<double> present;
      double sum = sums[at].sum;
      if (sums[at].has_gaps) {
        values = present = present_values(values);
        sum = detail::sum_of(values);
        if (values.size() < 2 || !have_spread(values)) return;
      } else if (values.size() < 2 || sums[at].least == sums[at].greatest) {
        return;
      }
      result[j] = entropy_divergence(values, sum, shift);
    });
    return result;
  }

  /// detail::entropy_divergence with logarithms of many shares at a time.
  static double entropy_divergence(std::span<const double> x, double sum, double shift) {
    constexpr std::size_t block = 1024;
    std::array<double, block> share, logs;
    double e = 0.0;
    for (std::size_t begin = 0; begin < x.size(); begin += block) {
      const std::size_t n = std::min(block, x.size() - begin);
      for (std::size_t i = 0; i < n; ++i) share[i] = x[begin + i] / sum + shift;
      if (!detail::log_lanes().logs(share.data(), n, logs.data()))
        return detail::entropy_divergence<double>(x, shift);  // a share is 0
      e -= detail::column_lanes().dot(share.data(), logs.data(), n);
    }
    return std::max(0.0, 1.0 - e / std::log(static_cast<double>(x.size())));
  }

  Vector deviation() const {
    return by_column(scores_,
                     [](Index, std::span<const double> x) { return detail::deviation(x); });
  }

  std::vector<Matrix> years() const {
    return input_.panel.empty() ? std::vector<Matrix>{scores_} : input_.panel;
  }

  Matrix stacked() const {
    Index rows = 0;
    for (const Matrix& year : years()) rows += year.rows();
    Matrix all(rows, scores_.cols());
    Index at = 0;
    for (const Matrix& year : years()) {
      all.middleRows(at, year.rows()) = year;
      at += year.rows();
    }
    return all;
  }

  void check_positive(Index j, std::span<const double> x, double least,
                      const std::string& rule) const {
    for (const double value : x) {
      if (value >= least) continue;
      undefined(method_, name_of(input_, j),
                "it has the value " + shortest(value) + ", and needs values " + rule);
    }
  }

  /// Where equal correlations would need negative weights: weights > 0 whose correlations with the
  /// sum are as equal as repeated correction makes them.
  static Vector balanced(const Matrix& covariance, const Vector& deviations) {
    Vector w = deviations.cwiseInverse();
    w /= w.sum();
    for (int k = 0; k < 20000; ++k) {
      const Vector with_sum = covariance * w;
      const double deviation = std::sqrt(std::max(w.dot(with_sum), 1e-300));
      const Vector r = (with_sum.array() / deviations.array() / deviation).cwiseMax(1e-3);
      w = (w.array() * (r.mean() / r.array()).pow(0.1)).matrix();
      w /= w.sum();
    }
    return w;
  }

  const Weighting& method_;
  const MatrixRef& scores_;
  const WeightInput& input_;
};

Vector combined(const Combination& method, const MatrixRef& scores, const WeightInput& input) {
  if (method.methods.size() < 2) {
    fail(Code::needs_option, "weights", "methods",
         {quoted(Combination::name), "the names of two methods or more"});
  }
  Matrix all(scores.cols(), std::ssize(method.methods));
  Problems problems;
  for (Index k = 0; k < all.cols(); ++k) {
    Setting word;
    word.place = "methods";
    word.text = method.methods[static_cast<std::size_t>(k)];
    const auto one = read_choice(word, Weighting{}, problems);
    problems.raise_errors();
    all.col(k) = weigh(one, scores, input);
  }
  Vector shares = Vector::Constant(all.cols(), 1.0 / static_cast<double>(all.cols()));
  if (!method.shares.empty()) {
    if (std::ssize(method.shares) != all.cols()) {
      fail(Code::wrong_shape, "shares", std::to_string(method.shares.size()) + " entries",
           {"there are " + std::to_string(all.cols()) + " methods"});
    }
    shares = vector_of(method.shares);
  }
  return combine_weights(all, method.rule, shares);
}

}  // namespace

Vector given_weights(const VectorRef& weights) {
  for (Index j = 0; j < weights.size(); ++j) {
    if (!(weights[j] >= 0.0) || !std::isfinite(weights[j])) {
      fail(Code::bad_weight, "weights[" + std::to_string(j) + "]", shortest(weights[j]));
    }
  }
  const double sum = weights.sum();
  if (!(sum > 0.0)) fail(Code::zero_weights, "", "weights");
  if (!std::isfinite(sum)) return given_weights(weights / weights.maxCoeff());
  return weights / sum;
}

Vector equal_weights(Index n) {
  if (n < 1)
    fail(Code::wrong_shape, "weights", std::to_string(n) + " entries", {"at least one is needed"});
  return Vector::Constant(n, 1.0 / static_cast<double>(n));
}

bool is_data_driven(const Weighting& method) {
  return std::visit(
      []<class M>(const M&) {
        return !std::is_same_v<M, GivenWeights> && !std::is_same_v<M, EqualWeights> &&
               !std::is_same_v<M, Ahp> && !std::is_same_v<M, BestWorst> &&
               !std::is_same_v<M, OrderRelation> && !std::is_same_v<M, RankOrder>;
      },
      method);
}

Vector combine_weights(const MatrixRef& weights, CombineRule rule, const VectorRef& shares) {
  if (rule == CombineRule::linear) return given_weights(weights * given_weights(shares));
  if (rule == CombineRule::multiplicative) {
    const Vector a = given_weights(shares);
    Vector result(weights.rows());
    for (Index j = 0; j < result.size(); ++j) {
      result[j] = 1.0;
      for (Index k = 0; k < a.size(); ++k) result[j] *= std::pow(weights(j, k), a[k]);
    }
    if (!(result.sum() > 0.0)) {
      fail(Code::undefined_weights, "weights", "multiplicative",
           {"every indicator has weight 0 under one of the methods"});
    }
    return given_weights(result);
  }
  std::vector<Index> used;
  for (Index k = 0; k < weights.cols(); ++k) used.push_back(k);
  while (true) {
    Matrix kept(weights.rows(), std::ssize(used));
    for (std::size_t k = 0; k < used.size(); ++k) {
      kept.col(static_cast<Index>(k)) = weights.col(used[k]);
    }
    const Matrix products = kept.transpose() * kept;
    const Vector a = products.completeOrthogonalDecomposition().solve(products.diagonal());
    Index worst = 0;
    if (!(a.minCoeff(&worst) < 0.0)) return given_weights(kept * a);
    used.erase(used.begin() + worst);
  }
}

Vector weigh(const Weighting& method, const WeightInput& input) {
  return weigh(method, input.scores, input);
}

Vector weigh(const Weighting& method, const MatrixRef& scores, const WeightInput& input) {
  if (std::holds_alternative<GivenWeights>(method)) return given_weights(input.given);
  if (std::holds_alternative<EqualWeights>(method)) {
    return equal_weights(std::max(scores.cols(), std::ssize(input.names)));
  }
  if (const auto* m = std::get_if<Combination>(&method)) return combined(*m, scores, input);
  if (const auto* m = std::get_if<Ahp>(&method)) return detail::judged_weights(*m, input);
  if (const auto* m = std::get_if<BestWorst>(&method)) return detail::judged_weights(*m, input);
  if (const auto* m = std::get_if<OrderRelation>(&method)) return detail::judged_weights(*m, input);
  if (const auto* m = std::get_if<RankOrder>(&method)) return detail::judged_weights(*m, input);
  if (scores.cols() == 1) return equal_weights(1);
  const Vector importance = std::visit(Weigher(method, scores, input), method);
  if (!(importance.sum() > 0.0) || !importance.allFinite()) {
    undefined(method, "scores", "no indicator tells the zones apart");
  }
  return given_weights(importance);
}

}  // namespace zonerank

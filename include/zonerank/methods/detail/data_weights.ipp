#pragma once
#include "zonerank/methods/detail/data_weights.hpp"

#include <Eigen/LU>
#include <algorithm>
#include <array>
#include <cmath>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/lanes/column_lanes.hpp"
#include "zonerank/lanes/log_lanes.hpp"
#include "zonerank/methods/custom.hpp"
#include "zonerank/methods/detail/weights.hpp"
#include "zonerank/run/parallel.hpp"
#include "zonerank/stats/detail/size.hpp"
#include "zonerank/stats/detail/table_moments.hpp"
#include "zonerank/stats/principal_components.hpp"

namespace zonerank::detail {
ZONERANK_OWN(data_weights) {

constexpr double collinear = 1e-10;  ///< pivot of a correlation matrix below which columns repeat

ZONERANK_INLINE Argument column_name(const WeightInput& input, Index j) {
  const auto at = static_cast<std::size_t>(j);
  return at < input.names.size() ? Argument(input.names[at])
                                 : words("column {0}", "第 {0} 列", {j});
}

ZONERANK_INLINE Square<double> square_of(const Matrix& r) {
  Square<double> result(static_cast<std::size_t>(r.rows()));
  for (Index i = 0; i < r.rows(); ++i) {
    for (Index j = 0; j < r.cols(); ++j) {
      result(static_cast<std::size_t>(i), static_cast<std::size_t>(j)) = r(i, j);
    }
  }
  return result;
}

ZONERANK_INLINE Vector vector_of(const std::vector<double>& x) {
  return Eigen::Map<const Vector>(x.data(), std::ssize(x));
}

/// Values less a power of two, which rounds nothing that counts.
class AtSize {
 public:
  explicit AtSize(std::span<const double> x) : values_(x) {
    double most = 0.0;
    for (const double value : x) most = std::max(most, std::abs(value));
    power_ = power_of(most);
    if (power_ == 0) return;
    for (const double value : x) own_.push_back(std::ldexp(value, -power_));
    values_ = own_;
  }
  AtSize(const AtSize&) = delete;
  AtSize& operator=(const AtSize&) = delete;

  std::span<const double> values() const { return values_; }
  int power() const { return power_; }

 private:
  std::span<const double> values_;
  std::vector<double> own_;
  int power_ = 0;
};

/// Every data-driven method: the importance of each column, not yet shares.
class Weigher {
 public:
  Weigher(const Weighting& method, const MatrixRef& scores, const WeightInput& input)
      : method_(method), scores_(scores), input_(input) {}

  Vector operator()(const Entropy& m) const { return entropy(scores_, m.shift); }

  Vector operator()(const PanelEntropy& m) const { return entropy(stacked(), m.shift); }

  Vector operator()(const Critic& m) const {
    Vector deviation;
    Matrix r;
    const auto moments =
        m.correlation == CorrelationKind::pearson ? table_moments(scores_) : std::nullopt;
    if (moments) {
      deviation = moments->deviation;
      r = moments->correlation;
    } else {
      refuse_infinite();
      deviation = (*this)(DeviationWeights{});
      r = correlation_matrix(scores_, m.correlation);
    }
    r = r.array().isNaN().select(0.0, r);  // with a column that does not vary: no conflict counted
    return vector_of(critic<double>({deviation.begin(), deviation.end()}, square_of(r)));
  }

  Vector operator()(const VariationCoefficient&) const {
    return by_column([&](Index j, std::span<const double> x) {
      const AtSize y(x);
      const double middle = mean(y.values());
      if (!(middle > 0.0)) {
        undefined_weights(
            method_, column_name(input_, j),
            words("its mean is {0}, and must be above 0", "其平均值为 {0}，而须大于 0",
                  {shortest(std::ldexp(middle, y.power()))}));
      }
      return deviation(y.values()) / middle;
    });
  }

  Vector operator()(const DeviationWeights&) const {
    return by_column([](Index, std::span<const double> x) {
      const AtSize y(x);
      return std::ldexp(deviation(y.values()), y.power());
    });
  }

  Vector operator()(const VarianceWeights&) const {
    const Vector deviations = (*this)(DeviationWeights{});
    const double most = deviations.maxCoeff();
    return most > 0.0 ? Vector((deviations / most).array().square()) : deviations;
  }

  Vector operator()(const GiniWeights&) const {
    return by_column([&](Index j, std::span<const double> x) {
      check_positive(j, x, 0.0, Argument::name(">= 0"));
      return gini(AtSize(x).values());
    });
  }

  Vector operator()(const Angle&) const {
    return by_column([&](Index j, std::span<const double> x) {
      check_positive(j, x, 0.0, Argument::name(">= 0"));
      return angle(AtSize(x).values());
    });
  }

  Vector operator()(const Lopcow&) const {
    return by_column([](Index, std::span<const double> x) { return lopcow(AtSize(x).values()); });
  }

  Vector operator()(const Independence&) const {
    refuse_infinite();
    const Matrix r = correlation_matrix(scores_);
    for (Index j = 0; j < r.cols(); ++j) {
      if (is_missing(r(j, j)))
        undefined_weights(method_, column_name(input_, j), words("it does not vary", "它没有变化"));
    }
    if (r.hasNaN())
      undefined_weights(
          method_, "scores",
          words("two columns have too few zones in common", "有两列共有的高新区太少"));
    const std::vector<double> result = independence(square_of(r), collinear);
    if (result.empty()) {
      undefined_weights(
          method_, "scores",
          words("an indicator is a combination of the others, or correlates with none",
                "有指标是其他指标的线性组合，或与其他指标均不相关"));
    }
    return vector_of(result);
  }

  Vector operator()(const Merec&) const {
    const bool by_values = input_.values.size() > 0;
    const auto columns = whole_columns(by_values ? MatrixRef(input_.values) : scores_,
                                       std::numeric_limits<double>::min(), Argument::name("> 0"));
    std::vector<bool> less(columns.size(), false);
    for (std::size_t j = 0; j < columns.size() && by_values && !input_.directions.empty(); ++j)
      less[j] = input_.directions[j] == Direction::less_is_better;
    return vector_of(merec(columns, less));
  }

  Vector operator()(const Cilos&) const {
    return by_losses([](std::span<const double>) { return 1.0; });
  }

  Vector operator()(const Idocriw&) const {
    return by_losses([](std::span<const double> x) { return entropy_divergence<double>(x, 0.0); });
  }

  Vector operator()(const PcaWeights&) const { return first_component(scores_).array().square(); }

  Vector operator()(const FactorWeights& m) const {
    const PrincipalComponents p = components();
    const Index kept = std::max<Index>(1, (p.eigenvalues.array() > m.min_eigenvalue).count());
    Matrix loadings = p.vectors.leftCols(kept);
    for (Index k = 0; k < kept; ++k) loadings.col(k) *= std::sqrt(p.eigenvalues[k]);
    const Matrix rotated = zonerank::varimax(loadings);
    std::vector<std::vector<double>> factors;
    for (Index k = 0; k < kept; ++k) {
      factors.emplace_back(rotated.col(k).begin(), rotated.col(k).end());
    }
    return vector_of(nicoletti(factors));
  }

  Vector operator()(const ScatterDegree&) const {
    refuse_infinite();
    const Index m = scores_.cols();
    Square<double> h(static_cast<std::size_t>(m));
    double most = 0.0;
    for (const Matrix& year : years()) {
      for (const double value : year.reshaped()) most = std::max(most, value);  // not NaN
    }
    const double scale = std::ldexp(1.0, -power_of(most));
    const Matrix all = stacked();
    std::vector<bool> varies;
    for (Index j = 0; j < m; ++j) {
      const std::vector<double> present = present_values(column(all, j));
      check_positive(j, present, 0.0, Argument::name(">= 0"));
      varies.push_back(present.size() >= 2 && have_spread(present));
    }
    if (std::find(varies.begin(), varies.end(), true) == varies.end()) return Vector::Zero(m);
    for (const Matrix& year : years()) {
      for (Index j = 0; j < m; ++j) {
        for (Index k = 0; k < m; ++k) {
          if (!varies[static_cast<std::size_t>(j)] || !varies[static_cast<std::size_t>(k)])
            continue;
          for (Index i = 0; i < year.rows(); ++i) {
            const double product = (year(i, j) * scale) * (year(i, k) * scale);
            if (is_missing(product)) continue;
            h(static_cast<std::size_t>(j), static_cast<std::size_t>(k)) += product;
          }
        }
      }
    }
    return vector_of(dominant(h, 1e-16));
  }

  Vector operator()(const EqualImportance&) const {
    refuse_infinite();
    Matrix scaled = scores_;
    std::vector<int> powers;
    for (auto column : scaled.colwise()) {
      double most = 0.0;
      for (const double value : column) most = std::max(most, std::abs(value));  // not NaN
      powers.push_back(power_of(most));
      column *= std::ldexp(1.0, -powers.back());
    }
    Vector importance = equally_important(covariances(scaled));
    const int least = *std::min_element(powers.begin(), powers.end());
    for (std::size_t j = 0; j < powers.size(); ++j) {
      double& own = importance[static_cast<Index>(j)];
      own = std::ldexp(own, least - powers[j]);
    }
    return importance;
  }

  Vector operator()(const CustomWeighting& m) const {
    const Place place = input_.group.empty()
                            ? Place("weights")
                            : words("weights of {0}", "{0} 的权重", {input_.group});
    Vector result = call_own(m.label, place, [&] { return m.weights(scores_); });
    check_own_size(m.label, place, result.size(), scores_.cols(), words("indicators", "指标"));
    for (Index j = 0; j < result.size(); ++j) {
      if (result[j] >= 0.0 && std::isfinite(result[j])) continue;
      own_method_result(m.label, Place(column_name(input_, j)).within(place), shortest(result[j]),
                        words("a finite weight >= 0", "不小于 0 的有限权重"));
    }
    return result;
  }

  template <class M>
  requires(M::from != WeightsFrom::scores && M::from != WeightsFrom::years) Vector operator()(
      const M&) const {
    return Vector::Zero(0);  // not from data
  }

 private:
  /// Of the scores; what is wrong with them is said of this method.
  PrincipalComponents components() const {
    try {
      return principal_components(scores_);
    } catch (const Error& error) {
      std::vector<Problem> problems = error.problems();
      for (Problem& problem : problems) {
        if (problem.code == Code::undefined_weights) problem.value = Argument::name("factor");
      }
      throw Error(std::move(problems));
    }
  }

  /// Columns of the zones without a gap.
  std::vector<std::vector<double>> whole_columns(const MatrixRef& x, double least,
                                                 const Argument& rule) const {
    refuse_infinite();
    std::vector<std::vector<double>> whole(static_cast<std::size_t>(x.cols()));
    for (Index i = 0; i < x.rows(); ++i) {
      if (x.row(i).array().isNaN().any()) continue;
      for (Index j = 0; j < x.cols(); ++j) whole[static_cast<std::size_t>(j)].push_back(x(i, j));
    }
    if (whole.empty() || whole[0].empty())
      undefined_weights(method_, "values",
                        words("no zone has all indicators", "没有高新区具备全部指标"));
    for (std::size_t j = 0; j < whole.size(); ++j)
      check_positive(static_cast<Index>(j), whole[j], least, rule);
    return whole;
  }

  /// Losses of impact times `factor` of the values; columns that do not vary count for nothing.
  template <class F>
  Vector by_losses(const F& factor) const {
    const std::vector<std::vector<double>> whole =
        whole_columns(scores_, 0.0, Argument::name(">= 0"));
    std::vector<std::vector<double>> varying;
    std::vector<Index> numbers;
    for (std::size_t j = 0; j < whole.size(); ++j) {
      if (!have_spread(whole[j])) continue;
      varying.push_back(whole[j]);
      numbers.push_back(static_cast<Index>(j));
    }
    Vector result = Vector::Zero(std::ssize(whole));
    if (varying.empty()) return result;
    const std::vector<double> losses = impact_loss(varying);
    if (losses.empty()) {
      undefined_weights(method_, "scores",
                        words("an indicator loses nothing in the zones that are best by the others",
                              "有指标在其他指标最优的高新区中没有损失"));
    }
    for (std::size_t k = 0; k < varying.size(); ++k)
      result[numbers[k]] = losses[k] * factor(varying[k]);
    return result;
  }

  /// f of the present values of every column that varies; 0 for the others.
  template <class F>
  Vector by_column(const F& f) const {
    Vector result = Vector::Zero(scores_.cols());
    for (Index j = 0; j < scores_.cols(); ++j) {
      poll_interrupt();
      std::span<const double> values = column(scores_, j);
      std::vector<double> present;  // only of a column with gaps
      if (!scores_.col(j).allFinite()) {
        refuse_infinite(j);
        values = present = present_values(values);
      }
      if (values.size() >= 2 && have_spread(values)) result[j] = f(j, values);
    }
    return result;
  }

  void refuse_infinite(Index j) const {
    for (const double value : column(scores_, j)) {
      if (!std::isinf(value)) continue;
      undefined_weights(method_, column_name(input_, j),
                        words("it has the value {0}, and needs finite ones",
                              "它有数值 {0}，而须为有限数", {shortest(value)}));
    }
  }

  void refuse_infinite() const {
    for (Index j = 0; j < scores_.cols(); ++j) refuse_infinite(j);
  }

  /// Columns without gaps in lanes, several at a time where there are many rows.
  Vector entropy(const MatrixRef& x, double shift) const {
    const int threads = threads_for(x.size());
    const auto n = static_cast<std::size_t>(x.rows());
    std::vector<ColumnSum> sums(static_cast<std::size_t>(x.cols()));
    parallel_for(sums.size(), threads, [&](std::size_t j) {
      sums[j] = column_lanes().sum(x.col(static_cast<Index>(j)).data(), n);
    });
    for (Index j = 0; j < x.cols(); ++j) {
      const ColumnSum& sum = sums[static_cast<std::size_t>(j)];
      if (!std::isfinite(sum.least) || !std::isfinite(sum.greatest)) refuse_infinite(j);
      if (sum.has_gaps)
        check_positive(j, present_values(column(x, j)), 0.0, Argument::name(">= 0"));
      else if (sum.least < 0.0)
        check_positive(j, column(x, j), 0.0, Argument::name(">= 0"));
    }
    Vector result = Vector::Zero(x.cols());
    parallel_for(sums.size(), threads, [&](std::size_t at) {
      const auto j = static_cast<Index>(at);
      std::span<const double> values = column(x, j);
      std::vector<double> present;
      double sum = sums[at].sum;
      if (sums[at].has_gaps) {
        values = present = present_values(values);
        sum = sum_of(values);
        if (values.size() < 2 || !have_spread(values)) return;
      } else if (values.size() < 2 || sums[at].least == sums[at].greatest) {
        return;
      }
      result[j] = divergence(values, sum, shift);
    });
    return result;
  }

  /// entropy_divergence() with logarithms of many shares at a time.
  static double divergence(std::span<const double> x, double sum, double shift) {
    constexpr std::size_t block = 1024;
    std::array<double, block> share, logs;
    double e = 0.0;
    for (std::size_t begin = 0; begin < x.size(); begin += block) {
      const std::size_t n = std::min(block, x.size() - begin);
      for (std::size_t i = 0; i < n; ++i) share[i] = x[begin + i] / sum + shift;
      if (log_lanes().logs(share.data(), n, logs.data()) == 0.0)
        return entropy_divergence<double>(x, shift);  // a share is 0
      e -= column_lanes().dot(share.data(), logs.data(), n);
    }
    return std::max(0.0, 1.0 - e / std::log(static_cast<double>(x.size())));
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
                      const Argument& rule) const {
    for (const double value : x) {
      if (value >= least) continue;
      undefined_weights(method_, column_name(input_, j),
                        words("it has the value {0}, and needs values {1}",
                              "它有数值 {0}，而数值须 {1}", {shortest(value), rule}));
    }
  }

  Vector equally_important(const Matrix& covariance) const {
    if (covariance.hasNaN())
      undefined_weights(method_, "scores", words("a column has too few values", "有一列数值太少"));
    Vector deviations = covariance.diagonal().cwiseSqrt();
    for (Index j = 0; j < deviations.size(); ++j) {
      if (!(deviations[j] > 0.0))
        undefined_weights(method_, column_name(input_, j), words("it does not vary", "它没有变化"));
    }
    Vector solved = covariance.fullPivLu().solve(deviations);
    if (solved.allFinite() && solved.minCoeff() >= 0.0) return solved;
    return balanced(covariance, deviations);
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

}  // ZONERANK_OWN(data_weights)

ZONERANK_INLINE void undefined_weights(const Weighting& method, const Place& place,
                                       const Argument& why) {
  const std::string name = std::visit([](const auto& m) { return word_of(m); }, method);
  fail(Code::undefined_weights, place, name, {why});
}

ZONERANK_INLINE Vector importance(const Weighting& method, const MatrixRef& scores,
                                  const WeightInput& input) {
  return std::visit(Weigher(method, scores, input), method);
}

}  // namespace zonerank::detail

#pragma once
#include "zonerank/methods/impute.hpp"

#include <Eigen/Cholesky>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <map>

#include "zonerank/core/build.hpp"
#include "zonerank/core/random.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/methods/custom.hpp"
#include "zonerank/methods/detail/imputations.hpp"
#include "zonerank/run/parallel.hpp"
#include "zonerank/stats/correlation.hpp"
#include "zonerank/stats/statistics.hpp"

namespace zonerank {
ZONERANK_OWN(impute) {

using detail::Square;

constexpr double collinear = 1e-10;  ///< of its own variance: what a column adds to the others

ZONERANK_INLINE std::vector<std::optional<double>> row_of(const MatrixRef& x, Index i) {
  std::vector<std::optional<double>> row(static_cast<std::size_t>(x.cols()));
  for (Index j = 0; j < x.cols(); ++j) {
    if (!is_missing(x(i, j))) row[static_cast<std::size_t>(j)] = x(i, j);
  }
  return row;
}

ZONERANK_INLINE bool has_value(const std::vector<std::optional<double>>& row) {
  return std::any_of(row.begin(), row.end(), [](const auto& value) { return value.has_value(); });
}

ZONERANK_INLINE double middle(std::vector<double> values, bool median) {
  return median ? quantile(values, 0.5) : mean(values);
}

class Imputer {
 public:
  Imputer(const MatrixRef& x, const ImputationInput& input, Imputed& result)
      : x_(x), input_(input), result_(result) {}

  void fill(Index j, const Imputation& method) {
    std::visit([&](const auto& m) { fill_with(j, m); }, method);
  }

  void estimate(const ImputeEm& method) { result_.em = estimate_em(x_, method); }

 private:
  template <class M>
  void set(Index i, Index j, double value, const M& method) {
    if (is_missing(value)) return;
    result_.values(i, j) = value;
    result_.filled.push_back({i, j, value, word_of(method)});
  }

  /// f(row) for every missing value of the column.
  template <class F>
  void for_each_gap(Index j, const F& f) const {
    for (Index i = 0; i < x_.rows(); ++i) {
      if (!is_missing(x_(i, j))) continue;
      poll_interrupt();
      f(i);
    }
  }

  void need(bool given, std::string_view method, const Argument& option,
            const Argument& what) const {
    if (!given) fail(Code::needs_option, "imputation", option, {in_quotes(method), what});
  }

  /// Rows of one year, with what `same` says besides.
  template <class Same>
  std::vector<double> column_where(Index j, Index like, const Same& same) const {
    std::vector<double> values;
    for (Index i = 0; i < x_.rows(); ++i) {
      if (!is_missing(x_(i, j)) && same_year(i, like) && same(i)) values.push_back(x_(i, j));
    }
    return values;
  }

  bool same_year(Index a, Index b) const {
    if (input_.years.empty()) return true;
    return input_.years[static_cast<std::size_t>(a)] == input_.years[static_cast<std::size_t>(b)];
  }

  void fill_with(Index, const NoImputation&) {}

  template <class M>
  requires(M::from == ImputesFrom::column) void fill_with(Index j, const M& m) {
    for_each_gap(j, [&](Index i) {
      set(i, j, middle(column_where(j, i, [](Index) { return true; }), M::is_median), m);
    });
  }

  template <class M>
  requires(M::from == ImputesFrom::zone_group) void fill_with(Index j, const M& m) {
    need(!input_.groups.empty(), M::name, Argument::name("groups"),
         words("a group of every zone", "每个高新区的分组"));
    for_each_gap(j, [&](Index i) {
      const std::string& group = input_.groups[static_cast<std::size_t>(i)];
      if (group.empty()) return;
      const auto same = [&](Index k) {
        return input_.groups[static_cast<std::size_t>(k)] == group;
      };
      set(i, j, middle(column_where(j, i, same), M::is_median), m);
    });
  }

  template <class M>
  requires(M::from == ImputesFrom::siblings) void fill_with(Index j, const M& m) {
    for_each_gap(j, [&](Index i) {
      const auto [worst, best] = ends(j, i);
      std::vector<double> levels;
      for (Index k = 0; k < x_.cols(); ++k) {
        if (k == j || !are_siblings(j, k) || is_missing(x_(i, k))) continue;
        const auto [low, high] = ends(k, i);
        if (low != high) levels.push_back((x_(i, k) - low) / (high - low));
      }
      if (levels.empty() || is_missing(worst)) return;
      const double level = middle(levels, M::is_median);
      set(i, j, worst + level * (best - worst), m);
    });
  }

  /// The worst and best value of the column in the year of row `like`.
  std::pair<double, double> ends(Index j, Index like) const {
    const std::vector<double> values = column_where(j, like, [](Index) { return true; });
    if (values.empty()) return {missing, missing};
    const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
    const bool less = !input_.directions.empty() &&
                      input_.directions[static_cast<std::size_t>(j)] == Direction::less_is_better;
    return less ? std::pair{*greatest, *least} : std::pair{*least, *greatest};
  }

  bool are_siblings(Index j, Index k) const {
    return input_.siblings.empty() || input_.siblings[static_cast<std::size_t>(j)] ==
                                          input_.siblings[static_cast<std::size_t>(k)];
  }

  void fill_with(Index j, const ImputeNearest& m) {
    const Matrix& z = standardized();
    for_each_gap(j, [&](Index i) {
      std::vector<std::pair<double, Index>> near;
      for (Index k = 0; k < x_.rows(); ++k) {
        if (k % 1024 == 0) poll_interrupt();
        if (k == i || is_missing(x_(k, j)) || !same_year(i, k)) continue;
        double sum = 0.0;
        double n = 0.0;
        for (Index l = 0; l < x_.cols(); ++l) {
          const double d = z(i, l) - z(k, l);
          if (is_missing(d)) continue;
          sum += d * d;
          n += 1.0;
        }
        if (n > 0.0) near.emplace_back(std::sqrt(sum / n), k);
      }
      std::sort(near.begin(), near.end());
      const std::size_t used = std::min(near.size(), static_cast<std::size_t>(m.neighbors));
      if (used == 0) return;
      double sum = 0.0;
      for (std::size_t k = 0; k < used; ++k) sum += x_(near[k].second, j);
      set(i, j, sum / static_cast<double>(used), m);
    });
  }

  const Matrix& standardized() {
    if (standardized_.size() > 0) return standardized_;
    standardized_ = x_;
    for (Index j = 0; j < x_.cols(); ++j) {
      const std::span<const double> column(x_.col(j).data(), static_cast<std::size_t>(x_.rows()));
      const double deviation = standard_deviation(column);
      if (deviation > 0.0)
        standardized_.col(j) = (x_.col(j).array() - mean(column)) / deviation;
      else
        standardized_.col(j).setConstant(missing);
    }
    return standardized_;
  }

  void fill_with(Index j, const ImputeRegression& m) {
    if (correlations_.size() == 0) correlations_ = correlation_matrix(x_);
    for_each_gap(j, [&](Index i) {
      std::vector<Index> candidates;
      for (Index k = 0; k < x_.cols(); ++k) {
        if (k != j && !is_missing(x_(i, k)) && !is_missing(correlations_(j, k)))
          candidates.push_back(k);
      }
      std::stable_sort(candidates.begin(), candidates.end(), [&](Index a, Index b) {
        return std::abs(correlations_(j, a)) > std::abs(correlations_(j, b));
      });
      for (std::size_t n = std::min(candidates.size(), static_cast<std::size_t>(m.predictors));
           n > 0; --n) {
        candidates.resize(n);
        const std::vector<std::vector<double>> rows = whole_rows(candidates, j);
        if (rows.size() < 5 * n) continue;  // too few zones have all of them: one predictor fewer
        std::vector<double> at;
        for (const Index k : candidates) at.push_back(x_(i, k));
        set(i, j, detail::regress(rows, at, collinear), m);
        return;
      }
    });
  }

  /// Rows that have all the columns, the column j last.
  std::vector<std::vector<double>> whole_rows(const std::vector<Index>& columns, Index j) const {
    std::vector<std::vector<double>> rows;
    for (Index i = 0; i < x_.rows(); ++i) {
      std::vector<double> row;
      for (const Index k : columns) row.push_back(x_(i, k));
      row.push_back(x_(i, j));
      if (std::none_of(row.begin(), row.end(), is_missing)) rows.push_back(std::move(row));
    }
    return rows;
  }

  void fill_with(Index j, const ImputeEm& m) {
    const auto column = static_cast<std::size_t>(j);
    const std::vector<double> mean(result_.em.mean.begin(), result_.em.mean.end());
    if (is_missing(mean[column])) return;
    Square<double> covariance(mean.size());
    for (std::size_t a = 0; a < mean.size(); ++a) {
      for (std::size_t b = 0; b < mean.size(); ++b) {
        covariance(a, b) = result_.em.covariance(static_cast<Index>(a), static_cast<Index>(b));
      }
    }
    for_each_gap(j, [&](Index i) {
      const auto c = detail::condition(row_of(x_, i), mean, covariance, collinear);
      const std::vector<double> drawn = m.draw > 0 ? draw(c, i, m) : c.mean;
      for (std::size_t k = 0; k < c.lacking.size(); ++k) {
        if (c.lacking[k] == column) set(i, j, drawn[k], m);
      }
    });
  }

  /// A draw of all that a row lacks together: the same whichever column asks for it.
  static std::vector<double> draw(const detail::Conditional<double>& c, Index row,
                                  const ImputeEm& m) {
    const auto n = static_cast<Index>(c.lacking.size());
    Matrix covariance(n, n);
    for (Index a = 0; a < n; ++a) {
      for (Index b = 0; b < n; ++b) {
        covariance(a, b) = c.covariance(static_cast<std::size_t>(a), static_cast<std::size_t>(b));
      }
    }
    const Eigen::LDLT<Matrix> factor(covariance);
    Vector z(n);
    const boost::math::normal normal;
    for (Index k = 0; k < n; ++k) {
      const Philox4 words =
          philox4x32({static_cast<std::uint32_t>(m.draw), static_cast<std::uint32_t>(row),
                      static_cast<std::uint32_t>(c.lacking[static_cast<std::size_t>(k)]), 0},
                     {static_cast<std::uint32_t>(m.seed), 0x494d5055});
      z[k] = boost::math::quantile(normal, open_uniform(words[0], words[1]));
    }
    z.array() *= factor.vectorD().cwiseMax(0.0).array().sqrt();
    const Vector away = factor.transpositionsP().transpose() * (factor.matrixL() * z).eval();
    std::vector<double> drawn = c.mean;
    for (Index k = 0; k < n; ++k) drawn[static_cast<std::size_t>(k)] += away[k];
    return drawn;
  }

  /// The zone's values in its other years, ascending.
  using Series = std::vector<std::pair<int, double>>;
  Series series(Index j, Index i, std::string_view method) {
    need(!input_.years.empty() && !input_.zones.empty(), method,
         words("zones and years", "高新区和年份"),
         words("the zone and the year of every row", "每一行的高新区和年份"));
    if (series_column_ != j) {
      series_.clear();
      series_column_ = j;
      for (Index k = 0; k < x_.rows(); ++k) {
        const auto at = static_cast<std::size_t>(k);
        if (!is_missing(x_(k, j)))
          series_[input_.zones[at]].emplace_back(input_.years[at], x_(k, j));
      }
      for (auto& [zone, values] : series_) std::sort(values.begin(), values.end());
    }
    const auto found = series_.find(input_.zones[static_cast<std::size_t>(i)]);
    return found == series_.end() ? Series{} : found->second;
  }

  template <class M>
  requires(M::from == ImputesFrom::years) void fill_with(Index j, const M& m) {
    for_each_gap(j, [&](Index i) {
      const Series known = series(j, i, M::name);
      const int year = input_.years[static_cast<std::size_t>(i)];
      if constexpr (requires { M::needs_positive; }) {
        for (const auto& [at, value] : known) check_growth(i, j, at, value);
      }
      set(i, j, detail::from_years(m, known, year).value_or(missing), m);
    });
  }

  /// Each year on its own; what is there stays as it is.
  void fill_with(Index j, const CustomImputation& m) {
    std::map<int, std::vector<Index>> rows_of_years;
    for (Index i = 0; i < x_.rows(); ++i)
      rows_of_years[input_.years.empty() ? 0 : input_.years[static_cast<std::size_t>(i)]].push_back(
          i);
    for (const auto& [year, rows] : rows_of_years) {
      std::vector<double> column;
      for (const Index i : rows) column.push_back(x_(i, j));
      if (std::none_of(column.begin(), column.end(), is_missing)) continue;
      poll_interrupt();
      const std::vector<double> filled =
          detail::call_own(m.label, column_name(j), [&] { return m.filled(column); });
      detail::check_own_size(m.label, column_name(j), std::ssize(filled), std::ssize(column),
                             words("zones", "高新区"));
      for (std::size_t k = 0; k < rows.size(); ++k) set_own(rows[k], j, column[k], filled[k], m);
    }
  }

  void set_own(Index i, Index j, double before, double after, const CustomImputation& m) {
    const bool was_missing = is_missing(before);
    if (was_missing ? std::isinf(after) : after != before) {
      detail::own_method_result(
          m.label, place_of(i, j),
          words("{0} of {1}", "对 {1} 给出 {0}", {shortest(after), shortest(before)}),
          was_missing
              ? words("a finite value, or NaN where it knows none", "有限的数值，无法得知时为 NaN")
              : words("back what is there", "原样保留已有的数值"));
    }
    if (was_missing) set(i, j, after, m);
  }

  std::string column_name(Index j) const {
    const auto at = static_cast<std::size_t>(j);
    return at < input_.columns.size() ? input_.columns[at] : std::to_string(j);
  }

  Place place_of(Index i, Index j) const {
    const auto at = static_cast<std::size_t>(i);
    return Place::of_zone(at < input_.zones.size() ? input_.zones[at] : std::to_string(i),
                          at < input_.years.size() ? input_.years[at] : 0)
        .with_key(column_name(j));
  }

  void check_growth(Index i, Index j, int year, double value) const {
    if (value > 0.0) return;
    fail(Code::undefined_score,
         Place::of_zone(input_.zones[static_cast<std::size_t>(i)], year).with_key(column_name(j)),
         shortest(value),
         {in_quotes(ImputeGrowth::name),
          words("growth needs values above 0", "增长率要求数值大于 0")});
  }

  const MatrixRef& x_;
  const ImputationInput& input_;
  Imputed& result_;
  Matrix standardized_, correlations_;
  Index series_column_ = -1;
  std::map<std::string, Series> series_;
};

ZONERANK_INLINE void check_size(std::size_t have, Index wanted, const char* what,
                                const Argument& of) {
  if (have == 0 || static_cast<Index>(have) == wanted) return;
  fail(Code::wrong_shape, what, words("{0} entries", "{0} 个元素", {have}),
       {words("the values have {0} {1}", "数值有 {0} {1}", {wanted, of})});
}

}  // ZONERANK_OWN(impute)

ZONERANK_INLINE EmEstimate estimate_em(const MatrixRef& values, const ImputeEm& method) {
  check_choice(Imputation(method));
  const Index m = values.cols();
  std::vector<Index> used;  // columns with a value
  for (Index j = 0; j < m; ++j) {
    if (!values.col(j).array().isNaN().all()) used.push_back(j);
  }
  std::vector<std::vector<std::optional<double>>> rows;
  for (Index i = 0; i < values.rows(); ++i) {
    std::vector<std::optional<double>> row;
    for (const Index j : used) {
      row.push_back(is_missing(values(i, j)) ? std::nullopt : std::optional(values(i, j)));
    }
    if (has_value(row)) rows.push_back(std::move(row));
  }
  EmEstimate result{Vector::Constant(m, missing), Matrix::Constant(m, m, missing)};
  if (rows.empty()) return result;
  const auto e = detail::em_normal(rows, method.max_iterations, method.tolerance, collinear);
  double present = 0.0;
  for (const auto& row : rows) {
    present += static_cast<double>(
        std::count_if(row.begin(), row.end(), [](const auto& v) { return v.has_value(); }));
  }
  result.iterations = e.iterations;
  result.converged = e.converged;
  result.log_likelihood = e.log_likelihood - present / 2.0 * std::log(2.0 * 3.14159265358979323846);
  for (std::size_t a = 0; a < used.size(); ++a) {
    result.mean[used[a]] = e.mean[a];
    for (std::size_t b = 0; b < used.size(); ++b) {
      result.covariance(used[a], used[b]) = e.covariance(a, b);
    }
  }
  return result;
}

ZONERANK_INLINE Imputed impute(const MatrixRef& values, std::span<const Imputation> methods,
                               const ImputationInput& input) {
  if (methods.size() != 1 && std::ssize(methods) != values.cols()) {
    fail(Code::wrong_shape, "methods", words("{0} entries", "{0} 个元素", {methods.size()}),
         {words("the values have {0} columns", "数值有 {0} 列", {values.cols()})});
  }
  check_size(input.zones.size(), values.rows(), "zones", words("rows", "行"));
  check_size(input.years.size(), values.rows(), "years", words("rows", "行"));
  check_size(input.groups.size(), values.rows(), "groups", words("rows", "行"));
  check_size(input.siblings.size(), values.cols(), "siblings", words("columns", "列"));
  check_size(input.directions.size(), values.cols(), "directions", words("columns", "列"));
  for (const Imputation& method : methods) check_choice(method);
  Imputed result;
  result.values = values;
  Imputer imputer(values, input, result);
  for (const Imputation& method : methods) {
    const auto* em = std::get_if<ImputeEm>(&method);
    if (em == nullptr || result.em.mean.size() > 0) continue;
    imputer.estimate(*em);
  }
  for (Index j = 0; j < values.cols(); ++j) {
    imputer.fill(j, methods[methods.size() == 1 ? 0 : static_cast<std::size_t>(j)]);
  }
  result.left = result.values.array().isNaN().count();
  return result;
}

ZONERANK_INLINE std::vector<Availability> availability(const MatrixRef& values) {
  std::vector<Availability> result;
  for (Index i = 0; i < values.rows(); ++i) {
    Availability a;
    for (Index j = 0; j < values.cols(); ++j) {
      if (is_missing(values(i, j)))
        ++a.missing_values;
      else if (values(i, j) == 0.0)
        ++a.zeros;
    }
    const auto m = static_cast<double>(values.cols());
    const double present = m - static_cast<double>(a.missing_values);
    a.available = present / m;
    if (present > 0.0) a.nonzero = 1.0 - static_cast<double>(a.zeros) / present;
    result.push_back(a);
  }
  return result;
}

}  // namespace zonerank

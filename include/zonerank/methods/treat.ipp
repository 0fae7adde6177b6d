#pragma once
#include "zonerank/methods/treat.hpp"

#include <cmath>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/methods/custom.hpp"
#include "zonerank/methods/detail/treat_like.hpp"
#include "zonerank/methods/detail/treatments.hpp"
#include "zonerank/run/parallel.hpp"
#include "zonerank/stats/statistics.hpp"

namespace zonerank {
ZONERANK_OWN(treat) {

ZONERANK_INLINE std::string name(std::span<const std::string> names, Index at) {
  const auto k = static_cast<std::size_t>(at);
  return k < names.size() ? names[k] : std::to_string(at);
}

/// One column while it is treated.
class TreatedColumn {
 public:
  TreatedColumn(const MatrixRef& x, Index j, std::span<const std::string> rows,
                std::span<const std::string> columns)
      : rows_(rows), name_(name(columns, j)), j_(j), n_rows_(static_cast<std::size_t>(x.rows())) {
    for (Index i = 0; i < x.rows(); ++i) {
      if (is_missing(x(i, j))) continue;
      at_.push_back(i);
      before_.push_back(x(i, j));
    }
    now_ = before_;
  }

  void treat(const Treatment& method) {
    result_.skewness_before = skewness(before_);
    result_.kurtosis_before = excess_kurtosis(before_);
    if (before_.size() >= 4 && have_spread(before_)) {
      std::visit([this](const auto& m) { apply(m); }, method);
    }
    result_.passed_before = passes(before_, result_.skewness_before, result_.kurtosis_before);
    const bool is_same = now_ == before_;
    result_.skewness_after = is_same ? result_.skewness_before : skewness(now_);
    result_.kurtosis_after = is_same ? result_.kurtosis_before : excess_kurtosis(now_);
    result_.passed_after = passes(now_, result_.skewness_after, result_.kurtosis_after);
  }

  /// Treats the column like that of another year, on which treat() was called.
  void treat_like(const TreatedColumn& year, const Treatment& method) {
    if (does(method) == Does::own) return treat(method);
    const auto* stepwise = std::get_if<StepwiseTreatment>(&method);
    const bool transforms = !year.result_.transform.empty();
    const bool winsorizes = stepwise != nullptr ? !transforms || stepwise->combine : !transforms;
    if (winsorizes && before_.size() >= 4 && have_spread(before_)) {
      if (stepwise != nullptr)
        detail::winsorize_points(now_, stepwise->max_points, false, stepwise->check);
      else if (does(method) == Does::winsorizes)
        std::visit([this](const auto& m) { apply(m); }, method);
    }
    if (transforms) transform_by(year.fit_);
  }

  void write(Treated& treated) const {
    const std::string how = result_.transform.empty() ? "winsorized" : result_.transform;
    for (std::size_t k = 0; k < at_.size(); ++k) {
      treated.values(at_[k], j_) = now_[k];
      if (now_[k] != before_[k]) {
        treated.changes.push_back({at_[k], j_, before_[k], now_[k], how});
      }
    }
    treated.columns.push_back(result_);
  }

 private:
  /// detail::passes() of a column whose moments are known.
  bool passes(std::span<const double> x, double skew, double kurtosis) const {
    if (x.size() < 4 || !have_spread(x)) return true;
    return std::abs(skew) < check_.skewness || kurtosis < check_.kurtosis;
  }

  void apply(const NoTreatment&) {}

  template <class M>
  requires(M::does == Does::winsorizes) void apply(const M& method) {
    if constexpr (requires { method.check; }) check_ = method.check;
    if constexpr (requires { method.low; }) {
      if (!(method.low < method.high)) {
        fail(Code::bad_option,
             words("{0}, winsorize_low and winsorize_high", "{0}，winsorize_low 与 winsorize_high",
                   {name_}),
             words("{0} and {1}", "{0} 与 {1}", {shortest(method.low), shortest(method.high)}),
             {words("two percentiles in ascending order", "由小到大的两个百分位数")});
      }
    }
    result_.n_winsorized = detail::winsorize(now_, method);
  }

  /// Gaps stay. What it changed is no longer in the indicator's own unit, as far as one knows.
  void apply(const CustomTreatment& method) {
    std::vector<double> column(n_rows_, missing);
    for (std::size_t k = 0; k < at_.size(); ++k) column[static_cast<std::size_t>(at_[k])] = now_[k];
    const std::vector<double> treated =
        detail::call_own(method.label, name_, [&] { return method.treated(column); });
    detail::check_own_size(method.label, name_, std::ssize(treated), std::ssize(column),
                           words("zones", "高新区"));
    for (std::size_t k = 0; k < at_.size(); ++k) {
      const double value = treated[static_cast<std::size_t>(at_[k])];
      if (!std::isfinite(value)) {
        detail::own_method_result(
            method.label, Place::of_zone(name(rows_, at_[k])).with_key(name_),
            words("{0} of {1}", "对 {1} 给出 {0}", {shortest(value), shortest(now_[k])}),
            words("a finite value where there is one", "有数值处应为有限的数值"));
      }
      now_[k] = value;
    }
    if (now_ == before_) return;
    result_.transform = method.label;
    result_.is_own = true;
  }

  void apply(const TransformAll& method) {
    transform(method.transform, method.lambda, method.shift);
  }

  void apply(const StepwiseTreatment& method) {
    check_ = method.check;
    if (detail::passes<double>(now_, check_)) return;
    const int moved = detail::winsorize_points(now_, method.max_points, false, check_);
    if (detail::passes<double>(now_, check_)) {
      result_.n_winsorized = moved;
      return;
    }
    if (method.combine)
      result_.n_winsorized = moved;
    else
      now_ = before_;
    transform(method.transform, method.lambda, true);
  }

  /// Logarithms need values above 0.
  void check_positive(Transform transform, bool shift) const {
    const bool positive =
        transform == Transform::log || (transform == Transform::box_cox && !shift);
    for (std::size_t k = 0; k < now_.size() && positive; ++k) {
      if (now_[k] > 0.0) continue;
      fail(Code::undefined_score, Place::of_zone(name(rows_, at_[k])).with_key(name_),
           shortest(now_[k]),
           {in_quotes(transform_words[static_cast<std::size_t>(transform)]),
            words("a logarithm needs values above 0", "取对数要求数值大于 0")});
    }
  }

  void transform(Transform transform, const std::optional<double>& lambda, bool shift) {
    check_positive(transform, shift);
    if (transform == Transform::log_gii && !(*std::max_element(now_.begin(), now_.end()) > 1.0)) {
      fail(Code::undefined_score, name_, shortest(*std::max_element(now_.begin(), now_.end())),
           {Argument::name("\"log-gii\""),
            words("it needs a greatest value above 1", "要求最大值大于 1")});
    }
    if (transform == Transform::box_cox) {
      result_.lambda = lambda ? *lambda : estimated_lambda(shift);
    }
    fit_ = detail::learn_transform<double>(now_, transform, result_.lambda, shift);
    transform_now();
    result_.transform = transform_words[static_cast<std::size_t>(transform)];
  }

  /// By the constants of another column; beyond the end of that one where logarithms end is the
  /// end.
  void transform_by(const detail::TransformFit<double>& fit) {
    fit_ = fit;
    check_positive(fit.transform, fit.shift);
    const bool ends =
        fit.transform != Transform::log && (fit.transform != Transform::box_cox || fit.shift);
    for (double& value : now_) {
      if (ends) value = fit.negative ? std::min(value, fit.greatest) : std::max(value, fit.least);
    }
    transform_now();
  }

  void transform_now() {
    for (std::size_t k = 0; k < now_.size(); ++k) {
      const double value = now_[k];
      now_[k] = detail::transformed(fit_, value);
      if (std::isfinite(now_[k]) || !std::isfinite(value)) continue;
      fail(Code::undefined_score, Place::of_zone(name(rows_, at_[k])).with_key(name_),
           shortest(value),
           {in_quotes(transform_words[static_cast<std::size_t>(fit_.transform)]),
            words("the result is beyond the range of numbers", "结果超出数值范围")});
    }
  }

  double estimated_lambda(bool shift) const {
    std::vector<double> y = now_;
    const double least = *std::min_element(y.begin(), y.end());
    for (double& value : y) value = shift ? value - least + 1.0 : value;
    return detail::estimate_lambda<double>(y);
  }

  std::span<const std::string> rows_;
  std::string name_;
  Index j_;
  std::size_t n_rows_;
  std::vector<Index> at_;
  std::vector<double> before_, now_;
  OutlierCheck check_;
  ColumnTreatment result_;
  detail::TransformFit<double> fit_;  ///< where result_ has a transform
};

}  // ZONERANK_OWN(treat)

ZONERANK_INLINE Treated treat(const MatrixRef& indicators, std::span<const Treatment> methods,
                              std::span<const std::string> rows,
                              std::span<const std::string> columns) {
  if (methods.size() != 1 && std::ssize(methods) != indicators.cols()) {
    fail(Code::wrong_shape, "methods", words("{0} entries", "{0} 个元素", {methods.size()}),
         {words("the indicators have {0} columns", "指标有 {0} 列", {indicators.cols()})});
  }
  for (const Treatment& method : methods) check_choice(method);
  Treated treated;
  treated.values = indicators;
  for (Index j = 0; j < indicators.cols(); ++j) {
    poll_interrupt();
    TreatedColumn column(indicators, j, rows, columns);
    column.treat(methods[methods.size() == 1 ? 0 : static_cast<std::size_t>(j)]);
    column.write(treated);
  }
  return treated;
}

ZONERANK_INLINE Matrix detail::treat_like(const MatrixRef& year, const MatrixRef& other,
                                          std::span<const Treatment> methods,
                                          std::span<const std::string> rows,
                                          std::span<const std::string> columns) {
  Treated treated;
  treated.values = other;
  for (Index j = 0; j < other.cols(); ++j) {
    poll_interrupt();
    const Treatment& method = methods[methods.size() == 1 ? 0 : static_cast<std::size_t>(j)];
    TreatedColumn learned(year, j, {}, columns);
    learned.treat(method);
    TreatedColumn column(other, j, rows, columns);
    column.treat_like(learned, method);
    column.write(treated);
  }
  return treated.values;
}

}  // namespace zonerank

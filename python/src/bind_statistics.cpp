#include "bind.hpp"
#include "zonerank/analysis/compare.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/stats/correlation.hpp"
#include "zonerank/stats/correlation_ratio.hpp"
#include "zonerank/stats/describe.hpp"
#include "zonerank/stats/inequality.hpp"
#include "zonerank/stats/principal_components.hpp"
#include "zonerank/stats/reliability.hpp"
#include "zonerank/stats/statistics.hpp"

using namespace zonerank;
using namespace pybind11::literals;

namespace {

std::span<const double> span_of(const VectorRef& x) {
  return {x.data(), static_cast<std::size_t>(x.size())};
}

CorrelationKind correlation_of(const std::string& word) {
  const std::vector<std::string> words(std::begin(correlation_words), std::end(correlation_words));
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) fail(Code::unknown_value, "method", word, {suggestion(word, words)});
  return static_cast<CorrelationKind>(found - words.begin());
}

py::dict dict_of(const Description& d) {
  return py::dict("min"_a = d.least, "max"_a = d.greatest, "mean"_a = d.mean, "median"_a = d.median,
                  "sd"_a = d.sd, "skewness"_a = d.skewness, "kurtosis"_a = d.kurtosis, "n"_a = d.n,
                  "n_nonzero"_a = d.n_nonzero, "n_unique"_a = d.n_unique, "n_same"_a = d.n_same,
                  "available_share"_a = d.available_share, "nonzero_share"_a = d.nonzero_share,
                  "unique_share"_a = d.unique_share, "same_share"_a = d.same_share,
                  "few_available"_a = d.few_available, "few_nonzero"_a = d.few_nonzero,
                  "few_unique"_a = d.few_unique, "outliers"_a = d.outliers);
}

}  // namespace

void bind_statistics(py::module_& m) {
  m.def(
      "describe",
      [](const VectorRef& x, double skewness, double kurtosis, double available, double nonzero,
         double unique) {
        return dict_of(describe(span_of(x), {skewness, kurtosis, available, nonzero, unique}));
      },
      "x"_a, "skewness"_a, "kurtosis"_a, "available"_a, "nonzero"_a, "unique"_a,
      "Moments, quantiles and warnings of one column.");
  m.def(
      "correlations",
      [](const MatrixRef& x, const std::string& method) {
        const CorrelationKind kind = correlation_of(method);
        const Correlations c = interruptible([&] { return correlations(x, kind); });
        return std::tuple(c.r, c.p, c.n);
      },
      "x"_a, "method"_a, "Coefficients, p-values and numbers of pairs of all pairs of columns.");
  m.def(
      "principal_components",
      [](const MatrixRef& x) {
        const PrincipalComponents p = interruptible([&] { return principal_components(x); });
        return py::dict("eigenvalues"_a = p.eigenvalues, "vectors"_a = p.vectors,
                        "explained"_a = p.explained, "n"_a = p.n, "kmo"_a = p.kmo,
                        "kmo_of_columns"_a = p.kmo_of_columns, "bartlett"_a = p.bartlett,
                        "bartlett_degrees"_a = p.bartlett_degrees, "bartlett_p"_a = p.bartlett_p);
      },
      "x"_a,
      "Eigenvalues, vectors, explained shares, and the tests of Kaiser-Meyer-Olkin and Bartlett.");
  m.def(
      "varimax", [](const MatrixRef& x) { return interruptible([&] { return varimax(x); }); },
      "loadings"_a, "Loadings rotated to the greatest variance of their squares.");
  m.def(
      "cronbach_alpha",
      [](const MatrixRef& x) {
        const Reliability r = interruptible([&] { return cronbach_alpha(x); });
        return std::pair(r.raw, r.standardized);
      },
      "x"_a, "Reliability of columns, raw and standardized.");
  m.def(
      "theil_index",
      [](const VectorRef& x, const std::vector<std::string>& groups) {
        const TheilIndex t = theil_index(span_of(x), groups);
        py::list parts;
        for (const TheilGroup& g : t.groups) {
          parts.append(py::dict("group"_a = g.group, "n"_a = g.n, "share"_a = g.share,
                                "mean"_a = g.mean, "theil"_a = g.theil, "within"_a = g.within));
        }
        return py::dict("total"_a = t.total, "within"_a = t.within, "between"_a = t.between,
                        "groups"_a = parts);
      },
      "x"_a, "groups"_a, "Inequality of positive values in all, within and between groups.");
  m.def(
      "effective_weights",
      [](const MatrixRef& scores, const VectorRef& overall) {
        const EffectiveWeights e =
            interruptible([&] { return effective_weights(scores, overall); });
        return std::pair(e.ratio, e.share);
      },
      "scores"_a, "overall"_a,
      "The squared correlation ratio of each column with the overall score, and its share of their "
      "sum.");
  m.def(
      "rank_agreement",
      [](const VectorRef& reference, const VectorRef& other) {
        const RankAgreement a =
            interruptible([&] { return rank_agreement(span_of(reference), span_of(other)); });
        return py::dict("n"_a = a.n, "spearman"_a = a.spearman,
                        "weighted_spearman"_a = a.weighted_spearman, "kendall"_a = a.kendall,
                        "gamma"_a = a.gamma, "ws"_a = a.ws, "mean_shift"_a = a.mean_shift,
                        "max_shift"_a = a.max_shift);
      },
      "reference"_a, "other"_a, "Rank correlations and shifts between two rankings.");
  m.def(
      "mean", [](const VectorRef& x) { return mean(span_of(x)); }, "x"_a,
      "The mean of the values that are present.");
  m.def(
      "standard_deviation", [](const VectorRef& x) { return standard_deviation(span_of(x)); },
      "x"_a, "The standard deviation with divisor n - 1.");
  m.def(
      "autocorrelation", [](const VectorRef& x) { return autocorrelation(span_of(x)); }, "x"_a,
      "The autocorrelation of a series with lag 1.");
}

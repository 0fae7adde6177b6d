#pragma once
// Points of scrambled Saltelli designs ranked, and what their sums say.

#include "zonerank/analysis/sensitivity.hpp"

#include <array>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "zonerank/analysis/detail/factor_space.hpp"
#include "zonerank/analysis/detail/sobol_sums.hpp"
#include "zonerank/core/build.hpp"
#include "zonerank/core/random.hpp"
#include "zonerank/diagnostics/detail/door.hpp"
#include "zonerank/stats/sobol.hpp"

namespace zonerank {
ZONERANK_OWN(sensitivity) {

using detail::FactorSpace;
using detail::SobolSums;
using detail::SpacePoint;
using detail::SpaceRanker;

/// What one scrambling gives.
struct Replicate {
  SobolSums sums;                   ///< scores of zones, ranks, mean shift
  std::array<SobolSums, 2> sooner;  ///< of the mean shift, at a quarter and half of the points
  Eigen::ArrayXXd moved;            ///< zones x factors: sums of |change of rank|
  Eigen::ArrayXd changes;           ///< how many, of every factor
};

/// Mean and half-width over scramblings.
class Spread {
 public:
  Spread(Index factors, std::size_t replicates)
      : sum_(Eigen::ArrayXd::Zero(factors)),
        squares_(sum_),
        replicates_(static_cast<double>(replicates)) {}

  void add(const Eigen::ArrayXd& x) {
    sum_ += x;
    squares_ += x.square();
  }
  Eigen::ArrayXd mean() const { return sum_ / replicates_; }
  Eigen::ArrayXd half_width() const {
    const boost::math::students_t_distribution<double> t(replicates_ - 1.0);
    const Eigen::ArrayXd variance = (squares_ - sum_.square() / replicates_) / (replicates_ - 1.0);
    return boost::math::quantile(t, 0.975) * (variance.max(0.0) / replicates_).sqrt();
  }

 private:
  Eigen::ArrayXd sum_, squares_;
  double replicates_;
};

class Analyst {
 public:
  Analyst(const DrawInput& input, const SensitivityOptions& options)
      : options_(options), space_(input) {
    if (options.points < 4 || (options.points & (options.points - 1)) != 0) {
      fail(Code::wrong_shape, "points", std::to_string(options.points),
           {words("a power of two, 4 at least", "2 的幂，至少为 4")});
    }
    if (options.scramblings < 2) {
      fail(Code::bad_option, "scramblings", std::to_string(options.scramblings),
           {words("2 at least, for intervals", "至少 2，才能给出区间")});
    }
  }

  SensitivityResult run(const Progress& progress) {
    const auto scramblings = static_cast<std::size_t>(options_.scramblings);
    std::vector<Replicate> found(scramblings);
    parallel_for(
        scramblings, options_.threads, [&](std::size_t s) { found[s] = scramble(s); }, progress);
    SensitivityResult result;
    for (const detail::SpaceFactor& factor : space_.factors())
      result.factors.push_back(factor.name);
    const Index n = space_.model().zones();
    result.scores = table(found, 0, n);
    result.ranks = table(found, n, n);
    result.shift = table(found, 2 * n, 1);
    result.convergence.resize(3, factors());
    for (std::size_t stage = 0; stage < 2; ++stage) {
      Spread total(factors(), scramblings);
      for (const Replicate& replicate : found) total.add(replicate.sooner[stage].total_indices(0));
      result.convergence.row(static_cast<Index>(stage)) = total.mean();
    }
    result.convergence.row(2) = result.shift.total.row(0);
    Eigen::ArrayXXd moved = found[0].moved;
    Eigen::ArrayXd changes = found[0].changes;
    for (std::size_t s = 1; s < scramblings; ++s) {
      moved += found[s].moved;
      changes += found[s].changes;
    }
    result.places = moved.rowwise() / changes.transpose();  // 0 / 0: missing
    result.rankings = static_cast<std::uint64_t>(options_.points * columns()) * scramblings;
    return result;
  }

 private:
  Index factors() const { return std::ssize(space_.factors()); }
  Index columns() const { return (options_.second_order ? 2 : 1) * factors() + 2; }

  Replicate scramble(std::size_t s) const {
    const Index d = factors();
    const Index n = space_.model().zones();
    const Matrix points = sobol_points(options_.points, 2 * d, options_.seed * 1000003ULL + s);
    Replicate result;
    result.sums = SobolSums(2 * n + 1, d, options_.second_order);
    result.moved = Eigen::ArrayXXd::Zero(n, d);
    result.changes = Eigen::ArrayXd::Zero(d);
    Eigen::ArrayXd centre(2 * n + 1);  // outputs are taken from the nominal ranking's
    centre << space_.model().nominal().col(0), space_.nominal_ranks(), 0.0;
    centre = centre.isNaN().select(0.0, centre);
    SpaceRanker ranker(space_, options_.seed, columns());
    SpacePoint a = space_.nominal();
    SpacePoint b = a;
    for (Index i = 0; i < options_.points; ++i) {
      // numbers of the errors' draws, one for A and one for B
      poll_interrupt();
      const std::uint64_t draw =
          2 * (s * static_cast<std::uint64_t>(options_.points) + static_cast<std::uint64_t>(i));
      const auto from_a = [&](SpacePoint& point, Index k) {
        space_.set(point, static_cast<std::size_t>(k), points(i, k), draw);
      };
      const auto from_b = [&](SpacePoint& point, Index k) {
        space_.set(point, static_cast<std::size_t>(k), points(i, d + k), draw + 1);
      };
      for (Index k = 0; k < d; ++k) {
        from_a(a, k);
        from_b(b, k);
      }
      ranker.add(a, 0);
      ranker.add(b, 1);
      for (Index k = 0; k < d; ++k) {
        from_b(a, k);
        ranker.add(a, k + 2);
        from_a(a, k);
        if (!options_.second_order) continue;
        from_a(b, k);
        ranker.add(b, d + 2 + k);
        from_b(b, k);
      }
      ranker.finish();
      const Matrix& found = ranker.results();
      result.sums.add(found, centre);
      for (Index k = 0; k < d; ++k) {
        if (!space_.differs(static_cast<std::size_t>(k), points(i, k), points(i, d + k))) continue;
        result.moved.col(k) += (found.col(k + 2) - found.col(0)).segment(n, n).array().abs();
        result.changes[k] += 1.0;
      }
      if (i + 1 == options_.points / 4) result.sooner[0] = result.sums.only(2 * n);
      if (i + 1 == options_.points / 2) result.sooner[1] = result.sums.only(2 * n);
    }
    return result;
  }

  /// Mean over scramblings of the indices of some outputs, with half-widths.
  IndexTable table(const std::vector<Replicate>& found, Index first, Index count) const {
    const Index d = factors();
    const Index pairs = options_.second_order ? d * (d - 1) / 2 : 0;
    IndexTable result;
    for (Matrix* m : {&result.first, &result.total, &result.first_error, &result.total_error})
      *m = Matrix::Constant(count, d, missing);
    result.second = result.second_error = Matrix::Constant(count, pairs, missing);
    for (Index o = 0; o < count; ++o) {
      Spread own(d, found.size());
      Spread all(d, found.size());
      Spread both(pairs, found.size());
      bool moves = true;
      for (const Replicate& replicate : found) {
        const SobolSums& sums = replicate.sums;
        // Below the rounding of single-precision scores nothing moved.
        moves = moves && sums.variance(first + o) > 1e-8;
        own.add(sums.first_indices(first + o));
        all.add(sums.total_indices(first + o));
        if (pairs > 0) both.add(sums.second_indices(first + o));
      }
      if (!moves) continue;
      result.first.row(o) = own.mean();
      result.first_error.row(o) = own.half_width();
      result.total.row(o) = all.mean();
      result.total_error.row(o) = all.half_width();
      if (pairs == 0) continue;
      result.second.row(o) = both.mean();
      result.second_error.row(o) = both.half_width();
    }
    return result;
  }

  const SensitivityOptions& options_;
  FactorSpace space_;
};

/// Indices of some of the rows, each of n; A and B taken from their mean.
ZONERANK_INLINE SobolSums sums_of(const VectorRef& y, Index n, Index factors, bool second_order,
                                  const std::vector<Index>& rows) {
  double centre = 0.0;
  for (const Index i : rows) centre += y[i] + y[n + i];
  centre /= 2.0 * static_cast<double>(rows.size());
  SobolSums sums(1, factors, second_order);
  Matrix evaluations(1, y.size() / n);
  for (const Index i : rows) {
    for (Index c = 0; c < evaluations.cols(); ++c) evaluations(0, c) = y[c * n + i];
    sums.add(evaluations, Eigen::ArrayXd::Constant(1, centre));
  }
  return sums;
}

ZONERANK_INLINE Matrix upper(const Eigen::ArrayXd& pairs, Index factors) {
  Matrix result = Matrix::Constant(factors, factors, missing);
  for (Index j = 0, pair = 0; j < factors; ++j)
    for (Index k = j + 1; k < factors; ++k) result(j, k) = pairs[pair++];
  return result;
}

/// Standard deviations over resamples, times 1.96.
ZONERANK_INLINE void add_errors(SobolIndices& to, const VectorRef& y, Index n, Index factors,
                                const SobolOptions& options) {
  const Index pairs = options.second_order ? factors * (factors - 1) / 2 : 0;
  const Index all = 2 * factors + pairs;
  Eigen::ArrayXd sum = Eigen::ArrayXd::Zero(all);
  Eigen::ArrayXd squares = sum;
  Eigen::ArrayXd centre(all);
  std::vector<Index> rows(static_cast<std::size_t>(n));
  for (int r = 0; r < options.resamples; ++r) {
    for (Index i = 0; i < n; ++i) {
      const Philox4 words =
          philox4x32({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(r), 0, 0},
                     {static_cast<std::uint32_t>(options.seed),
                      static_cast<std::uint32_t>(options.seed >> 32)});
      rows[static_cast<std::size_t>(i)] =
          static_cast<Index>((std::uint64_t{words[0]} * static_cast<std::uint64_t>(n)) >> 32);
    }
    const SobolSums sums = sums_of(y, n, factors, options.second_order, rows);
    Eigen::ArrayXd found(all);
    found << sums.first_indices(0), sums.total_indices(0), sums.second_indices(0);
    if (r == 0) centre = found;
    sum += found - centre;
    squares += (found - centre).square();
  }
  const auto count = static_cast<double>(options.resamples);
  const Eigen::ArrayXd error =
      1.959963984540054 * ((squares - sum.square() / count) / (count - 1.0)).max(0.0).sqrt();
  to.first_error = error.head(factors);
  to.total_error = error.segment(factors, factors);
  if (pairs > 0) to.second_error = upper(error.tail(pairs), factors);
}

}  // ZONERANK_OWN(sensitivity)

ZONERANK_INLINE SobolIndices sobol_indices(const VectorRef& y, Index factors,
                                           const SobolOptions& options) {
  const bool sound = factors > 0 && factors <= y.size();
  const Index columns = sound ? (options.second_order ? 2 : 1) * factors + 2 : 0;
  const Index n = sound ? y.size() / columns : 0;
  if (n < 1 || n * columns != y.size()) {
    fail(Code::wrong_shape, "y", words("{0} entries", "{0} 个元素", {y.size()}),
         {options.second_order
              ? words("n (2 factors + 2), n of A, n of B, n of every A with a column of B, of "
                      "every B with a column of A",
                      "n（2 × 因素数 + 2）个：A 的 n 个、B 的 n 个，逐列以 B 替换的 A 和逐列以 A "
                      "替换的 B 各 n 个")
              : words("n (factors + 2), n of A, n of B, n of every A with a column of B",
                      "n（因素数 + 2）个：A 的 n 个、B 的 n 个，逐列以 B 替换的 A 各 n 个")});
  }
  if (options.resamples < 0 || options.resamples == 1) {
    fail(Code::bad_option, "resamples", std::to_string(options.resamples),
         {words("0, or 2 at least", "0，或至少 2")});
  }
  detail::check_finite("y", y);
  SobolIndices result;
  result.first = result.total = Vector::Constant(factors, missing);
  if (options.second_order) result.second = Matrix::Constant(factors, factors, missing);
  result.mean = y.head(2 * n).mean();
  result.variance = (y.head(2 * n).array() - result.mean).square().mean();
  if (!(result.variance > 0.0)) return result;
  std::vector<Index> rows(static_cast<std::size_t>(n));
  for (Index i = 0; i < n; ++i) rows[static_cast<std::size_t>(i)] = i;
  const SobolSums sums = sums_of(y, n, factors, options.second_order, rows);
  result.first = sums.first_indices(0);
  result.total = sums.total_indices(0);
  if (options.second_order) result.second = upper(sums.second_indices(0), factors);
  if (options.resamples > 0) add_errors(result, y, n, factors, options);
  return result;
}

ZONERANK_INLINE SensitivityResult sensitivity(const DrawInput& input,
                                              const SensitivityOptions& options,
                                              const Progress& progress) {
  return Analyst(input, options).run(progress);
}

}  // namespace zonerank

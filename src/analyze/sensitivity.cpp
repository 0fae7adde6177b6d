#include "zonerank/analyze/sensitivity.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <mutex>

#include "analyze/factors.hpp"
#include "analyze/lane_ranker.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/math/sobol.hpp"
#include "zonerank/score/rank.hpp"

namespace zonerank {
namespace {

using detail::DrawKind;
using detail::DrawModel;
using detail::lanes;
using detail::Output;
using detail::PreparedReading;

/// Sums over base points of one scrambling, by output and factor.
struct Sums {
  Eigen::ArrayXXd first, total, change;
  Eigen::ArrayXd sum, squares;
  Index points = 0;
  Sums() = default;
  Sums(Index outputs, Index factors)
      : first(Eigen::ArrayXXd::Zero(outputs, factors)),
        total(first),
        change(first),
        sum(Eigen::ArrayXd::Zero(outputs)),
        squares(sum) {}
};

class Analyst {
 public:
  Analyst(const DrawInput& input, const SensitivityOptions& options)
      : input_(input), options_(options), model_(input, false) {
    if (options.points < 4 || (options.points & (options.points - 1)) != 0) {
      fail(Code::wrong_shape, "points", std::to_string(options.points),
           {"a power of two, 4 at least"});
    }
    if (options.scramblings < 2) {
      fail(Code::bad_option, "scramblings", std::to_string(options.scramblings),
           {"2 at least, for intervals"});
    }
    if (std::holds_alternative<OrderedWeights>(input.weights)) {
      fail(Code::bad_option, "weights", "ordered",
           {"independent weights: uniform, dirichlet, simplex or interval"});
    }
    if (input.redraw_reading) {
      fail(Code::bad_option, "errors", "of measurement", {"left out here: they are no factors"});
    }
    find_factors();
    if (factors_.empty()) {
      fail(Code::absent_factor, "", "nothing",
           {"neither weights, methods nor a left-out indicator vary"});
    }
    nominal_ranks_ = rank_scores(model_.nominal().col(0));
  }

  SensitivityResult run(const Progress& progress) {
    const auto d = std::ssize(factors_);
    const auto scramblings = static_cast<std::size_t>(options_.scramblings);
    // Per scrambling at n / 4, n / 2 and n points.
    std::vector<std::array<Sums, 3>> sums(scramblings);
    parallel_for(
        scramblings, options_.threads, [&](std::size_t s) { scramble(s, sums[s]); }, progress);
    SensitivityResult result;
    for (const Factor& factor : factors_) result.factors.push_back(factor.name);
    const Index n = model_.zones();
    result.scores = table(sums, 2, 0, n);
    result.ranks = table(sums, 2, n, n);
    result.shift = table(sums, 2, 2 * n, 1);
    result.convergence.resize(3, d);
    for (std::size_t stage = 0; stage < 3; ++stage) {
      result.convergence.row(static_cast<Index>(stage)) = table(sums, stage, 2 * n, 1).total.row(0);
    }
    result.rankings = static_cast<std::uint64_t>(options_.points) *
                      static_cast<std::uint64_t>(d + 2) * scramblings;
    return result;
  }

 private:
  struct Factor {
    std::string name;
    enum Kind { weight, list, left_out } kind = weight;
    std::size_t at = 0;  ///< child, or list
  };

  /// A factor is the weight of the same child in every reading.
  void check_trees() const {
    const auto same = [](const Child& a, const Child& b) {
      return a.is_indicator == b.is_indicator && a.index == b.index;
    };
    const auto& first = input_.readings[0].tree.children;
    for (const Reading& reading : input_.readings) {
      for (std::size_t g = 0; g < first.size(); ++g) {
        const std::vector<Child>& children = reading.tree.children[g];
        if (std::equal(children.begin(), children.end(), first[g].begin(), first[g].end(), same))
          continue;
        fail(Code::bad_option, "methods", join(reading.choices, ", "),
             {"choices that leave out the same indicators: these give one no weight"});
      }
    }
  }

  void find_factors() {
    check_trees();
    const PreparedReading& base = model_.readings()[0];
    const auto& tree = base.reading->tree.children;
    for (std::size_t g = 0; g < tree.size(); ++g) {
      if (base.groups[g].kind == DrawKind::fixed || tree[g].size() < 2) continue;
      for (std::size_t k = 0; k < tree[g].size(); ++k) {
        factors_.push_back(
            {"weight of " + detail::id_of(input_, tree[g][k]), Factor::weight, base.first[g] + k});
      }
    }
    // Readings are all combinations of lists, the last list running fastest.
    const std::size_t lists = input_.readings[0].choices.size();
    for (std::size_t list = 0; list < lists; ++list) {
      std::vector<std::string> names;
      for (const Reading& reading : input_.readings) {
        if (std::find(names.begin(), names.end(), reading.choices[list]) == names.end())
          names.push_back(reading.choices[list]);
      }
      sizes_.push_back(names.size());
      if (names.size() < 2) continue;
      std::string name = names[0];
      for (std::size_t k = 1; k < names.size(); ++k) name += " | " + names[k];
      factors_.push_back({name, Factor::list, list});
    }
    if (lists == 0 && input_.readings.size() > 1) {
      sizes_.push_back(input_.readings.size());
      factors_.push_back({"reading", Factor::list, 0});
    }
    if (!model_.candidates().empty())
      factors_.push_back({"indicator left out", Factor::left_out, 0});
  }

  /// The raw weight of a child for a uniform u.
  static float raw_weight(DrawKind kind, const detail::DrawChild& child, double u) {
    switch (kind) {
      case DrawKind::between:
        return static_cast<float>(static_cast<double>(child.a) +
                                  u * static_cast<double>(child.b - child.a));
      case DrawKind::gamma:
        return child.a > 0.0F
                   ? static_cast<float>(boost::math::gamma_p_inv(static_cast<double>(child.a), u))
                   : 0.0F;
      case DrawKind::exponential:
        return static_cast<float>(-std::log1p(-u));
      default:
        return child.a;
    }
  }

  /// A point ready for rankings: raw weights of every reading's children, and the choice.
  struct Point {
    std::vector<std::vector<float>> raw;  ///< readings x children
    std::vector<std::size_t> choice;      ///< a list
    std::uint32_t left_out = 0;
  };

  void apply(Point& point, std::size_t factor, double u) const {
    const Factor& f = factors_[factor];
    if (f.kind == Factor::list) {
      point.choice[f.at] = std::min(
          sizes_[f.at] - 1, static_cast<std::size_t>(u * static_cast<double>(sizes_[f.at])));
    } else if (f.kind == Factor::left_out) {
      const auto ways = static_cast<double>(model_.candidates().size() + 1);
      point.left_out = static_cast<std::uint32_t>(std::min(u * ways, ways - 1.0));
    } else {
      for (std::size_t r = 0; r < point.raw.size(); ++r) {
        const PreparedReading& reading = model_.readings()[r];
        point.raw[r][f.at] = raw_weight(kind_of(reading, f.at), reading.children[f.at], u);
      }
    }
  }

  static DrawKind kind_of(const PreparedReading& reading, std::size_t child) {
    std::size_t g = 0;
    while (g + 1 < reading.first.size() && reading.first[g + 1] <= child) ++g;
    return reading.groups[g].kind;
  }

  std::size_t reading_of(const Point& point) const {
    std::size_t at = 0;
    for (std::size_t list = 0; list < sizes_.size(); ++list)
      at = at * sizes_[list] + point.choice[list];
    return at;
  }

  Point nominal_point() const {
    Point point;
    for (const PreparedReading& reading : model_.readings()) {
      point.raw.emplace_back();
      for (const detail::DrawChild& child : reading.children) point.raw.back().push_back(child.a);
    }
    point.choice.assign(sizes_.size(), 0);
    return point;
  }

  /// Shares of one point into one lane.
  static void shares(const PreparedReading& reading, const Point& point,
                     const std::vector<float>& raw, std::size_t lane, float* share) {
    for (const detail::DrawGroup& group : reading.groups) {
      float sum = 0.0F;
      for (std::size_t k = group.first; k < group.first + group.size; ++k) {
        const bool out = point.left_out != 0 && reading.children[k].left_out == point.left_out;
        const float w = out ? 0.0F : raw[k];
        share[k * lanes + lane] = w;
        sum += w;
      }
      const float inverse = sum > 0.0F ? 1.0F / sum : 0.0F;
      for (std::size_t k = group.first; k < group.first + group.size; ++k)
        share[k * lanes + lane] *= inverse;
    }
  }

  /// Rankings of several points at once; outputs by row: scores, ranks, mean shift.
  class Evaluator {
   public:
    Evaluator(const Analyst& analyst, Index columns)
        : analyst_(analyst), results(2 * analyst.model_.zones() + 1, columns) {}

    void add(const Point& point, Index column) {
      const std::size_t r = analyst_.reading_of(point);
      const PreparedReading& reading = analyst_.model_.readings()[r];
      if (pending_.empty() || r != reading_ || pending_.size() == lanes) {
        flush();
        reading_ = r;
        share_.resize(reading.children.size() * lanes);
      }
      shares(reading, point, point.raw[r], pending_.size(), share_.data());
      pending_.push_back(column);
    }

    void flush() {
      if (pending_.empty()) return;
      const DrawModel& model = analyst_.model_;
      const PreparedReading& reading = model.readings()[reading_];
      const Output& output = reading.outputs[0];
      for (std::size_t l = pending_.size(); l < lanes; ++l) {  // the last one again
        for (std::size_t k = 0; k < reading.children.size(); ++k)
          share_[k * lanes + l] = share_[k * lanes + pending_.size() - 1];
      }
      const bool fast = detail::LaneRanker::takes(output);
      if (fast) ranker_.run(model, reading, output, share_.data(), true);
      const Index n = model.zones();
      std::vector<std::int32_t> ranks(static_cast<std::size_t>(n));
      for (std::size_t l = 0; l < pending_.size(); ++l) {
        auto column = results.col(pending_[l]);
        column.setConstant(0.0);
        double shift = 0.0;
        Vector scores;
        Vector slow_ranks;
        if (fast) {
          ranker_.ranks(l, ranks.data());
        } else {
          scores = model.group_scores(reading, share_.data(), l).col(0);
          slow_ranks = rank_scores(scores);
        }
        for (std::size_t i = 0; i < output.zones.size(); ++i) {
          const Index zone = output.zones[i];
          const double rank = fast ? ranks[static_cast<std::size_t>(zone)] : slow_ranks[zone];
          column[zone] = fast ? detail::points(output.combine, ranker_.value(i, l)) : scores[zone];
          column[n + zone] = rank;
          const double nominal = analyst_.nominal_ranks_[zone];
          if (!is_missing(nominal)) shift += std::abs(rank - nominal);
        }
        column[2 * n] = shift / static_cast<double>(output.zones.size());
      }
      pending_.clear();
    }

   private:
    const Analyst& analyst_;
    detail::LaneRanker ranker_;
    std::vector<float> share_;
    std::vector<Index> pending_;
    std::size_t reading_ = 0;

   public:
    Matrix results;  ///< outputs x points
  };

  void scramble(std::size_t s, std::array<Sums, 3>& sums) const {
    const auto d = std::ssize(factors_);
    const Index outputs = 2 * model_.zones() + 1;
    const Matrix points = sobol_points(options_.points, 2 * d, options_.seed * 1000003ULL + s);
    Sums running(outputs, d);
    Point a = nominal_point();
    Point b = a;
    Evaluator evaluator(*this, d + 2);
    for (Index i = 0; i < options_.points; ++i) {
      for (Index k = 0; k < d; ++k) {
        apply(a, static_cast<std::size_t>(k), points(i, k));
        apply(b, static_cast<std::size_t>(k), points(i, d + k));
      }
      evaluator.add(a, 0);
      evaluator.add(b, 1);
      for (Index k = 0; k < d; ++k) {
        const auto factor = static_cast<std::size_t>(k);
        apply(a, factor, points(i, d + k));
        evaluator.add(a, k + 2);
        apply(a, factor, points(i, k));
      }
      evaluator.flush();
      accumulate(evaluator.results, running);
      if (i + 1 == options_.points / 4) sums[0] = running;
      if (i + 1 == options_.points / 2) sums[1] = running;
    }
    sums[2] = std::move(running);
  }

  /// Adds a base point; outputs are taken from those of the nominal ranking, for precision.
  void accumulate(const Matrix& results, Sums& to) const {
    const Index n = model_.zones();
    Eigen::ArrayXd centre(2 * n + 1);
    centre << model_.nominal().col(0), nominal_ranks_, 0.0;
    centre = centre.isNaN().select(0.0, centre);
    const Eigen::ArrayXd fa = results.col(0).array() - centre;
    const Eigen::ArrayXd fb = results.col(1).array() - centre;
    to.sum += fa + fb;
    to.squares += fa.square() + fb.square();
    for (Index k = 0; k < to.first.cols(); ++k) {
      const Eigen::ArrayXd change = results.col(k + 2).array() - results.col(0).array();
      to.first.col(k) += fb * change;
      to.total.col(k) += change.square();
      to.change.col(k) += change;
    }
    ++to.points;
  }

  /// Mean over scramblings of the indices of some outputs, with half-widths.
  IndexTable table(const std::vector<std::array<Sums, 3>>& sums, std::size_t stage, Index first,
                   Index count) const {
    const auto d = std::ssize(factors_);
    const auto replicates = static_cast<double>(sums.size());
    const boost::math::students_t_distribution<double> t(replicates - 1.0);
    const double quantile = boost::math::quantile(t, 0.975);
    IndexTable result;
    for (Matrix* m : {&result.first, &result.total, &result.first_error, &result.total_error})
      *m = Matrix::Constant(count, d, missing);
    for (Index o = 0; o < count; ++o) {
      Eigen::ArrayXd sum_first = Eigen::ArrayXd::Zero(d), sum_total = sum_first;
      Eigen::ArrayXd squares_first = sum_first, squares_total = sum_first;
      bool moves = true;
      for (const std::array<Sums, 3>& stages : sums) {
        const Sums& s = stages[stage];
        const auto n = static_cast<double>(s.points);
        const double mean = s.sum[first + o] / (2.0 * n);
        const double variance = s.squares[first + o] / (2.0 * n) - mean * mean;
        // Below the rounding of single-precision scores nothing moved.
        if (!(variance > 1e-8)) moves = false;
        const Eigen::ArrayXd s1 =
            (s.first.row(first + o) - mean * s.change.row(first + o)).transpose() / n / variance;
        const Eigen::ArrayXd st = s.total.row(first + o).transpose() / (2.0 * n) / variance;
        sum_first += s1;
        sum_total += st;
        squares_first += s1.square();
        squares_total += st.square();
      }
      if (!moves) continue;
      const auto error = [&](const Eigen::ArrayXd& sum, const Eigen::ArrayXd& squares) {
        const Eigen::ArrayXd spread =
            ((squares - sum.square() / replicates) / (replicates - 1.0)).max(0.0).sqrt();
        return (quantile * spread / std::sqrt(replicates)).eval();
      };
      result.first.row(o) = sum_first / replicates;
      result.total.row(o) = sum_total / replicates;
      result.first_error.row(o) = error(sum_first, squares_first);
      result.total_error.row(o) = error(sum_total, squares_total);
    }
    return result;
  }

  const DrawInput& input_;
  const SensitivityOptions& options_;
  DrawModel model_;
  std::vector<Factor> factors_;
  std::vector<std::size_t> sizes_;
  Vector nominal_ranks_;
};

}  // namespace

SobolIndices sobol_indices(const VectorRef& y, Index factors) {
  const Index n = factors > 0 ? y.size() / (factors + 2) : 0;
  if (n < 1 || n * (factors + 2) != y.size()) {
    fail(Code::wrong_shape, "y", std::to_string(y.size()) + " entries",
         {"n (factors + 2), n of A, n of B, n of every A with a column of B"});
  }
  const auto a = y.head(n).array();
  const auto b = y.segment(n, n).array();
  SobolIndices result;
  result.mean = y.head(2 * n).mean();
  result.variance = (y.head(2 * n).array() - result.mean).square().mean();
  result.first = result.total = Vector::Constant(factors, missing);
  if (!(result.variance > 0.0)) return result;
  for (Index k = 0; k < factors; ++k) {
    const auto ab = y.segment((k + 2) * n, n).array();
    result.first[k] = ((b - result.mean) * (ab - a)).mean() / result.variance;
    result.total[k] = (a - ab).square().mean() / 2.0 / result.variance;
  }
  return result;
}

SensitivityResult sensitivity(const DrawInput& input, const SensitivityOptions& options,
                              const Progress& progress) {
  return Analyst(input, options).run(progress);
}

}  // namespace zonerank

#pragma once
#include "zonerank/analysis/detail/rerank.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

#include "zonerank/core/build.hpp"
#include "zonerank/methods/detail/scaling.hpp"
#include "zonerank/ranking/detail/cells.hpp"
#include "zonerank/run/parallel.hpp"

namespace zonerank::detail {
ZONERANK_OWN(rerank) {

/// What of the other zones a score needs: nothing, their least and greatest value, or more.
enum class NeedOfOthers { nothing, ends, more };

template <class M>
NeedOfOthers need_of(const M& method, bool is_given) {
  if constexpr (std::is_same_v<M, NoScaling> || std::is_same_v<M, Goalposts>)
    return NeedOfOthers::nothing;
  if constexpr (std::is_same_v<M, MinMax> || std::is_same_v<M, DistanceToMaximum>)
    return is_given ? NeedOfOthers::nothing : NeedOfOthers::ends;
  if constexpr (std::is_same_v<M, PercentileBounds>)
    return is_given ? NeedOfOthers::nothing : NeedOfOthers::more;
  if constexpr (std::is_same_v<M, Efficacy>)
    return method.form == EfficacyForm::linear ? NeedOfOthers::nothing : NeedOfOthers::more;
  return NeedOfOthers::more;
}

/// One score under a method that needs at most the ends of its column.
ZONERANK_INLINE double score_of(const ColumnScaling& column, const ColumnFit<double>& fit,
                                double value) {
  const bool less = column.direction == Direction::less_is_better;
  return std::visit(
      [&]<class M>(const M& m) {
        if constexpr (std::is_same_v<M, NoScaling> || std::is_same_v<M, Goalposts> ||
                      std::is_same_v<M, MinMax> || std::is_same_v<M, DistanceToMaximum> ||
                      std::is_same_v<M, PercentileBounds> || std::is_same_v<M, Efficacy>)
          return detail::score(m, fit, value, less);
        return missing;
      },
      column.method);
}

/// By how much the scores of a column are others under another fit; 0 where there are none.
ZONERANK_INLINE void move_scores(const ColumnScaling& column, const ColumnFit<double>& fit,
                                 std::span<const double> values, std::span<const double> scores,
                                 std::span<double> moves) {
  const bool less = column.direction == Direction::less_is_better;
  std::visit(
      [&]<class M>(const M& m) {
        if constexpr (std::is_same_v<M, MinMax> || std::is_same_v<M, DistanceToMaximum>) {
          for (std::size_t i = 0; i < values.size(); ++i)
            moves[i] =
                is_missing(values[i]) ? 0.0 : detail::score(m, fit, values[i], less) - scores[i];
        }
      },
      column.method);
}

ZONERANK_INLINE bool is_same_double(double a, double b) {
  return a == b || (is_missing(a) && is_missing(b));
}

/// Whether every indicator is scored on its own and every mean is arithmetic with weights that no
/// data move.
ZONERANK_INLINE bool has_simple_method(const ResolvedMethod& method, const RankOptions& options) {
  const auto all = [](const auto& list, const auto& is) {
    return std::all_of(list.begin(), list.end(), is);
  };
  return method.fit == FitOn::year && !options.adjust && !is_data_driven(method.weighting) &&
         all(method.imputations,
             [](const Imputation& m) { return imputes_from(m) == ImputesFrom::nothing; }) &&
         all(method.treatments,
             [](const Treatment& m) { return std::holds_alternative<NoTreatment>(m); }) &&
         all(method.weightings, [](const Weighting& m) { return !is_data_driven(m); }) &&
         all(method.aggregations,
             [](const Aggregation& m) { return std::holds_alternative<ArithmeticMean>(m); });
}

}  // ZONERANK_OWN(rerank)

/// What is known of the variants of one call.
struct Reranker::Batch {
  Index zone = 0;
  Index n = 0;
  Matrix values, errors, scores;         ///< variants x indicators
  std::vector<std::uint8_t> is_changed;  ///< a variant: some value is another
  std::vector<std::uint8_t> is_anew;     ///< a variant: the table is ranked anew
  std::vector<std::uint8_t> is_touched;  ///< a variant, a group: a value in it is another
  /// Of every column without the zone.
  std::vector<double> low, high;
  std::vector<Index> n_others;
  std::vector<std::size_t> computed;  ///< indicators that may have other values
  std::vector<bool> is_computed;      ///< an indicator: ready-made values of the zone do not hold
  struct Moved {
    std::size_t indicator;
    ColumnFit<double> fit;
  };
  std::vector<std::vector<Moved>> moved;  ///< a variant: the columns whose ends are others
  Matrix tolerances;                      ///< variants x groups: scores nearer than this are near
  Matrix moves;                           ///< zones x indicators: of the variant at hand
  Vector others;
  /// Figures of the zone by field and years back: of each variant, then as they are.
  std::map<std::pair<std::size_t, int>, std::vector<Bounded>> figures;
};

ZONERANK_INLINE Reranker::Reranker(const ZoneTable& table, const System& system,
                                   const RankOptions& options)
    : table_(table),
      system_(system),
      options_(with_method(options, system)),
      base_(zonerank::rank(table, system, options_)),
      ready_made_(system.indicators.size(), -1) {
  options_.year = base_.year;
  is_simple_ = has_simple_method(base_.method, options_);
  const std::vector<double> one = {1.0};
  for (const Indicator& indicator : system.indicators) {
    std::set<int>& fields = fields_.emplace_back();
    evaluate<double>(indicator.formula, indicator.formula.formula.root(), 1,
                     [&](int field, int years_back) {
                       fields.insert(field);
                       years_back_ = std::max(years_back_, years_back);
                       return std::span<const double>(one);
                     });
    needed_.insert(fields.begin(), fields.end());
  }
  for (std::size_t f = 0; f < system.fields.size(); ++f) {
    const int of = system.fields[f].indicator;
    if (of >= 0) ready_made_[static_cast<std::size_t>(of)] = static_cast<int>(f);
  }
  find_columns();
  find_tolerances();
  find_shares();
}

ZONERANK_INLINE void Reranker::find_columns() {
  const auto greatest = [](const auto& column) {
    double result = 0.0;
    for (const double x : column) result = std::abs(x) > result ? std::abs(x) : result;
    return result;
  };
  for (std::size_t j = 0; j < system_.indicators.size(); ++j) {
    const auto at = static_cast<Index>(j);
    const ColumnScaling& scaling = base_.scaling.columns[j];
    const bool is_given = scaling.given || options_.scaling.has_value();
    const NeedOfOthers need =
        std::visit([&](const auto& method) { return need_of(method, is_given); }, scaling.method);
    Column& column = columns_.emplace_back();
    column.is_fixed = need == NeedOfOthers::nothing;
    column.is_ends = need == NeedOfOthers::ends;
    column.error = base_.indicators.errors[at];
    column.size = greatest(base_.scores.col(at));
    if (const auto range = score_range(scaling.method)) {
      column.size = std::max({column.size, std::abs(range->first), std::abs(range->second)});
    }
    std::vector<std::size_t>& above = above_.emplace_back();
    for (int g = system_.indicators[j].group; g >= 0;
         g = system_.groups[static_cast<std::size_t>(g)].parent)
      above.push_back(static_cast<std::size_t>(g));
  }
}

/// How near the scores of two zones of a group must be to be told apart on exact figures alone
/// [points].
ZONERANK_INLINE void Reranker::find_tolerances() {
  tolerances_ = Vector::Zero(std::ssize(system_.groups));
  for (std::size_t j = 0; j < columns_.size(); ++j) {
    if (base_.left_out[j]) continue;
    const ColumnFit<double>& fit = base_.scaling.columns[j].fit;
    const double tolerance =
        4.0 * error_of(j, fit.first, fit.second, 0.0) + 1e-11 * columns_[j].size;
    for (const std::size_t g : above_[j]) {
      double& most = tolerances_[static_cast<Index>(g)];
      most = std::max(most, tolerance);
    }
  }
}

/// The weights that hold in each zone once those of its gaps are shared out.
ZONERANK_INLINE void Reranker::find_shares() {
  const Index n = base_.scores.rows();
  const auto m = static_cast<Index>(system_.indicators.size());
  shares_.assign(system_.groups.size(), Matrix());
  if (!is_simple_) return;
  for (std::size_t g = system_.groups.size(); g-- > 0;) {  // children come later
    Matrix& shares = shares_[g];
    shares = Matrix::Zero(n, m);
    Vector sum = Vector::Zero(n);
    for (const Child& child : base_.tree.children[g]) {
      for (Index i = 0; i < n; ++i) {
        const double score =
            child.is_indicator ? base_.scores(i, child.index) : base_.group_scores(i, child.index);
        if (is_missing(score)) continue;
        sum[i] += child.weight;
        if (child.is_indicator)
          shares(i, child.index) = child.weight;
        else
          shares.row(i) += child.weight * shares_[static_cast<std::size_t>(child.index)].row(i);
      }
    }
    for (Index i = 0; i < n; ++i) {
      if (sum[i] > 0.0) shares.row(i) /= sum[i];
    }
  }
}

/// A figure of the zone in every variant, and, last, as it is; none where no column gives it.
ZONERANK_INLINE std::vector<Bounded> Reranker::figures(const FigureVariants& variants,
                                                       std::size_t field, int back) const {
  if (field >= table_.columns.size()) return {};
  const FigureColumn& own = table_.columns[field];
  const FigureColumn& comparable = table_.previous[field];
  if (!own.present() && (back == 0 || !comparable.present())) return {};
  const Field& f = system_.fields[field];
  const std::string& zone = base_.zones[static_cast<std::size_t>(variants.zone)];
  const auto figure = [&](const FigureColumn& column, std::size_t row) {
    if (column.valid[row] == 0) return Bounded(missing);
    return f.is_exact() ? figure_as<Bounded>(column.digits[row], f.places)
                        : Bounded(column.reals[row]);
  };
  if (back > 0 && comparable.present()) {
    const auto after = table_.find(zone, base_.year - back + 1);
    if (after && comparable.valid[*after] != 0)
      return std::vector<Bounded>(variants.n + 1, figure(comparable, *after));
  }
  const auto row = table_.find(zone, base_.year - back);
  if (!row || !own.present()) return std::vector<Bounded>(variants.n + 1, Bounded(missing));
  const Bounded today = figure(own, *row);
  std::vector<Bounded> result(variants.n + 1, today);
  const auto cell =
      std::find(variants.cells.begin(), variants.cells.end(), FigureCell{*row, field});
  if (cell == variants.cells.end()) return result;
  const std::size_t first = static_cast<std::size_t>(cell - variants.cells.begin()) * variants.n;
  for (std::size_t v = 0; v < variants.n; ++v) {
    if (variants.valid[first + v] == 0)
      result[v] = Bounded(missing);
    else if (own.valid[*row] == 0 || variants.digits[first + v] != own.digits[*row])
      result[v] = figure_as<Bounded>(variants.digits[first + v], f.places);
  }
  return result;
}

ZONERANK_INLINE void Reranker::compute(const FigureVariants& variants, Batch& batch) const {
  std::set<int> moving;
  for (const FigureCell& cell : variants.cells) moving.insert(static_cast<int>(cell.field));
  for (std::size_t j = 0; j < system_.indicators.size(); ++j) {
    const auto at = static_cast<Index>(j);
    batch.values.col(at).setConstant(base_.indicators.values(batch.zone, at));
    batch.errors.col(at).setConstant(base_.indicators.errors[at]);
    const bool moves = std::any_of(fields_[j].begin(), fields_[j].end(),
                                   [&](int field) { return moving.contains(field); });
    if (!moves) continue;
    compute(variants, j, batch);
    batch.computed.push_back(j);
  }
}

/// As compute_indicators(), of one zone. A ready-made value stands where it stood.
ZONERANK_INLINE void Reranker::compute(const FigureVariants& variants, std::size_t j,
                                       Batch& batch) const {
  const Indicator& indicator = system_.indicators[j];
  const auto at = static_cast<Index>(j);
  const std::size_t n = variants.n;
  Evaluated<Bounded> evaluated = evaluate<Bounded>(
      indicator.formula, indicator.formula.formula.root(), n + 1, [&](int field, int back) {
        const std::pair key(static_cast<std::size_t>(field), back);
        const auto [found, is_new] = batch.figures.try_emplace(key);
        if (is_new) found->second = figures(variants, key.first, back);
        return std::span<const Bounded>(found->second);
      });
  const double today = base_.indicators.values(batch.zone, at);
  const auto gives_way = [](Why why) {
    return why == Why::absent_column || why == Why::blank || why == Why::no_previous;
  };
  const bool is_ready_made =
      ready_made_[j] >= 0 && gives_way(evaluated.why[n]) && !is_missing(today);
  const auto finish = [&](std::size_t v) {
    const Why why = evaluated.why[v];
    Bounded value(missing);
    if (why == Why::empty_whole && indicator.when_empty)
      value = Bounded(*indicator.when_empty);
    else if (why == Why::present)
      value = in_own_unit(indicator, evaluated.value[v]);
    else if (is_ready_made && gives_way(why))
      value = Bounded(today);
    return std::isfinite(value.value()) ? value : Bounded(missing);
  };
  batch.is_computed[j] = !gives_way(evaluated.why[n]);
  const double unsettled = finish(n).value();
  for (std::size_t v = 0; v < n; ++v) {
    if (!evaluated.doubtful.empty() && evaluated.doubtful[v]) batch.is_anew[v] = 1;
    const Bounded value = finish(v);
    if (is_same_double(value.value(), unsettled)) continue;
    batch.values(static_cast<Index>(v), at) = value.value();
    batch.errors(static_cast<Index>(v), at) = value.error();
    batch.is_changed[v] = 1;
  }
}

/// How far a score of a column may be from what it stands for [points]; infinite where the ends are
/// too near.
ZONERANK_INLINE double Reranker::error_of(std::size_t j, double low, double high,
                                          double of_value) const {
  const Column& column = columns_[j];
  const double error = std::max(column.error, of_value);
  if (is_as_given(base_.scaling.columns[j].method)) return 16.0 * error + 1e-13 * column.size;
  const double width = high - low;
  if (!(16.0 * error < width)) return std::numeric_limits<double>::infinity();
  return 64.0 * (error / width) * column.size + 1e-12 * column.size;
}

/// The scores of a variant. @returns false where they need more than is known here
ZONERANK_INLINE bool Reranker::score(std::size_t variant, Batch& batch) const {
  const auto v = static_cast<Index>(variant);
  const Index n_zones = base_.scores.rows();
  const Index wanted =
      options_.common < 0 ? n_zones : std::min(n_zones, static_cast<Index>(options_.common));
  for (const std::size_t j : batch.computed) {
    const auto at = static_cast<Index>(j);
    const ColumnScaling& scaling = base_.scaling.columns[j];
    const Column& column = columns_[j];
    const double value = batch.values(v, at);
    if (is_same_double(value, base_.indicators.values(batch.zone, at))) continue;
    if (base_.left_out[j] || (!column.is_fixed && !column.is_ends)) return false;
    const bool is_gap = is_missing(value);
    const Index n_present = batch.n_others[j] + (is_gap ? 0 : 1);
    if (n_present < 1 || n_present < wanted) return false;
    const double first = scaling.fit.first, second = scaling.fit.second;
    ColumnFit<double> fit{first, second, {}};
    if (column.is_ends) {
      fit.first = is_gap ? batch.low[j] : std::min(batch.low[j], value);
      fit.second = is_gap ? batch.high[j] : std::max(batch.high[j], value);
    }
    const double error = error_of(j, fit.first, fit.second, batch.errors(v, at));
    if (!std::isfinite(error)) return false;
    const double score = is_gap ? missing : score_of(scaling, fit, value);
    batch.scores(v, at) = score;
    const double size = is_gap ? column.size : std::max(column.size, std::abs(score));
    const double tolerance = 4.0 * error + 1e-11 * size;
    for (const std::size_t g : above_[j]) {
      batch.is_touched[variant * system_.groups.size() + g] = 1;
      double& most = batch.tolerances(v, static_cast<Index>(g));
      most = std::max(most, tolerance);
    }
    if (column.is_ends && (fit.first != first || fit.second != second))
      batch.moved[variant].push_back({j, std::move(fit)});
  }
  return true;
}

/// The others' scores of a group under the ends of the variant.
ZONERANK_INLINE void Reranker::move_others(std::size_t variant, std::size_t group,
                                           Batch& batch) const {
  batch.others = base_.group_scores.col(static_cast<Index>(group));
  for (const Batch::Moved& moved : batch.moved[variant]) {
    const std::vector<std::size_t>& above = above_[moved.indicator];
    if (std::find(above.begin(), above.end(), group) == above.end()) continue;
    const auto j = static_cast<Index>(moved.indicator);
    batch.others.array() += shares_[group].col(j).array() * batch.moves.col(j).array();
  }
  batch.others[batch.zone] = missing;
}

/// The ranks of a variant. @returns false where a score is too near to another's
ZONERANK_INLINE bool Reranker::place(std::size_t variant, Batch& batch, VariantRows& to) const {
  const auto v = static_cast<Index>(variant);
  const Index n = base_.scores.rows();
  const bool is_dense = base_.method.ties == TieRule::dense;
  if (is_dense && !batch.moved[variant].empty()) return false;
  for (const Batch::Moved& moved : batch.moved[variant]) {
    const auto j = static_cast<Index>(moved.indicator);
    const ColumnScaling& scaling = base_.scaling.columns[moved.indicator];
    move_scores(scaling, moved.fit, column(base_.treated.values, j), column(base_.scores, j),
                {batch.moves.col(j).data(), static_cast<std::size_t>(n)});
  }
  for (std::size_t g = 0; g < system_.groups.size(); ++g) {
    const auto at = static_cast<Index>(g);
    const double own = to.group_scores(v, at);
    if (batch.is_touched[variant * system_.groups.size() + g] == 0) continue;  // as it is
    to.group_ranks(v, at) = missing;
    if (is_missing(own)) continue;
    move_others(variant, g, batch);
    const double above = own + batch.tolerances(v, at), below = own - batch.tolerances(v, at);
    Index n_ahead = 0, n_near = 0;
    for (Index i = 0; i < n; ++i) {
      n_ahead += batch.others[i] > above ? 1 : 0;
      n_near += batch.others[i] >= below && batch.others[i] <= above ? 1 : 0;
    }
    if (n_near > 0) return false;
    if (is_dense) {
      std::set<double> ahead;
      for (Index i = 0; i < n; ++i) {
        if (batch.others[i] > above) ahead.insert(batch.others[i]);
      }
      n_ahead = std::ssize(ahead);
    }
    to.group_ranks(v, at) = static_cast<double>(n_ahead + 1);
  }
  return true;
}

ZONERANK_INLINE void Reranker::rank_anew(const FigureVariants& variants, std::size_t variant,
                                         const Batch& batch, ZoneTable& table, VariantRows& to,
                                         VariantCounts& counts) const {
  struct Before {
    FigureCell cell;
    Int128 digits;
    std::uint8_t valid;
  };
  std::vector<Before> before;
  const auto set = [&](const FigureCell& cell, Int128 digits, std::uint8_t valid) {
    FigureColumn& column = table.columns[cell.field];
    const Int128 old = column.digits.empty() ? Int128{0} : column.digits[cell.row];
    before.push_back({cell, old, column.valid[cell.row]});
    if (!column.digits.empty()) column.digits[cell.row] = digits;
    column.valid[cell.row] = valid;
  };
  for (std::size_t c = 0; c < variants.cells.size(); ++c) {
    const std::size_t at = c * variants.n + variant;
    set(variants.cells[c], variants.digits[at], variants.valid[at]);
  }
  for (const FigureVariants::Elsewhere& other : variants.elsewhere) {
    if (other.variant == variant) set(other.cell, other.digits, other.valid);
  }
  // A ready-made value beside a computed one is that of the figures as they are.
  const std::string& zone = base_.zones[static_cast<std::size_t>(variants.zone)];
  const std::size_t row = *table.find(zone, base_.year);
  for (std::size_t j = 0; j < ready_made_.size(); ++j) {
    if (ready_made_[j] < 0 || !batch.is_computed[j]) continue;
    const FigureCell cell{row, static_cast<std::size_t>(ready_made_[j])};
    const FigureColumn& given = table.columns[cell.field];
    if (given.present() && given.valid[row] != 0) set(cell, 0, 0);
  }
  const auto v = static_cast<Index>(variant);
  to.values.row(v).setConstant(missing);
  to.scores.row(v).setConstant(missing);
  to.group_scores.row(v).setConstant(missing);
  to.group_ranks.row(v).setConstant(missing);
  ++counts.anew;
  try {
    const Ranking other = zonerank::rank(table, system_, options_);
    const Index i = other.zone(zone);
    to.values.row(v) = other.indicators.values.row(i);
    to.scores.row(v) = other.scores.row(i);
    to.group_scores.row(v) = other.group_scores.row(i);
    to.group_ranks.row(v) = other.group_ranks.row(i);
  } catch (const Error&) {
    ++counts.failed;
  }
  for (auto old = before.rbegin(); old != before.rend(); ++old) {
    FigureColumn& column = table.columns[old->cell.field];
    if (!column.digits.empty()) column.digits[old->cell.row] = old->digits;
    column.valid[old->cell.row] = old->valid;
  }
}

ZONERANK_INLINE VariantCounts Reranker::rank(const FigureVariants& variants, VariantRows to) const {
  const auto n = static_cast<Index>(variants.n);
  const auto m = static_cast<Index>(system_.indicators.size());
  const Index zone = variants.zone;
  VariantCounts counts;
  Batch batch;
  batch.zone = zone;
  batch.n = n;
  batch.values.resize(n, m);
  batch.errors.resize(n, m);
  batch.scores = base_.scores.row(zone).replicate(n, 1);
  batch.is_changed.assign(variants.n, 0);
  batch.is_anew.assign(variants.n, 0);
  batch.is_touched.assign(variants.n * system_.groups.size(), 0);
  batch.moves.resize(base_.scores.rows(), m);
  batch.moved.resize(variants.n);
  batch.tolerances = tolerances_.transpose().replicate(n, 1);
  batch.is_computed.assign(static_cast<std::size_t>(m), false);
  for (Index j = 0; j < m; ++j) {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    Index n_others = 0;
    for (Index i = 0; i < base_.treated.values.rows(); ++i) {
      const double x = base_.treated.values(i, j);
      if (i == zone || is_missing(x)) continue;
      low = std::min(low, x);
      high = std::max(high, x);
      ++n_others;
    }
    batch.low.push_back(low);
    batch.high.push_back(high);
    batch.n_others.push_back(n_others);
  }
  compute(variants, batch);
  for (const FigureVariants::Elsewhere& other : variants.elsewhere)
    batch.is_anew[other.variant] = 1;
  for (std::size_t v = 0; v < variants.n; ++v) {
    if (batch.is_changed[v] == 0 || batch.is_anew[v] != 0) continue;
    if (!is_simple_ || !score(v, batch)) batch.is_anew[v] = 1;
  }
  to.values = batch.values;
  const std::vector<std::string> names(variants.n, base_.zones[static_cast<std::size_t>(zone)]);
  to.group_scores = base_.group_scores.row(zone).replicate(n, 1);
  to.group_ranks = base_.group_ranks.row(zone).replicate(n, 1);
  if (is_simple_ && n > 0) {
    const Matrix groups = aggregate_tree(batch.scores, system_, base_.tree, base_.method, names);
    for (std::size_t v = 0; v < variants.n; ++v) {
      if (batch.is_changed[v] == 0 || batch.is_anew[v] != 0) continue;
      to.group_scores.row(static_cast<Index>(v)) = groups.row(static_cast<Index>(v));
      if (!place(v, batch, to)) batch.is_anew[v] = 1;
    }
  }
  to.scores = batch.scores;
  std::optional<ZoneTable> table;
  for (std::size_t v = 0; v < variants.n; ++v) {
    const auto row = static_cast<Index>(v);
    if (variants.gone[v] != 0) {
      to.values.row(row).setConstant(missing);
      to.scores.row(row).setConstant(missing);
      to.group_scores.row(row).setConstant(missing);
      to.group_ranks.row(row).setConstant(missing);
    } else if (batch.is_anew[v] != 0) {
      poll_interrupt();
      if (!table) table = table_;
      rank_anew(variants, v, batch, *table, to, counts);
    }
  }
  return counts;
}

}  // namespace zonerank::detail

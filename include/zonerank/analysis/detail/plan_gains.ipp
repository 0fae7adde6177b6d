#pragma once
#include "zonerank/analysis/detail/plan_gains.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "zonerank/core/build.hpp"

namespace zonerank::detail {
ZONERANK_OWN(plan_gains) {

constexpr double no_limit = 1e300;
constexpr double of_stretches = 0.6;  ///< in the mixture of a line's two bounds
constexpr std::size_t no_mover = static_cast<std::size_t>(-1);

ZONERANK_INLINE std::vector<std::array<std::size_t, 2>> by_figure(std::size_t n,
                                                                  std::span<const Mover> movers) {
  std::vector<std::array<std::size_t, 2>> result(n, {no_mover, no_mover});
  for (std::size_t m = 0; m < movers.size(); ++m)
    result[movers[m].figure][movers[m].way > 0 ? 0 : 1] = m;
  return result;
}

/// The least and greatest denominator of a line in a box.
ZONERANK_INLINE std::pair<double, double> denominators(const PlanLine& line,
                                                       std::span<const double> low,
                                                       std::span<const double> high) {
  double least = line.under, greatest = line.under;
  for (const PlanLine::Factor& factor : line.factors) {
    const double a = factor.under * low[factor.figure], b = factor.under * high[factor.figure];
    least += std::min(a, b);
    greatest += std::max(a, b);
  }
  return {least, greatest};
}

}  // ZONERANK_OWN(plan_gains)

ZONERANK_INLINE std::vector<MoverUse> uses(const PlanModel& model, std::span<const Mover> movers,
                                           std::span<const double> today,
                                           std::span<const double> low,
                                           std::span<const double> high) {
  std::vector<MoverUse> result(movers.size());
  const auto of_figure = by_figure(today.size(), movers);
  for (const PlanLine& line : model.lines()) {
    const double own = model.value(line, today);
    const double top = std::max(own, model.best(line, low, high, 1.0));
    const double bottom = std::min(own, model.best(line, low, high, -1.0));
    for (const PlanLine::Factor& factor : line.factors) {
      for (const std::size_t m : of_figure[factor.figure]) {
        if (m == no_mover) continue;
        for (const double v : {bottom, top}) {
          if (!(movers[m].way * (factor.over - v * factor.under) > 0.0)) continue;
          result[m].helps = true;
          result[m].is_less_better = result[m].is_less_better || line.sign < 0.0;
        }
      }
    }
  }
  return result;
}

ZONERANK_INLINE PlanGains::PlanGains(PlanModel& model, const std::vector<Mover>& movers)
    : model_(model), movers_(movers) {}

/// The points of the zone's lead by a line's value from today's on, as a concave curve that is
/// nowhere below them; `own` points are those of the zone for the whole way from worst to best.
ZONERANK_INLINE void PlanGains::find_stretches(const PlanLine& line, double own, double today,
                                               double top, double bottom, LineGain& gain) const {
  gain.stretches.clear();
  gain.is_tangent = false;
  gain.constant = 0.0;
  const double width = line.best - line.worst;
  const auto push = [&](double slope, double length) { gain.stretches.push_back({slope, length}); };
  if (!line.is_clipped) {
    push(own / width, top - today);
    gain.falling = own / width;
    gain.is_concave = true;
    return;
  }
  gain.falling = bottom >= line.worst && top <= line.best ? own / width : 0.0;
  gain.is_concave = bottom >= line.worst && today <= line.best;
  const double end = std::min(top, line.best);
  const double points =
      model_.is_sum() && line.is_learned ? model_.most_weight(line) * line.points : 0.0;
  if (today < line.worst) {
    double gained = own * (model_.share(line, end) - model_.share(line, today));
    double slope = 0.0;
    if (points > 0.0) {
      // A value that was the worst alone and is less so makes the others' scores less.
      const auto below = [&](double v) {
        return v < line.worst ? (line.worst - v) / (line.best - v) : 0.0;
      };
      gained += points * (below(today) - below(end));
      slope = std::max(own, points) / width;
    } else if (end > line.worst) {
      slope = gained / (end - today);
    }
    if (slope > 0.0) push(slope, gained / slope);
  } else if (today < line.best) {
    push(own / width, end - today);
  }
  if (points > 0.0 && top > line.best) {
    // What others lose where a value is q times as far from the worst as their best is grows by
    // 1 - 1/q of their share: tangents, each where it is below its neighbours.
    const double first = (std::max(today, line.best) - line.worst) / width;
    const double last = (top - line.worst) / width;
    const int parts = std::clamp(static_cast<int>(std::ceil(std::log2(last / first))), 1, 8);
    const double ratio = std::pow(last / first, 1.0 / parts);
    double touched = first, reached = first;
    for (int part = 0; part <= parts; ++part) {
      const double next = touched * ratio;
      const double until = part == parts ? last : 2.0 * touched * next / (touched + next);
      push(points / width / (touched * touched), (until - reached) * width);
      reached = until;
      touched = next;
    }
  }
  std::sort(gain.stretches.begin(), gain.stretches.end(),
            [](const Stretch& a, const Stretch& b) { return a.slope > b.slope; });
}

/// Of a line's value v, from the corner l of a box: v(x) - v(l) is the sum of h_k (x_k - l_k) over
/// the denominator at x, with h = over - v(l) under; what is added is the more the smaller the
/// denominator, what is taken away the less the greater it is.
ZONERANK_INLINE void PlanGains::find_line(std::size_t k, const PlanBox& box) {
  const PlanLine& line = model_.lines()[k];
  LineGain& gain = lines_[k];
  gain.rates.clear();
  const double today = model_.turned()[k];
  const auto [least, greatest] = denominators(line, low_, high_);
  for (const PlanLine::Factor& factor : line.factors) {
    for (const std::size_t m : of_figure_[factor.figure]) {
      if (m == no_mover || box.high[m] == box.low[m]) continue;
      const double step = movers_[m].way * model_.figures()[factor.figure].unit;
      const double h = step * (factor.over - today * factor.under);
      if (h != 0.0) gain.rates.push_back({m, h / (h > 0.0 ? least : greatest)});
    }
  }
  if (gain.rates.empty()) return;
  const double top = std::max(today, model_.best(line, low_, high_, 1.0));
  const double bottom = std::min(today, model_.best(line, low_, high_, -1.0));
  find_stretches(line, slopes_[k] * line.points, today, top, bottom, gain);
}

ZONERANK_INLINE void PlanGains::add_pieces(std::size_t mover) {
  std::vector<Kink>& kinks = kinks_[mover];
  std::sort(kinks.begin(), kinks.end(), [](const Kink& a, const Kink& b) { return a.at < b.at; });
  kinks.push_back({width_[mover], 0.0});
  double slope = std::isnan(start_[mover]) ? no_limit : start_[mover], at = 0.0;
  for (const Kink& kink : kinks) {
    if (!(slope > 0.0) || at >= width_[mover]) break;
    const double until = std::min(width_[mover], kink.at);
    if (until > at) pieces_.push_back({mover, slope, until - at});
    at = std::max(at, until);
    slope -= kink.less;
  }
  begin_.push_back(pieces_.size());
}

/// The knapsack of what the lines give.
ZONERANK_INLINE void PlanGains::add_up() {
  start_.assign(movers_.size(), 0.0);
  kinks_.resize(movers_.size());
  for (std::vector<Kink>& kinks : kinks_) kinks.clear();
  constant_ = 0.0;
  for (const LineGain& line : lines_) {
    // Both bounds hold, so any mixture of them does.
    const double part = line.is_tangent ? of_stretches : 1.0, rest = 1.0 - part;
    constant_ += rest * line.constant;
    for (const Rate& rate : line.rates) {
      const std::size_t m = rate.mover;
      const double by_step = rate.by_step;
      if (line.is_tangent) start_[m] += rest * line.slope * by_step;
      if (!(by_step > 0.0)) {
        start_[m] += part * line.falling * by_step;
        continue;
      }
      double at = 0.0;
      for (std::size_t s = 0; s < line.stretches.size(); ++s) {
        const auto slope_of = [&](std::size_t stretch) {
          return stretch < line.stretches.size()
                     ? std::min(no_limit, part * line.stretches[stretch].slope * by_step)
                     : 0.0;
        };
        const double slope = slope_of(s), next = slope_of(s + 1);
        if (s == 0) start_[m] += slope;
        at += line.stretches[s].length / by_step;
        kinks_[m].push_back({at, slope - next});
      }
    }
  }
  pieces_.clear();
  begin_.assign(1, 0);
  for (std::size_t m = 0; m < movers_.size(); ++m) add_pieces(m);
  by_worth_ = pieces_;
  // Pieces of one mover stay in their order: what they give for their effort only falls.
  std::stable_sort(by_worth_.begin(), by_worth_.end(), [&](const GainPiece& a, const GainPiece& b) {
    return a.gain / movers_[a.mover].effort > b.gain / movers_[b.mover].effort;
  });
  gains_.clear();
  efforts_.clear();
  double gain = constant_, effort = 0.0;
  for (const GainPiece& piece : by_worth_) {
    gains_.push_back(gain += piece.gain * piece.steps);
    efforts_.push_back(effort += piece.steps * movers_[piece.mover].effort);
  }
}

ZONERANK_INLINE bool PlanGains::refine(std::span<const double> steps) {
  bool is_any = false;
  for (LineGain& line : lines_) {
    if (line.rates.empty() || !line.is_concave || line.stretches.empty() ||
        line.falling == line.stretches.front().slope)
      continue;
    double moved = 0.0, better = 0.0, worse = 0.0;
    for (const auto& [m, by_step] : line.rates) {
      (by_step > 0.0 ? better : worse) += by_step * steps[m];
      moved += by_step * steps[m];
    }
    if (worse == 0.0 && !line.is_tangent) continue;
    double gained = 0.0, at = 0.0;
    line.slope = line.stretches.front().slope;
    for (const Stretch& stretch : line.stretches) {
      if (moved <= at) break;
      const double of_it = std::min(stretch.length, moved - at);
      line.slope = stretch.slope;
      gained += stretch.slope * of_it;
      at += stretch.length;
    }
    if (moved > at) line.slope = 0.0;
    line.constant = gained - line.slope * std::max(0.0, moved);
    if (moved < 0.0) line.constant = 0.0;
    line.is_tangent = true;
    is_any = true;
  }
  if (is_any) add_up();
  return is_any;
}

ZONERANK_INLINE void PlanGains::forget() {
  for (LineGain& line : lines_) {
    line.is_tangent = false;
    line.constant = 0.0;
  }
  add_up();
}

ZONERANK_INLINE void PlanGains::find(const PlanBox& box, std::span<const double> corner,
                                     std::span<const double> low, std::span<const double> high) {
  corner_ = corner;
  low_ = low;
  high_ = high;
  if (of_figure_.empty()) of_figure_ = by_figure(model_.figures().size(), movers_);
  model_.score(corner);
  const std::span<const double> slopes = model_.slopes();
  const std::vector<PlanLine>& lines = model_.lines();
  slopes_.clear();
  for (const PlanLine& line : lines)
    slopes_.push_back(slopes[static_cast<std::size_t>(line.indicator)]);
  width_.clear();
  for (std::size_t m = 0; m < movers_.size(); ++m)
    width_.push_back(static_cast<double>(box.high[m] - box.low[m]));
  lines_.resize(lines.size());
  for (std::size_t k = 0; k < lines.size(); ++k) find_line(k, box);
  add_up();
}

ZONERANK_INLINE double PlanGains::effort(double needed) const {
  if (needed <= constant_) return 0.0;
  const auto k = static_cast<std::size_t>(std::lower_bound(gains_.begin(), gains_.end(), needed) -
                                          gains_.begin());
  if (k == gains_.size()) {
    if (k == 0 || needed - gains_.back() > 1e-12) return std::numeric_limits<double>::infinity();
    return efforts_.back();
  }
  const double before = k == 0 ? constant_ : gains_[k - 1];
  const double steps = (needed - before) / by_worth_[k].gain;
  return (k == 0 ? 0.0 : efforts_[k - 1]) + steps * movers_[by_worth_[k].mover].effort;
}

ZONERANK_INLINE void PlanGains::steps(double needed, std::vector<double>& steps) const {
  steps.assign(movers_.size(), 0.0);
  needed -= constant_;
  for (const GainPiece& piece : by_worth_) {
    if (needed <= 0.0) break;
    const double taken = std::min(piece.steps, needed / piece.gain);
    steps[piece.mover] += taken;
    needed -= taken * piece.gain;
  }
}

ZONERANK_INLINE double PlanGains::first(std::size_t mover) const {
  return begin_[mover] < begin_[mover + 1] ? pieces_[begin_[mover]].gain : 0.0;
}

ZONERANK_INLINE double PlanGains::of(std::size_t mover, double steps) const {
  double sum = 0.0;
  for (std::size_t p = begin_[mover]; p < begin_[mover + 1] && steps > 0.0; ++p) {
    sum += pieces_[p].gain * std::min(steps, pieces_[p].steps);
    steps -= pieces_[p].steps;
  }
  return sum;
}

ZONERANK_INLINE std::vector<double> PlanGains::blame(std::span<const double> steps) const {
  std::vector<double> result(movers_.size(), 0.0);
  for (std::size_t k = 0; k < slopes_.size(); ++k) {
    const PlanLine& line = model_.lines()[k];
    const double today = model_.value(line, corner_);
    double under = line.under, fall = 0.0, gained = 0.0;
    const auto each_mover = [&](const auto& f) {
      for (const PlanLine::Factor& factor : line.factors) {
        for (const std::size_t m : of_figure_[factor.figure]) {
          if (m == no_mover) continue;
          const double end = movers_[m].way > 0 ? high_[factor.figure] : low_[factor.figure];
          f(factor, m, std::max(0.0, factor.under * (corner_[factor.figure] - end)));
        }
      }
    };
    for (const PlanLine::Factor& factor : line.factors)
      under += factor.under * corner_[factor.figure];
    each_mover([&](const PlanLine::Factor& factor, std::size_t m, double may_fall) {
      const double by_step = movers_[m].way * model_.figures()[factor.figure].unit;
      gained += std::max(0.0, by_step * (factor.over - today * factor.under)) * steps[m];
      fall += may_fall;
    });
    if (!(fall > 0.0) || !(gained > 0.0)) continue;
    const double slope = slopes_[k] * line.points / (line.best - line.worst);
    const double least = std::max(under - fall, 1e-12 * under);
    const double excess =
        std::min(slope * gained * (1.0 / least - 1.0 / under), slope * (line.best - line.worst));
    each_mover([&](const PlanLine::Factor&, std::size_t m, double may_fall) {
      result[m] += excess * may_fall / fall;
    });
  }
  return result;
}

}  // namespace zonerank::detail

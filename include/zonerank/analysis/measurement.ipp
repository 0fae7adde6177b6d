#pragma once
#include "zonerank/analysis/measurement.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "zonerank/analysis/detail/reviewer_panel.hpp"
#include "zonerank/core/build.hpp"
#include "zonerank/core/random.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/lanes/draw_lanes.hpp"

namespace zonerank {
ZONERANK_OWN(measurement) {

/// Uniform in (0, 1): variate `at` of a stream of the draw.
ZONERANK_INLINE double uniform(std::uint64_t draw, std::uint64_t seed, std::uint32_t at,
                               std::uint32_t stream) {
  const Philox4 words =
      philox4x32({static_cast<std::uint32_t>(draw), static_cast<std::uint32_t>(draw >> 32), at,
                  detail::purpose_measurement + stream},
                 {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)});
  return open_uniform(words[0], words[1]);
}

ZONERANK_INLINE double redrawn(const MeasurementError& error, double x, double u) {
  switch (error.kind) {
    case ErrorKind::uniform:
      return x * (1.0 + error.size * (2.0 * u - 1.0));
    case ErrorKind::rounding:
      return x + error.size * (u - 0.5);
    default:
      break;
  }
  const double z = boost::math::quantile(boost::math::normal_distribution<double>(), u);
  if (error.kind == ErrorKind::lognormal)
    return x * std::exp(error.size * z - error.size * error.size / 2.0);
  const double found = x * (1.0 + error.size * z);
  return x >= 0.0 ? std::max(0.0, found) : found;
}

class Measurement {
 public:
  Measurement(const ZoneTable& table, const System& system, std::vector<RankOptions> ways,
              std::vector<MeasurementError> errors, std::vector<detail::ReviewerPanel> panels)
      : table_(table),
        system_(system),
        ways_(std::move(ways)),
        errors_(std::move(errors)),
        panels_(std::move(panels)) {
    Problems problems;
    std::vector<std::string> known = system.indicator_ids();
    for (const Field& field : system.fields) known.push_back(field.name);
    for (const MeasurementError& error : errors_) {
      fields_.push_back(system.field(error.of));
      indicators_.push_back(system.indicator(error.of));
      if (fields_.back() < 0 && indicators_.back() < 0) {
        problems.add(Code::bad_option, "errors", error.of,
                     {words("a field or an indicator of the system ({0})",
                            "体系的字段或指标（{0}）", {suggestion(error.of, known)})});
      }
      const bool share = error.kind != ErrorKind::rounding;
      if (!(error.size >= 0.0) || (share && error.size > 1.0) || !std::isfinite(error.size)) {
        problems.add(Code::bad_option, words("error of {0}", "{0} 的误差", {error.of}),
                     shortest(error.size),
                     {share ? words("0 to 1, a share of the value", "0 到 1 之间，为数值的比例")
                            : words("0 or more, the step of rounding", "不小于 0，为舍入的单位")});
      }
    }
    problems.raise_errors();
  }

  /// Names of the errors, then of the panels.
  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const MeasurementError& error : errors_) names.push_back("error of " + error.of);
    for (const detail::ReviewerPanel& panel : panels_)
      names.push_back("reviewers of " + system_.fields[panel.field()].name);
    return names;
  }

  Reading operator()(std::size_t reading, std::span<const std::uint64_t> draws,
                     std::uint64_t seed) const {
    ZoneTable table = table_;
    for (std::size_t e = 0; e < errors_.size(); ++e) {
      if (fields_[e] >= 0) figures(table, e, draws[e], seed);
    }
    for (std::size_t p = 0; p < panels_.size(); ++p)
      review(table, p, draws[errors_.size() + p], seed);
    RankOptions options = ways_[reading];
    options.adjust = [&](Matrix& values) {
      for (std::size_t e = 0; e < errors_.size(); ++e) {
        if (indicators_[e] < 0) continue;
        for (Index i = 0; i < values.rows(); ++i) {
          double& x = values(i, indicators_[e]);
          if (is_missing(x)) continue;
          x = redrawn(errors_[e], x,
                      uniform(draws[e], seed, static_cast<std::uint32_t>(i), stream(e)));
        }
      }
    };
    return reading_of(rank(table, system_, options), system_);
  }

 private:
  static std::uint32_t stream(std::size_t error) { return static_cast<std::uint32_t>(error); }

  void figures(ZoneTable& table, std::size_t e, std::uint64_t draw, std::uint64_t seed) const {
    const auto f = static_cast<std::size_t>(fields_[e]);
    FigureColumn& column = table.columns[f];
    const Field& field = system_.fields[f];
    const double scale = scale_of(field);
    for (std::size_t r = 0; r < column.valid.size(); ++r) {
      if (column.valid[r] == 0) continue;
      const double x =
          field.is_exact() ? static_cast<double>(column.digits[r]) / scale : column.reals[r];
      const double found =
          redrawn(errors_[e], x, uniform(draw, seed, static_cast<std::uint32_t>(r), stream(e)));
      if (field.is_exact())
        column.digits[r] = static_cast<Int128>(std::round(found * scale));
      else
        column.reals[r] = found;
    }
  }

  static double scale_of(const Field& field) {
    return field.is_exact() ? std::pow(10.0, field.places) : 1.0;
  }

  /// As many reviewers as there are, picked with replacement.
  void review(ZoneTable& table, std::size_t p, std::uint64_t draw, std::uint64_t seed) const {
    const detail::ReviewerPanel& panel = panels_[p];
    std::vector<int> picked(panel.reviewers(), 0);
    for (std::size_t k = 0; k < picked.size(); ++k) {
      const double u =
          uniform(draw, seed, static_cast<std::uint32_t>(k), stream(errors_.size() + p));
      ++picked[static_cast<std::size_t>(u * static_cast<double>(picked.size()))];
    }
    panel.redraw(picked, table.columns[panel.field()], scale_of(system_.fields[panel.field()]));
  }

  const ZoneTable& table_;
  const System& system_;
  std::vector<RankOptions> ways_;
  std::vector<MeasurementError> errors_;
  std::vector<detail::ReviewerPanel> panels_;
  std::vector<int> fields_, indicators_;
};

}  // ZONERANK_OWN(measurement)

ZONERANK_INLINE void add_data_errors(DrawInput& input, const ZoneTable& table, const System& system,
                                     const RankOptions& options, const MethodLists& lists,
                                     std::vector<MeasurementError> errors,
                                     const std::vector<ReviewerScore>& reviewers) {
  int year = options.year;
  for (const ZoneYear& row : table.rows) {
    if (options.year == 0) year = std::max(year, row.year);
  }
  Measurement measurement(table, system, combinations(options, system, lists), std::move(errors),
                          detail::panels_of(reviewers, table, system, year));
  input.errors = measurement.names();
  input.redraw_reading = std::move(measurement);
}

}  // namespace zonerank

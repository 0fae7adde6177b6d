#pragma once
// The reviewers of one item, resampled.

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "zonerank/analysis/measurement.hpp"

namespace zonerank::detail {

/// All scores that reviewers gave for one field.
class ReviewerPanel {
 public:
  explicit ReviewerPanel(std::size_t field) : field_(field) {}

  std::size_t field() const { return field_; }
  std::size_t reviewers() const { return names_.size(); }

  /// @returns whether it is the reviewer's first score of that row of the table
  bool add(const std::string& reviewer, std::size_t row, double score);

  /// The figure of every row with scores: the reported one, and to it the mean of the reviewers
  /// picked, less the mean of all; within the scores given for the item.
  /// @param picked  how many times each reviewer was picked; with none of a row's it stays
  void redraw(const std::vector<int>& picked, FigureColumn& column, double scale) const;

  /// Rows whose figure is missing.
  std::vector<std::size_t> without_figure(const FigureColumn& column) const;

 private:
  struct Given {
    std::size_t reviewer;
    double score;
  };

  std::size_t field_;
  std::vector<std::string> names_;
  std::map<std::size_t, std::vector<Given>> scores_;  ///< by row
  double least_ = 0.0, greatest_ = 0.0;
};

/// A panel for each item, in the order of their first scores.
/// @throws Error bad-option, unknown-zone: items, zones, years, scores and reviewers that do not
/// fit
std::vector<ReviewerPanel> panels_of(const std::vector<ReviewerScore>& scores,
                                     const ZoneTable& table, const System& system, int year);

}  // namespace zonerank::detail

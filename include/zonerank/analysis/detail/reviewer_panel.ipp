#pragma once
#include "zonerank/analysis/detail/reviewer_panel.hpp"

#include <algorithm>
#include <cmath>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank::detail {

ZONERANK_INLINE bool ReviewerPanel::add(const std::string& reviewer, std::size_t row,
                                        double score) {
  const auto found = std::find(names_.begin(), names_.end(), reviewer);
  const auto at = static_cast<std::size_t>(found - names_.begin());
  least_ = scores_.empty() ? score : std::min(least_, score);
  greatest_ = scores_.empty() ? score : std::max(greatest_, score);
  if (found == names_.end()) names_.push_back(reviewer);
  std::vector<Given>& of_row = scores_[row];
  const bool is_first =
      std::none_of(of_row.begin(), of_row.end(), [&](const Given& g) { return g.reviewer == at; });
  of_row.push_back({at, score});
  return is_first;
}

ZONERANK_INLINE void ReviewerPanel::redraw(const std::vector<int>& picked, FigureColumn& column,
                                           double scale) const {
  const bool is_exact = !column.digits.empty();
  for (const auto& [row, given] : scores_) {
    double sum = 0.0;
    double count = 0.0;
    double mean = 0.0;
    for (const Given& g : given) {
      sum += picked[g.reviewer] * g.score;
      count += picked[g.reviewer];
      mean += g.score / static_cast<double>(given.size());
    }
    if (!(count > 0.0)) continue;
    const double figure =
        is_exact ? static_cast<double>(column.digits[row]) / scale : column.reals[row];
    const double redrawn = std::clamp(figure + sum / count - mean, least_, greatest_);
    if (is_exact)
      column.digits[row] = static_cast<Int128>(std::round(redrawn * scale));
    else
      column.reals[row] = redrawn;
  }
}

ZONERANK_INLINE std::vector<std::size_t> ReviewerPanel::without_figure(
    const FigureColumn& column) const {
  std::vector<std::size_t> rows;
  for (const auto& [row, given] : scores_) {
    if (!column.present() || column.valid[row] == 0) rows.push_back(row);
  }
  return rows;
}

ZONERANK_INLINE std::vector<ReviewerPanel> panels_of(const std::vector<ReviewerScore>& scores,
                                                     const ZoneTable& table, const System& system,
                                                     int year) {
  Problems problems;
  std::vector<ReviewerPanel> panels;
  std::map<std::string, std::size_t> panel_of;  // by item
  std::map<ZoneYear, std::size_t> row_of;
  std::vector<std::string> zones;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    row_of.emplace(table.rows[r], r);
    if (table.rows[r].year == year) zones.push_back(table.rows[r].zone);
  }
  for (const ReviewerScore& s : scores) {
    const Place place = Place::of_zone(s.zone).with_field(s.item).with_key(
        words("reviewer {0}, {1}", "评审 {0}，{1}", {s.reviewer, s.item}));
    const int field = system.field(s.item);
    if (field < 0) {
      std::vector<std::string> known;
      for (const Field& f : system.fields) known.push_back(f.name);
      problems.add(
          Code::bad_option, "item", s.item,
          {words("a field of the system ({0})", "体系的字段（{0}）", {suggestion(s.item, known)})});
      continue;
    }
    if (!std::isfinite(s.score)) {
      problems.add(Code::bad_option, place, shortest(s.score), {words("a number", "数")});
      continue;
    }
    const auto row = row_of.find({s.zone, s.year == 0 ? year : s.year});
    if (row == row_of.end()) {
      problems.add(Code::unknown_zone, place, s.zone, {suggestion(s.zone, zones)});
      continue;
    }
    const auto [at, is_new] = panel_of.emplace(s.item, panels.size());
    if (is_new) panels.emplace_back(static_cast<std::size_t>(field));
    if (!panels[at->second].add(s.reviewer, row->second, s.score))
      problems.add(Code::bad_option, place, words("given twice", "出现两次"),
                   {words("one score a reviewer and zone", "每位评审对每个高新区只给一个得分")});
  }
  for (const auto& [item, at] : panel_of) {
    const ReviewerPanel& panel = panels[at];
    if (panel.reviewers() < 2)
      problems.add(Code::bad_option, item, words("1 reviewer", "1 位评审"),
                   {words("2 reviewers at least, to resample", "至少 2 位评审，才能重新抽样")});
    for (const std::size_t row : panel.without_figure(table.columns[panel.field()])) {
      problems.add(
          Code::bad_option, Place::of_zone(table.rows[row].zone).with_field(item).with_key(item),
          words("blank in the data", "数据中空白"),
          {words("a figure that the reviewers' scores explain; read their means with the data",
                 "有评审得分可以解释的数值；请把评审得分的平均值随数据读入")});
    }
  }
  problems.raise_errors();
  return panels;
}

}  // namespace zonerank::detail

#include "check/check_run.hpp"

#include <algorithm>
#include <deque>

#include "check/check_moves.hpp"
#include "check/check_rule.hpp"

namespace zonerank::detail {
namespace {

constexpr std::size_t rows_a_part = 8192;

class Runner {
 public:
  Runner(const CheckRows& rows, const System& system, int threads)
      : rows_(rows), system_(system), slips_(rows, system) {
    const Level level = rows.of_enterprises() ? Level::enterprise : Level::zone;
    for (const Check& check : system.checks) {
      const bool is_mine = check.level == level;
      conditions_.push_back(nullptr);
      medians_.push_back(nullptr);
      if (!is_mine) continue;
      if (check.kind == Check::Kind::balance) {
        stored_.emplace_back(check.rule, rows, system);
        if (stored_.back().is_available()) conditions_.back() = &stored_.back();
      }
      if (check.kind == Check::Kind::unlike_zone) {
        stored_medians_.emplace_back(rows, check, threads);
        medians_.back() = &stored_medians_.back();
      }
      if (check.kind == Check::Kind::unit_slip) slip_checks_.push_back(&check);
    }
  }

  /// Adds what the check finds in rows [begin, end).
  void run(std::size_t c, std::size_t begin, std::size_t end, int year, CheckHits& found) const {
    const Check& check = system_.checks[c];
    for (std::size_t r = begin; r < end; ++r) {
      if (year != 0 && rows_.year(r) != year) continue;
      if (check.kind == Check::Kind::balance) {
        hold(*conditions_[c], r, found);
        continue;
      }
      for (std::size_t s = 0; s < check.subjects.size(); ++s) {
        if (rows_.column(check.subjects[s].field).present()) look(c, s, r, found);
      }
    }
  }

  bool has_work(std::size_t c) const {
    const Check& check = system_.checks[c];
    if (check.kind == Check::Kind::balance) return conditions_[c] != nullptr;
    return (check.level == Level::enterprise) == rows_.of_enterprises();
  }

 private:
  static void hold(const Condition& condition, std::size_t row, CheckHits& found) {
    const Verdict verdict = condition.at(row);
    if (verdict == Verdict::unknown) return;
    ++found.checked;
    if (verdict == Verdict::fails) found.hits.push_back({static_cast<std::uint32_t>(row), -1, 0});
  }

  void look(std::size_t c, std::size_t s, std::size_t row, CheckHits& found) const {
    const Check& check = system_.checks[c];
    const Check::Subject& subject = check.subjects[s];
    int power = 0;
    bool is_found = false;
    switch (check.kind) {
      case Check::Kind::sign:
        if (!rows_.is_valid(subject.field, row)) return;
        is_found = is_negative(subject.field, row);
        break;
      case Check::Kind::unlike_zone:
        if (!rows_.is_valid(subject.field, row) || rows_.before(subject.field, row).known) return;
        is_found = (power = medians_[c]->power(check, s, row)) != 0;
        break;
      case Check::Kind::blank:
        is_found = !rows_.is_valid(subject.field, row) && was_enough(subject, row);
        break;
      default: {
        const std::optional<Move> move = move_of(rows_, subject.field, row);
        if (!move) return;
        if (check.kind == Check::Kind::unit_slip)
          is_found = (power = slips_.power(check, subject, row, *move)) != 0;
        else
          is_found = is_jump(check, subject, *move) && !is_slip(subject.field, row, *move);
        break;
      }
    }
    ++found.checked;
    if (is_found) {
      found.hits.push_back({static_cast<std::uint32_t>(row), static_cast<std::int32_t>(s), power});
    }
  }

  bool is_negative(int field, std::size_t row) const {
    const CheckColumn& column = rows_.column(field);
    if (column.reals != nullptr) return column.reals[row] < 0;
    return rows_.figure(field, row).digits < 0;
  }

  /// Whether last year's figure was large enough for a blank to matter.
  bool was_enough(const Check::Subject& subject, std::size_t row) const {
    if (subject.least == 0) return true;
    const Figure before = rows_.before(subject.field, row);
    return before.known && (before.digits < 0 ? -before.digits : before.digits) >= subject.least;
  }

  /// A figure whose unit slipped has jumped too; it is listed once.
  bool is_slip(int field, std::size_t row, const Move& move) const {
    return std::any_of(slip_checks_.begin(), slip_checks_.end(), [&](const Check* check) {
      return std::any_of(
          check->subjects.begin(), check->subjects.end(), [&](const Check::Subject& subject) {
            return subject.field == field && slips_.power(*check, subject, row, move) != 0;
          });
    });
  }

  const CheckRows& rows_;
  const System& system_;
  Slips slips_;
  std::deque<Condition> stored_;
  std::vector<const Condition*> conditions_;  ///< one a check; null where there is nothing to run
  std::deque<Medians> stored_medians_;
  std::vector<const Medians*> medians_;  ///< one a check; null where it is of another kind
  std::vector<const Check*> slip_checks_;
};

}  // namespace

std::vector<CheckHits> run_checks(const CheckRows& rows, const System& system, int year,
                                  int threads, const Progress& progress) {
  const std::size_t n = system.checks.size();
  const std::size_t parts = (rows.size() + rows_a_part - 1) / rows_a_part;
  const Runner runner(rows, system, threads);
  std::vector<std::vector<CheckHits>> found(parts, std::vector<CheckHits>(n));
  parallel_for(
      parts, threads,
      [&](std::size_t part) {
        const std::size_t begin = part * rows_a_part;
        const std::size_t end = std::min(rows.size(), begin + rows_a_part);
        for (std::size_t c = 0; c < n; ++c) {
          if (runner.has_work(c)) runner.run(c, begin, end, year, found[part][c]);
        }
      },
      progress);
  std::vector<CheckHits> all(n);
  for (std::vector<CheckHits>& part : found) {
    for (std::size_t c = 0; c < n; ++c) {
      all[c].checked += part[c].checked;
      all[c].hits.insert(all[c].hits.end(), part[c].hits.begin(), part[c].hits.end());
    }
  }
  return all;
}

}  // namespace zonerank::detail

#include "zonerank/check/check.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "check/check_codes.hpp"
#include "check/check_run.hpp"
#include "check/check_text.hpp"
#include "zonerank/core/decimal.hpp"

namespace zonerank {
namespace {

using detail::CheckHits;
using detail::CheckRows;
using detail::Hit;

/// What could not be read is not blank: it has its error already.
void drop_unread(std::vector<CheckHits>& found, const CheckRows& rows, const Problems& problems,
                 const System& system) {
  using Cell = std::tuple<std::string, std::string, int, int>;
  std::set<Cell> unread;
  for (const Problem& problem : problems.list()) {
    const Place& s = problem.place;
    if (severity(problem.code) == Severity::error && !s.field.empty())
      unread.insert({s.zone, s.enterprise, s.year, system.field(s.field)});
  }
  if (unread.empty()) return;
  for (std::size_t c = 0; c < found.size(); ++c) {
    const Check& check = system.checks[c];
    if (check.kind != Check::Kind::blank) continue;
    std::erase_if(found[c].hits, [&](const Hit& hit) {
      const int field = check.subjects[static_cast<std::size_t>(hit.subject)].field;
      return unread.contains(Cell{rows.zone(hit.row), std::string(rows.enterprise(hit.row)),
                                  rows.year(hit.row), field});
    });
  }
}

class Lister {
 public:
  explicit Lister(const System& system) : system_(system) {
    list_.counts.resize(system.checks.size());
  }

  void add(const Problems& problems) {
    std::map<Code, bool> seen;
    for (const Problem& problem : problems.list()) {
      Finding finding{severity(problem.code), -1, problem, {}, {problem.place}};
      const std::string& field = problem.place.field;
      if (!field.empty()) finding.figures.push_back({field, problem.value.text(), {}});
      if (!seen[problem.code]) count_unlisted(finding.severity, problems.not_listed(problem.code));
      seen[problem.code] = true;
      list_.findings.push_back(std::move(finding));
    }
  }

  /// The first 1000 hits of each check, by zone, enterprise, year and field; the rest is counted.
  void add(std::vector<CheckHits> found, const CheckRows& rows,
           const std::vector<RowPlaces>& places) {
    const auto before = [&](const Hit& a, const Hit& b) {
      return std::tuple(std::string_view(rows.zone(a.row)), rows.enterprise(a.row),
                        rows.year(a.row), a.subject) <
             std::tuple(std::string_view(rows.zone(b.row)), rows.enterprise(b.row),
                        rows.year(b.row), b.subject);
    };
    std::vector<Finding> findings;
    std::vector<std::uint32_t> hit_rows;
    for (std::size_t c = 0; c < found.size(); ++c) {
      std::vector<Hit>& hits = found[c].hits;
      list_.counts[c].checked += found[c].checked;
      list_.counts[c].found += hits.size();
      const std::size_t kept = std::min(hits.size(), CheckList::kept_per_check);
      const Severity severity = system_.checks[c].is_error ? Severity::error : Severity::query;
      count_unlisted(severity, hits.size() - kept);
      std::partial_sort(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(kept), hits.end(),
                        before);
      hits.resize(kept);
      for (const Hit& hit : hits) hit_rows.push_back(hit.row);
      for (Finding& finding : detail::findings_of(static_cast<int>(c), hits, rows, system_))
        findings.push_back(std::move(finding));
    }
    if (rows.of_enterprises()) detail::locate(findings, hit_rows, places, system_);
    for (Finding& finding : findings) {
      const Place& place = finding.problem.place;
      if (finding.places.empty()) finding.places = {Place::of_zone(place.zone, place.year)};
      list_.findings.push_back(std::move(finding));
    }
  }

  /// Findings beside the rules: the first 1000 of each code.
  void add(std::vector<Finding> findings) {
    std::map<Code, std::size_t> found;
    for (Finding& finding : findings) {
      if (++found[finding.problem.code] <= CheckList::kept_per_check)
        list_.findings.push_back(std::move(finding));
      else
        count_unlisted(finding.severity, 1);
    }
  }

  CheckList finish() {
    const std::vector<std::size_t> taken = detail::tell_once(list_.findings, system_);
    for (std::size_t c = 0; c < taken.size(); ++c) list_.counts[c].found -= taken[c];
    std::stable_sort(list_.findings.begin(), list_.findings.end(),
                     [](const Finding& a, const Finding& b) { return key(a) < key(b); });
    return std::move(list_);
  }

 private:
  using Key = std::tuple<Severity, std::string_view, std::string_view, int, int>;

  static Key key(const Finding& finding) {
    const Place& place = finding.problem.place;
    return {finding.severity, place.zone, place.enterprise, place.year, finding.check};
  }

  void count_unlisted(Severity severity, std::size_t n) {
    list_.not_listed += n;
    if (severity == Severity::error) list_.unlisted_errors += n;
    if (severity == Severity::query) list_.unlisted_queries += n;
  }

  const System& system_;
  CheckList list_;
};

}  // namespace

std::size_t CheckList::count(Severity severity) const {
  const auto listed =
      std::count_if(findings.begin(), findings.end(),
                    [severity](const Finding& finding) { return finding.severity == severity; });
  const std::size_t unlisted = severity == Severity::error ? unlisted_errors
                               : severity == Severity::query
                                   ? unlisted_queries
                                   : not_listed - unlisted_errors - unlisted_queries;
  return static_cast<std::size_t>(listed) + unlisted;
}

CheckList check(Reported reported, const System& system, const CheckOptions& options,
                const Progress& progress) {
  const int threads = options.read.threads;
  Lister lister(system);
  Problems problems = std::move(reported.problems);
  const bool is_sound = !problems.has_errors();
  if (reported.rows.size() > 0) {
    try {
      Problems ignored;  // of derived figures: the roll-up says the same
      const detail::Columns columns(reported.rows, system, threads, ignored);
      const CheckRows rows(reported.rows, columns);
      auto found = run_checks(rows, system, options.year, threads, progress);
      drop_unread(found, rows, problems, system);
      lister.add(std::move(found), rows, reported.places);
      lister.add(detail::code_findings(reported.rows, reported.places, system, options.year));
    } catch (const Error& error) {
      for (const Problem& problem : error.problems()) problems.add(problem);
    }
  }
  ZoneTable table;
  try {
    // Sums that lack what could not be read would contradict the zones' figures.
    table = is_sound ? add_up(reported, system, options.read, problems) : reported.zones;
  } catch (const Error& error) {
    for (const Problem& problem : error.problems()) problems.add(problem);
    table = reported.zones;
  }
  if (!table.rows.empty()) {
    const CheckRows rows(table);
    auto found = run_checks(rows, system, options.year, threads, {});
    drop_unread(found, rows, problems, system);
    lister.add(std::move(found), rows, {});
    lister.add(detail::score_findings(table, system, options.year));
  }
  lister.add(problems);
  CheckList list = lister.finish();
  if (!problems.has_errors()) {
    list.raw = Raw{std::move(table), std::move(problems), reported.rows.size()};
  }
  return list;
}

CheckList check(std::vector<Source> sources, const System& system, const CheckOptions& options,
                const Progress& progress) {
  CheckOptions all = options;
  all.read.all_fields = true;
  const auto first_half = [&](double share) { return !progress || progress(0.6 * share); };
  const auto second_half = [&](double share) { return !progress || progress(0.6 + 0.4 * share); };
  return check(read_rows(std::move(sources), system, all.read, first_half), system, all,
               second_half);
}

}  // namespace zonerank

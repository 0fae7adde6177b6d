#include "check/check_codes.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>

#include "zonerank/core/decimal.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank::detail {
namespace {

Finding query(Code code, Place place, Argument value, std::vector<Argument> args) {
  Finding finding;
  finding.severity = Severity::query;
  finding.problem.code = code;
  finding.problem.value = std::move(value);
  finding.problem.args = std::move(args);
  finding.problem.place = std::move(place);
  finding.places = {finding.problem.place};
  return finding;
}

Place place_of(const RowTable& rows, std::size_t row) {
  return Place::of_zone(rows.zones[static_cast<std::size_t>(rows.zone[row])], rows.year[row])
      .with_enterprise(std::string(rows.enterprises[row]));
}

/// The fields whose codes some formula takes the industry's section of.
std::set<int> industry_fields(const System& system) {
  std::set<int> fields;
  const auto add = [&](const BoundFormula& formula) {
    for (const Node& node : formula.formula.nodes()) {
      if (node.op != Op::section) continue;
      const Node& code = formula.node(node.left);
      if (code.op == Op::field) fields.insert(system.field(code.text));
    }
  };
  for (const Field& field : system.fields) {
    if (field.rollup) add(*field.rollup);
    if (field.formula) add(*field.formula);
  }
  for (const Check& check : system.checks) {
    if (!check.rule.formula.empty()) add(check.rule);
  }
  fields.erase(-1);
  return fields;
}

class CodeChecker {
 public:
  CodeChecker(const RowTable& rows, const std::vector<RowPlaces>& places, const System& system,
              int year)
      : rows_(rows), places_(places), system_(system), year_(year) {}

  std::vector<Finding> find() {
    for (const int field : industry_fields(system_)) find_bad_industries(field);
    for (const char* name : {"name", "enterprise_name"}) {
      const int field = system_.field(name);
      if (field >= 0 && system_.fields[static_cast<std::size_t>(field)].number == Number::code)
        find_repeated_names(field);
    }
    find_repeated_figures();
    find_lone_codes();
    return std::move(found_);
  }

 private:
  const Column& column(int field) const { return rows_.columns[static_cast<std::size_t>(field)]; }
  bool is_wanted(std::size_t row) const { return year_ == 0 || rows_.year[row] == year_; }
  const std::string& code_at(const Column& column, std::size_t row) const {
    return rows_.codes[static_cast<std::size_t>(column.values[row])];
  }

  void find_bad_industries(int field) {
    const Column& codes = column(field);
    if (!codes.present()) return;
    std::vector<char> is_bad;
    for (const std::string& code : rows_.codes)
      is_bad.push_back(industry_section(code) == 0 ? 1 : 0);
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      if (codes.valid[row] == 0 || !is_wanted(row)) continue;
      if (is_bad[static_cast<std::size_t>(codes.values[row])] == 0) continue;
      const std::string& code = code_at(codes, row);
      found_.push_back(query(Code::bad_industry, place_of(rows_, row), code, {}));
      found_.back().figures = {{system_.fields[static_cast<std::size_t>(field)].name, code, {}}};
    }
  }

  void find_repeated_names(int field) {
    const Column& names = column(field);
    if (!names.present()) return;
    std::map<std::pair<std::int64_t, std::int32_t>, std::size_t> first;
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      if (names.valid[row] == 0 || !is_wanted(row)) continue;
      const auto [before, is_new] =
          first.emplace(std::pair{names.values[row], rows_.year[row]}, row);
      if (is_new || rows_.enterprises[before->second] == rows_.enterprises[row]) continue;
      found_.push_back(query(Code::two_codes, place_of(rows_, row), code_at(names, row),
                             {std::string(rows_.enterprises[before->second])}));
      named_twice_.insert(row);
    }
  }

  /// What the exact figures of a row come to.
  struct Figures {
    std::size_t given = 0;
    std::uint64_t fingerprint = 0;
    bool is_telling = false;  ///< there are so many, with so many digits, that chance is no cause
  };

  Figures figures_of(std::size_t row) const {
    constexpr std::size_t least_figures = 3, least_digits = 12;
    std::size_t other_than_zero = 0, digits = 0;
    Figures result;
    const auto mix = [&](std::uint64_t x) {
      result.fingerprint = (result.fingerprint ^ x) * 0x9E3779B97F4A7C15ULL;
      result.fingerprint ^= result.fingerprint >> 29;
    };
    mix(static_cast<std::uint64_t>(rows_.year[row]));
    for (const std::size_t f : exact_) {
      const Column& figures = rows_.columns[f];
      if (figures.valid[row] == 0) continue;
      ++result.given;
      std::int64_t value = figures.values[row];
      mix(f);
      mix(static_cast<std::uint64_t>(value));
      if (value == 0) continue;
      ++other_than_zero;
      while (value % 10 == 0) value /= 10;
      for (; value != 0; value /= 10) ++digits;
    }
    result.is_telling = other_than_zero >= least_figures && digits >= least_digits;
    return result;
  }

  bool has_same_figures(std::size_t a, std::size_t b) const {
    return rows_.year[a] == rows_.year[b] &&
           std::all_of(exact_.begin(), exact_.end(), [&](std::size_t f) {
             const Column& figures = rows_.columns[f];
             return figures.valid[a] == figures.valid[b] &&
                    (figures.valid[a] == 0 || figures.values[a] == figures.values[b]);
           });
  }

  /// Of enterprises without a name, or under two names.
  void find_repeated_figures() {
    for (std::size_t f = 0; f < rows_.columns.size(); ++f) {
      if (rows_.columns[f].present() && system_.fields[f].is_exact()) exact_.push_back(f);
    }
    std::unordered_map<std::uint64_t, std::size_t> first;
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      if (!is_wanted(row)) continue;
      const Figures figures = figures_of(row);
      if (!figures.is_telling) continue;
      const auto [before, is_new] = first.emplace(figures.fingerprint, row);
      const std::size_t other = before->second;
      if (is_new || !has_same_figures(other, row) || named_twice_.contains(row)) continue;
      if (rows_.enterprises[other] == rows_.enterprises[row]) continue;
      found_.push_back(
          query(Code::same_figures, place_of(rows_, row), std::string(rows_.enterprises[row]),
                {std::string(rows_.enterprises[other]), std::to_string(figures.given)}));
    }
  }

  /// A form: files with the same fields.
  struct Form {
    std::vector<bool> fields;
    Place file;             ///< the first
    std::vector<char> has;  ///< rows
    std::size_t size = 0;
  };

  void find_lone_codes() {
    std::vector<Form> forms;
    for (const RowPlaces& place : places_) {
      auto form = std::find_if(forms.begin(), forms.end(),
                               [&](const Form& f) { return f.fields == place.fields; });
      if (form == forms.end()) {
        forms.push_back({place.fields, place.file, std::vector<char>(rows_.size(), 0)});
        form = forms.end() - 1;
      }
      for (const std::uint32_t row : place.rows) {
        form->size += form->has[row] == 0 ? 1 : 0;
        form->has[row] = 1;
      }
    }
    for (std::size_t a = 0; a < forms.size(); ++a) {
      for (std::size_t b = 0; b < forms.size(); ++b) {
        if (a != b) compare(forms[a], forms[b]);
      }
    }
  }

  /// The pattern of a code with one character left out, which codes that differ there share.
  static std::string without(std::string_view code, std::size_t at) {
    std::string key(code);
    key.erase(at, 1);
    return key + '\n' + std::to_string(at);
  }

  /// Codes of `one` that `other` lacks, beside a code of `other` that `one` lacks, of the same zone
  /// and year, which differs in one character or has two neighbors swapped.
  void compare(const Form& one, const Form& other) {
    std::vector<std::size_t> here, there;
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      if (!is_wanted(row)) continue;
      if (one.has[row] != 0 && other.has[row] == 0) here.push_back(row);
      if (other.has[row] != 0 && one.has[row] == 0) there.push_back(row);
    }
    if (here.empty() || there.empty()) return;
    std::unordered_map<std::string, std::size_t> known;
    const auto prefix = [&](std::size_t row) {
      return std::to_string(rows_.zone[row]) + '\n' + std::to_string(rows_.year[row]) + '\n';
    };
    for (const std::size_t row : there) {
      const std::string_view code = rows_.enterprises[row];
      for (std::size_t k = 0; k < code.size() && code.size() <= longest; ++k)
        known.emplace(prefix(row) + without(code, k), row);
      known.emplace(prefix(row) + std::string(code), row);
    }
    for (const std::size_t row : here) {
      const std::string code(rows_.enterprises[row]);
      const auto near = neighbor(code, prefix(row), known);
      if (!near) continue;
      found_.push_back(query(Code::lone_code, place_of(rows_, row), code,
                             {one.file.text(), other.file.text(),
                              " (" + std::string(rows_.enterprises[*near]) + "?)"}));
    }
  }

  static std::optional<std::size_t> neighbor(
      const std::string& code, const std::string& prefix,
      const std::unordered_map<std::string, std::size_t>& known) {
    for (std::size_t k = 0; k < code.size() && code.size() <= longest; ++k) {
      const auto found = known.find(prefix + without(code, k));
      if (found != known.end()) return found->second;
    }
    for (std::size_t k = 0; k + 1 < code.size() && code.size() <= longest; ++k) {
      std::string swapped = code;
      std::swap(swapped[k], swapped[k + 1]);
      const auto found = known.find(prefix + swapped);
      if (swapped != code && found != known.end()) return found->second;
    }
    return std::nullopt;
  }

  static constexpr std::size_t longest = 64;  ///< characters of a code

  const RowTable& rows_;
  const std::vector<RowPlaces>& places_;
  const System& system_;
  int year_;
  std::vector<Finding> found_;
  std::set<std::size_t> named_twice_;  ///< rows
  std::vector<std::size_t> exact_;     ///< fields of exact figures that are given
};

/// The scale of a field of scores.
std::pair<double, double> scale_of(int field, const System& system) {
  for (const Indicator& indicator : system.indicators) {
    const Node& root = indicator.formula.formula.nodes().back();
    if (root.op == Op::field && system.field(root.text) == field && indicator.bounds)
      return *indicator.bounds;
  }
  return {0.0, 100.0};
}

/// What a zone's field is made of.
std::set<std::string> parts_of(const std::string& name, const System& system) {
  std::set<std::string> parts = {name};
  const int index = system.field(name);
  if (index < 0) return parts;
  const Field& field = system.fields[static_cast<std::size_t>(index)];
  for (const auto& formula : {field.rollup, field.formula}) {
    if (!formula) continue;
    for (const std::string& part : formula->formula.fields()) parts.insert(part);
  }
  return parts;
}

std::optional<double> change_of(const Finding::Figure& figure) {
  const auto now = parse_decimal(figure.value);
  const auto before = parse_decimal(figure.last_year);
  if (!now || !before) return std::nullopt;
  return to_double(now->digits, now->places) - to_double(before->digits, before->places);
}

}  // namespace

std::vector<Finding> code_findings(const RowTable& rows, const std::vector<RowPlaces>& places,
                                   const System& system, int year) {
  if (!rows.of_enterprises()) return {};
  return CodeChecker(rows, places, system, year).find();
}

std::vector<Finding> score_findings(const ZoneTable& table, const System& system, int year) {
  std::vector<Finding> found;
  for (std::size_t f = 0; f < system.fields.size(); ++f) {
    const Field& field = system.fields[f];
    const FigureColumn& column = table.columns[f];
    const bool is_score = field.unit.is(Dimension::score) && field.number == Number::real;
    if (!is_score || !column.present()) continue;
    const auto [low, high] = scale_of(static_cast<int>(f), system);
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      if (column.valid[row] == 0 || (year != 0 && table.rows[row].year != year)) continue;
      const double score = column.reals[row];
      if (score != 0.0 && score >= low && score <= high) continue;
      const std::string name = field.zh.empty() ? field.name : field.zh;
      found.push_back(query(Code::beyond_scale,
                            Place::of_zone(table.rows[row].zone, table.rows[row].year),
                            shortest(score), {name, shortest(low), shortest(high)}));
      found.back().problem.place.field = field.name;
      found.back().figures = {{field.name, shortest(score), {}}};
    }
  }
  return found;
}

std::vector<std::size_t> tell_once(std::vector<Finding>& findings, const System& system) {
  using Key = std::tuple<std::string, int, std::string>;  // zone, year, field
  std::map<Key, double> changes;
  std::set<Key> broken;  // by the fields of the rule
  const auto fields_text = [](const Finding& finding) {
    std::string text;
    for (const Finding::Figure& figure : finding.figures) text += figure.field + ";";
    return text;
  };
  for (const Finding& finding : findings) {
    const Place& s = finding.problem.place;
    if (finding.check < 0 || s.enterprise.empty()) continue;
    if (finding.problem.code == Code::broken_rule)
      broken.insert({s.zone, s.year, fields_text(finding)});
    for (const Finding::Figure& figure : finding.figures) {
      const auto change = change_of(figure);
      if (change) changes[{s.zone, s.year, figure.field}] += *change;
    }
  }
  std::vector<std::size_t> taken(system.checks.size(), 0);
  std::erase_if(findings, [&](const Finding& finding) {
    const Place& s = finding.problem.place;
    if (finding.check < 0 || !s.enterprise.empty()) return false;
    bool is_told = false;
    const Code code = finding.problem.code;
    if (code == Code::broken_rule)
      is_told = broken.contains({s.zone, s.year, fields_text(finding)});
    if (code == Code::broken_rule || code == Code::jump || code == Code::unit_slip) {
      for (const Finding::Figure& figure : finding.figures) {
        const auto change = change_of(figure);
        for (const std::string& part : parts_of(figure.field, system)) {
          const auto below = changes.find({s.zone, s.year, part});
          if (change && below != changes.end() && 2.0 * below->second / *change >= 1.0)
            is_told = true;
        }
      }
    }
    if (is_told) ++taken[static_cast<std::size_t>(finding.check)];
    return is_told;
  });
  return taken;
}

}  // namespace zonerank::detail

#include "check/check_text.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "zonerank/core/decimal.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/units/unit_name.hpp"

namespace zonerank::detail {
namespace {

std::string chinese(const Field& field) { return field.zh.empty() ? field.name : field.zh; }

Argument with_unit(const std::string& figure, const Field& field) {
  if (field.unit.text == "1" || figure.empty()) return figure;
  return Argument(figure + " " + field.unit.text, figure + " " + chinese_unit(field.unit.text));
}

class Writer {
 public:
  Writer(const Check& check, const CheckRows& rows, const System& system)
      : check_(check), rows_(rows), system_(system) {
    for (const Node& node : check.rule.formula.nodes()) {
      if (node.op == Op::previous || node.op == Op::increase) looks_back_ = true;
    }
    for (const std::string& name : check.rule.formula.fields())
      rule_fields_.push_back(system.field(name));
  }

  Finding write(const Hit& hit) const {
    Finding finding;
    finding.severity = check_.is_error ? Severity::error : Severity::query;
    finding.problem.place.zone = rows_.zone(hit.row);
    finding.problem.place.year = rows_.year(hit.row);
    finding.problem.place.enterprise = rows_.enterprise(hit.row);
    if (hit.subject < 0)
      write_rule(hit.row, finding);
    else
      write_figure(hit, finding);
    return finding;
  }

 private:
  const Field& field(int index) const { return system_.fields[static_cast<std::size_t>(index)]; }

  Finding::Figure figure(int index, std::size_t row) const {
    return {field(index).name, rows_.text(field(index), index, row),
            rows_.text_before(field(index), index, row)};
  }

  /// "correct the figure", or the phrase that also offers an explanation.
  Argument cure(const Argument& correct, const Argument& correct_or_explain) const {
    return check_.is_error ? correct : correct_or_explain;
  }

  void write_rule(std::size_t row, Finding& finding) const {
    std::vector<std::string> en, zh;
    for (const int index : rule_fields_) {
      const Field& f = field(index);
      finding.figures.push_back(figure(index, row));
      const Finding::Figure& shown = finding.figures.back();
      const auto or_blank = [](const std::string& text, const char* blank) {
        return text.empty() ? blank : text;
      };
      en.push_back(f.name + " = " + or_blank(shown.value, "blank"));
      zh.push_back(chinese(f) + " = " + or_blank(shown.value, "空白"));
      if (!looks_back_) continue;
      en.back() += ", last year " + or_blank(shown.last_year, "blank");
      zh.back() += "，上年 " + or_blank(shown.last_year, "空白");
    }
    finding.problem.code = Code::broken_rule;
    finding.problem.args = {
        Argument(check_.title(Lang::en), check_.title(Lang::zh)),
        Argument(join(en, "; "), join(zh, "；")),
        cure(words("correct the figure", "请更正"),
             words("correct it, or explain it in writing", "请更正，或填写情况说明"))};
  }

  void write_figure(const Hit& hit, Finding& finding) const {
    const int index = check_.subjects[static_cast<std::size_t>(hit.subject)].field;
    const Field& f = field(index);
    finding.figures.push_back(figure(index, hit.row));
    const Argument now = with_unit(finding.figures.back().value, f);
    const Argument before = with_unit(finding.figures.back().last_year, f);
    Problem& problem = finding.problem;
    problem.place.field = f.name;
    problem.args = {Argument(f.name, chinese(f)), now, before,
                    cure(words("correct the figure", "请更正"),
                         words("correct it, or explain it in writing", "请更正，或填写情况说明"))};
    switch (check_.kind) {
      case Check::Kind::sign:
        problem.code = Code::negative_figure;
        break;
      case Check::Kind::jump:
        problem.code = Code::jump;
        problem.args.push_back(ratio(index, hit.row));
        break;
      case Check::Kind::unit_slip:
      case Check::Kind::unlike_zone: {
        const bool beside_zone = check_.kind == Check::Kind::unlike_zone;
        problem.code = beside_zone ? Code::unlike_zone : Code::unit_slip;
        problem.args[3] = cure(
            words("check the unit", "请核对计量单位"),
            words("check the unit, or explain it in writing", "请核对计量单位，或填写情况说明"));
        if (!beside_zone) {  // the multiple as it is: 6.6, 17, 1040
          problem.args.push_back(ratio(index, hit.row));
          break;
        }
        const std::string ten = format_decimal(power_of_ten(std::abs(hit.power)), 0);
        problem.args.push_back(hit.power > 0 ? words("{0} times", "{0} 倍", {ten})
                                             : words("1/{0} of", "1/{0}", {ten}));
        break;
      }
      default:
        problem.code = Code::needed_blank;
        problem.args[2] = finding.figures.back().last_year.empty()
                              ? Argument()
                              : words("; last year it was {0}", "，上年为 {0}", {before});
        problem.args[3] =
            cure(words("fill it in", "请补填"),
                 words("fill it in, or explain it in writing", "请补填，或填写情况说明"));
        break;
    }
  }

  /// For reading alone: the comparison itself was exact.
  std::string ratio(int index, std::size_t row) const {
    const double now = to_double(rows_.figure(index, row).digits, 0);
    const double times = now / to_double(rows_.before(index, row).digits, 0);
    return std::abs(times) < 1000.0 ? rounded(times, 3) : rounded(std::round(times), 12);
  }

  const Check& check_;
  const CheckRows& rows_;
  const System& system_;
  std::vector<int> rule_fields_;
  bool looks_back_ = false;
};

}  // namespace

std::vector<Finding> findings_of(int check, const std::vector<Hit>& hits, const CheckRows& rows,
                                 const System& system) {
  const Writer writer(system.checks[static_cast<std::size_t>(check)], rows, system);
  std::vector<Finding> findings;
  for (const Hit& hit : hits) {
    findings.push_back(writer.write(hit));
    findings.back().check = check;
  }
  return findings;
}

void locate(std::vector<Finding>& findings, const std::vector<std::uint32_t>& rows,
            const std::vector<RowPlaces>& places, const System& system) {
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> of_row;
  for (std::size_t k = 0; k < rows.size(); ++k) of_row[rows[k]].push_back(k);
  for (const RowPlaces& file : places) {
    const auto gives = [&](const Finding::Figure& figure) {
      return file.fields[static_cast<std::size_t>(system.field(figure.field))];
    };
    for (std::size_t i = 0; i < file.rows.size(); ++i) {
      const auto found = of_row.find(file.rows[i]);
      if (found == of_row.end()) continue;
      for (const std::size_t k : found->second) {
        Finding& finding = findings[k];
        if (!std::any_of(finding.figures.begin(), finding.figures.end(), gives)) continue;
        finding.places.push_back(file.file.with_line(file.lines[i]));
      }
    }
  }
}

}  // namespace zonerank::detail

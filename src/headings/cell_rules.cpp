#include "headings/cell_rules.hpp"

#include <algorithm>

#include "zonerank/core/text.hpp"

namespace zonerank::detail {
namespace {

TableRules table_rules(const System& system, const TableFormat& format) {
  TableRules rules;
  const auto add = [](const std::vector<std::string>& from, std::vector<std::string>& to) {
    for (const std::string& mark : from) {
      if (const std::string_view text = without_spaces(mark); !text.empty())
        to.push_back(lower(text));
    }
  };
  add(system.missing, rules.missing);
  add(format.missing, rules.missing);
  add(format.ignore_marks, rules.marks);
  rules.bands = format.bands;
  rules.missing_numbers =
      std::any_of(rules.missing.begin(), rules.missing.end(), [](const std::string& mark) {
        return mark.find_first_not_of("0123456789.+-eE") == mark.npos;
      });
  return rules;
}

}  // namespace

void settle_rules(Layout& layout, const System& system, const TableFormat& format,
                  DecimalSign sign) {
  const Unit percent = system.units.parse("%");
  const std::vector<Heading>& headings = layout.headings;
  layout.table_rules = std::make_shared<const TableRules>(table_rules(system, format));
  layout.rules.assign(headings.size(), {});
  std::vector<CellRules>& rules = layout.rules;
  for (std::size_t c = 0; c < headings.size(); ++c) {
    rules[c].table = layout.table_rules.get();
    rules[c].sign = sign;
    rules[c].scale = headings[c].scale;
    if (headings[c].field < 0) continue;
    const Field& field = system.fields[static_cast<std::size_t>(headings[c].field)];
    const bool is_number = field.is_exact() || field.number == Number::real;
    if (is_number && field.unit.is_pure_number())
      rules[c].percent = conversion(percent, field.unit);
  }
}

std::vector<std::string> blank_marks(const System& system, const TableFormat& format) {
  std::vector<std::string> marks = blank_marks();
  const TableRules own = table_rules(system, format);
  marks.insert(marks.end(), own.missing.begin(), own.missing.end());
  return marks;
}

DecimalSign decimal_sign(const FileContext& context, char separator, Problems& problems,
                         const std::function<void(DecimalEvidence&)>& look) {
  const bool is_sheet = !context.sheet.empty();
  if (context.format.decimal == ".") return DecimalSign::point;
  if (context.format.decimal == ",") return is_sheet ? DecimalSign::either : DecimalSign::comma;
  if (separator == ',' || is_sheet) return DecimalSign::point;
  DecimalEvidence evidence;
  look(evidence);
  const DecimalSign sign = evidence.sign(context.place, problems);
  if (sign == DecimalSign::comma)
    problems.add(Code::decimal_comma, context.place, evidence.example());
  return sign;
}

void look_at_numbers(CsvCells cells, std::string_view rest, const std::vector<std::size_t>& active,
                     DecimalEvidence& evidence) {
  if (rest.find(',') == rest.npos) return;
  std::vector<std::string_view> row;
  try {
    while (cells.next(row)) {
      for (const std::size_t c : active) {
        if (c < row.size()) evidence.add(row[c], cells.line());
      }
    }
  } catch (const Error&) {  // an open quote is found again where the rows are read
  }
}

}  // namespace zonerank::detail

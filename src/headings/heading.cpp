#include "headings/heading.hpp"

#include <algorithm>
#include <map>

#include "zonerank/core/text.hpp"

namespace zonerank::detail {
namespace {

class Matcher {
 public:
  Matcher(const std::vector<Unit>& units_above, const Titles& titles, const System& system,
          const Place& place, Problems& problems)
      : units_above_(units_above),
        titles_(titles),
        system_(system),
        place_(place),
        problems_(problems) {}

  Heading match(const ColumnTitle& column) {
    using Kind = Meaning::Kind;
    Heading heading;
    heading.text = std::string(trim(column.text));
    const Meaning meaning = titles_.meaning(heading.text);
    if (meaning.kind == Kind::zone) {
      heading.role = Heading::Role::zone;
      areas_.push_back({meaning.area, meaning.is_item});
    } else {
      areas_.push_back({});
    }
    if (meaning.kind == Kind::year) heading.role = Heading::Role::year;
    if (meaning.kind == Kind::enterprise) heading.role = Heading::Role::enterprise;
    if (meaning.kind == Kind::form_item) ++n_unused_;
    if (meaning.kind == Kind::field) set_field(heading, meaning, column.unit);
    if (meaning.kind == Kind::unknown) {
      problems_.add(Code::unknown_column, place_, heading.text,
                    {nearest_title(simplified(heading.text))});
    }
    return heading;
  }

  void finish(std::vector<Heading>& headings) {
    keep_one_zone(headings);
    report_default_units();
    if (n_unused_ > 0) problems_.add(Code::unused_column, place_, std::to_string(n_unused_));
    for (const auto& [unit, n] : n_in_unit_) {
      problems_.add(Code::unit_from_title, place_, unit, {std::to_string(n)});
    }
  }

 private:
  void set_field(Heading& heading, const Meaning& meaning, const std::string& unit_of_row) {
    std::string row_unit = titles_.known_unit(unit_of_row);
    if (row_unit.empty()) row_unit = unit_of_row;
    if (meaning.fields.size() > 1) {
      Argument names;
      for (const int f : meaning.fields) {
        const Argument name = in_quotes(system_.fields[static_cast<std::size_t>(f)].name);
        names = names.empty() ? name : words("{0} or {1}", "{0} 或 {1}", {names, name});
      }
      problems_.add(Code::ambiguous_title, place_, heading.text, {names});
      return;
    }
    heading.field = *meaning.fields.begin();
    heading.role = meaning.previous ? Heading::Role::previous : Heading::Role::field;
    const Field& field = system_.fields[static_cast<std::size_t>(heading.field)];
    if (meaning.has_unit) {
      const auto written = set_unit(heading, field, meaning.unit);
      if (row_unit.empty() || !written) return;
      Heading by_row = heading;
      const auto row = set_unit(by_row, field, row_unit);
      if (row && *row != *written) {
        problems_.add(Code::two_units, place_.with_column(heading.text), meaning.unit, {row_unit});
      }
    } else if (field.number == Number::flag || field.number == Number::code ||
               field.number == Number::year) {
      return;
    } else if (!row_unit.empty()) {
      // Any unit may stand beside a figure that the system takes as a plain number.
      const bool is_plain = field.unit.is_pure_number() && field.unit.scale == Scale{};
      if (!is_plain || titles_.is_unit(row_unit)) set_unit(heading, field, row_unit);
    } else {
      set_unit_above(heading, field);
    }
  }

  /// The conversion from a unit; nothing where it is reported.
  std::optional<Scale> set_unit(Heading& heading, const Field& field, const std::string& text) {
    const Place place = place_.with_column(heading.text);
    try {
      const Unit unit = system_.units.parse(text);
      if (!same_dimension(unit, field.unit)) {
        problems_.add(Code::wrong_dimension, place, text, {field.unit.text});
        return std::nullopt;
      }
      const Scale scale = conversion(unit, field.unit);
      if (scale != Scale{}) heading.scale = scale;
      return scale;
    } catch (const Error& error) {
      Problem problem = error.problems().front();
      problem.place = place;
      problems_.add(std::move(problem));
      return std::nullopt;
    }
  }

  void set_unit_above(Heading& heading, const Field& field) {
    for (const Unit& unit : units_above_) {
      if (!same_dimension(unit, field.unit)) continue;
      const Scale scale = conversion(unit, field.unit);
      if (scale != Scale{}) heading.scale = scale;
      ++n_in_unit_[unit.text];
      return;
    }
    if (field.unit.is_pure_number() && field.unit.scale == Scale{}) return;
    const std::string written = heading.text.substr(0, heading.text.find('@')),
                      own = lower(written);
    const auto is = [&](const std::string& name) { return own == lower(name); };
    if (written == field.name || std::any_of(field.codes.begin(), field.codes.end(), is)) return;
    const bool counts = field.unit.is(Dimension::count) && field.unit.scale == Scale{};
    if (!counts) in_own_unit_.push_back(heading.text + " (" + field.unit.text + ")");
  }

  /// Of columns of provinces, cities and zones the one of the smallest areas names the zones.
  void keep_one_zone(std::vector<Heading>& headings) {
    std::size_t best = headings.size();
    for (std::size_t c = 0; c < headings.size(); ++c) {
      if (headings[c].role != Heading::Role::zone) continue;
      if (best == headings.size() || areas_[c].area < areas_[best].area) best = c;
    }
    for (std::size_t c = 0; c < headings.size(); ++c) {
      if (headings[c].role != Heading::Role::zone || areas_[c].area == areas_[best].area) continue;
      headings[c].role = Heading::Role::unused;
      if (areas_[c].is_item)
        ++n_unused_;
      else
        problems_.add(
            Code::unknown_column, place_, headings[c].text,
            {words("the zones are named by {0}", "高新区名称取自 {0}", {headings[best].text})});
    }
  }

  /// Amounts whose heading gives no unit; a code of a form has the form's.
  void report_default_units() {
    if (in_own_unit_.empty()) return;
    problems_.add(Code::default_units, place_, listed_names(in_own_unit_),
                  {std::to_string(in_own_unit_.size())});
  }

  Argument nearest_title(const std::string& title) const {
    std::vector<std::string> names;
    for (const Field& field : system_.fields) {
      names.push_back(field.name);
      names.push_back(field.zh);
    }
    const std::string near = nearest(title, names);
    return near.empty() ? Argument() : words("did you mean {0}?", "您是否指 {0}？", {quoted(near)});
  }

  const std::vector<Unit>& units_above_;
  const Titles& titles_;
  const System& system_;
  Place place_;
  Problems& problems_;
  struct Area {
    int area = 0;
    bool is_item = false;
  };
  std::vector<Area> areas_;  ///< of every column
  std::vector<std::string> in_own_unit_;
  std::size_t n_unused_ = 0;
  std::map<std::string, std::size_t> n_in_unit_;  ///< columns that a unit of a title holds for
};

void check_doubles(const std::vector<Heading>& headings, const System& system, const Place& place,
                   Problems& problems) {
  std::map<std::pair<Heading::Role, int>, const Heading*> first;
  for (const Heading& heading : headings) {
    if (heading.role == Heading::Role::unused) continue;
    const auto [found, is_new] = first.emplace(std::pair{heading.role, heading.field}, &heading);
    if (is_new) continue;
    const std::string meaning = heading.field >= 0
                                    ? system.fields[static_cast<std::size_t>(heading.field)].name
                                : heading.role == Heading::Role::zone ? "zone"
                                : heading.role == Heading::Role::year ? "year"
                                                                      : "enterprise";
    problems.add(Code::duplicate_column, place,
                 words("{0} and {1}", "{0} 与 {1}",
                       {in_quotes(found->second->text), in_quotes(heading.text)}),
                 {meaning});
  }
}

}  // namespace

std::vector<Heading> match_headings(const std::vector<ColumnTitle>& columns,
                                    const std::vector<Unit>& units_above, const Titles& titles,
                                    const System& system, const Place& place, Problems& problems) {
  constexpr std::size_t most_columns = 16'384;  // as in Excel
  if (columns.size() > most_columns) {
    fail(Code::over_limit, place, words("{0} columns", "{0} 列", {columns.size()}),
         {words("the table has too many columns", "表格列数过多"), std::to_string(most_columns),
          words("check the separator, or split the table", "请检查分隔符，或拆分表格")});
  }
  Matcher matcher(units_above, titles, system, place, problems);
  std::vector<Heading> headings;
  for (const ColumnTitle& column : columns) headings.push_back(matcher.match(column));
  matcher.finish(headings);
  check_doubles(headings, system, place, problems);
  return headings;
}

}  // namespace zonerank::detail

#include "read/zone_merger.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "zonerank/core/decimal.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank::detail {
namespace {

/// Of two figures in whole numbers the one with more digits, where the other is that figure
/// rounded; nothing where they contradict each other.
std::optional<Int128> exacter(Int128 a, Int128 b) {
  const auto step = [](Int128 digits) {  // of its last digit that is not 0
    Int128 power = 1;
    for (; digits != 0 && digits % 10 == 0; digits /= 10) power *= 10;
    return power;
  };
  const Int128 exact = step(a) < step(b) ? a : b, rounded = exact == a ? b : a;
  const Int128 gap = exact > rounded ? exact - rounded : rounded - exact;
  const Int128 size = exact < 0 ? -exact : exact;
  constexpr Int128 least_share = 200;  // half a per cent: a rounded figure keeps three digits
  if (2 * gap > step(rounded) || least_share * gap > size) return std::nullopt;
  return exact;
}

std::optional<double> exacter(double a, double b) {
  const auto one = parse_decimal(shortest(a)), other = parse_decimal(shortest(b));
  if (!one || !other || one->places == other->places) return std::nullopt;
  const bool first = one->places > other->places;
  const double step = std::pow(10.0, -(first ? other : one)->places);
  const double gap = std::abs(a - b);
  if (gap > 0.5 * step * 1.000001 || 200.0 * gap > std::abs(a)) return std::nullopt;
  return first ? a : b;
}

class ZoneMerger {
 public:
  ZoneMerger(const System& system, Problems& problems) : system_(system), problems_(problems) {}

  ZoneTable merge(const std::vector<const RowTable*>& tables, const std::vector<Place>& files,
                  std::vector<Sheet> sheets) {
    sheets_ = std::move(sheets);
    std::set<ZoneYear> keys;
    for (const RowTable* table : tables) {
      for (std::size_t r = 0; r < table->size(); ++r) keys.insert(key(*table, r));
    }
    ZoneTable merged = empty_table({keys.begin(), keys.end()}, system_.fields.size());
    for (table_ = 0; table_ < tables.size(); ++table_) {
      add(*tables[table_], files[table_], merged);
    }
    report_sheets();
    return merged;
  }

 private:
  static ZoneYear key(const RowTable& table, std::size_t r) {
    return {table.zones[static_cast<std::size_t>(table.zone[r])], table.year[r]};
  }

  static Place place(const RowTable& table, std::size_t r, const Place& file) {
    ZoneYear zone = key(table, r);
    return file.with_line(table.line[r]).with_zone(std::move(zone.zone), zone.year);
  }

  void add(const RowTable& table, const Place& file, ZoneTable& merged) {
    std::map<ZoneYear, std::int64_t> lines;
    std::vector<std::size_t> target;
    for (std::size_t r = 0; r < table.size(); ++r) {
      const ZoneYear zone = key(table, r);
      const auto [first, is_new] = lines.emplace(zone, table.line[r]);
      if (!is_new) {
        problems_.add(Code::duplicate_zone, place(table, r, file), {},
                      {std::to_string(first->second)});
      }
      target.push_back(*merged.find(zone.zone, zone.year));
    }
    for (std::size_t f = 0; f < table.columns.size(); ++f) {
      add(table, table.columns[f], f, target, file, merged.columns[f], merged.rows.size());
      add(table, table.previous[f], f, target, file, merged.previous[f], merged.rows.size());
    }
  }

  void add(const RowTable& table, const Column& from, std::size_t f,
           const std::vector<std::size_t>& target, const Place& file, FigureColumn& to,
           std::size_t n) {
    if (!from.present()) return;
    const Field& field = system_.fields[f];
    to.valid.resize(n, 0);
    if (field.is_exact())
      to.digits.resize(n, 0);
    else
      to.reals.resize(n, missing);
    std::vector<std::size_t>& from_table = from_[&to];
    from_table.resize(n, 0);
    for (std::size_t r = 0; r < target.size(); ++r) {
      if (from.valid[r] == 0) continue;
      const std::size_t i = target[r];
      const bool differs = to.valid[i] != 0 && (field.is_exact() ? to.digits[i] != from.values[r]
                                                                 : to.reals[i] != from.reals[r]);
      const std::size_t first_table = std::exchange(from_table[i], table_);
      if (differs) {
        const std::string first =
            field.is_exact() ? format_decimal(to.digits[i], field.places) : shortest(to.reals[i]);
        const std::string other = field.is_exact() ? format_decimal(from.values[r], field.places)
                                                   : shortest(from.reals[r]);
        if (keep_exacter(from, r, field, to, i)) {
          const bool held =
              field.is_exact() ? to.digits[i] != from.values[r] : to.reals[i] != from.reals[r];
          problems_.add(Code::rounded_figure, place(table, r, file).with_field(field.name),
                        join({first, other}, "; "),
                        {held ? first : other, held ? other : first, field.name});
          continue;
        }
        if (is_same_workbook(first_table)) {
          note_sheets(first_table, words("{0} of {1}: {2} and {3}", "{1} 的 {0}：{2} 与 {3}",
                                         {field.name, key(table, r).zone, first, other}));
        } else {
          add_conflict(table, r, file, field, first, other);
        }
      }
      to.valid[i] = 1;
      if (field.is_exact())
        to.digits[i] = from.values[r];
      else
        to.reals[i] = from.reals[r];
    }
  }

  /// Whether one of the two is the other one rounded; the exact one stays.
  static bool keep_exacter(const Column& from, std::size_t r, const Field& field, FigureColumn& to,
                           std::size_t i) {
    if (field.is_exact()) {
      const auto exact = exacter(to.digits[i], from.values[r]);
      if (exact) to.digits[i] = *exact;
      return exact.has_value();
    }
    const auto exact = exacter(to.reals[i], from.reals[r]);
    if (exact) to.reals[i] = *exact;
    return exact.has_value();
  }

  void add_conflict(const RowTable& table, std::size_t r, const Place& file, const Field& field,
                    const std::string& first, const std::string& other) {
    problems_.add(Code::conflicting_cell, place(table, r, file).with_field(field.name),
                  join({first, other}, "; "), {first, other, field.name});
  }

  bool is_same_workbook(std::size_t other) const {
    const Sheet& own = sheets_[table_];
    return !own.second.empty() && own.first == sheets_[other].first &&
           own.second != sheets_[other].second;
  }

  void note_sheets(std::size_t first, const Argument& example) {
    Twice& twice = twice_[sheets_[table_].first];
    if (twice.n++ == 0) twice.example = example;
    for (const std::size_t t : {first, table_}) {
      const std::string& sheet = sheets_[t].second;
      if (std::find(twice.sheets.begin(), twice.sheets.end(), sheet) == twice.sheets.end())
        twice.sheets.push_back(sheet);
    }
  }

  /// Sheets such as the raw and the standardized figures: one error tells it of all cells.
  void report_sheets() {
    for (const auto& [workbook, twice] : twice_) {
      problems_.add(Code::given_in_two_sheets, "", listed_names(twice.sheets),
                    {workbook, std::to_string(twice.n), twice.example});
    }
  }

  struct Twice {
    std::vector<std::string> sheets;
    std::size_t n = 0;
    Argument example;
  };

  const System& system_;
  Problems& problems_;
  std::vector<Sheet> sheets_;
  std::size_t table_ = 0;                                         ///< that is added
  std::map<const FigureColumn*, std::vector<std::size_t>> from_;  ///< of each cell: its table
  std::map<std::string, Twice> twice_;                            ///< by workbook
};

}  // namespace

ZoneTable merge_zones(const std::vector<const RowTable*>& tables, const std::vector<Place>& files,
                      std::vector<Sheet> sheets, const System& system, Problems& problems) {
  return ZoneMerger(system, problems).merge(tables, files, std::move(sheets));
}

}  // namespace zonerank::detail

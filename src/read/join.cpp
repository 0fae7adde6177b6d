// Several forms of one enterprise and year, joined into one row.

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "read/join.hpp"
#include "read/row_finder.hpp"
#include "zonerank/core/decimal.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/run/parallel.hpp"

namespace zonerank {
namespace {

using detail::RowFinder;

/// Moves the numbers of `from`'s dictionary to those of `to`, adding what is new.
std::vector<std::int64_t> merge_dictionary(std::vector<std::string>& to,
                                           const std::vector<std::string>& from) {
  std::unordered_map<std::string, std::int64_t> numbers;
  for (std::size_t i = 0; i < to.size(); ++i) numbers.emplace(to[i], static_cast<std::int64_t>(i));
  std::vector<std::int64_t> result;
  for (const std::string& text : from) {
    const auto [found, is_new] = numbers.emplace(text, static_cast<std::int64_t>(to.size()));
    if (is_new) to.push_back(text);
    result.push_back(found->second);
  }
  return result;
}

class Joiner {
 public:
  Joiner(const System& system, int threads, Problems& problems)
      : system_(system), threads_(threads), problems_(problems) {
    joined_.columns.resize(system.fields.size());
    joined_.previous.resize(system.fields.size());
  }

  /// Adds a file's rows; returns where each came to stand.
  std::vector<std::uint32_t> add(RowTable& table, const Place& file) {
    const auto zones = merge_dictionary(joined_.zones, table.zones);
    const auto codes = merge_dictionary(joined_.codes, table.codes);
    std::vector<std::uint32_t> target = place_rows(table, zones, file);
    bool is_straight = target.size() == joined_.size();
    for (std::size_t r = 0; r < target.size() && is_straight; ++r) is_straight = target[r] == r;
    std::vector<std::size_t> open, filled;  // columns of the joined rows
    for (std::size_t f = 0; f < table.columns.size(); ++f) {
      if (table.columns[f].present()) (joined_.columns[f].present() ? filled : open).push_back(f);
    }
    const auto number_codes = [&](std::size_t f) {
      if (system_.fields[f].number != Number::code) return;
      for (std::int64_t& value : table.columns[f].values)
        value = codes.empty() ? 0 : codes[static_cast<std::size_t>(value)];
    };
    parallel_for(open.size(), threads_, [&](std::size_t k) {
      const std::size_t f = open[k];
      number_codes(f);
      if (is_straight)
        joined_.columns[f] = std::move(table.columns[f]);
      else
        spread(table.columns[f], target, joined_.columns[f]);
    });
    for (const std::size_t f : filled) {  // what contradicts is listed in order
      number_codes(f);
      place_column(table, f, target, file);
    }
    return target;
  }

  RowTable finish() {
    for (Column& column : joined_.columns) {
      if (!column.present()) continue;
      column.values.resize(joined_.size());
      column.valid.resize(joined_.size());
    }
    return std::move(joined_);
  }

 private:
  static Place place(const RowTable& table, std::size_t row, const Place& file) {
    return file.with_line(table.line[row])
        .with_zone(table.zones[static_cast<std::size_t>(table.zone[row])], table.year[row])
        .with_enterprise(std::string(table.enterprises[row]));
  }

  /// The joined row of every row of `table`, made where it is new.
  std::vector<std::uint32_t> place_rows(RowTable& table, const std::vector<std::int64_t>& zones,
                                        const Place& file) {
    std::vector<std::uint32_t> target(table.size());
    if (joined_.size() == 0 && RowFinder::are_in_order(table)) {  // each enterprise once
      for (std::int32_t& zone : table.zone)
        zone = static_cast<std::int32_t>(zones[static_cast<std::size_t>(zone)]);
      joined_.zone = std::move(table.zone);
      joined_.year = std::move(table.year);
      joined_.line = table.line;
      joined_.enterprises = std::move(table.enterprises);
      std::iota(target.begin(), target.end(), 0U);
      return target;
    }
    const bool is_same = table.year == joined_.year && table.enterprises == joined_.enterprises;
    if (is_same) {
      std::iota(target.begin(), target.end(), 0U);
      for (std::size_t r = 0; r < table.size(); ++r) {
        const std::int64_t zone = zones[static_cast<std::size_t>(table.zone[r])];
        if (joined_.zone[r] != zone) report_zones(table, r, joined_.zone[r], zone, file);
      }
      return target;
    }
    std::vector<std::uint32_t> first(joined_.size(), RowFinder::none);  // of this table
    std::uint32_t guess = 0;  // forms usually list the enterprises in the same order
    for (std::size_t r = 0; r < table.size(); ++r) {
      const std::string_view enterprise = table.enterprises[r];
      const auto zone = static_cast<std::int32_t>(zones[static_cast<std::size_t>(table.zone[r])]);
      std::uint32_t row = finder_.find(joined_, enterprise, table.year[r], guess);
      if (row == RowFinder::none) {
        row = static_cast<std::uint32_t>(joined_.size());
        joined_.zone.push_back(zone);
        joined_.year.push_back(table.year[r]);
        joined_.line.push_back(table.line[r]);
        joined_.enterprises.push_back(enterprise);
        finder_.add_last(joined_);
        first.push_back(RowFinder::none);
      } else if (joined_.zone[row] != zone) {
        report_zones(table, r, joined_.zone[row], zone, file);
      } else if (first[row] != RowFinder::none) {
        problems_.add(Code::duplicate_enterprise, place(table, r, file), {},
                      {std::to_string(table.line[first[row]])});
      }
      if (first[row] == RowFinder::none) first[row] = static_cast<std::uint32_t>(r);
      target[r] = row;
      guess = row + 1;
    }
    return target;
  }

  /// An enterprise that another table has in another zone.
  void report_zones(const RowTable& table, std::size_t r, std::int64_t one, std::int64_t other,
                    const Place& file) {
    problems_.add(Code::two_zones, place(table, r, file), {},
                  {joined_.zones[static_cast<std::size_t>(one)],
                   joined_.zones[static_cast<std::size_t>(other)]});
  }

  /// A column that no table had before.
  void spread(const Column& from, const std::vector<std::uint32_t>& target, Column& to) const {
    to.values.resize(joined_.size(), 0);
    to.valid.resize(joined_.size(), 0);
    for (std::size_t r = 0; r < target.size(); ++r) {
      if (from.valid[r] == 0) continue;
      to.values[target[r]] = from.values[r];
      to.valid[target[r]] = 1;
    }
  }

  std::string shown(std::size_t field, std::int64_t value) const {
    const Field& f = system_.fields[field];
    if (f.is_exact()) return format_decimal(value, f.places);
    if (f.number == Number::code) return joined_.codes[static_cast<std::size_t>(value)];
    if (f.number == Number::flag) return value != 0 ? "yes" : "no";
    return std::to_string(value);
  }

  void place_column(const RowTable& table, std::size_t f, const std::vector<std::uint32_t>& target,
                    const Place& file) {
    const Column& from = table.columns[f];
    Column& to = joined_.columns[f];
    to.values.resize(joined_.size(), 0);
    to.valid.resize(joined_.size(), 0);
    for (std::size_t r = 0; r < target.size(); ++r) {
      if (from.valid[r] == 0) continue;
      const std::size_t row = target[r];
      if (to.valid[row] != 0 && to.values[row] != from.values[r]) {
        const std::string& field = system_.fields[f].name;
        const std::string other = shown(f, from.values[r]);
        const std::string first = shown(f, to.values[row]);
        problems_.add(Code::conflicting_cell, place(table, r, file).with_field(field),
                      zonerank::join({first, other}, "; "), {first, other, field});
      }
      to.values[row] = from.values[r];
      to.valid[row] = 1;
    }
  }

  const System& system_;
  int threads_;
  Problems& problems_;
  RowTable joined_;
  RowFinder finder_;
};

}  // namespace

detail::Joined detail::join_with_places(std::vector<RowTable> tables,
                                        const std::vector<Place>& files, const System& system,
                                        int threads, Problems& problems) {
  Joiner joiner(system, threads, problems);
  Joined joined;
  for (std::size_t t = 0; t < tables.size(); ++t) {
    RowPlaces places{files[t], {}, {}, {}};
    for (const Column& column : tables[t].columns) places.fields.push_back(column.present());
    places.rows = joiner.add(tables[t], files[t]);
    places.lines = std::move(tables[t].line);
    tables[t] = {};
    joined.places.push_back(std::move(places));
  }
  joined.rows = joiner.finish();
  return joined;
}

RowTable join(std::vector<RowTable> tables, const std::vector<std::string>& names,
              const System& system, Problems& problems) {
  std::vector<Place> files;
  for (const std::string& name : names) files.push_back(Place::in_file(name));
  return detail::join_with_places(std::move(tables), files, system, 0, problems).rows;
}

}  // namespace zonerank

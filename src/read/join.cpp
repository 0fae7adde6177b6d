// Several forms of one enterprise and year, joined into one row.

#include <functional>
#include <limits>
#include <unordered_map>

#include "read/join.hpp"
#include "rollup/row_index.hpp"
#include "zonerank/core/decimal.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank {
namespace {

using detail::RowIndex;

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
  Joiner(const System& system, Problems& problems) : system_(system), problems_(problems) {
    joined_.columns.resize(system.fields.size());
    joined_.previous.resize(system.fields.size());
  }

  /// Adds a file's rows; returns where each came to stand.
  std::vector<std::uint32_t> add(RowTable table, const Place& file) {
    const auto zones = merge_dictionary(joined_.zones, table.zones);
    const auto codes = merge_dictionary(joined_.codes, table.codes);
    std::vector<std::uint32_t> target = place_rows(table, zones, file);
    for (std::size_t f = 0; f < table.columns.size(); ++f) {
      if (!table.columns[f].present()) continue;
      if (system_.fields[f].number == Number::code) {
        for (std::int64_t& value : table.columns[f].values)
          value = codes.empty() ? 0 : codes[static_cast<std::size_t>(value)];
      }
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
  std::vector<std::uint32_t> place_rows(const RowTable& table,
                                        const std::vector<std::int64_t>& zones, const Place& file) {
    std::vector<std::uint32_t> target(table.size());
    std::vector<std::uint32_t> first(joined_.size(), RowIndex::none);  // of this table
    std::uint32_t guess = 0;  // forms usually list the enterprises in the same order
    for (std::size_t r = 0; r < table.size(); ++r) {
      const std::string_view enterprise = table.enterprises[r];
      const auto zone = static_cast<std::int32_t>(zones[static_cast<std::size_t>(table.zone[r])]);
      std::uint32_t row = index_.find(joined_, enterprise, table.year[r], guess);
      if (row == RowIndex::none) {
        row = static_cast<std::uint32_t>(joined_.size());
        joined_.zone.push_back(zone);
        joined_.year.push_back(table.year[r]);
        joined_.line.push_back(table.line[r]);
        joined_.enterprises.push_back(enterprise);
        index_.add(joined_, row);
        first.push_back(RowIndex::none);
      } else if (joined_.zone[row] != zone) {
        problems_.add(Code::two_zones, place(table, r, file), {},
                      {joined_.zones[static_cast<std::size_t>(joined_.zone[row])],
                       joined_.zones[static_cast<std::size_t>(zone)]});
      } else if (first[row] != RowIndex::none) {
        problems_.add(Code::duplicate_enterprise, place(table, r, file), {},
                      {std::to_string(table.line[first[row]])});
      }
      if (first[row] == RowIndex::none) first[row] = static_cast<std::uint32_t>(r);
      target[r] = row;
      guess = row + 1;
    }
    return target;
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
  Problems& problems_;
  RowTable joined_;
  detail::RowIndex index_;
};

}  // namespace

detail::Joined detail::join_with_places(std::vector<RowTable> tables,
                                        const std::vector<Place>& files, const System& system,
                                        Problems& problems) {
  Joiner joiner(system, problems);
  Joined joined;
  for (std::size_t t = 0; t < tables.size(); ++t) {
    RowPlaces places{files[t], {}, {}, tables[t].line};
    for (const Column& column : tables[t].columns) places.fields.push_back(column.present());
    places.rows = joiner.add(std::move(tables[t]), files[t]);
    joined.places.push_back(std::move(places));
  }
  joined.rows = joiner.finish();
  return joined;
}

RowTable join(std::vector<RowTable> tables, const std::vector<std::string>& names,
              const System& system, Problems& problems) {
  std::vector<Place> files;
  for (const std::string& name : names) files.push_back(Place::in_file(name));
  return detail::join_with_places(std::move(tables), files, system, problems).rows;
}

}  // namespace zonerank

#pragma once
// Tables of raw statistics: rows as they were reported, and the figures of zones and years.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zonerank/core/types.hpp"
#include "zonerank/diagnostics/error.hpp"
#include "zonerank/system/system.hpp"

namespace zonerank {

/// One column of reported cells. Counts and decimals are integers at the field's decimals, flags
/// 0 or 1, years themselves, codes numbers into RowTable::codes; reals are doubles.
struct Column {
  std::vector<std::int64_t> values;
  std::vector<double> reals;
  std::vector<std::uint8_t> valid;  ///< 0 where blank; no entries where the column is absent

  bool present() const { return !valid.empty(); }
};

/// Many short texts in one buffer.
class Texts {
 public:
  std::size_t size() const { return ends_.size(); }
  void push_back(std::string_view text) {
    bytes_ += text;
    ends_.push_back(bytes_.size());
  }
  void reserve(std::size_t texts, std::size_t bytes) {
    ends_.reserve(texts);
    bytes_.reserve(bytes);
  }
  /// The texts in [begin, end), one after the other.
  std::string_view joined(std::size_t begin, std::size_t end) const {
    const std::size_t first = begin == 0 ? 0 : ends_[begin - 1];
    const std::size_t last = end == 0 ? 0 : ends_[end - 1];
    return std::string_view(bytes_).substr(first, last - first);
  }
  void drop_front(std::size_t n) {
    const std::size_t bytes = n == 0 ? 0 : ends_[n - 1];
    bytes_.erase(0, bytes);
    ends_.erase(ends_.begin(), ends_.begin() + static_cast<std::ptrdiff_t>(n));
    for (std::size_t& end : ends_) end -= bytes;
  }
  std::string_view operator[](std::size_t i) const {
    const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
    return std::string_view(bytes_).substr(begin, ends_[i] - begin);
  }

  friend bool operator==(const Texts&, const Texts&) = default;

 private:
  std::string bytes_;
  std::vector<std::size_t> ends_;
};

/// Reported rows: of enterprises, or of zones where `enterprises` is empty. `columns` and
/// `previous` have one entry a field of the system.
struct RowTable {
  std::vector<std::string> zones;  ///< each once
  std::vector<std::string> codes;  ///< the texts of code cells, each once
  std::vector<std::int32_t> zone;  ///< a row's zone, in `zones`
  std::vector<std::int32_t> year;
  std::vector<std::int64_t> line;  ///< where the row stood in its file
  Texts enterprises;
  std::vector<Column> columns;
  std::vector<Column> previous;  ///< comparable figures of last year, field@previous

  std::size_t size() const { return zone.size(); }
  bool of_enterprises() const { return enterprises.size() > 0; }
};

/// One field over zones and years: exact digits, or doubles of a `real` field.
struct FigureColumn {
  std::vector<Int128> digits;
  std::vector<double> reals;
  std::vector<std::uint8_t> valid;

  bool present() const { return !valid.empty(); }
};

struct ZoneYear {
  std::string zone;
  int year = 0;

  friend auto operator<=>(const ZoneYear&, const ZoneYear&) = default;
};

/// Figures of zones and years, rows in order of (zone, year), then industry where the table is
/// broken down. `columns` and `previous` have one entry a field of the system.
struct ZoneTable {
  std::vector<ZoneYear> rows;
  std::vector<std::string> industries;  ///< of the rows, where broken down by industry; else empty
  std::vector<FigureColumn> columns;
  std::vector<FigureColumn> previous;

  std::vector<int> years() const;  ///< each once, ascending
  std::optional<std::size_t> find(const std::string& zone, int year) const;
};

/// The table has a column for each field of the system, and each column an entry a row.
/// @throws Error wrong-shape: another system was read with, or the table was put together wrongly
void check_table(const ZoneTable& table, const System& system);

/// A figure as text in the field's unit with every digit, empty where blank.
std::string figure_text(const Field& field, const FigureColumn& column, std::size_t row);

/// A table of `rows` with the same fields, every column absent.
ZoneTable empty_table(std::vector<ZoneYear> rows, std::size_t n_fields);

/// The table as CSV: zone, year, then every present field under its name (and field@previous), with
/// every digit.
std::string to_csv(const ZoneTable& table, const System& system);

}  // namespace zonerank

#pragma once
// Rows to be checked, of enterprises or of zones alike: exact figures of this year and of the last.

#include <cstdint>
#include <string>
#include <vector>

#include "rollup/derived_columns.hpp"
#include "zonerank/table/table.hpp"

namespace zonerank::detail {

/// An exact figure, or none.
struct Figure {
  Int128 digits = 0;
  bool known = false;
};

/// One column, not copied.
struct CheckColumn {
  const std::int64_t* narrow = nullptr;
  const Int128* wide = nullptr;
  const double* reals = nullptr;
  const std::uint8_t* valid = nullptr;  ///< null: absent

  bool present() const { return valid != nullptr; }
};

class CheckRows {
 public:
  static constexpr std::uint32_t none = 0xFFFFFFFF;

  /// `columns` (with derived figures) must outlive this.
  CheckRows(const RowTable& rows, const Columns& columns);
  explicit CheckRows(const ZoneTable& table);

  std::size_t size() const { return years_.size(); }
  bool of_enterprises() const { return rows_ != nullptr; }
  std::int32_t year(std::size_t row) const { return years_[row]; }
  const CheckColumn& column(int field) const { return now_[static_cast<std::size_t>(field)]; }
  std::size_t n_fields() const { return now_.size(); }

  Figure figure(int field, std::size_t row) const { return at(column(field), row); }
  /// Last year's: the comparable figure where a zone gives one, else that of the row a year before.
  Figure before(int field, std::size_t row) const;
  Figure figure(int field, std::size_t row, int years_back) const {
    return years_back == 0 ? figure(field, row) : before(field, row);
  }
  bool is_valid(int field, std::size_t row) const {
    return column(field).present() && column(field).valid[row] != 0;
  }
  std::string text(const Field& field, int index, std::size_t row) const;
  std::string text_before(const Field& field, int index, std::size_t row) const;

  const std::string& zone(std::size_t row) const;
  std::string_view enterprise(std::size_t row) const;
  const std::vector<std::string>& codes() const;

 private:
  static Figure at(const CheckColumn& column, std::size_t row) {
    if (!column.present() || column.valid[row] == 0) return {};
    return {column.wide != nullptr ? column.wide[row] : Int128{column.narrow[row]}, true};
  }
  std::string text(const Field& field, const CheckColumn& column, std::size_t row) const;

  const RowTable* rows_ = nullptr;
  const ZoneTable* table_ = nullptr;
  std::vector<CheckColumn> now_, comparable_;
  std::vector<std::int32_t> years_;
  std::vector<std::uint32_t> before_;  ///< the row a year before, or none
};

}  // namespace zonerank::detail

#include "check/check_rows.hpp"

#include "rollup/row_index.hpp"
#include "zonerank/core/decimal.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank::detail {
namespace {

CheckColumn view(const Column& column) {
  if (!column.present()) return {};
  return {column.values.data(), nullptr, nullptr, column.valid.data()};
}

CheckColumn view(const FigureColumn& column) {
  if (!column.present()) return {};
  if (column.digits.empty()) return {nullptr, nullptr, column.reals.data(), column.valid.data()};
  return {nullptr, column.digits.data(), nullptr, column.valid.data()};
}

}  // namespace

CheckRows::CheckRows(const RowTable& rows, const Columns& columns)
    : rows_(&rows), comparable_(columns.size()), years_(rows.year), before_(rows.size(), none) {
  for (std::size_t f = 0; f < columns.size(); ++f) now_.push_back(view(columns[f]));
  RowIndex index;
  for (std::size_t r = 0; r < rows.size(); ++r) index.add(rows, static_cast<std::uint32_t>(r));
  for (std::size_t r = 0; r < rows.size(); ++r) {
    before_[r] = index.find(rows, rows.enterprises[r], rows.year[r] - 1);
  }
}

CheckRows::CheckRows(const ZoneTable& table) : table_(&table), before_(table.rows.size(), none) {
  for (const FigureColumn& column : table.columns) now_.push_back(view(column));
  for (const FigureColumn& column : table.previous) comparable_.push_back(view(column));
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const ZoneYear& row = table.rows[r];
    years_.push_back(row.year);
    const auto found = table.find(row.zone, row.year - 1);
    if (found) before_[r] = static_cast<std::uint32_t>(*found);
  }
}

Figure CheckRows::before(int field, std::size_t row) const {
  const Figure comparable = at(comparable_[static_cast<std::size_t>(field)], row);
  if (comparable.known || before_[row] == none) return comparable;
  return figure(field, before_[row]);
}

std::string CheckRows::text(const Field& field, const CheckColumn& column, std::size_t row) const {
  if (!column.present() || column.valid[row] == 0) return {};
  if (column.reals != nullptr) return shortest(column.reals[row]);
  const Int128 value = at(column, row).digits;
  if (field.is_exact()) return format_decimal(value, field.places);
  if (field.number == Number::flag) return value != 0 ? "yes" : "no";
  if (field.number == Number::code) return codes()[static_cast<std::size_t>(value)];
  return format_decimal(value, 0);
}

std::string CheckRows::text(const Field& field, int index, std::size_t row) const {
  return text(field, column(index), row);
}

std::string CheckRows::text_before(const Field& field, int index, std::size_t row) const {
  const CheckColumn& comparable = comparable_[static_cast<std::size_t>(index)];
  if (comparable.present() && comparable.valid[row] != 0) return text(field, comparable, row);
  return before_[row] == none ? "" : text(field, column(index), before_[row]);
}

const std::string& CheckRows::zone(std::size_t row) const {
  if (rows_ == nullptr) return table_->rows[row].zone;
  return rows_->zones[static_cast<std::size_t>(rows_->zone[row])];
}

std::string_view CheckRows::enterprise(std::size_t row) const {
  return rows_ == nullptr ? std::string_view() : rows_->enterprises[row];
}

const std::vector<std::string>& CheckRows::codes() const {
  static const std::vector<std::string> no_codes;
  return rows_ == nullptr ? no_codes : rows_->codes;
}

}  // namespace zonerank::detail

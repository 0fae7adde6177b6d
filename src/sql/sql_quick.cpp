// The quick statement of a roll-up. It counts unusual cells and does not say which: where it counts
// one, or fails, the exact statement is asked.

#include "sql/sql_quick.hpp"

#include <algorithm>
#include <cctype>

#include "sql/sql_writer.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank {
namespace detail {
namespace {

/// The longest decimal in 64 bits.
constexpr int decimal_digits = 18;

class QuickCell {
 public:
  QuickCell(const Sql& sql, int places, const SqlNames& names)
      : sql_(sql), places_(places), x_(names.cell), value_(names.value) {}

  /// The nearest whole number of x * 10^places; divided again it has to give x.
  SqlQuickCell real() const {
    const std::string back = places_ > 0 ? value_ + " / " + power() : value_;
    return of(SqlForm::Type::whole_double, 0, sql_.rounded(product(x_)), back + " <> " + x_);
  }

  /// The same of 32 bits, which hold 6 digits.
  SqlQuickCell single() const {
    const std::string back =
        sql_.cast(places_ > 0 ? value_ + " / " + power() : value_, sql_.single_type());
    return of(SqlForm::Type::whole_double, 0, sql_.rounded(product(as_double(x_))),
              back + " <> " + x_ + " OR ABS(" + value_ + ") >= " + as_double(one_and_zeros(6)));
  }

  SqlQuickCell integer() const {
    std::string most = greatest(places_);
    most = most.substr(0, most.find('.'));
    return of(SqlForm::Type::integer, places_, x_, places_ > 0 ? beyond(most) : "");
  }

  SqlQuickCell decimal(int digits, int scale) const {
    const int length = digits - scale + places_;
    const std::string range = length > decimal_digits ? beyond(greatest(places_)) : "";
    if (scale <= places_) return of(SqlForm::Type::decimal, places_, x_, range);
    const int kept = std::min(std::max(length + 1, decimal_digits), 38);
    const std::string type =
        "DECIMAL(" + std::to_string(kept) + ", " + std::to_string(places_) + ")";
    return of(SqlForm::Type::decimal, places_, sql_.cast(x_, type),
              value_ + " <> " + x_ + (range.empty() ? "" : " OR " + range));
  }

 private:
  SqlQuickCell of(SqlForm::Type type, int shift, std::string value, std::string fault) const {
    return {{.cell = {}, .value = std::move(value), .fault = std::move(fault)}, {type, shift}};
  }
  std::string as_double(const std::string& x) const { return sql_.cast(x, sql_.double_type()); }
  std::string power() const { return as_double(one_and_zeros(places_)); }
  std::string product(const std::string& x) const { return places_ > 0 ? x + " * " + power() : x; }
  std::string beyond(const std::string& most) const {
    return x_ + " NOT BETWEEN -" + most + " AND " + most;
  }

  const Sql& sql_;
  int places_;
  std::string x_, value_;
};

/// A letter and digits, or digits: no mark of missing values, as a rule.
constexpr std::string_view usual_code = "^([A-Za-z][0-9]{0,6}|[0-9]{1,6})$";

bool is_usual_code(std::string_view text) {
  const bool begins = !text.empty() && std::isalpha(static_cast<unsigned char>(text[0])) != 0;
  const std::string_view digits = text.substr(begins ? 1 : 0);
  return (begins || !digits.empty()) &&
         std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
}

/// A code in text: nothing is trimmed or looked for in a usual one.
std::optional<SqlQuickCell> code(const SqlColumn& column, const Sql& sql,
                                 const std::string& reference, const SqlNames& names,
                                 const SqlSpelling& spelling) {
  if (column.kind != SqlKind::text || std::ranges::any_of(spelling.marks, is_usual_code))
    return std::nullopt;
  SqlQuickCell result;
  result.cell.usual = sql.matches(reference, usual_code);
  result.cell.cell = "CASE WHEN " + result.cell.usual + " THEN " + reference + " ELSE " +
                     sql_key(column, sql, reference) + " END";
  result.cell.plain = "CASE WHEN " + names.usual + " THEN TRUE ELSE NOT " +
                      sql.is_one_of("LOWER(" + names.cell + ")", spelling.marks) + " END";
  result.cell.value = "CASE WHEN " + names.plain + " THEN " + names.cell + " END";
  return result;
}

}  // namespace

std::optional<SqlQuickCell> sql_quick_cell(const SqlColumn& column, const Heading& heading,
                                           const Field& field, const Sql& sql,
                                           const std::string& reference, const SqlNames& names,
                                           const SqlSpelling& spelling) {
  if (field.number == Number::code) return code(column, sql, reference, names, spelling);
  const std::optional<int> places = field.is_exact() ? sql_places(heading, field) : std::nullopt;
  if (!places || *places < 0) return std::nullopt;
  const QuickCell reader(sql, *places, names);
  std::optional<SqlQuickCell> result;
  if (column.kind == SqlKind::real) result = reader.real();
  if (column.kind == SqlKind::single) result = reader.single();
  if (column.kind == SqlKind::integer) result = reader.integer();
  if (column.kind == SqlKind::decimal) result = reader.decimal(column.digits, column.scale);
  if (result) result->cell.cell = reference;
  return result;
}

std::string sql_is_blank(const SqlColumn& column, const std::string& reference,
                         const std::string& key, const Sql& sql) {
  if (column.kind != SqlKind::text) return reference + " IS NULL";
  // What is blank is empty, or begins with a character before "!" or with a wide space.
  return "CASE WHEN " + reference + " < '!' OR STARTS_WITH(" + reference + ", " +
         sql.text("\xE3\x80\x80") + ") THEN " + key + " IS NULL ELSE " + reference + " IS NULL END";
}

std::string SqlConditions::quick_sum(const LinearForm& form, bool blanks_add_nothing,
                                     int shift) const {
  const auto factor_of = [](Int128 size, int power) {
    for (int k = 0; k < power; ++k) size *= 10;
    if (size >= Int128{1'000'000'000'000'000'000}) throw NoQuickStatement();
    return std::to_string(static_cast<std::int64_t>(size));
  };
  const auto signed_text = [](bool is_negative, bool is_first, const std::string& text) {
    return (is_negative ? (is_first ? "-" : " - ") : is_first ? "" : " + ") + text;
  };
  std::string result;
  for (const LinearForm::Term& term : form.terms) {
    const SqlForm& of = forms_->at(term.field);
    const std::string given = column(term.field);
    std::string value = blanks_add_nothing ? "COALESCE(" + given + ", 0)" : given;
    if (of.type != SqlForm::Type::decimal) value = sql_.cast(value, "BIGINT");
    const Int128 factor = term.factor;
    const std::string size = factor_of(factor < 0 ? -factor : factor, of.shift - shift);
    if (size != "1") value.append(" * ").append(size);
    result += signed_text(factor < 0, result.empty(), value);
  }
  Int128 constant = form.constant;
  for (int k = 0; k < shift; ++k) constant /= 10;
  if (constant != 0 || result.empty()) {
    const std::string size = factor_of(constant < 0 ? -constant : constant, 0);
    result += signed_text(constant < 0, result.empty(), size);
  }
  return result;
}

int SqlConditions::common_shift(const LinearForm& form) const {
  int shift = 15;
  for (const LinearForm::Term& term : form.terms)
    shift = std::min(shift, forms_->at(term.field).shift);
  std::int64_t constant = form.constant;
  int zeros = 0;
  for (; zeros < shift && constant % 10 == 0; ++zeros) constant /= 10;
  return zeros;
}

std::pair<std::string, SqlForm> SqlConditions::quick_derived(const Derived& derived) const {
  const bool has_decimals = std::any_of(
      derived.form.terms.begin(), derived.form.terms.end(),
      [&](const auto& term) { return forms_->at(term.field).type == SqlForm::Type::decimal; });
  // A cast to fewer than 64 bits, or arithmetic of 64 bits: both fail where the figure is beyond.
  const int shift = has_decimals ? common_shift(derived.form) : 0;
  const std::string type = has_decimals ? "DECIMAL(" + std::to_string(decimal_digits) + ", " +
                                              std::to_string(shift) + ")"
                                        : "BIGINT";
  std::vector<std::string> given;
  for (const LinearForm::Term& term : derived.form.terms)
    given.push_back(column(term.field) + " IS NOT NULL");
  return {"CASE WHEN " + join(given, " OR ") + " THEN " +
              sql_.cast(quick_sum(derived.form, true, shift), type) + " END",
          {has_decimals ? SqlForm::Type::decimal : SqlForm::Type::integer, shift}};
}

}  // namespace detail

/// Notes how a field stands in the tables; the same in all of them, so that they can be put
/// together.
void SqlWriter::add_form(int field, const detail::SqlForm& form) {
  using Type = detail::SqlForm::Type;
  const auto [it, is_new] = forms_.try_emplace(field, form);
  if (is_new) return;
  const bool is_one_double = it->second.type == Type::whole_double;
  const bool is_other_double = form.type == Type::whole_double;
  if (it->second.shift != form.shift || is_one_double != is_other_double)
    throw detail::NoQuickStatement();
  if (form.type == Type::decimal) it->second.type = Type::decimal;
}

/// Groups are of zones and years as they are written, where all tables write them in one type.
bool SqlWriter::has_written_keys() const {
  if (!is_quick_ || kinds_.size() != 1) return false;
  const auto kind_of = [](const SqlRollup::Known& known, int column) {
    return column < 0 ? SqlKind::integer
                      : known.table.columns[static_cast<std::size_t>(column)].kind;
  };
  const auto& first = to_.known_.front();
  return std::all_of(to_.known_.begin(), to_.known_.end(), [&](const SqlRollup::Known& known) {
    return kind_of(known, known.zone) == kind_of(first, first.zone) &&
           kind_of(known, known.year) == kind_of(first, first.year) &&
           (known.year < 0) == (first.year < 0);
  });
}

void SqlWriter::add_written_keys(const SqlRollup::Known& known, Columns& to) const {
  const auto column = [&](int c) -> const SqlColumn& {
    return known.table.columns[static_cast<std::size_t>(c)];
  };
  to.cells.push_back(reference(column(known.zone)) + " AS " + sql_.name("zone"));
  to.cells.push_back((known.year < 0 ? sql_.cast(std::to_string(known.fixed_year), "BIGINT")
                                     : reference(column(known.year))) +
                     " AS " + sql_.name("year"));
  to.cells.push_back("NULL AS " + sql_.name("enterprise"));
  if (known.enterprise < 0) return;
  const SqlColumn& key = column(known.enterprise);
  const std::string cell = sql_.name("key of enterprise");
  to.cells.push_back(reference(key) + " AS " + cell);
  to.faults.push_back(detail::sql_is_blank(key, cell, detail::sql_key(key, sql_, cell), sql_));
}

/// The rows of totals() by written keys, then their keys read. A row counts a fault where one of
/// its cells or keys is bad or unusual, or where sums of doubles may have lost digits.
void SqlWriter::write_quick_totals() {
  const auto name = [&](std::size_t k) { return sql_.name("n" + std::to_string(k)); };
  const std::string zone = sql_.name("zone");
  const std::string year = sql_.name("year");
  const std::vector<Total> totals = make_totals();
  std::vector<std::string> inner = {zone, year};
  const std::string industry = industry_group();
  const bool has_industry = industry != "''";
  if (has_industry) inner.push_back(industry + " AS " + name(0));
  std::vector<std::string> outer;
  for (std::size_t k = 0; k < totals.size(); ++k) {
    inner.push_back(totals[k].expression + " AS " + name(k + 1));
    std::string whole = name(k + 1);
    if (totals[k].shift > 0) whole += " * " + detail::one_and_zeros(totals[k].shift);
    outer.push_back(totals[k].is_count ? whole : sql_.cast(whole, sql_.wide_type()));
  }
  std::vector<std::string> faults;
  for (const auto& [field, form] : forms_) {
    if (form.type == detail::SqlForm::Type::whole_double)
      faults.push_back("NOT COALESCE(SUM(ABS(" + field_name(field) + ")), 0) < 1e15");
  }
  faults.push_back("COALESCE(BOOL_OR(" + sql_.name("faults") + "), FALSE)");
  inner.push_back(detail::any_of(faults) + " AS " + sql_.name("unusual"));
  faults = {zone + " IS NULL", year + " IS NULL", sql_.name("unusual")};
  std::vector<std::string> keys = {"*"};
  if (has_written_keys()) {
    const SqlRollup::Known& known = to_.known_.front();
    const auto column = [&](int c) -> const SqlColumn& {
      return known.table.columns[static_cast<std::size_t>(c)];
    };
    keys = {"* REPLACE (" + renamed(detail::sql_key(column(known.zone), sql_, zone)) + " AS " +
            zone};
    if (known.year >= 0)
      keys.push_back(detail::sql_year(column(known.year), sql_, year) + " AS " + year);
    keys.back() += ")";
  }
  parts_.push_back({"sums", "SELECT " + detail::list(inner) + "\n  FROM " + rows_ +
                                "\n  GROUP BY 1, 2" + (has_industry ? ", 3" : "")});
  parts_.push_back({"keys", "SELECT " + detail::list(keys) + "\n  FROM sums"});
  // Of the numbers of rows with faults, contradictions and spellings, the first tells yes or no.
  outer[outer.size() - 3] = "CASE WHEN " + detail::any_of(faults) + " THEN 1 ELSE 0 END";
  outer.insert(outer.begin(), {zone, year, has_industry ? name(0) : industry});
  const std::vector<std::string>& dropped = options_.format.drop_rows;
  to_.totals_ = statement("SELECT " + detail::list(outer) + "\nFROM keys" +
                          (dropped.empty() ? "" : "\nWHERE NOT " + is_one_of(zone, dropped)));
}

}  // namespace zonerank

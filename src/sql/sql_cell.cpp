#include "sql/sql_cell.hpp"

#include <algorithm>
#include <array>

#include "cells/cell.hpp"
#include "zonerank/core/decimal.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank::detail {
namespace {

/// n of 10^n, where the scale is a power of ten.
std::optional<int> power_of(Scale scale) {
  for (; scale.numerator % 10 == 0; scale.numerator /= 10) ++scale.exponent;
  for (; scale.denominator % 10 == 0; scale.denominator /= 10) --scale.exponent;
  if (scale.numerator == scale.denominator) return scale.exponent;
  // 1/5 is 2/10 and 1/2 is 5/10: still no powers of ten, as is 2/3.
  return std::nullopt;
}

std::string when(const std::string& condition, const std::string& value) {
  return "CASE WHEN " + condition + " THEN " + value + " END";
}

std::string number(int n) { return std::to_string(n); }

/// Reads exact figures: cells times 10^places. Negative places: cells are multiples of 10^-places.
class ExactCell {
 public:
  ExactCell(const Sql& sql, int places, bool commas)
      : sql_(sql), places_(places), commas_(commas) {}

  /// Of an integer, or a decimal without a fraction, that stays within 64 bits.
  std::string whole(const std::string& x) const {
    std::string integer = sql_.cast(x, "BIGINT");
    if (places_ == 0) return integer;
    if (places_ > 0) return integer + " * " + one_and_zeros(places_);
    const std::string part = "0." + one_and_zeros(-places_ - 1).substr(1) + "1";
    return when(integer + " % " + one_and_zeros(-places_) + " = 0",
                sql_.cast(integer + " * " + part, "BIGINT"));
  }

  std::string integer(const std::string& x, bool is_wide) const {
    if (places_ <= 0 && !is_wide) return whole(x);
    return within(x, std::max(places_, 0), true, whole(x));
  }

  std::string decimal(const std::string& x, int digits, int scale) const {
    const int kept = std::max(places_, 0);
    const std::string rounded = sql_.cast(x, decimal_type(19));
    std::string value = scaled(rounded);
    if (scale > kept) value = when(rounded + " = " + x, value);
    if (digits - scale + kept <= 18) return value;
    return within(x, kept, false, value);
  }

  /// The nearest whole number of a double times 10^places; usable where it is no fault.
  std::string real(const std::string& x) const { return nearest(x); }
  std::string single(const std::string& x) const { return nearest(as_double(x)); }

  /// A double has to be the one nearest to a decimal of at most 15 digits, a single of 6.
  std::string real_fault(const std::string& x, const std::string& value) const {
    return not_nearest(x, x, again(value), 15);
  }
  std::string single_fault(const std::string& x, const std::string& value) const {
    return not_nearest(x, as_double(x), sql_.cast(again(value), sql_.single_type()), 6);
  }

  std::string plain_pattern() const {
    if (places_ < 0) {
      const std::string zeros = number(-places_);
      return "^[+-]?([0-9]{0," + number(18 + places_) + "}0{" + zeros + "}|0)([.]0*)?$";
    }
    const std::string most = number(18 - places_);
    const std::string fraction = "[.][0-9]{0," + number(places_) + "}0*";
    const std::string bare = places_ == 0 ? "" : "|[.][0-9]{1," + number(places_) + "}0*";
    return "^[+-]?([0-9]{1," + most + "}(" + fraction + ")?" + bare + ")$";
  }

  std::string text(const std::string& x, const std::string& plainly) const {
    const std::string type = places_ < 0 ? "DECIMAL(18, 0)" : decimal_type(18);
    std::string plain = scaled(sql_.cast(x, type));
    const std::string half = sql_.half_width_number(x);
    const std::string fraction =
        places_ < 0 ? "([.]0*)?" : "([.][0-9]{0," + number(places_) + "}0*)?";
    const std::string groups = commas_ ? "[1-9][0-9]{0,2}(,[0-9]{3}){1,6}|" : "";
    const std::string pattern = "^[+-]?(" + groups + "[0-9]{1,19})" + fraction + "$";
    const std::string narrow = "REPLACE(" + half + ", ',', '')";
    const std::string spelled = sql_.cast(narrow, decimal_type(38));
    std::string other = within(spelled, std::max(places_, 0), places_ <= 0, scaled(spelled));
    return "CASE WHEN " + plainly + " THEN " + plain + " WHEN " + sql_.matches(half, pattern) +
           " THEN " + other + " END";
  }

 private:
  std::string decimal_type(int digits) const {
    return "DECIMAL(" + number(digits) + ", " + number(std::max(places_, 0)) + ")";
  }

  std::string scaled(const std::string& decimal) const {
    if (places_ <= 0) return whole(decimal);
    return sql_.cast(decimal + " * " + one_and_zeros(places_), "BIGINT");
  }

  /// x times 10^kept stays within 64 bits; an integer is compared with an integer.
  static std::string within(const std::string& x, int kept, bool is_integer,
                            const std::string& value) {
    std::string most = greatest(kept);
    if (is_integer) most = most.substr(0, most.find('.'));
    return when(x + " BETWEEN -" + most + " AND " + most, value);
  }

  std::string as_double(const std::string& x) const { return sql_.cast(x, sql_.double_type()); }
  std::string power() const { return as_double(one_and_zeros(std::max(places_, 0))); }
  std::string product(const std::string& x) const { return places_ > 0 ? x + " * " + power() : x; }

  std::string nearest(const std::string& x) const {
    const std::string whole_number = sql_.to_integer(sql_.rounded(product(x)), product(x));
    return places_ < 0 ? whole(whole_number) : whole_number;
  }

  std::string again(const std::string& value) const {
    std::string number = as_double(value);
    if (places_ == 0) return number;
    if (places_ > 0) return number + " / " + power();
    return number + " * " + as_double(one_and_zeros(-places_));
  }

  std::string not_nearest(const std::string& x, const std::string& as_a_double,
                          const std::string& read_back, int digits) const {
    const std::string is_number = "NOT " + sql_.is_nan(x);
    const std::string beyond =
        "ABS(" + product(as_a_double) + ") >= " + as_double(one_and_zeros(digits));
    std::string result = read_back + " <> " + x + " OR (" + beyond + " AND " + is_number + ")";
    if (places_ < 0) result += " OR (" + read_back + " IS NULL AND " + is_number + ")";
    return result;
  }

  const Sql& sql_;
  int places_;
  bool commas_;
};

std::string exact(const ExactCell& reader, const SqlColumn& column, const std::string& x,
                  const std::string& plainly, int places) {
  switch (column.kind) {
    case SqlKind::boolean:
      return "CASE WHEN " + x + " THEN " + one_and_zeros(std::max(places, 0)) + " WHEN NOT " + x +
             " THEN 0 END";
    case SqlKind::integer:
    case SqlKind::wide:
      return reader.integer(x, column.kind == SqlKind::wide);
    case SqlKind::decimal:
      return reader.decimal(x, column.digits, column.scale);
    case SqlKind::single:
      return reader.single(x);
    case SqlKind::real:
      return reader.real(x);
    case SqlKind::text:
      return reader.text(x, plainly);
    default:
      return "CAST(NULL AS BIGINT)";
  }
}

std::string flag(const SqlColumn& column, const Field& field, const Sql& sql,
                 const std::string& x) {
  if (column.kind == SqlKind::boolean)
    return "CASE WHEN " + x + " THEN 1 WHEN NOT " + x + " THEN 0 END";
  if (column.kind == SqlKind::date) return "CAST(NULL AS BIGINT)";
  if (column.kind != SqlKind::text)
    return "CASE WHEN " + x + " = 1 THEN 1 WHEN " + x + " = 0 OR " + x + " = 2 THEN 0 END";
  // "1.内资控股" is an answer with its number.
  const std::string answer = "LOWER(CASE WHEN " + sql.matches(x, "^[0-9][.][^0-9]") +
                             " THEN SUBSTR(" + x + ", 3) ELSE " + sql.plain(x) + " END)";
  return "CASE WHEN " + x + " = '1' THEN 1 WHEN " + x + " IN ('0', '2') THEN 0 WHEN " +
         sql.is_one_of(answer, flag_words(field, true)) + " THEN 1 WHEN " +
         sql.is_one_of(answer, flag_words(field, false)) + " THEN 0 END";
}

/// What may follow the year in a text of a date.
std::string rest_of_date(bool months) {
  const std::string month = "(0?[1-9]|1[0-2])";
  const std::string day = "(0?[1-9]|[12][0-9]|3[01])";
  std::string rest;
  for (const auto& [first, second, third] : {std::array<std::string, 3>{"-", "-", ""},
                                             {"/", "/", ""},
                                             {"[.]", "[.]", ""},
                                             {"年", "月", "日"}}) {
    rest += zonerank::join({"|", first, month, second, day, third, "([ T].*)?"}, "");
    if (months && first != "[.]")
      rest += zonerank::join({"|", first, month, second == "月" ? "月?" : ""}, "");
  }
  return "[.]0|年|年度" + rest;
}

/// YYYY, YYYYMM or YYYYMMDD
constexpr std::string_view year_digits =
    "^[1-9][0-9]{3}((0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])?)?$";

/// The first four digits, of a column of years or dates.
std::string first_year(const SqlColumn& column, const Sql& sql, const std::string& x) {
  switch (column.kind) {
    case SqlKind::integer:
    case SqlKind::wide:
      return when(sql.matches(sql.cast(x, sql.text_type()), year_digits),
                  sql.cast("SUBSTR(" + sql.cast(x, sql.text_type()) + ", 1, 4)", "BIGINT"));
    case SqlKind::real:
    case SqlKind::single:
    case SqlKind::decimal:
      return when(x + " BETWEEN 1000 AND 9999",
                  when("FLOOR(" + x + ") = " + x, sql.cast(x, "BIGINT")));
    case SqlKind::date:
      return "CAST(EXTRACT(YEAR FROM " + x + ") AS BIGINT)";
    case SqlKind::text: {
      const std::string half = sql.half_width_number(x);
      return when(sql.matches(half, year_digits) + " OR " +
                      sql.matches(half, "^[1-9][0-9]{3}(" + rest_of_date(true) + ")$"),
                  sql.cast("SUBSTR(" + half + ", 1, 4)", "BIGINT"));
    }
    default:
      return "CAST(NULL AS BIGINT)";
  }
}

std::vector<std::string> own_marks(const SqlSpelling& spelling) {
  return {spelling.marks.end() - static_cast<std::ptrdiff_t>(spelling.own_marks),
          spelling.marks.end()};
}

bool has_own_number(const SqlSpelling& spelling) {
  const std::vector<std::string> own = own_marks(spelling);
  return std::any_of(own.begin(), own.end(),
                     [](const std::string& mark) { return parse_decimal(mark).has_value(); });
}

}  // namespace

std::optional<int> sql_places(const Heading& heading, const Field& field) {
  const auto power = power_of(heading.scale.value_or(Scale{}));
  const int places = field.places + power.value_or(0);
  if (!power || places > 15 || places < -15) return std::nullopt;
  return places;
}

SqlCell sql_cell(const SqlColumn& column, const Heading& heading, const Field& field,
                 const Sql& sql, const std::string& reference, const SqlNames& names,
                 const SqlSpelling& spelling, const std::string& place) {
  const std::string& x = names.cell;
  const bool is_text = column.kind == SqlKind::text;
  if (!is_text && has_own_number(spelling)) {
    fail(Code::engine_refuses, place, heading.text,
         {words("a mark of missing values is a number", "缺失标记本身是数值")});
  }
  const bool is_floating = column.kind == SqlKind::real || column.kind == SqlKind::single;
  SqlCell result;
  result.cell = reference;
  if (is_text) result.cell = "NULLIF(" + sql.trimmed(reference) + ", '')";
  if (is_text && has_own_number(spelling)) {  // not to be read as that number
    result.cell =
        when("NOT " + sql.is_one_of("LOWER(" + sql.trimmed(reference) + ")", own_marks(spelling)),
             result.cell);
  }
  if (is_floating && !field.is_exact())
    result.cell = when("NOT " + sql.is_nan(reference), reference);
  result.fault = x + " IS NOT NULL AND " + names.value + " IS NULL";
  if (is_text) result.fault += " AND NOT " + sql.is_one_of("LOWER(" + x + ")", spelling.marks);
  if (column.kind == SqlKind::boolean) result.fault.clear();
  if (field.number == Number::code) {
    result.cell = sql_key(column, sql, reference);
    if (is_text) result.plain = "NOT " + sql.is_one_of("LOWER(" + x + ")", spelling.marks);
    result.value = is_text ? when(names.plain, x) : x;
    result.fault.clear();
  } else if (field.number == Number::flag) {
    result.value = flag(column, field, sql, x);
    if (is_text) result.plain = x + " IN ('0', '1', '2')";
  } else if (field.number == Number::year) {
    result.value = first_year(column, sql, x);
    if (is_text) result.plain = sql.matches(x, "^[1-9][0-9]{3}");
  } else {
    const std::optional<int> power = sql_places(heading, field);
    if (!power) {
      fail(Code::engine_refuses, place, heading.text,
           {words("its unit is no power of ten of the field's",
                  "其单位与字段单位之比不是 10 的幂")});
    }
    const int places = *power;
    const ExactCell reader(sql, places, spelling.commas);
    result.value = exact(reader, column, x, names.plain, places);
    if (is_text) result.plain = sql.matches(x, reader.plain_pattern());
    if (column.kind == SqlKind::real) result.fault = reader.real_fault(x, names.value);
    if (column.kind == SqlKind::single) result.fault = reader.single_fault(x, names.value);
    if (column.kind == SqlKind::integer && places == 0) result.fault.clear();
  }
  return result;
}

std::string sql_shown(const SqlColumn& column, const Sql& sql, const std::string& reference) {
  return column.kind == SqlKind::text ? reference : sql.cast(reference, sql.text_type());
}

std::string sql_key(const SqlColumn& column, const Sql& sql, const std::string& reference) {
  std::string text = sql_shown(column, sql, reference);
  if (column.kind == SqlKind::integer || column.kind == SqlKind::wide) return text;
  const std::string plain = sql.plain("NULLIF(" + sql.trimmed(text) + ", '')");
  const std::string usual = column.kind == SqlKind::text ? sql.is_plain_key(text) : "";
  return usual.empty() ? plain : "CASE WHEN " + usual + " THEN " + text + " ELSE " + plain + " END";
}

std::string sql_year(const SqlColumn& column, const Sql& sql, const std::string& reference) {
  switch (column.kind) {
    case SqlKind::integer:
    case SqlKind::wide:
      return when(reference + " BETWEEN 1000 AND 9999", sql.cast(reference, "BIGINT"));
    case SqlKind::text: {
      const std::string half = sql.half_width_number(sql.trimmed(reference));
      return when(sql.matches(half, "^[1-9][0-9]{3}(" + rest_of_date(false) + ")?$"),
                  sql.cast("SUBSTR(" + half + ", 1, 4)", "BIGINT"));
    }
    default:
      return first_year(column, sql, reference);
  }
}

}  // namespace zonerank::detail

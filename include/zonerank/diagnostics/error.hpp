#pragma once
// What cannot be used (errors) and what was done about the rest (notices), in the user's words.

#include <cstddef>
#include <exception>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "zonerank/diagnostics/place.hpp"

namespace zonerank {

/// What a finding asks for: a correction; a correction or an explanation; nothing.
enum class Severity { error, query, notice };

/// Every code. Its kebab-case name and its sentences in both languages stand in
/// diagnostics/detail/messages.ipp.
enum class Code {
  // options and stages
  unknown_system,
  unknown_option,
  bad_option,
  ambiguous_option,
  option_of_other,
  wrong_shape,
  unknown_zone,
  unknown_indicator,
  bad_score,
  needs_option,
  needs_bounds,
  undefined_score,
  unknown_category,
  bad_judgment,
  inconsistent_judgments,
  undefined_weights,
  alternative_fails,
  absent_factor,
  empty_weight_set,
  own_method_failed,
  own_method_result,
  needs_parameters,
  // indicator systems
  unreadable_file,
  unreadable_workbook,
  unwritable_file,
  toml_syntax,
  unknown_key,
  missing_key,
  wrong_type,
  unknown_value,
  bad_id,
  duplicate_id,
  reserved_name,
  unknown_group,
  group_cycle,
  groups_too_deep,
  empty_group,
  bad_weight,
  zero_weights,
  bad_range,
  unknown_unit,
  // formulas
  formula_syntax,
  formula_too_deep,
  unknown_field,
  field_cycle,
  incompatible_units,
  wrong_dimension,
  unit_needed,
  no_arithmetic,
  function_misuse,
  not_exact,
  // raw statistics
  empty_file,
  no_heading,
  bad_encoding,
  open_quote,
  ragged_row,
  no_column,
  duplicate_column,
  ambiguous_title,
  two_units,
  contradicting_heading,
  contradicting_year,
  bad_number,
  cell_error,
  bad_flag,
  bad_year,
  misplaced_percent,
  mixed_percent,
  footnote_mark,
  band_of_values,
  undecided_decimal_sign,
  mixed_decimal_signs,
  doubtful_encoding,
  too_many_decimals,
  cell_too_large,
  sum_too_large,
  blank_key,
  shortened_key,
  duplicate_zone,
  conflicting_cell,
  two_zones,
  contradicts_rollup,
  no_year,
  unclear_layout,
  repeated_figure,
  contradicts_ready_made,
  nothing_to_rank,
  // findings of checks: a figure to be corrected or explained; the ranking goes on
  duplicate_enterprise,
  broken_rule,
  negative_figure,
  jump,
  unit_slip,
  unlike_zone,
  needed_blank,
  beyond_scale,
  bad_industry,
  two_codes,
  same_figures,
  lone_code,
  // notices: the ranking goes on
  absent_column,
  left_out_indicator,
  unknown_column,
  unused_column,
  skipped_sheet,
  title_rows,
  unit_from_title,
  numbering_row,
  dropped_total,
  text_row,
  column_in_some_years,
  no_previous_year,
  zero_denominator,
  nonpositive_denominator,
  nonpositive_base,
  undefined_logarithm,
  overflowed,
  empty_whole,
  small_denominator,
  small_base,
  outside_range,
  clipped,
  skewed_indicator,
  concentrated_weight,
  imputed,
  not_imputed,
  treated,
  infeasible_weights,
  unranked_zone,
  accepted_number,
  read_as_blank,
  read_as_percent,
  mark_ignored,
  read_as_band,
  serial_dates,
  decimal_comma,
  decoded_text,
  rounded_judgments,
  settled_scores,
  decoded_gb18030,
  year_from_name,
  year_from_title,
  year_not_in_name,
  zones_do_not_meet,
  near_names,
  marked_names,
  layout_read,
  zone_from_column,
  zone_from_name,
  column_without_year,
  default_units,
  summary_row,
  rounded_figure,
  ready_made,
  year_passed_over,
  year_to_come,
  zone_without_year,
  not_applied,
  slow_own_method,
  blank_cells,
  blank_parts,
  unknown_predicate,
  unknown_enterprise,
  preferred,
  partials_differ,
  bad_partial,
  over_limit,
  formula_without_value,
  no_sheet,
  given_in_two_sheets,
  repeated_enterprise,
  column_type,
  identities_sampled,
  no_enterprises,
  zones_not_added,
  engine_refuses,
  engine_cell,
  engine_failed,
};

std::string_view code_name(Code code);  ///< "unknown-system"
std::optional<Code> code_of(std::string_view name);
Severity severity(Code code);
std::string_view severity_name(Severity severity);  ///< "error", "query", "notice"

/// One finding: where, which value, and what fills the sentences of its code.
struct Problem {
  Code code{};
  Place place;
  Argument value;              ///< as it was given
  std::vector<Argument> args;  ///< {0}, {1}... of the sentences

  std::string where(Lang lang = Lang::en) const;  ///< the place, not longer than a line should be
  std::string rule(Lang lang = Lang::en) const;   ///< what is wrong
  std::string cure(Lang lang = Lang::en) const;   ///< what to do
  std::string text(Lang lang = Lang::en) const;   ///< place: rule; cure
};

/// What cannot be used. what() is the English text of every problem, one a line.
/// Python sees zr.Error, a ValueError.
class Error : public std::invalid_argument {
 public:
  explicit Error(std::vector<Problem> problems, std::size_t not_listed = 0);
  explicit Error(Problem problem) : Error(std::vector<Problem>{std::move(problem)}) {}

  const std::vector<Problem>& problems() const { return problems_; }
  /// What a function of the user's threw, where that is the reason; else none.
  const std::exception_ptr& cause() const { return cause_; }
  void set_cause(std::exception_ptr cause) { cause_ = std::move(cause); }
  std::string text(Lang lang) const;

 private:
  std::vector<Problem> problems_;
  std::size_t not_listed_ = 0;
  std::exception_ptr cause_;
};

[[noreturn]] void fail(Code code, Place place, Argument value = {},
                       std::vector<Argument> args = {});

/// Collects findings; keeps the first 1000 of a code and counts the rest.
class Problems {
 public:
  static constexpr std::size_t kept_per_code = 1000;

  void add(Problem problem);
  void add(Code code, Place place, Argument value = {}, std::vector<Argument> args = {}) {
    add(Problem{code, std::move(place), std::move(value), std::move(args)});
  }
  /// Counts `n` more of a code without keeping them.
  void add_unlisted(Code code, std::size_t n);
  void append(const Problems& other);
  /// Lets `f` add to what each finding says.
  template <class F>
  void amend(const F& f) {
    for (Problem& problem : list_) f(problem);
  }

  bool has_errors() const { return n_errors_ > 0; }
  const std::vector<Problem>& list() const { return list_; }
  std::vector<Problem> errors() const;
  std::vector<Problem> notices() const;
  std::size_t count(Code code) const;       ///< found
  std::size_t not_listed(Code code) const;  ///< found but not kept
  /// Throws one Error with every error collected, if there is one.
  void raise_errors() const;

 private:
  std::vector<Problem> list_;
  std::map<Code, std::size_t> found_;
  std::size_t n_errors_ = 0;
};

}  // namespace zonerank

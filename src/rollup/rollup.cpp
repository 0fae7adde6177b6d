#include "zonerank/rollup/rollup.hpp"

#include <algorithm>
#include <atomic>
#include <optional>
#include <thread>

#include "rollup/rollup_run.hpp"
#include "rollup/row_block.hpp"
#include "zonerank/core/decimal.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank {
namespace detail {
namespace {

/// Rows of a table in memory.
class TableSource final : public BlockSource {
 public:
  explicit TableSource(const RowTable& rows, const System& system) : rows_(rows), system_(system) {}

  void keys(std::size_t begin, std::size_t n, Dictionaries& dictionaries, std::uint32_t* zone,
            std::int32_t* year) override {
    number_texts(rows_.zones, dictionaries.zones, zones_);
    for (std::size_t i = 0; i < n; ++i) {
      zone[i] = zones_[static_cast<std::size_t>(rows_.zone[begin + i])];
      year[i] = rows_.year[begin + i];
    }
  }

  void field(int field, std::size_t begin, std::size_t n, Dictionaries& dictionaries,
             BlockColumn& to) override {
    const auto f = static_cast<std::size_t>(field);
    const Column& column = rows_.columns[f];
    if (!column.present()) {
      to.value.fill(0);
      to.valid.fill(0);
      return;
    }
    decode_rows(column, begin, n, to);
    if (system_.fields[f].number != Number::code) return;
    number_texts(rows_.codes, dictionaries.codes, codes_);
    for (std::size_t i = 0; i < n; ++i) {
      if (to.valid[i] != 0) to.value[i] = codes_[static_cast<std::size_t>(to.value[i])];
    }
  }

  std::string enterprise(std::size_t row) const override {
    return std::string(rows_.enterprises[row]);
  }

 private:
  const RowTable& rows_;
  const System& system_;
  std::vector<std::uint32_t> zones_, codes_;
};

Run run(const RowTable& rows, const System& system, const RollupOptions& options,
        const Progress& progress) {
  if (rows.columns.size() != system.fields.size()) {
    fail(Code::wrong_shape, "columns", std::to_string(rows.columns.size()),
         {words("{0}, one a field of the system", "{0} 个，体系的每个字段一个",
                {system.fields.size()})});
  }
  std::vector<bool> present(system.fields.size());
  for (std::size_t f = 0; f < present.size(); ++f) present[f] = rows.columns[f].present();
  check_industry(options.industry, system, present);
  const Plan plan = make_plan(system, present, options.wanted);
  constexpr std::size_t rows_a_part = std::size_t{1} << 16;  // progress and Ctrl-C every few ms
  const std::size_t n_parts =
      std::max<std::size_t>(1, (rows.size() + rows_a_part - 1) / rows_a_part);
  const auto n_threads =
      std::min<std::size_t>(static_cast<std::size_t>(resolve_threads(options.threads)), n_parts);
  std::vector<std::unique_ptr<Worker>> workers(n_threads);
  std::atomic<std::size_t> next{0};
  const auto caller = std::this_thread::get_id();
  parallel_for(n_threads, static_cast<int>(n_threads), [&](std::size_t thread) {
    workers[thread] = std::make_unique<Worker>(plan, system, options.industry);
    TableSource source(rows, system);
    for (std::size_t part = next++; part < n_parts; part = next++) {
      const std::size_t begin = part * rows_a_part;
      workers[thread]->add(source, begin, std::min(rows.size(), begin + rows_a_part), 0);
      if (std::this_thread::get_id() == caller)
        report(progress, static_cast<double>(part) / static_cast<double>(n_parts));
    }
  });
  return collect(workers, names_of(system, present));
}

}  // namespace

std::vector<std::string> names_of(const System& system, const std::vector<bool>& fields) {
  std::vector<std::string> names;
  for (std::size_t f = 0; f < fields.size(); ++f) {
    if (fields[f]) names.push_back(system.fields[f].name);
  }
  return names;
}

void check_industry(const IndustryGrouping& grouping, const System& system,
                    const std::vector<bool>& present) {
  if (grouping.by == IndustryGrouping::By::nothing) return;
  const int field = system.field("industry");
  if (field >= 0 && present[static_cast<std::size_t>(field)]) return;
  fail(Code::no_column, "", {},
       {words("of the industry", "行业"),
        field >= 0 ? words("name it industry (an empty one will do), or do not group by it",
                           "请加上 industry 列（可为空），或不按行业分组")
                   : words("the system needs a field industry, a code of the enterprise",
                           "体系需要字段 industry（企业的行业代码）")});
}

namespace {

/// A group of a worker, in the order of the groups of all.
struct OrderedGroup {
  std::uint32_t zone;  ///< place of its text among all, as of the industry
  std::int32_t year;
  std::uint32_t industry;
  std::uint32_t worker, group;

  friend auto operator<=>(const OrderedGroup&, const OrderedGroup&) = default;
  bool is_same(const OrderedGroup& other) const {
    return std::tie(zone, year, industry) == std::tie(other.zone, other.year, other.industry);
  }
};

/// The texts of all workers, ascending, each once.
class OrderedTexts {
 public:
  void add(const std::vector<std::string>& texts) {
    texts_.insert(texts_.end(), texts.begin(), texts.end());
    std::sort(texts_.begin(), texts_.end());
    texts_.erase(std::unique(texts_.begin(), texts_.end()), texts_.end());
  }
  std::vector<std::uint32_t> places_of(const std::vector<std::string>& texts) const {
    std::vector<std::uint32_t> places;
    for (const std::string& text : texts) {
      const auto found = std::lower_bound(texts_.begin(), texts_.end(), text);
      places.push_back(static_cast<std::uint32_t>(found - texts_.begin()));
    }
    return places;
  }
  const std::string& operator[](std::uint32_t place) const { return texts_[place]; }

 private:
  std::vector<std::string> texts_;
};

Partial add_up(const std::vector<std::unique_ptr<Worker>>& workers,
               const std::vector<std::string>& fields) {
  Partial partial = workers.front()->no_groups(fields);
  OrderedTexts zones;
  OrderedTexts industries;
  industries.add({""});
  for (const auto& worker : workers) {
    zones.add(worker->zones());
    industries.add(worker->industries());
  }
  std::vector<OrderedGroup> parts;
  for (std::size_t w = 0; w < workers.size(); ++w) {
    const auto zone_places = zones.places_of(workers[w]->zones());
    const auto industry_places = industries.places_of(workers[w]->industries());
    for (std::size_t g = 0; g < workers[w]->n_groups(); ++g) {
      const Worker::Key key = workers[w]->key(g);
      parts.push_back({zone_places[key.zone], key.year,
                       industry_places.empty() ? 0 : industry_places[key.industry],
                       static_cast<std::uint32_t>(w), static_cast<std::uint32_t>(g)});
    }
  }
  std::sort(parts.begin(), parts.end());
  std::vector<std::size_t> begins;  // of the parts of each group
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0 && parts[i].is_same(parts[i - 1])) continue;
    begins.push_back(i);
    partial.groups.push_back({zones[parts[i].zone], parts[i].year, industries[parts[i].industry]});
  }
  const std::size_t n = begins.size();
  begins.push_back(parts.size());
  partial.rows.resize(n);
  for (auto& condition : partial.conditions) condition.of.resize(n);
  for (auto& sum : partial.sums) sum.of.resize(n);
  constexpr std::size_t groups_a_part = 1024;
  const std::size_t n_parts = (n + groups_a_part - 1) / groups_a_part;
  parallel_for(n_parts, static_cast<int>(workers.size()), [&](std::size_t part) {
    const std::size_t end = std::min(n, (part + 1) * groups_a_part);
    std::vector<std::vector<Worker::PlacedGroup>> of_worker(workers.size());
    for (std::size_t at = part * groups_a_part; at < end; ++at) {
      for (std::size_t i = begins[at]; i < begins[at + 1]; ++i)
        of_worker[parts[i].worker].push_back({parts[i].group, at});
    }
    for (std::size_t w = 0; w < workers.size(); ++w) workers[w]->add_to(partial, of_worker[w]);
  });
  for (std::size_t d = 0; d < partial.derivations.size(); ++d) {
    for (const auto& worker : workers) partial.derivations[d].incomplete += worker->incomplete()[d];
  }
  return partial;
}

}  // namespace

Run collect(const std::vector<std::unique_ptr<Worker>>& workers,
            const std::vector<std::string>& fields) {
  Run run;
  run.partial = add_up(workers, fields);
  std::vector<const UnknownRow*> unknown;  // places are long to move
  for (const auto& worker : workers) {
    for (const UnknownRow& row : worker->unknown_rows()) unknown.push_back(&row);
  }
  std::sort(unknown.begin(), unknown.end(), [](const auto* a, const auto* b) {
    return std::tie(a->predicate, a->row) < std::tie(b->predicate, b->row);
  });
  run.unknown.reserve(unknown.size());
  for (const UnknownRow* row : unknown) run.unknown.push_back(*row);
  return run;
}

void list_unknown(const std::vector<UnknownRow>& rows, std::size_t predicate,
                  const std::string& text, std::int64_t n, Problems& problems) {
  for (const UnknownRow& row : rows) {
    if (row.predicate != predicate || n == 0) continue;
    if (problems.count(Code::unknown_enterprise) >= Problems::kept_per_code) break;
    problems.add(Code::unknown_enterprise, row.place, text);
    --n;
  }
  problems.add_unlisted(Code::unknown_enterprise, static_cast<std::size_t>(n));
}

}  // namespace detail

namespace {

void note_unknown(const Partial& partial, const std::vector<detail::UnknownRow>* rows,
                  Problems& problems) {
  for (std::size_t p = 0; p < partial.conditions.size(); ++p) {
    std::int64_t unknown = 0;
    for (const Selection& selection : partial.conditions[p].of) unknown += selection.unknown;
    if (unknown == 0) continue;
    const std::string& text = partial.conditions[p].text;
    problems.add(Code::unknown_predicate, "", text, {std::to_string(unknown)});
    if (rows != nullptr) detail::list_unknown(*rows, p, text, unknown, problems);
  }
}

void note_incomplete(const Partial& partial, Problems& problems) {
  for (const Partial::Derivation& derived : partial.derivations) {
    if (derived.incomplete == 0) continue;
    problems.add(Code::blank_parts, "", derived.field, {std::to_string(derived.incomplete)});
  }
}

}  // namespace

std::int64_t Partial::n_rows() const {
  std::int64_t n = 0;
  for (const std::int64_t count : rows) n += count;
  return n;
}

Partial accumulate(const RowTable& rows, const System& system, const RollupOptions& options,
                   Problems& problems, const Progress& progress) {
  detail::Run run = detail::run(rows, system, options, progress);
  for (std::size_t p = 0; p < run.partial.conditions.size(); ++p) {
    const Partial::Condition& condition = run.partial.conditions[p];
    std::int64_t n = 0;
    for (const Selection& selection : condition.of) n += selection.unknown;
    detail::list_unknown(run.unknown, p, condition.text, n, problems);
  }
  return std::move(run.partial);
}

ZoneTable detail::figures_of(const Run& run, const System& system, const std::vector<bool>& wanted,
                             const RowTable* rows, int threads, Problems& problems) {
  Problems ignored;  // the same notices, said below with what the rows know
  ZoneTable table = finish(run.partial, system, ignored, wanted);
  note_incomplete(run.partial, problems);
  note_blanks(run.partial, system, rows, threads, problems);
  note_unknown(run.partial, &run.unknown, problems);
  return table;
}

ZoneTable roll_up(const RowTable& rows, const System& system, const RollupOptions& options,
                  Problems& problems, const Progress& progress) {
  const detail::Run run = detail::run(rows, system, options, progress);
  return detail::figures_of(run, system, options.wanted, &rows, options.threads, problems);
}

namespace {

void write_output(const detail::OutputSum& output, const Partial& partial,
                  const std::vector<const Partial::Sum*>& sums, const Partial::Condition* condition,
                  const System& system, ZoneTable& table) {
  const Field& field = system.fields[static_cast<std::size_t>(output.field)];
  const std::size_t n = table.rows.size();
  FigureColumn& column = table.columns[static_cast<std::size_t>(output.field)];
  column.digits.assign(n, 0);
  column.valid.assign(n, 0);
  for (std::size_t g = 0; g < n; ++g) {
    const std::int64_t selected =
        condition != nullptr ? condition->of[g].selected : partial.rows[g];
    Int128 value = selected;
    std::int64_t cells = 0;
    bool is_extreme = false;
    if (!output.counts) {
      value = 0;
      for (std::size_t k = 0; k < output.parts.size(); ++k) {
        const Total& total = sums[k]->of[g];
        const std::int64_t factor = output.parts[k].factor;
        const auto product =
            factor == 1 ? std::optional(total.value) : checked_multiply(total.value, factor);
        const auto sum = !product ? std::nullopt : k == 0 ? product : checked_add(value, *product);
        if (!sum) {
          fail(Code::sum_too_large, Place::of_zone(table.rows[g].zone, table.rows[g].year),
               field.name);
        }
        value = *sum;
        cells += total.cells;
        is_extreme = sums[k]->kind != SumKind::sum;
      }
    }
    column.digits[g] = value;
    column.valid[g] = output.counts || cells > 0 || (selected == 0 && !is_extreme) ? 1 : 0;
  }
}

std::vector<bool> present_in(const Partial& partial, const System& system) {
  std::vector<bool> present(system.fields.size());
  for (const std::string& name : partial.fields) {
    const int field = system.field(name);
    if (field < 0) fail(Code::unknown_field, "", name, {suggestion(name, system.field_names())});
    present[static_cast<std::size_t>(field)] = true;
  }
  return present;
}

}  // namespace

ZoneTable finish(const Partial& partial, const System& system, Problems& problems,
                 const std::vector<bool>& wanted) {
  const detail::Plan plan = detail::make_plan(system, present_in(partial, system), wanted);
  detail::check_sums(partial, detail::shape_of(plan, system));
  std::vector<ZoneYear> rows;
  for (const GroupKey& key : partial.groups) rows.push_back({key.zone, key.year});
  ZoneTable table = empty_table(std::move(rows), system.fields.size());
  if (partial.industry.by != IndustryGrouping::By::nothing) {
    for (const GroupKey& key : partial.groups) table.industries.push_back(key.industry);
  }
  for (const detail::OutputSum& output : plan.outputs) {
    std::vector<const Partial::Sum*> sums;
    for (const detail::OutputSum::Part& part : output.parts)
      sums.push_back(&partial.sums[part.measure]);
    const auto* condition = output.predicate == detail::every_row
                                ? nullptr
                                : &partial.conditions[static_cast<std::size_t>(output.predicate)];
    write_output(output, partial, sums, condition, system, table);
  }
  note_incomplete(partial, problems);
  detail::note_blanks(partial, system, nullptr, 1, problems);
  note_unknown(partial, nullptr, problems);
  return table;
}

RowTable with_industries(const RowTable& rows, const System& system,
                         const IndustryGrouping& grouping) {
  std::vector<bool> present;
  for (const Column& column : rows.columns) present.push_back(column.present());
  detail::check_industry(grouping, system, present);
  const Column& codes = rows.columns[static_cast<std::size_t>(system.field("industry"))];
  RowTable result = rows;
  result.enterprises = {};
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const std::string code =
        codes.valid[r] != 0 ? rows.codes[static_cast<std::size_t>(codes.values[r])] : "";
    result.enterprises.push_back(rows.zones[static_cast<std::size_t>(rows.zone[r])] + '\t' +
                                 grouping.group_of(code));
  }
  return result;
}

std::string IndustryGrouping::group_of(std::string_view code) const {
  const char section = industry_section(code);
  switch (by) {
    case By::nothing:
      return {};
    case By::section:
      return section != 0 ? std::string(1, section) : "";
    case By::division: {
      if (section == 0) return {};
      if (code[0] > '9') code.remove_prefix(1);
      return std::string(code.substr(0, 2));
    }
    case By::code:
      return std::string(code);
    case By::own:
      break;
  }
  for (std::size_t n = code.size();; --n) {
    const auto found = own.find(std::string(code.substr(0, n)));
    if (found != own.end()) return found->second;
    if (n == 0) return {};
  }
}

}  // namespace zonerank

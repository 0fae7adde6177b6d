// Arrow streams into partial results, and into tables.

#include <algorithm>
#include <atomic>
#include <bit>

#include "arrow/arrow_source.hpp"
#include "headings/cell_rules.hpp"
#include "rollup/rollup_run.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank {
namespace detail {

void RowProblems::add(std::size_t row, Problem problem) {
  if (++found_[problem.code] <= Problems::kept_per_code)
    list_.emplace_back(row, std::move(problem));
}

void RowProblems::report(const std::vector<RowProblems>& parts, const Layout& layout,
                         const Place& file, Problems& problems) {
  std::vector<std::pair<std::size_t, Problem>> all;
  std::map<Code, std::size_t> found;
  std::map<std::size_t, CellNotes> notes;
  for (const RowProblems& part : parts) {
    all.insert(all.end(), part.list_.begin(), part.list_.end());
    for (const auto& [code, n] : part.found_) found[code] += n;
    for (const auto& [column, theirs] : part.notes_) notes[column].add(theirs);
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::map<Code, std::size_t> listed;
  for (auto& [row, problem] : all) {
    if (listed[problem.code] == Problems::kept_per_code) continue;
    ++listed[problem.code];
    problems.add(std::move(problem));
  }
  for (const auto& [code, n] : found) {
    if (n > listed[code]) problems.add_unlisted(code, n - listed[code]);
  }
  for (const auto& [c, note] : notes) note.report(file, layout.headings[c].text, problems);
}

namespace {

[[noreturn]] void stream_failed(ArrowArrayStream& stream, const Place& file) {
  const char* const message = stream.get_last_error(&stream);
  fail(Code::unreadable_file, file, {},
       {message == nullptr ? words("its stream failed", "数据流出错")
                           : Argument(std::string(message))});
}

}  // namespace

ArrowSchemaOf::ArrowSchemaOf(ArrowArrayStream& stream, const Place& file) {
  if (stream.get_schema(&stream, &schema_) != 0) stream_failed(stream, file);
  if (std::string_view(schema_.format) != "+s") {
    schema_.release(&schema_);
    fail(Code::unreadable_file, file, {},
         {words("it is one array, not a table of columns", "它是单个数组，不是由列组成的表")});
  }
}

ArrowSchemaOf::~ArrowSchemaOf() {
  if (schema_.release != nullptr) schema_.release(&schema_);
}

std::vector<std::string> ArrowSchemaOf::names() const {
  std::vector<std::string> names;
  for (std::int64_t c = 0; c < schema_.n_children; ++c) {
    const char* const name = schema_.children[c]->name;
    names.emplace_back(name == nullptr ? "" : name);
  }
  return names;
}

ArrowBatch::ArrowBatch(ArrowArrayStream& stream, const Place& file) {
  if (stream.get_next(&stream, &array_) != 0) stream_failed(stream, file);
}

ArrowBatch::~ArrowBatch() {
  if (array_.release != nullptr) array_.release(&array_);
}

ArrowBatch::ArrowBatch(ArrowBatch&& other) noexcept : array_(other.array_) {
  other.array_.release = nullptr;
}

Layout lay_out(const ArrowSchemaOf& schema, const System& system, const FileContext& context,
               const LayoutHints& hints, Problems& problems) {
  Layout layout =
      lay_out(match_names(schema.names(), system, context.place, problems, context.format), system,
              context, hints, problems);
  const auto check = [&](std::size_t c) {
    const ArrowSchema& child = *(*schema).children[c];
    const ArrowSchema& values = child.dictionary != nullptr ? *child.dictionary : child;
    const ArrowArray empty{};
    if (ArrowColumn(values, empty, 0).type() != ArrowColumn::Type::other) return;
    problems.add(Code::column_type, context.place.with_column(layout.headings[c].text),
                 std::string(values.format));
  };
  for (const int c : {layout.zone, layout.year, layout.enterprise}) {
    if (c >= 0) check(static_cast<std::size_t>(c));
  }
  for (const std::size_t c : layout.active) check(c);
  settle_rules(layout, system, context.format,
               context.format.decimal == "," ? DecimalSign::comma : DecimalSign::point);
  return layout;
}

namespace {

/// Watches for enterprises given twice, in bounded memory: when there are too many, only those
/// whose fingerprint ends in k zeros are kept, for a growing k.
class Watch {
 public:
  static constexpr std::size_t most_kept = std::size_t{1} << 22;

  /// Whether the same fingerprint was seen before.
  bool seen(std::uint64_t fingerprint) {
    if ((fingerprint & (share_ - 1)) != 0) return false;
    if (n_ >= most_kept) thin();
    if ((fingerprint & (share_ - 1)) != 0) return false;
    if (slots_.size() < 2 * (n_ + 1)) rebuild(std::max<std::size_t>(1024, slots_.size() * 2));
    return !insert(fingerprint);
  }
  std::uint64_t share() const { return share_; }  ///< one in so many is watched

 private:
  bool insert(std::uint64_t fingerprint) {
    if (fingerprint == 0) fingerprint = ~std::uint64_t{0};
    std::size_t slot = (fingerprint >> 20) & (slots_.size() - 1);
    for (; slots_[slot] != 0; slot = (slot + 1) & (slots_.size() - 1)) {
      if (slots_[slot] == fingerprint) return false;
    }
    slots_[slot] = fingerprint;
    ++n_;
    return true;
  }

  void thin() {
    share_ *= 2;
    rebuild(slots_.size());
  }

  void rebuild(std::size_t size) {
    const std::vector<std::uint64_t> old = std::move(slots_);
    slots_.assign(size, 0);
    n_ = 0;
    for (const std::uint64_t fingerprint : old) {
      if (fingerprint != 0 && (fingerprint & (share_ - 1)) == 0) insert(fingerprint);
    }
  }

  std::vector<std::uint64_t> slots_;
  std::size_t n_ = 0;
  std::uint64_t share_ = 1;
};

/// One stream after the other, batches by all threads.
class StreamRoller {
 public:
  StreamRoller(const System& system, const StreamOptions& options, Problems& problems,
               const Progress& progress)
      : system_(system),
        options_(options),
        problems_(problems),
        progress_(progress),
        n_threads_(static_cast<std::size_t>(resolve_threads(options.rollup.threads))) {}

  Partial run(const std::vector<ArrowInput>& inputs) {
    std::vector<std::unique_ptr<ArrowSchemaOf>> schemas;
    std::vector<Layout> layouts;
    std::vector<bool> present(system_.fields.size());
    for (const ArrowInput& input : inputs) {
      total_rows_ += input.rows;
      schemas.push_back(std::make_unique<ArrowSchemaOf>(*input.stream, Place::in_file(input.name)));
      FileContext context;
      context.place = Place::in_file(input.name);
      context.year = input.year;
      context.name_first = input.year == 0 && inputs.size() > 1;
      context.format = options_.format;
      layouts.push_back(lay_out(*schemas.back(), system_, context, {0, true}, problems_));
      if (layouts.back().enterprise < 0 && !options_.distinct) {
        problems_.add(Code::no_column, Place::in_file(input.name), {},
                      {words("of the enterprise", "企业"),
                       words("name it enterprise or 统一社会信用代码; where every row is another "
                             "enterprise, distinct=True does without it",
                             "列名请用 统一社会信用代码 或 enterprise；若每行都是不同企业，可用 "
                             "distinct=True 省去")});
      }
      for (const std::size_t c : layouts.back().active)
        present[static_cast<std::size_t>(layouts.back().headings[c].field)] = true;
    }
    problems_.raise_errors();
    check_industry(options_.rollup.industry, system_, present);
    plan_ = make_plan(system_, present, options_.rollup.wanted);
    workers_.resize(n_threads_);
    caches_.resize(n_threads_);
    for (auto& worker : workers_)
      worker = std::make_unique<Worker>(plan_, system_, options_.rollup.industry);
    for (std::size_t k = 0; k < inputs.size(); ++k) add(inputs[k], *schemas[k], layouts[k]);
    problems_.raise_errors();
    if (watch_.share() > 1)
      problems_.add(Code::identities_sampled, "", std::to_string(watch_.share()));
    Run run = collect(workers_, names_of(system_, present));
    for (std::size_t p = 0; p < run.partial.conditions.size(); ++p) {
      const Partial::Condition& condition = run.partial.conditions[p];
      std::int64_t n = 0;
      for (const Selection& selection : condition.of) n += selection.unknown;
      list_unknown(run.unknown, p, condition.text, n, problems_);
    }
    return std::move(run.partial);
  }

 private:
  struct Part {
    std::size_t batch, begin, end;
  };

  void add(const ArrowInput& input, const ArrowSchemaOf& schema, const Layout& layout) {
    std::vector<RowProblems> found(n_threads_);
    RowProblems repeated;
    std::size_t first_row = 0;
    for (bool more = true; more;) {
      std::vector<ArrowBatch> batches;
      std::vector<std::size_t> first_rows;
      std::size_t n = 0;
      while (n < rows_at_once) {
        batches.emplace_back(*input.stream, Place::in_file(input.name));
        more = !batches.back().at_end();
        if (!more) {
          batches.pop_back();
          break;
        }
        first_rows.push_back(first_row + n);
        n += batches.back().size();
      }
      add(input, schema, layout, batches, first_rows, found);
      if (layout.enterprise >= 0 && !options_.distinct)
        watch(input, schema, layout, batches, first_rows, repeated);
      first_row += n;
      rows_done_ += n;
      const auto expected = static_cast<double>(std::max<std::int64_t>(total_rows_, 1));
      report(progress_, std::min(1.0, static_cast<double>(rows_done_) / expected));
    }
    if (first_row == 0)
      problems_.add(Code::empty_file, Place::in_file(input.name), {}, {words("row", "数据行")});
    found.push_back(std::move(repeated));
    RowProblems::report(found, layout, Place::in_file(input.name), problems_);
    offset_ += first_row;
  }

  void add(const ArrowInput& input, const ArrowSchemaOf& schema, const Layout& layout,
           const std::vector<ArrowBatch>& batches, const std::vector<std::size_t>& first_rows,
           std::vector<RowProblems>& found) {
    std::vector<Part> parts;
    for (std::size_t b = 0; b < batches.size(); ++b) {
      for (std::size_t begin = 0; begin < batches[b].size(); begin += rows_a_part)
        parts.push_back({b, begin, std::min(batches[b].size(), begin + rows_a_part)});
    }
    std::atomic<std::size_t> next{0};
    parallel_for(n_threads_, static_cast<int>(n_threads_), [&](std::size_t thread) {
      std::unique_ptr<ArrowSource> source;
      std::size_t open = batches.size();
      for (std::size_t k = next++; k < parts.size(); k = next++) {
        poll_interrupt();
        const Part& part = parts[k];
        if (part.batch != open) {
          open = part.batch;
          source = std::make_unique<ArrowSource>(*schema, *batches[open], layout, system_,
                                                 Place::in_file(input.name), first_rows[open],
                                                 found[thread], caches_[thread]);
        }
        workers_[thread]->add(*source, part.begin, part.end, offset_ + first_rows[open]);
      }
    });
  }

  void watch(const ArrowInput& input, const ArrowSchemaOf& schema, const Layout& layout,
             const std::vector<ArrowBatch>& batches, const std::vector<std::size_t>& first_rows,
             RowProblems& repeated) {
    for (std::size_t b = 0; b < batches.size(); ++b) {
      const std::size_t n = batches[b].size();
      std::vector<std::uint64_t> fingerprints(n);
      std::vector<std::int32_t> years(n);
      parallel_for((n + rows_a_part - 1) / rows_a_part, static_cast<int>(n_threads_),
                   [&](std::size_t part) {
                     RowProblems ignored;
                     TextCache cache;
                     Dictionaries dictionaries;
                     ArrowSource source(*schema, *batches[b], layout, system_,
                                        Place::in_file(input.name), first_rows[b], ignored, cache);
                     std::array<std::uint32_t, block_rows> zone;
                     const std::size_t end = std::min(n, (part + 1) * rows_a_part);
                     for (std::size_t r = part * rows_a_part; r < end; r += block_rows) {
                       const std::size_t m = std::min(block_rows, end - r);
                       source.keys(r, m, dictionaries, zone.data(), years.data() + r);
                       for (std::size_t i = r; i < r + m; ++i)
                         fingerprints[i] = source.fingerprint(i, years[i]);
                     }
                   });
      RowProblems ignored;
      TextCache cache;
      const ArrowSource source(*schema, *batches[b], layout, system_, Place::in_file(input.name),
                               first_rows[b], ignored, cache);
      for (std::size_t r = 0; r < n; ++r) {
        if (!watch_.seen(fingerprints[r])) continue;
        repeated.add(first_rows[b] + r, {Code::repeated_enterprise,
                                         source.place(r),
                                         source.enterprise(r),
                                         {std::to_string(years[r])}});
      }
    }
  }

  static constexpr std::size_t rows_at_once = std::size_t{1} << 18;
  static constexpr std::size_t rows_a_part = std::size_t{1} << 15;

  const System& system_;
  const StreamOptions& options_;
  Problems& problems_;
  const Progress& progress_;
  std::size_t n_threads_;
  Plan plan_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::vector<TextCache> caches_;
  Watch watch_;
  std::size_t offset_ = 0;  ///< rows of the streams before
  std::size_t rows_done_ = 0;
  std::int64_t total_rows_ = 0;
};

}  // namespace
}  // namespace detail

Partial accumulate(const std::vector<ArrowInput>& inputs, const System& system,
                   const StreamOptions& options, Problems& problems, const Progress& progress) {
  return detail::StreamRoller(system, options, problems, progress).run(inputs);
}

}  // namespace zonerank

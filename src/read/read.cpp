#include "zonerank/read/read.hpp"

#include <algorithm>
#include <atomic>
#include <optional>
#include <set>
#include <thread>
#include <utility>

#include "headings/schema.hpp"
#include "headings/zone_name.hpp"
#include "read/file_text.hpp"
#include "read/forms_rollup.hpp"
#include "read/join.hpp"
#include "read/summary_rows.hpp"
#include "read/zone_merger.hpp"
#include "rollup/sound_rows.hpp"
#include "zonerank/core/decimal.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/read/csv.hpp"
#include "zonerank/rollup/rollup.hpp"

namespace zonerank {
namespace {

struct Read {
  Place place;  ///< the file, and the sheet where others of its workbook are read
  std::vector<RowTable> tables;
  Problems problems;

  std::size_t size() const {
    std::size_t rows = 0;
    for (const RowTable& table : tables) rows += table.size();
    return rows;
  }
};

/// The file, and the sheet where the workbook has others that are read.
Place place_of(const std::vector<Source>& sources, const Source& source) {
  const auto sheets = std::count_if(sources.begin(), sources.end(), [&](const Source& other) {
    return other.name == source.name && !other.sheet.empty() && other.skipped.empty();
  });
  const bool alone = source.skipped.empty() && sheets <= 1;
  Place place = Place::in_file(source.name);
  if (!alone) place.sheet = source.sheet;
  return place;
}

/// A sheet without a heading or without data, such as a cover page, is skipped where another one of
/// its workbook has data.
void skip_empty_sheets(const std::vector<Source>& sources, std::vector<Read>& files) {
  for (std::size_t k = 0; k < files.size(); ++k) {
    if (sources[k].sheet.empty()) continue;
    const bool no_heading = files[k].problems.count(Code::no_heading) > 0;
    if (!no_heading && files[k].problems.count(Code::empty_file) == 0) continue;
    for (std::size_t other = 0; other < files.size(); ++other) {
      if (sources[other].name != sources[k].name || files[other].size() == 0) continue;
      files[k].problems = {};
      files[k].problems.add(Code::skipped_sheet, files[k].place, {},
                            {no_heading ? words("no row in it is a heading", "其中没有表头")
                                        : words("it has no row of data", "其中没有数据行")});
      break;
    }
  }
}

/// Reads sources, each once.
class SourceReader {
 public:
  SourceReader(std::vector<Source>& sources, const System& system, const ReadOptions& options,
               const Progress& progress)
      : sources_(sources),
        system_(system),
        options_(options),
        progress_(progress),
        caller_(std::this_thread::get_id()),
        files_(sources.size()) {
    shared_.format = options.format;
    if (!options.all_fields) shared_.wanted = system.needed_fields();
    const auto is_read = [](const Source& source) { return source.skipped.empty(); };
    const auto n_read = std::count_if(sources.begin(), sources.end(), is_read);
    shared_.name_first = n_read > 1;
    for (std::size_t k = 0; k < files_.size(); ++k) {
      const Source& source = sources[k];
      const bool has_bytes = source.in_memory || source.stream != nullptr || !is_read(source);
      sizes_.push_back(has_bytes ? source.bytes.size() : detail::file_size(source.name));
      sizes_.back() = std::max<std::size_t>(sizes_.back(), 1);
      all_ += sizes_.back();
    }
  }

  /// The small files and what is in memory, side by side.
  void read_small() {
    std::vector<std::size_t> small;
    for (std::size_t k = 0; k < sources_.size(); ++k) {
      if (!is_large(k)) small.push_back(k);
    }
    parallel_for(small.size(), options_.threads, [&](std::size_t i) {
      detail::FileText text;
      read(small[i], 1, text);
    });
  }

  /// Large files one after the other, each on all threads.
  void read_large() {
    detail::FileText text;
    for (std::size_t k = 0; k < sources_.size(); ++k) {
      if (is_large(k)) read(k, options_.threads, text);
    }
  }

  /// Large files as forms of enterprises that are added up on the way; nothing where they, or other
  /// files, are not of that kind.
  std::optional<detail::FormsSum> add_up_large() {
    std::vector<std::size_t> large;
    for (std::size_t k = 0; k < sources_.size(); ++k) {
      if (is_large(k)) large.push_back(k);
      if (is_large(k) && sources_[k].in_memory) return std::nullopt;
      for (const RowTable& table : files_[k].tables) {
        if (table.of_enterprises()) return std::nullopt;
      }
    }
    const TableFormat& format = options_.format;
    if (large.empty() || !format.encoding.empty() || !format.drop_rows.empty()) return std::nullopt;
    std::vector<std::string> paths;
    std::vector<FileContext> contexts;
    for (const std::size_t k : large) {
      paths.push_back(sources_[k].name);
      contexts.push_back(context_of(k, options_.threads));
      contexts.back().tick = {};
    }
    auto sum = detail::add_up_forms(paths, contexts, system_, options_, progress_);
    for (std::size_t i = 0; i < large.size() && sum; ++i) {
      Read& file = files_[large[i]];
      file.place = contexts[i].place;
      file.tables.push_back(std::move(sum->names[i]));
      file.problems = std::move(sum->problems[i]);
    }
    return sum;
  }

  std::vector<Read> finish() {
    skip_empty_sheets(sources_, files_);
    return std::move(files_);
  }

 private:
  bool is_large(std::size_t k) const { return sizes_[k] > options_.part_bytes; }

  FileContext context_of(std::size_t k, int threads) {
    const Source& source = sources_[k];
    FileContext context = shared_;
    context.place = place_of(sources_, source);
    context.sheet = source.sheet;
    context.year = source.year > 0 ? source.year : options_.year;
    context.name_first = source.year == 0 && shared_.name_first;
    context.tick = [this, k](double share) { tick(k, share); };
    context.threads = threads;
    context.part_bytes = options_.part_bytes;
    return context;
  }

  void read(std::size_t k, int threads, detail::FileText& text) {
    Source& source = sources_[k];
    const FileContext context = context_of(k, threads);
    files_[k].place = context.place;
    try {
      files_[k].tables = tables_of(source, context, text, files_[k].problems);
    } catch (const Error& error) {
      for (const Problem& problem : error.problems()) files_[k].problems.add(problem);
    }
    done_ += sizes_[k];
    tick(k, 0.0);
  }

  std::vector<RowTable> tables_of(Source& source, const FileContext& context,
                                  detail::FileText& memory, Problems& problems) const {
    if (!source.fault.empty()) fail(Code::unreadable_workbook, context.place, {}, {source.fault});
    if (!source.skipped.empty()) fail(Code::skipped_sheet, context.place, {}, {source.skipped});
    if (source.stream != nullptr) {
      const ArrowInput input{source.name, source.stream, context.year};
      std::vector<RowTable> tables;
      tables.push_back(read_arrow(input, system_, context, problems));
      return tables;
    }
    const auto check = [&](std::string_view bytes) {
      if (trim(bytes).empty())
        fail(Code::empty_file, context.place, {}, {words("content", "内容")});
    };
    if (source.in_memory) {
      check(source.bytes);
      return read_csv(std::move(source.bytes), system_, context, problems);
    }
    memory.read(source.name, context.threads);
    std::string_view text = memory.bytes();
    check(text);
    if (!context.format.encoding.empty() || !memory.is_plain())
      return read_csv(std::string(text), system_, context, problems);
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (text.starts_with(mark)) text.remove_prefix(mark.size());
    return read_csv_text(text, system_, context, problems);
  }

  void tick(std::size_t k, double share) {
    if (std::this_thread::get_id() != caller_) return;  // Progress belongs to the calling thread
    const double done = static_cast<double>(done_) + share * static_cast<double>(sizes_[k]);
    report(progress_, 0.6 * std::min(1.0, done / static_cast<double>(all_)));
  }

  std::vector<Source>& sources_;
  const System& system_;
  const ReadOptions& options_;
  const Progress& progress_;
  std::thread::id caller_;
  std::vector<Read> files_;
  FileContext shared_;
  std::vector<std::size_t> sizes_;  ///< in bytes, 1 where it is not known
  std::size_t all_ = 0;
  std::atomic<std::size_t> done_{0};
};

/// Zones that only one kind of table names: codes on one side and names on the other?
void note_zones_that_do_not_meet(const ZoneTable& zones, const ZoneTable& rolled,
                                 Problems& problems) {
  const auto names = [](const ZoneTable& table) {
    std::set<std::string> result;
    for (const ZoneYear& row : table.rows) result.insert(row.zone);
    return result;
  };
  const auto only = [](const std::set<std::string>& a, const std::set<std::string>& b) {
    std::vector<std::string> result;
    std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(result));
    return result;
  };
  const auto shown = [](std::vector<std::string> list) {
    const std::size_t n = list.size();
    if (n > 3) {
      list.resize(3);
      list.push_back("... (" + std::to_string(n) + ")");
    }
    return listed_names(list);
  };
  if (zones.rows.empty() || rolled.rows.empty()) return;
  const auto reported = only(names(zones), names(rolled));
  const auto added_up = only(names(rolled), names(zones));
  if (reported.empty() || added_up.empty()) return;
  problems.add(Code::zones_do_not_meet, "", shown(added_up), {shown(reported)});
}

/// Zone figures and roll-ups together; where both are given they must be equal.
ZoneTable combine(const ZoneTable& zones, const ZoneTable& rolled, const System& system,
                  Prefer prefer, Problems& problems) {
  std::set<ZoneYear> keys(zones.rows.begin(), zones.rows.end());
  keys.insert(rolled.rows.begin(), rolled.rows.end());
  ZoneTable both = empty_table({keys.begin(), keys.end()}, system.fields.size());
  const std::size_t n = both.rows.size();
  const auto copy = [&](const ZoneTable& from, const FigureColumn& column, FigureColumn& to,
                        const auto& settle) {
    if (!column.present()) return;
    to.valid.resize(n, 0);
    if (!column.digits.empty()) to.digits.resize(n, 0);
    if (!column.reals.empty()) to.reals.resize(n, missing);
    for (std::size_t r = 0; r < from.rows.size(); ++r) {
      if (column.valid[r] == 0) continue;
      const std::size_t i = *both.find(from.rows[r].zone, from.rows[r].year);
      if (to.valid[i] != 0 && !settle(r, i)) continue;
      to.valid[i] = 1;
      if (!column.digits.empty()) to.digits[i] = column.digits[r];
      if (!column.reals.empty()) to.reals[i] = column.reals[r];
    }
  };
  for (std::size_t f = 0; f < system.fields.size(); ++f) {
    const Field& field = system.fields[f];
    FigureColumn& to = both.columns[f];
    const auto always = [](std::size_t, std::size_t) { return true; };
    copy(zones, zones.columns[f], to, always);
    copy(zones, zones.previous[f], both.previous[f], always);
    copy(rolled, rolled.columns[f], to, [&](std::size_t r, std::size_t i) {
      const Int128 sum = rolled.columns[f].digits[r];
      if (sum == to.digits[i]) return false;
      const Place place =
          Place::of_zone(both.rows[i].zone, both.rows[i].year).with_field(field.name);
      const std::string given = format_decimal(to.digits[i], field.places);
      const std::string added = format_decimal(sum, field.places);
      if (prefer == Prefer::neither) {
        problems.add(Code::contradicts_rollup, place, zonerank::join({given, added}, "; "),
                     {given, added, field.name});
      } else {
        problems.add(
            Code::preferred, place, zonerank::join({given, added}, "; "),
            {given, added,
             prefer == Prefer::zone ? words("zone", "高新区数") : words("rollup", "企业汇总数"),
             field.name});
      }
      return prefer == Prefer::rollup;
    });
  }
  return both;
}

}  // namespace

namespace {

/// @param are_added  the rows of enterprises are added up already
Reported assembled(const std::vector<Source>& sources, std::vector<Read> files, bool are_added,
                   const System& system, const ReadOptions& options, const Progress& progress) {
  Reported reported;
  std::vector<RowTable> enterprise_tables;
  std::vector<Place> enterprise_files;
  std::vector<const RowTable*> zone_tables;
  std::vector<Place> zone_files;
  std::vector<detail::Sheet> zone_sheets;
  std::vector<const RowTable*> tables;
  for (const Read& file : files) {
    for (const RowTable& table : file.tables) tables.push_back(&table);
  }
  detail::note_changing_columns(tables, system, reported.problems);
  detail::NameUse names;
  for (Read& file : files) {
    for (RowTable& table : file.tables) {
      table = detail::sound_rows(std::move(table), file.place, system, file.problems);
      table = detail::without_summary_rows(std::move(table), file.place, system, options.format,
                                           file.problems);
      names.add(table, file.place);
    }
    reported.problems.append(file.problems);
    const Source& source = sources[static_cast<std::size_t>(&file - files.data())];
    for (RowTable& table : file.tables) {
      if (table.of_enterprises()) {
        enterprise_files.push_back(file.place);
        enterprise_tables.push_back(std::move(table));
      } else {
        zone_files.push_back(file.place);
        zone_sheets.emplace_back(source.name, source.sheet);
        zone_tables.push_back(&table);
      }
    }
  }
  names.report(reported.problems);
  reported.zones = detail::merge_zones(zone_tables, zone_files, std::move(zone_sheets), system,
                                       reported.problems);
  if (enterprise_tables.empty() || are_added) return reported;
  detail::Joined joined = detail::join_with_places(std::move(enterprise_tables), enterprise_files,
                                                   system, options.threads, reported.problems);
  reported.rows = std::move(joined.rows);
  reported.places = std::move(joined.places);
  report(progress, 0.8);
  return reported;
}

}  // namespace

Reported read_rows(std::vector<Source> sources, const System& system, const ReadOptions& options,
                   const Progress& progress) {
  SourceReader reader(sources, system, options, progress);
  reader.read_small();
  reader.read_large();
  return assembled(sources, reader.finish(), false, system, options, progress);
}

ZoneTable add_up(const Reported& reported, const System& system, const ReadOptions& options,
                 Problems& problems, const Progress& progress) {
  if (reported.rows.size() == 0) return reported.zones;
  RollupOptions rollup;
  rollup.threads = options.threads;
  if (!options.all_fields) rollup.wanted = system.needed_fields();
  const ZoneTable rolled = roll_up(reported.rows, system, rollup, problems, [&](double share) {
    return !progress || progress(0.8 + 0.2 * share);
  });
  return add_up(reported.zones, rolled, system, options.prefer, problems);
}

ZoneTable add_up(const ZoneTable& zones, const ZoneTable& rolled, const System& system,
                 Prefer prefer, Problems& problems) {
  note_zones_that_do_not_meet(zones, rolled, problems);
  return combine(zones, rolled, system, prefer, problems);
}

Raw read(std::vector<Source> sources, const System& system, const ReadOptions& options,
         const Progress& progress) {
  SourceReader reader(sources, system, options, progress);
  reader.read_small();
  std::optional<detail::FormsSum> sum;
  if (!options.keep_enterprises) sum = reader.add_up_large();
  if (!sum) reader.read_large();
  Reported reported =
      assembled(sources, reader.finish(), sum.has_value(), system, options, progress);
  reported.problems.raise_errors();
  Raw raw;
  raw.problems = std::move(reported.problems);
  if (sum) {
    std::vector<bool> wanted;
    if (!options.all_fields) wanted = system.needed_fields();
    const ZoneTable rolled =
        detail::figures_of(sum->run, system, wanted, nullptr, options.threads, raw.problems);
    raw.enterprise_rows = sum->rows;
    raw.table = add_up(reported.zones, rolled, system, options.prefer, raw.problems);
  } else {
    raw.enterprise_rows = reported.rows.size();
    raw.table = add_up(reported, system, options, raw.problems, progress);
  }
  raw.problems.raise_errors();
  if (options.keep_enterprises && reported.rows.size() > 0)
    raw.enterprises = std::make_shared<const RowTable>(std::move(reported.rows));
  return raw;
}

}  // namespace zonerank

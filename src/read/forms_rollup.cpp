#include "read/forms_rollup.hpp"

#include <algorithm>
#include <atomic>
#include <memory>
#include <string_view>

#include "read/form_stream.hpp"
#include "read/forms_block.hpp"
#include "zonerank/run/parallel.hpp"

namespace zonerank::detail {
namespace {

/// Enterprises met, as fingerprints: one that was seen before may be another enterprise.
class Seen {
 public:
  bool add(std::string_view enterprise) {
    if (slots_.size() < 2 * (n_ + 1)) grow();
    const std::uint64_t own = std::hash<std::string_view>{}(enterprise) | 1;
    std::size_t slot = (own >> 20) & (slots_.size() - 1);
    for (; slots_[slot] != 0; slot = (slot + 1) & (slots_.size() - 1)) {
      if (slots_[slot] == own) return false;
    }
    slots_[slot] = own;
    ++n_;
    return true;
  }

 private:
  void grow() {
    std::vector<std::uint64_t> old(std::max<std::size_t>(1 << 16, slots_.size() * 2), 0);
    old.swap(slots_);
    for (const std::uint64_t own : old) {
      if (own == 0) continue;
      std::size_t slot = (own >> 20) & (slots_.size() - 1);
      while (slots_[slot] != 0) slot = (slot + 1) & (slots_.size() - 1);
      slots_[slot] = own;
    }
  }

  std::vector<std::uint64_t> slots_;
  std::size_t n_ = 0;
};

class FormsAdder {
 public:
  FormsAdder(const std::vector<std::string>& paths, const std::vector<FileContext>& contexts,
             const System& system, const ReadOptions& options, const Progress& progress)
      : system_(system),
        progress_(progress),
        n_threads_(static_cast<std::size_t>(resolve_threads(options.threads))),
        rows_at_once_(options.part_bytes / 128 + 1),
        present_(system.fields.size()),
        zone_numbers_(zones_) {
    block_.form_of.assign(system.fields.size(), -1);
    block_.zones = &zones_;
    for (std::size_t k = 0; k < paths.size(); ++k) {
      forms_.push_back(std::make_unique<FormStream>(paths[k], system, contexts[k]));
      block_.forms.push_back(&forms_.back()->rows());
      for (const std::size_t c : forms_.back()->layout().active) {
        const Heading& heading = forms_.back()->layout().headings[c];
        if (heading.role == Heading::Role::previous) continue;
        int& form = block_.form_of[static_cast<std::size_t>(heading.field)];
        if (form >= 0) throw NotInParts();  // both forms' cells have to agree
        form = static_cast<int>(k);
        present_[static_cast<std::size_t>(heading.field)] = true;
      }
    }
    block_.rows.resize(forms_.size());
    zone_of_.resize(forms_.size());
    std::vector<bool> wanted;
    if (!options.all_fields) wanted = system.needed_fields();
    plan_ = make_plan(system, present_, wanted);
    for (std::size_t thread = 0; thread < n_threads_; ++thread) {
      workers_.push_back(std::make_unique<Worker>(plan_, system, grouping_));
      sources_.push_back(std::make_unique<FormsSource>(block_, system));
    }
  }

  FormsSum run() {
    for (;;) {
      parallel_for(forms_.size(), static_cast<int>(n_threads_),
                   [&](std::size_t k) { forms_[k]->fill(rows_at_once_); });
      number_zones();
      std::vector<std::size_t> taken = join_next();
      if (block_.size() == 0) break;
      add();
      for (std::size_t k = 0; k < forms_.size(); ++k) forms_[k]->drop(taken[k]);
      report_progress();
    }
    FormsSum sum;
    sum.rows = n_rows_;
    for (std::size_t k = 0; k < forms_.size(); ++k) {
      sum.names.push_back(names_of_form(k));
      sum.problems.push_back(forms_[k]->finish());
    }
    if (n_rows_ == 0) throw NotInParts();
    sum.run = collect(workers_, names_of(system_, present_));
    return sum;
  }

 private:
  static constexpr std::size_t rows_a_part = std::size_t{1} << 12;

  const RowTable& rows(std::size_t k) const { return *block_.forms[k]; }

  void number_zones() {
    for (std::size_t k = 0; k < forms_.size(); ++k) {
      for (std::size_t z = zone_of_[k].size(); z < rows(k).zones.size(); ++z)
        zone_of_[k].push_back(zone_numbers_.number(rows(k).zones[z]));
    }
  }

  std::int32_t zone(std::size_t k, std::size_t row) const {
    return zone_of_[k][static_cast<std::size_t>(rows(k).zone[row])];
  }

  /// Makes the next block; how many rows of each form are in it.
  std::vector<std::size_t> join_next() {
    std::size_t n = rows(0).size(), most = n;
    for (std::size_t k = 1; k < forms_.size(); ++k) {
      n = std::min(n, rows(k).size());
      most = std::max(most, rows(k).size());
    }
    block_.zone.clear();
    if (most == 0) return {};
    if (n > 0 && block_.year == 0) block_.year = rows(0).year[0];
    bool rises = true;
    if (n == 0 || !are_same(n, rises)) return merge();
    block_.zone.resize(n);
    for (std::size_t i = 0; i < n; ++i) block_.zone[i] = zone(0, i);
    for (auto& of_form : block_.rows) of_form.clear();
    // Each enterprise once: as the codes rise, or else as none was seen before.
    if (n_rows_ == 0) in_order_ = rises;
    if (in_order_ && !rises) throw NotInParts();
    for (std::size_t i = 0; i < n && !in_order_; ++i) {
      if (!seen_.add(rows(0).enterprises[i])) throw NotInParts();
    }
    last_ = rows(0).enterprises[n - 1];
    return std::vector<std::size_t>(forms_.size(), n);
  }

  /// Whether the first n rows of all forms are of the same enterprises, in the same zones.
  /// @param rises  whether their codes do
  bool are_same(std::size_t n, bool& rises) {
    std::atomic<bool> same{true}, rising{true};
    const std::size_t parts = (n + rows_a_part - 1) / rows_a_part;
    parallel_for(parts, static_cast<int>(n_threads_), [&](std::size_t part) {
      const std::size_t begin = part * rows_a_part, end = std::min(n, begin + rows_a_part);
      const RowTable& first = rows(0);
      for (std::size_t k = 1; k < forms_.size() && same; ++k) {
        const RowTable& other = rows(k);
        for (std::size_t i = begin; i < end; ++i) {
          if (first.year[i] == other.year[i] && zone(0, i) == zone(k, i) &&
              first.enterprises[i] == other.enterprises[i])
            continue;
          same = false;
          return;
        }
      }
      for (std::size_t i = begin; i < end; ++i) {
        check_year(first.year[i]);
        const bool is_first = n_rows_ == 0 && i == 0;
        const std::string_view before = i == 0 ? std::string_view(last_) : first.enterprises[i - 1];
        if (!is_first && !(before < first.enterprises[i])) rising = false;
      }
    });
    rises = rising;
    return same;
  }

  void check_year(std::int32_t year) const {
    if (year != block_.year) throw NotInParts();
  }

  /// The rows of all forms by rising codes, as far as no form may still have one between.
  std::vector<std::size_t> merge() {
    if (n_rows_ > 0 && !in_order_) throw NotInParts();
    in_order_ = true;
    const std::size_t n_forms = forms_.size();
    std::vector<std::size_t> at(n_forms, 0);
    block_.zone.clear();
    for (auto& of_form : block_.rows) of_form.clear();
    const auto waits = [&](std::size_t k) { return at[k] < rows(k).size(); };
    for (;;) {
      std::string_view least;
      bool any = false;
      for (std::size_t k = 0; k < n_forms; ++k) {
        if (!waits(k)) {
          if (!forms_[k]->at_end()) return at;  // its next code is not known yet
          continue;
        }
        const std::string_view own = rows(k).enterprises[at[k]];
        if (!any || own < least) least = own;
        any = true;
      }
      if (!any) return at;
      if (n_rows_ + block_.size() > 0 && !(last_ < least)) throw NotInParts();
      last_ = least;
      std::int32_t of_zone = -1;
      for (std::size_t k = 0; k < n_forms; ++k) {
        const bool is_there = waits(k) && rows(k).enterprises[at[k]] == least;
        block_.rows[k].push_back(is_there ? static_cast<std::uint32_t>(at[k]) : FormsBlock::none);
        if (!is_there) continue;
        if (block_.year == 0) block_.year = rows(k).year[at[k]];
        check_year(rows(k).year[at[k]]);
        const std::int32_t own = zone(k, at[k]++);
        if (of_zone >= 0 && own != of_zone) throw NotInParts();  // it is in two zones
        of_zone = own;
      }
      block_.zone.push_back(of_zone);
    }
  }

  void add() {
    const std::size_t n = block_.size();
    const std::size_t parts = (n + rows_a_part - 1) / rows_a_part;
    std::atomic<std::size_t> next{0};
    parallel_for(n_threads_, static_cast<int>(n_threads_), [&](std::size_t thread) {
      FormsSource& source = *sources_[thread];
      for (std::size_t part = next++; part < parts; part = next++) {
        poll_interrupt();
        const std::size_t begin = part * rows_a_part;
        workers_[thread]->add(source, begin, std::min(n, begin + rows_a_part), n_rows_);
      }
    });
    n_rows_ += n;
  }

  void report_progress() const {
    std::size_t read = 0, all = 0;
    for (const auto& form : forms_) {
      read += form->position();
      all += form->size();
    }
    report(progress_, 0.95 * static_cast<double>(read) / static_cast<double>(all));
  }

  /// What the rows of a form say of its zones, year and columns.
  RowTable names_of_form(std::size_t k) const {
    RowTable table;
    table.zones = rows(k).zones;
    table.columns.resize(system_.fields.size());
    table.previous.resize(system_.fields.size());
    for (std::size_t z = 0; z < table.zones.size(); ++z) {
      table.zone.push_back(static_cast<std::int32_t>(z));
      table.year.push_back(block_.year);
      table.line.push_back(0);
      table.enterprises.push_back("-");
    }
    for (std::size_t f = 0; f < present_.size(); ++f) {
      if (block_.form_of[f] != static_cast<int>(k)) continue;
      table.columns[f].valid.assign(table.zones.size(), 0);
      table.columns[f].values.assign(table.zones.size(), 0);
    }
    return table;
  }

  const System& system_;
  const Progress& progress_;
  std::size_t n_threads_;
  std::size_t rows_at_once_;
  std::vector<std::unique_ptr<FormStream>> forms_;
  std::vector<bool> present_;
  std::vector<std::string> zones_;
  TextNumbers zone_numbers_;
  std::vector<std::vector<std::int32_t>> zone_of_;  ///< of each form its zones, in zones_
  FormsBlock block_;
  IndustryGrouping grouping_;
  Plan plan_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::vector<std::unique_ptr<FormsSource>> sources_;  ///< of each worker
  std::size_t n_rows_ = 0;                             ///< added
  bool in_order_ = true;
  std::string last_;
  Seen seen_;
};

}  // namespace

std::optional<FormsSum> add_up_forms(const std::vector<std::string>& paths,
                                     const std::vector<FileContext>& contexts, const System& system,
                                     const ReadOptions& options, const Progress& progress) {
  try {
    return FormsAdder(paths, contexts, system, options, progress).run();
  } catch (const NotInParts&) {
    return std::nullopt;
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace zonerank::detail

#include "zonerank/sample/sample.hpp"

#include <algorithm>
#include <fstream>
#include <memory>
#include <string>
#include <system_error>

#include "sample/sample_writer.hpp"
#include "zonerank/diagnostics/error.hpp"

namespace zonerank {
namespace {

using namespace sample;
namespace fs = std::filesystem;

constexpr std::string_view made_up = "# All data here are made up / 本目录的全部数据均为虚构";

void check_range(const char* option, std::int64_t value, std::int64_t least, std::int64_t most,
                 const std::string& least_name = {}) {
  if (value >= least && value <= most) return;
  const std::string from = least_name.empty() ? std::to_string(least) : least_name;
  fail(Code::bad_option, option, std::to_string(value),
       {words("from {0} to {1}", "{0} 到 {1}", {from, most})});
}

void check(const SampleOptions& options) {
  check_range("zones", options.zones, 1, 1'000'000);
  check_range("enterprises", options.enterprises, options.zones, 10'000'000'000,
              std::to_string(options.zones) + " (the number of zones)");
  check_range("first_year", options.first_year, 1990, 2900);
  check_range("years", options.years, 1, 100);
  resolve_threads(options.threads);
}

void make_directory(const fs::path& directory) {
  std::error_code error;
  fs::create_directories(directory, error);
  if (error)
    fail(Code::unwritable_file, zonerank::Place::in_file(directory.string()), {},
         {error.message()});
  const fs::path readme = directory / "README.md";
  if (!fs::exists(readme, error)) return;
  std::string first_line;
  std::ifstream stream(readme, std::ios::binary);
  std::getline(stream, first_line);
  if (first_line != made_up) {
    fail(Code::bad_option, "directory", directory.string(),
         {words("a directory without a README.md of its own", "没有自己的 README.md 的目录")});
  }
}

std::string readme_text(const Model& model) {
  const SampleOptions& options = model.options;
  const std::string years =
      std::to_string(options.first_year) + ".." + std::to_string(model.last_year());
  return std::string(made_up) +
         "\n\n"
         "Made by `zonerank sample`: no enterprise and no zone in these files exists; codes begin "
         "with SAMPLE.\n"
         "由 `zonerank sample` 生成：文件中的企业和高新区均不存在，企业代码以 SAMPLE 开头。\n\n"
         "- years 年份: " +
         years + "; zones 高新区: " + std::to_string(options.zones) +
         "; enterprises in the last year 末年企业数: about " + std::to_string(options.enterprises) +
         "; seed 随机种子: " + std::to_string(options.seed) +
         "\n"
         "- `made-up-GQ-00N-YEAR.csv`: the enterprise forms, headed by the forms' item codes; "
         "企业报表，列名为报表指标代码\n"
         "- `made-up-derived-YEAR.csv`: items that other forms or classifications supply; "
         "由其他报表或分类得出的项目\n"
         "- `made-up-zones-YEAR.csv`: what the zones report themselves; 高新区填报的数据\n"
         "- amounts in 千元 (kCNY), energy in tonnes of standard coal equivalent, areas in km2; "
         "about 1 % of the cells are blank; 金额单位为千元，约 1 % 的单元格空白\n"
         "- qb18, qb11: 1 yes (内资控股, 高新技术企业), 2 no; gbt13, gbt34, is_listed: 1 yes, 0 "
         "no; "
         "qb15_2: YYYYMM, blank if not listed\n";
}

/// The files of one year while they are written.
class YearFiles {
 public:
  YearFiles(const fs::path& directory, int year) {
    for (const Form& form : forms()) add(directory, form.name, year, header(form.columns, true));
    add(directory, "zones", year, header(zone_columns(), false));
  }

  void write(const Block& block) {
    for (std::size_t f = 0; f < n_forms; ++f) files_[f]->write(block.rows[f]);
  }

  void write_zones(const std::string& rows) { files_.back()->write(rows); }

  /// Closes every file and adds the paths.
  void close(std::vector<fs::path>& paths) {
    for (const auto& file : files_) file->end();  // a full disk is met before any takes its place
    for (const auto& file : files_) file->close();
    paths.insert(paths.end(), paths_.begin(), paths_.end());
  }

 private:
  void add(const fs::path& directory, std::string_view name, int year, const std::string& first) {
    paths_.push_back(directory /
                     ("made-up-" + std::string(name) + "-" + std::to_string(year) + ".csv"));
    files_.push_back(std::make_unique<OutputFile>(paths_.back()));
    files_.back()->write(first);
  }

  std::vector<fs::path> paths_;
  std::vector<std::unique_ptr<OutputFile>> files_;  // by form, then the zones'
};

void add_sums(std::vector<ZoneSums>& sums, const Block& block) {
  for (std::size_t i = 0; i < block.sums.size(); ++i) {
    sums[block.first_zone + i].add(block.sums[i]);
  }
}

/// Makes blocks in parallel and writes them in order, a batch after the other.
std::vector<ZoneSums> write_blocks(const Model& model, int year, YearFiles& files,
                                   const Progress& progress) {
  const std::vector<ZoneYear> levels = zone_years(model, year);
  std::vector<ZoneSums> sums(model.zones.size());
  std::vector<Block> batch(4 * static_cast<std::size_t>(resolve_threads(model.options.threads)));
  const std::int64_t slots = model.slots();
  std::int64_t done = 0;
  while (done < slots) {
    const auto left = static_cast<std::size_t>((slots - done + block_size - 1) / block_size);
    const std::size_t n = std::min(batch.size(), left);
    parallel_for(n, model.options.threads, [&](std::size_t i) {
      const std::int64_t begin = done + static_cast<std::int64_t>(i) * block_size;
      batch[i] = make_block(model, levels, year, begin, std::min(slots, begin + block_size));
    });
    for (std::size_t i = 0; i < n; ++i) {
      files.write(batch[i]);
      add_sums(sums, batch[i]);
    }
    done = std::min(slots, done + static_cast<std::int64_t>(n) * block_size);
    const double years_done =
        year - model.options.first_year + static_cast<double>(done) / static_cast<double>(slots);
    report(progress, years_done / model.options.years);
  }
  return sums;
}

void write_year(const Model& model, int year, const fs::path& directory, const Progress& progress,
                std::vector<fs::path>& paths) {
  YearFiles files(directory, year);
  const std::vector<ZoneSums> sums = write_blocks(model, year, files, progress);
  files.write_zones(zone_rows(model, year, zone_figures(model, year, sums)));
  files.close(paths);
}

}  // namespace

std::vector<fs::path> write_sample(const fs::path& directory, const SampleOptions& options,
                                   const Progress& progress) {
  check(options);
  make_directory(directory);
  const Model model = make_model(options);
  std::vector<fs::path> paths{directory / "README.md"};
  OutputFile readme(paths.front());
  readme.write(readme_text(model));
  readme.close();
  for (int year = options.first_year; year <= model.last_year(); ++year) {
    write_year(model, year, directory, progress, paths);
  }
  return paths;
}

}  // namespace zonerank

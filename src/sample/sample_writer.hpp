#pragma once
// Sample records as text: cells, rows, and files that are whole or not there.

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "sample/sample_items.hpp"
#include "sample/sample_zone_figures.hpp"
#include "sample/sample_zones.hpp"

namespace zonerank::sample {

inline constexpr std::size_t n_forms = 5;
inline constexpr std::int64_t block_size = 4096;  ///< enterprises; part of what the sums' bits are

/// digits * 10^-places without trailing zeros: 12.5 for (1250, 2).
void append_number(std::string& text, std::int64_t digits, int places);

/// 18 characters that cannot be a real code: SAMPLE and the slot.
void append_enterprise_code(std::string& text, std::int64_t slot);

/// BOM, the key columns, then those of the form.
std::string header(std::span<const Column> columns, bool of_enterprises);

/// The rows of the enterprises in slots [begin, end) in one year.
struct Block {
  std::array<std::string, n_forms> rows;  ///< by form
  std::size_t first_zone = 0;
  std::vector<ZoneSums> sums;  ///< of zones first_zone, first_zone + 1...
};

Block make_block(const Model& model, const std::vector<ZoneYear>& levels, int year,
                 std::int64_t begin, std::int64_t end);

std::string zone_rows(const Model& model, int year, const std::vector<ZoneRecord>& figures);

/// Written piece by piece beside the path, which close() gives it whole; what stood there keeps its
/// mode, and stays as it was unless close() is reached.
class OutputFile {
 public:
  explicit OutputFile(std::filesystem::path path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void write(std::string_view text);  ///< throws Error
  void end();                         ///< nothing more is written; throws Error
  void close();                       ///< takes the path's place; throws Error

 private:
  [[noreturn]] void fail_to_write() const;

  std::filesystem::path path_, target_, beside_;
  std::ofstream stream_;
  bool is_whole_ = false, is_device_ = false;
};

}  // namespace zonerank::sample

#include "read/file_text.hpp"

#include <atomic>
#include <filesystem>
#include <fstream>

#include "zonerank/cells/csv_cells.hpp"
#include "zonerank/run/parallel.hpp"

namespace zonerank::detail {
namespace {

constexpr std::size_t part_bytes = std::size_t{1} << 20;

[[noreturn]] void refuse(const std::string& path, const Argument& why) {
  fail(Code::unreadable_file, Place::in_file(path), {}, {why});
}

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80; }

/// Where the first character at or after `at` begins.
std::size_t next_character(std::string_view text, std::size_t at) {
  while (at < text.size() && continues(text[at])) ++at;
  return std::min(at, text.size());
}

/// Where the character of the byte before `at` begins; a character has at most four bytes.
std::size_t last_character(std::string_view text, std::size_t at) {
  for (int k = 0; k < 4 && at > 0; ++k) {
    if (!continues(text[--at])) break;
  }
  return at;
}

bool is_text(std::string_view part) { return part.find('\0') == part.npos && is_utf8(part); }

}  // namespace

std::size_t file_size(const std::string& path) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  return error ? 0 : static_cast<std::size_t>(size);
}

void FileText::read(const std::string& path, int threads) {
  std::error_code ignored;
  const std::filesystem::file_status status = std::filesystem::status(path, ignored);
  const bool is_there = std::filesystem::exists(status);
  if (is_there && !std::filesystem::is_regular_file(status))  // a pipe would wait for its writer
    refuse(path, words("it is not a file", "不是文件"));
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) refuse(path, words("it does not exist or may not be read", "文件不存在或无读取权限"));
  const std::streamoff size = file.tellg();
  if (size < 0 || size > (std::streamoff{1} << 40))
    refuse(path, words("it is not a file", "不是文件"));
  read(path, 0, static_cast<std::size_t>(size), true, threads);
}

void FileText::read_lines(const std::string& path, std::size_t from, std::size_t most,
                          int threads) {
  const std::size_t size = file_size(path);
  const std::size_t left = size - std::min(size, from);
  read(path, from, std::min(most, left), left <= most, threads);
}

/// Each part is looked at while it is in the cache; what crosses a seam, in the end.
void FileText::read(const std::string& path, std::size_t from, std::size_t n, bool to_end,
                    int threads) {
  if (room_ < n + 1) {
    bytes_.reset();
    room_ = n + 1;
    bytes_ = std::make_unique_for_overwrite<char[]>(room_);
  }
  size_ = n;
  std::atomic<bool> is_plain{true};
  std::size_t whole = n;  // bytes of whole lines
  const std::size_t parts = (n + part_bytes - 1) / part_bytes;
  const auto end_of = [&](std::size_t part) { return std::min(n, (part + 1) * part_bytes); };
  parallel_for(parts, threads, [&](std::size_t part) {
    const std::size_t begin = part * part_bytes, end = end_of(part);
    std::ifstream file(path, std::ios::binary);
    file.seekg(static_cast<std::streamoff>(from + begin));
    if (!file.read(bytes_.get() + begin, static_cast<std::streamsize>(end - begin)))
      refuse(path, words("reading stopped in the middle", "读取中断"));
    const std::string_view own = bytes().substr(begin, end - begin);
    const std::size_t first = part == 0 ? 0 : next_character(own, 0);
    std::size_t last = last_character(own, own.size());
    if (part + 1 == parts) {
      last = to_end ? own.size() : own.rfind('\n') + 1;
      if (last == 0) is_plain = false;
      whole = begin + last;
    }
    if (first < last && !is_text(own.substr(first, last - first))) is_plain = false;
  });
  size_ = whole;
  bytes_[size_] = '\0';
  for (std::size_t part = 0; part + 1 < parts; ++part) {
    const std::size_t first = last_character(bytes(), end_of(part));
    const std::size_t last = next_character(bytes(), end_of(part));
    if (!is_text(bytes().substr(first, last - first))) is_plain = false;
  }
  is_plain_ = is_plain && bytes().find('\n') != std::string_view::npos;
}

}  // namespace zonerank::detail

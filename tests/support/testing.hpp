#pragma once
// What every test uses: errors by their text, matrices entry by entry, data beside the project.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "zonerank/core/types.hpp"
#include "zonerank/diagnostics/error.hpp"

/// `statement` throws zonerank::Error whose English text matches.
#define EXPECT_ERROR(statement, matcher)               \
  do {                                                 \
    try {                                              \
      static_cast<void>(statement);                    \
      ADD_FAILURE() << "no error from " #statement;    \
    } catch (const zonerank::Error& error) {           \
      EXPECT_THAT(std::string(error.what()), matcher); \
    }                                                  \
  } while (false)

namespace zonerank::testing {

/// Entries equal within `relative` of the larger magnitude (or 1), NaN equal to NaN; names the
/// first mismatch.
inline ::testing::AssertionResult all_close(const MatrixRef& actual, const MatrixRef& expected,
                                            double relative) {
  if (actual.rows() != expected.rows() || actual.cols() != expected.cols()) {
    return ::testing::AssertionFailure()
           << "shape " << actual.rows() << " x " << actual.cols() << ", expected "
           << expected.rows() << " x " << expected.cols();
  }
  for (Index j = 0; j < actual.cols(); ++j) {
    for (Index i = 0; i < actual.rows(); ++i) {
      const double a = actual(i, j);
      const double e = expected(i, j);
      if (std::isnan(a) && std::isnan(e)) continue;
      const double allowed = relative * std::max({1.0, std::abs(a), std::abs(e)});
      if (!(std::abs(a - e) <= allowed)) {
        return ::testing::AssertionFailure()
               << "entry (" << i << ", " << j << ") is " << a << ", expected " << e;
      }
    }
  }
  return ::testing::AssertionSuccess();
}

/// A folder of its own for one test, removed afterwards.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    path_ = std::filesystem::temp_directory_path() /
            ("zonerank-" + std::string(info->test_suite_name()) + "-" + info->name());
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string write(const std::string& name, const std::string& text) const {
    const std::filesystem::path path = path_ / name;
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
  }
  std::string path(const std::string& name = {}) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

/// The folder of golden data and system facts beside the project, where it is present.
inline std::filesystem::path shared_folder() {
  const std::filesystem::path path = std::filesystem::path(ZONERANK_SOURCE_DIR) / ".." / "shared";
  return std::filesystem::exists(path / "golden") ? path : std::filesystem::path{};
}

}  // namespace zonerank::testing

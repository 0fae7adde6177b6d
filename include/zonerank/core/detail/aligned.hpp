#pragma once
// Buffers that begin on a cache line, for loops in lanes.

#include <cstddef>
#include <memory>
#include <new>
#include <vector>

namespace zonerank::detail {

inline constexpr std::size_t cache_line = 64;

template <class T>
struct LineAllocator {
  using value_type = T;

  LineAllocator() = default;
  template <class U>
  LineAllocator(const LineAllocator<U>& /*other*/) {}  // NOLINT(google-explicit-constructor)

  T* allocate(std::size_t n) {
    return static_cast<T*>(::operator new (n * sizeof(T), std::align_val_t{cache_line}));
  }
  void deallocate(T* p, std::size_t /*n*/) { ::operator delete (p, std::align_val_t{cache_line}); }
  friend bool operator==(const LineAllocator&, const LineAllocator&) { return true; }
};

template <class T>
using AlignedVector = std::vector<T, LineAllocator<T>>;

struct LineDelete {
  void operator()(void* p) const { ::operator delete (p, std::align_val_t{cache_line}); }
};

/// Room for numbers that are written before they are read.
template <class T>
using AlignedRoom = std::unique_ptr<T[], LineDelete>;

template <class T>
AlignedRoom<T> aligned_room(std::size_t n) {
  return AlignedRoom<T>(LineAllocator<T>().allocate(n));
}

}  // namespace zonerank::detail

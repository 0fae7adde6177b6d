#pragma once
// Eigen for the registers of the compiled library, also in a program for wider ones (-mavx,
// -march=native). Its inline functions are shared by the whole program, whichever side compiled
// them, and matrices cross the library's border: both sides must be alike, or the program ends in a
// segmentation fault. Only Eigen sees the machine without AVX; everything else of the program does
// not. The CMake target and pkg-config put this header before every file of a program, so that it
// also comes before an Eigen that is included first.

#if !defined(ZONERANK_HEADER_ONLY) && defined(__AVX__)
#pragma push_macro("__AVX__")
#pragma push_macro("__AVX2__")
#pragma push_macro("__FMA__")
#pragma push_macro("__F16C__")
#pragma push_macro("__AVX512F__")
#pragma push_macro("__AVX512DQ__")
#pragma push_macro("__AVX512ER__")
#pragma push_macro("__AVX512BF16__")
#undef __AVX__
#undef __AVX2__
#undef __FMA__
#undef __F16C__
#undef __AVX512F__
#undef __AVX512DQ__
#undef __AVX512ER__
#undef __AVX512BF16__
#include <Eigen/Core>
#pragma pop_macro("__AVX512BF16__")
#pragma pop_macro("__AVX512ER__")
#pragma pop_macro("__AVX512DQ__")
#pragma pop_macro("__AVX512F__")
#pragma pop_macro("__F16C__")
#pragma pop_macro("__FMA__")
#pragma pop_macro("__AVX2__")
#pragma pop_macro("__AVX__")
#endif

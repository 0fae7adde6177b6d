#pragma once
// How the bodies in .ipp files are built: compiled once into the library, or, where
// ZONERANK_HEADER_ONLY is defined, inline in every program that includes the umbrella of a room.

#ifdef ZONERANK_HEADER_ONLY
#define ZONERANK_INLINE inline
#define ZONERANK_OWN(body) inline namespace own_of_##body
#define ZONERANK_PRAGMA(text)  // a program without -fopenmp-simd would be warned of it
#else
#define ZONERANK_INLINE
#define ZONERANK_OWN(body) namespace
#define ZONERANK_PRAGMA(text) _Pragma(#text)
#endif

// Catch2 under either of its major versions.
#pragma once
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Approx;
// What version 3 calls Contains is about ranges; the tests mean text.
#define Contains ContainsSubstring
#else
#include <catch2/catch.hpp>
#endif

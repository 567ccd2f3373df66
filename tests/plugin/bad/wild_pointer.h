// An address that is no null pointer, is aligned, and belongs to nobody.
#pragma once
#include <cstdint>

template <class T>
T* wild_pointer() {
  volatile std::uintptr_t address = 64;
  return reinterpret_cast<T*>(address);
}

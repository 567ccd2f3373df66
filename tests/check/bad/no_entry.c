/* Exports something, but not the entry. */
__attribute__((visibility("default"))) int unrelated(void);
int unrelated(void) { return 42; }

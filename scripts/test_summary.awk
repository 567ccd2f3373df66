# Reads ctest's JUnit report; prints the skipped tests, then "N passed, N failed". What did
# neither pass nor was skipped or disabled on purpose has failed, so that a test without
# its program counts. Exit status 0 only when tests ran and none failed.
#
# ctest escapes "<" in the output of tests, so no test can write a line that counts here.
/^[ \t]*<testcase / {
  total++
  match($0, /name="[^"]*"/)
  name = substr($0, RSTART + 6, RLENGTH - 7)
  if ($0 ~ / status="run">/) passed++
  if ($0 ~ / status="disabled">/) skip()
}
/^[ \t]*<skipped message="SKIP_/ { skip() }
function skip() {
  skipped++
  names = names " " name
}
END {
  if (skipped) printf "%d skipped:%s\n", skipped, names
  failed = total - passed - skipped
  printf "%d passed, %d failed\n", passed, failed
  exit passed == 0 || failed != 0
}

#!/bin/sh
# Chromium for a measurement of what it looks at: people bring processors of their own, here it gets what is left.
echo 15 >/proc/self/autogroup 2>/dev/null
exec nice -n 15 chromium "$@"

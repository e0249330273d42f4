#!/usr/bin/env bash
# Mixed faults under texts, downloads, toD over 2,000 targets, second calls inside routes, held senders and restarts of a route,
# for 30 minutes, or as many as the first argument says: ./soak.sh 5
set -euo pipefail
cd "$(dirname "$0")"
exec mvn -B -ntp -q -Psoak process-test-classes -pl camel-hf-inference-component -am -Dsoak.minutes="${1:-30}"

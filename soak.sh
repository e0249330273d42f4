#!/usr/bin/env bash
# Mixed faults for 30 minutes, or as many as the first argument says: ./soak.sh 5
set -euo pipefail
cd "$(dirname "$0")"
exec mvn -B -ntp -q -Psoak process-test-classes -pl camel-hf-inference-component -am -Dsoak.minutes="${1:-30}"

#!/bin/sh
# Makes Temporal's two databases and brings their schema up to date. Harmless to run again.
set -eu

schema() {
  tool="temporal-sql-tool --plugin postgres12 --ep postgres --port 5432 --user tutti --db $1"
  $tool create || true # it is there after the first time
  $tool setup-schema -v 0.0 || true
  $tool update-schema -d "/etc/temporal/schema/postgresql/v12/$2/versioned"
}

schema temporal temporal
schema temporal_visibility visibility

package temporal

import (
	"go.temporal.io/server/common/config"
)

// state says where the server keeps everything. The number of shards is written into a new database and can
// never change.
type state struct {
	kind       string // for the log
	main       *config.SQL
	visibility *config.SQL
	shards     int32
}

// openState brings the chosen database to the schema of this server.
func openState(opts Options) (state, error) {
	if opts.Postgres != "" {
		return openPostgres(opts.Postgres, opts.Logger)
	}
	return openSQLite(opts.Dir, opts.Logger)
}

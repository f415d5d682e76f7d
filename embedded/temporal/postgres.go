package temporal

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"regexp"
	"strings"

	"go.temporal.io/server/common/auth"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/persistence/sql/sqlplugin/postgresql"
	"go.temporal.io/server/tools/common/schema"
	sqltool "go.temporal.io/server/tools/sql"
)

const (
	postgresShards   = 4
	postgresMaxConns = 20 // per database and service pool
	postgresPort     = "5432"
	visibilitySuffix = "_visibility"
	mainSchema       = "postgresql/v12/temporal"
	visibilitySchema = "postgresql/v12/visibility"
)

// openPostgres makes the two databases if they are missing and brings their schema up to date. All of it may be
// repeated, also after a kill in the middle.
func openPostgres(text string, logger *slog.Logger) (state, error) {
	conf, err := parsePostgres(text)
	if err != nil {
		return state{}, err
	}
	view := *conf
	view.DatabaseName += visibilitySuffix
	if err := prepareDatabase(conf, mainSchema, logger); err != nil {
		return state{}, err
	}
	if err := prepareDatabase(&view, visibilitySchema, logger); err != nil {
		return state{}, err
	}
	return state{kind: "postgres", main: conf, visibility: &view, shards: postgresShards}, nil
}

// parsePostgres reads the URL. No error repeats it, for it holds a password.
func parsePostgres(text string) (*config.SQL, error) {
	u, err := url.Parse(text)
	if err != nil || (u.Scheme != "postgres" && u.Scheme != "postgresql") || u.Hostname() == "" || u.User.Username() == "" {
		return nil, errors.New("temporal: Options.Postgres must look like postgres://user:password@host:port/db")
	}
	name := strings.TrimPrefix(u.Path, "/")
	// The server pastes the name into statements and addresses as it is.
	if !regexp.MustCompile(`^[A-Za-z0-9_-]{1,50}$`).MatchString(name) {
		return nil, fmt.Errorf("temporal: the database in Options.Postgres must be 1 to 50 letters, digits, _ or -, it is %q", name)
	}
	password, _ := u.User.Password()
	if strings.Contains(password, " ") {
		return nil, errors.New("temporal: the password in Options.Postgres must not contain a space, the server would send a plus")
	}
	tls, err := tlsOf(u.Query())
	if err != nil {
		return nil, err
	}
	port := u.Port()
	if port == "" {
		port = postgresPort
	}
	return &config.SQL{
		PluginName:      postgresql.PluginNamePGX,
		DatabaseName:    name,
		ConnectAddr:     net.JoinHostPort(u.Hostname(), port),
		ConnectProtocol: "tcp",
		User:            url.PathEscape(u.User.Username()), // the server escapes the password only
		Password:        password,
		MaxConns:        postgresMaxConns,
		MaxIdleConns:    postgresMaxConns,
		TLS:             tls,
	}, nil
}

// tlsOf reads sslmode, the only parameter there is.
func tlsOf(query url.Values) (*auth.TLS, error) {
	mode := query.Get("sslmode")
	query.Del("sslmode")
	for name := range query {
		return nil, fmt.Errorf("temporal: Options.Postgres has the unknown parameter %q, only sslmode is known", name)
	}
	switch mode {
	case "", "disable":
		return nil, nil
	case "require":
		return &auth.TLS{Enabled: true}, nil
	case "verify-full":
		return &auth.TLS{Enabled: true, EnableHostVerification: true}, nil
	}
	return nil, fmt.Errorf("temporal: sslmode %q in Options.Postgres is not disable, require or verify-full", mode)
}

// prepareDatabase does what the commands create-database, setup-schema and update-schema of Temporal's own tool do.
func prepareDatabase(conf *config.SQL, schemaName string, logger *slog.Logger) error {
	where := fmt.Sprintf("temporal: database %s at %s", conf.DatabaseName, conf.ConnectAddr)
	quiet := slogger{to: slog.New(slog.DiscardHandler)} // what fails is returned
	db, err := openOrCreate(conf, quiet, logger)
	if err != nil {
		return fmt.Errorf("%s can be neither opened nor created: %w", where, err)
	}
	defer db.Close()
	setup := &schema.SetupConfig{InitialVersion: "0.0"}
	if err := schema.NewSetupSchemaTask(db, setup, quiet).Run(); err != nil {
		return fmt.Errorf("%s: set up the schema: %w", where, err)
	}
	update := &schema.UpdateConfig{SchemaName: schemaName}
	if err := schema.NewUpdateSchemaTask(db, update, quiet).Run(); err != nil {
		return fmt.Errorf("%s: update the schema: %w", where, err)
	}
	return nil
}

// openOrCreate creates the database only when it cannot be opened, because a role that may use it need not be
// allowed to create any. A connection is made on first use, so opening alone proves nothing.
func openOrCreate(conf *config.SQL, quiet log.Logger, logger *slog.Logger) (*sqltool.Connection, error) {
	db, openErr := openDatabase(conf, quiet)
	if openErr == nil {
		return db, nil
	}
	create := *conf // the tool changes what it is given
	if err := sqltool.DoCreateDatabase(&create, "", quiet); err != nil {
		return nil, errors.Join(openErr, err)
	}
	logger.Info("embedded temporal created a database", "database", conf.DatabaseName)
	return openDatabase(conf, quiet)
}

func openDatabase(conf *config.SQL, quiet log.Logger) (*sqltool.Connection, error) {
	db, err := sqltool.NewConnection(conf, quiet)
	if err != nil {
		return nil, err
	}
	if err := db.Exec("select 1"); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

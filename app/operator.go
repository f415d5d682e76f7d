package app

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"tutti/api"
	"tutti/project"
)

// Credentials let a command line act as the operator of an instance. They are kept in a file only the owner can read.
type Credentials struct {
	Server string `json:"server"`
	Token  string `json:"token"`
}

// CredentialsPath is where an instance keeps its operator's credentials.
func CredentialsPath(dataDir string) string { return filepath.Join(dataDir, "operator.json") }

// ReadCredentials reads what an instance left in its data directory.
func ReadCredentials(dataDir string) (Credentials, error) {
	var c Credentials
	text, err := os.ReadFile(CredentialsPath(dataDir))
	if err != nil {
		return c, err
	}
	return c, json.Unmarshal(text, &c)
}

// welcome makes sure that there is an operator, who is also the first buyer and producer, and leaves their credentials.
func (a *App) welcome(ctx context.Context) error {
	if !a.config.API {
		return nil
	}
	known, err := ReadCredentials(a.config.DataDir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return project.Because(err, project.Invalid, "%s cannot be read: %v", CredentialsPath(a.config.DataDir), err)
	}
	if known.Token == "" || !a.holds(ctx, known.Token) {
		if known.Token, err = a.newOperatorToken(ctx); err != nil {
			return err
		}
	}
	known.Server = a.config.PublicURL
	a.operator = known
	text, err := json.MarshalIndent(known, "", "  ")
	if err != nil {
		return err
	}
	return replaceFile(CredentialsPath(a.config.DataDir), append(text, '\n'))
}

// replaceFile writes a file that only the owner can read, whole or not at all: a kill in between leaves the old one.
func replaceFile(path string, text []byte) error {
	next := path + ".next"
	if err := os.WriteFile(next, text, 0o600); err != nil {
		return err
	}
	return os.Rename(next, path)
}

func (a *App) holds(ctx context.Context, token string) bool {
	_, secret, ok := api.ParseToken(token)
	if !ok {
		return false
	}
	found, _, err := a.ports.Records.TokenByHash(ctx, api.HashSecret(secret))
	return err == nil && found.RevokedAt.IsZero()
}

func (a *App) newOperatorToken(ctx context.Context) (string, error) {
	now := time.Now()
	person := project.Person{
		ID: project.PersonID(project.NewID(project.PrefixPerson, now, "operator")), Handle: "operator", Name: "Operator", Zone: "UTC",
		Roles: []project.Role{project.RoleOperator, project.RoleBuyer, project.RoleProducer}, CreatedAt: now,
	}
	if found, err := a.ports.Records.PersonByHandle(ctx, person.Handle); err == nil {
		person = found
	} else if person, err = a.ports.Records.PutPerson(ctx, person); err != nil {
		return "", err
	}
	secret := api.NewSecret()
	token := project.Token{
		ID:     project.TokenID(project.NewID(project.PrefixToken, now, secret)),
		Person: person.ID, Hash: api.HashSecret(secret), Name: "operator's command line", CreatedAt: now,
	}
	return api.FormatToken(token.ID, secret), a.ports.Records.PutToken(ctx, token)
}

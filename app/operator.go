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

// operatorHandle is how the first operator of an instance is named.
const operatorHandle = "operator"

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
	token, recorded, err := a.operatorToken(ctx, known.Token)
	if err != nil {
		return err
	}
	a.operator = Credentials{Server: a.config.PublicURL, Token: token}
	text, err := json.MarshalIndent(a.operator, "", "  ")
	if err != nil {
		return err
	}
	// The file comes first: a start that dies here leaves a token that the next one records, not one whose secret is lost.
	if err := replaceFile(CredentialsPath(a.config.DataDir), append(text, '\n')); err != nil || recorded {
		return err
	}
	return a.enrolOperator(ctx, token)
}

// replaceFile writes a file that only the owner can read, whole or not at all: a kill in between leaves the old one.
func replaceFile(path string, text []byte) error {
	next := path + ".next"
	if err := os.WriteFile(next, text, 0o600); err != nil {
		return err
	}
	return os.Rename(next, path)
}

// operatorToken gives the known token, or a new one when it has none or a revoked one, and whether it is recorded.
func (a *App) operatorToken(ctx context.Context, known string) (token string, recorded bool, err error) {
	_, secret, ok := api.ParseToken(known)
	if !ok {
		return newToken(), false, nil
	}
	found, _, err := a.ports.Records.TokenByHash(ctx, api.HashSecret(secret))
	switch {
	case project.CodeOf(err) == project.NotFound:
		return known, false, nil
	case err != nil:
		return "", false, err
	case !found.RevokedAt.IsZero():
		return newToken(), false, nil
	}
	return known, true, nil
}

func newToken() string {
	secret := api.NewSecret()
	return api.FormatToken(project.TokenID(project.NewID(project.PrefixToken, time.Now(), secret)), secret)
}

// enrolOperator records the operator, unless they are known, and their token.
func (a *App) enrolOperator(ctx context.Context, token string) error {
	now := time.Now()
	person := project.Person{
		ID: project.PersonID(project.NewID(project.PrefixPerson, now, "operator")), Handle: operatorHandle, Name: "Operator", Zone: "UTC",
		Roles: []project.Role{project.RoleOperator, project.RoleBuyer, project.RoleProducer}, CreatedAt: now,
	}
	if found, err := a.ports.Records.PersonByHandle(ctx, person.Handle); err == nil {
		person = found
	} else if person, err = a.ports.Records.PutPerson(ctx, person); err != nil {
		return err
	}
	id, secret, _ := api.ParseToken(token) // it was made here, or parsed before
	return a.ports.Records.PutToken(ctx, project.Token{
		ID: id, Person: person.ID, Hash: api.HashSecret(secret), Name: "operator's command line", CreatedAt: now,
	})
}
